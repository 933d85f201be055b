//! The builder: one form, whose buttons are steps. The filter travels with the form, so that nothing is kept here until
//! somebody saves, and every step works without script.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::{Choosing, counts, known};
use crate::app::App;
use crate::audiences::find::{self, Audience, Choice};
use crate::audiences::pages::build as pages;
use crate::audiences::save::{self, Saved};
use crate::audiences::{Act, Filter, FilterFault, Node, Path, Step, apply, names, sentence, texts};
use crate::base::Language;
use crate::base::id::AudienceId;
use crate::base::words::one_line;
use crate::staff::Member;
use crate::web::{Failure, Filled, Form, Frame, Path as UrlPath};

/// How many steps back one can go.
const STEPS_BACK: usize = 10;

/// `GET /beheer/doelgroepen/nieuw`
pub(super) async fn new(State(app): State<App>, frame: Frame) -> Result<Markup, Failure> {
    let bench = Bench { filter: Filter::default(), was: Vec::new(), form: Form::empty(), to: None, done: None };
    draw(&app, &frame, None, &bench).await
}

/// `GET /beheer/doelgroepen/{id}/wijzigen`
pub(super) async fn edit(
    State(app): State<App>,
    frame: Frame,
    UrlPath(id): UrlPath<AudienceId>,
) -> Result<Markup, Failure> {
    let audience = known(&app, id).await?;
    let form = Form::with(&[("name", &audience.row.name), ("version", &audience.row.version.to_string())]);
    let bench = Bench { filter: audience.filter.clone(), was: Vec::new(), form, to: None, done: None };
    draw(&app, &frame, Some(&audience), &bench).await
}

/// `POST /beheer/doelgroepen/nieuw`
pub(super) async fn work_on_new(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    work(&app, &frame, (&member, None), form).await
}

/// `POST /beheer/doelgroepen/{id}/wijzigen`
pub(super) async fn work_on(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    UrlPath(id): UrlPath<AudienceId>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let audience = known(&app, id).await?;
    work(&app, &frame, (&member, Some(&audience)), form).await
}

/// What lies on the workbench.
struct Bench {
    filter: Filter,
    /// What it was before, the oldest first.
    was: Vec<Filter>,
    form: Form,
    /// The group to which a condition is being added.
    to: Option<Path>,
    /// What the last step did.
    done: Option<&'static str>,
}

impl Bench {
    fn step(&mut self, step: Step, said: &'static str) -> Result<(), FilterFault> {
        let next = apply(&self.filter, step)?;
        if next != self.filter {
            self.was.push(std::mem::replace(&mut self.filter, next));
            let surplus = self.was.len().saturating_sub(STEPS_BACK);
            self.was.drain(..surplus);
        }
        self.done = Some(said);
        Ok(())
    }
}

async fn work(
    app: &App,
    frame: &Frame,
    (member, audience): (&Member, Option<&Audience>),
    mut form: Form,
) -> Result<Response, Failure> {
    let language = frame.language;
    let filter = match form.value("filter") {
        "" => Filter::default(),
        json => match Filter::read(json) {
            Ok(filter) => filter,
            Err(fault) => {
                form.fault("filter", texts::fault(fault, language));
                Filter::default()
            }
        },
    };
    let was = form.values("was").into_iter().filter_map(|json| Filter::read(json).ok()).collect();
    let mut bench = Bench { filter, was, form, to: None, done: None };
    let step = bench.form.trimmed("step").to_owned();
    if bench.form.is_clean() {
        let choice = find::choice(app, language).await?;
        finish_open(&mut bench, &step, &choice, language);
        if !bench.form.is_clean() {
            // What is being chosen comes first; the step can be taken again.
        } else if step == "bewaar" {
            if let Some(answer) = save(app, member, audience, &mut bench, language).await? {
                return Ok(answer);
            }
        } else {
            take(&mut bench, &step, &choice, language);
        }
    }
    let status = if bench.form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, draw(app, frame, audience, &bench).await?).into_response())
}

/// Adds the condition that was being chosen, before another step: whoever chose it sees it, and expects it to count. One
/// of which nothing was chosen yet stays open.
fn finish_open(bench: &mut Bench, step: &str, choice: &Choice, language: Language) {
    let verb = step.split(' ').next().unwrap_or_default();
    let Some(at) = Path::read(bench.form.trimmed("to")).filter(|_| !matches!(verb, "kies" | "erbij" | "terug")) else {
        return;
    };
    bench.to = Some(at.clone());
    let is_chosen = ["value", "day"].into_iter().any(|field| !bench.form.trimmed(field).is_empty());
    if is_chosen && let Some(node) = read_node(&mut bench.form, choice, language) {
        add(
            bench,
            Step { at, act: Act::Add(node) },
            language.pick("De voorwaarde is toegevoegd", "The condition was added"),
            language,
        );
    }
}

/// The condition that the form holds; `None` with a fault when it is not whole.
fn read_node(form: &mut Form, choice: &Choice, language: Language) -> Option<Node> {
    let Some(kind) = Choosing::of_word(form.trimmed("kind"), &choice.marks) else {
        form.fault("kind", texts::value_wanted(language));
        return None;
    };
    let condition = kind.read(form, choice, language)?;
    Some(Node { not: form.is_ticked("not", "ja"), ..Node::one(condition) })
}

/// Takes a step and clears what was being chosen, or says why it cannot be taken.
fn add(bench: &mut Bench, step: Step, said: &'static str, language: Language) {
    match bench.step(step, said) {
        Ok(()) => {
            bench.to = None;
            for field in ["kind", "value", "day", "not"] {
                bench.form.set(field, "");
            }
        }
        Err(fault) => bench.form.fault("filter", texts::fault(fault, language)),
    }
}

/// Takes one step. A step that is none of ours changes nothing and counts again.
fn take(bench: &mut Bench, step: &str, choice: &Choice, language: Language) {
    let (verb, place) = step.split_once(' ').unwrap_or((step, ""));
    if verb == "tel" {
        bench.done = bench.done.or(Some(language.pick("Er is opnieuw geteld", "It was counted again")));
        return;
    }
    if verb == "terug" {
        if let Some(before) = bench.was.pop() {
            bench.filter = before;
            bench.done = Some(language.pick("De laatste stap is teruggedraaid", "The last step was undone"));
        }
        return;
    }
    let Some(at) = Path::read(place) else { return };
    let (act, said) = match verb {
        "kies" => {
            // Open already, so a kind was asked for.
            if bench.form.trimmed("to") == place && bench.form.trimmed("kind").is_empty() {
                bench.form.fault("kind", texts::value_wanted(language));
            }
            bench.to = Some(at);
            return;
        }
        "erbij" => {
            bench.to = Some(at.clone());
            let Some(node) = read_node(&mut bench.form, choice, language) else { return };
            (Act::Add(node), language.pick("De voorwaarde is toegevoegd", "The condition was added"))
        }
        "groep" => (Act::Add(Node::any(Vec::new())), language.pick("Er is een groep toegevoegd", "A group was added")),
        "of" => (Act::Group, language.pick("De voorwaarde staat nu in een groep", "The condition is in a group now")),
        "om" => (Act::Negate, language.pick("De voorwaarde is omgedraaid", "The condition was turned round")),
        "soort" => (Act::Turn, language.pick("De groep is veranderd", "The group was changed")),
        "weg" => (Act::Remove, language.pick("Het is weggehaald", "It was taken out")),
        _ => return,
    };
    add(bench, Step { at, act }, said, language);
}

/// Saves; `None` when the page has to be drawn once more.
async fn save(
    app: &App,
    member: &Member,
    audience: Option<&Audience>,
    bench: &mut Bench,
    language: Language,
) -> Result<Option<Response>, Failure> {
    let name = bench.form.read("name", |text| {
        let fits = !text.is_empty() && text.chars().count() <= save::NAME && !text.chars().any(char::is_control);
        if fits { Ok(one_line(text)) } else { Err(texts::name_wanted(language).to_owned()) }
    });
    let Some(name) = name else { return Ok(None) };
    let saved = match audience {
        None => save::make(app, member.id, &name, &bench.filter).await?,
        Some(audience) => {
            let from = bench.form.version()?;
            save::change(app, member.id, (audience.row.id, from), &name, &bench.filter).await?
        }
    };
    match saved {
        Saved::Done(id) => Ok(Some(Redirect::to(&format!("/beheer/doelgroepen/{id}?gedaan=bewaard")).into_response())),
        Saved::Taken => {
            bench.form.fault("name", texts::name_taken(language));
            Ok(None)
        }
        Saved::Overtaken => {
            if let Some(audience) = audience {
                bench.form.set("version", audience.row.version.to_string());
            }
            bench.form.fault("name", texts::overtaken(language));
            Ok(None)
        }
    }
}

async fn draw(app: &App, frame: &Frame, audience: Option<&Audience>, bench: &Bench) -> Result<Markup, Failure> {
    let language = frame.language;
    let names = names(app, &bench.filter, language).await?;
    let choice = find::choice(app, language).await?;
    let page = pages::BuildPage {
        audience,
        filter: &bench.filter,
        was: &bench.was,
        form: &bench.form,
        to: bench.to.as_ref(),
        kind: Choosing::of_word(bench.form.trimmed("kind"), &choice.marks),
        sentence: sentence(&bench.filter, &names, language),
        counts: counts(app, &bench.filter, &choice.publications).await?,
        done: bench.done,
        choice: &choice,
        names: &names,
    };
    Ok(pages::build(frame, &page))
}

/// `POST /beheer/doelgroepen/tellen`: what the count would be with the condition that is being chosen, for a page with
/// script. It changes nothing; it is a POST because a filter may be longer than an address.
pub(super) async fn count_with(
    State(app): State<App>,
    frame: Frame,
    Filled(mut form): Filled,
) -> Result<Markup, Failure> {
    let language = frame.language;
    let filter = Filter::read(form.value("filter")).map_err(|_| Failure::Unreadable)?;
    let at = Path::read(form.trimmed("to")).ok_or(Failure::Unreadable)?;
    let choice = find::choice(&app, language).await?;
    let kind = Choosing::of_word(form.trimmed("kind"), &choice.marks);
    let Some(condition) = kind.and_then(|kind| kind.read(&mut form, &choice, language)) else {
        return Ok(pages::with_it(&[], language));
    };
    let step = Step::add(at, condition, form.is_ticked("not", "ja"));
    let Ok(filter) = apply(&filter, step) else { return Ok(pages::with_it(&[], language)) };
    Ok(pages::with_it(&counts(&app, &filter, &choice.publications).await?, language))
}
