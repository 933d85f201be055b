//! Choosing whom an issue is for.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use crate::app::App;
use crate::audiences;
use crate::base::id::{AudienceId, IssueId};
use crate::issues::sending::audience::{Chosen, choose};
use crate::issues::sending::pages::audience as pages;
use crate::issues::{Issue, load};
use crate::staff::Posted;
use crate::subscribers;
use crate::web::{Access, Failure, Filled, Form, Frame, Path, Routes};

/// Choosing an audience.
pub(super) fn routes() -> Routes<App> {
    Routes::default().get("/beheer/nummers/{id}/doelgroep", Access::Editor, look).post(
        "/beheer/nummers/{id}/doelgroep",
        Access::Editor,
        set,
    )
}

async fn known(app: &App, id: IssueId) -> Result<Issue, Failure> {
    load(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

async fn draw(app: &App, frame: &Frame, issue: &Issue, form: &Form) -> Result<Markup, Failure> {
    let (on, asking) = (app.store.read(), audiences::Asking::of(app));
    let publication = issue.publication.id();
    let mut offered = Vec::new();
    for audience in audiences::all(on).await? {
        let names = audiences::names(app, &audience.filter, frame.language).await?;
        let readers = if form.is_ticked("audience", &audience.row.id.to_string()) {
            Some(audiences::count(on, &audience.filter, publication, &asking).await?)
        } else {
            None
        };
        offered.push(pages::Offered {
            readers,
            sentence: audiences::sentence(&audience.filter, &names, frame.language),
            audience,
        });
    }
    let everyone = subscribers::count_reachable(on, publication, asking.now).await?;
    Ok(pages::choose(frame, issue, form, (everyone, &offered)))
}

async fn look(State(app): State<App>, frame: Frame, Path(id): Path<IssueId>) -> Result<Markup, Failure> {
    let issue = known(&app, id).await?;
    let chosen = issue.row.audience_id.map_or_else(|| "iedereen".to_owned(), |id| id.to_string());
    draw(&app, &frame, &issue, &Form::with(&[("audience", &chosen)])).await
}

async fn set((State(app), frame, member, Path(id), Filled(mut form)): Posted<IssueId>) -> Result<Response, Failure> {
    let issue = known(&app, id).await?;
    let from = form.version()?;
    let language = frame.language;
    let wanted = language.pick("Kies voor wie dit nummer is.", "Choose whom this issue is for.").to_owned();
    let chosen = form.read("audience", |text| match text {
        "iedereen" => Ok(None),
        text => text.parse::<AudienceId>().map(Some).map_err(|_| wanted.clone()),
    });
    if let Some(audience) = chosen {
        let refusal = match choose(&app, member.id, issue.row.id, from, audience).await? {
            Chosen::Done => {
                return Ok(Redirect::to(&format!("/beheer/nummers/{}/verzenden", issue.row.id)).into_response());
            }
            Chosen::NotThere => wanted,
            Chosen::Closed => {
                language.pick("Dit nummer kan niet meer veranderen.", "This issue can no longer change.").to_owned()
            }
            Chosen::Overtaken => language
                .pick(
                    "Iemand heeft dit nummer intussen gewijzigd. Kies opnieuw.",
                    "Somebody changed this issue in the meantime. Choose again.",
                )
                .to_owned(),
        };
        form.fault("audience", refusal);
    }
    let issue = known(&app, issue.row.id).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &frame, &issue, &form).await?).into_response())
}
