//! Packs from lists, and diffs from packs.

use std::path::Path;

use callscreen_core::Screener;
use callscreen_core::lists::{ListInfo, ListSource};
use callscreen_core::packs::{self, PackCounts, PackInfo};

use super::sign::write_whole;
use super::{answer, in_file, open};
use crate::args::BuildPack;
use crate::commands::import_report::{Imported, table};
use crate::failure::{Failure, Result};
use crate::session::Session;

/// The list from a file, which the pack names itself.
const SCRATCH: &str = "pack";

pub(super) fn build(build: &BuildPack, session: &mut Session) -> Result<()> {
    match (&build.list, &build.file) {
        (Some(list), _) => write(build, &session.screener_anywhere()?, list, session),
        (None, Some(file)) => {
            // A store for this pack alone.
            let folder = tempfile::tempdir()?;
            let store = folder.path().join("store");
            let screener = Screener::open(&store, &session.home()?).map_err(Failure::Store)?;
            let file_name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let source = ListSource {
                name: SCRATCH.to_owned(),
                source: file_name,
                licence: String::new(),
                threshold: build.threshold,
                version: String::new(),
                weight: None,
                max_age_days: None,
            };
            let report = screener.import_list(&source, file, None, Session::now())?;
            let skipped = !report.skipped.is_empty();
            if skipped {
                session.warn(&format_args!(
                    "{}",
                    table(&Imported::new(file, report)).replace('\n', "; ")
                ));
            }
            write(build, &screener, SCRATCH, session)
        }
        (None, None) => Ok(()),
    }
}

fn write(build: &BuildPack, screener: &Screener, name: &str, session: &mut Session) -> Result<()> {
    let info = info(build, &screener.list(name)?);
    write_whole(&build.out, |out| Ok(screener.build_pack(name, info, out)?))?;
    answer(&open(&build.out)?, session)
}

fn info(build: &BuildPack, list: &ListInfo) -> PackInfo {
    let or = |given: &Option<String>, stored: &String| given.as_ref().unwrap_or(stored).clone();
    PackInfo {
        list: build.id.clone(),
        name: or(&build.name, &list.name),
        version: build.version,
        base: None,
        published_at_ms: build.time.unwrap_or_else(Session::now).unix_ms,
        source: or(&build.source, &list.source),
        licence: or(&build.licence, &list.licence),
        attribution: build.attribution.clone(),
        regions: build.regions.iter().map(|region| region.code().to_owned()).collect(),
        threshold: build.threshold.unwrap_or(list.threshold),
        weight: build.weight.unwrap_or(list.weight),
        counts: PackCounts::default(),
        next_key: build.next_key.as_ref().map(|key| key.as_str().to_owned()),
    }
}

pub(super) fn diff(old: &Path, new: &Path, out: &Path, session: &mut Session) -> Result<()> {
    let (mut before, mut after) = (open(old)?, open(new)?);
    write_whole(out, |file| Ok(packs::diff(&mut before, &mut after, file).map_err(in_file(out))?))?;
    answer(&open(out)?, session)
}
