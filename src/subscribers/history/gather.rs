//! Gathering what happened to one person out of the tables that know it.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::evidence::with_bases;
use super::texts;
use crate::audit;
use crate::base::id::PersonId;
use crate::base::{Instant, Language};
use crate::centre::Publication;
use crate::returns;
use crate::store::tables::{consents, deliveries, sendings};
use crate::subscribers::web::name_of;
use crate::web::components::Tone;

/// The most of each kind.
const MOST: u64 = 200;

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Consent,
    Mail,
    Change,
    Back,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) at: Instant,
    pub(super) kind: Kind,
    pub(super) what: String,
    /// What came of it or what it is based on; empty for nothing.
    pub(super) about: String,
    pub(super) tone: Tone,
    /// Where it stands in full.
    pub(super) link: Option<String>,
}

/// Everything that happened to a person of these ids, newest first.
pub(super) async fn timeline(
    on: &impl ConnectionTrait,
    ids: &[PersonId],
    publications: &[Publication],
    language: Language,
) -> Result<Vec<Entry>, DbErr> {
    let mut all = consents_of(on, ids, publications, language).await?;
    all.extend(mails_of(on, ids, language).await?);
    all.extend(changes_of(on, ids, language).await?);
    let back = returns::came_back_from(on, ids.iter().copied(), MOST).await?;
    all.extend(back.into_iter().map(|back| {
        let (tone, what) = back.words(language);
        Entry { at: back.at, kind: Kind::Back, what, about: String::new(), tone, link: None }
    }));
    all.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    Ok(all)
}

async fn consents_of(
    on: &impl ConnectionTrait,
    ids: &[PersonId],
    publications: &[Publication],
    language: Language,
) -> Result<Vec<Entry>, DbErr> {
    let rows = consents::Entity::find()
        .filter(consents::Column::PersonId.is_in(ids.iter().copied()))
        .order_by_desc(consents::Column::At)
        .order_by_desc(consents::Column::Id)
        .limit(MOST)
        .all(on)
        .await?;
    let rows = with_bases(on, rows).await?;
    let entry = |row: consents::Model| {
        let name = name_of(publications, row.publication_id, language);
        let through = texts::through(&row.source, language);
        let about = if row.basis.is_empty() { through.to_owned() } else { format!("{through}; {}", row.basis) };
        let what = format!("{name}: {}", texts::act(row.act.word(), language));
        Entry { at: row.at, kind: Kind::Consent, what, about, tone: Tone::Quiet, link: None }
    };
    Ok(rows.into_iter().map(entry).collect())
}

async fn mails_of(on: &impl ConnectionTrait, ids: &[PersonId], language: Language) -> Result<Vec<Entry>, DbErr> {
    let rows = deliveries::Entity::find()
        .filter(deliveries::Column::PersonId.is_in(ids.iter().copied()))
        .order_by_desc(deliveries::Column::SendingId)
        .limit(MOST)
        .all(on)
        .await?;
    let of_sendings = rows.iter().map(|row| row.sending_id);
    let sendings = sendings::Entity::find().filter(sendings::Column::Id.is_in(of_sendings)).all(on).await?;
    let entry = |row: &deliveries::Model| {
        let sending = sendings.iter().find(|sending| sending.id == row.sending_id)?;
        let (tone, about) = texts::delivery(row.state.word(), language);
        let link = sending.publication_id.map(|_| format!("/beheer/verzendingen/{}", sending.id));
        let at = row.settled_at.or(row.first_at).unwrap_or(sending.opened_at);
        let what = texts::letter_label(&sending.label, language);
        Some(Entry { at, kind: Kind::Mail, what, about: about.to_owned(), tone, link })
    };
    Ok(rows.iter().filter_map(entry).collect())
}

async fn changes_of(on: &impl ConnectionTrait, ids: &[PersonId], language: Language) -> Result<Vec<Entry>, DbErr> {
    let rows = audit::about(on, "person", ids.iter().map(|id| id.0), MOST).await?;
    let entry = |row: audit::Entry| {
        let what = texts::change(&row.action, &row.detail, language)?;
        Some(Entry { at: row.at, kind: Kind::Change, what, about: String::new(), tone: Tone::Quiet, link: None })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}
