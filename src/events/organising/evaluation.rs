//! What an evaluation says, and whether there is one.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::super::evaluate::{FEWEST, MARKS, Marks, Results, ask_afterwards, results};
use super::super::event::Event;
use super::super::find::Programme;
use super::super::making::known;
use super::super::visiting::{open_questions, questions};
use crate::app::App;
use crate::base::Language;
use crate::base::id::EventId;
use crate::base::wall_time::number;
use crate::events::take_along::take_along;
use crate::staff::Posted;
use crate::web::components::{
    Action, BarChart, Field, Tone, button, crumbs, figure_card, file_buttons, notice, page_head, post_section, tick_box,
};
use crate::web::{Failure, Filled, Form, Frame, Path, staff_page};

const LIST: &str = "/beheer/bijeenkomsten";
const LONGEST: usize = 2_000;

/// `GET /beheer/bijeenkomsten/{id}/evaluatie`
pub(super) async fn show(State(app): State<App>, frame: Frame, Path(id): Path<EventId>) -> Result<Markup, Failure> {
    let (event, programme) = known(&app, id).await?;
    let results = results(app.store.read(), event.id).await?;
    let form = Form::with(&[("evaluates", if event.evaluates { "yes" } else { "" }), ("thanks", &event.thanks)]);
    Ok(page(&frame, (&event, &programme), &results, &form))
}

/// `POST /beheer/bijeenkomsten/{id}/evaluatie`: whether there is one.
pub(super) async fn set(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>,
) -> Result<Response, Failure> {
    let (event, programme) = known(&app, id).await?;
    let too_long =
        frame.language.pick("Maak dit korter: hoogstens 2.000 tekens", "Make this shorter: at most 2,000 characters");
    let Some(thanks) = form.up_to("thanks", too_long, LONGEST) else {
        let results = results(app.store.read(), event.id).await?;
        let page = page(&frame, (&event, &programme), &results, &form);
        return Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    ask_afterwards(
        &app,
        member.id,
        event.id,
        (form.is_ticked("evaluates", "yes"), &crate::base::words::plain_lines(&thanks)),
    )
    .await?;
    Ok(Redirect::to(&format!("{LIST}/{id}?gedaan=bewaard")).into_response())
}

/// A mean in tenths: "4,3".
fn mean(marks: Marks, language: Language) -> String {
    let tenths = marks.tenths().unwrap_or_default();
    format!("{}{}{}", tenths / 10, language.pick(",", "."), tenths % 10)
}

fn page(frame: &Frame, (event, programme): (&Event, &Programme), results: &Results, form: &Form) -> Markup {
    let language = frame.language;
    let (title, name) = (language.pick("Evaluatie", "Evaluation"), event.title(language));
    let here = format!("{LIST}/{}", event.id);
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[(LIST, language.pick("Bijeenkomsten", "Events")), (&here, name)], title))
            (page_head(title, Some(name), None))
            div class="figures" {
                (figure_card(language.pick("Ingevuld", "Filled in"), &number(results.answered, language), html! {
                    (language.pick("van ", "of ")) (number(results.asked, language))
                }))
            }
            @if results.is_shown() { (outcome(programme, results, (&here, language))) } @else {
                (notice(language, Tone::Info, &language.pick(
                    format!("De uitkomst staat hier vanaf {FEWEST} antwoorden"),
                    format!("The outcome stands here from {FEWEST} answers on"),
                ), html! { p { (language.pick("Bij minder zou u kunnen weten wie wat antwoordde.", "With fewer you could know who answered what.")) } }))
            }
            (settings(&here, form, language))
        },
    )
}

fn outcome(programme: &Programme, results: &Results, (here, language): (&str, Language)) -> Markup {
    let sessions = programme.sessions.iter().filter_map(|session| Some((session, *results.sessions.get(&session.id)?)));
    html! {
        (file_buttons(language, &format!("{here}/evaluatie/bestand"), None, &[]))
        @for (question, marks) in questions(language).into_iter().zip(results.marks) {
            @match marks {
                Some(marks) => (chart(question, marks, language)),
                None => section class="card" { h2 { (question) } p { (too_few(language)) } },
            }
        }
        @for (session, marks) in sessions { (chart(&session.label(language), marks, language)) }
        @for (question, words) in open_questions(language).into_iter().zip(&results.words) {
            section class="card stack" {
                h2 { (question) }
                @if words.is_empty() { p { (language.pick("Niemand schreef hier iets.", "Nobody wrote anything here.")) } }
                ul { @for one in words { li { (one) } } }
            }
        }
    }
}

fn too_few(language: Language) -> &'static str {
    language.pick("Te weinig antwoorden om te laten zien.", "Too few answers to show.")
}

fn chart(question: &str, marks: Marks, language: Language) -> Markup {
    let (mean, many) = (mean(marks, language), number(marks.many(), language));
    let about = language.pick(
        format!("Gemiddeld {mean} van 5, {many} antwoorden. Van links naar rechts: 1 (slecht) tot 5 (heel goed)."),
        format!("{mean} of 5 on average, {many} answers. From left to right: 1 (bad) to 5 (very good)."),
    );
    let chart = BarChart::new(question, about, language.pick("Cijfer", "Mark"), language.pick("Antwoorden", "Answers"));
    let chart = MARKS.zip(marks.0).fold(chart, |chart, (mark, many)| chart.bar(html! { (mark) }, many));
    html! {
        section class="card stack" {
            h2 { (question) }
            (chart.draw(language, |many| number(many, language)))
        }
    }
}

fn settings(here: &str, form: &Form, language: Language) -> Markup {
    html! {
        section class="card stack" {
            h2 { (language.pick("Na afloop", "Afterwards")) }
            (post_section(&format!("{here}/evaluatie"), "form", html! {
                (tick_box(language, form, "evaluates", "yes", language.pick("Bedank wie er was, en vraag wat zij ervan vonden", "Thank those who were there, and ask what they thought of it"),
                    Some(language.pick("De mail gaat de dag erna om 10.00 uur uit. Zijn mensen bij de deur binnengelaten? Dan gaat hij alleen naar wie er was.", "The mail goes out the day after at 10:00. If people were checked in at the door, only to those who were there."))))
                (Field::textarea(language, form, "thanks", language.pick("Wat u er nog bij wilt zeggen", "What else you want to say"), 4).optional()
                    .hint(language.pick("Zoals waar de presentaties staan. Een lege regel begint een nieuwe alinea.", "Such as where the slides are. An empty line begins a new paragraph.")))
                (button(Action::Secondary, language.pick("Bewaar", "Save")))
            }))
        }
    }
}

/// `POST …/evaluatie/bestand`: the same that the page shows, and nothing that it does not. Answers without names are taken along on
/// record too: one may know somebody by their words.
pub(super) async fn export(
    (State(app), frame, member, Path(id), Filled(form)): Posted<EventId>,
) -> Result<Response, Failure> {
    let (event, programme) = known(&app, id).await?;
    let (results, language) = (results(app.store.read(), event.id).await?, frame.language);
    let dutch = ["Vraag", "1", "2", "3", "4", "5", "Gemiddelde", "Antwoord"];
    let english = ["Question", "1", "2", "3", "4", "5", "Mean", "Answer"];
    let mut lines = vec![language.pick(dutch, english).map(str::to_owned).to_vec()];
    let marked = |question: &str, marks: Marks| {
        let counts = marks.0.iter().map(ToString::to_string);
        std::iter::once(question.to_owned()).chain(counts).chain([mean(marks, language), String::new()]).collect()
    };
    for (question, marks) in questions(language).into_iter().zip(results.marks) {
        lines.extend(marks.map(|marks| marked(question, marks)));
    }
    for session in &programme.sessions {
        lines.extend(results.sessions.get(&session.id).map(|marks| marked(&session.label(language), *marks)));
    }
    for (question, words) in open_questions(language).into_iter().zip(&results.words) {
        let blank = || std::iter::repeat_n(String::new(), 6);
        lines.extend(
            words.iter().map(|one| std::iter::once(question.to_owned()).chain(blank()).chain([one.clone()]).collect()),
        );
    }
    take_along(&app, member.id, event.id, ("evaluatie", form.trimmed("kind"), lines)).await
}
