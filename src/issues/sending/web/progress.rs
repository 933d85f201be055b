//! Watching a sending and stepping in.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::app::App;
use crate::audiences::Asking;
use crate::base::id::IssueId;
use crate::delivery::{self, Progress, Steered};
use crate::issues::sending::correct::{correct, reach};
use crate::issues::sending::pages::correction;
use crate::issues::sending::pages::progress::{self, Standing};
use crate::issues::sending::said;
use crate::issues::sending::share::texts_of;
use crate::issues::sending::steer::{Turn, steer};
use crate::issues::{Issue, load};
use crate::staff::{Member, may};
use crate::store::tables::states::{IssueState, SendingState};
use crate::web::{Access, Asked, Failure, Frame, Path, Routes};

/// Watching, pausing, resuming, stopping.
pub(super) fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/nummers/{id}/verzending", Access::Editor, look)
        .machine_get("/beheer/nummers/{id}/verzending/stand", Access::Editor, standing)
        .post("/beheer/nummers/{id}/pauzeren", Access::Approver, pause)
        .post("/beheer/nummers/{id}/hervatten", Access::Approver, resume)
        .post("/beheer/nummers/{id}/stoppen", Access::Approver, stop)
        .post("/beheer/nummers/{id}/corrigeren", Access::Editor, correct_it)
}

/// What a page that refreshes itself waits for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Awaited {
    /// It waits for the beginning, so that any standing is news.
    begins: bool,
}

const fn standing_of(state: SendingState) -> Standing {
    match state {
        SendingState::Open => Standing::Open,
        SendingState::Paused => Standing::Paused,
        SendingState::Cancelled => Standing::Cancelled,
        SendingState::Closed => Standing::Closed,
    }
}

async fn now(app: &App, id: IssueId) -> Result<(Issue, Option<Progress>), Failure> {
    let read = app.store.read();
    let issue = load(read, id).await?.ok_or(Failure::NotFound)?;
    let progress = match issue.row.sending_id {
        Some(sending) => delivery::progress(read, sending).await?,
        None => None,
    };
    Ok((issue, progress))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    /// Whether the last act came too late.
    gemist: String,
}

async fn look(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<IssueId>,
    Asked(ask): Asked<Said>,
) -> Result<Response, Failure> {
    let refusal = (!ask.gemist.is_empty()).then(|| progress::too_late(frame.language));
    Ok(page(&app, &frame, &member, id, refusal).await?.into_response())
}

async fn page(
    app: &App,
    frame: &Frame,
    member: &Member,
    id: IssueId,
    refusal: Option<&str>,
) -> Result<maud::Markup, Failure> {
    let read = app.store.read();
    let (issue, progress) = now(app, id).await?;
    let mut earlier = Vec::new();
    for id in &issue.earlier {
        earlier.extend(delivery::progress(read, *id).await?.map(|progress| (*id, progress)));
    }
    let was_stopped = issue.row.state == IssueState::Cancelled
        && progress.as_ref().is_some_and(|progress| progress.state == SendingState::Cancelled);
    let reach = if was_stopped {
        let all: Vec<_> = issue.earlier.iter().copied().chain(issue.row.sending_id).collect();
        Some(reach(read, &issue, &all, &Asking::of(app)).await?)
    } else {
        None
    };
    let may_approve = may(Some(member), Access::Approver);
    let goes_out = matches!(issue.row.state, IssueState::Sending | IssueState::Sent);
    let to_share = if goes_out { texts_of(&as_sent(app, &issue).await?, &app.base_url()) } else { Vec::new() };
    let around = progress::Around { may_approve, refusal, reach, to_share: &to_share, earlier: &earlier };
    let sending = progress.as_ref().map(|progress| (standing_of(progress.state), progress));
    Ok(progress::page(frame, &issue, sending, &around))
}

/// An issue with the words that went out: an article may be rewritten since.
async fn as_sent(app: &App, issue: &Issue) -> Result<Issue, Failure> {
    let mut issue = issue.clone();
    if let Some((_, sent)) = said::approved(app.store.read(), issue.row.id).await? {
        (issue.row.subject, issue.row.preheader) = (sent.subject, sent.preheader);
        for article in &mut issue.articles {
            if let Some(piece) = sent.articles.iter().find(|piece| piece.id == article.row.id) {
                (article.row.title, article.row.lead) = (piece.title.clone(), piece.lead.clone());
            }
        }
    }
    Ok(issue)
}

/// Makes a draft of a stopped issue, to be corrected.
async fn correct_it(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<IssueId>,
) -> Result<Response, Failure> {
    now(&app, id).await?;
    let corrected = correct(&app, member.id, id).await?;
    match correction::refusal(corrected, frame.language) {
        None => Ok(Redirect::to(&format!("/beheer/nummers/{id}")).into_response()),
        Some(refusal) => {
            let page = page(&app, &frame, &member, id, Some(refusal)).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}

/// The part that refreshes itself. When the sending begins, and when it is not open any more, the whole page is asked
/// anew: its buttons change too. Until it begins there is nothing new to show.
async fn standing(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<IssueId>,
    Asked(asked): Asked<Awaited>,
) -> Result<Response, Failure> {
    let (issue, progress) = now(&app, id).await?;
    let Some(progress) = progress else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    let standing = standing_of(progress.state);
    let part = progress::standing_of(&issue, standing, &progress, frame.language);
    if standing == Standing::Open && !asked.begins {
        return Ok(part.into_response());
    }
    Ok(([("hx-refresh", "true")], part).into_response())
}

async fn pause(app: State<App>, member: Member, Path(id): Path<IssueId>) -> Result<Response, Failure> {
    turn(&app, &member, id, Turn::Pause).await
}

async fn resume(app: State<App>, member: Member, Path(id): Path<IssueId>) -> Result<Response, Failure> {
    turn(&app, &member, id, Turn::Resume).await
}

async fn stop(app: State<App>, member: Member, Path(id): Path<IssueId>) -> Result<Response, Failure> {
    turn(&app, &member, id, Turn::Stop).await
}

async fn turn(app: &App, member: &Member, id: IssueId, turn: Turn) -> Result<Response, Failure> {
    now(app, id).await?;
    Ok(match steer(app, member.id, id, turn).await? {
        Steered::Done => Redirect::to(&format!("/beheer/nummers/{id}/verzending")).into_response(),
        Steered::TooLate => Redirect::to(&format!("/beheer/nummers/{id}/verzending?gemist=ja")).into_response(),
    })
}
