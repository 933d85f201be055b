//! A study day for which kinds of organisations have numbers of their own: one is full with people who wait, one nearly so.

use chrono::NaiveDate;

use super::{both, event, invent, kind_of, publish};
use crate::app::App;
use crate::base::id::MemberId;
use crate::base::wall_time::date_of;
use crate::events::RegistrationState;
use crate::events::capacity::{self, Place};
use crate::events::making::insert;
use crate::events::waiting::join_line;
use crate::organisations::OrganisationKind;
use crate::store::DatabaseTransaction;

/// The numbers of the invented people: eight of each organisation.
const FROM: usize = 1_100;
const MANY: usize = 40;
const LIMITS: [(OrganisationKind, i64); 3] = [
    (OrganisationKind::SafetyRegion, 9),
    (OrganisationKind::Municipality, 6),
    (OrganisationKind::EnvironmentService, 20),
];

pub(super) async fn study_day(tx: &DatabaseTransaction, app: &App, by: MemberId, day: NaiveDate) -> anyhow::Result<()> {
    let (today, now) = (date_of(app.clock.now()), app.clock.now());
    let mut new = event("Studiedag elektrisch vervoer", "Study day on electric transport", (today, day));
    new.lead = both(
        "Wat laadpleinen en e-bussen vragen van wie adviseert.",
        "What charging plazas and electric buses ask of who gives advice.",
    );
    new.about = both(
        "Van elke soort organisatie kan een aantal mensen komen, zodat wij met elkaar in gesprek raken.",
        "A number of people of each kind of organisation can come, so that we talk with one another.",
    );
    (new.capacity, new.asks_needs) = (60, false);
    let id = insert(tx, by, &new, now).await?;
    publish(tx, app, id).await?;
    for limit in LIMITS {
        capacity::make_kind(tx, id, limit, (0, 0)).await?;
    }
    let pools = capacity::hold(tx, id).await?;
    for number in FROM..FROM + MANY {
        let Some(place) = Place::of_day(&pools, Some(kind_of(number))) else { continue };
        if place.claim(tx).await? {
            invent(tx, app, id, (number, RegistrationState::Registered)).await?;
        } else if place.join(tx).await? {
            let waiting = invent(tx, app, id, (number, RegistrationState::Waiting)).await?;
            join_line(tx, (id, place.pool()), waiting, now).await?;
        }
    }
    Ok(())
}
