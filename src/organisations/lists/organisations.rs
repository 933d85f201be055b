//! The list of organisations.

use super::{AREA, Areas, area, areas};
use crate::app::List;
use crate::base::Both;
use crate::base::wall_time::date_of;
use crate::organisations::find::{self, Listed, Search};
use crate::organisations::organisation::KINDS;
use crate::organisations::pages;
use crate::web::components::Tone;
use crate::web::list::{Cell, Column, Filter, options};

/// By name.
pub(super) static ORGANISATIONS: List<Listed, Areas> = List {
    make: Some(Both("Nieuwe organisatie", "New organisation")),
    with_all: Some(("stand", "alles")),
    head: |frame, _, _| pages::parts(frame),
    filters: &[
        Filter::Words("zoek", Both("Naam", "Name")),
        Filter::Choice("soort", Both("Soort", "Kind"), Both("alle soorten", "all kinds"), |language, _| {
            options(KINDS.map(|kind| (kind.word(), kind.said().of(language))))
        }),
        AREA,
        Filter::Choice("stand", Both("Welke", "Which"), Both("van nu", "current"), |language, _| {
            options([
                ("onbereikbaar", language.pick("niet bereikbaar", "cannot be reached")),
                ("alles", language.pick("ook beëindigd", "also ended")),
            ])
        }),
    ],
    columns: &[
        Column::of(Both("Naam", "Name"), |_, listed, _| {
            Cell::link(&format!("/beheer/organisaties/{}", listed.row.id), &listed.row.name)
        }),
        Column::of(Both("Soort", "Kind"), |language, listed, _| Cell::text(listed.row.kind.said().of(language))),
        Column::of(Both("Gebied", "Area"), |_, listed, areas| area(listed.row.area_id, areas)),
        Column::of(Both("Bereikbaar", "Reach"), |language, listed, _| {
            if listed.row.ended_at.is_some() {
                return Cell::tag(Tone::Quiet, language.pick("beëindigd", "ended"));
            }
            let (tone, words) = pages::reach(language, listed.reach);
            Cell::tag(tone, &words)
        }),
    ],
    empty: (
        Both("Er zijn nog geen organisaties", "There are no organisations yet"),
        Both(
            "Zet hier de regio’s, raden, federaties en ministeries waarmee u contact hebt, met hun contactpersonen.",
            "Put here the regions, councils, federations and ministries that you are in contact with, with their contacts.",
        ),
    ),
    nothing_found: (
        Both("Geen organisatie gevonden", "No organisation found"),
        Both(
            "Zoek op het begin van een woord uit de naam, of kies een andere soort of een ander gebied.",
            "Search for the beginning of a word of the name, or choose another kind or area.",
        ),
    ),
    ..List::at("/beheer/organisaties", pages::ORGANISATIONS, areas, |app, asked, most| {
        Box::pin(async move {
            let today = date_of(app.clock.now());
            let search = Search {
                words: asked.word("zoek"),
                kind: KINDS.into_iter().find(|kind| kind.word() == asked.word("soort")),
                area: asked.read("gebied"),
                ended: asked.word("stand") == "alles",
                unreachable: (asked.word("stand") == "onbereikbaar").then_some(today),
            };
            Ok(find::organisations(app.store.read(), &search, today, (asked.after, most)).await?)
        })
    })
};
