//! The rows of a staged list, read and looked at on a thread of their own while the database is busy with those before.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::io::Read;
use std::sync::Arc;

use tokio::sync::mpsc;

use super::cells::{Broken, Cells};
use super::layout::{Layout, is_note_of_separator};
use super::row::{Places, RowFault, Said};
use super::{FileFault, Import, MAX_ROWS, layout_of, stage};
use crate::app::App;
use crate::base::Secrets;
use crate::people::Newcomer;

/// So many right rows make a window. An import that is under way counts on it: after a change, rows could be skipped.
const WINDOW: usize = 20_000;

/// A right row, with the hash under which its address would be suppressed.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) newcomer: Newcomer,
    pub(super) hash: String,
}

impl Row {
    /// The normalised address.
    pub(super) fn key(&self) -> &str {
        self.newcomer.0.key()
    }
}

/// What a stretch of the list holds.
#[derive(Debug, Default)]
pub(super) struct Window {
    /// The right rows, each address once in the whole list, in the order of their addresses: neighbours in the list of
    /// addresses are neighbours in its index, which makes taking them in several times as fast.
    pub(super) rows: Vec<Row>,
    /// Line, column and fault.
    pub(super) faults: Vec<(u64, usize, RowFault)>,
    pub(super) read: u64,
    pub(super) wrong: u64,
    pub(super) repeated: u64,
    pub(super) contradicting: u64,
    pub(super) inactive: u64,
}

/// Reads the list of an import from its beginning. The reading stops when the receiver is dropped.
pub(super) fn windows(app: &App, import: &Import) -> anyhow::Result<mpsc::Receiver<Result<Window, Broken>>> {
    let (to, from) = mpsc::channel(1);
    let (layout, secrets) = (layout_of(import)?, app.secrets.clone());
    let text = stage::text_of(app, import);
    tokio::task::spawn_blocking(move || {
        let list = List { layout, secrets, seen: Seen::default(), count: 0 };
        // Whoever does not listen any more does not want to know.
        if let Err(broken) = list.read(text, |window| to.blocking_send(Ok(window)).is_ok()) {
            let _ = to.blocking_send(Err(broken));
        }
    });
    Ok(from)
}

/// The first rows of a text as a layout reads them, by line.
pub(super) type Preview = Vec<(u64, Result<Said, (usize, RowFault)>)>;

/// Reads the first `many` rows of a text as a layout says; none when no column holds addresses.
pub(super) fn preview(text: impl Read, layout: &Layout, many: usize) -> Result<Preview, Broken> {
    let (mut rows, mut is_head) = (Vec::new(), true);
    let Some(places) = Places::of(layout) else { return Ok(rows) };
    let mut cells = Cells::new(text, layout.separator);
    while rows.len() < many
        && let Some(record) = cells.next()?
    {
        let is_note = is_head && is_note_of_separator(record.cell(0), record.len());
        if is_note || record.cells().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if !(std::mem::take(&mut is_head) && layout.has_header) {
            rows.push((record.line, places.read(record)));
        }
    }
    Ok(rows)
}

/// A list that is being read.
pub(super) struct List {
    pub(super) layout: Layout,
    pub(super) secrets: Arc<Secrets>,
    pub(super) seen: Seen,
    pub(super) count: u64,
}

impl List {
    /// Reads to the end, or until `to` says that nobody listens.
    pub(super) fn read(mut self, text: impl Read, mut to: impl FnMut(Window) -> bool) -> Result<(), Broken> {
        let Some(places) = Places::of(&self.layout) else { return Err(FileFault::NoAddresses(Vec::new()).into()) };
        let mut cells = Cells::new(text, self.layout.separator);
        let mut window = Window::default();
        let mut is_head = true;
        while let Some(record) = cells.next()? {
            if is_head && is_note_of_separator(record.cell(0), record.len()) {
                continue;
            }
            if record.cells().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if std::mem::take(&mut is_head) && self.layout.has_header {
                continue;
            }
            self.count += 1;
            if self.count > MAX_ROWS {
                return Err(FileFault::Rows.into());
            }
            window.read += 1;
            match places.read(record) {
                Ok(said) => self.take(said, record.line, &mut window),
                Err((column, fault)) => {
                    window.wrong += 1;
                    window.faults.push((record.line, column, fault));
                }
            }
            let is_full = window.rows.len() == WINDOW || window.read >= 4 * WINDOW as u64;
            if is_full && !to(sorted(std::mem::take(&mut window))) {
                return Ok(());
            }
        }
        to(sorted(window));
        Ok(())
    }

    fn take(&mut self, said: Said, line: u64, window: &mut Window) {
        let Said::Someone(address, name, language) = said else {
            window.inactive += 1;
            return;
        };
        match self.seen.look(address.key(), &name) {
            Sight::New => {
                let hash = self.secrets.suppression_hash(address.key());
                window.rows.push(Row { newcomer: (address, name, language), hash });
            }
            Sight::Again => window.repeated += 1,
            Sight::AgainWithAnotherName => {
                window.repeated += 1;
                window.contradicting += 1;
                window.faults.push((line, 0, RowFault::Contradicts));
            }
        }
    }
}

fn sorted(mut window: Window) -> Window {
    window.rows.sort_unstable_by(|one, other| one.key().cmp(other.key()));
    window
}

/// Which addresses were seen: a hash of each, with a hash of the name that came with it.
#[derive(Default)]
pub(super) struct Seen {
    hasher: RandomState,
    names: HashMap<u64, u32>,
}

enum Sight {
    New,
    Again,
    AgainWithAnotherName,
}

impl Seen {
    fn hash_of_name(&self, name: &str) -> u32 {
        let [one, two, three, four, ..] = self.hasher.hash_one(name).to_le_bytes();
        u32::from_le_bytes([one, two, three, four]).max(1)
    }

    /// Of two million addresses two share a hash of 64 bits once in ten million lists.
    fn look(&mut self, key: &str, name: &str) -> Sight {
        // No name is 0, and no name contradicts none.
        let name = if name.is_empty() { 0 } else { self.hash_of_name(name) };
        match self.names.entry(self.hasher.hash_one(key)) {
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(name);
                Sight::New
            }
            std::collections::hash_map::Entry::Occupied(known) => {
                let differs = *known.get() != name && *known.get() != 0 && name != 0;
                if differs { Sight::AgainWithAnotherName } else { Sight::Again }
            }
        }
    }
}
