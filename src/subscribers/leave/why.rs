//! Why people leave: asked afterwards, answered by who likes, and kept as a number by month, without the person.

use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::app::App;
use crate::base::wall_time::date_of;
use crate::base::{Instant, Language};
use crate::store::tables::leave_reasons;

/// Why someone left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Too many mails.
    TooMany,
    /// Not about what the reader does.
    NotForMe,
    /// Another job or task.
    OtherWork,
    /// Reads it elsewhere, on the website or through a colleague.
    Elsewhere,
    /// Never asked for it.
    NeverAsked,
    /// Anything else.
    Other,
}

impl Why {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 6] =
        [Self::TooMany, Self::NotForMe, Self::OtherWork, Self::Elsewhere, Self::NeverAsked, Self::Other];

    /// The word in the table and in the form.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::TooMany => "too-many",
            Self::NotForMe => "not-for-me",
            Self::OtherWork => "other-work",
            Self::Elsewhere => "elsewhere",
            Self::NeverAsked => "never-asked",
            Self::Other => "other",
        }
    }

    /// The reason of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }

    /// What the reader says.
    #[must_use]
    pub fn said(self, language: Language) -> &'static str {
        match self {
            Self::TooMany => language.pick("Ik krijg te veel mails", "I get too many mails"),
            Self::NotForMe => language.pick("Het gaat niet over mijn werk", "It is not about my work"),
            Self::OtherWork => language.pick("Ik heb ander werk gekregen", "I have got other work"),
            Self::Elsewhere => language.pick("Ik lees het ergens anders", "I read it elsewhere"),
            Self::NeverAsked => language.pick("Ik heb mij nooit aangemeld", "I never subscribed"),
            Self::Other => language.pick("Iets anders", "Something else"),
        }
    }
}

/// The month of a moment in Amsterdam, as the tables hold it: `2026-11`.
pub(in crate::subscribers) fn month_of(at: Instant) -> String {
    date_of(at).format("%Y-%m").to_string()
}

/// Counts one answer.
///
/// # Errors
/// The database's.
pub async fn count_reason(app: &App, why: Why) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    let row = leave_reasons::ActiveModel {
        month: Set(month_of(app.clock.now())),
        reason: Set(why.word().to_owned()),
        many: Set(1),
    };
    let more = Expr::col((leave_reasons::Entity, leave_reasons::Column::Many)).add(1);
    let again = OnConflict::columns([leave_reasons::Column::Month, leave_reasons::Column::Reason])
        .value(leave_reasons::Column::Many, more)
        .to_owned();
    leave_reasons::Entity::insert(row).on_conflict(again).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// How often each reason was given since a month, in the order of the page.
pub(in crate::subscribers) async fn reasons_since(
    on: &impl ConnectionTrait,
    month: &str,
) -> Result<Vec<(Why, i64)>, DbErr> {
    let rows = leave_reasons::Entity::find()
        .filter(leave_reasons::Column::Month.gte(month))
        .order_by_asc(leave_reasons::Column::Month)
        .all(on)
        .await?;
    let many = |why: Why| rows.iter().filter(|row| row.reason == why.word()).map(|row| row.many).sum();
    Ok(Why::ALL.into_iter().map(|why| (why, many(why))).collect())
}
