//! The topics, areas and organisations that a list names: the first two by their names in either language or their short
//! names, organisations by their whole name.

use std::collections::{HashMap, HashSet};

use sea_orm::DbErr;

use super::super::cells::Record;
use super::super::layout::{Layout, Role, plain};
use super::super::row::Places;
use crate::app::App;
use crate::base::id::{AreaId, TopicId};
use crate::base::words::{fold, one_line};
use crate::centre;
use crate::subscribers::chosen::Chosen;

/// What can be named.
#[derive(Clone, Debug, Default)]
pub(in crate::subscribers::import) struct Choices {
    topics: HashMap<String, TopicId>,
    areas: HashMap<String, AreaId>,
    /// In which area a region lies.
    within: HashMap<AreaId, AreaId>,
    organisations: HashSet<String>,
}

impl Choices {
    /// Those that are offered now; none when the list names none.
    pub(super) async fn for_layout(app: &App, layout: &Layout) -> Result<Self, DbErr> {
        let (mut choices, on) = (Self::default(), app.store.read());
        if layout.place_of(Role::Organisation).is_some() {
            for joins in app.rooms.all().filter_map(|room| room.joins.as_ref()) {
                choices.organisations.extend((joins.names)(app).await?);
            }
        }
        if layout.place_of(Role::Topics).is_some() {
            for row in centre::topics(on).await?.into_iter().map(|topic| topic.row) {
                choices.topics.extend([row.name_nl, row.name_en, row.slug].map(|name| (plain(&name), row.id)));
            }
        }
        if layout.place_of(Role::Areas).is_some() {
            for area in centre::areas(on).await? {
                choices.within.extend(area.regions.iter().map(|region| (region.id(), area.id())));
                for row in area.regions.into_iter().map(|region| region.row).chain([area.row]) {
                    choices.areas.extend([row.name_nl, row.name_en, row.slug].map(|name| (plain(&name), row.id)));
                }
            }
        }
        Ok(choices)
    }

    /// The organisation that a row names, as names are compared; with whether we have it.
    pub(super) fn organisation(&self, places: &Places, record: Record<'_>) -> Option<(Box<str>, bool)> {
        let name = fold(&one_line(record.cell(places.organisation?)));
        let is_known = self.organisations.contains(&name);
        (!name.is_empty()).then(|| (name.into_boxed_str(), is_known))
    }

    /// What a row chooses, and the place of a column that names something that we do not have.
    pub(super) fn read(&self, places: &Places, record: Record<'_>) -> (Chosen, Option<usize>) {
        let mut unknown = None;
        let mut names = |at: Option<usize>, take: &mut dyn FnMut(&str) -> bool| {
            let Some(at) = at else { return };
            let cell = record.cell(at);
            // A name may hold a comma of its own.
            if cell.trim().is_empty() || take(&plain(cell)) {
                return;
            }
            let mut are_known = true;
            for part in cell.split([',', ';', '|', '\n']).map(plain).filter(|part| !part.is_empty()) {
                are_known &= take(&part);
            }
            if !are_known {
                unknown = Some(at);
            }
        };
        let (mut topics, mut areas) = (HashSet::new(), HashSet::new());
        names(places.topics, &mut |name| self.topics.get(name).map(|id| topics.insert(*id)).is_some());
        names(places.areas, &mut |name| self.areas.get(name).map(|id| areas.insert(*id)).is_some());
        let is_apart = |region: &AreaId| self.within.get(region).is_none_or(|area| !areas.contains(area));
        let areas = areas.iter().copied().filter(is_apart).collect();
        (Chosen { topics: topics.into_iter().collect(), areas }, unknown)
    }
}
