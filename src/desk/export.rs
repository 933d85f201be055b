//! The ledger of a sending as a file: who, where it stands, when, and what the relay said.
//!
//! Rows are read by key, a few thousand at a time, so a ledger of a million takes no more memory than one of a
//! thousand.
//!
//! Raw SQL: a ledger of a million rows, page by page along its key.

use sea_orm::ConnectionTrait;
use tempfile::NamedTempFile;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MemberId, SendingId};
use crate::base::{Instant, Language, said_of};
use crate::desk::acts::Act;
use crate::store::sql;
use crate::store::tables::states::{DeliveryReason, DeliveryState};
use crate::web::download::{Kind, TableFile};

/// How many rows are read at once.
const SLICE: i64 = 5_000;

/// One line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    person: i64,
    cells: [String; 6],
}

/// Writes the ledger to a file that is gone when it is dropped, and notes who asked for it.
///
/// # Errors
/// The database's, or when the disk is full.
pub async fn export(
    app: &App,
    by: MemberId,
    id: SendingId,
    kind: Kind,
    language: Language,
) -> anyhow::Result<NamedTempFile> {
    let tx = app.store.begin_write().await?;
    let note = Note::of(Act::Export, id.0).with(kind.ending());
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    let mut table = TableFile::begin(kind)?;
    table.line(&head(language))?;
    let mut after = i64::MIN;
    loop {
        let lines = slice(app.store.read(), id, after, language).await?;
        let Some(last) = lines.last() else { break };
        after = last.person;
        table = table.lines(lines.into_iter().map(|line| line.cells).collect()).await?;
    }
    table.whole().await
}

fn head(language: Language) -> [&'static str; 6] {
    language.pick(
        ["E-mailadres", "Uitkomst", "Wanneer (UTC)", "Pogingen", "Reden", "Antwoord van de mailserver"],
        ["E-mail address", "Outcome", "When (UTC)", "Attempts", "Reason", "Answer of the mail server"],
    )
}

async fn slice(on: &impl ConnectionTrait, id: SendingId, after: i64, language: Language) -> anyhow::Result<Vec<Line>> {
    let rows = sql(
        on,
        "SELECT deliveries.person_id AS person, people.address AS address, deliveries.state AS state,
           COALESCE(deliveries.settled_at, deliveries.due_at, deliveries.first_at) AS at, deliveries.attempts AS attempts,
           deliveries.class AS class, deliveries.receipt AS receipt
         FROM deliveries LEFT JOIN people ON people.id = deliveries.person_id
         WHERE deliveries.sending_id = ? AND deliveries.person_id > ? ORDER BY deliveries.person_id LIMIT ?",
        [id.0.into(), after.into(), SLICE.into()],
    );
    let mut lines = Vec::new();
    for row in on.query_all_raw(rows).await? {
        let (state, at, attempts): (DeliveryState, Option<Instant>, i32) =
            (row.try_get("", "state")?, row.try_get("", "at")?, row.try_get("", "attempts")?);
        let class: Option<String> = row.try_get("", "class")?;
        let address: Option<String> = row.try_get("", "address")?;
        let cells = [
            address.unwrap_or_else(|| language.pick("gewist", "erased").to_owned()),
            state.said().of(language).to_owned(),
            at.map(Instant::rfc3339).unwrap_or_default(),
            attempts.to_string(),
            class.map(|class| said_of(DeliveryReason::WORDS, &class, language).to_owned()).unwrap_or_default(),
            row.try_get::<Option<String>>("", "receipt")?.unwrap_or_default(),
        ];
        lines.push(Line { person: row.try_get("", "person")?, cells });
    }
    Ok(lines)
}
