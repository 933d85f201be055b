//! Lines of the menus, which the rooms bring.

use maud::{Markup, html};

use super::{Frame, current, localised};
use crate::base::{Both, Language};

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// On top of every public page.
    Site,
    /// On top of the staff menu.
    Today,
    /// What staff make.
    Make,
    /// Whom they reach.
    Reach,
    /// How the house is set up.
    SetUp,
}

impl Group {
    /// The groups of the staff menu, in their order.
    pub(super) const STAFF: [Self; 4] = [Self::Today, Self::Make, Self::Reach, Self::SetUp];

    /// What it is called; the first needs no name.
    pub(super) fn name(self, language: Language) -> Option<&'static str> {
        match self {
            Self::Site | Self::Today => None,
            Self::Make => Some(language.pick("Maken", "Make")),
            Self::Reach => Some(language.pick("Bereiken", "Reach")),
            Self::SetUp => Some(language.pick("Inrichten", "Set up")),
        }
    }
}

/// A line of a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place among the lines; hundreds by group.
    pub place: u16,
    /// Where it stands.
    pub group: Group,
    /// The page that it leads to. Who may enter that page sees the line.
    pub path: &'static str,
    /// What it says.
    pub label: Both,
}

impl Line {
    /// A line.
    #[must_use]
    pub const fn at(place: u16, group: Group, path: &'static str, label: Both) -> Self {
        Self { place, group, path, label }
    }
}

/// The lines of a group that this reader sees.
pub(super) fn lines(frame: &Frame, group: Group) -> Markup {
    let address = |line: &Line| match group {
        Group::Site => localised(frame.language, line.path),
        _ => line.path.to_owned(),
    };
    html! {
        ul {
            @for line in frame.menu.iter().filter(|line| line.group == group) {
                li {
                    a href=(address(line)) aria-current=[current(&frame.path, line.path)] { (line.label.of(frame.language)) }
                }
            }
        }
    }
}
