//! Opening: what was approved goes out, a letter with a link of their own to everybody who is asked.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::approve::lacks;
use super::consultation::Consultation;
use super::find::{self, Invited};
use super::letters::Asking;
use super::post::{To, addressees, post_ready};
use super::turn::turn;
use super::{AskingLetter, ConsultationState};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, MemberId};
use crate::consultations::acts::Act;
use crate::delivery::Ready;
use crate::mail::Letter;
use crate::store::tables::{consultation_invitations, consultations};
use crate::store::{DatabaseTransaction, again};

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
    again(|| open_once(app, by, id)).await
}

async fn open_once(app: &App, by: MemberId, id: ConsultationId) -> anyhow::Result<Opened> {
    let on = app.store.read();
    let Some(the) = find::consultation(on, id).await? else { return Ok(Opened::TooLate) };
    let asked = requests(app, on, &the, &find::invited(on, id).await?).await?;
    let mut ready = Ready::of(asked.into_iter().map(|(_, letter)| letter)).await?;
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let (state, opened_at) = (Set(ConsultationState::Open), Set(Some(now)));
    let opened = consultations::ActiveModel { state, opened_at, ..Default::default() };
    if turn(id, &[ConsultationState::Approved]).set(opened).exec(&tx).await?.rows_affected == 0 {
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
    let sent = consultation_invitations::ActiveModel { sent_at: Set(Some(now)), ..Default::default() };
    let own = consultation_invitations::Column::ConsultationId.eq(id);
    consultation_invitations::Entity::update_many().set(sent).filter(own).exec(&tx).await?;
    let asked = requests(app, &tx, &the, &invited).await?;
    for (to, letter) in &asked {
        post_ready(&tx, app, *to, AskingLetter::Request, ready.take(letter)?).await?;
    }
    let many = asked.len();
    let note = Note::of(Act::Open, id.0).with(format!("{many} letters"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Opened::Done(many))
}

/// The letters that ask.
async fn requests(
    app: &App,
    on: &impl ConnectionTrait,
    the: &Consultation,
    invited: &[Invited],
) -> anyhow::Result<Vec<(To, Letter)>> {
    let asking = Asking::about(app, on, the).await?;
    let everybody = addressees(on, invited).await?;
    let to = everybody
        .iter()
        .map(|(one, invitee, person)| Ok(((invitee.id, person.id), asking.request(one, invitee, person)?)));
    to.collect()
}

/// Holds an open consultation until the transaction ends: reminding, splitting, weighing and publishing come one
/// after the other.
pub(super) async fn hold_open(tx: &DatabaseTransaction, id: ConsultationId) -> anyhow::Result<bool> {
    let given = consultations::Column::Given;
    let hold = turn(id, &[ConsultationState::Open]).col_expr(given, Expr::col(given));
    Ok(hold.exec(tx).await?.rows_affected == 1)
}
