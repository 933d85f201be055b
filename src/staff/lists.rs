//! The routes of a list: its page, and itself as a file.

use axum::extract::State;
use axum::response::Response;

use super::acts::Act;
use super::{Member, may};
use crate::app::{App, List};
use crate::audit::{self, Actor, Note};
use crate::base::words::slug;
use crate::web::download::{self, Kind};
use crate::web::list::{draw, write};
use crate::web::{Access, AskedForm, Failure, Filled, Form, Frame, Routes};

/// The page of a list for whoever may see it, and its file for whoever may take it along.
#[must_use]
pub fn list_routes<T, X>(list: &'static List<T, X>, see: Access, take: Access) -> Routes<App>
where
    T: Send + Sync,
    X: Send + Sync,
{
    let page = move |State(app): State<App>, frame: Frame, member: Member, AskedForm(asked): AskedForm| async move {
        draw(list, &app, &frame, &asked, may(Some(&member), take)).await
    };
    let file = move |State(app): State<App>, frame: Frame, member: Member, Filled(form): Filled| async move {
        take_along(list, &app, &frame, &member, &form).await
    };
    Routes::default().get(list.address, see, page).post(&format!("{}/bestand", list.address), take, file)
}

/// Gives it as a file: a post, because it goes on record who took it.
async fn take_along<T, X>(
    list: &List<T, X>,
    app: &App,
    frame: &Frame,
    member: &Member,
    form: &Form,
) -> Result<Response, Failure> {
    let kind = Kind::of_word(form.trimmed("kind")).ok_or(Failure::NotFound)?;
    let (file, many) = write(list, app, frame, form, kind).await?;
    let detail = format!("{} {} rows {many}", list.address, kind.ending());
    let tx = app.store.begin_write().await?;
    let note = Note::of(Act::ListTake, 0).with(detail);
    audit::record(&tx, app.clock.now(), Actor::Member(member.id), note, "web").await?;
    tx.commit().await?;
    Ok(download::answer(&file, kind, &slug(list.title.of(frame.language)))?)
}
