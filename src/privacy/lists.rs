//! The list of what was cleared.

use super::pages;
use super::retention::{self, Gone};
use crate::app::{App, List};
use crate::base::wall_time::number;
use crate::base::{Both, Language};
use crate::staff::list_routes;
use crate::web::components::Tone;
use crate::web::list::{Cell, Column};
use crate::web::{Access, Routes};

/// The routes of the list.
pub(super) fn routes() -> Routes<App> {
    list_routes(&CLEARED, Access::Administrator, Access::Administrator)
}

/// Night by night, the last first.
static CLEARED: List<Gone> = List {
    sub: Some(Both(
        "Per keer hoeveel, en nooit wie. Nachten waarin niets voorbij de termijn was, staan er niet bij.",
        "How many each time, and never who. Nights in which nothing was past its period are not listed.",
    )),
    head: |frame, _, ()| pages::ways(frame),
    key: "voor",
    columns: &[
        Column::of(Both("Begonnen", "Began"), |language, run, ()| Cell::moment(language, run.began_at)),
        Column::of(Both("Klaar", "Finished"), |language, run, ()| match run.ended_at {
            Some(at) => Cell::moment(language, at),
            None => Cell::tag(Tone::Info, language.pick("gaat nog door", "still going on")),
        }),
        Column::of(Both("Wat en hoeveel", "What and how many"), |language, run, ()| Cell::text(counts(language, run))),
    ],
    empty: (
        Both("Er is nog niets weggegaan", "Nothing has gone yet"),
        Both(
            "Zodra er iets voorbij zijn termijn is, staat het hier de volgende ochtend.",
            "As soon as something is past its period, it stands here the next morning.",
        ),
    ),
    ..List::plain("/beheer/privacy/opgeruimd", Both("Wat er wegging", "What went"), |app, asked, most| {
        Box::pin(async move { Ok(retention::gone(app.store.read(), &app.rooms, asked.after, most).await?) })
    })
};

/// "Sessies van medewerkers: 4; …".
fn counts(language: Language, run: &Gone) -> String {
    let of =
        |(kind, many): (&&crate::room::Kind, &i64)| format!("{}: {}", kind.name.of(language), number(*many, language));
    run.many.iter().map(of).collect::<Vec<_>>().join("; ")
}
