//! The sentences of the list, in both languages.

use super::counts::Count;
use super::search::State;
use crate::base::wall_time::{number, short_moment};
use crate::base::{Language, sentences};

sentences! {
    title: "Abonnees", "Subscribers";
    search: "Naam of e-mailadres", "Name or e-mail address";
    search_hint: "Het begin van een of meer woorden, zoals: jan vries", "The beginning of one or more words, such as: jan vries";
    publication: "Uitgave", "Publication";
    all_publications: "Alle uitgaven", "All publications";
    state: "Status", "Status";
    all_states: "Elke status", "Any status";
    look: "Zoek abonnees", "Search subscribers";
    none: "Geen abonnees gevonden", "No subscribers found";
    none_advice: "Typ minder van het woord, kies een andere uitgave of stand, of begin opnieuw.",
        "Type less of the word, choose another publication or state, or start again.";
    empty: "Er zijn nog geen abonnees", "There are no subscribers yet";
    empty_advice: "Deel het adres van de aanmeldpagina, of importeer een lijst.", "Share the address of the sign-up page, or import a list.";
    to_import: "Importeer een lijst", "Import a list";
    address: "Adres", "Address";
    name: "Naam", "Name";
    receives: "Ontvangt", "Receives";
    language: "Taal", "Language";
    since: "Sinds", "Since";
    nothing: "niets", "nothing";
    paused: "gepauzeerd", "paused";
    with_ticked: "Verder met de aangekruiste abonnees", "Go on with the ticked subscribers";
    with_found: "Verder met alles wat gevonden is", "Go on with everything found";
    selection: "Met meer abonnees tegelijk", "With several subscribers at once";
    selection_lead: "U ziet eerst hoeveel abonnees het zijn. Er gebeurt nog niets.", "You first see how many subscribers they are. Nothing happens yet.";
    nobody: "Kruis eerst een of meer abonnees aan.", "Tick one or more subscribers first.";
    take_out: "Haal hen uit een uitgave", "Take them out of a publication";
    take_out_lead: "Zij krijgen deze uitgave niet meer, ook niet van een verzending die loopt. Bij ieder wordt vastgelegd dat u dit deed, en waarom.",
        "They no longer get this publication, nor anything of a sending that is under way. For each of them it is recorded that you did this, and why.";
    from: "Uit welke uitgave?", "Out of which publication?";
    from_missing: "Kies een uitgave.", "Choose a publication.";
    reason: "Reden", "Reason";
    reason_hint: "Bijvoorbeeld: werkgroep is opgeheven, besluit van 3 december.", "For example: working group ended, decision of 3 December.";
    reason_missing: "Schrijf in één regel van hoogstens 300 tekens waarom.", "Write why in one line of at most 300 characters.";
    export: "Neem hen mee als bestand", "Take them along as a file";
    export_lead: "Het bestand bevat persoonsgegevens. Vastgelegd wordt wie het meenam en hoeveel abonnees erin staan.",
        "The file holds personal data. It is recorded who took it and how many subscribers are in it.";
    in_background: "Zoveel abonnees tegelijk duurt langer dan een pagina wacht. Het werk gaat op de achtergrond door; op de lijst ziet u hoe ver het is.",
        "So many subscribers take longer than a page waits. The work goes on in the background; the list shows how far it is.";
    refresh: "Ververs", "Refresh";
    stop_removing: "Stop hiermee", "Stop this";
    stop_removing_lead: "U kunt deze pagina verlaten; het werk gaat door. Als u stopt, blijft eruit wie er al uit is.",
        "You may leave this page; the work goes on. When you stop, whoever is out stays out.";
    back: "Terug naar de lijst", "Back to the list";
}

/// What a state is called.
pub(super) fn state_of(state: State, language: Language) -> &'static str {
    match state {
        State::Active => language.pick("actief", "active"),
        State::Paused => language.pick("gepauzeerd", "paused"),
        State::Left => language.pick("afgemeld", "left"),
        State::Suppressed => language.pick("geblokkeerd", "suppressed"),
        State::Unconfirmed => language.pick("niet bevestigd", "not confirmed"),
    }
}

/// How many there are, for the head of the list.
pub(super) fn how_many(count: i64, language: Language) -> String {
    let shown = number(count, language);
    match (count, language) {
        (1, Language::Dutch) => "1 persoon heeft een abonnement.".to_owned(),
        (1, Language::English) => "1 person has a subscription.".to_owned(),
        (_, Language::Dutch) => format!("{shown} mensen hebben een abonnement."),
        (_, Language::English) => format!("{shown} people have a subscription."),
    }
}

/// How many, in words.
pub(super) fn people(many: i64, language: Language) -> String {
    let shown = number(many, language);
    let one = many == 1;
    language.pick(
        format!("{shown} {}", if one { "abonnee" } else { "abonnees" }),
        format!("{shown} {}", if one { "subscriber" } else { "subscribers" }),
    )
}

/// What is counted, and when, when that was not now.
pub(super) fn counted(count: Count, language: Language) -> String {
    let what = language.pick("kunnen nu mail krijgen", "can get mail now");
    count.counted_at.map_or_else(
        || what.to_owned(),
        |at| {
            let at = short_moment(at, language);
            language.pick(format!("{what}, geteld op {at}"), format!("{what}, counted on {at}"))
        },
    )
}

/// Ticks one subscriber.
pub(super) fn tick(address: &str, language: Language) -> String {
    language.pick(format!("Kies {address}"), format!("Choose {address}"))
}

/// The button that takes so many out.
pub(super) fn take_out_press(many: i64, language: Language) -> String {
    let people = people(many, language);
    language.pick(format!("Haal {people} uit de uitgave"), format!("Take {people} out of the publication"))
}

/// The button that exports so many.
pub(super) fn export_press(many: i64, ending: &str, language: Language) -> String {
    let (people, ending) = (people(many, language), ending.to_uppercase());
    language.pick(format!("Download {people} als {ending}"), format!("Download {people} as {ending}"))
}

/// What came of taking out.
pub(super) fn taken_out(many: i64, language: Language) -> String {
    let people = people(many, language);
    language.pick(format!("{people} uit de uitgave gehaald"), format!("{people} taken out of the publication"))
}

/// What a removal does that is under way.
pub(super) fn removing(publication: &str, language: Language) -> String {
    language.pick(
        format!("Abonnees worden uit de uitgave gehaald: {publication}"),
        format!("Subscribers are being taken out of: {publication}"),
    )
}

/// How far it is.
pub(super) fn removed(seen: i64, many: i64, language: Language) -> String {
    let (seen, many) = (number(seen, language), people(many, language));
    language.pick(format!("{seen} van {many}"), format!("{seen} of {many}"))
}

/// The head of the export.
pub(super) fn export_head(language: Language) -> [&'static str; 7] {
    language.pick(
        ["E-mailadres", "Naam", "Taal", "Ontvangt", "Afgemeld voor", "Gepauzeerd tot", "Sinds (UTC)"],
        ["E-mail address", "Name", "Language", "Receives", "Left", "Paused until", "Since (UTC)"],
    )
}
