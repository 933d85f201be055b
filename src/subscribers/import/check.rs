//! Looking at every row of a list before any becomes a subscriber.
//!
//! Raw SQL: every total of a list is written in one conditional statement, by whoever is first.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, EntityTrait, Set};

use super::cells::Broken;
use super::hand::Hand;
use super::list::{MOST_ASKED, Window, windows};
use super::{Asked, Import, KEPT_FAULTS, KEPT_REMARKS, Layout, RowFault, Tally, ending, layout_of, sort, stage};
use crate::app::App;
use crate::base::id::{ImportId, PublicationId};
use crate::store::sql;
use crate::store::tables::import_faults;

/// So many faults are written in one transaction.
const FAULTS_AT_ONCE: usize = 500;

/// What a person says about an uploaded list.
#[derive(Clone, Debug)]
pub(in crate::subscribers) struct Mapping {
    /// What they are subscribed to.
    pub(in crate::subscribers) publication: PublicationId,
    /// Why they may be written to.
    pub(in crate::subscribers) basis: String,
    /// Where the addresses come from.
    pub(in crate::subscribers) source: String,
    /// When they were obtained, as `2026-11-21`; empty when that is not known.
    pub(in crate::subscribers) obtained_on: String,
    /// How the file is to be read.
    pub(in crate::subscribers) layout: Layout,
}

/// Takes over what a person says, so that the list is checked (again). `false` when it is too late for that.
pub(in crate::subscribers) async fn map(app: &App, id: ImportId, said: &Mapping) -> anyhow::Result<bool> {
    let layout = serde_json::to_string(&said.layout)?;
    let tx = app.store.begin_write().await?;
    let update = sql(
        &tx,
        "UPDATE imports SET state = 'mapped', publication_id = ?, basis = ?, source = ?, obtained_on = ?, layout = ?,
           changed_at = ?, read_rows = 0, right_rows = 0, wrong_rows = 0, repeated = 0, contradicting = 0, inactive = 0,
           merged_rows = 0, added = 0, present = 0, left_earlier = 0, suppressed = 0
         WHERE id = ? AND state IN ('uploaded', 'checked')",
        [
            said.publication.0.into(),
            said.basis.as_str().into(),
            said.source.as_str().into(),
            said.obtained_on.as_str().into(),
            layout.into(),
            app.clock.now().0.into(),
            id.0.into(),
        ],
    );
    let is_mapped = tx.execute_raw(update).await?.rows_affected() == 1;
    tx.commit().await?;
    Ok(is_mapped)
}

/// What was seen so far.
#[derive(Default)]
struct Findings {
    tally: Tally,
    read: u64,
    right: u64,
    wrong: u64,
    /// What is wrong with rows, and what is to be remarked about others; each at most so many.
    faults: Vec<Fault>,
    remarks: Vec<Fault>,
    /// The words that we do not know, by the place of their column, and how many rows have them.
    asked: BTreeMap<(usize, String), u64>,
    /// The same of organisations.
    unknown: BTreeMap<(usize, String), u64>,
}

/// The line, the column and the fault.
type Fault = (u64, usize, RowFault);

/// Checks a mapped list from its beginning. A process that is killed leaves it mapped, and another begins again. It ends
/// early when somebody cancels the import meanwhile.
pub(super) async fn check(app: &App, import: &Import, lease: &Hand<'_>) -> anyhow::Result<()> {
    let Some(publication) = import.publication_id else { anyhow::bail!("import {} has no publication", import.id) };
    let mut windows = windows(app, import).await?;
    let mut found = Findings::default();
    while let Some(window) = windows.recv().await {
        match window {
            Ok(window) => found.take(app, publication, window).await?,
            Err(Broken::Fault(fault)) => return ending::fail(app, import, &fault).await,
            Err(Broken::Source(error)) => return Err(error.into()),
        }
        if !lease.prolong().await? || !found.note(app, import).await? {
            return Ok(());
        }
    }
    found.settle(app, import).await
}

impl Findings {
    async fn take(&mut self, app: &App, publication: PublicationId, window: Window) -> anyhow::Result<()> {
        self.read += window.read;
        self.wrong += window.wrong;
        self.right += window.rows.len() as u64;
        self.tally.repeated += window.repeated;
        self.tally.contradicting += window.contradicting;
        self.tally.inactive += window.inactive;
        for (all, some) in [(&mut self.asked, window.asked), (&mut self.unknown, window.unknown)] {
            for (key, rows) in some {
                if all.len() < MOST_ASKED || all.contains_key(&key) {
                    *all.entry(key).or_default() += rows;
                }
            }
        }
        for fault in window.faults {
            let (kept, most) =
                if fault.2.is_remark() { (&mut self.remarks, KEPT_REMARKS) } else { (&mut self.faults, KEPT_FAULTS) };
            if kept.len() < most {
                kept.push(fault);
            }
        }
        let new = sort::newcomers(app.store.read(), publication, &window.rows, &mut self.tally).await?;
        self.tally.added += new.len() as u64;
        Ok(())
    }

    /// Notes how far it came; `false` when the import is no longer to be checked.
    async fn note(&self, app: &App, import: &Import) -> anyhow::Result<bool> {
        let tx = app.store.begin_write().await?;
        let goes_on = self.note_in(&tx, app, import).await?;
        tx.commit().await?;
        Ok(goes_on)
    }

    async fn note_in(&self, tx: &impl ConnectionTrait, app: &App, import: &Import) -> anyhow::Result<bool> {
        let update = sql(
            tx,
            "UPDATE imports SET read_rows = ?, changed_at = ? WHERE id = ? AND state = 'mapped' AND layout = ?",
            [
                i64::try_from(self.read)?.into(),
                app.clock.now().0.into(),
                import.id.0.into(),
                import.layout.as_str().into(),
            ],
        );
        Ok(tx.execute_raw(update).await?.rows_affected() == 1)
    }

    /// Keeps the faults, some in each transaction, and each time only while the import is to be checked.
    async fn keep_faults(&self, app: &App, import: &Import) -> anyhow::Result<bool> {
        // Those of an earlier check, or of one that was killed here.
        stage::erase_faults(app, import.id).await?;
        let all: Vec<&Fault> = self.faults.iter().chain(&self.remarks).collect();
        for some in all.chunks(FAULTS_AT_ONCE) {
            let tx = app.store.begin_write().await?;
            if !self.note_in(&tx, app, import).await? {
                return Ok(false);
            }
            let rows = some.iter().map(|(line, place, fault)| import_faults::ActiveModel {
                import_id: Set(import.id),
                line: Set(i64::try_from(*line).unwrap_or(i64::MAX)),
                place: Set(i32::try_from(*place).unwrap_or_default()),
                fault: Set(fault.word()),
            });
            import_faults::Entity::insert_many(rows).exec_without_returning(&tx).await?;
            tx.commit().await?;
        }
        Ok(true)
    }

    /// Keeps what was found, and waits for a person to decide.
    async fn settle(self, app: &App, import: &Import) -> anyhow::Result<()> {
        if !self.keep_faults(app, import).await? {
            return Ok(());
        }
        let shown = |all: BTreeMap<(usize, String), u64>| {
            all.into_iter().map(|((column, word), rows)| Asked { column, word, rows }).collect()
        };
        let layout = Layout { asked: shown(self.asked), unknown: shown(self.unknown), ..layout_of(import)? };
        let layout = serde_json::to_string(&layout)?;
        let tx = app.store.begin_write().await?;
        let count = |many: u64| i64::try_from(many);
        let tally = self.tally;
        let update = sql(
            &tx,
            "UPDATE imports SET state = 'checked', changed_at = ?, layout = ?, read_rows = ?, right_rows = ?, wrong_rows = ?,
               repeated = ?, contradicting = ?, inactive = ?, added = ?, present = ?, left_earlier = ?, suppressed = ?
             WHERE id = ? AND state = 'mapped' AND layout = ?",
            [
                app.clock.now().0.into(),
                layout.into(),
                count(self.read)?.into(),
                count(self.right)?.into(),
                count(self.wrong)?.into(),
                count(tally.repeated)?.into(),
                count(tally.contradicting)?.into(),
                count(tally.inactive)?.into(),
                count(tally.added)?.into(),
                count(tally.present)?.into(),
                count(tally.left)?.into(),
                count(tally.suppressed)?.into(),
                import.id.0.into(),
                import.layout.as_str().into(),
            ],
        );
        tx.execute_raw(update).await?;
        tx.commit().await?;
        Ok(())
    }
}
