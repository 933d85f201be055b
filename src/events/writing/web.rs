//! The handlers of writing.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use super::pages::{self, Preview, Writing};
use super::send::{LetterSent, NewLetter, letters_of, send_letter};
use super::whom::{ALL, count};
use crate::app::App;
use crate::base::id::{EventId, EventLetterId, EventSessionId};
use crate::base::secrets::sha256_hex;
use crate::base::words::{one_line, plain_lines};
use crate::base::{Blocks, Language};
use crate::events::find::Programme;
use crate::events::making::known;
use crate::staff::Posted;
use crate::store::tables::states::EventWhom;
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

const MAX_SUBJECT: usize = 120;
const MAX_SOURCE: usize = 10_000;

pub(in crate::events) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/bijeenkomsten/{id}/mails/nieuw", editor, new)
        .post("/beheer/bijeenkomsten/{id}/mails/nieuw", editor, look_or_send)
        .get("/beheer/bijeenkomsten/{id}/mails/{letter}", editor, show)
}

async fn counts(app: &App, event: EventId) -> Result<Vec<(EventWhom, i64)>, Failure> {
    let mut all = Vec::new();
    for whom in ALL {
        all.push((whom, count(app.store.read(), event, (whom, None)).await?));
    }
    Ok(all)
}

/// Whom the list of people was narrowed to when somebody went to write them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    voor: String,
    workshop: String,
}

async fn new(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<EventId>,
    Asked(asked): Asked<Question>,
) -> Result<Markup, Failure> {
    let whom = EventWhom::from_word(&asked.voor).unwrap_or(EventWhom::Coming);
    let form = Form::with(&[("once", &app.random.token()), ("whom", whom.word()), ("session", &asked.workshop)]);
    draw(&app, &frame, id, (&form, None)).await
}

async fn draw(
    app: &App,
    frame: &Frame,
    id: EventId,
    (form, preview): (&Form, Option<Preview>),
) -> Result<Markup, Failure> {
    let (event, programme) = known(app, id).await?;
    let counts = counts(app, event.id).await?;
    let page = Writing { event: &event, programme: &programme, counts: &counts, form, preview };
    Ok(pages::write(frame, &page))
}

fn read(form: &mut Form, programme: &Programme, language: Language) -> Option<NewLetter> {
    let whom = form.read("whom", |text| {
        let wanted = language.pick("Kies naar wie de mail gaat", "Choose whom the mail goes to");
        EventWhom::from_word(text).ok_or_else(|| wanted.to_owned())
    });
    let session = form.trimmed("session").parse().map(EventSessionId).ok();
    let session = session.filter(|id| programme.session(*id).is_some());
    let wanted =
        language.pick("Vul een onderwerp in van hoogstens 120 tekens", "Fill in a subject of at most 120 characters");
    let subject = form.required("subject", wanted, MAX_SUBJECT).map(|text| one_line(&text));
    let too_long = language
        .pick("Maak de tekst korter: hoogstens 10.000 tekens", "Make the text shorter: at most 10,000 characters");
    let source = form.words("source", MAX_SOURCE, missing(language), too_long);
    let once = form.trimmed("once").to_owned();
    Some(NewLetter { whom: whom?, session, subject: subject?, source: plain_lines(&source?), once })
}

fn missing(language: Language) -> &'static str {
    language.pick("Schrijf de tekst van de mail", "Write the text of the mail")
}

/// What was looked at: when it is another by the time of sending, it is shown again.
fn seen(new: &NewLetter, many: i64) -> String {
    let session = new.session.map_or(0, |id| id.0);
    sha256_hex(format!("{}\n{session}\n{many}\n{}\n{}", new.whom.word(), new.subject, new.source).as_bytes())
}

async fn look_or_send(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>,
) -> Result<Response, Failure> {
    let (event, programme) = known(&app, id).await?;
    if form.trimmed("once").len() < 20 || form.trimmed("once").len() > 80 {
        return Err(Failure::Unreadable);
    }
    let Some(new) = read(&mut form, &programme, frame.language) else {
        let page = draw(&app, &frame, id, (&form, None)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let blocks = new.blocks().await?;
    if blocks.is_empty() {
        form.fault("source", missing(frame.language));
        let page = draw(&app, &frame, id, (&form, None)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let many = count(app.store.read(), event.id, (new.whom, new.session)).await?;
    let wants_to_send = form.value("do") == "send";
    let before = letter_of(&app, event.id, &new.once).await?;
    if wants_to_send && (before.is_some() || form.value("seen") == seen(&new, many)) {
        match send_letter(&app, member.id, event.id, (&new, many)).await? {
            LetterSent::Done(letter) => {
                let page = format!("/beheer/bijeenkomsten/{}/mails/{letter}", event.id);
                return Ok(Redirect::to(&page).into_response());
            }
            LetterSent::OtherNumber(_) | LetterSent::TooEarly => {}
        }
    }
    let many = count(app.store.read(), event.id, (new.whom, new.session)).await?;
    form.set("seen", seen(&new, many));
    let preview = Preview { subject: new.subject.clone(), blocks, many, is_other: wants_to_send };
    let page = draw(&app, &frame, id, (&form, Some(preview))).await?;
    let status = if wants_to_send { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok((status, page).into_response())
}

/// The letter that this form was sent as before.
async fn letter_of(app: &App, event: EventId, once: &str) -> Result<Option<EventLetterId>, Failure> {
    let all = letters_of(app.store.read(), event).await?;
    Ok(all.into_iter().find(|one| one.letter.once == once).map(|one| one.letter.id))
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    Path((id, letter)): Path<(EventId, EventLetterId)>,
) -> Result<Markup, Failure> {
    let (event, programme) = known(&app, id).await?;
    let all = letters_of(app.store.read(), event.id).await?;
    let one = all.into_iter().find(|one| one.letter.id == letter).ok_or(Failure::NotFound)?;
    let blocks: Blocks = NewLetter {
        whom: one.letter.whom,
        session: one.letter.session_id,
        subject: one.letter.subject.clone(),
        source: one.letter.source.clone(),
        once: String::new(),
    }
    .blocks()
    .await?;
    Ok(pages::one(&frame, (&event, &programme), &one, &blocks))
}
