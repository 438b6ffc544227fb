use callscreen_core::rules::{Matcher, Organisation};
use callscreen_core::text::Language;
use serde_json::json;

use crate::args::Organisations;
use crate::failure::Result;
use crate::output::{Rows, clean};
use crate::session::Session;
use crate::words::say;

pub(super) fn run(command: &Organisations, session: &mut Session) -> Result<()> {
    let language = session.language();
    match command {
        Organisations::Set { name, members } => {
            let screener = session.screener()?;
            let members: Vec<_> = members.iter().map(String::as_str).collect();
            screener.put_organisation(name, &members)?;
            let mut stored = screener.organisations()?;
            stored.retain(|found| found.name.eq_ignore_ascii_case(name.trim()));
            let text = table(&stored, language);
            session.answer(&stored.first(), || text)
        }
        Organisations::Remove { name } => {
            session.screener()?.remove_organisation(name)?;
            session.answer(&json!({ "removed": name }), || match language {
                Language::English => format!("“{}” is gone.\n", clean(name)),
                Language::German => format!("«{}» ist weg.\n", clean(name)),
            })
        }
        Organisations::Show => {
            let stored = session.screener()?.organisations()?;
            session.answer(&stored, || table(&stored, language))
        }
    }
}

fn table(organisations: &[Organisation], language: Language) -> String {
    let mut rows = Rows::new(&match language {
        Language::English => ["organisation", "numbers"],
        Language::German => ["Organisation", "Nummern"],
    });
    for Organisation { name, members } in organisations {
        let members: Vec<_> = members.iter().map(Matcher::expose).collect();
        rows.add_lines([name.clone(), members.join("\n")]);
    }
    rows.or(say(language, "There is no organisation.", "Es gibt keine Organisation."))
}
