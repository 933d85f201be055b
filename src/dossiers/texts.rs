//! Sentences that more than one place says.

use super::ThemeColour;
use super::timeline::Place;
use super::when::WhenFault;
use crate::base::Language;

/// What was just done, by its word in the address.
pub(super) fn done(word: &str, language: Language) -> Option<&'static str> {
    Some(match word {
        "bewaard" => language.pick("Bewaard.", "Saved."),
        "verplaatst" => language.pick("De volgorde is gewijzigd.", "The order was changed."),
        "weg" => language.pick("Weggehaald. Het nummer komt niet terug.", "Taken away. The number does not come back."),
        "vervangen" => language.pick("De naam is vervangen door de rol.", "The name was replaced by the role."),
        "geen-naam" => language.pick("Bewaard dat dit hier iets anders is.", "Kept that this is something else here."),
        "openbaar" => language.pick("Het dossier is openbaar.", "The dossier is public."),
        "ingetrokken" => {
            language.pick("Het dossier staat niet meer op de website.", "The dossier is no longer on the website.")
        }
        "vernietigd" => language.pick(
            "De sleutel is vernietigd. Niemand kan de naam nog lezen.",
            "The key was destroyed. Nobody can read the name any more.",
        ),
        _ => return None,
    })
}

/// What was refused, by its word in the address.
pub(super) fn refused(word: &str, language: Language) -> Option<&'static str> {
    Some(match word {
        "ingehaald" => language.pick(
            "Iemand wijzigde dit net. Lees het nog eens en probeer het dan opnieuw.",
            "Somebody just changed this. Read it again and then try once more.",
        ),
        "namen" => language.pick(
            "De controle vond nog iets dat niet openbaar mag worden. Los dat eerst op.",
            "The check found something still that must not go public. Solve that first.",
        ),
        "leeg" => language.pick(
            "Er staat nog geen gebeurtenis in. Schrijf er eerst een.",
            "There is no entry in it yet. Write one first.",
        ),
        "zelf" => language.pick(
            "Deze woorden staan er niet als één stuk tekst. Pas ze zelf aan via de link.",
            "These words do not stand there as one piece of text. Change them yourself by the link.",
        ),
        "nog-genoemd" => language.pick(
            "De naam staat nog in het dossier of op de website. Vervang die eerst en maak het dossier opnieuw openbaar: zonder sleutel kan niemand hem meer zoeken.",
            "The name still stands in the dossier or on the website. Replace it first and publish the dossier again: without its key nobody can look for it any more.",
        ),
        "al-vernietigd" => language.pick("Deze sleutel was al vernietigd.", "This key was destroyed before."),
        _ => return None,
    })
}

/// Why a date cannot be read.
pub(super) fn when_fault(fault: WhenFault, language: Language) -> &'static str {
    match fault {
        WhenFault::Missing => language.pick("Schrijf wanneer het was, of “onbekend”.", "Write when it was, or “unknown”."),
        WhenFault::NoYear => language.pick("Zet het jaar erbij, bijvoorbeeld “maart 2021”.", "Add the year, such as “March 2021”."),
        WhenFault::Backwards => language.pick(
            "De tweede datum ligt voor de eerste. Draai ze om.",
            "The second date lies before the first. Turn them round.",
        ),
        WhenFault::Unreadable => language.pick(
            "Deze datum begrijpen wij niet. Schrijf bijvoorbeeld “14 januari 2022”, “eind 2010”, “tussen 3 en 9 mei 2021” of “onbekend”.",
            "We do not understand this date. Write for example “14 January 2022”, “late 2010”, “between 3 and 9 May 2021” or “unknown”.",
        ),
    }
}

/// What a colour is called.
pub(super) fn colour(of: ThemeColour, language: Language) -> &'static str {
    match of {
        ThemeColour::Brand => language.pick("kleur van het centrum", "colour of the centre"),
        ThemeColour::Info => language.pick("blauw", "blue"),
        ThemeColour::Good => language.pick("groen", "green"),
        ThemeColour::Warn => language.pick("oker", "ochre"),
    }
}

/// All colours.
pub(super) const COLOURS: [ThemeColour; 4] =
    [ThemeColour::Brand, ThemeColour::Info, ThemeColour::Good, ThemeColour::Warn];

/// Where words stand.
pub(super) fn place(of: Place, language: Language) -> String {
    match of {
        Place::Title => language.pick("Titel van het dossier", "Title of the dossier").to_owned(),
        Place::Summary => language.pick("Samenvatting", "Summary").to_owned(),
        Place::Theme(number) => language.pick(format!("Thema {number}"), format!("Theme {number}")),
        Place::Role(number) => language.pick(format!("Rol van @{number}"), format!("Role of @{number}")),
        Place::EntryTitle(number) => {
            language.pick(format!("Gebeurtenis {number}, titel"), format!("Entry {number}, title"))
        }
        Place::EntryText(number) => {
            language.pick(format!("Gebeurtenis {number}, tekst"), format!("Entry {number}, text"))
        }
        Place::Source(number) => language.pick(format!("Bron {number}"), format!("Source {number}")),
    }
}

/// Without a source.
pub(super) fn unsourced(language: Language) -> &'static str {
    language.pick("zonder bron", "without a source")
}

/// So many entries.
pub(super) fn entries(many: usize, language: Language) -> String {
    match many {
        1 => language.pick("1 gebeurtenis".to_owned(), "1 entry".to_owned()),
        many => language.pick(format!("{many} gebeurtenissen"), format!("{many} entries")),
    }
}
