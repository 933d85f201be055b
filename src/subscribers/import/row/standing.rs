//! Who of a list is out where it comes from, or seems to be: what contradicts consent never passes in silence. Pure.

use std::collections::BTreeMap;

use super::super::cells::Record;
use super::super::layout::telling::{Word, gone, is_out_alone, is_plainly_out, standing};
use super::super::layout::{Layout, Role, plain};

/// How somebody stands where the list comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing says that they are out.
    In,
    /// A column that tells it says that they are out.
    Out,
    /// The column at this place has a word that we do not know.
    Unclear(usize),
    /// The column at this place, which nobody said to read, says that they are out.
    SeemsOut(usize),
}

/// A column that tells who is out.
struct Telling {
    at: usize,
    role: Role,
    /// Whether a cell of it says that somebody is in, and whether any says something.
    has_in: bool,
    has_word: bool,
}

/// How another column is looked at.
enum Glance {
    /// By its name it is about standing, or leaving.
    Named(Role),
    /// Its cells may begin with a word that says "out".
    Loose,
    /// Its cells may be such a word: it holds names.
    Whole,
}

/// The columns of a list that tell, or may tell, who is out.
pub(in crate::subscribers::import) struct Standings {
    telling: Vec<Telling>,
    others: Vec<(usize, Glance)>,
    meanings: BTreeMap<String, bool>,
}

impl Standings {
    /// Of a layout.
    pub(super) fn of(layout: &Layout) -> Self {
        let roles = || layout.roles.iter().copied().enumerate();
        let telling = roles().filter(|(_, role)| role.tells_who_is_out());
        let glance = |at: usize, role| match (role, layout.hints.get(at)) {
            (Role::Nothing, Some(hint)) if *hint != Role::Nothing => Some(Glance::Named(*hint)),
            (Role::Nothing, _) => Some(Glance::Loose),
            (Role::Name | Role::First | Role::Infix | Role::Last, _) => Some(Glance::Whole),
            _ => None,
        };
        Self {
            telling: telling.map(|(at, role)| Telling { at, role, has_in: false, has_word: false }).collect(),
            others: roles().filter_map(|(at, role)| Some((at, glance(at, role)?))).collect(),
            meanings: layout.meanings.clone(),
        }
    }

    /// Takes note of a row, so that it is known afterwards what an empty cell means.
    pub(in crate::subscribers::import) fn learn(&mut self, record: Record<'_>) {
        for telling in self.telling.iter_mut().filter(|telling| telling.role == Role::Standing && !telling.has_in) {
            let word = standing(record.cell(telling.at));
            telling.has_word |= word != Word::Blank;
            telling.has_in |= word == Word::In;
        }
    }

    /// Whether another row may say more about what an empty cell means.
    pub(in crate::subscribers::import) fn may_learn(&self) -> bool {
        self.telling.iter().any(|telling| telling.role == Role::Standing && !telling.has_in)
    }

    /// How the person of a row stands. "Out" in one column outweighs what we do not know in another.
    pub(super) fn read(&self, record: Record<'_>) -> Standing {
        let mut found = Standing::In;
        for telling in &self.telling {
            match self.word(telling, record.cell(telling.at)) {
                Word::Out => return Standing::Out,
                Word::Unknown if found == Standing::In => found = Standing::Unclear(telling.at),
                _ => {}
            }
        }
        if found != Standing::In {
            return found;
        }
        let seems_out = |(at, glance): &&(usize, Glance)| {
            let cell = record.cell(*at);
            match glance {
                _ if cell.is_empty() => false,
                Glance::Named(Role::Gone) => gone(cell) == Word::Out,
                Glance::Named(_) => standing(cell) == Word::Out,
                Glance::Loose => is_plainly_out(cell),
                Glance::Whole => is_out_alone(cell),
            }
        };
        self.others.iter().find(seems_out).map_or(Standing::In, |(at, _)| Standing::SeemsOut(*at))
    }

    fn word(&self, telling: &Telling, cell: &str) -> Word {
        match telling.role {
            Role::Gone => gone(cell),
            Role::Lists if matches!(plain(cell).as_str(), "" | "nolists") => Word::Out,
            Role::Lists => Word::In,
            _ => match (standing(cell), self.told(cell)) {
                (Word::Blank | Word::Unknown, Some(is_in)) => {
                    if is_in {
                        Word::In
                    } else {
                        Word::Out
                    }
                }
                // A column in which nothing stands says nothing. In one that says who is in, the others are not; and when it
                // only says who is out, a person knows whether the others are in.
                (Word::Blank, None) if !telling.has_word => Word::In,
                (Word::Blank, None) if telling.has_in => Word::Out,
                (Word::Blank, None) => Word::Unknown,
                (word, _) => word,
            },
        }
    }

    fn told(&self, cell: &str) -> Option<bool> {
        // Nearly always nobody had to say anything.
        if self.meanings.is_empty() { None } else { self.meanings.get(&plain(cell)).copied() }
    }
}
