//! Choosing whom to ask: organisations out of the register, with the people there and what each of them does.

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, NotSet, QueryFilter, QueryOrder, SelectExt, Set};

use super::Part;
use super::draft::touch;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, InvitationId, InviteeId, MemberId, OrganisationId};
use crate::base::wall_time::date_of;
use crate::base::words::fold;
use crate::consultations::acts::Act;
use crate::store::tables::{consultation_invitations, consultation_invitees, contacts, organisations, people};
use crate::store::{Class, DatabaseTransaction, class_of};

/// What came of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is so now.
    Done,
    /// Somebody else changed it since, or it is open by now.
    Overtaken,
}

/// Adds an organisation with its contacts of today.
///
/// # Errors
/// The database's.
pub async fn invite(
    app: &App,
    by: MemberId,
    the: (ConsultationId, i64),
    organisation: OrganisationId,
) -> anyhow::Result<Changed> {
    let tx = app.store.begin_write().await?;
    if !touch(&tx, app, by, the).await? {
        return Ok(Changed::Overtaken);
    }
    let there = organisations::Entity::find_by_id(organisation).filter(organisations::Column::EndedAt.is_null());
    if !there.exists(&tx).await? {
        return Ok(Changed::Overtaken);
    }
    let row = consultation_invitations::ActiveModel {
        consultation_id: Set(the.0),
        organisation_id: Set(organisation),
        made_at: Set(app.clock.now()),
        reminders: Set(0),
        declined_why: Set(String::new()),
        ..Default::default()
    };
    let made = match consultation_invitations::Entity::insert(row).exec(&tx).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Changed::Overtaken),
        made => made?.last_insert_id,
    };
    add_contacts(&tx, app, made, organisation).await?;
    noted(tx, app, by, Act::Invite, the.0, organisation.0).await
}

/// The contacts of an organisation today, each with a part. Somebody can always release: where nobody is secretary or
/// chair, the first contact does it.
async fn add_contacts(
    tx: &DatabaseTransaction,
    app: &App,
    invitation: InvitationId,
    organisation: OrganisationId,
) -> Result<(), DbErr> {
    let (now, today) = (app.clock.now(), date_of(app.clock.now()).to_string());
    let rows = contacts::Entity::find()
        .filter(contacts::Column::OrganisationId.eq(organisation))
        .filter(contacts::Column::FromOn.lte(today.as_str()))
        .filter(contacts::Column::UntilOn.is_null().or(contacts::Column::UntilOn.gte(today.as_str())))
        .order_by_asc(contacts::Column::Id)
        .all(tx)
        .await?;
    let mut parts: Vec<Part> = rows.iter().map(|row| part_of(&row.role)).collect();
    if parts.iter().all(|part| *part == Part::Member)
        && let Some(first) = parts.first_mut()
    {
        *first = Part::Secretary;
    }
    for (row, part) in rows.iter().zip(parts) {
        let Some(person) = people::Entity::find_by_id(row.person_id).one(tx).await? else { continue };
        let name = if person.name.is_empty() { person.address } else { person.name };
        let invitee = consultation_invitees::ActiveModel {
            invitation_id: Set(invitation),
            person_id: Set(Some(row.person_id)),
            name: Set(name),
            role: Set(row.role.clone()),
            part: Set(part),
            made_at: Set(now),
            ..Default::default()
        };
        consultation_invitees::Entity::insert(invitee).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// What somebody will do, by what they are called there.
fn part_of(role: &str) -> Part {
    let role = fold(role);
    if role.contains("voorzit") || role.contains("chair") {
        Part::Chair
    } else if role.contains("secretar") {
        Part::Secretary
    } else {
        Part::Member
    }
}

/// Takes an organisation out again.
///
/// # Errors
/// The database's.
pub async fn uninvite(
    app: &App,
    by: MemberId,
    the: (ConsultationId, i64),
    invitation: InvitationId,
) -> anyhow::Result<Changed> {
    let tx = app.store.begin_write().await?;
    if !touch(&tx, app, by, the).await? {
        return Ok(Changed::Overtaken);
    }
    if is_in(&tx, the.0, invitation).await? {
        let people = consultation_invitees::Column::InvitationId.eq(invitation);
        consultation_invitees::Entity::delete_many().filter(people).exec(&tx).await?;
        consultation_invitations::Entity::delete_by_id(invitation).exec(&tx).await?;
    }
    noted(tx, app, by, Act::Uninvite, the.0, invitation.0).await
}

/// Whether an invitation is one of a consultation.
async fn is_in(tx: &DatabaseTransaction, id: ConsultationId, invitation: InvitationId) -> Result<bool, DbErr> {
    let found = consultation_invitations::Entity::find_by_id(invitation);
    found.filter(consultation_invitations::Column::ConsultationId.eq(id)).exists(tx).await
}

/// Says what people do for an organisation, and who of them is not asked (`None`).
///
/// # Errors
/// The database's.
pub async fn set_parts(
    app: &App,
    by: MemberId,
    the: (ConsultationId, i64),
    (invitation, parts): (InvitationId, &[(InviteeId, Option<Part>)]),
) -> anyhow::Result<Changed> {
    let tx = app.store.begin_write().await?;
    if !touch(&tx, app, by, the).await? {
        return Ok(Changed::Overtaken);
    }
    let is_own = is_in(&tx, the.0, invitation).await?;
    for (invitee, part) in parts.iter().filter(|_| is_own) {
        use consultation_invitees::{ActiveModel, Column, Entity};
        let revoked_at = Set(part.is_none().then_some(app.clock.now()));
        let set = ActiveModel { part: part.map_or(NotSet, Set), revoked_at, ..Default::default() };
        let who = Entity::update_many().filter(Column::Id.eq(*invitee)).filter(Column::InvitationId.eq(invitation));
        who.set(set).exec(&tx).await?;
    }
    noted(tx, app, by, Act::Parts, the.0, invitation.0).await
}

async fn noted(
    tx: DatabaseTransaction,
    app: &App,
    by: MemberId,
    act: Act,
    id: ConsultationId,
    about: i64,
) -> anyhow::Result<Changed> {
    let note = Note::of(act, id.0).with(about.to_string());
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Changed::Done)
}
