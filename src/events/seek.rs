//! Finding events by their names, and who registered for one.

use std::collections::BTreeMap;

use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::visiting::kind_word;
use crate::app::App;
use crate::base::Language;
use crate::base::id::EventId;
use crate::room::{Found, Sought};
use crate::store::escaped;
use crate::store::tables::{event_registrations, events};

/// Among how many of that name the best are looked for.
const AMONG: u64 = 200;

/// Events, the newest first: by title, kind and place.
pub(super) async fn events(app: &App, sought: &Sought, language: Language) -> anyhow::Result<Vec<Found>> {
    let rows = events::Entity::find().order_by_desc(events::Column::StartsAt).all(app.store.read()).await?;
    let kind = |row: &events::Model| kind_word(row.kind).of(language);
    let named = rows.into_iter().map(|row| (format!("{} {} {}", row.title(language), kind(&row), row.place), row));
    Ok(sought.best(named, |row| Found {
        title: row.title(language).to_owned(),
        more: format!("{}, {}", kind(&row), row.days(language)),
        link: format!("/beheer/bijeenkomsten/{}", row.id),
    }))
}

/// Registrations, the newest first: by name.
pub(super) async fn registered(app: &App, sought: &Sought, language: Language) -> anyhow::Result<Vec<Found>> {
    use event_registrations::Column;
    let on = app.store.read();
    let mut named = event_registrations::Entity::find().filter(Column::PersonId.is_not_null());
    for word in sought.words() {
        named = named.filter(Column::NameKey.like(LikeExpr::new(format!("%{}%", escaped(word))).escape('!')));
    }
    let rows: Vec<(EventId, String)> = named
        .select_only()
        .columns([Column::EventId, Column::Name])
        .order_by_desc(Column::Id)
        .limit(AMONG)
        .into_tuple()
        .all(on)
        .await?;
    let held = events::Entity::find().filter(events::Column::Id.is_in(rows.iter().map(|(event, _)| *event)));
    let titles: BTreeMap<EventId, String> =
        held.all(on).await?.into_iter().map(|row| (row.id, row.title(language).to_owned())).collect();
    Ok(sought.best(rows.into_iter().map(|row| (row.1.clone(), row)), |(event, name)| Found {
        title: name,
        more: titles.get(&event).cloned().unwrap_or_default(),
        link: format!("/beheer/bijeenkomsten/{event}"),
    }))
}
