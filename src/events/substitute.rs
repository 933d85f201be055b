//! Sending a colleague: the place and the sessions go to somebody else. No capacity changes, so it works when all is full.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::capacity;
use super::find::{self, Registration, Scene};
use super::guest::Guest;
use super::record::{self, Origin, note, post};
use super::waiting::{drop_turn, settle};
use crate::app::App;
use crate::audit::Actor;
use crate::base::id::RegistrationId;
use crate::base::{EmailAddress, Instant};
use crate::people;
use crate::store::DatabaseTransaction;
use crate::store::again;
use crate::store::tables::event_choices;
use crate::store::tables::event_registrations::{ActiveModel, Column};
use crate::store::tables::states::{EventState, RegistrationState, WaitingState};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Substituted {
    /// The colleague has the place.
    Done,
    /// The colleague has a place or waits already.
    Already,
    /// Only certain mail domains may come.
    NotAdmitted,
    /// There is no place to give, or the event has begun.
    TooLate,
}

/// Gives the place of a registration to a colleague: a new code, a new item for the calendar; needs do not go along.
///
/// # Errors
/// The database's.
pub async fn substitute(
    app: &App,
    id: RegistrationId,
    actor: Actor,
    (guest, address): (&Guest, &EmailAddress),
) -> anyhow::Result<Substituted> {
    again(|| substitute_once(app, id, actor, (guest, address))).await
}

async fn substitute_once(
    app: &App,
    id: RegistrationId,
    actor: Actor,
    (guest, address): (&Guest, &EmailAddress),
) -> anyhow::Result<Substituted> {
    let now = app.clock.now();
    let Some(seen) = find::registration(app.store.read(), id).await? else { return Ok(Substituted::TooLate) };
    let tx = app.store.begin_write().await?;
    capacity::hold(&tx, seen.event_id).await?;
    let Some(scene) = Scene::of(&tx, seen.event_id, now).await? else { return Ok(Substituted::TooLate) };
    let Some(row) = find::registration(&tx, id).await? else { return Ok(Substituted::TooLate) };
    let is_off = scene.event.state != EventState::Open;
    if is_off || now >= scene.event.starts_at || row.state != RegistrationState::Registered {
        return Ok(Substituted::TooLate);
    }
    if !scene.event.admits(address) {
        return Ok(Substituted::NotAdmitted);
    }
    let person = people::meet(&tx, address, row.language, now).await?;
    let as_who = (guest, address, row.language);
    let mut draft =
        record::draft(app, row.event_id, as_who, (RegistrationState::Registered, Origin::Colleague(row.id)));
    draft.items = scene.desk(app).items();
    // The place stays counted where it was.
    draft.kind = row.kind;
    if find::live(&tx, row.event_id, person.id, &draft.name_key).await?.is_some() {
        return Ok(Substituted::Already);
    }
    end_old(&tx, id, now).await?;
    super::asking::forget(&tx, id).await?;
    let new = record::write(&tx, &draft, person.id).await?;
    let moved = event_choices::ActiveModel { registration_id: Set(new.id), ..Default::default() };
    let own = event_choices::Entity::update_many().filter(event_choices::Column::RegistrationId.eq(id));
    own.set(moved).exec(&tx).await?;
    note(&tx, app, actor, "registration.replace", id, format!("by={}", new.id)).await?;
    note(&tx, app, actor, "registration.register", new.id, format!("for={id}")).await?;
    super::inviting::passed_on(&tx, (id, &new), now).await?;
    tell_both(&tx, app, &scene, (&row, &new), address).await?;
    for turn in find::open_turns(&tx, id).await? {
        drop_turn(&tx, &turn, WaitingState::Left, now).await?;
        settle(&tx, app, &scene.event, turn.pool_id).await?;
    }
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Substituted::Done)
}

async fn end_old(tx: &impl ConnectionTrait, id: RegistrationId, now: Instant) -> Result<(), DbErr> {
    let replaced = record::ended(RegistrationState::Replaced, "colleague", now);
    record::update(id, &[RegistrationState::Registered])
        .set(ActiveModel { needs: Set(String::new()), ..replaced })
        .col_expr(Column::Epoch, Expr::col(Column::Epoch).add(1))
        .col_expr(Column::Sequence, Expr::col(Column::Sequence).add(1))
        .exec(tx)
        .await
        .map(drop)
}

async fn tell_both(
    tx: &DatabaseTransaction,
    app: &App,
    scene: &Scene,
    (old, new): (&Registration, &Registration),
    address: &EmailAddress,
) -> anyhow::Result<()> {
    let (desk, now) = (scene.desk(app), app.clock.now());
    let chosen = find::choices(tx, new.id).await?;
    let sent = post(tx, app, new, desk.ticket(new, &chosen, Some(&old.name))?).await?;
    record::keep_sending(tx, new.id, sent).await?;
    for letter in desk.invitations(new, &address.wire(), now)? {
        post(tx, app, new, letter).await?;
    }
    if let Some(to) = find::address_of(tx, old).await? {
        let later = Registration { sequence: old.sequence + 1, ..old.clone() };
        post(tx, app, old, desk.replaced(&later, (&new.name, &to), now)?).await?;
        for letter in desk.withdrawals(&later, &to, now)? {
            post(tx, app, old, letter).await?;
        }
    }
    Ok(())
}
