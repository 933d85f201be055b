//! Sentences that more than one place says.

use super::answer::Met;
use super::decision::Tally;
use crate::base::Language;
use crate::store::tables::states::DecisionState;

/// The beginning of a letter.
pub(super) fn dear(name: &str, language: Language) -> String {
    match name {
        "" => language.pick("Beste lezer,", "Dear reader,").to_owned(),
        name => language.pick(format!("Beste {name},"), format!("Dear {name},")),
    }
}

/// So many points.
pub(super) fn points(many: usize, language: Language) -> String {
    match many {
        1 => language.pick("1 punt", "1 point").to_owned(),
        many => language.pick(format!("{many} punten"), format!("{many} points")),
    }
}

/// So many people.
pub(super) fn people(many: usize, language: Language) -> String {
    match many {
        1 => language.pick("1 persoon", "1 person").to_owned(),
        many => language.pick(format!("{many} personen"), format!("{many} people")),
    }
}

/// What one can answer.
pub(super) fn ways(language: Language) -> &'static str {
    language.pick(
        "U antwoordt per punt: akkoord, akkoord op een voorwaarde, niet akkoord, of u onthoudt zich.",
        "You answer each point: agreed, agreed on a condition, not agreed, or you abstain.",
    )
}

/// What silence means.
pub(super) fn silence(language: Language) -> &'static str {
    language.pick(
        "Geen antwoord telt niet als akkoord. Wij tellen het apart.",
        "No answer does not count as agreement. We count it apart.",
    )
}

/// That a link is one's own.
pub(super) fn own_link(language: Language) -> &'static str {
    language.pick(
        "Deze link is van u alleen. Wie haar heeft, antwoordt onder uw naam.",
        "This link is yours alone. Whoever has it answers under your name.",
    )
}

/// How many said what.
pub(super) fn counts(of: Tally, language: Language) -> String {
    let mut said = language.pick(
        format!(
            "Akkoord {}, akkoord mits {}, niet akkoord {}, onthouding {}, geen antwoord {}",
            of.yes, of.yes_if, of.no, of.abstains, of.silent
        ),
        format!(
            "Agreed {}, agreed provided that {}, not agreed {}, abstained {}, no answer {}",
            of.yes, of.yes_if, of.no, of.abstains, of.silent
        ),
    );
    if of.unreached > 0 {
        said.push_str(
            &language.pick(
                format!(", niet bereikbaar {}", of.unreached),
                format!(", could not be reached {}", of.unreached),
            ),
        );
    }
    said.push('.');
    said
}

/// Where a request stands.
pub(super) fn state(of: DecisionState, language: Language) -> &'static str {
    match of {
        DecisionState::Draft => language.pick("concept", "draft"),
        DecisionState::Open => language.pick("open", "open"),
        DecisionState::Closed => language.pick("wacht op uitkomst", "waits for the outcome"),
        DecisionState::Concluded => language.pick("vastgelegd", "recorded"),
    }
}

/// What was just done, by its word in the address.
pub(super) fn done(word: &str, language: Language) -> Option<&'static str> {
    Some(match word {
        "bewaard" => language.pick("Bewaard.", "Saved."),
        "gevraagd" => language.pick("De brieven gaan eruit.", "The letters go out."),
        "opnieuw" => language.pick(
            "Bewaard. Wie dit punt al beantwoordde, krijgt een brief met het verschil.",
            "Saved. Whoever answered this point before gets a letter with the difference.",
        ),
        "erbij" => language.pick(
            "Het punt staat erbij. Wie is gevraagd, krijgt een brief.",
            "The point was added. Whoever was asked gets a letter.",
        ),
        "vervallen" => language.pick(
            "Het punt is vervallen. Het nummer komt niet terug.",
            "The point was withdrawn. Its number does not come back.",
        ),
        "herinnerd" => language.pick(
            "De herinneringen gaan eruit, alleen naar wie nog niet alles beantwoordde.",
            "The reminders go out, only to who has not answered everything.",
        ),
        "ingetrokken" => language.pick("De link werkt niet meer.", "The link no longer works."),
        "langer" => language.pick(
            "Er is langer de tijd. Wie nog niet alles beantwoordde, krijgt een brief met de nieuwe dag.",
            "There is more time. Whoever has not answered everything gets a letter with the new day.",
        ),
        "gesloten" => language.pick("Antwoorden kan niet meer.", "Answering is no longer possible."),
        "vastgelegd" => language.pick(
            "De uitkomst staat in het dossier. Op de website staat zij als u het dossier opnieuw openbaar maakt.",
            "The outcome stands in the dossier. It is on the website once you publish the dossier again.",
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
        "niet-klaar" => language.pick(
            "Er is geen punt, niemand die wij kunnen schrijven, of geen dag meer om te antwoorden. Los dat eerst op.",
            "There is no point, nobody whom we can write to, or no day left to answer. Solve that first.",
        ),
        "anders" => language.pick(
            "Er is iets gewijzigd, of in de overleggroep zitten nu andere mensen. Kijk nog eens wie een brief krijgt.",
            "Something changed, or others sit in the body now. Look once more at who gets a letter.",
        ),
        "niemand" => language.pick(
            "Niemand hoeft nu een herinnering. Wij sturen er hoogstens één per dag, en drie in totaal.",
            "Nobody needs a reminder now. We send at most one a day, and three in all.",
        ),
        "gesloten" => language.pick("Antwoorden kan niet meer.", "Answering is no longer possible."),
        _ => return None,
    })
}

/// Why an answer was not taken, and what to do.
pub(super) fn met(of: Met, language: Language) -> &'static str {
    match of {
        Met::Changed => language.pick(
            "Deze tekst is gewijzigd terwijl u las. Hier staat de nieuwe. Kies opnieuw.",
            "This text changed while you read. Here is the new one. Choose again.",
        ),
        Met::Withdrawn => {
            language.pick("Dit punt is intussen vervallen.", "This point was withdrawn meanwhile.")
        }
        Met::Elsewhere => language.pick(
            "U antwoordde intussen iets anders op een andere plek. Dat staat erbij. Verstuur opnieuw als dit uw antwoord is.",
            "You answered otherwise elsewhere meanwhile. It stands beside this. Send again when this is your answer.",
        ),
        Met::WithoutWords => language.pick(
            "Schrijf uw voorwaarde of reden op. Zonder die woorden weten wij niet wat u bedoelt.",
            "Write your condition or reason. Without those words we do not know what you mean.",
        ),
    }
}

/// What an answer by nobody is called: by somebody who was forgotten.
pub(super) fn name(name: &str, language: Language) -> &str {
    if name.is_empty() { language.pick("naam gewist", "name erased") } else { name }
}
