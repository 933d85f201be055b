//! The pages of writing.

use maud::{Markup, html};

use super::send::Written;
use super::whom::word;
use crate::base::wall_time::{number, short_moment};
use crate::base::{Blocks, Language};
use crate::events::event::Event;
use crate::events::find::Programme;
use crate::events::{EventState, EventWhom};
use crate::web::blocks;
use crate::web::components::{
    Action, DataTable, Field, Tone, button_with, crumbs, error_summary, link_button, notice, page_head, post_form,
    rich_text, summary_list,
};
use crate::web::{Form, Frame, staff_page};

const LIST: &str = "/beheer/bijeenkomsten";

/// A letter as it will be read.
pub(super) struct Preview {
    pub(super) subject: String,
    pub(super) blocks: Blocks,
    pub(super) many: i64,
    /// Whether something was changed since it was looked at.
    pub(super) is_other: bool,
}

/// What the page of a new letter is drawn from.
pub(super) struct Writing<'a> {
    pub(super) event: &'a Event,
    pub(super) programme: &'a Programme,
    pub(super) counts: &'a [(EventWhom, i64)],
    pub(super) form: &'a Form,
    pub(super) preview: Option<Preview>,
}

/// The page of a new letter.
pub(super) fn write(frame: &Frame, the: &Writing) -> Markup {
    let (language, form) = (frame.language, the.form);
    let title = language.pick("Mail aan deelnemers", "Mail to attendees");
    let here = format!("{LIST}/{}", the.event.id);
    let whom = the.counts.iter().filter(|(whom, many)| *many > 0 || form.value("whom") == whom.word());
    let whom =
        whom.map(|(whom, many)| (whom.word(), format!("{} ({})", word(*whom, language), number(*many, language))));
    let workshops = the.programme.sessions.iter().filter(|session| session.round > 0);
    let all = std::iter::once((String::new(), language.pick("alle workshops", "all workshops").to_owned()));
    let workshops: Vec<_> = all.chain(workshops.map(|one| (one.id.to_string(), one.label(language)))).collect();
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[(LIST, language.pick("Bijeenkomsten", "Events")), (&here, the.event.title(language))], title))
            (error_summary(language, form))
            (page_head(title, Some(the.event.title(language)), None))
            @if the.event.state == EventState::Draft {
                (notice(language, Tone::Info, language.pick("Deze bijeenkomst is nog een concept. Schrijven kan na het publiceren", "This event is still a draft. You can write after publishing it"), html! {}))
            }
            (post_form(&format!("{here}/mails/nieuw"), html! {
                input type="hidden" name="once" value=(form.value("once"));
                input type="hidden" name="seen" value=(form.value("seen"));
                @if let Some(preview) = &the.preview { (shown(preview, language)) }
                (Field::select(language, form, "whom", language.pick("Aan wie", "To whom"), whom)
                    .hint(language.pick("Elk e-mailadres krijgt de mail één keer", "Each e-mail address gets the mail once")))
                @if workshops.len() > 1 {
                    (Field::select(language, form, "session", language.pick("Alleen wie deze workshop koos", "Only who chose this workshop"), workshops).optional())
                }
                (Field::text(language, form, "subject", language.pick("Onderwerp", "Subject")))
                (rich_text(frame, &Field::textarea(language, form, "source", language.pick("Tekst", "Text"), 10)))
                p class="small muted" { (language.pick(
                    "Boven uw tekst staat “Beste” met de naam, eronder een knop naar de eigen aanmelding. Ook wie zich voor de nieuwsbrief afmeldde krijgt deze mail: schrijf alleen over de bijeenkomst.",
                    "Above your text stands “Dear” with the name, below it a button to the registration. Whoever left the newsletter gets this mail too: write about the event only.",
                )) }
                (button_with(if the.preview.is_some() { Action::Secondary } else { Action::Primary }, language.pick("Bekijk de mail", "See the mail"), ("do", "look")))
            }))
        },
    )
}

/// The letter as it will be read, with the button that sends it.
fn shown(preview: &Preview, language: Language) -> Markup {
    let many = number(preview.many, language);
    html! {
        section class="card stack" aria-labelledby="preview" {
            h2 id="preview" tabindex="-1" data-focus { (language.pick("Zo leest men de mail", "How the mail is read")) }
            @if preview.is_other {
                div role="status" { (notice(language, Tone::Warn, language.pick("Nog niet verstuurd: de tekst of het aantal is veranderd. Kijk nog eens", "Not sent yet: the text or the number has changed. Look again"), html! {})) }
            }
            p { b { (language.pick("Onderwerp: ", "Subject: ")) (preview.subject) } }
            div class="letter-view stack" {
                p { (language.pick("Beste (naam),", "Dear (name),")) }
                (blocks::draw(&preview.blocks, 2))
            }
            @if preview.many > 0 {
                p { (button_with(Action::Primary, if preview.many == 1 {
                    language.pick("Verstuur aan 1 persoon".to_owned(), "Send to 1 person".to_owned())
                } else {
                    language.pick(format!("Verstuur aan {many} mensen"), format!("Send to {many} people"))
                }, ("do", "send"))) }
            } @else {
                p role="status" { (language.pick("Er is nu niemand die deze mail zou krijgen. Kies hieronder anderen.", "Nobody would get this mail now. Choose others below.")) }
            }
        }
    }
}

/// A letter that was sent.
pub(super) fn one(frame: &Frame, (event, programme): (&Event, &Programme), the: &Written, text: &Blocks) -> Markup {
    let (language, letter) = (frame.language, &the.letter);
    let here = format!("{LIST}/{}", event.id);
    let title = letter.subject.as_str();
    let to = to_whom(the, programme, language);
    let rows = [
        (language.pick("Aan", "To"), html! { (to) }),
        (language.pick("Verstuurd", "Sent"), html! { (short_moment(letter.made_at, language)) }),
        (language.pick("Hoe het staat", "How it stands"), html! { (standing(the, language)) }),
    ];
    staff_page(
        frame,
        title,
        html! {
            (crumbs(language, &[(LIST, language.pick("Bijeenkomsten", "Events")), (&here, event.title(language))], title))
            (page_head(title, Some(language.pick("Mail aan deelnemers", "Mail to attendees")), None))
            (summary_list(&rows))
            section class="card stack letter-view" aria-label=(language.pick("De tekst", "The text")) { (blocks::draw(text, 1)) }
            p { a href={ (here) "#mails" } { (language.pick("Terug naar de bijeenkomst", "Back to the event")) } }
        },
    )
}

fn to_whom(the: &Written, programme: &Programme, language: Language) -> String {
    let session = the.letter.session_id.and_then(|id| programme.session(id));
    let session = session.map(|session| format!(", {}", session.label(language))).unwrap_or_default();
    format!("{}{session}", word(the.letter.whom, language))
}

fn standing(the: &Written, language: Language) -> String {
    let of = |many: i64| number(many, language);
    let mut words = language.pick(
        format!("{} van {} verstuurd", of(the.accepted), of(the.chosen - the.left_out)),
        format!("{} of {} sent", of(the.accepted), of(the.chosen - the.left_out)),
    );
    if the.failed > 0 {
        words.push_str(
            &language
                .pick(format!(", {} kwam niet aan", of(the.failed)), format!(", {} did not arrive", of(the.failed))),
        );
    }
    if the.left_out > 0 {
        words.push_str(&language.pick(
            format!(", {} intussen afgemeld", of(the.left_out)),
            format!(", {} cancelled meanwhile", of(the.left_out)),
        ));
    }
    words
}

/// What was written, on the page of the event.
pub(in crate::events) fn section(
    event: &Event,
    programme: &Programme,
    letters: &[Written],
    language: Language,
) -> Markup {
    let here = format!("{LIST}/{}/mails", event.id);
    let title = language.pick("Mails aan deelnemers", "Mails to attendees");
    let row = |the: &Written| {
        vec![
            html! { a class="utrecht-link" href={ (here) "/" (the.letter.id) } { (the.letter.subject) } },
            html! { (to_whom(the, programme, language)) },
            html! { (short_moment(the.letter.made_at, language)) },
            html! { (standing(the, language)) },
        ]
    };
    let table = DataTable::new(title)
        .stacked()
        .hide_caption()
        .column(language.pick("Onderwerp", "Subject"))
        .column(language.pick("Aan", "To"))
        .column(language.pick("Verstuurd", "Sent"))
        .column(language.pick("Hoe het staat", "How it stands"))
        .rows(letters.iter().map(row));
    html! {
        section class="card stack" id="mails" {
            div class="row between" {
                h2 { (title) }
                (link_button(Action::Secondary, &format!("{here}/nieuw"), language.pick("Schrijf een mail", "Write a mail")))
            }
            @if letters.is_empty() {
                p class="muted" { (language.pick("Nog niets geschreven. Bevestigingen en herinneringen gaan vanzelf.", "Nothing written yet. Confirmations and reminders go by themselves.")) }
            } @else { (table) }
        }
    }
}
