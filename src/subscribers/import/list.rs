//! The rows of a staged list, read and looked at on a thread of their own while the database is busy with those before.

mod choices;
mod seen;

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

use tokio::sync::mpsc;

use super::cells::{Broken, Cells, Record};
use super::layout::{Layout, Role, SAMPLE};
use super::row::{Places, RowFault, Said};
use super::{Asked, FileFault, Import, MAX_ROWS, layout_of, stage};
use crate::app::App;
use crate::base::Secrets;
use crate::base::secrets::AddressHash;
use crate::people::Newcomer;
use crate::subscribers::chosen::Chosen;

pub(super) use choices::Choices;
pub(super) use seen::Seen;
use seen::Sight;

/// So many right rows make a window. An import that is under way counts on it: after a change, rows could be skipped.
const WINDOW: usize = 20_000;

/// A right row, with the hash under which its address would be suppressed.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) newcomer: Newcomer,
    pub(super) hash: AddressHash,
    /// Topics and areas; rarely any, so apart.
    pub(super) chosen: Option<Box<Chosen>>,
    /// The organisation beside them, as names are compared, when we have it.
    pub(super) organisation: Option<Box<str>>,
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
    /// The words that we do not know, by the place of their column, and how many rows have them.
    pub(super) asked: BTreeMap<(usize, String), u64>,
    /// The same of organisations.
    pub(super) unknown: BTreeMap<(usize, String), u64>,
}

/// So many words that we do not know are asked about, and so much of each is shown.
pub(super) const MOST_ASKED: usize = 12;
const SHOWN: usize = 60;

/// Reads the list of an import from its beginning. The reading stops when the receiver is dropped.
pub(super) async fn windows(app: &App, import: &Import) -> anyhow::Result<mpsc::Receiver<Result<Window, Broken>>> {
    let (to, from) = mpsc::channel(1);
    let (layout, secrets) = (layout_of(import)?, app.secrets.clone());
    let choices = Choices::for_layout(app, &layout).await?;
    // Wrong rows are left out by now, and some of them may say that somebody is out.
    let look_ahead = layout.may_tell_who_is_out() || import.wrong_rows > 0;
    let text = {
        let (app, import) = (app.clone(), import.clone());
        let handle = tokio::runtime::Handle::current();
        move || stage::text_on(&app, &import, handle.clone())
    };
    tokio::task::spawn_blocking(move || {
        let list = List { layout, secrets, choices, look_ahead, seen: Seen::default(), count: 0 };
        // Whoever does not listen any more does not want to know.
        if let Err(broken) = list.read(text, |window| to.blocking_send(Ok(window)).is_ok()) {
            let _ = to.blocking_send(Err(broken));
        }
    });
    Ok(from)
}

/// The first rows of a text as a layout reads them, by line.
pub(super) type Preview = Vec<(u64, Result<Said, (usize, RowFault)>)>;

/// Reads the first `many` rows of a text, which `text` gives from its beginning, as a layout says; none when no column
/// holds addresses.
pub(super) fn preview<R: Read>(text: impl Fn() -> R, layout: &Layout, many: usize) -> Result<Preview, Broken> {
    let mut rows = Vec::new();
    let Some(mut places) = Places::of(layout) else { return Ok(rows) };
    let mut sample = below_head(text(), layout)?;
    for _ in 0..SAMPLE {
        match sample.next_said() {
            Ok(Some(record)) => places.standings.learn(record),
            // What is wrong further on is found when all of it is read.
            Ok(None) | Err(Broken::Fault(_)) => break,
            Err(broken) => return Err(broken),
        }
    }
    let mut cells = below_head(text(), layout)?;
    while rows.len() < many
        && let Some(record) = cells.next_said()?
    {
        rows.push((record.line, places.read(record)));
    }
    Ok(rows)
}

/// The rows of a text, but for the one that names the columns.
fn below_head<R: Read>(text: R, layout: &Layout) -> Result<Cells<R>, Broken> {
    let mut cells = Cells::new(text, layout.cut());
    if layout.has_header {
        cells.next_said()?;
    }
    Ok(cells)
}

/// A list that is being read.
pub(super) struct List {
    pub(super) layout: Layout,
    pub(super) secrets: Arc<Secrets>,
    pub(super) choices: Choices,
    /// Whether it is read once beforehand, because some row may say that somebody is out.
    pub(super) look_ahead: bool,
    pub(super) seen: Seen,
    pub(super) count: u64,
}

impl List {
    /// Reads to the end, or until `to` says that nobody listens. `text` gives the text, from its beginning each time: when
    /// a column says who is out where the list comes from, it is read once beforehand, because such a row counts wherever
    /// it stands.
    pub(super) fn read<R: Read>(
        mut self,
        text: impl Fn() -> R,
        mut to: impl FnMut(Window) -> bool,
    ) -> Result<(), Broken> {
        let Some(mut places) = Places::of(&self.layout) else { return Err(FileFault::NoAddresses(Vec::new()).into()) };
        if self.look_ahead {
            self.learn_standings(text(), &mut places)?;
            self.note_who_is_out(text(), &places)?;
        }
        let mut cells = below_head(text(), &self.layout)?;
        let mut window = Window::default();
        while let Some(record) = cells.next_said()? {
            self.count += 1;
            if self.count > MAX_ROWS {
                return Err(FileFault::Rows.into());
            }
            window.read += 1;
            match places.read(record) {
                Ok(said) => self.take(said, &places, record, &mut window),
                Err((column, fault)) => {
                    window.wrong += 1;
                    window.faults.push((record.line, column, fault));
                    if fault == RowFault::Unclear {
                        ask(&mut window.asked, column - 1, record);
                    }
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

    /// What an empty cell means hangs on the others of its column.
    fn learn_standings(&self, text: impl Read, places: &mut Places) -> Result<(), Broken> {
        if !self.layout.roles.contains(&Role::Standing) {
            return Ok(());
        }
        let mut cells = below_head(text, &self.layout)?;
        while let Some(record) = cells.next_said()?
            && places.standings.may_learn()
        {
            places.standings.learn(record);
        }
        Ok(())
    }

    fn note_who_is_out(&mut self, text: impl Read, places: &Places) -> Result<(), Broken> {
        let mut cells = below_head(text, &self.layout)?;
        let mut count = 0;
        while let Some(record) = cells.next_said()? {
            count += 1;
            if count > MAX_ROWS {
                return Err(FileFault::Rows.into());
            }
            match places.read(record) {
                Ok(Said::Inactive(Some(address))) => self.seen.note_out(address.key()),
                Err((_, RowFault::Unclear | RowFault::SeemsOut)) => {
                    places.address(record).iter().for_each(|address| self.seen.note_out(address.key()));
                }
                _ => {}
            }
        }
        self.seen.all_out_are_known();
        Ok(())
    }

    /// The organisation of a row, when we have it; one that we do not have is remarked.
    fn organisation(&self, places: &Places, record: Record<'_>, window: &mut Window) -> Option<Box<str>> {
        let (name, is_known) = self.choices.organisation(places, record)?;
        if let Some(at) = places.organisation.filter(|_| !is_known) {
            window.faults.push((record.line, at + 1, RowFault::Organisation));
            ask(&mut window.unknown, at, record);
        }
        is_known.then_some(name)
    }

    fn take(&mut self, said: Said, places: &Places, record: Record<'_>, window: &mut Window) {
        let line = record.line;
        let Said::Someone(address, name, language) = said else {
            window.inactive += 1;
            return;
        };
        match self.seen.look(address.key(), &name) {
            Sight::New => {
                let hash = self.secrets.address_hash(address.key());
                let mut chosen = None;
                if places.topics.or(places.areas).is_some() {
                    let (named, unknown) = self.choices.read(places, record);
                    window.faults.extend(unknown.map(|at| (line, at + 1, RowFault::Choice)));
                    chosen = (named != Chosen::default()).then(|| Box::new(named));
                }
                let organisation = self.organisation(places, record, window);
                window.rows.push(Row { newcomer: (address, name, language), hash, chosen, organisation });
            }
            Sight::Again => window.repeated += 1,
            Sight::AgainWithAnotherName => {
                window.repeated += 1;
                window.contradicting += 1;
                window.faults.push((line, 0, RowFault::Contradicts));
            }
            Sight::Out => {
                window.inactive += 1;
                window.faults.push((line, 0, RowFault::OutElsewhere));
            }
        }
    }
}

/// Keeps a word that we do not know, to ask about it. What may be an address is not kept.
fn ask(asked: &mut BTreeMap<(usize, String), u64>, column: usize, record: Record<'_>) {
    let cell = record.cell(column).trim();
    let mut word: String = if cell.contains('@') { "@".to_owned() } else { cell.chars().take(SHOWN).collect() };
    if cell.chars().count() > SHOWN {
        word.push('…');
    }
    let key = (column, word);
    if asked.len() < MOST_ASKED || asked.contains_key(&key) {
        *asked.entry(key).or_default() += 1;
    }
}

/// Whether a person can say what a word means. An address says nothing, and a story none that another tells.
pub(super) fn is_answerable(asked: &Asked) -> bool {
    asked.word != "@" && !asked.word.ends_with('…')
}

fn sorted(mut window: Window) -> Window {
    window.rows.sort_unstable_by(|one, other| one.key().cmp(other.key()));
    window
}
