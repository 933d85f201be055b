//! Saying no to who asked for more time: with the reason, by letter. Saying yes is [`extend`](super::extend), for everybody.
//!
//! SQL for the one statement that writes only while the consultation, in another table, is open.

use sea_orm::ConnectionTrait;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, InvitationId, MemberId};
use crate::consultations::acts::Act;
use crate::consultations::find::{self, Invited};
use crate::consultations::letters::{Asking, may_release};
use crate::consultations::post::{To, addressees, post_ready};
use crate::consultations::{AskingLetter, Consultation, ConsultationState};
use crate::delivery::Ready;
use crate::mail::Letter;
use crate::store::{again, sql};

/// What came of saying no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeRefused {
    /// So many people are told.
    Done(usize),
    /// It does not ask for time, or not any more: it answered, or everybody got more.
    NotAsked,
}

/// Tells an organisation that there is no more time, and why. It can answer still, and is reminded like the others.
///
/// # Errors
/// The database's.
pub async fn refuse_time(
    app: &App,
    by: MemberId,
    (id, invitation): (ConsultationId, InvitationId),
    why: &str,
) -> anyhow::Result<TimeRefused> {
    again(|| refuse_once(app, by, (id, invitation), why)).await
}

async fn refuse_once(
    app: &App,
    by: MemberId,
    (id, invitation): (ConsultationId, InvitationId),
    why: &str,
) -> anyhow::Result<TimeRefused> {
    let on = app.store.read();
    let Some((the, one)) = asked(on, id, invitation).await? else { return Ok(TimeRefused::NotAsked) };
    let mut ready = Ready::of(letters(app, on, (&the, &one), why).await?.into_iter().map(|(_, letter)| letter)).await?;
    let tx = app.store.begin_write().await?;
    // What they wrote about it stays: it was answered.
    let update = sql(
        &tx,
        "UPDATE consultation_invitations SET declined = NULL, declined_at = NULL
         WHERE id = ? AND declined = 'more-time'
           AND consultation_id IN (SELECT c.id FROM consultations c WHERE c.id = ? AND c.state = ?)",
        [invitation.into(), id.into(), ConsultationState::Open.word().into()],
    );
    if tx.execute_raw(update).await?.rows_affected() == 0 {
        return Ok(TimeRefused::NotAsked);
    }
    let Some((the, one)) = asked(&tx, id, invitation).await? else { return Ok(TimeRefused::NotAsked) };
    let told = letters(app, &tx, (&the, &one), why).await?;
    for (to, letter) in &told {
        post_ready(&tx, app, *to, AskingLetter::NoTime, ready.take(letter)?).await?;
    }
    let note = Note::of(Act::RefuseTime, id.0).with(format!("invitation {invitation}, {} letters", told.len()));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(TimeRefused::Done(told.len()))
}

async fn asked(
    on: &impl ConnectionTrait,
    id: ConsultationId,
    invitation: InvitationId,
) -> anyhow::Result<Option<(Consultation, Invited)>> {
    let one = find::one_invited(on, invitation).await?.filter(|one| one.row.consultation_id == id);
    Ok(find::consultation(on, id).await?.zip(one))
}

/// The letters to whoever may release.
async fn letters(
    app: &App,
    on: &impl ConnectionTrait,
    (the, one): (&Consultation, &Invited),
    why: &str,
) -> anyhow::Result<Vec<(To, Letter)>> {
    let asking = Asking::about(app, on, the).await?;
    let everybody = addressees(on, [one]).await?;
    let told = everybody.iter().filter(|(_, invitee, _)| may_release(invitee.part));
    told.map(|(one, invitee, person)| Ok(((invitee.id, person.id), asking.no_time(one, (invitee, person), why)?)))
        .collect()
}
