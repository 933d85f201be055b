//! The members, for administrators.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{Ask, name_in};
use crate::app::App;
use crate::audit::Actor;
use crate::base::EmailAddress;
use crate::base::id::MemberId;
use crate::staff::invite::{Invitation, Renewal};
use crate::staff::{self, Listed, Member, Role, Steered, pages, texts};
use crate::web::components::Tone;
use crate::web::{Asked, Failure, Filled, Form, Frame, Path};

/// Lists them.
pub(super) async fn list(
    State(app): State<App>,
    frame: Frame,
    Asked(ask): Asked<Ask>,
) -> Result<impl IntoResponse, Failure> {
    let members = staff::members(&app).await?;
    Ok(pages::members::list(&frame, &members, ask.word(frame.language)))
}

/// Shows the form that invites.
pub(super) async fn show_invite(frame: Frame) -> impl IntoResponse {
    pages::members::invite(&frame, &Form::empty())
}

/// Invites somebody.
pub(super) async fn invite(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let language = frame.language;
    let name = name_in(&mut form, language);
    let address =
        form.read("address", |text| EmailAddress::parse(text).map_err(|_| texts::need_address(language).to_owned()));
    let roles = roles_in(&form);
    if roles.is_empty() {
        form.fault("roles", texts::need_role(language));
    }
    if let (Some(name), Some(address), true) = (name, address, form.is_clean()) {
        match staff::invite(&app, Actor::Member(member.id), &address, &name, &roles).await? {
            Invitation::Invited(_) => return Ok(Redirect::to("/beheer/medewerkers?gelukt=uitgenodigd").into_response()),
            Invitation::AlreadyMember(_) => form.fault("address", texts::already_member(language)),
            Invitation::NoSender => form.fault("address", texts::no_sender(language)),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::members::invite(&frame, &form)).into_response())
}

/// Shows one.
pub(super) async fn one(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<MemberId>,
    Asked(ask): Asked<Ask>,
) -> Result<Response, Failure> {
    let shown = find(&app, id).await?;
    let page = pages::members::one(&frame, &shown, &form_of(&shown), shown.id == member.id, ask.word(frame.language));
    Ok(page.into_response())
}

/// Changes roles.
pub(super) async fn change_roles(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<MemberId>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let shown = find(&app, id).await?;
    let roles = roles_in(&form);
    if roles.is_empty() {
        form.fault("roles", texts::need_role(frame.language));
        let page = pages::members::one(&frame, &shown, &form, shown.id == member.id, None);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let steered = staff::change_roles(&app, &member, shown.id, &roles).await?;
    Ok(after(&frame, &member, &shown, steered, "rollen"))
}

/// Sends a new invitation.
pub(super) async fn renew(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<MemberId>,
) -> Result<Response, Failure> {
    let shown = find(&app, id).await?;
    let renewal = staff::renew(&app, &member, shown.id).await?;
    if renewal == Renewal::NotFound {
        return Err(Failure::NotFound);
    }
    Ok(match texts::not_renewed(frame.language, renewal) {
        Some(why) => not_done(&frame, &member, &shown, why),
        None => done(&shown, "uitgenodigd"),
    })
}

/// Disables at once.
pub(super) async fn disable(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<MemberId>,
) -> Result<Response, Failure> {
    let shown = find(&app, id).await?;
    let steered = staff::disable(&app, &member, shown.id).await?;
    Ok(after(&frame, &member, &shown, steered, "uitgeschakeld"))
}

/// Enables again.
pub(super) async fn enable(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<MemberId>,
) -> Result<Response, Failure> {
    let shown = find(&app, id).await?;
    let steered = staff::enable(&app, &member, shown.id).await?;
    Ok(after(&frame, &member, &shown, steered, "ingeschakeld"))
}

async fn find(app: &App, id: MemberId) -> Result<Listed, Failure> {
    staff::listed(app, id).await?.ok_or(Failure::NotFound)
}

fn after(frame: &Frame, member: &Member, shown: &Listed, steered: Steered, word: &str) -> Response {
    match texts::refused(frame.language, steered) {
        Some(why) => not_done(frame, member, shown, why),
        None => done(shown, word),
    }
}

fn done(shown: &Listed, word: &str) -> Response {
    Redirect::to(&format!("/beheer/medewerkers/{}?gelukt={word}", shown.id)).into_response()
}

fn not_done(frame: &Frame, member: &Member, shown: &Listed, why: &'static str) -> Response {
    let is_me = shown.id == member.id;
    let page = pages::members::one(frame, shown, &form_of(shown), is_me, Some((Tone::Bad, why)));
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

fn form_of(shown: &Listed) -> Form {
    let mut form = Form::empty();
    for role in &shown.roles {
        form.add("roles", role.word());
    }
    form
}

fn roles_in(form: &Form) -> Vec<Role> {
    form.values("roles").into_iter().filter_map(Role::from_word).collect()
}
