//! Somebody whom staff add: through the same claim as everybody else, so nobody is let in over the capacity unseen.

use super::super::capacity::{self, Place};
use super::super::find::{self, Registration, Scene};
use super::super::guest::Guest;
use super::super::quota::Kinds;
use super::super::record::{self, Origin, note, post};
use super::super::waiting::join_line;
use crate::app::App;
use crate::audit::Actor;
use crate::base::id::{EventId, MemberId, RegistrationId};
use crate::base::{EmailAddress, Language};
use crate::events::{EventApproval, EventState, RegistrationState};
use crate::people;
use crate::store::again;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// Has a place.
    Registered(RegistrationId),
    /// Waits: all places are taken, or others wait already.
    Waiting(RegistrationId),
    /// All places are taken, and the waiting list is closed.
    Full,
    /// Was registered already.
    Already,
    /// Asked for a place, and nobody decided yet.
    Asks,
    /// The event is a draft, over or called off.
    Closed,
}

/// Adds somebody, also before registration opens and after it closed.
///
/// # Errors
/// The database's.
pub async fn add_by_hand(
    app: &App,
    by: MemberId,
    event: EventId,
    (guest, address, language): (&Guest, &EmailAddress, Language),
) -> anyhow::Result<Added> {
    let kinds = Kinds::of(app, event).await?;
    add(app, by, event, (&kinds.seen(guest), address, language)).await
}

/// The same with somebody whose kind was looked up.
pub(in crate::events) async fn add(
    app: &App,
    by: MemberId,
    event: EventId,
    (guest, address, language): (&Guest, &EmailAddress, Language),
) -> anyhow::Result<Added> {
    again(|| add_once(app, by, event, (guest, address, language))).await
}

async fn add_once(
    app: &App,
    by: MemberId,
    event: EventId,
    (guest, address, language): (&Guest, &EmailAddress, Language),
) -> anyhow::Result<Added> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let pools = capacity::hold(&tx, event).await?;
    let Some(scene) = Scene::of(&tx, event, now).await? else { return Ok(Added::Closed) };
    let Some(place) = Place::of_day(&pools, guest.kind) else { return Ok(Added::Closed) };
    if scene.event.state != EventState::Open || now >= scene.event.ends_at {
        return Ok(Added::Closed);
    }
    super::super::begin::sweep_event(&tx, app, &scene.event).await?;
    let person = people::meet(&tx, address, language, now).await?;
    let has_place = place.claim(&tx).await?;
    let state = if has_place { RegistrationState::Registered } else { RegistrationState::Waiting };
    let draft = record::draft(app, event, (guest, address, language), (state, Origin::Staff));
    if let Some(live) = find::live(&tx, event, person.id, &draft.name_key).await? {
        return Ok(if live.approval == EventApproval::Asked { Added::Asks } else { Added::Already });
    }
    if !has_place && !scene.event.offers(now) {
        return Ok(Added::Full);
    }
    let desk = scene.desk(app);
    let draft = Registration { items: desk.items(), ..draft };
    let row = record::write(&tx, &draft, person.id).await?;
    super::super::inviting::registered(&tx, app, (event, None), &row).await?;
    let actor = Actor::Member(by);
    let added = if has_place {
        let sent = post(&tx, app, &row, desk.ticket(&row, &[], None)?).await?;
        record::keep_sending(&tx, row.id, sent).await?;
        for letter in desk.invitations(&row, &address.wire(), now)? {
            post(&tx, app, &row, letter).await?;
        }
        note(&tx, app, actor, "registration.register", row.id, "staff").await?;
        Added::Registered(row.id)
    } else {
        place.join(&tx).await?;
        join_line(&tx, (event, place.pool()), row.id, now).await?;
        post(&tx, app, &row, desk.waiting(&row, None)?).await?;
        note(&tx, app, actor, "registration.wait", row.id, "staff").await?;
        Added::Waiting(row.id)
    };
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(added)
}
