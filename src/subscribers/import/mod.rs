//! Taking subscribers in from a list, on a declared basis.
//!
//! All rows are read and checked before anything is written, and one wrong row stops it all. Then the rows merge in
//! chunks that only roll forward: after a crash the same file is imported again, and who was taken in already counts
//! as subscribed. Whoever left or is suppressed stays out.

pub(super) mod at_terminal;
pub(super) mod list_file;

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::PublicationId;
use crate::base::secrets::sha256_hex;
use crate::people::{self, Newcomer, Person};
use crate::store::tables::states::Act;
use crate::store::tables::subscriptions;
use crate::subscribers::evidence::{evidence, keep};
use crate::subscribers::find;
use crate::subscribers::subscriber::Source;
use list_file::{FileFault, List, Row, RowFault};

/// So many rows merge in one transaction, which takes some milliseconds.
const CHUNK: usize = 500;

/// What is to be imported.
#[derive(Clone, Debug)]
pub struct ImportOf {
    /// The file's content.
    pub bytes: Vec<u8>,
    /// What they are subscribed to.
    pub publication: PublicationId,
    /// Why they may be written to, in the words of whoever imports.
    pub basis: String,
    /// Whether to check only.
    pub dry_run: bool,
    /// Who imports.
    pub actor: Actor,
}

/// What came of importing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    /// Every row was right; this is what became, or with a dry run would become, of them.
    Done(Tally),
    /// Some rows are wrong, so nothing was imported: the first faults by line, and how many rows are wrong.
    WrongRows(Vec<(u64, RowFault)>, u64),
    /// The file is no list, so nothing was imported.
    WrongFile(FileFault),
}

/// What became of the rows of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Subscribed by this import.
    pub added: u64,
    /// Subscribed already.
    pub present: u64,
    /// Left this publication, or everything, earlier: they stay out.
    pub left: u64,
    /// Suppressed: they stay out.
    pub suppressed: u64,
    /// Repeat an address of an earlier row.
    pub repeated: u64,
}

/// Imports a list. `progress` is told how many rows of how many are done.
///
/// # Errors
/// The database's; what was merged before stays.
pub async fn import(
    app: &App,
    of: ImportOf,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> anyhow::Result<Imported> {
    let checksum = sha256_hex(&of.bytes);
    let ImportOf { bytes, publication, basis, dry_run, actor } = of;
    let list = match list_file::read(bytes) {
        Ok(list) if list.wrong == 0 => list,
        Ok(list) => return Ok(Imported::WrongRows(list.faults, list.wrong)),
        Err(fault) => return Ok(Imported::WrongFile(fault)),
    };
    let merge = Merge { app, publication, basis: &basis };
    if dry_run {
        return Ok(Imported::Done(merge.count(&list).await?));
    }
    let about = format!("publication={publication} rows={} sha256={checksum}", list.rows.len());
    note(app, actor, Note::done("subscriber.import", "publication", publication.0).with(about)).await?;
    let tally = merge.all(&list, progress).await?;
    let about =
        format!("added={} present={} left={} suppressed={}", tally.added, tally.present, tally.left, tally.suppressed);
    note(app, actor, Note::done("subscriber.imported", "publication", publication.0).with(about)).await?;
    Ok(Imported::Done(tally))
}

async fn note(app: &App, actor: Actor, note: Note) -> Result<(), DbErr> {
    let origin = if actor == Actor::Terminal { "terminal" } else { "web" };
    let tx = app.store.begin_write().await?;
    audit::record(&tx, app.clock.now(), actor, note, origin).await?;
    tx.commit().await
}

struct Merge<'a> {
    app: &'a App,
    publication: PublicationId,
    basis: &'a str,
}

/// What is to become of one chunk.
struct Sorted<'a> {
    to_add: Vec<&'a Row>,
    tally: Tally,
}

impl Merge<'_> {
    async fn count(&self, list: &List) -> Result<Tally, DbErr> {
        let mut tally = Tally { repeated: list.repeated, ..Tally::default() };
        for chunk in list.rows.chunks(CHUNK) {
            let sorted = self.sort(self.app.store.read(), chunk).await?;
            tally.take(sorted.tally, sorted.to_add.len());
        }
        Ok(tally)
    }

    async fn all(&self, list: &List, progress: &mut (dyn FnMut(usize, usize) + Send)) -> Result<Tally, DbErr> {
        let mut tally = Tally { repeated: list.repeated, ..Tally::default() };
        let mut done = 0;
        for chunk in list.rows.chunks(CHUNK) {
            let tx = self.app.store.begin_write().await?;
            let sorted = self.sort(&tx, chunk).await?;
            let added = self.add(&tx, &sorted.to_add, self.app.clock.now()).await?;
            tx.commit().await?;
            tally.take(sorted.tally, added);
            done += chunk.len();
            progress(done, list.rows.len());
        }
        Ok(tally)
    }

    /// Tells who is new to the publication, and counts the others.
    async fn sort<'r>(&self, on: &impl ConnectionTrait, chunk: &'r [Row]) -> Result<Sorted<'r>, DbErr> {
        let hash = |row: &Row| self.app.secrets.suppression_hash(row.address.key());
        let hashes: Vec<String> = chunk.iter().map(hash).collect();
        let suppressed: HashSet<String> = find::suppressed(on, hashes.clone()).await?.into_iter().collect();
        let keys: Vec<&str> = chunk.iter().map(|row| row.address.key()).collect();
        let known = people::by_keys(on, &keys).await?;
        let subscribed = self.standing_of(on, &known).await?;
        let mut sorted = Sorted { to_add: Vec::new(), tally: Tally::default() };
        for (row, hash) in chunk.iter().zip(&hashes) {
            match subscribed.get(row.address.key()) {
                _ if suppressed.contains(hash) => sorted.tally.suppressed += 1,
                Some(Standing::In) => sorted.tally.present += 1,
                Some(Standing::Left) => sorted.tally.left += 1,
                None => sorted.to_add.push(row),
            }
        }
        Ok(sorted)
    }

    /// How the people that we know stand to the publication, by their normalised address.
    async fn standing_of<'p>(
        &self,
        on: &impl ConnectionTrait,
        known: &'p [Person],
    ) -> Result<HashMap<&'p str, Standing>, DbErr> {
        let ids: Vec<_> = known.iter().map(|person| person.id).collect();
        let mut by_person: HashMap<_, Vec<subscriptions::Model>> = HashMap::new();
        for row in find::subscriptions_of(on, &ids).await? {
            by_person.entry(row.person_id).or_default().push(row);
        }
        let standing = |person: &'p Person| {
            let rows = by_person.get(&person.id)?;
            Some((person.address_key.as_str(), Standing::of(rows, self.publication)?))
        };
        Ok(known.iter().filter_map(standing).collect())
    }

    /// Subscribes rows that are new, with evidence; gives how many were. Someone who signs up at this very moment is
    /// left to that.
    async fn add(&self, tx: &impl ConnectionTrait, rows: &[&Row], now: Instant) -> Result<usize, DbErr> {
        if rows.is_empty() {
            return Ok(0);
        }
        let newcomers: Vec<Newcomer> =
            rows.iter().map(|row| (row.address.clone(), row.name.clone(), row.language)).collect();
        people::meet_many(tx, &newcomers, now).await?;
        let keys: Vec<&str> = rows.iter().map(|row| row.address.key()).collect();
        let everyone: HashMap<_, Person> =
            people::by_keys(tx, &keys).await?.into_iter().map(|person| (person.id, person)).collect();
        let new = everyone.keys().map(|person| subscriptions::ActiveModel {
            person_id: Set(*person),
            publication_id: Set(self.publication),
            source: Set(Source::Import.word().to_owned()),
            confirmed_at: Set(now),
            withdrawn_at: Set(None),
            withdrawn_through: Set(None),
            ..Default::default()
        });
        let insert = subscriptions::Entity::insert_many(new)
            .on_conflict_do_nothing_on([subscriptions::Column::PersonId, subscriptions::Column::PublicationId]);
        let sea_orm::TryInsertResult::Inserted(inserted) = insert.exec_with_returning_many(tx).await? else {
            return Ok(0);
        };
        let rows = inserted.iter().filter_map(|row| everyone.get(&row.person_id)).map(|person| {
            let mut row = evidence(person, self.publication, Act::Imported, Source::Import.word(), now);
            row.basis = Set(self.basis.to_owned());
            row
        });
        keep(tx, rows.collect()).await?;
        Ok(inserted.len())
    }
}

/// How someone stands to a publication.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    In,
    Left,
}

impl Standing {
    /// `None` for someone who may be taken in. Whoever left everything is not taken in for something new either.
    fn of(rows: &[subscriptions::Model], publication: PublicationId) -> Option<Self> {
        let has_left_all = !rows.is_empty() && rows.iter().all(|row| row.withdrawn_at.is_some());
        match rows.iter().find(|row| row.publication_id == publication) {
            Some(row) if row.withdrawn_at.is_none() => Some(Self::In),
            Some(_) => Some(Self::Left),
            None => has_left_all.then_some(Self::Left),
        }
    }
}

impl Tally {
    fn take(&mut self, more: Self, added: usize) {
        self.added += added as u64;
        self.present += more.present;
        self.left += more.left;
        self.suppressed += more.suppressed;
    }
}
