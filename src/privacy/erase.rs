//! Erasing a person: everything in one transaction, so that whoever kills the process finds all of it or none.
//!
//! What cannot be in it comes after: SQLite's log is folded into its file, the file is read for the address, and a bell
//! finishes what could not be finished at once ([`finish_erasures`](super::finish_erasures)).

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::code;
use super::holds::is_held;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{MemberId, PersonId};
use crate::people::{self, Person};
use crate::privacy::acts::Act;
use crate::staff::{self, Standpoint};
use crate::store::tables::{erasures, privacy_codes, privacy_holds};
use crate::store::{DatabaseTransaction, Engine};
use crate::{returns, subscribers};

/// At whose wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The person's own, who holds this pass.
    Own(String),
    /// An administrator does it because the person asked.
    Asked(MemberId),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Erased {
    /// Gone, with so many records.
    Gone(i64),
    /// Not now: kept until this moment, because the law wants it.
    OnHold(Instant),
    /// Not now: the subscriptions came from another address not long ago, which may take them back until this moment.
    Moving(Instant),
    /// Not like this: a member of staff, whose acts must stay accounted for.
    IsMember,
    /// The pass is over, or the person was gone already.
    Unknown,
}

/// Why somebody cannot be erased now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// On hold until then.
    OnHold(Instant),
    /// Moved here from another address, which may take that back until then: who reads a forwarded mail must not be able
    /// to take somebody's subscriptions and erase them unseen.
    Moving(Instant),
    /// A member of staff, now or before.
    IsMember,
}

/// What stands in the way of erasing a person, if anything.
///
/// # Errors
/// The database's.
pub async fn hindrance(
    on: &impl ConnectionTrait,
    person: PersonId,
    now: Instant,
) -> Result<Option<Hindrance>, sea_orm::DbErr> {
    if let Some(until) = is_held(on, person, now).await? {
        return Ok(Some(Hindrance::OnHold(until)));
    }
    if let Some(until) = subscribers::is_moving(on, person, now).await? {
        return Ok(Some(Hindrance::Moving(until)));
    }
    let is_member = staff::standpoint(on, person).await? == Standpoint::Member;
    Ok(is_member.then_some(Hindrance::IsMember))
}

/// Erases a person. What is being handed to a mail server at this very moment may still arrive; everything else that
/// waits is withdrawn.
///
/// # Errors
/// The database's; nothing was erased then.
pub async fn erase(app: &App, id: PersonId, wish: &Wish) -> anyhow::Result<Erased> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let Some(person) = people::lock(&tx, id).await? else { return Ok(Erased::Unknown) };
    if let Wish::Own(pass) = wish
        && code::holder_of(&tx, pass, now).await? != Some(id)
    {
        return Ok(Erased::Unknown);
    }
    match hindrance(&tx, id, now).await? {
        Some(Hindrance::OnHold(until)) => return Ok(Erased::OnHold(until)),
        Some(Hindrance::Moving(until)) => return Ok(Erased::Moving(until)),
        Some(Hindrance::IsMember) => return Ok(Erased::IsMember),
        None => {}
    }
    let many = i64::try_from(forget_person(&tx, app, &person, Trace::Hash).await?)?;
    let erasure = keep_account(&tx, app, (id, wish), many).await?;
    tx.commit().await?;
    if let Err(error) = scrub(app, erasure, &person).await {
        // The bell does it: the erasure itself is done.
        tracing::warn!(error = format!("{error:#}"), "an erasure is finished later");
    }
    Ok(Erased::Gone(many))
}

/// What stays of somebody who is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trace {
    /// The keyed hash of the address, which keeps old lists out.
    Hash,
    /// Nothing: they never were a reader.
    None,
}

/// Forgets everything about a person, room by room, the evidence after the person. Gives the number of rows.
pub(super) async fn forget_person(
    tx: &DatabaseTransaction,
    app: &App,
    person: &Person,
    trace: Trace,
) -> anyhow::Result<u64> {
    let leaving = people::leaving(person);
    let mut many = 0;
    for forget in app.rooms.forget() {
        many += (forget.call)(app, tx, &leaving).await?;
    }
    if trace == Trace::Hash {
        returns::keep_out(tx, app, &person.address_key, app.clock.now()).await?;
    }
    Ok(many)
}

/// Forgets what this room knows of a person. A hold that is over is in the words of staff, so it goes too.
pub(super) async fn forget_own(tx: &DatabaseTransaction, person: PersonId) -> anyhow::Result<u64> {
    let codes = privacy_codes::Entity::delete_by_id(person).exec(tx).await?.rows_affected;
    let holds = privacy_holds::Entity::delete_many().filter(privacy_holds::Column::PersonId.eq(person));
    Ok(codes + holds.exec(tx).await?.rows_affected)
}

async fn keep_account(
    tx: &DatabaseTransaction,
    app: &App,
    (person, wish): (PersonId, &Wish),
    many: i64,
) -> anyhow::Result<i64> {
    let now = app.clock.now();
    let (actor, by, origin) = match wish {
        Wish::Own(_) => (Actor::Reader, None, "own"),
        Wish::Asked(member) => (Actor::Member(*member), Some(*member), "asked"),
    };
    let row = erasures::ActiveModel {
        at: Set(now),
        origin: Set(origin.to_owned()),
        erased_by: Set(by),
        many: Set(many),
        person_id: Set(Some(person)),
        // Until the file was read nobody knows, so whoever finds it like this writes the file anew.
        rewrite: Set(app.store.engine() == Engine::Sqlite),
        finished_at: Set(None),
        ..Default::default()
    };
    let id = erasures::Entity::insert(row).exec(tx).await?.last_insert_id;
    let note = Note::of(Act::PersonErase, person.0).with(format!("records={many}"));
    audit::record(tx, now, actor, note, "web").await?;
    Ok(id)
}

/// Looks whether the address is gone from the disk as well, and if so notes that nothing needs to be written anew.
async fn scrub(app: &App, erasure: i64, person: &Person) -> anyhow::Result<()> {
    if app.store.engine() == Engine::Postgres || !app.store.fold_log().await? {
        return Ok(());
    }
    let mut texts = vec![person.address.as_str(), person.address_key.as_str()];
    // A short name may well be somebody else's.
    texts.extend(Some(person.name.as_str()).filter(|name| name.chars().count() > 12));
    if app.store.still_holds(&texts).await? {
        return Ok(());
    }
    let tx = app.store.begin_write().await?;
    let clean = erasures::ActiveModel { rewrite: Set(false), ..Default::default() };
    erasures::Entity::update_many().set(clean).filter(erasures::Column::Id.eq(erasure)).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}
