//! What everybody reads: the list, a timeline, one entry of it.

use maud::{Markup, html};

use super::lanes::cited;
use super::reading::{Filter, Reading, reading};
use super::{Naming, dated, other_language, source, tone_class, worded};
use crate::base::id::DossierId;
use crate::base::wall_time::{date_of, plain_date};
use crate::base::{Instant, Language};
use crate::dossiers::find::Head;
use crate::dossiers::timeline::{Happening, Timeline};
use crate::web::components::{crumbs, empty_state, page_head};
use crate::web::{Frame, blocks, public_page};

/// The public dossiers.
pub(in crate::dossiers) fn list(frame: &Frame, all: &[(DossierId, Instant, Head)]) -> Markup {
    let language = frame.language;
    let body = html! {
        (page_head(language.pick("Dossiers", "Dossiers"), Some(language.pick("Wat er gebeurde, wie besloot, en waar het staat.", "What happened, who decided, and where it is written.")), None))
        @if all.is_empty() {
            (empty_state(language.pick("Nog geen dossier", "No dossier yet"), language.pick("Zodra wij er een openbaar maken, staat het hier.", "As soon as we publish one, it stands here."), None))
        } @else {
            ul class="list" {
                @for (id, at, head) in all {
                    li {
                        span { (plain_date(date_of(*at), language)) }
                        div lang=[(head.language != language).then(|| head.language.tag())] {
                            h2 class="utrecht-heading-3" { a href={ (prefix(language)) "/dossiers/" (id) } { (head.title) } }
                            p { (head.summary) }
                        }
                    }
                }
            }
        }
    };
    public_page(frame, language.pick("Dossiers", "Dossiers"), body)
}

fn prefix(language: Language) -> &'static str {
    language.prefix()
}

/// A timeline, with what of it is to be seen.
pub(in crate::dossiers) fn timeline(frame: &Frame, (id, the): (DossierId, &Timeline), filter: Filter) -> Markup {
    let language = frame.language;
    let address = format!("{}/dossiers/{id}", prefix(language));
    let base = format!("{address}/");
    let body = html! {
        div class="split dossier-head" {
            div lang=[other_language(the, frame)] {
                p class="eyebrow" lang=(language.tag()) { (language.pick("Dossier", "Dossier")) }
                h1 class="utrecht-heading-1" { (the.title) }
                p class="lead" { (the.summary) }
            }
            aside class="card" aria-label=(language.pick("Over deze tijdlijn", "About this timeline")) {
                @if let Some(role) = the.roles.values().next() {
                    p { (language.pick("Wij noemen rollen en geen namen van personen. Zo staat ", "We name roles and no persons. So ")) span class="role" lang=[other_language(the, frame)] { (role) } (language.pick(" voor iemand.", " stands for somebody.")) }
                }
                ul class="take-along" {
                    li { a class="utrecht-link" href={ (address) "/tijdlijn.csv" } { (language.pick("Rekenblad (csv)", "Spreadsheet (csv)")) } }
                    li { a class="utrecht-link" href={ (address) "/tijdlijn.json" } { (language.pick("Data (json)", "Data (json)")) } }
                }
            }
        }
        (reading(frame, &Reading { the, filter, naming: Naming::Roles, address: &address, base: &base }))
    };
    public_page(frame, &the.title, body)
}

/// One entry at its own address.
pub(in crate::dossiers) fn entry(frame: &Frame, (id, the): (DossierId, &Timeline), one: &Happening) -> Markup {
    let language = frame.language;
    let address = format!("{}/dossiers/{id}", prefix(language));
    let lane = the.themes.iter().find(|lane| lane.number == one.theme);
    let here = the.entries.iter().position(|entry| entry.number == one.number).unwrap_or(0);
    let before = here.checked_sub(1).and_then(|at| the.entries.get(at));
    let link = |to: &Happening, says: &str, class: &str| {
        html! { a class={ "utrecht-link " (class) } href={ (address) "/" (to.number) } { (says) ": " span lang=[other_language(the, frame)] { (the.told(&to.title)) } } }
    };
    let title = the.told(&one.title);
    let body = html! {
        (crumbs(language, &[(&format!("{}/dossiers", prefix(language)), language.pick("Dossiers", "Dossiers")), (&address, &the.title)], &language.pick(format!("Gebeurtenis {}", one.number), format!("Entry {}", one.number))))
        article class="one-entry" lang=[other_language(the, frame)] {
            p class={ "lanes__when " (lane.map_or("", |lane| tone_class(lane.colour))) } {
                @if one.is_turn { span class="dia" {} span lang=(language.tag()) { (language.pick("Kantelmoment", "Turning point")) } ", " }
                (dated(&one.when(), &one.said)) @if let Some(lane) = lane { ", " (lane.name) }
            }
            h1 class="utrecht-heading-1" { (worded(&one.title, &the.roles, Naming::Roles)) }
            div class="reading" { (blocks::draw_with(&|words| worded(words, &the.roles, Naming::Roles), &one.body, 1)) }
            section {
                h2 class="utrecht-heading-2" lang=(language.tag()) { (language.pick("Bronnen", "Sources")) }
                @if one.sources.is_empty() { (cited(the, one, language)) } @else {
                    ol class="sources" { @for source_of in the.sources.iter().filter(|source| one.sources.contains(&source.number)) { li id={ "b" (source_of.number) } value=(source_of.number) { (source(source_of, language)) } } }
                }
            }
        }
        p { a class="utrecht-link" href={ (address) "#g" (one.number) } { (language.pick("Bekijk dit in de tijdlijn", "See this in the timeline")) } }
        nav class="pager" aria-label=(language.pick("Gebeurtenissen", "Entries")) {
            @if let Some(to) = before { (link(to, language.pick("Hiervoor", "Before"), "pager__previous")) }
            @if let Some(to) = the.entries.get(here + 1) { (link(to, language.pick("Hierna", "After"), "pager__next")) }
        }
    };
    public_page(frame, &title, body)
}
