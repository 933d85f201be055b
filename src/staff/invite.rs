//! Inviting someone to the staff, and giving a member who lost a factor a new way in.

use anyhow::bail;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::administrators::{one_remains_without, row_of, update};
use super::change_roles::{set_roles, words};
use super::join::VALID_FOR;
use super::own::LONGEST_NAME;
use super::recover::codes;
use super::sign_in::session::end_all;
use super::{Member, Role, letters};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::MemberId;
use crate::base::language::lasting;
use crate::base::{EmailAddress, Instant, Language, Link, Purpose};
use crate::delivery;
use crate::people::{self, Person};
use crate::staff::acts::Act;
use crate::store::DatabaseTransaction;
use crate::store::tables::members::{self, ActiveModel};

/// The label of an invitation in the ledger.
const LABEL: &str = "staff invitation";

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invitation {
    /// A letter with a link is on its way.
    Invited(MemberId),
    /// The address belongs to a member already.
    AlreadyMember(MemberId),
    /// Before the centre is set up there is no sender to write from.
    NoSender,
}

/// What became of a new way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// A letter with a link is on its way; password, app and sessions are gone.
    Sent,
    /// There is no such member.
    NotFound,
    /// Nobody does this to themselves.
    Yourself,
    /// A disabled member is enabled first.
    Disabled,
    /// This is the last active administrator, who would be locked out until the letter is read.
    LastAdministrator,
    /// Before the centre is set up there is no sender to write from.
    NoSender,
}

/// Invites someone: writes person, member and roles, and posts the letter with the link.
///
/// # Errors
/// The database's, or a sender that is no address.
pub async fn invite(
    app: &App,
    by: Actor,
    address: &EmailAddress,
    name: &str,
    roles: &[Role],
) -> anyhow::Result<Invitation> {
    let tx = app.store.begin_write().await?;
    let invitation = invite_within(&tx, app, by, (address, name), roles).await?;
    if matches!(invitation, Invitation::Invited(_)) {
        tx.commit().await?;
    }
    Ok(invitation)
}

/// Invites someone in the caller's transaction: for the first set-up, which founds the centre in the same one.
///
/// # Errors
/// As [`invite`].
pub async fn invite_within(
    tx: &DatabaseTransaction,
    app: &App,
    by: Actor,
    (address, name): (&EmailAddress, &str),
    roles: &[Role],
) -> anyhow::Result<Invitation> {
    let Some(head) = app.rooms.head(tx).await? else { return Ok(Invitation::NoSender) };
    let (person, member) = match add(tx, app, address, name, roles).await? {
        Added::New(person, member) => (person, member),
        Added::Known(member) => return Ok(Invitation::AlreadyMember(member.id)),
    };
    let letter = letters::invitation(&head, &person, &member, &link(app, &member));
    delivery::post_later(tx, app, person.id, LABEL, &letter).await?;
    let note = Note::of(Act::Invite, member.id.0).with(words(roles));
    audit::record(tx, app.clock.now(), by, note, "web").await?;
    Ok(Invitation::Invited(member.id))
}

/// The link of the very first member while they have not joined, so that a new installation whose mail does not work
/// yet is not a closed door. Only for whoever holds the set-up link.
///
/// # Errors
/// The database's.
pub async fn way_in_of_first(app: &App) -> Result<Option<String>, DbErr> {
    use sea_orm::QueryOrder;
    let first = members::Entity::find().order_by_asc(members::Column::Id).one(app.store.read()).await?;
    let waits = first.filter(|member| member.joined_at.is_none() && member.disabled_at.is_none());
    Ok(waits.map(|member| link(app, &member)))
}

/// Gives a member a new way in: forgets password and app, ends all sessions, and posts a new link.
///
/// # Errors
/// As [`invite`].
pub async fn renew(app: &App, by: &Member, id: MemberId) -> anyhow::Result<Renewal> {
    if by.id == id {
        return Ok(Renewal::Yourself);
    }
    let tx = app.store.begin_write().await?;
    let Some(head) = app.rooms.head(&tx).await? else { return Ok(Renewal::NoSender) };
    let Some(member) = row_of(&tx, id).await? else { return Ok(Renewal::NotFound) };
    if member.disabled_at.is_some() {
        return Ok(Renewal::Disabled);
    }
    if !one_remains_without(&tx, id).await? {
        return Ok(Renewal::LastAdministrator);
    }
    let now = app.clock.now();
    let member = reset(&tx, id, now).await?;
    let person = people::by_id(&tx, member.person_id).await?;
    let person = person.ok_or_else(|| anyhow::anyhow!("member {id} is no person"))?;
    let letter = letters::invitation(&head, &person, &member, &link(app, &member));
    delivery::post_later(&tx, app, person.id, LABEL, &letter).await?;
    audit::record(&tx, now, Actor::Member(by.id), Note::of(Act::Renew, id.0), "web").await?;
    tx.commit().await?;
    Ok(Renewal::Sent)
}

/// Makes a member, or gives an existing one a new way in and these roles, and gives the link. It posts nothing, so it
/// works before any mail does.
///
/// # Errors
/// The database's.
pub async fn way_in(app: &App, address: &EmailAddress, name: &str, roles: &[Role]) -> anyhow::Result<String> {
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let (member, action) = match add(&tx, app, address, name, roles).await? {
        Added::New(_, member) => (member, Act::Invite),
        Added::Known(member) => {
            let back = ActiveModel { name: Set(name.to_owned()), disabled_at: Set(None), ..Default::default() };
            update(member.id).set(back).exec(&tx).await?;
            set_roles(&tx, member.id, roles).await?;
            (reset(&tx, member.id, now).await?, Act::Renew)
        }
    };
    let note = Note::of(action, member.id.0).with(words(roles));
    audit::record(&tx, now, Actor::Terminal, note, "terminal").await?;
    tx.commit().await?;
    Ok(link(app, &member))
}

/// `samenspraak staff add`: makes or renews a member and prints the link of the welcome page.
///
/// # Errors
/// A sentence for the person at the terminal when an address, a name or a role is wrong, or the database's.
pub async fn add_from_terminal(app: &App, address: &str, name: &str, roles: &[String]) -> anyhow::Result<()> {
    let Ok(address) = EmailAddress::parse(address) else {
        bail!("--address is no e-mail address; write it like anna@voorbeeld.nl");
    };
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        bail!("--name must be a name of at most {LONGEST_NAME} characters");
    }
    let mut chosen = Vec::new();
    for word in roles {
        match Role::from_word(word) {
            Some(role) => chosen.push(role),
            None => bail!("there is no role {word:?}; choose editor, approver or administrator"),
        }
    }
    let link = way_in(app, &address, name, &chosen).await?;
    let span = lasting(VALID_FOR, Language::English);
    println!("Open this link within {span} to choose a password. Give it to nobody else.\n  {link}");
    Ok(())
}

/// A member who has joined, without password: for demo data and tests.
///
/// # Errors
/// The database's.
pub async fn seed_member(
    tx: &DatabaseTransaction,
    app: &App,
    address: &EmailAddress,
    name: &str,
    roles: &[Role],
) -> Result<MemberId, DbErr> {
    let member = match add(tx, app, address, name, roles).await? {
        Added::New(_, member) | Added::Known(member) => member,
    };
    let joined = ActiveModel { joined_at: Set(Some(app.clock.now())), ..Default::default() };
    update(member.id).set(joined).filter(members::Column::JoinedAt.is_null()).exec(tx).await?;
    Ok(member.id)
}

enum Added {
    New(Person, members::Model),
    Known(members::Model),
}

async fn add(
    tx: &DatabaseTransaction,
    app: &App,
    address: &EmailAddress,
    name: &str,
    roles: &[Role],
) -> Result<Added, DbErr> {
    let now = app.clock.now();
    let person = people::meet(tx, address, Language::Dutch, now).await?;
    let row = ActiveModel {
        person_id: Set(person.id),
        name: Set(name.to_owned()),
        totp_step: Set(0),
        epoch: Set(0),
        failures: Set(0),
        invited_at: Set(now),
        ..Default::default()
    };
    let there = OnConflict::column(members::Column::PersonId).do_nothing().to_owned();
    let made = members::Entity::insert(row).on_conflict(there).exec_without_returning(tx).await?;
    let found = members::Entity::find().filter(members::Column::PersonId.eq(person.id)).one(tx).await?;
    let member = found.ok_or_else(|| DbErr::RecordNotFound("the member just made".to_owned()))?;
    if made == 0 {
        return Ok(Added::Known(member));
    }
    set_roles(tx, member.id, roles).await?;
    Ok(Added::New(person, member))
}

/// Forgets both factors and ends all sessions; links of before stop working.
async fn reset(tx: &DatabaseTransaction, id: MemberId, now: Instant) -> Result<members::Model, DbErr> {
    let anew = ActiveModel {
        invited_at: Set(now),
        joined_at: Set(None),
        password_hash: Set(None),
        totp_sealed: Set(None),
        totp_step: Set(0),
        failures: Set(0),
        locked_until: Set(None),
        ..Default::default()
    };
    let epoch = Expr::col(members::Column::Epoch).add(1);
    update(id).set(anew).col_expr(members::Column::Epoch, epoch).exec(tx).await?;
    end_all(tx, id).await?;
    codes::forget(tx, id).await?;
    row_of(tx, id).await?.ok_or_else(|| DbErr::RecordNotFound("the member just changed".to_owned()))
}

/// The address of the welcome page.
fn link(app: &App, member: &members::Model) -> String {
    let token = Link::token(&app.secrets, Purpose::Join, member.person_id.0, member.id.0, member.epoch);
    format!("{}/beheer/welkom/{token}", app.base_url())
}
