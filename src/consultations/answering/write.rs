//! Writing an answer: a version after the one that was read, or nothing. While somebody types it saves itself, and what one
//! person typed within a while becomes one version ([decision 42](../../../docs/adr/0042-typing-is-one-version.md)).
//!
//! Raw SQL where a version is added in the statement that compares it.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Set};

use super::{Seat, seat};
use crate::app::App;
use crate::base::Instant;
use crate::base::clock::minutes;
use crate::base::words::plain_lines;
use crate::consultations::QuestionKind;
use crate::consultations::consultation::{Question, choices};
use crate::consultations::find;
use crate::store::tables::consultation_answers::{ActiveModel, Entity, Model};
use crate::store::{DatabaseTransaction, sql};

/// The longest answer, in characters: about twenty pages.
pub(in crate::consultations) const LONGEST: usize = 60_000;
/// So long a version grows, in minutes, before the next one begins.
const GROWS: u64 = 10;
/// A version of which so many characters would go in one save stays, and another one begins.
const TAKES_BACK: usize = 200;

/// What came of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is saved as this version.
    Done(i64),
    /// It is what was saved already, in this version.
    Same(i64),
    /// Somebody else saved this version since, with these words.
    Overtaken {
        /// The version now.
        version: i64,
        /// Its words.
        words: String,
        /// Who wrote them.
        by: String,
        /// When.
        at: Instant,
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

/// How something comes to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// By a press: this version stays.
    Pressed,
    /// By itself, while somebody types: it grows.
    Typing,
}

/// Saves an answer, made from version `seen` (0 for none).
///
/// # Errors
/// The database's.
pub async fn write(app: &App, token: &str, number: i64, (seen, words): (i64, &str)) -> anyhow::Result<Written> {
    save(app, token, number, (seen, words), How::Pressed).await
}

/// The same while it is being typed: what this person typed in the minutes before is replaced by it.
///
/// # Errors
/// The database's.
pub async fn type_along(app: &App, token: &str, number: i64, (seen, words): (i64, &str)) -> anyhow::Result<Written> {
    save(app, token, number, (seen, words), How::Typing).await
}

async fn save(app: &App, token: &str, number: i64, (seen, words): (i64, &str), how: How) -> anyhow::Result<Written> {
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
    let newest = newest(&tx, &seat, question).await?;
    if newest.as_ref().map_or("", |row| row.words.as_str()) == words {
        let version = newest.as_ref().map_or(0, |row| row.version);
        if let Some(row) = newest.filter(|row| how == How::Pressed && is_growing(row, &seat)) {
            settle(&tx, row).await?;
            tx.commit().await?;
        }
        return Ok(Written::Same(version));
    }
    let now = app.clock.now();
    let before = newest.filter(|row| row.version == seen && goes_on(row, &seat, &words, now));
    let since = before.as_ref().map_or(Some(now), |row| row.growing_since).filter(|_| how == How::Typing);
    if add(&tx, &seat, question, (seen, &words), (since, now)).await? {
        if let Some(row) = before {
            Entity::delete_by_id((row.invitation_id, row.question_id, row.version)).exec(&tx).await?;
        }
        tx.commit().await?;
        return Ok(Written::Done(seen + 1));
    }
    let Some(theirs) = self::newest(&tx, &seat, question).await? else { return Ok(Written::Unknown) };
    let by = seat.name_of(theirs.saved_by).to_owned();
    Ok(Written::Overtaken { version: theirs.version, words: theirs.words, by, at: theirs.saved_at })
}

async fn newest(on: &impl ConnectionTrait, seat: &Seat, question: &Question) -> Result<Option<Model>, DbErr> {
    Ok(find::versions(on, seat.invited.row.id, question).await?.into_iter().next())
}

/// Adds the version after the one that was read, unless there is one already. Gives whether it did.
async fn add(
    tx: &DatabaseTransaction,
    seat: &Seat,
    question: &Question,
    (seen, words): (i64, &str),
    (since, now): (Option<Instant>, Instant),
) -> Result<bool, DbErr> {
    let of = seat.invited.row.id;
    let insert = sql(
        tx,
        "INSERT INTO consultation_answers (invitation_id, question_id, version, words, saved_by, saved_at, growing_since)
         SELECT ?, ?, ?, ?, ?, ?, CAST(? AS BIGINT) WHERE COALESCE(
           (SELECT MAX(version) FROM consultation_answers WHERE invitation_id = ? AND question_id = ?), 0) = ?
         ON CONFLICT DO NOTHING",
        [
            of.into(),
            question.id.into(),
            (seen + 1).into(),
            words.into(),
            seat.invitee.id.into(),
            now.into(),
            since.into(),
            of.into(),
            question.id.into(),
            seen.into(),
        ],
    );
    Ok(tx.execute_raw(insert).await?.rows_affected() == 1)
}

/// Whether a version is one that this person is still typing.
fn is_growing(row: &Model, seat: &Seat) -> bool {
    row.saved_by == seat.invitee.id && row.growing_since.is_some()
}

/// Whether these words are a version that this person typed a moment ago, gone on with: then the two are one.
fn goes_on(row: &Model, seat: &Seat, words: &str, now: Instant) -> bool {
    let is_young = row.growing_since.is_some_and(|since| now < since.plus(minutes(GROWS)));
    is_growing(row, seat) && is_young && taken_back(&row.words, words) <= TAKES_BACK
}

/// How many characters of a text are no longer there in the next: what stands between their common beginning and end.
fn taken_back(before: &str, after: &str) -> usize {
    let (before, after): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let first = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let rest = before.len().min(after.len()) - first;
    let last = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(one, other)| one == other).count();
    before.len() - first - last
}

/// A version that was pressed grows no more.
async fn settle(tx: &DatabaseTransaction, row: Model) -> Result<(), DbErr> {
    let row = ActiveModel { growing_since: Set(None), ..row.into() };
    Entity::update(row).exec(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::taken_back;

    #[test]
    fn c02_what_is_taken_back_is_what_stands_between_the_common_ends() {
        assert_eq!(taken_back("Een tolk", "Een goede tolk"), 0);
        assert_eq!(taken_back("Een goede tolk", "Een tolk"), 6);
        assert_eq!(taken_back("aaaa", "aa"), 2);
        assert_eq!(taken_back("Één 🙂", ""), 5);
        assert_eq!(taken_back("", "Iets"), 0);
    }
}
