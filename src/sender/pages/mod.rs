//! The page about the sender: who signs, which records to publish, what stands in the DNS.

mod keys;
mod published;

use maud::{Markup, html};

use super::facts::{Facts, Relay};
use super::find::Checked;
use super::finding::Level;
use super::records::Record;
use crate::base::wall_time::short_moment;
use crate::base::{Instant, Language};
use crate::web::components::{Action, PostButton, Tone, notice, page_head};
use crate::web::{Frame, staff_page};

/// What the page shows.
pub(super) struct Shown<'a> {
    pub(super) facts: &'a Facts,
    pub(super) records: &'a [Record],
    pub(super) checked: Option<&'a Checked>,
    pub(super) done: &'a str,
}

/// The page.
pub(super) fn sender(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let language = frame.language;
    let title = language.pick("Afzender en domein", "Sender and domain");
    let sub = language.pick(
        "Zo weten mailservers dat uw mail echt van u komt.",
        "This is how mail servers know that your mail really is yours.",
    );
    let look = language.pick("Controleer de DNS", "Check the DNS");
    let action = PostButton::new("/beheer/afzender/controle", look, Action::Primary);
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, Some(sub), Some(html! { (action) })))
            (done(language, shown.done))
            (outcome(language, shown))
            (keys::signing(language, shown.facts))
            (published::domains(language, shown))
            @if shown.facts.bounces_stand_apart() { (apart(language, &shown.facts.bounces)) }
            @if shown.facts.relay == Relay::None { (no_relay(language)) }
        },
    )
}

fn done(language: Language, done: &str) -> Markup {
    let (tone, title, body) = match done {
        "gemaakt" => (
            Tone::Good,
            language.pick("De sleutel is gemaakt", "The key was made"),
            language.pick("Publiceer het record hieronder en laat de sleutel daarna ondertekenen.", "Publish the record below and then let the key sign."),
        ),
        "wacht" => (
            Tone::Warn,
            language.pick("Er wacht al een sleutel", "A key waits already"),
            language.pick("Neem die eerst in gebruik, of laat hem vervallen.", "Put that one to use first, or retire it."),
        ),
        "ondertekent" => (
            Tone::Good,
            language.pick("De sleutel ondertekent vanaf nu alle mail", "The key signs all mail from now on"),
            "",
        ),
        "niet-gevonden" => (
            Tone::Bad,
            language.pick("De sleutel staat nog niet goed in de DNS", "The key does not stand in the DNS as it should yet"),
            language.pick("Er is niets gewijzigd. Controleer de DNS om te zien wat er staat. Een nieuw record is vaak pas na een uur overal te zien.", "Nothing was changed. Check the DNS to see what stands there. A new record is often seen everywhere only after an hour."),
        ),
        "niet-bereikt" => (
            Tone::Warn,
            language.pick("De DNS was niet te bereiken", "The DNS could not be reached"),
            language.pick("Er is niets gewijzigd. Probeer het later opnieuw.", "Nothing was changed. Try again later."),
        ),
        "vervallen" => (
            Tone::Good,
            language.pick("De sleutel is vervallen", "The key was retired"),
            language.pick("U kunt zijn record uit de DNS halen.", "You can take its record out of the DNS."),
        ),
        "gestopt" => (
            Tone::Good,
            language.pick("Uw mail wordt hier niet meer ondertekend", "Your mail is not signed here any more"),
            language.pick("Laat uw mailserver het doen, anders komt uw mail bij ongewenste mail.", "Let your mail server do it, or your mail ends among unwanted mail."),
        ),
        _ => return html! {},
    };
    notice(language, tone, title, html! { @if !body.is_empty() { p { (body) } } })
}

/// When was looked last, and how it stands.
fn outcome(language: Language, shown: &Shown<'_>) -> Markup {
    let Some(checked) = shown.checked else {
        let title = language.pick("De DNS is nog niet gecontroleerd", "The DNS was not checked yet");
        let body = language.pick(
            "Publiceer de records hieronder en druk daarna op ‘Controleer de DNS’. Dat duurt hoogstens enkele seconden.",
            "Publish the records below and then press ‘Check the DNS’. It takes a few seconds at most.",
        );
        return notice(language, Tone::Info, title, html! { p { (body) } });
    };
    let levels: Vec<Level> = shown.records.iter().filter_map(|record| published::level_of(record, checked)).collect();
    let count = |level: Level| levels.iter().filter(|one| **one == level).count();
    let when = moment(checked.at, language);
    let (good, all) = (count(Level::Good), levels.len());
    if all > 0 && count(Level::Unknown) == all {
        let title = language.pick("De DNS-server antwoordt niet", "The DNS server does not answer");
        let body = language.pick(
            "Over uw records is daarom niets te zeggen. Versturen gaat gewoon door.",
            "So nothing can be said about your records. Sending goes on.",
        );
        return notice(language, Tone::Warn, title, html! { p { (body) " " (said_at(language, &when)) } });
    }
    let tone = if count(Level::Bad) > 0 {
        Tone::Bad
    } else if count(Level::Warn) + count(Level::Unknown) > 0 {
        Tone::Warn
    } else {
        Tone::Good
    };
    let title = language
        .pick(format!("{good} van {all} records zijn in orde"), format!("{good} of {all} records are in order"));
    notice(language, tone, &title, html! { p { (said_at(language, &when)) } })
}

fn said_at(language: Language, when: &str) -> String {
    language.pick(format!("Gecontroleerd op {when}."), format!("Checked on {when}."))
}

fn apart(language: Language, bounces: &str) -> Markup {
    let title =
        language.pick("Onbestelbare mail gaat naar een ander domein", "Undeliverable mail goes to another domain");
    let body = language.pick(
        format!("SPF bewijst dan alleen iets over {bounces} en niet over uw afzender. Voor DMARC telt dan alleen de handtekening."),
        format!("SPF then proves something about {bounces} only, and not about your sender. For DMARC only the signature counts."),
    );
    notice(language, Tone::Warn, title, html! { p { (body) } })
}

fn no_relay(language: Language) -> Markup {
    let title = language.pick("Er is geen mailserver ingesteld", "No mail server is set");
    let body = language.pick(
        "Mails gaan nu naar een map. In het SPF-record hierboven staat daarom een voorbeeldadres.",
        "Mails go to a folder now. That is why the SPF record above holds an example address.",
    );
    notice(language, Tone::Info, title, html! { p { (body) } })
}

/// A moment in words, in Amsterdam's time.
fn moment(at: Instant, language: Language) -> String {
    short_moment(at, language)
}
