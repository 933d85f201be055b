//! The organiser's pages of questions.

use maud::{Markup, html};

use super::Question;
use super::form::{KEEPS, KINDS};
use super::ready::Ready;
use super::save::MOST;
use super::when::When;
use crate::base::Language;
use crate::events::EventQuestionKind;
use crate::events::event::Event;
use crate::web::components::{
    Action, Choices, DataTable, Field, PostButton, Tone, button, crumbs, empty_state, error_summary, link_button,
    notice, page_head, post_form, tick_box,
};
use crate::web::{Form, Frame, staff_page};

const LIST: &str = "/beheer/bijeenkomsten";

fn kind_word(kind: EventQuestionKind, language: Language) -> &'static str {
    match kind {
        EventQuestionKind::Line => language.pick("een regel tekst", "a line of text"),
        EventQuestionKind::Words => language.pick("een stuk tekst", "a piece of text"),
        EventQuestionKind::Choice => language.pick("één keuze", "one choice"),
        EventQuestionKind::Choices => language.pick("meer keuzes", "several choices"),
        EventQuestionKind::YesNo => language.pick("ja of nee", "yes or no"),
    }
}

fn keep_word(days: &str, language: Language) -> &'static str {
    match days {
        "14" => language.pick("twee weken na de bijeenkomst", "two weeks after the event"),
        "30" => language.pick("een maand na de bijeenkomst", "a month after the event"),
        "90" => language.pick("drie maanden na de bijeenkomst", "three months after the event"),
        _ => language.pick("samen met de aanmelding", "with the registration"),
    }
}

/// The questions of an event.
pub(super) fn list(frame: &Frame, event: &Event, questions: &[Question], said: &str) -> Markup {
    let language = frame.language;
    let title = language.pick("Vragen bij het aanmelden", "Questions when registering");
    let here = format!("{LIST}/{}", event.id);
    let add = (questions.len() < MOST).then(|| {
        link_button(
            Action::Primary,
            &format!("{here}/vragen/nieuw"),
            language.pick("Voeg een vraag toe", "Add a question"),
        )
    });
    staff_page(
        frame,
        title,
        html! {
            (crumbs(language, &[(LIST, language.pick("Bijeenkomsten", "Events")), (&here, event.title(language))], title))
            (page_head(title, Some(event.title(language)), add))
            (said_of(said, language))
            @if questions.is_empty() {
                (empty_state(
                    language.pick("U vraagt nog niets", "You ask nothing yet"),
                    language.pick("Naam, e-mailadres en organisatie vragen wij altijd. Vraag alleen wat u echt nodig hebt.", "Name, e-mail address and organisation are always asked. Ask only what you really need."),
                    None,
                ))
            } @else { (table(&here, questions, language)) }
            section class="card stack" {
                h2 { (language.pick("Kant-en-klaar", "Ready to take")) }
                p { (language.pick("Deze vragen gaan over eten en toegang. De antwoorden wissen wij twee weken na de bijeenkomst.", "These ask about food and access. The answers are erased two weeks after the event.")) }
                div class="row" {
                    @for ready in Ready::ALL {
                        @let label = match ready { Ready::Food => language.pick("Vraag wat men eet", "Ask what people eat"), Ready::Access => language.pick("Vraag wat men nodig heeft", "Ask what people need") };
                        (PostButton::new(format!("{here}/vragen/klaar"), label, Action::Secondary).hidden("which", ready.word()))
                    }
                }
            }
        },
    )
}

fn table(here: &str, questions: &[Question], language: Language) -> DataTable {
    let row = |(at, question): (usize, &Question)| {
        let address = format!("{here}/vragen/{}", question.id);
        let days = question.keep_days.map(|days| days.to_string()).unwrap_or_default();
        vec![
            html! {
                a class="utrecht-link" href=(address) { (question.ask(language)) }
                @if let Some((ask, choice)) = question.only(questions, language) {
                    br; span class="small muted" { (language.pick(format!("alleen bij ‘{ask}’: {choice}"), format!("only at ‘{ask}’: {choice}"))) }
                }
            },
            html! { (kind_word(question.kind, language)) },
            html! { @if question.required { (language.pick("ja", "yes")) } @else { (language.pick("nee", "no")) } },
            html! { (keep_word(&days, language)) },
            html! { div class="row" {
                @if at > 0 { (PostButton::new(format!("{address}/omhoog"), language.pick("Omhoog", "Up"), Action::Secondary).about(question.ask(language)).small()) }
                (PostButton::new(format!("{address}/weg"), language.pick("Haal weg", "Take away"), Action::Secondary).about(question.ask(language)).small())
            } },
        ]
    };
    DataTable::new(language.pick("Vragen", "Questions"))
        .stacked()
        .hide_caption()
        .column(language.pick("Vraag", "Question"))
        .column(language.pick("Antwoord", "Answer"))
        .column(language.pick("Verplicht", "Required"))
        .column(language.pick("Antwoorden gaan weg", "Answers go"))
        .column(language.pick("Doen", "Do"))
        .rows(questions.iter().enumerate().map(row))
}

/// The form of a question that is new, or that exists. It may depend on what is chosen in those `before` it.
pub(super) fn edit(
    frame: &Frame,
    form: &Form,
    event: &Event,
    (question, before): (Option<&Question>, &[Question]),
) -> Markup {
    let language = frame.language;
    let here = format!("{LIST}/{}", event.id);
    let all = format!("{here}/vragen");
    let (title, address) = match question {
        Some(question) => (question.ask(language).to_owned(), format!("{all}/{}", question.id)),
        None => (language.pick("Nieuwe vraag", "New question").to_owned(), format!("{all}/nieuw")),
    };
    let above = [
        (LIST, language.pick("Bijeenkomsten", "Events")),
        (here.as_str(), event.title(language)),
        (all.as_str(), language.pick("Vragen", "Questions")),
    ];
    let kinds = KINDS.iter().fold(
        Choices::one(language, form, "kind", language.pick("Hoe antwoordt men", "How one answers")),
        |group, kind| group.choice(kind.word(), kind_word(*kind, language)),
    );
    let choices = When::all(before, language);
    let keeps = KEEPS.iter().map(|days| (*days, keep_word(days, language)));
    staff_page(
        frame,
        (title.as_str(), form),
        html! {
            (crumbs(language, &above, &title))
            (error_summary(language, form))
            (page_head(&title, None, None))
            (post_form(&address, html! {
                (Field::text(language, form, "ask_nl", language.pick("De vraag", "The question in Dutch")))
                (Field::text(language, form, "ask_en", language.pick("De vraag in het Engels", "The question in English")).optional())
                (Field::text(language, form, "why_nl", language.pick("Waarom u dit vraagt", "Why you ask this, in Dutch"))
                    .hint(language.pick("Dit staat onder de vraag", "This stands below the question")))
                (Field::text(language, form, "why_en", language.pick("Waarom u dit vraagt, in het Engels", "Why you ask this, in English")).optional())
                (kinds)
                (Field::textarea(language, form, "choices_nl", language.pick("De keuzes, elk op een regel", "The choices in Dutch, each on a line"), 5).optional()
                    .hint(language.pick("Alleen bij één of meer keuzes. Wie al antwoordde, houdt zijn antwoord.", "Only for one or several choices. Whoever answered keeps their answer.")))
                (Field::textarea(language, form, "choices_en", language.pick("De keuzes in het Engels, in dezelfde volgorde", "The choices in English, in the same order"), 3).optional())
                @if !choices.is_empty() || form.fault_of("when").is_some() { (when(form, choices, language)) }
                (tick_box(language, form, "required", "yes", language.pick("Wie zich aanmeldt, moet antwoorden", "Whoever registers has to answer"),
                    Some(language.pick("Geldt niet voor collega’s die iemand meebrengt, en nooit bij afmelden of wijzigen", "Not for colleagues whom somebody brings along, and never when cancelling or changing"))))
                (Field::select(language, form, "keep", language.pick("Wanneer de antwoorden weggaan", "When the answers go"), keeps))
                (button(Action::Primary, language.pick("Bewaar", "Save")))
            }))
        },
    )
}

fn when(form: &Form, choices: Vec<(When, String)>, language: Language) -> Field<'_> {
    let always = (String::new(), language.pick("bij elke aanmelding", "at each registration").to_owned());
    let all = std::iter::once(always).chain(choices.into_iter().map(|(when, words)| (when.word(), words)));
    Field::select(
        language,
        form,
        "when",
        language.pick("Alleen vragen als dit is gekozen", "Ask only when this was chosen"),
        all,
    )
    .hint(language.pick(
        "De vraag verschijnt dan pas bij dat antwoord. U kiest uit de vragen die eerder komen",
        "The question then appears only with that answer. You choose from the questions that come before it",
    ))
}

fn said_of(word: &str, language: Language) -> Markup {
    let (tone, words) = match word {
        "bewaard" => (Tone::Good, language.pick("De vragen zijn bewaard", "The questions are saved")),
        "te-veel" => (
            Tone::Warn,
            language.pick(
                "Acht vragen is het meeste. Haal er eerst een weg",
                "Eight questions are the most. Take one away first",
            ),
        ),
        "nodig" => (
            Tone::Warn,
            language.pick(
                "Deze vraag blijft waar ze staat: een andere vraag hangt ervan af. Kies bij die vraag eerst wanneer u haar anders stelt",
                "This question stays where it is: another one depends on it. First choose there when else you ask it",
            ),
        ),
        "weg" => (Tone::Warn, language.pick("Deze vraag is er niet meer", "This question is gone")),
        _ => return html! {},
    };
    html! { div role="status" { (notice(language, tone, words, html! {})) } }
}
