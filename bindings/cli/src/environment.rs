//! What the process was given by its surroundings: the locale and the place for the user's data.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use callscreen_core::number::Region;
use callscreen_core::text::Language;

/// What the surroundings tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Environment {
    /// The country of the locale.
    pub(crate) region: Option<Region>,
    /// The language of reasons and verdicts.
    pub(crate) language: Language,
    /// The default store.
    pub(crate) store: Option<PathBuf>,
}

impl Environment {
    /// The surroundings of this process.
    pub(crate) fn of_process() -> Self {
        Self::read(|name| std::env::var_os(name))
    }

    fn read(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        // An empty variable counts as none (POSIX, "Internationalization Variables").
        let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
        let locale =
            |names: &[&str]| names.iter().find_map(set).and_then(|value| value.into_string().ok());
        // `LC_TELEPHONE` is the category for how numbers are written where the user is.
        let region = locale(&["LC_ALL", "LC_TELEPHONE", "LANG"]).and_then(|name| region_of(&name));
        let messages = locale(&["LC_ALL", "LC_MESSAGES", "LANG"]).unwrap_or_default();
        let language = match messages.split(['_', '-', '.', '@']).next() {
            Some("de") => Language::German,
            _ => Language::English,
        };
        let folder = |name: &str| set(&name).map(PathBuf::from).filter(|path| path.is_absolute());
        let data = folder("XDG_DATA_HOME").or_else(|| {
            if cfg!(windows) {
                folder("LOCALAPPDATA")
            } else if cfg!(target_os = "macos") {
                Some(folder("HOME")?.join("Library/Application Support"))
            } else {
                Some(folder("HOME")?.join(".local/share"))
            }
        });
        let store = data.map(|data| data.join(Path::new("callscreen/store.sqlite3")));
        Self { region, language, store }
    }
}

/// The country in a locale such as `de_CH.UTF-8@euro`.
fn region_of(locale: &str) -> Option<Region> {
    let name = locale.split(['.', '@']).next()?;
    Region::from_code(name.split(['_', '-']).nth(1)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Environment {
        Environment::read(|name| {
            let found = variables.iter().find(|(other, _)| *other == name);
            found.map(|(_, value)| value.into())
        })
    }

    #[test]
    fn the_locale_tells_region_and_language() {
        let found = read(&[("LANG", "de_CH.UTF-8")]);
        assert_eq!(found.region, Region::from_code("CH"));
        assert_eq!(found.language, Language::German);
        let found = read(&[("LANG", "de_CH.UTF-8"), ("LC_MESSAGES", "en_US"), ("LC_ALL", "")]);
        assert_eq!(found.region, Region::from_code("CH"));
        assert_eq!(found.language, Language::English);
        assert_eq!(read(&[("LANG", "C.UTF-8")]).region, None);
        assert_eq!(read(&[]), Environment::default());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_store_lies_with_the_users_data() {
        let found = read(&[("HOME", "/home/a"), ("XDG_DATA_HOME", "relative/is/ignored")]);
        assert_eq!(found.store, Some("/home/a/.local/share/callscreen/store.sqlite3".into()));
        let found = read(&[("HOME", "/home/a"), ("XDG_DATA_HOME", "/data")]);
        assert_eq!(found.store, Some("/data/callscreen/store.sqlite3".into()));
    }
}
