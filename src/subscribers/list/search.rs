//! Finding subscribers by the beginning of any piece of their name or address, and by how they stand.
//!
//! The pieces are made by the database itself: by an FTS5 table with triggers on SQLite, by a generated column on
//! PostgreSQL, both parting at every character that is no letter or digit, and both without accents. So no writer of
//! `people` can forget them, and what is erased there is erased here in the same statement.

use std::borrow::Cow;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};

use crate::base::Instant;
use crate::base::id::{PersonId, PublicationId};

/// More words make a search slow, not better.
const MOST_WORDS: usize = 8;
/// The longest piece that is looked for, in characters.
const LONGEST: usize = 64;

/// How a subscriber stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::subscribers) enum State {
    /// Gets what they subscribed to.
    Active,
    /// Is subscribed, and asked for a pause.
    Paused,
    /// Left.
    Left,
    /// Must not be written to.
    Suppressed,
    /// Signed up and has not confirmed.
    Unconfirmed,
}

impl State {
    /// All of them, in the order of the page.
    pub(in crate::subscribers) const ALL: [Self; 5] =
        [Self::Active, Self::Paused, Self::Left, Self::Suppressed, Self::Unconfirmed];

    /// The word in addresses.
    pub(in crate::subscribers) const fn word(self) -> &'static str {
        match self {
            Self::Active => "actief",
            Self::Paused => "gepauzeerd",
            Self::Left => "afgemeld",
            Self::Suppressed => "geblokkeerd",
            Self::Unconfirmed => "onbevestigd",
        }
    }

    /// The state of a word.
    pub(in crate::subscribers) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// What staff look for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::subscribers) struct Search {
    /// The beginnings of words, all of which someone has to have.
    pub(in crate::subscribers) words: String,
    /// Only who is, or was, in this publication.
    pub(in crate::subscribers) publication: Option<PublicationId>,
    /// Only who stands so, in that publication when there is one.
    pub(in crate::subscribers) state: Option<State>,
}

/// The pieces of what was typed. `in_index` are looked up; the others hold letters of which the two engines do not agree
/// whether they part words, so they are looked for in the name as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces {
    pub(super) in_index: Vec<String>,
    pub(super) others: Vec<String>,
}

impl Pieces {
    /// Of what was typed.
    pub(super) fn of(words: &str) -> Self {
        let mut pieces = Self::default();
        // Addresses are kept in their own letters, whichever form they were typed in.
        let words: String = words.split(' ').map(in_own_letters).collect::<Vec<_>>().join(" ");
        // An accent that was typed as a character of its own belongs to its letter.
        let words: String = words.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).collect();
        let parts = words.split(|letter: char| !letter.is_alphanumeric()).filter(|piece| !piece.is_empty());
        for piece in parts.take(MOST_WORDS) {
            let piece: String = piece.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
            if piece.chars().all(is_plain) { pieces.in_index.push(piece) } else { pieces.others.push(piece) }
        }
        pieces
    }
}

/// A word whose domain is in the form of the wire (`xn--…`), in the letters that it stands for.
fn in_own_letters(word: &str) -> Cow<'_, str> {
    let (local, domain) = word.rsplit_once('@').map_or(("", word), |(local, domain)| (local, domain));
    match idna::domain_to_unicode(domain) {
        (own, Ok(())) if domain.to_ascii_lowercase().contains("xn--") => Cow::Owned(format!("{local} {own}")),
        _ => Cow::Borrowed(word),
    }
}

/// Letters and digits of Latin, Greek and Cyrillic.
fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, 'ª' | 'º' | 'µ' | 'À'..='ɏ' | 'Ͱ'..='Ͽ' | 'Ѐ'..='ԧ')
}

/// A statement that grows by pieces of fixed text with their values.
struct Text {
    sql: String,
    values: Vec<Value>,
    is_postgres: bool,
}

impl Text {
    fn add(&mut self, text: &str) -> &mut Self {
        self.sql.push_str(text);
        self
    }

    fn value(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        if self.is_postgres {
            self.sql.push('$');
            self.sql.push_str(&self.values.len().to_string());
        } else {
            self.sql.push('?');
        }
        self
    }
}

/// The people whom a search finds, by id, after `after`, at most `limit`.
pub(in crate::subscribers) async fn found(
    on: &impl ConnectionTrait,
    search: &Search,
    now: Instant,
    after: PersonId,
    limit: usize,
) -> Result<Vec<PersonId>, DbErr> {
    if on.get_database_backend() == DbBackend::Postgres
        && let Some(ids) = leaf_through(on, search, now, after, limit).await?
    {
        return Ok(ids);
    }
    some_of(on, search, now, Among::Later(after), limit).await
}

/// How many people are looked at one by one before the index is asked: an import makes people in windows of 20,000 in order
/// of their addresses, so fewer would be all Annas. A word with a digit is of no such order, and rarely of many.
const LEAVES: usize = 20_000;
const LEAVES_WITH_DIGITS: usize = 2_000;
/// How many are looked at when some were found there.
const MOST_LEAVES: usize = 120_000;

/// Goes by the people one by one, as long as enough are found on the way; `None` when the index is the better way.
///
/// PostgreSQL's index of words gathers everyone with a word that begins with “de” before another word narrows them, which
/// takes a tenth of a second among a million, while a page of “de Boer” stands among the next few thousand.
async fn leaf_through(
    on: &impl ConnectionTrait,
    search: &Search,
    now: Instant,
    after: PersonId,
    limit: usize,
) -> Result<Option<Vec<PersonId>>, DbErr> {
    // Without words the key alone is the way; and few stand otherwise.
    if Pieces::of(&search.words).in_index.is_empty() || !matches!(search.state, None | Some(State::Active)) {
        return Ok(None);
    }
    let has_digits = search.words.contains(|letter: char| letter.is_ascii_digit());
    let mut leaves = if has_digits { LEAVES_WITH_DIGITS } else { LEAVES };
    let mut ids = some_of(on, search, now, Among::Next(after, leaves), limit).await?;
    while let Some(last) = ids.last().copied() {
        if ids.len() >= limit {
            return Ok(Some(ids));
        }
        // Twice as far as there would be enough, did they stand evenly.
        leaves = 2 * leaves * limit / ids.len();
        if leaves > MOST_LEAVES {
            break;
        }
        let more = some_of(on, search, now, Among::Next(last, leaves), limit - ids.len()).await?;
        ids.extend(more);
    }
    Ok(None)
}

async fn some_of(
    on: &impl ConnectionTrait,
    search: &Search,
    now: Instant,
    among: Among,
    limit: usize,
) -> Result<Vec<PersonId>, DbErr> {
    let mut text = from_people(on, search, now, "SELECT p.id AS id", among);
    let key = key_of(&text);
    text.add(" ORDER BY ").add(key).add(" LIMIT ").value(whole(limit));
    let rows = on.query_all_raw(statement(on, text)).await?;
    rows.iter().map(|row| row.try_get("", "id").map(PersonId)).collect()
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Among whom is searched.
#[derive(Clone, Copy)]
enum Among {
    Everyone,
    /// Who has a higher id.
    Later(PersonId),
    /// So many who have a higher id, on PostgreSQL.
    Next(PersonId, usize),
}

/// How many people a search finds: counted to the end, for an act that touches them all.
pub(in crate::subscribers) async fn count_found(
    on: &impl ConnectionTrait,
    search: &Search,
    now: Instant,
) -> Result<i64, DbErr> {
    let text = from_people(on, search, now, "SELECT COUNT(*) AS many", Among::Everyone);
    let row = on.query_one_raw(statement(on, text)).await?;
    row.map_or(Ok(0), |row| row.try_get("", "many"))
}

fn statement(on: &impl ConnectionTrait, text: Text) -> Statement {
    Statement::from_sql_and_values(on.get_database_backend(), text.sql, text.values)
}

/// What the rows are in order of: on SQLite the index of words gives them in the order of its own key, without sorting.
fn key_of(text: &Text) -> &'static str {
    if text.sql.contains("people_words") { "w.rowid" } else { "p.id" }
}

fn from_people(on: &impl ConnectionTrait, search: &Search, now: Instant, head: &str, among: Among) -> Text {
    let is_postgres = on.get_database_backend() == DbBackend::Postgres;
    let mut text = Text { sql: head.to_owned(), values: Vec::new(), is_postgres };
    let pieces = Pieces::of(&search.words);
    let looks_up = !pieces.in_index.is_empty();
    if let Among::Next(after, leaves) = among {
        text.add(" FROM (SELECT * FROM people WHERE id > ").value(after.0);
        text.add(" ORDER BY id LIMIT ").value(whole(leaves)).add(") p WHERE 1 = 1");
    } else if looks_up && !is_postgres {
        // Every piece is letters and digits only, so it cannot leave its quotation marks.
        let query = pieces.in_index.iter().map(|piece| format!("\"{piece}\" *")).collect::<Vec<_>>().join(" AND ");
        text.add(" FROM people_words w CROSS JOIN people p ON p.id = w.rowid WHERE people_words MATCH ").value(query);
    } else {
        text.add(" FROM people p WHERE 1 = 1");
    }
    if looks_up && is_postgres {
        for piece in &pieces.in_index {
            // Selected, so that it is folded once and not for each person.
            text.add(" AND p.found @@ (SELECT CAST('''' || people_fold(").value(piece.as_str());
            text.add(") || ''':*' AS tsquery))");
        }
    }
    for piece in &pieces.others {
        text.add(" AND LOWER(p.name) LIKE ").value(format!("%{piece}%"));
    }
    if let Among::Later(after) = among {
        let key = key_of(&text);
        // The index of words alone: PostgreSQL would gather all later people besides, to compare.
        let other = if looks_up && is_postgres { " + 0" } else { "" };
        text.add(" AND ").add(key).add(other).add(" > ").value(after.0);
    }
    stands(&mut text, search, now);
    text
}

/// The condition on how someone stands.
fn stands(text: &mut Text, search: &Search, now: Instant) {
    match search.state {
        None if search.publication.is_some() => is_subscribed(text, search.publication, ""),
        // Whoever never was a subscriber (a member of staff, a contact) does not stand in the list.
        None => {
            // With room for it PostgreSQL would put all subscriptions into a hash table for fifty looks; it does not for a
            // look that has an offset.
            let look = if text.is_postgres { " LIMIT 1 OFFSET 0)" } else { ")" };
            text.add(" AND (EXISTS (SELECT 1 FROM subscriptions s WHERE s.person_id = p.id").add(look);
            text.add(" OR EXISTS (SELECT 1 FROM sign_ups u WHERE u.person_id = p.id").add(look).add(")");
        }
        Some(State::Active) => {
            is_subscribed(text, search.publication, " AND s.withdrawn_at IS NULL");
            text.add(" AND NOT EXISTS (SELECT 1 FROM suppressions x WHERE x.person_id = p.id AND x.lifted_at IS NULL)");
            text.add(" AND (p.paused_until IS NULL OR p.paused_until <= ").value(now.0).add(")");
        }
        Some(State::Paused) => {
            is_subscribed(text, search.publication, " AND s.withdrawn_at IS NULL");
            text.add(" AND p.paused_until > ").value(now.0);
        }
        Some(State::Left) => {
            // Few are, so they are gone through instead of everyone.
            text.add(" AND p.id IN (SELECT s.person_id FROM subscriptions s WHERE s.withdrawn_at IS NOT NULL");
            if let Some(publication) = search.publication {
                text.add(" AND s.publication_id = ").value(publication.0);
            }
            text.add(")");
            if search.publication.is_none() {
                text.add(" AND NOT EXISTS (SELECT 1 FROM subscriptions a WHERE a.person_id = p.id AND a.withdrawn_at IS NULL)");
            }
        }
        Some(State::Suppressed) => {
            is_subscribed(text, search.publication, "");
            text.add(" AND p.id IN (SELECT x.person_id FROM suppressions x WHERE x.lifted_at IS NULL)");
        }
        Some(State::Unconfirmed) => {
            text.add(" AND p.id IN (SELECT u.person_id FROM sign_ups u");
            if let Some(publication) = search.publication {
                text.add(" JOIN sign_up_publications q ON q.sign_up_id = u.id AND q.publication_id = ")
                    .value(publication.0);
            }
            text.add(" WHERE u.confirmed_at IS NULL)");
            text.add(" AND NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.person_id = p.id)");
        }
    }
}

fn is_subscribed(text: &mut Text, publication: Option<PublicationId>, how: &str) {
    text.add(" AND EXISTS (SELECT 1 FROM subscriptions s WHERE s.person_id = p.id").add(how);
    if let Some(publication) = publication {
        text.add(" AND s.publication_id = ").value(publication.0);
    }
    text.add(")");
}
