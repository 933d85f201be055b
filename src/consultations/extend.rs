//! Extending: a later deadline for everybody at once, in the pages, the links and the letters.
//!
//! A letter that is frozen is never edited. A request or reminder that has not left yet is stopped, and its person gets one
//! with the new date; whoever had the old one gets one correction.

use std::time::Duration;

use anyhow::Context as _;
use sea_orm::ConnectionTrait;

use super::consultation::{Consultation, Deadline};
use super::find::{self, Invited, Standing};
use super::letters::Asking;
use super::open::{addressees, contact_of, post};
use super::remind::stop_letters;
use super::{AskingLetter, ConsultationState};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::days;
use crate::base::id::{ConsultationId, MemberId};
use crate::centre;
use crate::consultations::acts::Act;
use crate::store::{DatabaseTransaction, sql};

/// The longest term from now.
const LONGEST: Duration = days(366);

/// What came of extending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extended {
    /// So many letters tell it.
    Done(usize),
    /// The new end is not later than the one that people know, or it is over already.
    NotLater,
    /// The new end is more than a year away: a slip of the finger that nobody could take back.
    TooFar,
    /// It is not open, its reaction was handed over, or somebody else extended it meanwhile.
    TooLate,
}

/// Gives everybody who was asked until `wanted`; `seen` is the deadline that the page showed, as stored. An answer that came
/// after the old end and before the new one is in time. Who asked for more time is asked again.
///
/// # Errors
/// The database's.
pub async fn extend(
    app: &App,
    by: MemberId,
    id: ConsultationId,
    (seen, wanted): (&str, Deadline),
) -> anyhow::Result<Extended> {
    let tx = app.store.begin_write().await?;
    let (now, until) = (app.clock.now(), wanted.resolve().instant());
    if until > now.plus(LONGEST) {
        return Ok(Extended::TooFar);
    }
    // The update comes first: who releases at this moment waits, and is judged by the new end.
    let update = sql(
        &tx,
        "UPDATE consultations SET deadline_wall = ?, deadline_at = ?
         WHERE id = ? AND state = ? AND deadline_wall = ? AND offered_at IS NULL AND deadline_at < ?",
        [
            wanted.stored().into(),
            until.into(),
            id.into(),
            ConsultationState::Open.word().into(),
            seen.into(),
            until.into(),
        ],
    );
    let is_later = tx.execute_raw(update).await?.rows_affected() == 1 && until > now;
    let Some(the) = find::consultation(&tx, id).await? else { return Ok(Extended::TooLate) };
    if !is_later {
        let is_same = the.row.state == ConsultationState::Open && the.row.offered_at.is_none();
        let was_seen = the.row.deadline_wall == seen || until <= now;
        return Ok(if is_same && was_seen { Extended::NotLater } else { Extended::TooLate });
    }
    let in_time = sql(
        &tx,
        "UPDATE consultation_submissions SET late = FALSE WHERE late
           AND ((entry_id IS NULL AND released_at < ?)
             OR entry_id IN (SELECT e.id FROM consultation_entries e WHERE e.counted_on <= ?))
           AND invitation_id IN (SELECT id FROM consultation_invitations WHERE consultation_id = ?)",
        [until.into(), wanted.day.to_string().into(), id.into()],
    );
    tx.execute_raw(in_time).await?;
    // What they wrote about it stays: it is why there is more time.
    let again = sql(
        &tx,
        "UPDATE consultation_invitations SET declined = NULL, declined_at = NULL
         WHERE declined = 'more-time' AND consultation_id = ?",
        [id.into()],
    );
    tx.execute_raw(again).await?;
    let many = tell(&tx, app, &the).await?;
    let note = Note::of(Act::Extend, id.0);
    audit::record(&tx, now, Actor::Member(by), note.with(format!("{seen} to {}", wanted.stored())), "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Extended::Done(many))
}

async fn tell(tx: &DatabaseTransaction, app: &App, the: &Consultation) -> anyhow::Result<usize> {
    let centre = centre::current(tx).await?.context("there is no centre yet")?;
    let contact = contact_of(tx, the.row.contact_id).await?;
    let asking = Asking { app, centre: &centre, the, contact: &contact };
    let mut many = 0;
    for one in find::invited(tx, the.row.id).await? {
        if one.standing() != Standing::NoAdvice {
            many += tell_one(tx, &asking, &one).await?;
        }
    }
    Ok(many)
}

async fn tell_one(tx: &DatabaseTransaction, asking: &Asking<'_>, one: &Invited) -> anyhow::Result<usize> {
    let people = one.everybody.iter().map(|invitee| invitee.id).collect();
    let dated = [AskingLetter::Request, AskingLetter::Reminder, AskingLetter::Extended];
    let stopped = stop_letters(tx, asking.app, (people, &dated)).await?;
    let addressees = addressees(tx, one).await?;
    for (invitee, person) in &addressees {
        let is_new = |of| stopped.iter().any(|letter| letter.invitee_id == invitee.id && letter.kind == of);
        let (kind, letter) = if is_new(AskingLetter::Request) {
            let by = invitee.invited_by.and_then(|by| one.everybody.iter().find(|who| who.id == by));
            let letter = match by {
                Some(by) => asking.brought(one, (invitee, person), &by.name)?,
                None => asking.request(one, invitee, person)?,
            };
            (AskingLetter::Request, letter)
        } else {
            (AskingLetter::Extended, asking.extended(one, invitee, person)?)
        };
        post(tx, asking.app, (invitee, person.id), kind, &letter).await?;
    }
    Ok(addressees.len())
}
