//! The update of a consultation, which only finds it where it stands.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};

use super::ConsultationState;
use crate::base::id::ConsultationId;
use crate::store::tables::consultations::{Column, Entity};

/// The update of a consultation that is in one of these states: of two who act on it at once, one wins.
pub(super) fn turn(id: ConsultationId, states: &[ConsultationState]) -> UpdateMany<Entity> {
    Entity::update_many().filter(Column::Id.eq(id)).filter(Column::State.is_in(states.iter().copied()))
}
