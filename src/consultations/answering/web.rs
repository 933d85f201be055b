//! The pages behind a link of one's own. A GET changes nothing.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use super::pages::{self, Line, Meeting, QuestionPage, ReadAll, own_address};
use super::presence::others;
use super::release::ready;
use super::{
    Brought, Declined, Released, Seat, Written, bring, decline as act_decline, frozen_of, release as act_release,
    revoke, seat, write,
};
use crate::app::App;
use crate::base::Language;
use crate::base::id::InviteeId;
use crate::consultations::enclosing::{attached_of, attachments};
use crate::consultations::find;
use crate::consultations::{Declining, Openness, enclosing, entering, reacting};
use crate::store::tables::consultation_answers::Model as Answer;
use crate::web::guest::guest;
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

/// The longest explanation, in characters.
pub(in crate::consultations) const WHY: usize = 2_000;

/// The pages of who answers, but for files and what a page asks by itself.
pub(super) fn routes() -> Routes<App> {
    let holder = Access::Holder;
    Routes::default()
        .get("/consultaties/antwoord/{token}", holder, home)
        .get("/consultaties/antwoord/{token}/vraag/{number}", holder, question)
        .post("/consultaties/antwoord/{token}/vraag/{number}", holder, save)
        .get("/consultaties/antwoord/{token}/alles", holder, read_all)
        .post("/consultaties/antwoord/{token}/alles", holder, release)
        .get("/consultaties/antwoord/{token}/ontvangst", holder, receipt)
        .get("/consultaties/antwoord/{token}/anders", holder, other)
        .post("/consultaties/antwoord/{token}/anders", holder, decline)
        .get("/consultaties/antwoord/{token}/collega", holder, ask_colleague)
        .post("/consultaties/antwoord/{token}/collega", holder, bring_colleague)
        .post("/consultaties/antwoord/{token}/collega/{invitee}/weg", holder, revoke_colleague)
        .get("/consultaties/antwoord/{token}/punten", holder, reacting::web::own_points)
        .merge(enclosing::web::holder_routes())
        .merge(entering::web::holder_routes())
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::consultations) struct Question {
    gedaan: String,
    versie: String,
}

/// Whose link this is. Nobody else's page is told apart from one that never was.
pub(in crate::consultations) async fn known(app: &App, token: &str) -> Result<Seat, Failure> {
    seat(app, app.store.read(), token).await?.ok_or(Failure::LinkUnknown)
}

/// A page that search engines stay away from.
pub(in crate::consultations) fn unlisted(frame: Frame) -> Frame {
    Frame { noindex: true, ..frame }
}

async fn lines(app: &App, seat: &Seat) -> Result<Vec<Line>, Failure> {
    let answers = find::current_answers(app.store.read(), &seat.the.questions, seat.invited.row.id).await?;
    let line = |(question, answer): (_, Option<Answer>)| {
        let by = answer.as_ref().map(|row| seat.name_of(row.saved_by).to_owned()).unwrap_or_default();
        Line { question, words: answer.map(|row| row.words).unwrap_or_default(), by }
    };
    Ok(answers.into_iter().map(line).collect())
}

async fn home(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Asked(asked): Asked<Question>,
) -> Result<Markup, Failure> {
    let seat = known(&app, &token).await?;
    let lines = lines(&app, &seat).await?;
    let attached = attachments(app.store.read(), seat.invited.row.id).await?.len();
    Ok(pages::home(&unlisted(frame), (&seat, &token), (&lines, attached), (app.clock.now(), &asked.gedaan)))
}

async fn ask_colleague(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<Markup, Failure> {
    let seat = known(&app, &token).await?;
    Ok(pages::colleague(&unlisted(frame), (&seat, &token), &Form::empty(), app.clock.now()))
}

async fn bring_colleague(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let (frame, seat) = (unlisted(frame), known(&app, &token).await?);
    let language = frame.language;
    if let Some((name, address)) = guest(&mut form, language) {
        match bring(&app, &token, (&name, &address, language)).await? {
            Brought::Done => {
                return Ok(Redirect::to(&own_address(&frame, &token, "?gedaan=gevraagd#wie")).into_response());
            }
            Brought::Known => {
                form.fault("address", language.pick("Deze collega doet al mee.", "This colleague takes part already."));
            }
            Brought::Full => form.fault(
                "address",
                language.pick(
                    "U vroeg al zo veel collega’s als kan. Mail ons als er nog iemand bij moet.",
                    "You asked as many colleagues as is possible. Mail us when somebody else must join.",
                ),
            ),
            Brought::Closed => return Err(Failure::Gone(closed(language))),
            Brought::Unknown => return Err(Failure::LinkUnknown),
        }
    }
    let page = pages::colleague(&frame, (&seat, &token), &form, app.clock.now());
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn revoke_colleague(
    State(app): State<App>,
    frame: Frame,
    Path((token, invitee)): Path<(String, InviteeId)>,
) -> Result<Response, Failure> {
    known(&app, &token).await?;
    let is_gone = revoke(&app, &token, invitee).await?;
    let said = if is_gone { "ingetrokken" } else { "bleef" };
    Ok(Redirect::to(&own_address(&frame, &token, &format!("?gedaan={said}#wie"))).into_response())
}

async fn question(
    State(app): State<App>,
    frame: Frame,
    Path((token, number)): Path<(String, i64)>,
    Asked(asked): Asked<Question>,
) -> Result<Response, Failure> {
    let seat = known(&app, &token).await?;
    draw(&app, &unlisted(frame), (&seat, &token, number), None, asked.gedaan == "bewaard").await
}

/// Draws a question with what is saved, or with a form that came back.
async fn draw(
    app: &App,
    frame: &Frame,
    (seat, token, number): (&Seat, &str, i64),
    form: Option<Form>,
    saved: bool,
) -> Result<Response, Failure> {
    let lines = lines(app, seat).await?;
    let line = lines.iter().find(|line| line.question.number == number).ok_or(Failure::NotFound)?;
    let rows = find::versions(app.store.read(), seat.invited.row.id, &line.question).await?;
    // Words and version out of one row: somebody may save between two questions to the database.
    let (words, version) = rows.first().map_or(("", 0), |row| (row.words.as_str(), row.version));
    let status = if form.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let form = form.unwrap_or_else(|| Form::with(&[("words", words), ("version", &version.to_string())]));
    let by = |row: &Answer| seat.name_of(row.saved_by).to_owned();
    let version = |row: &Answer| pages::Version { by: by(row), words: row.words.clone(), at: row.saved_at };
    let versions: Vec<_> = rows.iter().map(version).collect();
    let now = app.clock.now();
    let page = QuestionPage {
        seat,
        token,
        lines: &lines,
        line,
        versions: &versions,
        form: &form,
        saved,
        here: others(seat, number, (now, frame.language)),
        now,
    };
    Ok((status, pages::question(frame, &page)).into_response())
}

async fn save(
    State(app): State<App>,
    frame: Frame,
    Path((token, number)): Path<(String, i64)>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let words = form.value("words").to_owned();
    // A link that was revoked while somebody wrote: nothing of the organisation is shown, and their own words stay.
    let refused = |frame: &Frame, status| Ok((status, pages::refused(frame, &words)).into_response());
    let Some(seat) = seat(&app, app.store.read(), &token).await? else { return refused(&frame, StatusCode::NOT_FOUND) };
    let seen = form.version()?;
    match write(&app, &token, number, (seen, &words)).await? {
        Written::Done(_) | Written::Same(_) => {
            Ok(Redirect::to(&after(&frame, &seat, (&token, number), form.is_ticked("next", "1"))).into_response())
        }
        Written::Overtaken { version, words: theirs, by, .. } => {
            let lines = lines(&app, &seat).await?;
            let line = lines.iter().find(|line| line.question.number == number).ok_or(Failure::NotFound)?;
            let met = Meeting { mine: &words, theirs: &theirs, by: &by, version };
            Ok((StatusCode::CONFLICT, pages::meeting(&frame, &seat, &token, (line, &met))).into_response())
        }
        wrong @ (Written::NotAChoice | Written::TooLong) => {
            let is_long = wrong == Written::TooLong;
            form.fault("words", if is_long { too_long(frame.language) } else { no_choice(frame.language) });
            draw(&app, &frame, (&seat, &token, number), Some(form), false).await
        }
        Written::Closed => refused(&frame, StatusCode::GONE),
        Written::Unknown => refused(&frame, StatusCode::NOT_FOUND),
    }
}

fn after(frame: &Frame, seat: &Seat, (token, number): (&str, i64), on: bool) -> String {
    if !on {
        return own_address(frame, token, &format!("/vraag/{number}?gedaan=bewaard"));
    }
    let has_next = seat.the.question(number + 1).is_some();
    own_address(
        frame,
        token,
        &if has_next { format!("/vraag/{}?gedaan=verder", number + 1) } else { "/alles".to_owned() },
    )
}

pub(super) fn no_choice(language: Language) -> &'static str {
    language.pick("Kies een van de antwoorden.", "Choose one of the answers.")
}

pub(super) fn too_long(language: Language) -> &'static str {
    language.pick(
        "Dit is langer dan wij in één antwoord kunnen bewaren, ongeveer twintig bladzijden. Kort het in.",
        "This is longer than we can keep in one answer, about twenty pages. Make it shorter.",
    )
}

pub(in crate::consultations) fn closed(language: Language) -> String {
    language
        .pick(
            "De nota van antwoord is al openbaar. Antwoorden kan niet meer.",
            "The reaction is public already. Answers are no longer possible.",
        )
        .to_owned()
}

async fn read_all(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<Response, Failure> {
    let seat = known(&app, &token).await?;
    let form = match seat.invited.submissions.last() {
        Some(newest) => Form::with(&[("openness", newest.openness.word())]),
        None => Form::empty(),
    };
    show_all(&app, &unlisted(frame), (&seat, &token), (&form, false), StatusCode::OK).await
}

async fn show_all(
    app: &App,
    frame: &Frame,
    (seat, token): (&Seat, &str),
    (form, changed): (&Form, bool),
    status: StatusCode,
) -> Result<Response, Failure> {
    let lines = lines(app, seat).await?;
    let ready = ready(app.store.read(), seat).await?;
    let page = ReadAll { seat, token, lines: &lines, ready: &ready, form, changed, now: app.clock.now() };
    Ok((status, pages::read_all(frame, &page)).into_response())
}

async fn release(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let seat = known(&app, &token).await?;
    let Some(openness) = Openness::from_word(form.value("openness")) else {
        form.fault(
            "openness",
            frame.language.pick("Kies wat er in de nota mag staan.", "Choose what may stand in the reaction."),
        );
        return show_all(&app, &frame, (&seat, &token), (&form, false), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match act_release(&app, &token, openness, form.value("seen")).await? {
        Released::Done(_) | Released::Already => {
            Ok(Redirect::to(&own_address(&frame, &token, "/ontvangst")).into_response())
        }
        Released::Overtaken => show_all(&app, &frame, (&seat, &token), (&form, true), StatusCode::CONFLICT).await,
        Released::Empty => {
            form.fault(
                "openness",
                frame.language.pick("Beantwoord eerst ten minste één vraag.", "Answer at least one question first."),
            );
            show_all(&app, &frame, (&seat, &token), (&form, false), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Released::NotYours => Err(Failure::Forbidden),
        Released::Closed => Err(Failure::Gone(closed(frame.language))),
        Released::Unknown => Err(Failure::LinkUnknown),
    }
}

async fn receipt(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Asked(asked): Asked<Question>,
) -> Result<Response, Failure> {
    let seat = known(&app, &token).await?;
    let all = &seat.invited.submissions;
    let Some(newest) = all.last() else {
        return Ok(Redirect::to(&own_address(&frame, &token, "")).into_response());
    };
    let version = asked.versie.parse::<i64>().ok();
    let shown = all.iter().find(|one| Some(one.version) == version).unwrap_or(newest);
    let written = (frozen_of(shown)?, attached_of(shown)?);
    Ok(pages::receipt(&unlisted(frame), (&seat, &token), (shown, &written), app.clock.now()).into_response())
}

async fn other(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<Markup, Failure> {
    let seat = known(&app, &token).await?;
    Ok(pages::decline(&unlisted(frame), (&seat, &token), &Form::empty(), app.clock.now()))
}

async fn decline(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let seat = known(&app, &token).await?;
    let language = frame.language;
    let how = form.read("how", |word| {
        Declining::from_word(word)
            .ok_or_else(|| language.pick("Kies wat u wilt laten weten.", "Choose what you want to tell us.").to_owned())
    });
    let why = form.up_to(
        "why",
        language.pick("Houd de toelichting korter dan een bladzijde.", "Keep the explanation shorter than a page."),
        WHY,
    );
    let (Some(how), Some(why)) = (how, why) else {
        let page = pages::decline(&frame, (&seat, &token), &form, app.clock.now());
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    match act_decline(&app, &token, how, &why).await? {
        Declined::Done | Declined::Answered => Ok(Redirect::to(&own_address(&frame, &token, "")).into_response()),
        Declined::NotYours => Err(Failure::Forbidden),
        Declined::Closed => Err(Failure::Gone(closed(language))),
        Declined::Unknown => Err(Failure::LinkUnknown),
    }
}
