//! The log as a list: who did what.

use std::collections::BTreeMap;

use super::{find, texts};
use crate::app::{App, List, Rooms};
use crate::audit::{self, Entry};
use crate::base::id::MemberId;
use crate::base::{Both, Language};
use crate::web::Frame;
use crate::web::components::Tone;
use crate::web::list::{Cell, Column, Filter, Reading, options};

/// What its words mean.
pub(super) struct Known {
    rooms: Rooms,
    names: BTreeMap<MemberId, String>,
}

/// The newest first.
pub(super) static LOG: List<Entry, Known> = List {
    sub: Some(Both(
        "Wie wat deed, de nieuwste eerst. Niemand kan hier iets wijzigen of wissen.",
        "Who did what, newest first. Nobody can change or erase anything here.",
    )),
    key: "voor",
    filters: &[
        Filter::Choice("wie", Both("Wie", "Who"), Both("iedereen", "everyone"), who_acts),
        Filter::Choice("wat", Both("Wat", "What"), Both("alles", "everything"), |language, known| {
            let mut acts: Vec<_> = known.rooms.acts().map(|act| (act.word, act.said.of(language))).collect();
            acts.sort_by_key(|(_, said)| *said);
            options(acts)
        }),
    ],
    columns: &[
        Column::of(Both("Wanneer", "When"), |language, row, _| Cell::moment(language, row.at)),
        Column::of(Both("Wie", "Who"), |language, row, known| Cell::text(who(&row.actor, &known.names, language))),
        Column::of(Both("Wat", "What"), |language, row, known| {
            let act = Cell::text(known.rooms.act(&row.action).map_or(row.action.as_str(), |act| act.said.of(language)));
            let refused = || Cell::tag(Tone::Warn, language.pick("geweigerd", "refused"));
            if row.result == "done" { act } else { act.and(&refused()) }
        }),
        Column::of(Both("Waaraan", "To what"), |language, row, known| {
            Cell::text(texts::object(&known.rooms, &row.object, row.object_id, language))
        }),
        Column::of(Both("Bijzonderheden", "Details"), |language, row, known| {
            Cell::text(texts::detail(&known.rooms, &row.action, &row.detail, language))
        }),
    ],
    empty: (
        Both("Er is nog niets gebeurd.", "Nothing has happened yet."),
        Both("Zodra iemand iets wijzigt, staat het hier.", "As soon as someone changes something, it stands here."),
    ),
    nothing_found: (
        Both("Niets gevonden", "Nothing found"),
        Both(
            "Dit deed diegene niet. Kies iemand anders, of iets anders.",
            "They did not do this. Choose somebody else, or something else.",
        ),
    ),
    ..List::at("/beheer/logboek", Both("Logboek", "Log"), known, |app, asked, most| {
        Box::pin(async move {
            let of = (asked.word("wie"), asked.word("wat"));
            Ok(audit::newest(app.store.read(), of, asked.after, most).await?)
        })
    })
};

fn known<'a>(app: &'a App, _: &'a Frame) -> Reading<'a, Known> {
    Box::pin(async move { Ok(Known { rooms: app.rooms.clone(), names: find::names(app.store.read()).await? }) })
}

/// Members by name, and who else acts.
fn who_acts(language: Language, known: &Known) -> Vec<(String, String)> {
    let mut members: Vec<_> =
        known.names.iter().map(|(id, name)| (audit::Actor::Member(*id).word(), name.clone())).collect();
    members.sort_by(|(_, one), (_, other)| one.cmp(other));
    let others = [audit::Actor::Reader, audit::Actor::House, audit::Actor::Terminal].map(audit::Actor::word);
    let others = others.map(|word| {
        let said = texts::actor(&word, language);
        (word, said)
    });
    options(members.into_iter().chain(others))
}

fn who(actor: &str, names: &BTreeMap<MemberId, String>, language: Language) -> String {
    let member = audit::Actor::from_word(actor).and_then(audit::Actor::member).and_then(|id| names.get(&id));
    member.cloned().unwrap_or_else(|| texts::actor(actor, language))
}
