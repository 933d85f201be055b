//! Writing an answer: a version after the one that was read, or nothing.
//!
//! SQL because whether it is still the newest is seen by the statement that writes.

use sea_orm::ConnectionTrait;

use super::seat;
use crate::app::App;
use crate::base::words::plain_lines;
use crate::consultations::QuestionKind;
use crate::consultations::consultation::choices;
use crate::consultations::find;
use crate::store::sql;

/// The longest answer, in characters: about twenty pages.
pub(in crate::consultations) const LONGEST: usize = 60_000;

/// What came of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is saved as this version.
    Done(i64),
    /// It is what was saved already.
    Same,
    /// Somebody else saved this version since, with these words.
    Overtaken {
        /// The version now.
        version: i64,
        /// Its words.
        words: String,
        /// Who wrote them.
        by: String,
    },
    /// It is none of the choices.
    NotAChoice,
    /// It is longer than an answer may be.
    TooLong,
    /// The reaction is published: nothing can be written any more.
    Closed,
    /// The link opens nothing, or there is no such question.
    Unknown,
}

/// Saves an answer, made from version `seen` (0 for none).
///
/// # Errors
/// The database's.
pub async fn write(app: &App, token: &str, number: i64, (seen, words): (i64, &str)) -> anyhow::Result<Written> {
    let words = plain_lines(words).trim().to_owned();
    if words.chars().count() > LONGEST {
        return Ok(Written::TooLong);
    }
    let tx = app.store.begin_write().await?;
    let Some(seat) = seat(app, &tx, token).await? else { return Ok(Written::Unknown) };
    let Some(question) = seat.the.question(number) else { return Ok(Written::Unknown) };
    if !seat.is_open() {
        return Ok(Written::Closed);
    }
    let is_choice = question.kind == QuestionKind::Choice;
    if is_choice && !words.is_empty() && !choices(question).contains(&words.as_str()) {
        return Ok(Written::NotAChoice);
    }
    let of = seat.invited.row.id;
    let newest = find::versions(&tx, of, question).await?.into_iter().next();
    if newest.as_ref().map_or("", |row| row.words.as_str()) == words {
        return Ok(Written::Same);
    }
    let insert = sql(
        &tx,
        "INSERT INTO consultation_answers (invitation_id, question_id, version, words, saved_by, saved_at)
         SELECT ?, ?, ?, ?, ?, ? WHERE COALESCE(
           (SELECT MAX(version) FROM consultation_answers WHERE invitation_id = ? AND question_id = ?), 0) = ?
         ON CONFLICT DO NOTHING",
        [
            of.into(),
            question.id.into(),
            (seen + 1).into(),
            words.as_str().into(),
            seat.invitee.id.into(),
            app.clock.now().into(),
            of.into(),
            question.id.into(),
            seen.into(),
        ],
    );
    if tx.execute_raw(insert).await?.rows_affected() == 1 {
        tx.commit().await?;
        return Ok(Written::Done(seen + 1));
    }
    let Some(theirs) = find::versions(&tx, of, question).await?.into_iter().next() else { return Ok(Written::Unknown) };
    let by = seat.name_of(theirs.saved_by).to_owned();
    Ok(Written::Overtaken { version: theirs.version, words: theirs.words, by })
}
