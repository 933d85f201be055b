//! The list of bodies.

use super::{AREA, Areas, area, areas};
use crate::app::List;
use crate::base::Both;
use crate::base::page::Page;
use crate::base::wall_time::date_of;
use crate::organisations::find::{self, ListedBody};
use crate::organisations::organisation::BODY_KINDS;
use crate::organisations::pages;
use crate::web::components::Tone;
use crate::web::list::{Cell, Column, Filter, options};

/// Those that meet first, by kind and name.
pub(super) static BODIES: List<ListedBody, Areas> = List {
    make: Some(Both("Nieuwe overleggroep", "New body")),
    head: |frame, _, _| pages::parts(frame),
    filters: &[
        Filter::Words("zoek", Both("Naam", "Name")),
        Filter::Choice("soort", Both("Soort", "Kind"), Both("alle soorten", "all kinds"), |language, _| {
            options(BODY_KINDS.map(|kind| (kind.word(), kind.said().of(language))))
        }),
        AREA,
        Filter::Choice("stand", Both("Welke", "Which"), Both("ook beëindigd", "also ended"), |language, _| {
            options([("nu", language.pick("van nu", "current"))])
        }),
    ],
    columns: &[
        Column::of(Both("Naam", "Name"), |language, body, _| {
            let name = Cell::link(&format!("/beheer/gremia/{}", body.id), &body.name);
            if body.ended { name.and(&Cell::tag(Tone::Quiet, language.pick("beëindigd", "ended"))) } else { name }
        }),
        Column::of(Both("Soort", "Kind"), |language, body, _| Cell::text(body.kind.said().of(language))),
        Column::of(Both("Gebied", "Area"), |_, body, areas| area(body.area, areas)),
        Column::number(Both("Leden", "Members"), |language, body, _| Cell::number(language, body.seats)),
    ],
    empty: (
        Both("Er zijn nog geen overleggroepen", "There are no bodies yet"),
        Both(
            "Een overleggroep is een groep mensen die samen overlegt, zoals een kernteam, een stuurgroep of een klankbordgroep.",
            "A body is a group of people who meet, such as a core team, a steering group or a sounding board.",
        ),
    ),
    ..List::at("/beheer/gremia", pages::BODIES, areas, |app, asked, most| {
        Box::pin(async move {
            let search = find::BodySearch {
                words: asked.word("zoek"),
                kind: BODY_KINDS.into_iter().find(|kind| kind.word() == asked.word("soort")),
                area: asked.read("gebied"),
                current: asked.word("stand") == "nu",
            };
            let all = find::bodies(app.store.read(), &search, date_of(app.clock.now())).await?;
            Ok(Page::after(all, asked.after, most, |body| body.id.0))
        })
    })
};
