//! Promising something at a point, and the register of what was promised.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use maud::Markup;

use super::{Question, REASON, TITLE, draw_bench, point, to_bench, too_long};
use crate::app::App;
use crate::base::Language;
use crate::base::id::{CommitmentId, ConsultationId, MemberId, PointId};
use crate::base::wall_time::{date_of, parse_date};
use crate::consultations::Disposition;
use crate::consultations::reacting::reaction::{Listed, commitments};
use crate::consultations::reacting::{Kept, Promised, keep, pages, promise};
use crate::consultations::web::{consultation, refuse, said, to};
use crate::staff::{self, Posted};
use crate::web::{Asked, Failure, Form, Frame, Path};

pub(super) async fn make_promise(
    (State(app), frame, member, Path((id, point_id)), filled): Posted<(ConsultationId, PointId)>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    let answered = point(&app, &the, point_id).await?;
    let mut form = filled.0;
    let back = format!("van={}&punt={}", answered.invitation, answered.row.number);
    let known = staff::names(app.store.read()).await?;
    let Some((promised, owner, due)) = promise_of(&mut form, frame.language, |owner| known.contains_key(&owner)) else {
        for (field, value) in [("title", &answered.row.title), ("theme", &answered.row.theme)] {
            form.set(field, value);
        }
        for (field, value) in [("reason", &answered.row.reason), ("changes", &answered.row.changes)] {
            form.set(field, value);
        }
        form.set("version", answered.row.version.to_string());
        form.set("disposition", answered.row.disposition.map_or("", Disposition::word));
        let (van, punt) = (answered.invitation.to_string(), answered.row.number.to_string());
        let asked = Question { van, punt, ..Question::default() };
        return draw_bench(&app, &frame, &the, (&asked, Some(form), None), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    Ok(match promise(&app, member.id, (the.row.id, answered.row.id), (&promised, owner, due)).await? {
        Promised::Done(_) => to_bench(the.row.id, &format!("{back}&gedaan=toegezegd#p{}", answered.row.number)),
        Promised::Closed => to_bench(the.row.id, &format!("{back}&geweigerd=publiek")),
    })
}

/// What is promised, who does it and before when, of a form.
fn promise_of(
    form: &mut Form,
    language: Language,
    is_known: impl FnOnce(MemberId) -> bool,
) -> Option<(String, MemberId, NaiveDate)> {
    let promised = form.required(
        "promised",
        language.pick("Schrijf in een zin wat u belooft.", "Write in a sentence what you promise."),
        TITLE,
    );
    let owner = form.read("owner", |text| {
        let owner = text.parse().ok().map(MemberId).filter(|owner| is_known(*owner));
        owner.ok_or_else(|| language.pick("Kies wie het doet.", "Choose who does it.").to_owned())
    });
    let due = form.read("due", |text| {
        let day = parse_date(text);
        day.ok_or_else(|| language.pick("Schrijf de dag als 1-4-2027.", "Write the day as 1-4-2027.").to_owned())
    });
    Some((promised?, owner?, due?))
}

pub(super) async fn register(
    State(app): State<App>,
    frame: Frame,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let on = app.store.read();
    let all = commitments(on).await?;
    let names = staff::names(on).await?;
    let said = said(&question.gedaan, &question.geweigerd, frame.language);
    Ok(pages::register(&frame, (&all, &names), date_of(app.clock.now()), said))
}

/// The commitment of a path, as long as it is open.
async fn open_commitment(app: &App, id: CommitmentId) -> Result<Listed, Failure> {
    let all = commitments(app.store.read()).await?;
    all.into_iter().find(|one| one.row.id == id && one.row.closed_at.is_none()).ok_or(Failure::NotFound)
}

pub(super) async fn ask_result(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<CommitmentId>,
) -> Result<Markup, Failure> {
    Ok(pages::closing(&frame, &open_commitment(&app, id).await?, &Form::empty()))
}

pub(super) async fn close(
    (State(app), frame, member, Path(id), filled): Posted<CommitmentId>,
) -> Result<Response, Failure> {
    let mut form = filled.0;
    let language = frame.language;
    let missing = language.pick("Schrijf wat het resultaat is.", "Write what the result is.");
    let Some(result) = form.words("result", REASON, missing, too_long(language)) else {
        let page = pages::closing(&frame, &open_commitment(&app, id).await?, &form);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    Ok(match keep(&app, member.id, id, &result).await? {
        Kept::Done => to("/beheer/toezeggingen", "nagekomen"),
        Kept::NoResult | Kept::TooLate => refuse("/beheer/toezeggingen", "ingehaald"),
    })
}
