//! Whom an issue is for: choosing one of the saved audiences, or everyone again; and saying it in a sentence.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use crate::app::App;
use crate::audiences::{self, Filter};
use crate::audit::{self, Actor, Note};
use crate::base::Language;
use crate::base::id::{AudienceId, IssueId, MemberId};
use crate::issues::Issue;
use crate::issues::acts::Act;
use crate::issues::issue::{Touch, is_open, touch};
use crate::store::tables::{issue_sendings, issues};
use crate::store::{Class, class_of};

/// What came of choosing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// It is for them now.
    Done,
    /// Somebody changed the issue since the page was drawn.
    Overtaken,
    /// The issue can no longer change.
    Closed,
    /// There is no such audience.
    NotThere,
}

/// Chooses whom an issue of version `from` is for; `None` for every reader of its publication. Like any change, it makes
/// a draft of an issue that was approved.
///
/// # Errors
/// The database's.
pub async fn choose(
    app: &App,
    by: MemberId,
    id: IssueId,
    from: i64,
    audience: Option<AudienceId>,
) -> anyhow::Result<Chosen> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(row) = issues::Entity::find_by_id(id).one(&tx).await? else { return Ok(Chosen::Closed) };
    if row.audience_id == audience {
        return Ok(Chosen::Done);
    }
    if touch(&tx, id, Some(from), by, now).await? == Touch::Refused {
        return Ok(if is_open(row.state) { Chosen::Overtaken } else { Chosen::Closed });
    }
    let chosen = issues::ActiveModel { audience_id: Set(audience), ..Default::default() };
    match issues::Entity::update_many().set(chosen).filter(issues::Column::Id.eq(id)).exec(&tx).await {
        Err(error) if class_of(&error) == Class::ForeignKey => return Ok(Chosen::NotThere),
        done => done?,
    };
    let detail = audience.map_or_else(|| "everyone".to_owned(), |id| format!("audience {id}"));
    let note = Note::of(Act::IssueAudience, id.0).with(detail);
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Chosen::Done)
}

/// Whom an issue is for, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The name of the audience.
    pub name: String,
    /// Its sentence, in Dutch and in English.
    pub sentence: [String; 2],
}

impl Meant {
    /// The sentence in a language.
    #[must_use]
    pub fn sentence(&self, language: Language) -> &str {
        let [dutch, english] = &self.sentence;
        language.pick(dutch, english)
    }
}

/// Whom an issue is for, or of one that went out, whom it was for as it froze. `None` for everyone.
///
/// # Errors
/// The database's, or when a stored filter cannot be read.
pub async fn meant(app: &App, issue: &Issue) -> anyhow::Result<Option<Meant>> {
    let Some(audience) = &issue.audience else { return Ok(None) };
    let frozen = frozen_filter(app.store.read(), issue).await?;
    let filter = match frozen {
        Some(json) => Filter::read(&json).map_err(|fault| anyhow::anyhow!("a frozen filter is wrong: {fault:?}"))?,
        None => audience.filter.clone(),
    };
    let mut sentence = [String::new(), String::new()];
    for (language, words) in Language::ALL.into_iter().zip(&mut sentence) {
        let names = audiences::names(app, &filter, language).await?;
        *words = audiences::sentence(&filter, &names, language);
    }
    Ok(Some(Meant { name: audience.row.name.clone(), sentence }))
}

async fn frozen_filter(on: &impl ConnectionTrait, issue: &Issue) -> Result<Option<String>, DbErr> {
    let Some(sending) = issue.row.sending_id.filter(|_| !issue.is_open()) else { return Ok(None) };
    let row = issue_sendings::Entity::find().filter(issue_sendings::Column::SendingId.eq(sending)).one(on).await?;
    Ok(row.and_then(|row| row.filter))
}
