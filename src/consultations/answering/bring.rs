//! Bringing a colleague: by name and address, with a link of their own that can be revoked.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

use super::holder::{Seat, hold_seat};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{InviteeId, PersonId};
use crate::base::{EmailAddress, Language};
use crate::consultations::acts::Act;
use crate::consultations::letters::Asking;
use crate::consultations::post::post;
use crate::consultations::remind::stop_letters;
use crate::consultations::{AskingLetter, Part};
use crate::people::{self, Person};
use crate::store::DatabaseTransaction;
use crate::store::tables::consultation_invitees::{ActiveModel, Column, Entity, Model};

/// How many colleagues an organisation can bring, also when it revokes some: an open form for mail to anybody is no use.
pub(super) const MOST: u64 = 12;

/// Every letter that somebody whose link is revoked must not get any more.
const LETTERS: [AskingLetter; 7] = [
    AskingLetter::Request,
    AskingLetter::Reminder,
    AskingLetter::Extended,
    AskingLetter::NoTime,
    AskingLetter::Receipt,
    AskingLetter::Reaction,
    AskingLetter::Entered,
];

/// What came of bringing somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brought {
    /// A letter with their own link goes out.
    Done,
    /// They take part already.
    Known,
    /// The organisation brought as many as it can.
    Full,
    /// The reaction is published.
    Closed,
    /// The link opens nothing.
    Unknown,
}

/// Asks a colleague to write along for the same organisation, in `language` when we do not know them yet. Whose link was
/// revoked gets a new one.
///
/// # Errors
/// The database's.
pub async fn bring(
    app: &App,
    token: &str,
    (name, address, language): (&str, &EmailAddress, Language),
) -> anyhow::Result<Brought> {
    let tx = app.store.begin_write().await?;
    let Some(seat) = hold_seat(app, &tx, token).await? else { return Ok(Brought::Unknown) };
    if !seat.is_open() {
        return Ok(Brought::Closed);
    }
    let person = people::meet_and_lock(&tx, address, language, app.clock.now()).await?;
    if seat.invited.everybody.iter().any(|one| one.person_id == Some(person.id) && one.revoked_at.is_none()) {
        return Ok(Brought::Known);
    }
    let brought = Entity::find()
        .filter(Column::InvitationId.eq(seat.invited.row.id))
        .filter(Column::InvitedBy.is_not_null())
        .count(&tx)
        .await?;
    if brought >= MOST {
        return Ok(Brought::Full);
    }
    let invitee = seated(&tx, app, &seat, (person.id, name)).await?;
    write_to(&tx, app, &seat, (&invitee, &person)).await?;
    noted(tx, app, &seat, Act::Bring, invitee.id).await?;
    Ok(Brought::Done)
}

async fn seated(
    tx: &DatabaseTransaction,
    app: &App,
    seat: &Seat,
    (person, name): (PersonId, &str),
) -> anyhow::Result<Model> {
    let row = ActiveModel {
        invitation_id: Set(seat.invited.row.id),
        person_id: Set(Some(person)),
        name: Set(name.to_owned()),
        role: Set(String::new()),
        part: Set(Part::Member),
        made_at: Set(app.clock.now()),
        revoked_at: Set(None),
        invited_by: Set(Some(seat.invitee.id)),
        here_at: Set(None),
        here_question: Set(None),
        ..Default::default()
    };
    Ok(Entity::insert(row).exec_with_returning(tx).await?)
}

async fn write_to(
    tx: &DatabaseTransaction,
    app: &App,
    seat: &Seat,
    (invitee, person): (&Model, &Person),
) -> anyhow::Result<()> {
    let asking = Asking::about(app, tx, &seat.the).await?;
    let letter = asking.brought(&seat.invited, (invitee, person), &seat.invitee.name)?;
    post(tx, app, (invitee.id, person.id), AskingLetter::Request, &letter).await?;
    Ok(())
}

/// Takes the link of a colleague back, if this seat may: of whom it brought, and of every colleague for who may release.
/// What they wrote stays. Gives whether it did.
///
/// # Errors
/// The database's.
pub async fn revoke(app: &App, token: &str, colleague: InviteeId) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    let Some(seat) = hold_seat(app, &tx, token).await? else { return Ok(false) };
    if !seat.invited.invitees.iter().any(|(one, _)| one.id == colleague && seat.may_revoke(one)) {
        return Ok(false);
    }
    let row = ActiveModel { id: Set(colleague), revoked_at: Set(Some(app.clock.now())), ..Default::default() };
    Entity::update(row).exec(&tx).await?;
    stop_letters(&tx, app, (vec![colleague], &LETTERS)).await?;
    noted(tx, app, &seat, Act::Revoke, colleague).await?;
    Ok(true)
}

async fn noted(tx: DatabaseTransaction, app: &App, seat: &Seat, act: Act, about: InviteeId) -> anyhow::Result<()> {
    let note = Note::of(act, seat.the.row.id.0).with(format!("invitee {about}"));
    audit::record(&tx, app.clock.now(), Actor::Reader, note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(())
}
