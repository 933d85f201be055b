//! Opening: a letter with a link of their own to everybody who is asked.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::decision::{Decision, fingerprint};
use super::find;
use super::gather::{gather, would};
use super::letters::{Asking, To, addressees, post};
use super::turn::turn;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{DecisionId, MemberId};
use crate::delivery::Ready;
use crate::mail::Letter;
use crate::store::again;
use crate::store::tables::states::{DecisionLetter, DecisionState};
use crate::store::tables::{decision_respondents, decisions};

/// What came of opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// So many letters go out.
    Done(usize),
    /// There is no point, nobody who can be written to, or no day left.
    Lacking,
    /// It changed, or others are asked than the page said.
    Overtaken,
}

/// Opens a draft, as the page showed it under the fingerprint `seen`. The letters stand in the ledger when it is open, or it is not
/// open.
///
/// # Errors
/// The database's.
pub async fn open(app: &App, by: MemberId, id: DecisionId, seen: &str) -> anyhow::Result<Opened> {
    again(|| open_once(app, by, id, seen)).await
}

async fn open_once(app: &App, by: MemberId, id: DecisionId, seen: &str) -> anyhow::Result<Opened> {
    // A letter holds a link to a row, so the rows of who sits there today are there first.
    if !seat(app, id).await? {
        return Ok(Opened::Overtaken);
    }
    let on = app.store.read();
    let Some(the) = find::decision(on, id).await? else { return Ok(Opened::Overtaken) };
    let letters = requests(app, on, &the).await?;
    let mut ready = Ready::of(letters.into_iter().map(|(_, letter)| letter)).await?;
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let opened = decisions::ActiveModel {
        state: Set(DecisionState::Open),
        opened_by: Set(Some(by)),
        opened_at: Set(Some(now)),
        ..Default::default()
    };
    if turn(id, DecisionState::Draft).set(opened).exec(&tx).await?.rows_affected == 0 {
        return Ok(Opened::Overtaken);
    }
    let Some(row) = decisions::Entity::find_by_id(id).one(&tx).await? else { return Ok(Opened::Overtaken) };
    let body_name = gather(&tx, &row, now).await?;
    let Some(the) = find::decision(&tx, id).await? else { return Ok(Opened::Overtaken) };
    let letters = requests(app, &tx, &the).await?;
    if fingerprint(the.row.version, letters.iter().map(|((_, person), _)| *person)) != seen {
        return Ok(Opened::Overtaken);
    }
    let many = letters.len();
    if the.points.is_empty() || many == 0 || now >= the.row.deadline_at {
        return Ok(Opened::Lacking);
    }
    let given = i64::try_from(the.points.len())?;
    let named = decisions::ActiveModel { body_name: Set(body_name), points_given: Set(given), ..Default::default() };
    turn(id, DecisionState::Open).set(named).exec(&tx).await?;
    let sent = decision_respondents::ActiveModel { sent_at: Set(Some(now)), ..Default::default() };
    let asked = decision_respondents::Column::Id.is_in(letters.iter().map(|((respondent, _), _)| *respondent));
    decision_respondents::Entity::update_many().set(sent).filter(asked).exec(&tx).await?;
    for (to, letter) in &letters {
        post(&tx, app, *to, DecisionLetter::Request, ready.take(letter)?).await?;
    }
    let note = Note::done("decision.open", "decision", id.0).with(format!("{many} letters"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Opened::Done(many))
}

/// What a draft is opened with, as its page shows it now: the name of who gets a letter about which version.
///
/// # Errors
/// The database's.
pub async fn open_seen(app: &App, id: DecisionId) -> anyhow::Result<String> {
    let on = app.store.read();
    let Some(the) = find::decision(on, id).await? else { return Ok(String::new()) };
    let would = would(on, (&the.row, &the.respondents), app.clock.now()).await?;
    let letters = would.iter().filter(|one| one.can_be_reached).map(|one| one.person);
    Ok(fingerprint(the.row.version, letters))
}

/// Writes who sits in the body today, when it is a draft still.
async fn seat(app: &App, id: DecisionId) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    let version = sea_orm::sea_query::Expr::col(decisions::Column::Version);
    let hold = turn(id, DecisionState::Draft).col_expr(decisions::Column::Version, version);
    if hold.exec(&tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    let Some(row) = decisions::Entity::find_by_id(id).one(&tx).await? else { return Ok(false) };
    gather(&tx, &row, app.clock.now()).await?;
    tx.commit().await?;
    Ok(true)
}

async fn requests(app: &App, on: &impl ConnectionTrait, the: &Decision) -> anyhow::Result<Vec<(To, Letter)>> {
    let asking = Asking::about(app, on, the).await?;
    let everybody = addressees(on, &the.respondents).await?;
    let to = everybody.iter().map(|(one, person)| Ok(((one.id, person.id), asking.request(one, person)?)));
    to.collect()
}
