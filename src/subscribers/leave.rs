//! Leaving: by the button of a page, by a mail program's one-click request, through the preferences, or through staff.

mod heed;
pub(super) mod undo;
mod why;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::evidence::{evidence, keep};
use super::links::{self, Leaver, LeftWhat, undo_token, undo_token_at_old_address};
use super::{Channel, find};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{MemberId, PersonId, PublicationId};
use crate::delivery::{self, Scope};
use crate::people::{self, Person};
use crate::store::tables::states::ConsentAct;
use crate::store::tables::subscriptions;
use crate::subscribers::acts::Act;

pub use heed::heed_feedback;
pub use undo::{Undone, undo};
pub use why::{Why, count_reason};

pub(super) use why::{month_of, reasons_since};

/// What one leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereof {
    /// The publication of the link.
    ThisOne,
    /// Every publication.
    Everything,
}

/// What came of leaving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// The person is out, now or since before; with the token of the page that undoes it.
    Out(String),
    /// The link to the preferences was made more than 13 months ago.
    Expired,
    /// The link is none of ours.
    Unknown,
}

/// Leaves by the link of a mail, which never expires. Doing it twice is the same as once. Sendings that are under way
/// are left in the same transaction.
///
/// # Errors
/// The database's.
pub async fn leave(app: &App, token: &str, channel: Channel, whereof: Whereof) -> anyhow::Result<Left> {
    // Whoever makes links up does not wait in line.
    if links::leaver_of(app, app.store.read(), token).await?.is_none() {
        return Ok(Left::Unknown);
    }
    let tx = app.store.begin_write().await?;
    let Some(leaver) = links::hold_leaver_of(app, &tx, token).await? else { return Ok(Left::Unknown) };
    let Leaver { person, publication, has_moved } = leaver;
    let what = match whereof {
        Whereof::ThisOne => {
            let leaving = Leaving { person: &person, channel, reason: "", now: app.clock.now() };
            leaving.out_of(&tx, Actor::Reader, publication).await?;
            LeftWhat::One(publication)
        }
        Whereof::Everything => leave_everything(&tx, &person, channel, app.clock.now()).await?,
    };
    tx.commit().await?;
    let undo = if has_moved { undo_token_at_old_address } else { undo_token };
    Ok(Left::Out(undo(app, &person, what)))
}

/// Takes someone out of a publication because they asked staff to. `false` when they were out already.
///
/// # Errors
/// The database's.
pub async fn withdraw_on_request(
    app: &App,
    member: MemberId,
    person: PersonId,
    publication: PublicationId,
    reason: &str,
) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    let Some(person) = people::lock(&tx, person).await? else { return Ok(false) };
    let leaving = Leaving { person: &person, channel: Channel::Staff, reason, now: app.clock.now() };
    let was_in = leaving.out_of(&tx, Actor::Member(member), publication).await?;
    tx.commit().await?;
    Ok(was_in)
}

/// Takes a person out of everything, in the caller's transaction, and gives what an undo brings back: of two presses on
/// the button, what the first one left.
pub(super) async fn leave_everything(
    tx: &impl ConnectionTrait,
    person: &Person,
    channel: Channel,
    now: Instant,
) -> Result<LeftWhat, DbErr> {
    let leaving = Leaving { person, channel, reason: "", now };
    for publication in find::active_of(tx, person.id).await? {
        leaving.out_of(tx, Actor::Reader, publication).await?;
    }
    delivery::withdraw(tx, person.id, Scope::EveryPublication, now).await?;
    let last = find::subscriptions_of(tx, &[person.id]).await?.into_iter().filter_map(|row| row.withdrawn_at).max();
    Ok(LeftWhat::all_at(last.unwrap_or(now)))
}

/// One person's leaving.
pub(super) struct Leaving<'a> {
    pub(super) person: &'a Person,
    pub(super) channel: Channel,
    /// Why, in the words of staff; empty for none. It stands with the evidence, because the audit holds no content.
    pub(super) reason: &'a str,
    pub(super) now: Instant,
}

impl Leaving<'_> {
    /// Takes the person out of a publication and its sendings. `false` when they were out already.
    pub(super) async fn out_of(
        &self,
        tx: &impl ConnectionTrait,
        actor: Actor,
        publication: PublicationId,
    ) -> Result<bool, DbErr> {
        let (person, now, channel) = (self.person, self.now, self.channel.word());
        delivery::withdraw(tx, person.id, Scope::Publication(publication), now).await?;
        let withdrawn = subscriptions::Entity::update_many()
            .col_expr(subscriptions::Column::WithdrawnAt, Expr::value(now.0))
            .col_expr(subscriptions::Column::WithdrawnThrough, Expr::value(channel))
            .filter(subscriptions::Column::PersonId.eq(person.id))
            .filter(subscriptions::Column::PublicationId.eq(publication))
            .filter(subscriptions::Column::WithdrawnAt.is_null())
            .exec(tx)
            .await?;
        if withdrawn.rows_affected == 0 {
            return Ok(false);
        }
        let mut row = evidence(person, publication, ConsentAct::Withdrawn, channel, now);
        row.basis = Set(self.reason.to_owned());
        keep(tx, vec![row]).await?;
        let note = Note::of(Act::Withdraw, person.id.0).with(format!("publication={publication} through={channel}"));
        audit::record(tx, now, actor, note, "web").await?;
        Ok(true)
    }
}
