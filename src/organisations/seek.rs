//! Finding organisations and bodies by their names, and their people by name or address.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use super::find;
use super::organisation::{Term, name_now};
use crate::app::App;
use crate::base::Language;
use crate::base::id::OrganisationId;
use crate::base::wall_time::date_of;
use crate::room::{Found, Sought};
use crate::store::tables::{bodies, contacts, organisations};

/// Organisations by name, those that ended too.
pub(super) async fn organisations(app: &App, sought: &Sought, language: Language) -> anyhow::Result<Vec<Found>> {
    use organisations::Column;
    let rows = organisations::Entity::find().order_by_asc(Column::NameKey).all(app.store.read()).await?;
    Ok(sought.best(rows.into_iter().map(|row| (row.name.clone(), row)), |row| Found {
        title: name_now(row.name.clone(), row.ended_at, language),
        more: row.kind.said().of(language).to_owned(),
        link: format!("/beheer/organisaties/{}", row.id),
    }))
}

/// Bodies by name.
pub(super) async fn bodies(app: &App, sought: &Sought, language: Language) -> anyhow::Result<Vec<Found>> {
    let rows = bodies::Entity::find().order_by_asc(bodies::Column::NameKey).all(app.store.read()).await?;
    Ok(sought.best(rows.into_iter().map(|row| (row.name.clone(), row)), |row| Found {
        title: name_now(row.name.clone(), row.ended_at, language),
        more: row.kind.said().of(language).to_owned(),
        link: format!("/beheer/gremia/{}", row.id),
    }))
}

/// Who is a contact of an organisation today, by name, address or role.
pub(super) async fn contacts(app: &App, sought: &Sought, language: Language) -> anyhow::Result<Vec<Found>> {
    let (on, today) = (app.store.read(), date_of(app.clock.now()));
    let rows = contacts::Entity::find()
        .filter(
            Condition::any()
                .add(contacts::Column::UntilOn.is_null())
                .add(contacts::Column::UntilOn.gte(today.to_string())),
        )
        .order_by_asc(contacts::Column::Id)
        .all(on)
        .await?;
    let rows = rows.into_iter().filter(|row| Term::of(&row.from_on, row.until_on.as_deref()).holds_on(today));
    let rows: Vec<_> = rows.collect();
    let people = find::who(on, rows.iter().map(|row| row.person_id)).await?;
    let known = organisations::Entity::find().all(on).await?;
    let known: BTreeMap<OrganisationId, String> =
        known.into_iter().map(|row| (row.id, name_now(row.name.clone(), row.ended_at, language))).collect();
    let named = rows.into_iter().filter_map(|row| {
        let (name, address, _) = people.get(&row.person_id)?;
        Some((format!("{name} {address} {}", row.role), (name, address, row)))
    });
    Ok(sought.best(named, |(name, address, row)| Found {
        title: if name.is_empty() { address.clone() } else { name.clone() },
        more: [row.role.as_str(), known.get(&row.organisation_id).map_or("", String::as_str)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        link: format!("/beheer/organisaties/{}", row.organisation_id),
    }))
}
