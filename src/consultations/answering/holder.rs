//! Who holds a link.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::app::App;
use crate::base::Purpose;
use crate::base::id::InviteeId;
use crate::consultations::consultation::Consultation;
use crate::consultations::find::{self, Invited, Invitee};
use crate::consultations::{ConsultationState, Part};
use crate::people;
use crate::store::DatabaseTransaction;
use crate::store::tables::{consultation_invitations, consultation_invitees, consultations};

/// Somebody in front of a consultation.
#[derive(Clone, Debug)]
pub(in crate::consultations) struct Seat {
    pub(in crate::consultations) invitee: Invitee,
    pub(in crate::consultations) invited: Invited,
    pub(in crate::consultations) the: Consultation,
}

impl Seat {
    /// Whether they may release for their organisation.
    pub(in crate::consultations) fn may_release(&self) -> bool {
        self.invitee.part != Part::Member
    }

    /// Whether something can still be written.
    pub(in crate::consultations) fn is_open(&self) -> bool {
        self.the.row.state == ConsultationState::Open
    }

    /// Whether they may take the link of a colleague back: never their own, and of nobody out of the register.
    pub(in crate::consultations) fn may_revoke(&self, one: &Invitee) -> bool {
        one.id != self.invitee.id && one.invited_by.is_some_and(|by| by == self.invitee.id || self.may_release())
    }

    /// The name of somebody of the organisation.
    pub(in crate::consultations) fn name_of(&self, id: InviteeId) -> &str {
        self.invited.everybody.iter().find(|one| one.id == id).map_or("", |one| one.name.as_str())
    }
}

/// Who holds a token: one of ours, of somebody who is still asked, in a consultation that was opened.
pub(in crate::consultations) async fn seat(
    app: &App,
    on: &impl ConnectionTrait,
    token: &str,
) -> anyhow::Result<Option<Seat>> {
    let Some((person, subject)) = people::holder_of(app, on, Purpose::Answer, token).await? else { return Ok(None) };
    let invitee = consultation_invitees::Entity::find_by_id(InviteeId(subject)).one(on).await?;
    let is_theirs = |one: &Invitee| one.person_id == Some(person.id) && one.revoked_at.is_none();
    let Some(invitee) = invitee.filter(is_theirs) else { return Ok(None) };
    let Some(asked) = find::one_invited(on, invitee.invitation_id).await? else { return Ok(None) };
    let the = find::consultation(on, asked.row.consultation_id).await?;
    let was_opened = |the: &Consultation| the.row.opened_at.is_some();
    Ok(the.filter(was_opened).map(|the| Seat { invitee, invited: asked, the }))
}

/// The same, with the row of the organisation held: releasing, declining and reminding come one after the other.
pub(in crate::consultations) async fn hold_seat(
    app: &App,
    tx: &DatabaseTransaction,
    token: &str,
) -> anyhow::Result<Option<Seat>> {
    let Some(found) = seat(app, tx, token).await? else { return Ok(None) };
    // The consultation before its organisations, as everywhere: publishing and extending wait for us, or we see what they
    // did; releases of others do not wait.
    consultations::Entity::find_by_id(found.the.row.id).lock_shared().one(tx).await?;
    let (row, same) = (consultation_invitations::Column::Id, consultation_invitations::Column::Reminders);
    let hold = consultation_invitations::Entity::update_many().col_expr(same, Expr::col(same));
    hold.filter(row.eq(found.invited.row.id)).exec(tx).await?;
    seat(app, tx, token).await
}
