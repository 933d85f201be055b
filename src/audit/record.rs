//! Writing a row.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Set};

use crate::base::Instant;
use crate::base::id::MemberId;
use crate::room::{Act, Thing};
use crate::store::tables::audit;

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A member of staff.
    Member(MemberId),
    /// Someone at the terminal of the machine.
    Terminal,
    /// The house itself, by a bell.
    House,
    /// A reader with a link of their own.
    Reader,
}

impl Actor {
    /// The one of a word in the table.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "terminal" => Some(Self::Terminal),
            "house" => Some(Self::House),
            "reader" => Some(Self::Reader),
            other => Some(Self::Member(other.strip_prefix("member:")?.parse().ok()?)),
        }
    }

    /// The member of staff who acts.
    #[must_use]
    pub const fn member(self) -> Option<MemberId> {
        match self {
            Self::Member(id) => Some(id),
            Self::Terminal | Self::House | Self::Reader => None,
        }
    }

    /// The word in the table: `member:3`, `terminal`, `house`, `reader`.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Member(id) => format!("member:{id}"),
            Self::Terminal => "terminal".to_owned(),
            Self::House => "house".to_owned(),
            Self::Reader => "reader".to_owned(),
        }
    }
}

/// What was done to what.
#[derive(Clone, Debug)]
pub struct Note {
    /// A verb of ours: `issue.approve`, `member.disable`.
    pub action: &'static str,
    /// The kind of thing: `issue`, `member`.
    pub object: &'static str,
    /// Its id; 0 when there is only one.
    pub object_id: i64,
    /// `done` or `refused`.
    pub result: &'static str,
    /// Ids, numbers and words of ours that make it understandable; empty for none.
    pub detail: String,
}

impl Note {
    /// A note of an act that was done, to the thing of an id; 0 when there is only one.
    #[must_use]
    pub fn of(act: impl Into<Act>, id: i64) -> Self {
        let act: Act = act.into();
        Self::done(act.word, act.to.word, id)
    }

    /// The same by its words.
    #[must_use]
    pub const fn done(action: &'static str, object: &'static str, object_id: i64) -> Self {
        Self { action, object, object_id, result: "done", detail: String::new() }
    }

    /// The same, done to another kind of thing than usual.
    #[must_use]
    pub const fn on(mut self, thing: Thing) -> Self {
        self.object = thing.word;
        self
    }

    /// The same, and it was refused.
    #[must_use]
    pub const fn refused(mut self) -> Self {
        self.result = "refused";
        self
    }

    /// The same with a detail.
    #[must_use]
    pub fn with(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}

/// Writes a row in the transaction of the act. `origin` is where it came from: `web`, `terminal`, `bell`.
///
/// # Errors
/// The database's.
pub async fn record(
    tx: &impl ConnectionTrait,
    at: Instant,
    actor: Actor,
    note: Note,
    origin: &str,
) -> Result<(), DbErr> {
    let row = audit::ActiveModel {
        at: Set(at),
        actor: Set(actor.word()),
        action: Set(note.action.to_owned()),
        object: Set(note.object.to_owned()),
        object_id: Set(note.object_id),
        result: Set(note.result.to_owned()),
        origin: Set(origin.to_owned()),
        detail: Set(note.detail),
        ..Default::default()
    };
    audit::Entity::insert(row).exec_without_returning(tx).await.map(drop)
}
