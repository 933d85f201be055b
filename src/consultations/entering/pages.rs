//! Where staff enter an answer, and where the organisation says whether it counts.

use maud::{Markup, html};

use super::{Entry, is_late, source};
use crate::base::Language;
use crate::base::wall_time::{long_moment, parse_date, plain_date};
use crate::consultations::answering::pages::{content_language, me, own_address};
use crate::consultations::answering::{Frozen, Seat};
use crate::consultations::consultation::choices;
use crate::consultations::enclosing::{Attached, pages::released};
use crate::consultations::find::Invited;
use crate::consultations::{Consultation, EntrySource, LateBy, QuestionKind, Verdict, texts};
use crate::media::PAPER_ENDINGS;
use crate::web::components::{
    Action, Choices, Field, PostButton, Tone, button, button_row, crumbs, error_summary, notice, page_head,
    plain_button, post_form, tag,
};
use crate::web::upload::upload_form;
use crate::web::{Form, Frame, public_page, staff_page};

fn day(text: &str, language: Language) -> String {
    parse_date(text).map_or_else(|| text.to_owned(), |day| plain_date(day, language))
}

/// How and when it came: four dates, each by its own name.
fn dates(entry: &Entry, by: Option<&str>, language: Language) -> Markup {
    let unknown = || language.pick("niet bekend", "not known").to_owned();
    let said = |text: Option<&String>| text.map_or_else(unknown, |text| day(text, language));
    html! {
        dl class="summary" {
            div { dt { (language.pick("Hoe", "How")) } dd { (source(entry.source, language)) } }
            div { dt { (language.pick("Geschreven op", "Written on")) } dd { (said(entry.written_on.as_ref())) } }
            div { dt { (language.pick("Verstuurd op", "Sent on")) } dd { (said(entry.sent_on.as_ref())) } }
            div { dt { (language.pick("Ontvangen op", "Received on")) } dd { (day(&entry.received_on, language)) } }
            div { dt { (language.pick("Ingevoerd op", "Entered on")) } dd { (long_moment(entry.entered_at, language)) @if let Some(by) = by { " " (language.pick("door", "by")) " " (by) } } }
        }
    }
}

/// The form for staff.
pub(super) fn enter(frame: &Frame, form: &Form, (the, one): (&Consultation, &Invited)) -> Markup {
    let language = frame.language;
    let back = format!("{}/uitnodigingen/{}", the.address(), one.row.id);
    let title = language
        .pick(format!("Antwoord invoeren: {}", one.organisation), format!("Enter an answer: {}", one.organisation));
    let mut how = Choices::one(language, form, "source", language.pick("Hoe kwam het binnen?", "How did it come in?"));
    for of in [EntrySource::Post, EntrySource::Mail, EntrySource::Phone, EntrySource::Meeting] {
        how = how.choice(of.word(), first_upper(source(of, language)));
    }
    let names: Vec<String> = the.questions.iter().map(|question| format!("words-{}", question.number)).collect();
    let counts = match the.row.late_by {
        LateBy::Received => language.pick(
            "Of het op tijd is, hangt af van de dag waarop het ontvangen is.",
            "Whether it is in time depends on the day on which it was received.",
        ),
        LateBy::Sent => language.pick(
            "Of het op tijd is, hangt af van de dag waarop het verstuurd is.",
            "Whether it is in time depends on the day on which it was sent.",
        ),
    };
    let body = html! {
        (crumbs(language, &[("/beheer/consultaties", language.pick("Consultaties", "Consultations")), (&the.address(), &the.row.title), (&back, &one.organisation)], language.pick("Invoeren", "Enter")))
        (error_summary(language, form))
        (page_head(&title, Some(language.pick("Wie namens de organisatie mag versturen, krijgt een mail en zegt of het klopt. Tot dan telt het niet.", "Whoever may send on behalf of the organisation gets a mail and says whether it is right. Until then it does not count.")), None))
        @if !one.is_reachable() {
            (notice(language, Tone::Warn, language.pick("Niemand van deze organisatie is bereikbaar", "Nobody of this organisation can be reached"), html! { p { (language.pick("U kunt het antwoord invoeren, maar er gaat geen mail uit.", "You can enter the answer, but no mail goes out.")) } }))
        }
        (upload_form(&format!("{back}/invoeren"), html! {
            section class="card stack" {
                (how)
                div class="fields" {
                    (Field::text(language, form, "written", language.pick("Geschreven op", "Written on")).hint(language.pick("De dag boven de brief", "The day above the letter")).short().optional())
                    (Field::text(language, form, "sent", language.pick("Verstuurd op", "Sent on")).hint(language.pick("Het poststempel", "The postmark")).short().optional())
                    (Field::text(language, form, "received", language.pick("Ontvangen op", "Received on")).hint(language.pick("Bijvoorbeeld 27-11-2026", "For example 27-11-2026")).short())
                }
                p class="muted" { (counts) " " (language.pick("Wanneer u het invoert, telt nooit.", "When you enter it never counts.")) }
            }
            section class="card stack" {
                h2 class="utrecht-heading-2" { (language.pick("Wat er staat, woord voor woord", "What it says, word by word")) }
                @for (question, name) in the.questions.iter().zip(&names) {
                    @let label = format!("{}. {}", question.number, question.asked);
                    @if question.kind == QuestionKind::Open { (Field::textarea(language, form, name, &label, 6).optional()) }
                    @else {
                        @let options = std::iter::once((String::new(), String::new())).chain(choices(question).into_iter().map(|choice| (choice.to_owned(), choice.to_owned())));
                        (Field::select(language, form, name, &label, options).optional())
                    }
                }
                (Field::file(language, form, "file", language.pick("De brief zelf, als scan of bestand", "The letter itself, as a scan or file"), PAPER_ENDINGS).hint(language.pick("Het bewijs. De organisatie kan het ook lezen.", "The proof. The organisation can read it too.")).optional())
            }
            (plain_button(Action::Primary, language.pick("Bewaar en vraag of het klopt", "Save and ask whether it is right")))
        }))
    };
    staff_page(frame, (title.as_str(), form), body)
}

fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

fn verdict(of: Option<Verdict>, language: Language) -> (Tone, &'static str) {
    match of {
        None => (Tone::Warn, language.pick("wacht op de organisatie", "waits for the organisation")),
        Some(Verdict::Counts) => (Tone::Good, language.pick("telt", "counts")),
        Some(Verdict::Stays) => (
            Tone::Info,
            language.pick("telt niet: wat al was verstuurd, blijft", "does not count: what was sent stays"),
        ),
        Some(Verdict::Wrong) => (Tone::Bad, language.pick("klopt niet", "is not right")),
        Some(Verdict::Withdrawn) => (Tone::Quiet, language.pick("ingetrokken", "taken back")),
    }
}

/// What was entered for an organisation, on its page for staff; and the way to enter.
pub(in crate::consultations) fn on_proof(
    frame: &Frame,
    (the, one): (&Consultation, &Invited),
    by: impl Fn(&Entry) -> String,
) -> Markup {
    let language = frame.language;
    let own = format!("{}/uitnodigingen/{}", the.address(), one.row.id);
    let waits = one.entries.iter().any(super::is_waiting);
    let is_open = the.row.state == crate::consultations::ConsultationState::Open;
    html! {
        @if !one.entries.is_empty() || is_open {
            section class="card stack" aria-labelledby="ingevoerd" {
                h2 id="ingevoerd" class="utrecht-heading-2" { (language.pick("Per post, mail, telefoon of in een gesprek", "By post, mail, telephone or in a meeting")) }
                @for entry in &one.entries {
                    @let (tone, said) = verdict(entry.verdict, language);
                    article class="version" {
                        p { (tag(tone, said)) @if is_late(entry, the) { " " (tag(Tone::Warn, language.pick("te laat", "late"))) } }
                        (dates(entry, Some(&by(entry)), language))
                        @if !entry.words.is_empty() { p { (language.pick("De organisatie schrijft: ", "The organisation writes: ")) "“" (entry.words) "”" } }
                        @if super::is_waiting(entry) && is_open {
                            (PostButton::new(format!("{own}/invoer/{}/intrekken", entry.id), language.pick("Trek dit in", "Take this back"), Action::Secondary).small())
                        }
                    }
                }
                @if is_open && !waits { p { a class="utrecht-link" href={ (own) "/invoeren" } { (language.pick("Voer een antwoord in dat anders binnenkwam", "Enter an answer that came in otherwise")) } } }
            }
        }
    }
}

/// What the page of an organisation says of an entry that waits for it.
pub(in crate::consultations) fn waits(frame: &Frame, seat: &Seat, token: &str) -> Markup {
    let language = frame.language;
    html! {
        @if let Some(entry) = seat.invited.entries.iter().find(|one| super::is_waiting(one)) {
            @let title = language.pick(format!("Wij kregen uw antwoord {}. Klopt wat wij invoerden?", source(entry.source, language)), format!("We got your answer {}. Is what we entered right?", source(entry.source, language)));
            (notice(language, Tone::Warn, &title, html! { p { a class="utrecht-link" href=(own_address(frame, token, "/ingevoerd")) { (language.pick("Lees het en zeg of het telt", "Read it and say whether it counts")) } } }))
        }
    }
}

/// What an entry is shown with to its organisation.
pub(super) struct Shown<'a> {
    pub(super) entry: &'a Entry,
    pub(super) frozen: &'a [Frozen],
    pub(super) attached: &'a [Attached],
}

/// The page on which an organisation says whether it counts.
pub(super) fn settle(frame: &Frame, (seat, token): (&Seat, &str), the: &Shown, form: &Form) -> Markup {
    let language = frame.language;
    let title = language.pick("Is dit uw antwoord?", "Is this your answer?");
    let body = html! {
        (me(frame, seat))
        p { a class="utrecht-link" href=(own_address(frame, token, "")) { (language.pick("Terug naar de vragen", "Back to the questions")) } }
        h1 class="utrecht-heading-1" { (title) }
        (error_summary(language, form))
        div class="release" {
            section class="card reading" aria-label=(language.pick("Wat wij invoerden", "What we entered")) {
                (dates(the.entry, None, language))
                @if is_late(the.entry, &seat.the) { (notice(language, Tone::Warn, language.pick("Dit kwam na de termijn", "This came after the term"), html! { p { (language.pick("Het kan wel tellen. Wij zeggen er dan bij dat het later kwam.", "It can count. We then say that it came later.")) } })) }
                @for one in the.frozen {
                    article lang=[content_language(frame)] {
                        h2 class="utrecht-heading-3" { (one.number) ". " (one.asked) }
                        p class="words" { (one.words) }
                    }
                }
                @if !the.attached.is_empty() { article {
                    h2 class="utrecht-heading-3" { (language.pick("Wat wij ontvingen", "What we received")) }
                    (released(frame, the.attached, |one| own_address(frame, token, &format!("/documenten/{}/1", one.document))))
                } }
            }
            section class="card card--lift sending" aria-labelledby="beslis" {
                h2 id="beslis" class="utrecht-heading-2" { (language.pick("Wat telt?", "What counts?")) }
                @if seat.may_release() { (decide(frame, (seat, token), the, form)) }
                @else { p { (language.pick("De secretaris of voorzitter van uw organisatie beslist dit.", "The secretary or chair of your organisation decides this.")) } }
            }
        }
    };
    public_page(frame, (title, form), body)
}

fn decide(frame: &Frame, (seat, token): (&Seat, &str), the: &Shown, form: &Form) -> Markup {
    let language = frame.language;
    let mut choice = Choices::one(language, form, "verdict", language.pick("Klopt het?", "Is it right?"))
        .choice(Verdict::Counts.word(), language.pick("Ja, dit is ons antwoord", "Yes, this is our answer"));
    if let Some(newest) = seat.invited.submissions.last() {
        let hint = language.pick(
            format!("Versie {}, {}", newest.version, long_moment(newest.released_at, language)),
            format!("Version {}, {}", newest.version, long_moment(newest.released_at, language)),
        );
        choice = choice.choice_with_hint(
            Verdict::Stays.word(),
            language.pick(
                "Nee, wat wij eerder verstuurden, blijft ons antwoord",
                "No, what we sent before stays our answer",
            ),
            hint,
        );
    }
    choice = choice.choice(
        Verdict::Wrong.word(),
        language.pick("Nee, dit klopt niet of is niet van ons", "No, this is not right or not ours"),
    );
    let mut openness = Choices::one(
        language,
        form,
        "openness",
        language.pick(
            "Als het telt: wat mag er in de nota van antwoord staan?",
            "If it counts: what may stand in the reaction?",
        ),
    )
    .optional();
    for one in texts::OPENNESSES {
        let (label, hint) = texts::openness(one, language);
        openness = openness.choice_with_hint(one.word(), label, hint);
    }
    post_form(
        &own_address(frame, token, "/ingevoerd"),
        html! {
            input type="hidden" name="entry" value=(the.entry.id);
            (choice)
            (openness)
            (Field::textarea(language, form, "why", language.pick("Als het niet klopt: wat niet?", "If it is not right: what is not?"), 3).optional())
            (button_row(&[button(Action::Primary, language.pick("Verstuur deze keuze", "Send this choice"))]))
        },
    )
}
