//! Signatures behind packs.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::Path;

use callscreen_core::packs::Pack;
use ct_codecs::{Base64, Decoder};
use minisign::{SecretKey, SecretKeyBox};

use super::{answer, in_file, open};
use crate::args::SignPack;
use crate::failure::{Failure, Result};
use crate::session::Session;

pub(super) fn sign(sign: &SignPack, session: &mut Session) -> Result<()> {
    let path = &sign.pack;
    let pack = open(path)?;
    let content =
        || -> Result<_> { Ok(File::open(path).map_err(file(path))?.take(pack.body_bytes())) };
    let signature = match (&sign.secret_key, &sign.signature) {
        (Some(key), _) => {
            let comment = pack.info().trusted_comment();
            let signed = minisign::sign(None, &secret_key(key)?, content()?, Some(&comment), None);
            signed.map_err(|error| unusable(key, &error))?.into_string()
        }
        (None, Some(path)) => fs::read_to_string(path).map_err(file(path))?,
        (None, None) => return Ok(()),
    };
    write_whole(path, |out| {
        std::io::copy(&mut content()?, out).map_err(file(path))?;
        out.write_all(signature.as_bytes()).and_then(|()| out.flush()).map_err(file(path))?;
        // What was given may be no signature at all, or that of another pack.
        let signed = Pack::open(out.get_ref()).map_err(in_file(path))?;
        Ok(signed.check_signed().map_err(in_file(path))?)
    })?;
    answer(&open(path)?, session)
}

/// Reads a secret key; asks for its password if it has one.
fn secret_key(path: &Path) -> Result<SecretKey> {
    let text = fs::read_to_string(path).map_err(file(path))?;
    let line = text.trim().lines().next_back().unwrap_or_default();
    let bytes = Base64::decode_to_vec(line, None).map_err(|_| unusable(path, &"no base64"))?;
    let key = SecretKey::from_bytes(&bytes).map_err(|error| unusable(path, &error))?;
    // Keys of `minisign -W` have no checksum, which the crate would ask for.
    if !key.is_encrypted() {
        return Ok(key);
    }
    let password = rpassword::prompt_password("Password: ")?;
    let opened =
        SecretKeyBox::from_string(&text).and_then(|key| key.into_secret_key(Some(password)));
    opened.map_err(|error| unusable(path, &error))
}

fn unusable(path: &Path, reason: &dyn Display) -> Failure {
    Failure::SecretKey { path: path.to_owned(), reason: reason.to_string() }
}

/// Writes a file whole: until it is, an older one of its name stays.
pub(super) fn write_whole<T>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<T>,
) -> Result<T> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    let new = File::options().read(true).write(true).create(true).truncate(true).open(part);
    let written = new.map_err(file(part)).and_then(|out| {
        let mut out = BufWriter::with_capacity(1 << 16, out);
        let written = write(&mut out)?;
        out.flush().map_err(file(part))?;
        Ok(written)
    });
    let written = written.and_then(|written| {
        fs::rename(part, path).map_err(file(path))?;
        Ok(written)
    });
    if written.is_err() {
        // What is left of it is of no use to anybody.
        let _ = fs::remove_file(part);
    }
    written
}

fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File { path, source }
}
