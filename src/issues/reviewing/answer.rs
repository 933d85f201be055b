//! What staff do with a remark: answering, closing, reopening. Each names the turn that the page showed.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::find::remarks_about;
use super::matter::{Matter, Text};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MemberId, RemarkId};
use crate::base::words::plain_lines;
use crate::issues::acts::Act;
use crate::store::tables::review_remarks::{ActiveModel, Column, Entity, Model};

/// What to do with a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Answer it; it stays open.
    Answer,
    /// Close it, perhaps with an answer.
    Close,
    /// Open it again.
    Reopen,
}

impl Does {
    /// The act of a word in a form.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Answer, Self::Close, Self::Reopen].into_iter().find(|does| does.word() == word)
    }

    /// Its word in a form.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Answer => "antwoord",
            Self::Close => "sluit",
            Self::Reopen => "heropen",
        }
    }

    const fn act(self) -> Act {
        match self {
            Self::Answer => Act::ReviewAnswer,
            Self::Close => Act::ReviewClose,
            Self::Reopen => Act::ReviewReopen,
        }
    }

    /// Whether a remark is so already.
    fn is_so(self, row: &Model, answer: &str) -> bool {
        match self {
            Self::Answer => row.answer == answer,
            Self::Close => row.answer == answer && row.closed_at.is_some(),
            Self::Reopen => row.closed_at.is_none(),
        }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It is so now, or was already.
    Done,
    /// Somebody did something with it since the page was drawn: nothing was done.
    Overtaken,
    /// There is no such remark about this text.
    NotThere,
}

/// Does something with a remark about a text, as its turn `seen` showed it.
///
/// # Errors
/// The database's.
pub async fn answer(
    app: &App,
    by: MemberId,
    (matter, id): (Matter, RemarkId),
    (seen, does, words): (i64, Does, &str),
) -> anyhow::Result<Answered> {
    let (words, now) = (plain_lines(words).trim().to_owned(), app.clock.now());
    let tx = app.store.begin_write().await?;
    let Some(text) = Text::load(&tx, matter).await? else { return Ok(Answered::NotThere) };
    let about = remarks_about(&tx, &text).await?;
    let Some(said) = about.into_iter().find(|said| said.row.id == id) else { return Ok(Answered::NotThere) };
    if does.is_so(&said.row, &words) {
        return Ok(Answered::Done);
    }
    let closes = does == Does::Close;
    let mut row = ActiveModel {
        closed_by: Set(closes.then_some(by)),
        closed_at: Set(closes.then_some(now)),
        ..Default::default()
    };
    if does != Does::Reopen && said.row.answer != words {
        row.answer = Set(words);
        (row.answered_by, row.answered_at) = (Set(Some(by)), Set(Some(now)));
    }
    let update = Entity::update_many().set(row).col_expr(Column::Turn, Expr::col(Column::Turn).add(1));
    let update = update.filter(Column::Id.eq(id)).filter(Column::Turn.eq(seen));
    if update.exec(&tx).await?.rows_affected == 0 {
        return Ok(Answered::Overtaken);
    }
    let note = Note::of(does.act(), said.row.reviewer_id.0).with(format!("remark {id}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Answered::Done)
}
