//! The people of an event, narrowed and page by page. What is asked stands in the address, so a list can be kept and shared.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use super::narrowed::{Narrowed, Question};
use super::pages::people::{self as page, People};
use super::stand::Stand;
use crate::app::App;
use crate::base::id::EventId;
use crate::base::page::Page;
use crate::events::asking::of_event;
use crate::events::find;
use crate::events::making::known;
use crate::web::{Asked, Failure, Form, Frame, Path};

/// How many people a page shows.
const SIZE: usize = 50;
/// `GET /beheer/bijeenkomsten/{id}/mensen`
pub(super) async fn list(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<EventId>,
    Asked(asked): Asked<Question>,
) -> Result<Markup, Failure> {
    draw(&app, &frame, id, (&asked, &Form::empty())).await
}

/// The same with the form of adding somebody that came back.
pub(super) async fn again(app: &App, frame: &Frame, id: EventId, form: &Form) -> Result<Response, Failure> {
    let page = draw(app, frame, id, (&Question::default(), form)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn draw(app: &App, frame: &Frame, id: EventId, (asked, form): (&Question, &Form)) -> Result<Markup, Failure> {
    let (event, programme) = known(app, id).await?;
    let narrowed = Narrowed::of(asked, &programme);
    let mut everybody = find::everybody(app.store.read(), event.id).await?;
    let many_in_all = everybody.len();
    everybody.retain(|row| narrowed.wants(row));
    let many = |stand: Stand| everybody.iter().filter(|(row, _)| stand.holds(row)).count();
    let counts = Stand::ALL.map(|stand| (stand, many(stand)));
    everybody.retain(|(row, _)| narrowed.stand.holds(row));
    narrowed.order.sort(&mut everybody);
    let begin = everybody.iter().position(|(row, _)| row.id.to_string() == narrowed.after).map_or(0, |at| at + 1);
    // Whoever the page came after may be the last by now.
    let begin = if begin < everybody.len() { begin } else { 0 };
    let here = format!("/beheer/bijeenkomsten/{}/mensen", event.id);
    let to = |after: Option<i64>| {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        narrowed.address(&here, narrowed.stand, &[("na", &after)])
    };
    // The first page comes after nobody.
    let before = |at: usize| at.checked_sub(1).map(|at| everybody[at].0.id.0);
    let previous = (begin > 0).then(|| to(before(begin.saturating_sub(SIZE))));
    let found = everybody.len();
    let Page { rows, next } = Page::of(everybody.split_off(begin), SIZE, |(row, _)| row.id.0);
    let answered = of_event(app.store.read(), event.id).await?;
    let the = People {
        event: &event,
        programme: &programme,
        answered: &answered,
        narrowed: &narrowed,
        counts: &counts,
        rows: &rows,
        many_in_all,
        found,
        begin,
        previous,
        next: next.map(|after| to(Some(after))),
        form,
        said: &asked.gedaan,
        now: app.clock.now(),
    };
    Ok(page::page(frame, &the))
}
