//! The page of one subscriber, and the page of their evidence.

use maud::{Markup, html};

use super::evidence::{ConsentAct, Event, Evidence, List};
use super::gather::{Entry, Kind};
use super::texts;
use crate::base::wall_time::{parse_date, plain_date};
use crate::base::{Instant, Language};
use crate::subscribers::texts as shared;
use crate::web::components::{
    Action, Choices, DataTable, Field, Tone, button, crumbs, empty_state, error_summary, link_button, moment, notice,
    page_head, post_form, summary_list, tag,
};
use crate::web::{Form, Frame, staff_page};

/// One subscription: publication, since when or until when, and through what.
pub(super) struct Row {
    pub(super) publication: String,
    pub(super) since: Instant,
    pub(super) left: Option<Instant>,
    pub(super) through: String,
}

/// What the page of one subscriber shows; every list has its words ready.
pub(super) struct Page<'a> {
    pub(super) id: i64,
    pub(super) address: &'a str,
    pub(super) name: &'a str,
    pub(super) language: Language,
    pub(super) since: Instant,
    /// Until when nothing goes out to them.
    pub(super) paused_until: Option<Instant>,
    pub(super) topics: &'a [String],
    pub(super) areas: &'a [String],
    pub(super) subscriptions: &'a [Row],
    pub(super) timeline: &'a [Entry],
    /// What can be left: short name and name; empty for members who may not.
    pub(super) can_leave: &'a [(String, String)],
    pub(super) form: &'a Form,
    pub(super) was_withdrawn: bool,
    /// The suppression of the address, when it must not be written to.
    pub(super) suppression: Option<i64>,
}

/// The page of one subscriber.
pub(super) fn person(frame: &Frame, page: &Page) -> Markup {
    let language = frame.language;
    let evidence = format!("/beheer/abonnees/{}/bewijs", page.id);
    staff_page(
        frame,
        (page.address, page.form),
        html! {
            (crumbs(language, &[("/beheer/abonnees", shared::staff_title(language))], page.address))
            (page_head(page.address, None, Some(link_button(Action::Secondary, &evidence, texts::to_evidence(language)))))
            @if page.was_withdrawn { (notice(language, Tone::Good, texts::withdrawn(language), "")) }
            (error_summary(language, page.form))
            @if let Some(id) = page.suppression {
                (notice(language, Tone::Warn, texts::is_suppressed(language), html! {
                    p { a class="utrecht-link" href={ "/beheer/retour/blokkades/" (id) } { (texts::see_suppression(language)) } }
                }))
            }
            (summary(page, language))
            @if !page.subscriptions.is_empty() { (subscriptions(page, language)) }
            (withdraw(page, language))
            (timeline(page, language))
        },
    )
}

fn summary(page: &Page, language: Language) -> Markup {
    let name = if page.name.is_empty() { texts::no_name(language) } else { page.name };
    let chosen =
        |names: &[String]| if names.is_empty() { texts::none_chosen(language).to_owned() } else { names.join(", ") };
    let mut rows = vec![
        (shared::your_name(language), html! { (name) }),
        (shared::column_language(language), html! { (page.language.name_in(language)) }),
        (shared::column_since(language), moment(page.since, language)),
        (texts::topics(language), html! { (chosen(page.topics)) }),
        (texts::areas(language), html! { (chosen(page.areas)) }),
    ];
    if let Some(until) = page.paused_until {
        rows.push((texts::paused_until(language), moment(until, language)));
    }
    summary_list(&rows)
}

fn subscriptions(page: &Page, language: Language) -> DataTable {
    let table = DataTable::new(texts::subscriptions_heading(language))
        .stacked()
        .column(shared::staff_publication(language))
        .column(texts::column_state(language))
        .column(shared::column_since(language))
        .column(texts::column_how(language));
    table.rows(page.subscriptions.iter().map(|row| {
        let state = match row.left {
            Some(_) => tag(Tone::Quiet, texts::gone(language)),
            None => tag(Tone::Good, texts::subscribed(language)),
        };
        vec![
            html! { (row.publication) },
            state,
            moment(row.left.unwrap_or(row.since), language),
            html! { (row.through) },
        ]
    }))
}

fn withdraw(page: &Page, language: Language) -> Markup {
    let question = Choices::one(language, page.form, "publication", texts::withdraw_from(language));
    let question =
        page.can_leave.iter().fold(question, |question, (slug, name)| question.choice(slug.as_str(), name.as_str()));
    let action = format!("/beheer/abonnees/{}/afmelden", page.id);
    html! {
        @if !page.can_leave.is_empty() {
            section class="stack" aria-labelledby="withdraw" {
                h2 id="withdraw" class="utrecht-heading-2" { (texts::withdraw_heading(language)) }
                p { (texts::withdraw_lead(language)) }
                (post_form(&action, html! {
                    (question)
                    (Field::text(language, page.form, "reason", texts::withdraw_reason(language))
                        .hint(texts::withdraw_reason_hint(language)).autocomplete("off"))
                    (button(Action::Danger, texts::withdraw_press(language)))
                }))
            }
        }
    }
}

fn timeline(page: &Page, language: Language) -> Markup {
    let heading = texts::history_heading(language);
    let table = DataTable::new(heading)
        .stacked()
        .hide_caption()
        .column(texts::column_when(language))
        .column(texts::column_kind(language))
        .column(texts::column_what(language))
        .column(texts::column_how(language));
    let table = table.rows(page.timeline.iter().map(|entry| {
        let what = html! {
            @match &entry.link {
                Some(link) => { a class="utrecht-link" href=(link) { (entry.what) } },
                None => { (entry.what) },
            }
        };
        let about = if entry.tone == Tone::Quiet {
            html! { (entry.about) }
        } else {
            tag(entry.tone, &entry.about)
        };
        let about = if entry.about.is_empty() {
            html! {}
        } else {
            about
        };
        vec![moment(entry.at, language), html! { (kind(entry.kind, language)) }, what, about]
    }));
    html! {
        div class="stack" {
            h2 id="history" class="utrecht-heading-2" { (heading) }
            @if page.timeline.is_empty() {
                (empty_state(texts::history_none(language), texts::history_none_advice(language), None))
            } @else {
                p { (texts::history_lead(language)) }
                (table)
            }
        }
    }
}

fn kind(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::Consent => texts::kind_consent(language),
        Kind::Mail => texts::kind_mail(language),
        Kind::Change => texts::kind_change(language),
        Kind::Back => texts::kind_back(language),
    }
}

/// The page of the evidence: made to be read on paper too.
pub(super) fn evidence(frame: &Frame, id: i64, evidence: &Evidence) -> Markup {
    let language = frame.language;
    let title = texts::evidence_title(language);
    let person = format!("/beheer/abonnees/{id}");
    let download = link_button(Action::Secondary, &format!("{person}/bewijs.json"), texts::download(language));
    staff_page(
        frame,
        title,
        html! {
            (crumbs(language, &[("/beheer/abonnees", shared::staff_title(language)), (&person, &evidence.address)], title))
            (page_head(title, Some(texts::evidence_lead(language)), Some(download)))
            (summary_list(&[
                (texts::evidence_of(language), html! { (evidence.address) }),
                (texts::made_at(language), moment(evidence.made, language)),
            ]))
            @if evidence.publications.is_empty() {
                (empty_state(texts::evidence_none(language), texts::evidence_none_advice(language), None))
            } @else {
                p class="muted screen-only" { (texts::print_hint(language)) }
            }
            @for of in &evidence.publications {
                section class="stack" {
                    h2 class="utrecht-heading-2" { (of.name) }
                    @for event in &of.events { (one(event, language)) }
                }
            }
        },
    )
}

fn one(event: &Event, language: Language) -> Markup {
    let words = html! {
        @if let Some(words) = &event.words { blockquote lang=(event.language) { (words) } }
        @else { (texts::no_words(language)) }
    };
    let mut rows = vec![
        (shared::staff_publication(language), html! { span lang=(event.language) { (event.publication) } }),
        (texts::column_when(language), moment(event.moment, language)),
        (
            texts::column_how(language),
            html! { (texts::through(&event.source, event.act == ConsentAct::Withdrawn, language)) },
        ),
        (shared::column_language(language), html! { (language_of(&event.language, language)) }),
        (texts::words_shown(language), words),
    ];
    let more = [
        (texts::fingerprint(language), &event.words_sha256),
        (texts::message_id(language), &event.message_id),
        (texts::column_basis(language), &event.basis),
    ];
    for (label, value) in more {
        rows.extend(value.as_ref().map(|value| (label, html! { span class="wrap" { (value) } })));
    }
    if let Some(list) = &event.list {
        rows.extend(of_list(list, language));
    }
    html! {
        section class="card evidence" {
            h3 { (event.act.said().of(language)) }
            (summary_list(&rows))
        }
    }
}

/// Where somebody comes from who came by an import. What nobody said has no line.
fn of_list(list: &List, language: Language) -> Vec<(&'static str, Markup)> {
    let obtained = list.obtained_on.as_deref().and_then(parse_date).map(|day| plain_date(day, language));
    let lines = [
        (texts::list_source(language), list.source.clone()),
        (texts::list_obtained(language), obtained.unwrap_or_default()),
        (texts::list_file(language), list.file.clone()),
        (texts::list_sha256(language), list.sha256.clone()),
    ];
    let said = lines.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(label, value)| (label, html! { span class="wrap" { (value) } })).collect()
}

fn language_of(tag: &str, reader: Language) -> String {
    Language::from_tag(tag).map_or_else(|| tag.to_owned(), |language| language.name_in(reader).to_owned())
}
