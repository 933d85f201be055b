//! Once more to whoever did not receive it: the same rows, the same letter, the same Message-ID.

use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::app::App;
use crate::base::id::SendingId;
use crate::base::spoken;
use crate::store::tables::states::{DeliveryReason, DeliveryState, SendingState};
use crate::store::tables::{deliveries, sending_totals, sendings};

spoken! {
    /// Why somebody did not receive it, as far as trying again makes sense. An address that does not exist is not among
    /// them: it is suppressed.
    pub Missed {
        /// Handed over without an answer: they may have it.
        Uncertain = "uncertain", "onzeker", "uncertain";
        /// It did not work within 48 hours.
        TimedOut = "timed-out", "niet op tijd gelukt", "not in time";
        /// Their mailbox was full.
        Full = "full", "mailbox vol", "mailbox full";
        /// Their side refused the mail, for its content or because of us.
        Refused = "refused", "geweigerd", "refused";
        /// The relay could not handle the address.
        SpecialAddress = "special-address", "bijzonder adres", "special address";
    }
}

impl Missed {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Uncertain, Self::TimedOut, Self::Full, Self::Refused, Self::SpecialAddress];

    /// Of a row of the ledger; `None` when it was received, is still tried, or must not be tried again.
    #[must_use]
    pub fn of(state: DeliveryState, reason: Option<DeliveryReason>) -> Option<Self> {
        match state {
            DeliveryState::Uncertain => Some(Self::Uncertain),
            DeliveryState::Refused => {
                Self::ALL.into_iter().find(|missed| reason.is_some_and(|reason| missed.reasons().contains(&reason)))
            }
            DeliveryState::Pending
            | DeliveryState::Claimed
            | DeliveryState::Submitting
            | DeliveryState::Accepted
            | DeliveryState::Retry
            | DeliveryState::Suppressed => None,
        }
    }

    const fn reasons(self) -> &'static [DeliveryReason] {
        match self {
            Self::Uncertain => &[],
            Self::TimedOut => &[DeliveryReason::TimedOut],
            Self::Full => &[DeliveryReason::Full],
            Self::Refused => {
                use DeliveryReason::{Content, Policy, Refused, Spam};
                &[Policy, Content, Spam, Refused]
            }
            Self::SpecialAddress => &[DeliveryReason::SpecialAddress],
        }
    }

    fn rows(self) -> Condition {
        let state = |state: DeliveryState| deliveries::Column::State.eq(state.word());
        match self {
            Self::Uncertain => Condition::all().add(state(DeliveryState::Uncertain)),
            other => Condition::all()
                .add(state(DeliveryState::Refused))
                .add(deliveries::Column::Class.is_in(other.reasons().iter().map(|reason| reason.word()))),
        }
    }
}

/// Opens the rows of those who missed it, as far as they are still in the audience: whoever left meanwhile gets
/// nothing. A finished sending is open again; a paused one stays paused. `None` when the sending was stopped for good
/// or does not exist; otherwise the number of rows.
///
/// # Errors
/// The database's.
pub async fn reopen(
    tx: &impl ConnectionTrait,
    app: &App,
    id: SendingId,
    whom: &[Missed],
    audience: SelectStatement,
) -> Result<Option<u64>, DbErr> {
    let now = app.clock.now();
    let known = sendings::Entity::find_by_id(id).one(tx).await?;
    if known.is_none_or(|sending| sending.state == SendingState::Cancelled) {
        return Ok(None);
    }
    let wanted = whom.iter().fold(Condition::any(), |all, missed| all.add(missed.rows()));
    let rows = Query::update()
        .table(deliveries::Entity)
        .value(deliveries::Column::State, DeliveryState::Pending.word())
        .value(deliveries::Column::DueAt, now.0)
        .value(deliveries::Column::Attempts, 0)
        .value(deliveries::Column::FirstAt, None::<i64>)
        .value(deliveries::Column::SettledAt, None::<i64>)
        // Whoever may have it already keeps that mark, so that an acceptance shows as repeated.
        .value(
            deliveries::Column::Class,
            Expr::case(deliveries::Column::State.eq(DeliveryState::Uncertain.word()), DeliveryReason::Uncertain.word())
                .finally(None::<String>),
        )
        .cond_where(Condition::all().add(deliveries::Column::SendingId.eq(id)).add(wanted))
        .and_where(Expr::col(deliveries::Column::PersonId).in_subquery(audience))
        .to_owned();
    let many = if whom.is_empty() { 0 } else { tx.execute(&rows).await?.rows_affected() };
    if many > 0 {
        open_again(tx, app, id).await?;
    }
    Ok(Some(many))
}

/// The latest moment was about starting; whoever presses now wants it to go out now.
async fn open_again(tx: &impl ConnectionTrait, app: &App, id: SendingId) -> Result<(), DbErr> {
    sendings::Entity::update_many()
        .col_expr(sendings::Column::State, Expr::value(SendingState::Open.word()))
        .col_expr(sendings::Column::ClosedAt, Expr::value(None::<i64>))
        .col_expr(sendings::Column::ChangedAt, Expr::value(app.clock.now().0))
        .filter(sendings::Column::Id.eq(id))
        .filter(sendings::Column::State.eq(SendingState::Closed))
        .exec(tx)
        .await?;
    // Its totals are no longer final.
    sending_totals::Entity::delete_many().filter(sending_totals::Column::SendingId.eq(id)).exec(tx).await?;
    sendings::Entity::update_many()
        .col_expr(sendings::Column::NotAfter, Expr::value(None::<i64>))
        .filter(sendings::Column::Id.eq(id))
        .exec(tx)
        .await
        .map(drop)
}

/// Leaves uncertain rows as they are, for good: a person decided that these readers are not written to again. Gives
/// the number of rows.
///
/// # Errors
/// The database's.
pub async fn let_be(tx: &impl ConnectionTrait, id: SendingId) -> Result<u64, DbErr> {
    let done = deliveries::Entity::update_many()
        .col_expr(deliveries::Column::Class, Expr::value(DeliveryReason::LetBe.word()))
        .filter(deliveries::Column::SendingId.eq(id))
        .filter(deliveries::Column::State.eq(DeliveryState::Uncertain.word()))
        .filter(deliveries::Column::Class.eq(DeliveryReason::Uncertain.word()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}
