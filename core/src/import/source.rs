//! The bytes of a file, unpacked where it is packed, of which the first are seen before the rest.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::progress::{Counted, Progress, Told};
use crate::error::{Error, Result};

/// How much is read at a time, and how much of the beginning tells the format.
pub(super) const CHUNK: usize = 1 << 16;
/// Gzip begins so (RFC 1952, section 2.3.1).
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// A packed file may unpack to this much, and to [`MOST_RATIO`] times its own size: lists pack to a
/// tenth, and what packs to a thousandth was made to fill a phone.
const ALWAYS_UNPACKED: u64 = 64 << 20;
const MOST_RATIO: u64 = 200;

/// A file about to be imported.
pub(crate) struct Source<'file> {
    path: &'file Path,
    progress: Progress<'file>,
    head: Vec<u8>,
    rest: Box<dyn Read + 'file>,
}

impl<'file> Source<'file> {
    /// Opens a file.
    pub(crate) fn open(path: &'file Path, progress: Progress<'file>) -> Result<Self> {
        let file = File::open(path).map_err(Error::file(path))?;
        progress.set_size(file.metadata().map_or(0, |known| known.len()));
        Self::of(file, path, progress)
    }

    /// What a reader gives, under the name of a file.
    pub(crate) fn of(
        bytes: impl Read + 'file,
        path: &'file Path,
        progress: Progress<'file>,
    ) -> Result<Self> {
        let counted = Counted { bytes, progress: progress.clone() };
        let mut bytes = BufReader::with_capacity(CHUNK, counted);
        let begins = bytes.fill_buf().map_err(Error::file(path))?;
        let mut rest: Box<dyn Read + 'file> = if begins.starts_with(&GZIP) {
            let packed = MultiGzDecoder::new(bytes);
            let unpacked = Unpacked { packed, given: 0, progress: progress.clone() };
            Box::new(Told::new(unpacked, progress.clone()))
        } else {
            Box::new(Told::new(bytes, progress.clone()))
        };
        let mut head = Vec::new();
        let chunk = u64::try_from(CHUNK).unwrap_or(u64::MAX);
        rest.by_ref().take(chunk).read_to_end(&mut head).map_err(Error::file(path))?;
        Ok(Self { path, progress, head, rest })
    }

    pub(crate) fn progress(&self) -> Progress<'file> {
        self.progress.clone()
    }

    pub(crate) fn path(&self) -> &'file Path {
        self.path
    }

    /// The first bytes; all of them, if they are few.
    pub(crate) fn head(&self) -> &[u8] {
        &self.head
    }

    /// All bytes, the first ones again.
    pub(crate) fn into_bytes(self) -> impl Read + 'file {
        Cursor::new(self.head).chain(self.rest)
    }
}

struct Unpacked<'file, R> {
    packed: R,
    given: u64,
    progress: Progress<'file>,
}

impl<R: Read> Read for Unpacked<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.packed.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => broken("the packed file ends too early"),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                broken("the packed file is damaged")
            }
            _ => error,
        })?;
        self.given += u64::try_from(read).unwrap_or_default();
        if self.given > ALWAYS_UNPACKED + self.progress.bytes_read().saturating_mul(MOST_RATIO) {
            return Err(broken("the packed file unpacks to more than a list can have"));
        }
        Ok(read)
    }
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: &[u8]) -> std::result::Result<Vec<u8>, String> {
        let source = Source::of(bytes, Path::new("list"), Progress::unwatched())
            .map_err(|error| error.to_string())?;
        let mut all = Vec::new();
        let read = source.into_bytes().read_to_end(&mut all);
        read.map(|_| all).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        let text = b"phone\n".repeat(100_000);
        for bytes in [text.clone(), packed(&text), [packed(&text), packed(b"")].concat()] {
            assert_eq!(read(&bytes).unwrap(), text);
        }
        let cut = packed(&text);
        assert!(read(&cut[..cut.len() - 9]).unwrap_err().contains("ends too early"));
        let damaged = [&cut[..20], &[0xff; 99]].concat();
        assert!(read(&damaged).unwrap_err().contains("damaged"));
    }

    #[test]
    fn a_bomb_is_found_before_it_fills_anything() {
        let bomb = packed(&vec![b'1'; 80 << 20]);
        let source = Source::of(&*bomb, Path::new("bomb"), Progress::unwatched()).unwrap();
        let mut unpacked = source.into_bytes();
        let error = io::copy(&mut unpacked, &mut io::sink()).unwrap_err();
        assert!(error.to_string().contains("more than a list can have"), "{error}");
    }
}
