//! Opening: what was approved goes out, a letter with a link of their own to everybody who is asked.

use anyhow::Context as _;
use sea_orm::ConnectionTrait;

use super::AskingLetter;
use super::approve::lacks;
use super::find::{self, Invited, Invitee};
use super::letters::Asking;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, MemberId, PersonId, SendingId};
use crate::consultations::acts::Act;
use crate::mail::Letter;
use crate::people::{self, Person};
use crate::store::DatabaseTransaction;
use crate::store::sql;
use crate::{centre, delivery};

/// What came of opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// So many letters go out.
    Done(usize),
    /// Something has to be solved first: somebody can no longer be reached, the term is over.
    Lacking,
    /// It is no longer what was approved, or somebody was first.
    TooLate,
}

/// Opens an approved consultation. The letters stand in the ledger when it is open, or it is not open.
///
/// # Errors
/// The database's.
pub async fn open(app: &App, by: MemberId, id: ConsultationId) -> anyhow::Result<Opened> {
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let update = sql(
        &tx,
        "UPDATE consultations SET state = 'open', opened_at = ? WHERE id = ? AND state = 'approved'",
        [now.into(), id.into()],
    );
    if tx.execute_raw(update).await?.rows_affected() == 0 {
        return Ok(Opened::TooLate);
    }
    let Some(the) = find::consultation(&tx, id).await? else { return Ok(Opened::TooLate) };
    let invited = find::invited(&tx, id).await?;
    if the.row.approved_hash.as_deref() != Some(find::hash_of(&the, &invited).as_str()) {
        return Ok(Opened::TooLate);
    }
    if !lacks(&the, &invited, now).is_empty() {
        return Ok(Opened::Lacking);
    }
    let centre = centre::current(&tx).await?.context("there is no centre yet")?;
    let contact = contact_of(&tx, the.row.contact_id).await?;
    let asking = Asking { app, centre: &centre, the: &the, contact: &contact };
    let sent =
        sql(&tx, "UPDATE consultation_invitations SET sent_at = ? WHERE consultation_id = ?", [now.into(), id.into()]);
    tx.execute_raw(sent).await?;
    let mut many = 0;
    for one in &invited {
        for (invitee, person) in addressees(&tx, one).await? {
            let letter = asking.request(one, &invitee, &person)?;
            post(&tx, app, (&invitee, person.id), AskingLetter::Request, &letter).await?;
            many += 1;
        }
    }
    let note = Note::of(Act::Open, id.0).with(format!("{many} letters"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Opened::Done(many))
}

/// The name of a member of staff, for letters.
pub(super) async fn contact_of(on: &impl ConnectionTrait, id: MemberId) -> anyhow::Result<String> {
    Ok(crate::staff::names(on).await?.remove(&id).unwrap_or_default())
}

/// Who is asked at an organisation and can be written to.
pub(super) async fn addressees(tx: &DatabaseTransaction, one: &Invited) -> anyhow::Result<Vec<(Invitee, Person)>> {
    let mut found = Vec::new();
    for (invitee, _) in one.invitees.iter().filter(|(_, reachable)| *reachable) {
        let Some(id) = invitee.person_id else { continue };
        if let Some(person) = people::by_id(tx, id).await? {
            found.push((invitee.clone(), person));
        }
    }
    Ok(found)
}

/// Hands a letter to the ledger and keeps which one it was.
pub(super) async fn post(
    tx: &DatabaseTransaction,
    app: &App,
    (invitee, person): (&Invitee, PersonId),
    kind: AskingLetter,
    letter: &Letter,
) -> anyhow::Result<SendingId> {
    let label = match kind {
        AskingLetter::Request => "consultations.request",
        AskingLetter::Reminder => "consultations.reminder",
        AskingLetter::Extended => "consultations.extended",
        AskingLetter::Receipt => "consultations.receipt",
        AskingLetter::Reaction => "consultations.reaction",
        AskingLetter::Entered => "consultations.entered",
    };
    let sending = delivery::post_later(tx, app, person, label, letter).await?;
    let keep = sql(
        tx,
        "INSERT INTO consultation_letters (sending_id, invitee_id, kind, at) VALUES (?, ?, ?, ?)",
        [sending.into(), invitee.id.into(), kind.word().into(), app.clock.now().into()],
    );
    tx.execute_raw(keep).await?;
    Ok(sending)
}

/// Holds an open consultation until the transaction ends: reminding, splitting, weighing and publishing come one
/// after the other.
pub(super) async fn hold_open(tx: &DatabaseTransaction, id: ConsultationId) -> anyhow::Result<bool> {
    let hold = sql(tx, "UPDATE consultations SET given = given WHERE id = ? AND state = 'open'", [id.into()]);
    Ok(tx.execute_raw(hold).await?.rows_affected() == 1)
}
