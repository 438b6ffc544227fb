//! Files: address books and lists.

use std::ops::ControlFlow;
use std::path::Path;

use super::Screener;
use crate::call::Moment;
use crate::contacts::vcard;
use crate::error::Result;
use crate::import::{ImportProgress, ImportReport, Progress, Source};
use crate::lists::import::{Purpose, Terms};
use crate::lists::{self, ListSource};
use crate::number::Region;

impl Screener {
    /// Adds the numbers of a vCard file to the contacts, with the groups of their cards.
    pub fn import_contacts(&self, path: &Path) -> Result<ImportReport> {
        self.import_contacts_watched(path, |_| ControlFlow::Continue(()))
    }

    /// Adds contacts as [`Self::import_contacts`] does, and tells every now and then how far it has
    /// come. `watch` says whether to go on: if not, nothing of the file is taken. It must not write to
    /// this screener, which waits for the import.
    pub fn import_contacts_watched(
        &self,
        path: &Path,
        mut watch: impl FnMut(ImportProgress) -> ControlFlow<()>,
    ) -> Result<ImportReport> {
        let file = Source::open(path, Progress::watched(&mut watch))?;
        self.store.write(|writer| vcard::import(writer, file, &self.home))
    }

    /// Imports a list from a file of any known format, in place of the list of the same name; whether
    /// that was enabled stays. `region` is the home of numbers written without a country calling code,
    /// if it is another than the screener's, or than that of the source where only one can be meant.
    pub fn import_list(
        &self,
        source: &ListSource,
        path: &Path,
        region: Option<Region>,
        now: Moment,
    ) -> Result<ImportReport> {
        self.import_list_watched(source, path, region, now, |_| ControlFlow::Continue(()))
    }

    /// Imports a list as [`Self::import_list`] does, and tells every now and then how far it has come.
    /// `watch` says whether to go on: if not, nothing of the file is taken. It must not write to this
    /// screener, which waits for the import.
    pub fn import_list_watched(
        &self,
        source: &ListSource,
        path: &Path,
        region: Option<Region>,
        now: Moment,
        watch: impl FnMut(ImportProgress) -> ControlFlow<()>,
    ) -> Result<ImportReport> {
        self.import_for(Purpose::Replace, source, path, region, now, watch)
    }

    /// Imports a file that holds only what changed, such as an answer of `PhoneBlock` with `since` or
    /// a daily slice of Yet Another Call Blocker, into the list of this name, which must be there. What
    /// stands in the file takes the place of what the list knew of that number or range; what has no
    /// votes, or is marked as harmless or removed, goes; all else stays. Of the list's source and
    /// licence nothing changes, and its version, threshold and weight only if `source` tells others.
    /// Complaints to the FTC or FCC, a row for each report, cannot be told so. As to `region` and
    /// `watch` see [`Self::import_list_watched`].
    pub fn import_list_changes(
        &self,
        source: &ListSource,
        path: &Path,
        region: Option<Region>,
        now: Moment,
        watch: impl FnMut(ImportProgress) -> ControlFlow<()>,
    ) -> Result<ImportReport> {
        self.import_for(Purpose::Change, source, path, region, now, watch)
    }

    fn import_for(
        &self,
        purpose: Purpose,
        source: &ListSource,
        path: &Path,
        region: Option<Region>,
        now: Moment,
        mut watch: impl FnMut(ImportProgress) -> ControlFlow<()>,
    ) -> Result<ImportReport> {
        let home = region.map_or_else(|| self.home.clone(), |region| vec![region]);
        let home_is_the_lists = region.is_some();
        let terms = Terms { purpose, source, home: &home, home_is_the_lists, at: now };
        let file = Source::open(path, Progress::watched(&mut watch))?;
        self.store.write(|writer| lists::import::import(writer, &terms, file))
    }
}
