//! Files that hold numbers of people.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use crate::failure::{Failure, Result};

/// Writes a file that only its owner may read where the system knows such. One that is there keeps its
/// mode, which the user may have chosen.
pub(crate) fn write(path: &Path, content: &str) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .and_then(|mut file| file.write_all(content.as_bytes()))
        .map_err(|source| Failure::File { path: path.to_owned(), source })
}
