//! Choosing whom to ask: organisations out of the register, with the people there and what each of them does.

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::Part;
use super::draft::touch;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, InvitationId, InviteeId, MemberId, OrganisationId};
use crate::base::wall_time::date_of;
use crate::base::words::fold;
use crate::consultations::acts::Act;
use crate::store::DatabaseTransaction;
use crate::store::tables::{contacts, people};
use crate::store::{Class, class_of, sql};

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
    let insert = sql(
        &tx,
        "INSERT INTO consultation_invitations (consultation_id, organisation_id, made_at, reminders, declined_why)
         SELECT ?, id, ?, 0, '' FROM organisations WHERE id = ? AND ended_at IS NULL RETURNING id",
        [the.0.into(), app.clock.now().into(), organisation.into()],
    );
    let row = match tx.query_one_raw(insert).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Changed::Overtaken),
        row => row?,
    };
    let Some(row) = row else { return Ok(Changed::Overtaken) };
    add_contacts(&tx, app, row.try_get("", "id")?, organisation).await?;
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
        let insert = sql(
            tx,
            "INSERT INTO consultation_invitees (invitation_id, person_id, name, role, part, made_at) VALUES (?, ?, ?, ?, ?, ?)",
            [
                invitation.into(),
                row.person_id.into(),
                name.into(),
                row.role.as_str().into(),
                part.word().into(),
                now.into(),
            ],
        );
        tx.execute_raw(insert).await?;
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
    let people = sql(
        &tx,
        "DELETE FROM consultation_invitees WHERE invitation_id IN
           (SELECT id FROM consultation_invitations WHERE id = ? AND consultation_id = ?)",
        [invitation.into(), the.0.into()],
    );
    tx.execute_raw(people).await?;
    let gone = sql(
        &tx,
        "DELETE FROM consultation_invitations WHERE id = ? AND consultation_id = ?",
        [invitation.into(), the.0.into()],
    );
    tx.execute_raw(gone).await?;
    noted(tx, app, by, Act::Uninvite, the.0, invitation.0).await
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
    for (invitee, part) in parts {
        let update = sql(
            &tx,
            "UPDATE consultation_invitees SET part = COALESCE(?, part), revoked_at = ?
             WHERE id = ? AND invitation_id = ? AND invitation_id IN
               (SELECT id FROM consultation_invitations WHERE consultation_id = ?)",
            [
                part.map(Part::word).into(),
                part.is_none().then_some(app.clock.now()).into(),
                (*invitee).into(),
                invitation.into(),
                the.0.into(),
            ],
        );
        tx.execute_raw(update).await?;
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
