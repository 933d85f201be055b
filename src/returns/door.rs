//! By which door mail comes back, and how each door fares.
//!
//! Raw SQL: a row is made, or counted up, in one statement.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use crate::app::App;
use crate::base::{Instant, spoken};
use crate::store::sql;
use crate::store::tables::doors;

/// How a door fares.
pub type Standing = doors::Model;

spoken! {
    /// By which door something came back.
    pub Door {
        /// A program that the mail server runs, one mail at a time.
        Pipe = "pipe", "Mailserver via een opdracht", "Mail server through a command";
        /// The mail server over LMTP.
        Lmtp = "lmtp", "Mailserver via LMTP", "Mail server over LMTP";
        /// A mailbox that we look into.
        Imap = "imap", "Mailbox via IMAP", "Mailbox over IMAP";
        /// A program that holds a key, over HTTP.
        Hook = "hook", "Ander programma via HTTP", "Another program over HTTP";
        /// The relay itself, which refused the recipient while we were sending.
        Smtp = "smtp", "Antwoord van de mailserver bij het versturen", "Answer of the mail server while sending";
    }
}

impl Door {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Smtp, Self::Lmtp, Self::Pipe, Self::Imap, Self::Hook];
}

/// What became of a mail that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was kept, and what follows from it was done.
    Kept,
    /// The same report was kept before.
    Known,
    /// A person answered: staff read it, and a mailbox keeps the mail where it is.
    Answered,
    /// It is about a mail of ours and changes nothing: an automatic answer, news of a delay.
    Ignored,
    /// It is about no mail of ours.
    NotOurs,
}

/// How every door fares that was ever used.
pub(super) async fn standings(on: &impl ConnectionTrait) -> Result<Vec<Standing>, DbErr> {
    doors::Entity::find().all(on).await
}

/// Counts a mail, in the transaction that took it.
pub(super) async fn count(tx: &impl ConnectionTrait, door: Door, taken: Taken, now: Instant) -> Result<(), DbErr> {
    let (kept, ignored, strange) = match taken {
        Taken::Kept | Taken::Answered => (1, 0, 0),
        Taken::Known | Taken::Ignored => (0, 1, 0),
        Taken::NotOurs => (0, 0, 1),
    };
    let count = sql(
        tx,
        "INSERT INTO doors (name, taken, ignored, strange, taken_at, mark) VALUES (?, ?, ?, ?, ?, 0)
         ON CONFLICT (name) DO UPDATE SET taken = doors.taken + excluded.taken, ignored = doors.ignored + excluded.ignored,
           strange = doors.strange + excluded.strange, taken_at = excluded.taken_at",
        [door.word().into(), kept.into(), ignored.into(), strange.into(), now.0.into()],
    );
    tx.execute_raw(count).await.map(drop)
}

/// Notes that a door stood open: it was reached and works.
pub(super) async fn note_open(app: &App, door: Door) -> Result<(), DbErr> {
    let tx = app.store.begin_write().await?;
    let open = sql(
        &tx,
        "INSERT INTO doors (name, taken, ignored, strange, opened_at, mark) VALUES (?, 0, 0, 0, ?, 0)
         ON CONFLICT (name) DO UPDATE SET opened_at = excluded.opened_at, fault = NULL, fault_at = NULL",
        [door.word().into(), app.clock.now().0.into()],
    );
    tx.execute_raw(open).await?;
    tx.commit().await
}

/// Notes what is wrong with a door, in words without addresses or passwords.
pub(super) async fn note_fault(app: &App, door: Door, fault: &str) -> Result<(), DbErr> {
    let tx = app.store.begin_write().await?;
    let fault: String = super::scrub(fault, &[]);
    let note = sql(
        &tx,
        "INSERT INTO doors (name, taken, ignored, strange, fault, fault_at, mark) VALUES (?, 0, 0, 0, ?, ?, 0)
         ON CONFLICT (name) DO UPDATE SET fault = excluded.fault, fault_at = excluded.fault_at",
        [door.word().into(), fault.into(), app.clock.now().0.into()],
    );
    tx.execute_raw(note).await?;
    tx.commit().await
}

/// How far a door was read, and for a mailbox the validity of that number.
pub(super) async fn mark(on: &impl ConnectionTrait, door: Door) -> Result<(i64, Option<i64>), DbErr> {
    let found = doors::Entity::find_by_id(door.word()).one(on).await?;
    Ok(found.map_or((0, None), |row| (row.mark, row.validity)))
}

/// Sets how far a door was read.
pub(super) async fn set_mark(
    tx: &impl ConnectionTrait,
    door: Door,
    mark: i64,
    validity: Option<i64>,
) -> Result<(), DbErr> {
    let set = sql(
        tx,
        "INSERT INTO doors (name, taken, ignored, strange, validity, mark) VALUES (?, 0, 0, 0, ?, ?)
         ON CONFLICT (name) DO UPDATE SET validity = excluded.validity, mark = excluded.mark",
        [door.word().into(), validity.into(), mark.into()],
    );
    tx.execute_raw(set).await.map(drop)
}
