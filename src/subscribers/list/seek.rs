//! Finding people by the beginning of any piece of their name or address.

use std::collections::BTreeMap;

use super::search::{Search, found};
use crate::app::App;
use crate::base::Language;
use crate::base::id::PersonId;
use crate::people::{self, Person};
use crate::room::{Found, MOST, Sought};

/// People who read or read once, in the order in which we met them.
pub(in crate::subscribers) async fn people_of(app: &App, sought: &Sought, _: Language) -> anyhow::Result<Vec<Found>> {
    let (on, search) = (app.store.read(), Search { words: sought.typed.clone(), ..Search::default() });
    let ids = found(on, &search, app.clock.now(), PersonId(0), MOST).await?;
    let people: BTreeMap<PersonId, Person> = people::by_ids(on, ids).await?;
    Ok(people
        .into_values()
        .map(|person| {
            let link = format!("/beheer/abonnees/{}", person.id);
            match person.name.as_str() {
                "" => Found { title: person.address, more: String::new(), link },
                _ => Found { title: person.name, more: person.address, link },
            }
        })
        .collect())
}
