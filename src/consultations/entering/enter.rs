//! Entering an answer, and taking an entry back.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::entry::{Dates, Impossible};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, EntryId, InvitationId, MemberId};
use crate::base::secrets::sha256_hex;
use crate::base::wall_time::date_of;
use crate::consultations::acts::Act;
use crate::consultations::answering::Frozen;
use crate::consultations::consultation::choices;
use crate::consultations::find::{self, Invited};
use crate::consultations::letters::{Asking, may_release};
use crate::consultations::open::hold_open;
use crate::consultations::post::{addressees, post};
use crate::consultations::remind::{stop_letters, stop_reminders};
use crate::consultations::{AskingLetter, Consultation, EntrySource, QuestionKind, Verdict};
use crate::media::{Ready, keep_paper};
use crate::store::DatabaseTransaction;
use crate::store::tables::consultation_entries::{ActiveModel, Column, Entity};
use crate::store::tables::{consultation_document_versions as versions, consultation_documents as documents};

/// What staff enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entering {
    /// How it came.
    pub source: EntrySource,
    /// When.
    pub dates: Dates,
    /// The words by the number of their question.
    pub words: Vec<(i64, String)>,
    /// The letter itself, under a title.
    pub scan: Option<(String, Ready)>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// It waits for the organisation, of whom so many were asked.
    Done(usize),
    /// These dates cannot be.
    Impossible(Impossible),
    /// Nothing was written, and there is no letter.
    Empty,
    /// A question was answered with none of its choices.
    NotAChoice,
    /// Another entry of this organisation waits already.
    Waiting,
    /// It is not open, or there is no such organisation.
    Closed,
}

/// Enters an answer and asks the organisation whether it is theirs. Reminders stop.
///
/// # Errors
/// The database's.
pub async fn enter(
    app: &App,
    by: MemberId,
    (id, of): (ConsultationId, InvitationId),
    entering: &Entering,
) -> anyhow::Result<Entered> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    if !hold_open(&tx, id).await? {
        return Ok(Entered::Closed);
    }
    let (Some(the), Some(one)) = (find::consultation(&tx, id).await?, find::one_invited(&tx, of).await?) else {
        return Ok(Entered::Closed);
    };
    if one.row.consultation_id != id {
        return Ok(Entered::Closed);
    }
    if Entity::find().filter(Column::InvitationId.eq(of)).filter(Column::Verdict.is_null()).count(&tx).await? > 0 {
        return Ok(Entered::Waiting);
    }
    let asked = date_of(the.row.opened_at.unwrap_or(now));
    if let Err(why) = entering.dates.check(asked, date_of(now)) {
        return Ok(Entered::Impossible(why));
    }
    let Some(frozen) = frozen(&the, &entering.words) else { return Ok(Entered::NotAChoice) };
    if frozen.is_empty() && entering.scan.is_none() {
        return Ok(Entered::Empty);
    }
    let content = serde_json::to_string(&frozen)?;
    let dates = entering.dates;
    let row = ActiveModel {
        invitation_id: Set(of),
        source: Set(entering.source),
        written_on: Set(dates.written.map(|day| day.to_string())),
        sent_on: Set(dates.sent.map(|day| day.to_string())),
        received_on: Set(dates.received.to_string()),
        counted_on: Set(dates.counted(the.row.late_by).to_string()),
        hash: Set(sha256_hex(content.as_bytes())),
        content: Set(content),
        entered_by: Set(by),
        entered_at: Set(now),
        verdict: Set(None),
        words: Set(String::new()),
        decided_by: Set(None),
        decided_at: Set(None),
        ..Default::default()
    };
    let entry = Entity::insert(row).exec(&tx).await?.last_insert_id;
    if let Some((title, scan)) = &entering.scan {
        keep_scan(&tx, app, by, (&one, entry), (title, scan)).await?;
    }
    stop_reminders(&tx, app, of).await?;
    let many = ask(&tx, app, (&the, &one), (entering, frozen.is_empty())).await?;
    let note = Note::of(Act::Enter, id.0);
    let detail = format!("invitation {of}, entry {entry}, {}", entering.source.word());
    audit::record(&tx, now, Actor::Member(by), note.with(detail), "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Entered::Done(many))
}

/// The words as an answer; `None` when one of them is no choice of its question.
fn frozen(the: &Consultation, words: &[(i64, String)]) -> Option<Vec<Frozen>> {
    let mut frozen = Vec::new();
    for question in &the.questions {
        let Some((_, words)) = words.iter().find(|(number, words)| *number == question.number && !words.is_empty())
        else {
            continue;
        };
        if question.kind == QuestionKind::Choice && !choices(question).contains(&words.as_str()) {
            return None;
        }
        let (asked, words) = (question.asked.clone(), words.clone());
        frozen.push(Frozen { question: question.id, number: question.number, asked, words });
    }
    Some(frozen)
}

/// Keeps the letter beside what was typed of it.
async fn keep_scan(
    tx: &DatabaseTransaction,
    app: &App,
    by: MemberId,
    (one, entry): (&Invited, EntryId),
    (title, scan): (&str, &Ready),
) -> anyhow::Result<()> {
    let now = app.clock.now();
    let row = documents::ActiveModel {
        consultation_id: Set(one.row.consultation_id),
        invitation_id: Set(Some(one.row.id)),
        entry_id: Set(Some(entry)),
        title: Set(title.to_owned()),
        made_at: Set(now),
        removed_at: Set(None),
        ..Default::default()
    };
    let version = versions::ActiveModel {
        document_id: Set(documents::Entity::insert(row).exec(tx).await?.last_insert_id),
        number: Set(1),
        paper_id: Set(keep_paper(tx, scan, now).await?),
        made_by: Set(Some(by)),
        brought_by: Set(None),
        made_at: Set(now),
    };
    versions::Entity::insert(version).exec_without_returning(tx).await?;
    Ok(())
}

/// Asks everybody who may release.
async fn ask(
    tx: &DatabaseTransaction,
    app: &App,
    (the, one): (&Consultation, &Invited),
    (entering, only_scan): (&Entering, bool),
) -> anyhow::Result<usize> {
    let asking = Asking::about(app, tx, the).await?;
    let mut many = 0;
    for (one, invitee, person) in addressees(tx, [one]).await?.iter().filter(|(_, who, _)| may_release(who.part)) {
        let how = (entering.source, entering.dates.received, only_scan);
        let letter = asking.entered(one, (invitee, person), how)?;
        post(tx, app, (invitee.id, person.id), AskingLetter::Entered, &letter).await?;
        many += 1;
    }
    Ok(many)
}

/// Takes an entry back that the organisation did not decide on. It stays to be read. Gives whether it did.
///
/// # Errors
/// The database's.
pub async fn withdraw(
    app: &App,
    by: MemberId,
    (id, of): (ConsultationId, InvitationId),
    entry: EntryId,
) -> anyhow::Result<bool> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    if !hold_open(&tx, id).await? {
        return Ok(false);
    }
    let Some(one) = find::one_invited(&tx, of).await?.filter(|one| one.row.consultation_id == id) else {
        return Ok(false);
    };
    let back = Entity::update_many()
        .set(ActiveModel { verdict: Set(Some(Verdict::Withdrawn)), decided_at: Set(Some(now)), ..Default::default() })
        .filter(Column::Id.eq(entry))
        .filter(Column::InvitationId.eq(of))
        .filter(Column::Verdict.is_null());
    if back.exec(&tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    let people = one.everybody.iter().map(|invitee| invitee.id).collect();
    stop_letters(&tx, app, (people, &[AskingLetter::Entered])).await?;
    let note = Note::of(Act::Withdraw, id.0).with(format!("entry {entry}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(true)
}
