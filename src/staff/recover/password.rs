//! A forgotten password: a link by mail to choose another. The code of the app is still asked for afterwards.

use std::time::Duration;

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::minutes;
use crate::base::id::MemberId;
use crate::base::secrets::sha256_hex;
use crate::base::{EmailAddress, Instant, Link, Purpose};
use crate::delivery;
use crate::people;
use crate::staff::acts::Act;
use crate::staff::administrators::update;
use crate::staff::letters;
use crate::staff::sign_in::password::{self, PasswordFault};
use crate::staff::sign_in::session::end_all;
use crate::staff::sign_in::{active, member_of, still_has};
use crate::store::tables::members::{self, Column, Entity};
use crate::store::{DatabaseTransaction, take};

/// For so many minutes the link works.
pub(in crate::staff) const VALID_MINUTES: u64 = 60;
/// The label of the letters in the ledger.
const LABEL: &str = "staff password";

const HOUR: Duration = Duration::from_hours(1);
const PER_ADDRESS: i64 = 4;
const PER_NETWORK: i64 = 20;

/// A member who forgot.
pub(in crate::staff) struct Forgetful {
    member: members::Model,
    /// Their address.
    pub address: String,
}

/// What a link opens.
pub(in crate::staff) enum Opened {
    /// Choosing another password.
    Way(Box<Forgetful>),
    /// Its hour is over.
    Over,
    /// None of ours, or used already.
    Unknown,
}

/// What became of a new password.
pub(in crate::staff) enum Chosen {
    /// Kept; all sessions ended and no link works any more.
    Kept,
    /// Not good enough.
    Refused(PasswordFault),
    /// The link stopped working meanwhile.
    Closed,
    /// Too often; again after this long.
    TooOften(Duration),
}

/// Mails a link to whoever has this address, if that is a member with a password. Gives how long to wait when it was asked
/// too often. Nobody is told whether the address is known: not in words, and not in time, for a stranger's letter is
/// written too and then dropped.
pub(in crate::staff) async fn ask(
    app: &App,
    network: &str,
    address: &EmailAddress,
) -> anyhow::Result<Option<Duration>> {
    let now = app.clock.now();
    let of_network = sha256_hex(format!("forgotten password network {network}").as_bytes());
    for (key, most) in [(of_network, PER_NETWORK), (limit_key(address.key()), PER_ADDRESS)] {
        if let Some(wait) = take(&app.store, &key, most, HOUR, now).await? {
            return Ok(Some(wait));
        }
    }
    let found = member_of(app, Some(address)).await?.filter(|member| member.password_hash.is_some());
    let tx = app.store.begin_write().await?;
    let written = match &found {
        Some(member) => Some(member.clone()),
        None => Entity::find().filter(Column::PasswordHash.is_not_null()).order_by_asc(Column::Id).one(&tx).await?,
    };
    if let Some(member) = written {
        post_link(&tx, app, &member).await?;
    }
    let tx = if found.is_some() { tx } else { begin_again(app, tx).await? };
    let id = found.map_or(MemberId(0), |member| member.id);
    audit::record(&tx, now, Actor::Reader, Note::of(Act::ForgotPassword, id.0), "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(None)
}

/// Under which key the requests for an address are counted.
pub(in crate::staff) fn limit_key(address_key: &str) -> String {
    sha256_hex(format!("forgotten password address {address_key}").as_bytes())
}

/// Drops what was written for a stranger.
async fn begin_again(app: &App, tx: DatabaseTransaction) -> Result<DatabaseTransaction, DbErr> {
    tx.rollback().await?;
    app.store.begin_write().await
}

async fn post_link(tx: &DatabaseTransaction, app: &App, member: &members::Model) -> anyhow::Result<()> {
    let Some(head) = app.rooms.head(tx).await? else { return Ok(()) };
    let Some(person) = people::by_id(tx, member.person_id).await? else { return Ok(()) };
    let minute = app.clock.now().0 / 60_000;
    let token = Link::token(&app.secrets, Purpose::Password, member.id.0, minute, mark_of(member));
    let link = format!("{}/beheer/wachtwoord/{token}", app.base_url());
    let letter = letters::forgotten(&head, &person, member, &link);
    delivery::post_later(tx, app, person.id, LABEL, &letter).await.map(drop)
}

/// What a link holds for: this password and this way in. When either changes, no link of before works.
fn mark_of(member: &members::Model) -> i64 {
    let text = format!("{} {}", member.epoch, member.password_hash.as_deref().unwrap_or_default());
    i64::from_str_radix(&sha256_hex(text.as_bytes())[..15], 16).unwrap_or_default()
}

/// Reads a link.
pub(in crate::staff) async fn open_link(app: &App, token: &str) -> Result<Opened, DbErr> {
    let Some(link) = Link::read(&app.secrets, Purpose::Password, token) else { return Ok(Opened::Unknown) };
    let read = app.store.read();
    let found = active(MemberId(link.holder)).filter(Column::PasswordHash.is_not_null()).one(read).await?;
    let Some(member) = found.filter(|member| link.is_valid(&app.secrets, mark_of(member))) else {
        return Ok(Opened::Unknown);
    };
    if app.clock.now() > Instant(link.subject * 60_000).plus(minutes(VALID_MINUTES)) {
        return Ok(Opened::Over);
    }
    let Some(person) = people::by_id(read, member.person_id).await? else { return Ok(Opened::Unknown) };
    Ok(Opened::Way(Box::new(Forgetful { address: person.address, member })))
}

/// Keeps a new password, ends every session, and tells the member by mail.
pub(in crate::staff) async fn choose(
    app: &App,
    network: &str,
    who: &Forgetful,
    wanted: &str,
) -> anyhow::Result<Chosen> {
    // Each costs a hash.
    let key = sha256_hex(format!("chosen password network {network}").as_bytes());
    if let Some(wait) = take(&app.store, &key, PER_NETWORK, HOUR, app.clock.now()).await? {
        return Ok(Chosen::TooOften(wait));
    }
    if let Err(fault) = password::judge(wanted, &who.address) {
        return Ok(Chosen::Refused(fault));
    }
    let hash = password::hash(wanted, &app.random).await?;
    let id = who.member.id;
    let tx = app.store.begin_write().await?;
    if !still_has(&tx, &who.member).await? {
        return Ok(Chosen::Closed);
    }
    let kept = members::ActiveModel { password_hash: Set(Some(hash)), ..Default::default() };
    update(id).set(kept).exec(&tx).await?;
    let ended = end_all(&tx, id).await?;
    let note = Note::of(Act::NewPassword, id.0).with(format!("{ended} sessions ended"));
    audit::record(&tx, app.clock.now(), Actor::Member(id), note, "web").await?;
    letters::tell(&tx, app, &who.member, letters::Told::Password).await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Chosen::Kept)
}
