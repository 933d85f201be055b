//! The topics and areas that a list names, by their names in either language or their short names.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, DbErr};

use super::super::cells::Record;
use super::super::layout::{Layout, Role, plain};
use super::super::row::Places;
use crate::base::id::{AreaId, TopicId};
use crate::centre;
use crate::subscribers::chosen::Chosen;

/// What can be named.
#[derive(Clone, Debug, Default)]
pub(in crate::subscribers::import) struct Choices {
    topics: HashMap<String, TopicId>,
    areas: HashMap<String, AreaId>,
    /// In which area a region lies.
    within: HashMap<AreaId, AreaId>,
}

impl Choices {
    /// Those that are offered now; none when the list names none.
    pub(super) async fn for_layout(on: &impl ConnectionTrait, layout: &Layout) -> Result<Self, DbErr> {
        let mut choices = Self::default();
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
