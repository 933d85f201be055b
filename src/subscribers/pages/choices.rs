//! Topics and areas as a calm step of a form: closed until somebody wants it, with nothing ticked beforehand.

use maud::{Markup, html};

use crate::base::Language;
use crate::subscribers::texts;
use crate::subscribers::web::Offer;
use crate::web::Form;
use crate::web::components::Choices;

/// The step with topics and areas; nothing when the centre has neither. It stands open when something in it is ticked.
pub(in crate::subscribers) fn choices(language: Language, form: &Form, offer: &Offer) -> Markup {
    if offer.topics.is_empty() && offer.areas.is_empty() {
        return html! {};
    }
    let is_open = ["topic", "area", "region"].iter().any(|field| !form.values(field).is_empty());
    html! {
        details class="more" open[is_open] {
            summary { (texts::choices_title(language)) }
            div class="stack" {
                p { (texts::choices_lead(language)) }
                @if !offer.topics.is_empty() { (topics(language, form, offer)) }
                @if !offer.areas.is_empty() { (areas(language, form, offer)) }
                @if offer.areas.iter().any(|area| !area.regions.is_empty()) { (regions(language, form, offer)) }
            }
        }
    }
}

fn topics<'a>(language: Language, form: &'a Form, offer: &Offer) -> Choices<'a> {
    let question = Choices::many(language, form, "topic", texts::topics_question(language)).optional();
    offer.topics.iter().fold(question, |question, topic| question.choice(topic.row.slug.as_str(), topic.name(language)))
}

fn areas<'a>(language: Language, form: &'a Form, offer: &Offer) -> Choices<'a> {
    let question = Choices::many(language, form, "area", texts::areas_question(language)).optional();
    offer.areas.iter().fold(question, |question, area| {
        let regions: Vec<_> = area.regions.iter().map(|region| region.name(language)).collect();
        match regions.as_slice() {
            [] => question.choice(area.row.slug.as_str(), area.name(language)),
            regions => question.choice_with_hint(area.row.slug.as_str(), area.name(language), regions.join(", ")),
        }
    })
}

/// The single regions, one step further in: most readers work for a whole area or the whole country.
fn regions(language: Language, form: &Form, offer: &Offer) -> Markup {
    let question = Choices::many(language, form, "region", texts::regions_question(language)).optional();
    let regions = offer.areas.iter().flat_map(|area| &area.regions);
    let question =
        regions.fold(question, |question, region| question.choice(region.row.slug.as_str(), region.name(language)));
    html! {
        details class="more more--in" open[!form.values("region").is_empty()] {
            summary { (texts::regions_title(language)) }
            div class="columns" { (question) }
        }
    }
}
