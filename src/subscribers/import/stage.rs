//! The file of an import while it waits: sealed pieces in the database.
//!
//! Raw SQL where pieces go some at a time.

mod sheets;

use std::io::{self, Read};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use tokio::runtime::Handle;

use self::sheets::first_layout;
use super::cells::Broken;
use super::layout::{Beginning, Layout, Sheet};
use super::text::{Decoded, Probe};
use super::{FileFault, Import, MAX_FILE, layout_of, workbook};
use crate::app::App;
use crate::base::id::{ImportId, MemberId};
use crate::base::secrets::Checksum;
use crate::base::work::{FILES, Overdue};
use crate::store::sql;
use crate::store::tables::states::ImportState;
use crate::store::tables::{import_pieces, imports};
use crate::subscribers::subscriber::turns_text;

pub(in crate::subscribers) use sheets::choose_sheet;
pub(super) use sheets::layout_of_sheet;

/// The size of a piece before it is sealed, in bytes: small enough for a transaction of some milliseconds.
const PIECE: usize = 512 * 1024;
/// What the key of pieces is derived for.
const PURPOSE: &str = "import pieces";
/// The longest name of a file that is kept, in characters.
const MAX_NAME: usize = 100;

/// Takes a file in, part by part.
pub(in crate::subscribers) struct Stager<'a> {
    app: &'a App,
    id: ImportId,
    pieces: i64,
    bytes: u64,
    checksum: Checksum,
    probe: Probe,
    /// What is not yet in a piece; of a workbook all of it, because it is read from its end.
    waiting: Vec<u8>,
    is_workbook: Option<bool>,
    /// Of a workbook, its sheets and how many are hidden.
    sheets: Vec<Sheet>,
    hidden_sheets: usize,
}

impl<'a> Stager<'a> {
    /// Begins to take a file in.
    pub(in crate::subscribers) async fn begin(
        app: &'a App,
        file_name: &str,
        made_by: Option<MemberId>,
    ) -> anyhow::Result<Self> {
        let now = app.clock.now();
        let row = imports::ActiveModel {
            state: Set(ImportState::Arriving),
            file_name: Set(shown_name(file_name)),
            made_by: Set(made_by),
            made_at: Set(now),
            changed_at: Set(now),
            ..empty()
        };
        let tx = app.store.begin_write().await?;
        let id = imports::Entity::insert(row).exec(&tx).await?.last_insert_id;
        tx.commit().await?;
        Ok(Self {
            app,
            id,
            pieces: 0,
            bytes: 0,
            checksum: Checksum::begin(),
            probe: Probe::default(),
            waiting: Vec::new(),
            is_workbook: None,
            sheets: Vec::new(),
            hidden_sheets: 0,
        })
    }

    /// Takes the next part. After a fault nothing is left of the file.
    pub(in crate::subscribers) async fn take(&mut self, bytes: &[u8]) -> anyhow::Result<Result<(), FileFault>> {
        self.bytes += bytes.len() as u64;
        self.checksum.take(bytes);
        self.waiting.extend_from_slice(bytes);
        if self.is_workbook.is_none() && self.waiting.len() >= 4 {
            self.is_workbook = Some(workbook::is_workbook(&self.waiting));
            // What waited so far was not looked at, because it could have been a workbook.
            let begun = self.waiting.clone();
            return self.took(&begun).await;
        }
        self.took(bytes).await
    }

    async fn took(&mut self, new: &[u8]) -> anyhow::Result<Result<(), FileFault>> {
        let fault = match self.is_workbook {
            _ if self.bytes > MAX_FILE => Some(FileFault::TooLarge),
            Some(true) => (self.waiting.len() > workbook::MAX_PACKED).then_some(FileFault::TooLarge),
            Some(false) => self.probe.look(new).err(),
            None => None,
        };
        if let Some(fault) = fault {
            forget(self.app, self.id).await?;
            return Ok(Err(fault));
        }
        if self.is_workbook == Some(false) {
            self.put_away(PIECE).await?;
        }
        Ok(Ok(()))
    }

    /// Seals what waits into pieces, as long as at least `least` bytes wait.
    async fn put_away(&mut self, least: usize) -> anyhow::Result<()> {
        while self.waiting.len() >= least.max(1) {
            let rest = self.waiting.split_off(self.waiting.len().min(PIECE));
            let piece = std::mem::replace(&mut self.waiting, rest);
            let place = place_of(self.id, self.pieces);
            let sealed = self.app.secrets.seal_part(PURPOSE, &place, &piece, &self.app.random)?;
            let tx = self.app.store.begin_write().await?;
            let row =
                import_pieces::ActiveModel { import_id: Set(self.id), number: Set(self.pieces), sealed: Set(sealed) };
            import_pieces::Entity::insert(row).exec_without_returning(&tx).await?;
            tx.commit().await?;
            self.pieces += 1;
        }
        Ok(())
    }

    /// The file is whole: of a workbook the text is taken out, and the columns are guessed.
    pub(in crate::subscribers) async fn finish(mut self) -> anyhow::Result<Result<Import, FileFault>> {
        let taken_out = match self.is_workbook {
            Some(true) => self.take_out().await?,
            // Fewer than four bytes are no workbook.
            None => self.probe.look(&self.waiting),
            Some(false) => Ok(()),
        };
        if let Err(fault) = taken_out {
            forget(self.app, self.id).await?;
            return Ok(Err(fault));
        }
        self.put_away(0).await?;
        let Self { app, id, pieces, bytes, checksum, probe, sheets, hidden_sheets, .. } = self;
        let encoding = probe.encoding();
        let staged = (app.clone(), Handle::current(), id);
        let layout = match FILES.work(move |_| first_layout(&staged, encoding, pieces, sheets)).await? {
            Ok(layout) => Layout { hidden_sheets, ..layout },
            Err(Broken::Fault(fault)) => {
                forget(app, id).await?;
                return Ok(Err(fault));
            }
            Err(Broken::Source(error)) => return Err(error.into()),
        };
        let row = imports::ActiveModel {
            id: Set(id),
            state: Set(ImportState::Uploaded),
            encoding: Set(encoding.to_owned()),
            sha256: Set(checksum.hex()),
            bytes: Set(i64::try_from(bytes)?),
            pieces: Set(pieces),
            layout: Set(serde_json::to_string(&layout)?),
            changed_at: Set(app.clock.now()),
            ..Default::default()
        };
        let tx = app.store.begin_write().await?;
        let import = imports::Entity::update(row).exec(&tx).await?;
        tx.commit().await?;
        Ok(Ok(import))
    }

    async fn take_out(&mut self) -> anyhow::Result<Result<(), FileFault>> {
        let packed = std::mem::take(&mut self.waiting);
        let read = FILES.work(move |budget| workbook::read(&packed, budget)).await;
        let read = read.or_else(|error| if error.is::<Overdue>() { Ok(Err(FileFault::Bomb)) } else { Err(error) });
        let book = match read? {
            Ok(book) => book,
            Err(fault) => return Ok(Err(fault)),
        };
        self.hidden_sheets = book.hidden_sheets;
        for text in book.sheets {
            let first = self.pieces;
            self.waiting = text.done.into_bytes();
            self.put_away(0).await?;
            let (name, hidden_rows) = (text.name, text.hidden_rows);
            self.sheets.push(Sheet { name, pieces: (first, self.pieces), hidden_rows });
        }
        Ok(Ok(()))
    }

    /// Gives up: nothing of the file is left.
    pub(in crate::subscribers) async fn give_up(self) -> anyhow::Result<()> {
        forget(self.app, self.id).await.map(drop)
    }
}

/// The name of a file without the signs that break a line or turn the direction of what follows, so that it cannot seem
/// to be another.
fn shown_name(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control() && !turns_text(*letter)).take(MAX_NAME).collect()
}

fn empty() -> imports::ActiveModel {
    let text = || Set(String::new());
    imports::ActiveModel {
        fault: text(),
        publication_id: Set(None),
        encoding: text(),
        sha256: text(),
        bytes: Set(0),
        pieces: Set(0),
        layout: text(),
        basis: text(),
        source: text(),
        obtained_on: text(),
        skip_wrong: Set(false),
        ended_at: Set(None),
        read_rows: Set(0),
        right_rows: Set(0),
        wrong_rows: Set(0),
        repeated: Set(0),
        contradicting: Set(0),
        inactive: Set(0),
        merged_rows: Set(0),
        added: Set(0),
        present: Set(0),
        left_earlier: Set(0),
        suppressed: Set(0),
        trouble: text(),
        troubled_at: Set(None),
        sending_id: Set(None),
        ..Default::default()
    }
}

/// Which piece of which import: elsewhere it does not open.
fn place_of(id: ImportId, number: i64) -> Vec<u8> {
    format!("{id}/{number}").into_bytes()
}

/// The bytes of a staged file. It is read on a thread that may wait.
struct Staged {
    app: App,
    handle: Handle,
    id: ImportId,
    pieces: i64,
    next: i64,
    piece: Vec<u8>,
    at: usize,
}

impl Staged {
    fn fetch(&self) -> io::Result<Vec<u8>> {
        let key = (self.id, self.next);
        let row = self.handle.block_on(import_pieces::Entity::find_by_id(key).one(self.app.store.read()));
        let row = row.map_err(io::Error::other)?;
        // A backup holds no pieces.
        let Some(row) = row else { return Err(io::Error::from(io::ErrorKind::NotFound)) };
        self.app.secrets.unseal_part(PURPOSE, &place_of(self.id, self.next), &row.sealed).map_err(io::Error::other)
    }
}

impl Read for Staged {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.piece.len() {
            if self.next == self.pieces {
                return Ok(0);
            }
            self.piece = self.fetch()?;
            self.at = 0;
            self.next += 1;
        }
        let rest = self.piece.get(self.at..).unwrap_or_default();
        let count = rest.len().min(into.len());
        let (Some(from), Some(to)) = (rest.get(..count), into.get_mut(..count)) else { return Ok(0) };
        to.copy_from_slice(from);
        self.at += count;
        Ok(count)
    }
}

/// The text of an import's file, to be read on a thread that may wait.
pub(super) fn text_of(app: &App, import: &Import) -> impl Read + Send + 'static {
    text_on(app, import, Handle::current())
}

/// The same, from a thread that has no runtime of its own.
pub(super) fn text_on(app: &App, import: &Import, handle: Handle) -> impl Read + Send + use<> {
    let sheet = layout_of(import).ok().and_then(|layout| layout.read_sheet().map(|sheet| sheet.pieces));
    text_between(app, import, handle, sheet.unwrap_or((0, import.pieces)))
}

fn text_between(app: &App, import: &Import, handle: Handle, (next, pieces): (i64, i64)) -> impl Read + Send + use<> {
    let file = Staged { app: app.clone(), handle, id: import.id, pieces, next, piece: Vec::new(), at: 0 };
    Decoded::new(file, &import.encoding)
}

/// The first rows of an import's file.
pub(in crate::subscribers) async fn beginning_of(
    app: &App,
    import: &Import,
    many: usize,
) -> anyhow::Result<Result<Beginning, FileFault>> {
    let text = text_of(app, import);
    match FILES.work(move |budget| Beginning::read(budget.reads(text, u64::MAX), many)).await? {
        Ok(beginning) => Ok(Ok(beginning)),
        Err(Broken::Fault(fault)) => Ok(Err(fault)),
        Err(Broken::Source(error)) => Err(error.into()),
    }
}

/// Erases the pieces of an import, a few at a time, so that others can write meanwhile.
pub(super) async fn erase_pieces(app: &App, id: ImportId) -> anyhow::Result<()> {
    loop {
        let tx = app.store.begin_write().await?;
        let some = sql(
            &tx,
            "DELETE FROM import_pieces WHERE import_id = ? AND number IN
               (SELECT number FROM import_pieces WHERE import_id = ? ORDER BY number LIMIT 4)",
            [id.0.into(), id.0.into()],
        );
        let gone = tx.execute_raw(some).await?.rows_affected();
        tx.commit().await?;
        if gone == 0 {
            return Ok(());
        }
    }
}

/// Erases what is kept about the faults of an import, some at a time.
pub(super) async fn erase_faults(app: &App, id: ImportId) -> anyhow::Result<()> {
    loop {
        let tx = app.store.begin_write().await?;
        let some = sql(
            &tx,
            "DELETE FROM import_faults WHERE import_id = ? AND line IN
               (SELECT line FROM import_faults WHERE import_id = ? ORDER BY line LIMIT 500)",
            [id.0.into(), id.0.into()],
        );
        let gone = tx.execute_raw(some).await?.rows_affected();
        tx.commit().await?;
        if gone == 0 {
            return Ok(());
        }
    }
}

/// Erases an import of which nothing came, with its file. `false` when something came of it, or is about to: then it
/// stays, because the evidence of those who were taken in names it.
pub(super) async fn forget(app: &App, id: ImportId) -> anyhow::Result<bool> {
    // Once it is cancelled nobody can begin to merge it, so what follows may take its time.
    let cancelled =
        "UPDATE imports SET state = 'cancelled' WHERE id = ? AND merged_rows = 0 AND state NOT IN ('merging', 'done')";
    let tx = app.store.begin_write().await?;
    let is_ours = tx.execute_raw(sql(&tx, cancelled, [id.0.into()])).await?.rows_affected() == 1;
    tx.commit().await?;
    if !is_ours {
        return Ok(false);
    }
    erase_pieces(app, id).await?;
    erase_faults(app, id).await?;
    let tx = app.store.begin_write().await?;
    imports::Entity::delete_many()
        .filter(imports::Column::Id.eq(id))
        .filter(imports::Column::State.eq(ImportState::Cancelled))
        .filter(imports::Column::MergedRows.eq(0))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(true)
}

/// Whether all pieces of an import's file are there.
pub(super) async fn is_whole(app: &App, import: &Import) -> anyhow::Result<bool> {
    let on = app.store.read();
    let count = sql(on, "SELECT COUNT(*) FROM import_pieces WHERE import_id = ?", [import.id.0.into()]);
    let there = on.query_one_raw(count).await?.map_or(Ok(0), |row| row.try_get_by_index::<i64>(0))?;
    Ok(there == import.pieces)
}
