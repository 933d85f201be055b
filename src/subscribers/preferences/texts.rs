//! The sentences of the preferences.

use crate::base::Instant;
use crate::base::wall_time::{date_of, long_date};
use crate::base::{Language, sentences, timed_sentences};
use crate::subscribers::subscriber::UNDO_WITHIN;

sentences! {
    title: "Uw voorkeuren", "Your preferences";
    for_address: "Deze voorkeuren horen bij", "These preferences belong to";
    language_question: "In welke taal schrijven wij u?", "In which language shall we write to you?";
    language_missing: "Kies een taal.", "Choose a language.";
    pause_question: "Even niets ontvangen tot", "Receive nothing until";
    pause_hint: "Op die dag beginnen de uitgaven weer; hoogstens een jaar vooruit. Laat dit leeg als u geen pauze wilt.",
        "The publications begin again on that day; at most a year ahead. Leave this empty if you want no pause.";
    pause_fault: "Kies een dag na vandaag en hoogstens een jaar vooruit, bijvoorbeeld 1-9-2027.",
        "Choose a day after today and at most a year ahead, for example 1-9-2027.";
    save: "Bewaar mijn voorkeuren", "Save my preferences";
    undo: "Draai dit terug", "Undo this";
    words_changed: "Druk nog één keer op de knop", "Press the button once more";
    words_changed_lead: "De tekst waarmee u instemt, is gewijzigd terwijl deze pagina openstond. Hij staat boven de knop. Er is nog niets bewaard.",
        "The text to which you agree was changed while this page was open. It stands above the button. Nothing was saved yet.";
    saved: "Uw voorkeuren zijn bewaard", "Your preferences are saved";
    nothing_changed: "Er is niets gewijzigd", "Nothing was changed";
    nothing_changed_lead: "Uw voorkeuren waren al zo.", "Your preferences were like this already.";
    saved_without: "Uw voorkeuren zijn bewaard, maar wij mogen niet naar dit adres mailen. Neem contact met ons op.",
        "Your preferences are saved, but we may not write to this address. Please contact us.";
    no_name: "Wij noemen u niet meer bij naam.", "We no longer address you by name.";
    resumed: "Uw pauze is voorbij: u krijgt uw uitgaven weer.", "Your pause is over: you receive your publications again.";
    no_topics: "U hebt geen onderwerpen meer gekozen.", "You have no topics chosen any more.";
    no_areas: "U hebt geen gebieden meer gekozen.", "You have no areas chosen any more.";
    in_dutch: "Wij schrijven u voortaan in het Nederlands.", "We will write to you in Dutch from now on.";
    in_english: "Wij schrijven u voortaan in het Engels.", "We will write to you in English from now on.";
    address_title: "Een ander e-mailadres", "Another e-mail address";
    address_lead: "Krijgt u een nieuw adres? Neem uw abonnementen dan mee.",
        "Are you getting a new address? Then take your subscriptions along.";
    address_press: "Wijzig mijn e-mailadres", "Change my e-mail address";
    stop_title: "Stoppen", "Stopping";
    own_data_title: "Wat wij van u weten", "What we know about you";
    own_data_lead: "Bekijk wat wij over u bewaren, download het, of laat alles wissen.",
        "See what we keep about you, download it, or have everything erased.";
    own_data_press: "Naar mijn gegevens", "To my data";
    stop_all: "Meld mij voor alles af", "Unsubscribe me from everything";
}

pub(super) fn stop_one(publication: &str, language: Language) -> String {
    language.pick(format!("Meld mij af voor {publication}"), format!("Unsubscribe me from {publication}"))
}

pub(super) fn named(name: &str, language: Language) -> String {
    if name.is_empty() {
        return no_name(language).to_owned();
    }
    language.pick(format!("Uw naam is nu {name}."), format!("Your name is now {name}."))
}

pub(super) fn paused(until: Instant, language: Language) -> String {
    let day = long_date(date_of(until), language);
    language.pick(
        format!("U krijgt geen uitgaven tot {day}. Uw abonnementen blijven bestaan."),
        format!("You receive no publications until {day}. Your subscriptions stay."),
    )
}

pub(super) fn topics(names: &[String], language: Language) -> String {
    match names {
        [] => no_topics(language).to_owned(),
        names => language.pick(
            format!("Uw onderwerpen zijn nu: {}.", names.join(", ")),
            format!("Your topics are now: {}.", names.join(", ")),
        ),
    }
}

pub(super) fn areas(names: &[String], language: Language) -> String {
    match names {
        [] => no_areas(language).to_owned(),
        names => language.pick(
            format!("Uw gebieden zijn nu: {}.", names.join(", ")),
            format!("Your areas are now: {}.", names.join(", ")),
        ),
    }
}

pub(super) fn joined(publication: &str, language: Language) -> String {
    language.pick(format!("U ontvangt voortaan {publication}."), format!("You will receive {publication} from now on."))
}

pub(super) fn left(publication: &str, language: Language) -> String {
    language
        .pick(format!("U ontvangt {publication} niet meer."), format!("You will not receive {publication} any more."))
}

timed_sentences! {
    stop_lead(UNDO_WITHIN): "Eén druk op de knop is genoeg. U kunt het {span} lang terugdraaien.",
        "One press on the button is enough. You can undo it for {span}.";
}
