//! What a new centre begins with: a handful of topics, and the 25 Dutch safety regions in six collaboration areas.
//!
//! The regions are those of the annex to the Dutch act on safety regions (Wet veiligheidsregio's). Staff change all of
//! it afterwards; a centre without regions retires the areas.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Set};

use super::keep::slug_of;
use crate::base::id::AreaId;
use crate::store::tables::{areas, topics};

/// Topics: Dutch, English.
const TOPICS: [(&str, &str); 6] = [
    ("Advies en vergunningen", "Advice and permits"),
    ("Incidentbestrijding", "Incident response"),
    ("Lessen uit incidenten", "Lessons from incidents"),
    ("Gevaarlijke stoffen", "Hazardous substances"),
    ("Opleiden en oefenen", "Training and exercises"),
    ("Wet- en regelgeving", "Law and regulation"),
];

/// An area (Dutch, English) with its regions; the names of regions are the same in both languages.
type AreaOf = (&'static str, &'static str, &'static [&'static str]);

const AREAS: [AreaOf; 6] = [
    ("Noord", "North", &["Groningen", "Fryslân", "Drenthe"]),
    ("Oost", "East", &["IJsselland", "Twente", "Noord- en Oost-Gelderland", "Gelderland-Midden", "Gelderland-Zuid"]),
    (
        "Noordwest",
        "North-west",
        &[
            "Noord-Holland Noord",
            "Zaanstreek-Waterland",
            "Kennemerland",
            "Amsterdam-Amstelland",
            "Gooi en Vechtstreek",
            "Flevoland",
            "Utrecht",
        ],
    ),
    (
        "Zuidwest",
        "South-west",
        &["Haaglanden", "Hollands Midden", "Rotterdam-Rijnmond", "Zuid-Holland Zuid", "Zeeland"],
    ),
    ("Brabant", "Brabant", &["Midden- en West-Brabant", "Brabant-Noord", "Brabant-Zuidoost"]),
    ("Limburg", "Limburg", &["Limburg-Noord", "Zuid-Limburg"]),
];

/// Writes the first topics and areas of a new centre, in the caller's transaction.
pub(in crate::centre) async fn lay_down(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    for ((name_nl, name_en), position) in TOPICS.into_iter().zip(1..) {
        let row = topics::ActiveModel {
            slug: Set(slug_of(name_nl)),
            name_nl: Set(name_nl.to_owned()),
            name_en: Set(name_en.to_owned()),
            position: Set(position),
            ..Default::default()
        };
        topics::Entity::insert(row).exec_without_returning(tx).await?;
    }
    for ((name_nl, name_en, regions), position) in AREAS.into_iter().zip(1..) {
        let area = add_area(tx, None, (name_nl, name_en), position).await?;
        for (name, position) in regions.iter().zip(1..) {
            add_area(tx, Some(area), (name, name), position).await?;
        }
    }
    Ok(())
}

async fn add_area(
    tx: &impl ConnectionTrait,
    within: Option<AreaId>,
    (name_nl, name_en): (&str, &str),
    position: i32,
) -> Result<AreaId, DbErr> {
    let row = areas::ActiveModel {
        parent_id: Set(within),
        slug: Set(slug_of(name_nl)),
        name_nl: Set(name_nl.to_owned()),
        name_en: Set(name_en.to_owned()),
        position: Set(position),
        ..Default::default()
    };
    Ok(areas::Entity::insert(row).exec(tx).await?.last_insert_id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{AREAS, slug_of};

    #[test]
    fn s01_the_six_areas_hold_the_25_safety_regions_once() {
        let regions: Vec<_> = AREAS.iter().flat_map(|(_, _, regions)| regions.iter()).collect();
        assert_eq!((AREAS.len(), regions.len()), (6, 25));
        let slugs: BTreeSet<_> =
            AREAS.iter().map(|area| area.0).chain(regions.into_iter().copied()).map(slug_of).collect();
        assert_eq!(slugs.len(), 31, "short names are unique");
        assert!(slugs.contains("fryslan") && slugs.contains("noord-en-oost-gelderland"), "{slugs:?}");
    }
}
