//! The rooms in their line. A new room is made known by one line here.

mod acts;
mod tables;

pub use acts::Act;

use crate::app::{App, Room, Rooms};
use crate::base::Both;
use crate::room::{Kind, Processing, Rule, Take, backed_up};
use crate::web::{Access, Routes, files};
use crate::{
    archive, audiences, audit, centre, consultations, delivery, desk, dossiers, events, issues, media, organisations,
    people, privacy, returns, sender, staff, store, subscribers,
};

/// The rooms of this house. Each knows only those before it.
#[must_use]
pub fn rooms() -> Rooms {
    Rooms::in_line([
        &HOUSE,
        &audit::ROOM,
        &people::ROOM,
        &delivery::ROOM,
        &staff::ROOM,
        &centre::ROOM,
        &media::ROOM,
        &sender::ROOM,
        &returns::ROOM,
        &subscribers::ROOM,
        &organisations::ROOM,
        &audiences::ROOM,
        &dossiers::ROOM,
        &events::ROOM,
        &consultations::ROOM,
        &issues::ROOM,
        &archive::ROOM,
        &privacy::ROOM,
        &desk::ROOM,
    ])
}

/// What belongs to no room: the tables of the database as a thing, and the files that the binary carries.
const HOUSE: Room = Room {
    staff: Some(assets),
    tables: tables::TABLES,
    backup: backed_up![bells],
    kinds: &[&LIMITS],
    rules: RULES,
    acts: Act::ALL,
    ..Room::named("store")
};

fn assets() -> Routes<App> {
    Routes::default().machine_get("/bestanden/{hash}/{*name}", Access::Anyone, files::serve)
}

/// Keeping abuse out.
const SAFETY: Processing = Processing {
    word: "safety",
    turn: 80,
    of_readers: true,
    name: Both("Misbruik tegengaan", "Keeping abuse out"),
    whose: Both("bezoekers van formulieren", "visitors of forms"),
    purpose: Both(
        "tellen hoe vaak een formulier vanaf één netwerk of voor één adres wordt verstuurd; bewaard als code waaruit die niet zijn terug te halen",
        "counting how often a form is sent from one network or for one address; kept as a hash",
    ),
    basis: Both(
        "gerechtvaardigd belang: een veilige dienst (AVG, artikel 6, lid 1, onder f, en artikel 32)",
        "legitimate interest: a safe service (GDPR, article 6(1)(f), and article 32)",
    ),
    source: Both("het verzoek zelf", "the request itself"),
    recipients: Both("niemand", "nobody"),
};

/// Counts against abuse.
const LIMITS: Kind = Kind {
    word: "limits",
    turn: 150,
    of_readers: true,
    usual: 1,
    bounds: (1, 7),
    name: Both("Tellingen tegen misbruik", "Counts against abuse"),
    since: Both("het begin van de telling", "the count began"),
    goes: Both("de hele regel", "the whole row"),
};

const RULES: &[Rule<App>] = &[Rule {
    kind: &LIMITS,
    tables: &["limits"],
    over: "SELECT opened_at AS id, CAST(NULL AS BIGINT) AS person, opened_at AS at FROM limits WHERE opened_at <= ?",
    take: Take::Rows(|_, tx, rows| {
        Box::pin(async move {
            let opened: Vec<_> = rows.iter().map(|row| row.at).collect();
            Ok(store::forget_limits(tx, &opened).await?)
        })
    }),
}];

#[cfg(test)]
mod tests;
