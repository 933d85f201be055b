//! What a pasted list says, line by line, and what would become of each.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DbErr};

use crate::base::EmailAddress;
use crate::base::name::{NameFault, name};
use crate::events::event::name_key;
use crate::events::find::{self, Scene};
use crate::events::guest::Guest;
use crate::events::inviting::pasted_lines;
use crate::people;

/// The most people of one list. More would keep the page waiting for longer than anybody does.
pub(super) const MOST: usize = 200;

/// Somebody on a list, or a line of which nobody can be made.
pub(super) struct Line<'a> {
    /// Its number, counted from 1.
    pub(super) number: usize,
    /// What it says.
    pub(super) text: &'a str,
    /// Who it is.
    pub(super) who: Result<(Guest, EmailAddress), Fault>,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is no good address on it, or more than one thing can be meant.
    Unreadable,
    /// The name cannot be one.
    Name(NameFault),
}

/// The lines of a list; a line with several people is there once for each.
pub(super) fn read(text: &str) -> Vec<Line<'_>> {
    let mut all = Vec::new();
    for line in pasted_lines(text) {
        let of = |who| Line { number: line.number, text: line.text, who };
        let Some(people) = line.people else {
            all.push(of(Err(Fault::Unreadable)));
            continue;
        };
        all.extend(people.into_iter().map(|one| {
            of(name(&one.name).map_err(Fault::Name).map(|name| {
                let address = one.address.as_typed().to_owned();
                (Guest::new(name, address, one.organisation), one.address)
            }))
        }));
    }
    all
}

/// What would become of somebody now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Gets a place.
    Place,
    /// Joins the waiting list.
    Waits,
    /// Nothing: all is full, and the waiting list is closed.
    Full,
    /// Nothing: is registered, waits, asks for a place, or stands on the list above.
    Already,
}

/// What would become of each of the good lines, in their order.
pub(super) async fn fates(
    on: &impl ConnectionTrait,
    scene: &Scene,
    lines: &[Line<'_>],
    offers: bool,
) -> Result<Vec<Fate>, DbErr> {
    let mut free = scene.programme.day().map_or(0, |day| day.free);
    let good: Vec<_> = lines.iter().filter_map(|line| line.who.as_ref().ok()).collect();
    let keys: Vec<&str> = good.iter().map(|(_, address)| address.key()).collect();
    let people = people::by_keys(on, &keys).await?;
    let (mut seen, mut fates) = (BTreeSet::new(), Vec::new());
    for (guest, address) in good {
        let (key, named) = (address.key(), name_key(&guest.name));
        let known = match people.get(key) {
            Some(person) => find::live(on, scene.event.id, person.id, &named).await?.is_some(),
            None => false,
        };
        fates.push(if known || !seen.insert((key, named)) {
            Fate::Already
        } else if free > 0 {
            free -= 1;
            Fate::Place
        } else if offers {
            Fate::Waits
        } else {
            Fate::Full
        });
    }
    Ok(fates)
}
