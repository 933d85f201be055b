//! Written by `events` only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{
    Instant,
    id::{EventLetterId, RegistrationId, SendingId},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "event_letter_people")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub letter_id: EventLetterId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub registration_id: RegistrationId,
    pub told_at: Option<Instant>,
    pub sending_id: Option<SendingId>,
}

without_relations!();
