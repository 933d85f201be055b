//! For which kind of organisation somebody counts whom staff bring.

use sea_orm::DbErr;

use super::of::Register;
use crate::app::App;
use crate::base::id::EventId;
use crate::base::wall_time::date_of;
use crate::events::capacity;
use crate::events::guest::Guest;

/// What the register says of kinds, where an event has limits for them.
pub(in crate::events) struct Kinds(Option<Register>);

impl Kinds {
    /// Of an event. Read before a transaction begins.
    pub(in crate::events) async fn of(app: &App, event: EventId) -> Result<Self, DbErr> {
        let on = app.store.read();
        let is_limited = !capacity::kinds(on, event).await?.is_empty();
        let register = if is_limited { Some(Register::on(on, date_of(app.clock.now())).await?) } else { None };
        Ok(Self(register))
    }

    /// Somebody with the kind that they count for.
    pub(in crate::events) fn seen(&self, guest: &Guest) -> Guest {
        let kind = self.0.as_ref().and_then(|register| register.kind_at(&guest.address));
        Guest { kind: kind.or(guest.kind), ..guest.clone() }
    }
}
