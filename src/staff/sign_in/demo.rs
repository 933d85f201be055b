//! The demo's way in: a link that signs in as one of its members. Its routes exist only while the demo runs.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use sea_orm::EntityTrait;

use super::forget_before;
use super::session::{ABSOLUTE, open_session};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::MemberId;
use crate::base::{Link, Purpose};
use crate::staff::change_roles::roles_of;
use crate::staff::{Member, pages, web};
use crate::store::tables::members;
use crate::store::tables::states::Stage;
use crate::web::{Access, Failure, Frame, Network, Path, Routes};

/// The pages of this door; only the demo may register them.
#[must_use]
pub fn demo_routes() -> Routes<App> {
    Routes::default().get("/beheer/binnen/{token}", Access::Holder, show).post(
        "/beheer/binnen/{token}",
        Access::Holder,
        enter,
    )
}

/// The address of the page that signs in as a member.
///
/// # Errors
/// When there is no such member, or the database's.
pub async fn sign_in_link(app: &App, member: MemberId) -> anyhow::Result<String> {
    let row = members::Entity::find_by_id(member).one(app.store.read()).await?;
    let row = row.ok_or_else(|| anyhow::anyhow!("there is no member {member}"))?;
    let token = Link::token(&app.secrets, Purpose::DemoSignIn, row.person_id.0, row.id.0, row.epoch);
    Ok(format!("{}/beheer/binnen/{token}", app.base_url()))
}

async fn show(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<impl IntoResponse, Failure> {
    let member = member_of(&app, &token).await?.ok_or(Failure::LinkUnknown)?;
    Ok(pages::sign_in::demo(&frame, &member, &token))
}

async fn enter(
    State(app): State<App>,
    network: Network,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<impl IntoResponse, Failure> {
    let member = member_of(&app, &token).await?.ok_or(Failure::LinkUnknown)?;
    let tx = app.store.begin_write().await?;
    forget_before(&tx, &web::knock(&app, network, &headers)).await?;
    let session = open_session(&tx, &app, member.id, Stage::Full).await?;
    let note = Note::done("member.sign-in", "member", member.id.0).with("demo");
    audit::record(&tx, app.clock.now(), Actor::Member(member.id), note, "web").await?;
    tx.commit().await?;
    web::to_with_session(&app, "/beheer", &session, ABSOLUTE)
}

async fn member_of(app: &App, token: &str) -> Result<Option<Member>, Failure> {
    let Some(link) = Link::read(&app.secrets, Purpose::DemoSignIn, token).filter(|_| app.demo) else { return Ok(None) };
    let row = members::Entity::find_by_id(MemberId(link.subject)).one(app.store.read()).await?;
    let holds = |row: &members::Model| row.person_id.0 == link.holder && link.holds(&app.secrets, row.epoch);
    let Some(row) = row.filter(holds).filter(|row| row.joined_at.is_some() && row.disabled_at.is_none()) else {
        return Ok(None);
    };
    let roles = roles_of(app.store.read(), row.id).await?;
    Ok(Some(Member { id: row.id, person_id: row.person_id, name: row.name, roles }))
}
