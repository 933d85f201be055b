//! Gathering what happened to one person out of the tables that know it.

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::evidence::{rows_of, with_imports};
use super::texts;
use crate::audit;
use crate::base::{Instant, Language};
use crate::centre::Publication;
use crate::delivery;
use crate::returns;
use crate::store::tables::states::ConsentAct;
use crate::store::tables::{consents, deliveries, sendings};
use crate::subscribers::moving::Known;
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

/// Everything that happened to a person, newest first: at each address they had, until they moved away from it.
pub(super) async fn timeline(
    on: &impl ConnectionTrait,
    all_along: &[Known],
    publications: &[Publication],
    language: Language,
) -> Result<Vec<Entry>, DbErr> {
    let mut all = consents_of(on, all_along, publications, language).await?;
    for known in all_along {
        all.extend(mails_of(on, *known, language).await?);
        all.extend(changes_of(on, *known, language).await?);
        all.extend(back_of(on, *known, language).await?);
    }
    all.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    Ok(all)
}

async fn consents_of(
    on: &impl ConnectionTrait,
    all_along: &[Known],
    publications: &[Publication],
    language: Language,
) -> Result<Vec<Entry>, DbErr> {
    let rows = consents::Entity::find()
        .filter(rows_of(all_along))
        .order_by_desc(consents::Column::At)
        .order_by_desc(consents::Column::Id)
        .limit(MOST)
        .all(on)
        .await?;
    let rows = with_imports(on, rows).await?;
    let entry = |row: consents::Model| {
        let name = name_of(publications, row.publication_id, language);
        let through = texts::through(&row.source, row.act == ConsentAct::Withdrawn, language);
        let about = if row.basis.is_empty() { through.to_owned() } else { format!("{through}; {}", row.basis) };
        let what = format!("{name}: {}", row.act.said().of(language));
        Entry { at: row.at, kind: Kind::Consent, what, about, tone: Tone::Quiet, link: None }
    };
    Ok(rows.into_iter().map(|(row, _)| entry(row)).collect())
}

async fn mails_of(on: &impl ConnectionTrait, known: Known, language: Language) -> Result<Vec<Entry>, DbErr> {
    let until_then = Query::select()
        .column(sendings::Column::Id)
        .from(sendings::Entity)
        .and_where(sendings::Column::OpenedAt.lte(known.until))
        .to_owned();
    let rows = deliveries::Entity::find()
        .filter(deliveries::Column::PersonId.eq(known.id))
        .filter(deliveries::Column::SendingId.in_subquery(until_then))
        .order_by_desc(deliveries::Column::SendingId)
        .limit(MOST)
        .all(on)
        .await?;
    let of_sendings = rows.iter().map(|row| row.sending_id);
    let sendings = sendings::Entity::find().filter(sendings::Column::Id.is_in(of_sendings)).all(on).await?;
    let entry = |row: &deliveries::Model| {
        let sending = sendings.iter().find(|sending| sending.id == row.sending_id)?;
        let link = sending.publication_id.map(|_| format!("/beheer/verzendingen/{}", sending.id));
        let at = row.settled_at.or(row.first_at).unwrap_or(sending.opened_at);
        let what = texts::letter_label(&sending.label, language);
        Some(Entry {
            at,
            kind: Kind::Mail,
            what,
            about: row.state.said().of(language).to_owned(),
            tone: delivery::tone(row.state),
            link,
        })
    };
    Ok(rows.iter().filter_map(entry).collect())
}

async fn changes_of(on: &impl ConnectionTrait, known: Known, language: Language) -> Result<Vec<Entry>, DbErr> {
    let rows = audit::about(on, "person", [known.id.0], MOST).await?;
    let entry = |row: audit::Entry| {
        let what = texts::change(&row.action, &row.detail, language)?;
        Some(Entry { at: row.at, kind: Kind::Change, what, about: String::new(), tone: Tone::Quiet, link: None })
    };
    Ok(rows.into_iter().filter(|row| row.at <= known.until).filter_map(entry).collect())
}

async fn back_of(on: &impl ConnectionTrait, known: Known, language: Language) -> Result<Vec<Entry>, DbErr> {
    let back = returns::came_back_from(on, known.id, MOST).await?;
    let entry = |back: returns::CameBack| {
        let (tone, what) = back.words(language);
        Entry { at: back.at, kind: Kind::Back, what: what.to_owned(), about: String::new(), tone, link: None }
    };
    Ok(back.into_iter().filter(|back| back.at <= known.until).map(entry).collect())
}
