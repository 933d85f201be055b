//! Codes by mail: who reads the mailbox is who the data are about.
//!
//! A code of six digits works for ten minutes and five tries, once. It stands in the database only as a keyed hash that
//! holds for one person. Entering it gives a pass, a long random token, which works as long as the code would have:
//! looking, downloading and erasing all happen within ten minutes of the mail.

use std::time::Duration;

use aws_lc_rs::constant_time;
use data_encoding::HEXLOWER;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::VALID_FOR;
use super::letters;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::PersonId;
use crate::base::secrets::sha256_hex;
use crate::centre;
use crate::delivery;
use crate::people;
use crate::privacy::acts::Act;
use crate::store::tables::privacy_codes;
use crate::store::{DatabaseTransaction, take};

/// How many times a code may be tried.
pub const TRIES: i32 = 5;

const HOUR: Duration = Duration::from_hours(1);
const PER_PERSON: i64 = 4;
const PER_NETWORK: i64 = 20;
const OVERALL: i64 = 300;
/// Entering codes from one network in an hour.
const TRIES_PER_NETWORK: i64 = 60;

/// What came of asking for a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It is on its way.
    Sent,
    /// Too often; again after this long.
    TooOften(Duration),
    /// The person is not there any more.
    Unknown,
}

/// What came of entering a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// Right: the pass.
    Open(String),
    /// Wrong; so many tries are left.
    Wrong(i32),
    /// There is no code that works: it is over, was used, was tried too often, or none was asked for.
    Over,
    /// Too often; again after this long.
    TooOften(Duration),
}

/// Mails a fresh code to a person; one that was mailed before stops working.
///
/// # Errors
/// The database's, or when there is no centre yet.
pub async fn ask(app: &App, network: &str, id: PersonId) -> anyhow::Result<Asked> {
    let limits = [
        (format!("privacy-code network {network}"), PER_NETWORK),
        (format!("privacy-code person {id}"), PER_PERSON),
        ("privacy-code overall".to_owned(), OVERALL),
    ];
    for (key, most) in limits {
        if let Some(wait) = limited(app, &key, most).await? {
            return Ok(Asked::TooOften(wait));
        }
    }
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let Some(person) = people::lock(&tx, id).await? else { return Ok(Asked::Unknown) };
    let Some(centre) = centre::current(&tx).await? else { return Ok(Asked::Unknown) };
    let code = format!("{:06}", app.random.below(1_000_000));
    let row = privacy_codes::ActiveModel {
        person_id: Set(id),
        hash: Set(hash_of(app, id, &code)),
        made_at: Set(now),
        tries: Set(0),
        pass_hash: Set(None),
    };
    let instead = OnConflict::column(privacy_codes::Column::PersonId)
        .update_columns([
            privacy_codes::Column::Hash,
            privacy_codes::Column::MadeAt,
            privacy_codes::Column::Tries,
            privacy_codes::Column::PassHash,
        ])
        .to_owned();
    privacy_codes::Entity::insert(row).on_conflict(instead).exec_without_returning(&tx).await?;
    let letter = letters::code(&centre, &person, &code)?;
    delivery::post_later(&tx, app, id, letters::CODE, &letter).await?;
    audit::record(&tx, now, Actor::Reader, Note::of(Act::PrivacyCode, id.0), "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Asked::Sent)
}

/// Enters a code. Each entry is a try, also two at once.
///
/// # Errors
/// The database's.
pub async fn enter(app: &App, network: &str, id: PersonId, typed: &str) -> anyhow::Result<Entered> {
    if let Some(wait) = limited(app, &format!("privacy-try network {network}"), TRIES_PER_NETWORK).await? {
        return Ok(Entered::TooOften(wait));
    }
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let Some((hash, tries)) = tried(&tx, id, now).await? else { return Ok(Entered::Over) };
    let typed: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    let ours = hash_of(app, id, &typed);
    if constant_time::verify_slices_are_equal(hash.as_bytes(), ours.as_bytes()).is_err() {
        let note = Note::of(Act::PrivacyOpen, id.0).refused();
        audit::record(&tx, now, Actor::Reader, note, "web").await?;
        tx.commit().await?;
        let left = TRIES - tries;
        return Ok(if left > 0 { Entered::Wrong(left) } else { Entered::Over });
    }
    let pass = app.random.token();
    let open = privacy_codes::ActiveModel { pass_hash: Set(Some(sha256_hex(pass.as_bytes()))), ..Default::default() };
    let of_person = privacy_codes::Column::PersonId.eq(id);
    privacy_codes::Entity::update_many().set(open).filter(of_person).exec(&tx).await?;
    audit::record(&tx, now, Actor::Reader, Note::of(Act::PrivacyOpen, id.0), "web").await?;
    tx.commit().await?;
    Ok(Entered::Open(pass))
}

/// Counts a try and gives the hash of the code and how many tries there were; nothing when no code works.
async fn tried(tx: &DatabaseTransaction, id: PersonId, now: Instant) -> Result<Option<(String, i32)>, DbErr> {
    use privacy_codes::Column;
    let count = privacy_codes::Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .filter(Column::PersonId.eq(id))
        .filter(Column::Tries.lt(TRIES))
        .filter(Column::MadeAt.gt(now.minus(VALID_FOR)))
        .filter(Column::PassHash.is_null());
    Ok(count.exec_with_returning(tx).await?.pop().map(|row| (row.hash, row.tries)))
}

/// Whose pass this is, while it works.
pub(super) async fn holder_of(on: &impl ConnectionTrait, pass: &str, now: Instant) -> Result<Option<PersonId>, DbErr> {
    let found = privacy_codes::Entity::find()
        .filter(privacy_codes::Column::PassHash.eq(sha256_hex(pass.as_bytes())))
        .filter(privacy_codes::Column::MadeAt.gt(now.minus(VALID_FOR)))
        .one(on)
        .await?;
    Ok(found.map(|row| row.person_id))
}

/// Keyed, because there are only a million codes; and bound to the person.
fn hash_of(app: &App, id: PersonId, code: &str) -> String {
    HEXLOWER.encode(&app.secrets.mac_of_message(format!("privacy-code {id} {code}").as_bytes()))
}

async fn limited(app: &App, key: &str, most: i64) -> Result<Option<Duration>, DbErr> {
    take(&app.store, &sha256_hex(key.as_bytes()), most, HOUR, app.clock.now()).await
}
