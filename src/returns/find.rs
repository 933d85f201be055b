//! Reads for the pages of staff.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::feedback::Kind;
use super::{Door, texts};
use crate::app::App;
use crate::base::id::{PersonId, SendingId, SuppressionId};
use crate::base::page::Page;
use crate::base::{EmailAddress, Instant, Language};
use crate::people;
use crate::store::page_before;
use crate::store::tables::{feedback, sendings, suppressions};
use crate::web::components::Tone;

const PAGE: usize = 50;

/// Something that came back, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Back {
    pub(super) id: i64,
    /// Whether it waits for somebody of the staff.
    pub(super) is_open: bool,
    pub(super) at: Instant,
    pub(super) door: String,
    pub(super) kind: String,
    pub(super) class: String,
    pub(super) enhanced: Option<String>,
    pub(super) words: String,
    pub(super) person: Who,
    /// The sending that it is about, when that went to many, and what it is called.
    pub(super) sending: Option<(SendingId, String)>,
}

/// What came back about one mail after the relay had accepted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameBack {
    /// When.
    pub at: Instant,
    kind: String,
    class: String,
}

impl CameBack {
    /// What it was, in words and with its tone.
    #[must_use]
    pub fn words(&self, language: Language) -> (Tone, &str) {
        texts::kind(&self.kind, &self.class, language)
    }
}

/// Whose it is: the address masked; `None` when the person was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) id: Option<PersonId>,
    pub(super) masked: Option<String>,
}

/// A suppression as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suppressed {
    pub(super) id: SuppressionId,
    pub(super) reason: String,
    pub(super) made_at: Instant,
    pub(super) lifted: Option<(Instant, String)>,
    pub(super) who: Who,
}

/// A page of what came back, newest first, before the row of id `before`; of one kind, of one class, or of all.
pub(super) async fn back(
    on: &impl ConnectionTrait,
    kind: Option<&str>,
    class: Option<&str>,
    before: Option<i64>,
) -> Result<Page<Back>, DbErr> {
    let mut query = feedback::Entity::find();
    if let Some(kind) = kind {
        query = query.filter(feedback::Column::Kind.eq(kind));
    }
    if let Some(class) = class {
        query = query.filter(feedback::Column::Class.eq(class));
    }
    let page = page_before(on, query, (feedback::Column::Id, |row| row.id), before, PAGE).await?;
    Ok(Page { rows: dressed(on, page.rows).await?, next: page.next })
}

/// What came back about one person, newest first, at most 50.
pub(super) async fn back_of(on: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Back>, DbErr> {
    let rows = feedback::Entity::find()
        .filter(feedback::Column::PersonId.eq(person))
        .order_by_desc(feedback::Column::Id)
        .limit(PAGE as u64)
        .all(on)
        .await?;
    dressed(on, rows).await
}

/// How many answers of people wait for somebody of the staff.
///
/// # Errors
/// The database's.
pub async fn open_replies(on: &impl ConnectionTrait) -> Result<u64, DbErr> {
    feedback::Entity::find()
        .filter(feedback::Column::Kind.eq(Kind::Reply.word()))
        .filter(feedback::Column::HeededAt.is_null())
        .count(on)
        .await
}

/// The suppression in force of a person's address, if there is one.
///
/// # Errors
/// The database's.
pub async fn in_force_of(on: &impl ConnectionTrait, person: PersonId) -> Result<Option<SuppressionId>, DbErr> {
    let found = suppressions::Entity::find()
        .filter(suppressions::Column::PersonId.eq(person))
        .filter(suppressions::Column::LiftedAt.is_null())
        .one(on)
        .await?;
    Ok(found.map(|row| row.id))
}

/// What came back about a person, newest first, at most `most`.
///
/// # Errors
/// The database's.
pub async fn came_back_from(on: &impl ConnectionTrait, person: PersonId, most: u64) -> Result<Vec<CameBack>, DbErr> {
    let rows = feedback::Entity::find()
        .filter(feedback::Column::PersonId.eq(person))
        .order_by_desc(feedback::Column::At)
        .order_by_desc(feedback::Column::Id)
        .limit(most)
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|row| CameBack { at: row.at, kind: row.kind, class: row.class }).collect())
}

/// What came back later about mails of one sending, beside what the relay said at once: by person, the newest of each.
///
/// # Errors
/// The database's.
pub async fn came_back(
    on: &impl ConnectionTrait,
    sending: SendingId,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeMap<PersonId, CameBack>, DbErr> {
    let rows = feedback::Entity::find()
        .filter(feedback::Column::SendingId.eq(sending))
        .filter(feedback::Column::PersonId.is_in(people))
        .filter(feedback::Column::Door.ne(Door::Smtp.word()))
        .filter(feedback::Column::Kind.is_not_in([Kind::Leave.word(), Kind::Reply.word()]))
        .order_by_asc(feedback::Column::Id)
        .all(on)
        .await?;
    let of = |row: feedback::Model| (row.person_id, CameBack { at: row.at, kind: row.kind, class: row.class });
    Ok(rows.into_iter().map(of).collect())
}

async fn dressed(on: &impl ConnectionTrait, rows: Vec<feedback::Model>) -> Result<Vec<Back>, DbErr> {
    let masked = people::masked(on, rows.iter().map(|row| row.person_id)).await?;
    let ids = rows.iter().filter_map(|row| row.sending_id);
    let found = sendings::Entity::find().filter(sendings::Column::Id.is_in(ids)).all(on).await?;
    // A letter to one person has no page of its own.
    let to_many = found.into_iter().filter(|sending| sending.publication_id.is_some());
    let labels: BTreeMap<SendingId, String> = to_many.map(|sending| (sending.id, sending.label)).collect();
    let dress = |row: feedback::Model| Back {
        id: row.id,
        is_open: row.kind == Kind::Reply.word() && row.heeded_at.is_none(),
        at: row.at,
        door: row.door,
        kind: row.kind,
        class: row.class,
        enhanced: row.enhanced,
        words: row.words,
        person: who(&masked, Some(row.person_id)),
        sending: row.sending_id.and_then(|id| labels.get(&id).map(|label| (id, label.clone()))),
    };
    Ok(rows.into_iter().map(dress).collect())
}

/// A page of suppressions in force, newest first, before the one of id `before`.
pub(super) async fn suppressed(on: &impl ConnectionTrait, before: Option<i64>) -> Result<Page<Suppressed>, DbErr> {
    let query = suppressions::Entity::find().filter(suppressions::Column::LiftedAt.is_null());
    let page = page_before(on, query, (suppressions::Column::Id, |row| row.id.0), before, PAGE).await?;
    Ok(Page { rows: with_people(on, page.rows).await?, next: page.next })
}

/// The suppressions of an address, those that were lifted too, newest first.
pub(super) async fn suppressed_address(
    app: &App,
    on: &impl ConnectionTrait,
    address: &EmailAddress,
) -> Result<Vec<Suppressed>, DbErr> {
    let rows = suppressions::Entity::find()
        .filter(suppressions::Column::Hash.eq(app.secrets.suppression_hash(address.key())))
        .order_by_desc(suppressions::Column::Id)
        .limit(PAGE as u64)
        .all(on)
        .await?;
    with_people(on, rows).await
}

/// One suppression.
pub(super) async fn suppression(on: &impl ConnectionTrait, id: SuppressionId) -> Result<Option<Suppressed>, DbErr> {
    let found = suppressions::Entity::find_by_id(id).one(on).await?;
    Ok(with_people(on, found.into_iter().collect()).await?.pop())
}

async fn with_people(on: &impl ConnectionTrait, rows: Vec<suppressions::Model>) -> Result<Vec<Suppressed>, DbErr> {
    let masked = people::masked(on, rows.iter().filter_map(|row| row.person_id)).await?;
    let dress = |row: suppressions::Model| Suppressed {
        id: row.id,
        reason: row.reason,
        made_at: row.made_at,
        lifted: row.lifted_at.map(|at| (at, row.lifted_reason.unwrap_or_default())),
        who: who(&masked, row.person_id),
    };
    Ok(rows.into_iter().map(dress).collect())
}

fn who(masked: &BTreeMap<PersonId, String>, id: Option<PersonId>) -> Who {
    let known = id.and_then(|id| masked.get(&id).map(|address| (id, address.clone())));
    match known {
        Some((id, address)) => Who { id: Some(id), masked: Some(address) },
        None => Who { id: None, masked: None },
    }
}
