//! Who was invited to a day for few, in every state, and who asks for a place in the course.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait as _, EntityTrait as _, Set};

use super::{at, attend, both, event, invent, person_of, publish};
use crate::app::App;
use crate::base::clock::days;
use crate::base::id::{EventId, MemberId, RegistrationId};
use crate::base::wall_time::date_of;
use crate::events::making::insert;
use crate::events::{EventAdmission, EventKind, InvitationDue, InvitationState, RegistrationState};
use crate::store::tables::{event_invitations, event_registrations};
use crate::store::{DatabaseTransaction, sql};

/// The numbers of the invented people.
const FROM: usize = 820;
const REGISTERED: usize = 6;
const STATES: [InvitationState; 14] = [
    InvitationState::Registered,
    InvitationState::Registered,
    InvitationState::Registered,
    InvitationState::Registered,
    InvitationState::Registered,
    InvitationState::Registered,
    InvitationState::Declined,
    InvitationState::Declined,
    InvitationState::Reminded,
    InvitationState::Reminded,
    InvitationState::Invited,
    InvitationState::Invited,
    InvitationState::Invited,
    InvitationState::Invited,
];
/// So many of the last were invited a moment ago: their letters are in the postbox.
const JUST_NOW: usize = 2;

/// An afternoon for chairs, by invitation only.
pub(super) async fn round_table(
    tx: &DatabaseTransaction,
    app: &App,
    by: MemberId,
    day: NaiveDate,
) -> anyhow::Result<()> {
    let (today, now) = (date_of(app.clock.now()), app.clock.now());
    let mut new = event("Bijscholing voor voorzitters", "Retraining for chairs", (today, day));
    new.kind = EventKind::Retraining;
    new.admission = EventAdmission::Invited;
    new.when = [at(day, (13, 0)), at(day, (17, 0))];
    new.lead = both(
        "Een middag over doorvragen, voor wie een overleg leidt.",
        "An afternoon about asking on, for who leads a meeting.",
    );
    new.about = both("Met een oefening en een acteur.", "With an exercise and an actor.");
    (new.capacity, new.asks_needs) = (20, false);
    let id = insert(tx, by, &new, now).await?;
    publish(tx, app, id).await?;
    attend(tx, app, id, (FROM, REGISTERED), &[]).await?;
    let long_ago = now.minus(days(9));
    for (number, state) in (FROM..).zip(STATES) {
        let (guest, person) = person_of(tx, app, number).await?;
        let is_new = number >= FROM + STATES.len() - JUST_NOW;
        let answers = matches!(state, InvitationState::Registered | InvitationState::Declined);
        let row = event_invitations::ActiveModel {
            event_id: Set(id),
            person_id: Set(Some(person)),
            name: Set(guest.name),
            organisation: Set(guest.organisation),
            state: Set(state),
            due: Set(if is_new { InvitationDue::Invitation } else { InvitationDue::Nothing }),
            reminders: Set(i64::from(state == InvitationState::Reminded)),
            sent_at: Set((!is_new).then_some(long_ago)),
            reminded_at: Set((state == InvitationState::Reminded).then(|| now.minus(days(3)))),
            answered_at: Set(answers.then(|| now.minus(days(8)))),
            registration_id: Set(registration(tx, id, person).await?),
            made_by: Set(by),
            made_at: Set(if is_new { now } else { long_ago }),
            ..Default::default()
        };
        event_invitations::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn registration(
    tx: &DatabaseTransaction,
    event: EventId,
    person: crate::base::id::PersonId,
) -> anyhow::Result<Option<RegistrationId>> {
    use sea_orm::{ColumnTrait as _, QueryFilter as _};
    let own = event_registrations::Entity::find()
        .filter(event_registrations::Column::EventId.eq(event))
        .filter(event_registrations::Column::PersonId.eq(person));
    Ok(own.one(tx).await?.map(|row| row.id))
}

/// Three people ask for a place in the course.
pub(super) async fn requests(tx: &DatabaseTransaction, app: &App, course: EventId) -> anyhow::Result<()> {
    for number in 800..803 {
        invent(tx, app, course, (number, RegistrationState::Waiting)).await?;
    }
    let ask = sql(
        tx,
        "UPDATE event_registrations SET approval = 'asked' WHERE event_id = ? AND state = 'waiting'",
        [course.0.into()],
    );
    tx.execute_raw(ask).await?;
    Ok(())
}
