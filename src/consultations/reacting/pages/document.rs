//! The reaction document: as a draft for staff, and as everybody may read it.

use maud::{Markup, html};

use super::{chip, missing, moon, promise};
use crate::base::Language;
use crate::base::id::ConsultationId;
use crate::base::paper;
use crate::consultations::Consultation;
use crate::consultations::answering::pages::content_language;
use crate::consultations::reacting::nota;
use crate::consultations::reacting::paper::{MOST, undrawn as undrawn_in};
use crate::consultations::reacting::reaction::{Answered, Missing, NEWEST, Reaction};
use crate::web::components::{
    Action, Field, PostButton, Tone, button, button_row, crumbs, empty_state, link_button, mark, notice, page_form,
    page_head,
};
use crate::web::{Form, Frame, public_page, staff_page};

/// The document, in the frame of whoever reads it; `heading` is its title there.
fn document(frame: &Frame, the: &Consultation, reaction: &Reaction, heading: &Markup) -> Markup {
    let (language, row) = (frame.language, &the.row);
    let themes = reaction.themes(language);
    html! {
        div class="nota" {
            article class="letter" lang=[content_language(frame)] {
                header { (mark()) b { (frame.centre_name) } }
                div class="letter__to" {
                    address { @for (at, line) in nota::addressees(reaction).iter().enumerate() { @if at > 0 { br; } (line) } }
                    dl class="summary" {
                        @for (word, value) in nota::facts(the) { div { dt { (word) } dd { @if value == row.kenmerk { span class="ref" { (value) } } @else { (value) } } } }
                    }
                }
                (heading)
                p class="lead" { (nota::lead(reaction)) }
                @for words in row.introduction.split("\n\n").filter(|words| !words.trim().is_empty()) { p { (words) } }
                (sums(reaction))
                @for (at, (theme, points)) in themes.iter().enumerate() {
                    section aria-labelledby={ "thema-" (at + 1) } {
                        h2 id={ "thema-" (at + 1) } class="utrecht-heading-2 theme" { span { "Thema " (at + 1) } " " (theme) }
                        @for point in points { (one(reaction, point)) }
                    }
                }
            }
            nav class="toc" aria-label=(language.pick("In deze nota", "In this document")) {
                p { b { (language.pick("Per thema", "By theme")) } }
                ul {
                    @for (at, (theme, points)) in themes.iter().enumerate() {
                        li { a class="utrecht-link" href={ "#thema-" (at + 1) } lang=[content_language(frame)] { (theme) } span { (points.len()) } }
                    }
                }
            }
        }
    }
}

/// How many points have each disposition: a drawing, and the words with the numbers.
fn sums(reaction: &Reaction) -> Markup {
    let sums = reaction.sums();
    html! {
        h2 class="utrecht-heading-2" { "De afwegingen" }
        ul class="sums" {
            @for (of, many) in sums.iter().filter(|(_, many)| *many > 0) { li { (moon(Some(*of), Language::Dutch)) " " b { (many) } } }
        }
    }
}

/// A point: what was written, by whom, what we answer, what changes, what is promised.
fn one(reaction: &Reaction, point: &Answered) -> Markup {
    let language = Language::Dutch;
    html! {
        div class="point" id={ "punt-" (point.row.number) } data-point=(point.row.number) {
            header { (chip(point)) h3 class="utrecht-heading-3" { (point.row.title) } (moon(point.row.disposition, language)) }
            dl {
                dt { "U schreef" }
                dd {
                    (raised(point))
                    @for other in reaction.with(point) {
                        div class="also" id={ "punt-" (other.row.number) } data-point=(other.row.number) { (chip(other)) div { (raised(other)) } }
                    }
                }
                dt { "Ons antwoord" }
                dd { p class="words" { (point.row.reason) } }
                dt { "Wat verandert" }
                dd { p class=(if point.row.changes.is_empty() { "muted" } else { "words changes" }) { (nota::changes(point)) } }
                @if !point.commitments.is_empty() {
                    dt { "Toezegging" }
                    dd { @for one in &point.commitments { (promise(one, language)) } }
                }
            }
        }
    }
}

/// What somebody wrote, as far as it may be public, and who.
fn raised(point: &Answered) -> Markup {
    html! {
        p class="words" { (nota::wrote(point)) }
        p class="by" { (point.who(Language::Dutch)) }
    }
}

/// The public page.
pub(in crate::consultations::reacting) fn published(frame: &Frame, the: &Consultation, reaction: &Reaction) -> Markup {
    let language = frame.language;
    let prefix = language.prefix();
    let title = nota::title(the);
    let heading = html! { h1 class="utrecht-heading-1" { (title) } };
    let body = html! {
        (crumbs(language, &[(&format!("{prefix}/consultaties"), language.pick("Consultaties", "Consultations"))], &the.row.title))
        @if language == Language::English { p class="muted" { "This document is in Dutch." } }
        (files(language, &format!("/consultaties/{}/nota", the.row.id), reaction))
        (document(frame, the, reaction, &heading))
    };
    public_page(frame, title.as_str(), body)
}

/// The draft, with what is missing and who publishes.
pub(in crate::consultations::reacting) fn draft(
    frame: &Frame,
    (the, reaction): (&Consultation, &Reaction),
    (lacks, hash): (&[Missing], &str),
    (form, offered_by, may_publish): (&Form, Option<&str>, bool),
    said: Option<(Tone, &'static str)>,
) -> Markup {
    let language = frame.language;
    let address = the.address();
    let title = language.pick("Nota van antwoord", "Reaction");
    let is_offered = the.row.offered_hash.as_deref() == Some(hash) && lacks.is_empty();
    let body = html! {
        (crumbs(language, &[("/beheer/consultaties", language.pick("Consultaties", "Consultations")), (&address, &the.row.title)], title))
        (page_head(title, Some(language.pick("Zo komt zij op de website. Elke organisatie krijgt een brief met haar eigen punten.", "This is how it will stand on the website. Every organisation gets a letter with its own points.")), None))
        @if let Some((tone, said)) = said { (notice(language, tone, said, html! {})) }
        @if the.row.published_at.is_some() {
            (notice(language, Tone::Good, language.pick("Deze nota is openbaar", "This reaction is public"), html! { p { a class="utrecht-link" href={ "/consultaties/" (the.row.id) } { (language.pick("Bekijk haar op de website", "See it on the website")) } } }))
        } @else {
            div class="columns" {
                section class="card" {
                    h2 class="utrecht-heading-2" { (language.pick("Inleiding", "Introduction")) }
                    (page_form(&format!("{address}/nota"), html! {
                        input type="hidden" name="before" value=(form.value("before"));
                        (Field::textarea(language, form, "introduction", language.pick("Woorden vooraf", "Words before"), 5).hint(language.pick("In het Nederlands. Een lege regel begint een nieuwe alinea.", "In Dutch. An empty line begins a new paragraph.")).optional())
                        (button_row(&[button(Action::Secondary, language.pick("Bewaar", "Save"))]))
                    }))
                }
                section class="card" {
                    h2 class="utrecht-heading-2" { (language.pick("Kan het de deur uit?", "Can it go out?")) }
                    @if !lacks.is_empty() {
                        ul class="lacks" { @for one in lacks { li { a class="utrecht-link" href=(where_to(&address, one, reaction)) { (missing(one, language)) } } } }
                    } @else if is_offered {
                        p { (language.pick("Voorgelegd door ", "Handed over by ")) b { (offered_by.unwrap_or_default()) } ". " (language.pick("Een ander publiceert.", "Somebody else publishes.")) }
                        @if may_publish { (PostButton::new(format!("{address}/nota/publiceren"), language.pick("Publiceer en verstuur de brieven", "Publish and send the letters"), Action::Primary).hidden("seen", hash)) }
                    } @else {
                        p { (language.pick("Elk punt heeft een afweging. Leg de nota voor; een collega publiceert haar.", "Every point has a disposition. Hand the reaction over; a colleague publishes it.")) }
                        (PostButton::new(format!("{address}/nota/voorleggen"), language.pick("Leg voor aan een collega", "Hand over to a colleague"), Action::Primary).hidden("seen", hash))
                    }
                }
            }
        }
        (files(language, &format!("{address}/nota/bestand"), reaction))
        @if paper::ARE_MADE { (undrawn(language, reaction)) }
        (document(frame, the, reaction, &html! { p class="utrecht-heading-1" { (nota::title(the)) } }))
    };
    staff_page(frame, title, body)
}

/// The document to take along.
fn files(language: Language, at: &str, reaction: &Reaction) -> Markup {
    let as_paper = paper::ARE_MADE && reaction.points.len() <= MOST;
    let link = |form: &str, words: &str| link_button(Action::Secondary, &format!("{at}/{form}"), words);
    html! {
        div class="row files" role="group" aria-label=(language.pick("Neem de nota mee", "Take the reaction along")) {
            @if as_paper { (link("pdf", language.pick("Als PDF", "As a PDF"))) }
            (link("xlsx", language.pick("Als tabel voor Excel", "As a table for Excel")))
        }
    }
}

/// Which points hold signs that paper cannot show.
fn undrawn(language: Language, reaction: &Reaction) -> Markup {
    let numbers = undrawn_in(reaction);
    let said: Vec<_> = numbers.iter().map(i64::to_string).collect();
    let (said, one) = (said.join(", "), numbers.len() == 1);
    let title = language.pick(
        format!(
            "In {} {said} staan tekens die wij in de PDF niet kunnen tonen",
            if one { "punt" } else { "de punten" }
        ),
        format!(
            "{} {said} {} signs that we cannot show in the PDF",
            if one { "Point" } else { "Points" },
            if one { "has" } else { "have" }
        ),
    );
    let advice = language.pick(
        "In de PDF staat op die plaats hun nummer, zoals [teken U+1F642]. Op de website ziet iedereen het teken zelf.",
        "The PDF has their number in that place, such as [teken U+1F642]. On the website everybody sees the sign itself.",
    );
    html! { @if !numbers.is_empty() { (notice(language, Tone::Info, &title, html! { p { (advice) } })) } }
}

fn where_to(address: &str, of: &Missing, reaction: &Reaction) -> String {
    match of {
        Missing::TermRuns | Missing::NoAnswer => address.to_owned(),
        Missing::Entered(_, invitation) => format!("{address}/uitnodigingen/{invitation}"),
        Missing::NotSplit(_, invitation) | Missing::Left(_, invitation, _) => {
            // What is left stands in the newest version.
            format!("{address}/punten?van={invitation}&versie={NEWEST}")
        }
        Missing::Open(number) | Missing::Untitled(number) => {
            let of = reaction
                .points
                .iter()
                .find(|point| point.row.number == *number)
                .map(|point| point.invitation.to_string());
            format!("{address}/punten?van={}&punt={number}#p{number}", of.unwrap_or_default())
        }
    }
}

/// The published reactions, the newest first.
pub(in crate::consultations) fn public_list(frame: &Frame, all: &[(ConsultationId, String, String, String)]) -> Markup {
    let language = frame.language;
    let title = language.pick("Consultaties", "Consultations");
    let body = html! {
        (page_head(title, Some(language.pick("Wij vragen organisaties om advies en antwoorden op elk punt.", "We ask organisations for advice and answer every point.")), None))
        @if all.is_empty() {
            (empty_state(language.pick("Nog geen nota van antwoord", "No reaction yet"), language.pick("Zodra wij er een publiceren, staat zij hier.", "As soon as we publish one, it stands here."), None))
        } @else {
            ul class="reactions" {
                @for (id, title, summary, when) in all {
                    li class="card" {
                        p class="muted" { (when) }
                        h2 class="utrecht-heading-2" { a class="utrecht-link" href={ (language.prefix()) "/consultaties/" (id) } lang=[content_language(frame)] { (title) } }
                        p lang=[content_language(frame)] { (summary) }
                    }
                }
            }
        }
    };
    public_page(frame, title, body)
}
