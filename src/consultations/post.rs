//! Handing the letters of this room to the ledger, in the transaction of the act.

use anyhow::Context as _;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Set};

use super::AskingLetter;
use super::consultation::Consultation;
use super::find::{Invited, Invitee};
use super::letters::Asking;
use crate::app::App;
use crate::base::id::{InviteeId, MemberId, PersonId, SendingId};
use crate::mail::{Frozen, Letter};
use crate::people::{self, Person};
use crate::store::DatabaseTransaction;
use crate::store::tables::consultation_letters;
use crate::{centre, delivery};

/// Whom a letter goes to.
pub(super) type To = (InviteeId, PersonId);

/// Somebody who is asked at an organisation and can be written to.
pub(super) type Addressee<'a> = (&'a Invited, &'a Invitee, Person);

impl<'a> Asking<'a> {
    /// What the letters of a consultation are made with.
    pub(super) async fn about(
        app: &'a App,
        on: &impl ConnectionTrait,
        the: &'a Consultation,
    ) -> anyhow::Result<Asking<'a>> {
        let centre = centre::current(on).await?.context("there is no centre yet")?;
        Ok(Self { app, centre, the, contact: contact_of(on, the.row.contact_id).await? })
    }
}

/// The name of a member of staff, for letters.
async fn contact_of(on: &impl ConnectionTrait, id: MemberId) -> anyhow::Result<String> {
    Ok(crate::staff::names(on).await?.remove(&id).unwrap_or_default())
}

/// Who is asked at organisations and can be written to.
pub(super) async fn addressees<'a>(
    on: &impl ConnectionTrait,
    invited: impl IntoIterator<Item = &'a Invited>,
) -> Result<Vec<Addressee<'a>>, DbErr> {
    let reachable = |one: &'a Invited| {
        let some = one.invitees.iter().filter(|(_, is_reachable)| *is_reachable);
        some.filter_map(move |(invitee, _)| Some((one, invitee, invitee.person_id?)))
    };
    let all: Vec<_> = invited.into_iter().flat_map(reachable).collect();
    let known = people::by_ids(on, all.iter().map(|(.., person)| *person)).await?;
    Ok(all.into_iter().filter_map(|(one, invitee, id)| Some((one, invitee, known.get(&id)?.clone()))).collect())
}

/// Renders a letter, hands it to the ledger and keeps which one it was.
pub(super) async fn post(
    tx: &DatabaseTransaction,
    app: &App,
    to: To,
    kind: AskingLetter,
    letter: &Letter,
) -> anyhow::Result<SendingId> {
    tx.renders();
    post_ready(tx, app, to, kind, letter.freeze()?).await
}

/// The same with one that was rendered before the transaction began.
pub(super) async fn post_ready(
    tx: &DatabaseTransaction,
    app: &App,
    (invitee, person): To,
    kind: AskingLetter,
    letter: Frozen,
) -> anyhow::Result<SendingId> {
    let label = match kind {
        AskingLetter::Request => "consultations.request",
        AskingLetter::Reminder => "consultations.reminder",
        AskingLetter::Extended => "consultations.extended",
        AskingLetter::NoTime => "consultations.no_time",
        AskingLetter::Receipt => "consultations.receipt",
        AskingLetter::Reaction => "consultations.reaction",
        AskingLetter::Entered => "consultations.entered",
    };
    let sending = delivery::post_frozen(tx, app, person, label, letter).await?;
    let (sending_id, invitee_id, at) = (Set(sending), Set(invitee), Set(app.clock.now()));
    let keep = consultation_letters::ActiveModel { sending_id, invitee_id, kind: Set(kind), at };
    consultation_letters::Entity::insert(keep).exec_without_returning(tx).await?;
    Ok(sending)
}
