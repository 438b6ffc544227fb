//! Lists by packs.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, Write};
use std::path::Path;

use super::Screener;
use crate::call::Moment;
use crate::error::{Error, Result};
use crate::lists::ListInfo;
use crate::packs::{self, Pack, PackInfo, PackKey};

impl Screener {
    /// Applies the pack in a file: a list not there yet, a later version of one, or a diff from the
    /// version that is there. It must be signed with `key`, or with the key that the list was first
    /// subscribed with if it is there. All of it is applied, or nothing; threshold, weight and
    /// whether the list is asked stay as they are. Gives the list as it is now.
    pub fn apply_pack(&self, path: &Path, key: &PackKey, now: Moment) -> Result<ListInfo> {
        let named = |error| match error {
            Error::Pack(source) => Error::PackFile { path: path.to_owned(), source },
            other => other,
        };
        let file = File::open(path).map_err(Error::file(path))?;
        self.apply_pack_from(BufReader::new(file), key, now).map_err(named)
    }

    /// Applies a pack in memory, as [`Self::apply_pack`] does one in a file.
    pub fn apply_pack_bytes(&self, pack: &[u8], key: &PackKey, now: Moment) -> Result<ListInfo> {
        self.apply_pack_from(Cursor::new(pack), key, now)
    }

    fn apply_pack_from(
        &self,
        input: impl Read + Seek,
        key: &PackKey,
        now: Moment,
    ) -> Result<ListInfo> {
        let mut pack = Pack::open(input)?;
        self.store.write(|writer| packs::apply(writer, &mut pack, key, now))
    }

    /// Writes a list as a full pack, still to be signed. `info` tells what cannot be read from the
    /// list; its counts do not matter.
    pub fn build_pack(
        &self,
        list: &str,
        info: PackInfo,
        out: impl Write + Seek,
    ) -> Result<PackInfo> {
        self.store.read(|reader| packs::build(reader, list, info, out))
    }

    /// Lets the packs of a list be signed with another key from now on. For a key that was lost or
    /// stolen, on the word of an app update: a publisher who still has the old key announces the new
    /// one in a pack.
    pub fn trust_pack_key(&self, list: &str, key: &PackKey) -> Result<()> {
        self.store.write(|writer| packs::trust(writer, list, key))
    }
}
