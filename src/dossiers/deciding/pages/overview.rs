//! A request as staff see it: the draft with who would get a letter, or the points with what was answered, by name.

use maud::{Markup, html};

use super::changes::changes;
use super::section::state;
use crate::base::Instant;
use crate::base::wall_time::{long_date, short_moment};
use crate::dossiers::deciding::decision::{Answer, Point, Respondent};
use crate::dossiers::deciding::gather::Would;
use crate::dossiers::deciding::remind::is_due;
use crate::dossiers::deciding::{Decision, texts};
use crate::dossiers::dossier::Dossier;
use crate::dossiers::pages::forms::path_to;
use crate::dossiers::{Agreement, DecisionState};
use crate::web::components::{Action, DataTable, PostButton, Tone, button_row, link_button, notice, page_head, tag};
use crate::web::{Frame, staff_page};

/// What the page is drawn with.
pub(in crate::dossiers::deciding) struct Overview<'a> {
    pub(in crate::dossiers::deciding) dossier: &'a Dossier,
    pub(in crate::dossiers::deciding) the: &'a Decision,
    /// Who would be asked if a draft were opened now.
    pub(in crate::dossiers::deciding) would: &'a [Would],
    /// What a draft is opened with.
    pub(in crate::dossiers::deciding) seen: &'a str,
    pub(in crate::dossiers::deciding) said: Option<(Tone, &'static str)>,
    pub(in crate::dossiers::deciding) now: Instant,
}

/// The page.
pub(in crate::dossiers::deciding) fn overview(frame: &Frame, of: &Overview<'_>) -> Markup {
    let (language, the) = (frame.language, of.the);
    let until = long_date(the.day(), language);
    let until =
        language.pick(format!("Antwoorden kan tot en met {until}."), format!("Answers until the end of {until}."));
    let actions = html! {
        @match the.row.state {
            DecisionState::Draft => (link_button(Action::Secondary, &format!("{}/wijzigen", the.address()), language.pick("Wijzig", "Change"))),
            DecisionState::Closed => (link_button(Action::Primary, &format!("{}/uitkomst", the.address()), language.pick("Schrijf de uitkomst op", "Write down the outcome"))),
            DecisionState::Open | DecisionState::Concluded => {},
        }
    };
    let body = html! {
        (path_to(language, of.dossier, &the.row.title))
        (page_head(&the.row.title, Some(&until), Some(actions)))
        @if let Some((tone, said)) = of.said { (notice(language, tone, said, html! {})) }
        p { (state(frame, the.row.state)) @if !the.row.body_name.is_empty() { " " (language.pick("Gevraagd aan ", "Asked of ")) b { (the.row.body_name) } "." } }
        p class="lead words" { (the.row.explanation) }
        @if the.row.state == DecisionState::Draft { (draft(frame, of)) } @else {
            (acts(frame, of))
            @for point in &the.points { (one(frame, of, point)) }
            (people(frame, of))
        }
    };
    staff_page(frame, &the.row.title, body)
}

/// What a draft says, and who gets a letter.
fn draft(frame: &Frame, of: &Overview<'_>) -> Markup {
    let (language, the) = (frame.language, of.the);
    let letters = of.would.iter().filter(|one| one.can_be_reached).count();
    html! {
        section class="card stack" {
            h2 class="utrecht-heading-2" { (language.pick("Wie een brief krijgt", "Who gets a letter")) }
            @if of.would.is_empty() { p class="muted" { (language.pick("Nog niemand. Kies een overleggroep of noem mensen.", "Nobody yet. Choose a body or name people.")) } }
            @else {
                ul class="asked" {
                    @for one in of.would { li { b { (one.name) } @if !one.role.is_empty() { span class="muted" { ", " (one.role) } } @if !one.can_be_reached { " " (tag(Tone::Bad, language.pick("niet bereikbaar", "cannot be reached"))) } } }
                }
            }
            @if the.points.is_empty() { p { (language.pick("Schrijf eerst ten minste één punt.", "Write at least one point first.")) } }
            @else if of.now >= the.row.deadline_at { p { (language.pick("De laatste dag is voorbij. Kies een latere.", "The last day is over. Choose a later one.")) } }
            @else if letters > 0 {
                p { (texts::silence(language)) }
                (PostButton::new(format!("{}/openen", the.address()), language.pick(format!("Vraag akkoord: stuur {} een brief", texts::people(letters, language)), format!("Ask for agreement: send {} a letter", texts::people(letters, language))), Action::Primary).hidden("seen", of.seen))
            }
        }
        @for point in &the.points {
            section class="card stack" {
                h2 class="utrecht-heading-2 decide-point" { span class="pt" { (point.row.number) } span { (point.title()) } }
                p class="words" { (point.words()) }
            }
        }
    }
}

/// How far it is, and what can be done with all of it.
fn acts(frame: &Frame, of: &Overview<'_>) -> Markup {
    let (language, the) = (frame.language, of.the);
    let address = the.address();
    let due = the.respondents.iter().filter(|one| is_due(the, one, of.now)).count();
    let is_open = the.is_open(of.now);
    html! {
        section class="card stack" {
            h2 class="utrecht-heading-2" { (language.pick(format!("{} van {} beantwoordden alles", the.done(), the.sent()), format!("{} of {} answered everything", the.done(), the.sent()))) }
            @if is_open {
                (button_row(&[
                    html! { (PostButton::new(format!("{address}/herinneren"), language.pick(format!("Herinner {}", texts::people(due, language)), format!("Remind {}", texts::people(due, language))), Action::Secondary)) },
                    link_button(Action::Secondary, &format!("{address}/punten/nieuw"), language.pick("Voeg een punt toe", "Add a point")),
                    link_button(Action::Secondary, &format!("{address}/langer"), language.pick("Geef langer de tijd", "Give more time")),
                    link_button(Action::Secondary, &format!("{address}/sluiten"), language.pick("Sluit nu", "Close now")),
                ]))
                p class="muted" { (language.pick("Een herinnering gaat alleen naar wie nog niet alles beantwoordde: vanaf een dag na de vraag, en hoogstens één keer per dag.", "A reminder goes only to who has not answered everything: from a day after the request, and at most once a day.")) }
            }
            @if let Some(entry) = the.row.entry.filter(|entry| of.dossier.entry(*entry).is_some()) {
                p { a class="utrecht-link" href={ (of.dossier.address()) "/gebeurtenissen/" (entry) } { (language.pick(format!("De uitkomst is gebeurtenis {entry} van het dossier"), format!("The outcome is entry {entry} of the dossier"))) } }
            }
        }
    }
}

/// A point: its text, the counts, and what everybody answered.
fn one(frame: &Frame, of: &Overview<'_>, point: &Point) -> Markup {
    let (language, the) = (frame.language, of.the);
    let number = point.row.number;
    let heading = format!("punt-{number}");
    html! {
        section class="card stack" aria-labelledby=(heading) {
            div class="row between" {
                h2 id=(heading) class="utrecht-heading-2 decide-point" { span class="pt" { (number) } span { (point.title()) } }
                @if !point.is_asked() { (tag(Tone::Quiet, language.pick("vervallen", "withdrawn"))) }
                @else if let Some(outcome) = point.row.outcome { (tag(Tone::Info, outcome.said().of(language))) }
                @else if the.is_open(of.now) { a class="utrecht-link" href={ (the.address()) "/punten/" (number) } { (language.pick("Wijzig", "Change")) span class="hidden" { (language.pick(" punt ", " point ")) (number) } } }
            }
            @if !point.is_asked() { p { (language.pick("Vervallen: ", "Withdrawn: ")) (point.row.withdrawn_why) } }
            p class="words" { (point.words()) }
            @if !point.row.outcome_words.is_empty() { p { b { (point.row.outcome_words) } } }
            @if let [.., before, now] = point.texts.as_slice() {
                details class="more" {
                    summary { (language.pick(format!("Wat er wijzigde in punt {number}"), format!("What changed in point {number}"))) }
                    p class="muted" { (short_moment(now.changed_at, language)) }
                    (changes(language, before, now))
                }
            }
            @if point.is_asked() { p class="decide-counts" { (texts::counts(the.tally(point), language)) } }
            (answers(frame, the, point))
        }
    }
}

fn answers(frame: &Frame, the: &Decision, point: &Point) -> Markup {
    let language = frame.language;
    let number = point.row.number;
    let table =
        DataTable::new(language.pick(format!("Antwoorden op punt {number}"), format!("Answers to point {number}")))
            .hide_caption()
            .stacked()
            .column(language.pick("Wie", "Who"))
            .column(language.pick("Antwoord", "Answer"))
            .column(language.pick("Woorden", "Words"))
            .column(language.pick("Wanneer", "When"));
    let rows = the.respondents.iter().map(|one| {
        let last = the.last(one.id, point);
        vec![
            html! { span class="person" { (texts::name(&one.name, language)) } },
            said(frame, one, point, last),
            html! { @if let Some(last) = last { span class="words" { (last.words) } @if !last.on_behalf.is_empty() { p class="muted" { (language.pick("namens ", "on behalf of ")) (last.on_behalf) } } } },
            html! { @if let Some(last) = last { (short_moment(last.at, language)) } (earlier(frame, the, (one, point))) },
        ]
    });
    html! { (table.rows(rows)) }
}

/// What somebody said last, and whether it was about this text.
fn said(frame: &Frame, one: &Respondent, point: &Point, last: Option<&Answer>) -> Markup {
    let language = frame.language;
    match last {
        Some(last) if last.text_version == point.row.version => agreement(frame, last.answer),
        Some(last) => html! {
            (agreement(frame, last.answer))
            p class="muted" { (language.pick("op de vorige tekst; is opnieuw gevraagd", "to the text before; was asked again")) }
        },
        None if one.sent_at.is_none() => tag(Tone::Bad, language.pick("niet bereikbaar", "could not be reached")),
        None => html! { span class="muted" { (language.pick("geen antwoord", "no answer")) } },
    }
}

/// What somebody says, as a shape and a word: a no is a decision and no error.
pub(super) fn agreement(frame: &Frame, of: Agreement) -> Markup {
    let class = match of {
        Agreement::Yes => "moon moon--yes",
        Agreement::YesIf => "moon moon--half",
        Agreement::No => "moon",
        Agreement::Abstains => "moon moon--out",
    };
    html! { span class=(class) { (of.said().of(frame.language)) } }
}

/// What somebody answered before, each with the text that it was about.
pub(super) fn earlier(frame: &Frame, the: &Decision, (one, point): (&Respondent, &Point)) -> Markup {
    let language = frame.language;
    let mut before: Vec<&Answer> = the.answers_of(one.id, point).collect();
    before.pop();
    html! {
        @if !before.is_empty() {
            details class="more more--in" {
                summary { (language.pick("Eerder", "Before")) span class="hidden" { (language.pick(", punt ", ", point ")) (point.row.number) ", " (texts::name(&one.name, language)) } }
                ol class="decide-before" {
                    @for answer in before {
                        li {
                            (short_moment(answer.at, language)) ": " (agreement(frame, answer.answer))
                            @if !answer.words.is_empty() { p class="words" { (answer.words) } }
                            @if answer.text_version != point.row.version { p class="muted" { (language.pick("op een eerdere tekst", "to an earlier text")) } }
                        }
                    }
                }
            }
        }
    }
}

/// Who was asked, how far each is, and their links.
fn people(frame: &Frame, of: &Overview<'_>) -> Markup {
    let (language, the) = (frame.language, of.the);
    let title = language.pick("Wie is gevraagd", "Who was asked");
    let table = DataTable::new(title)
        .hide_caption()
        .stacked()
        .column(language.pick("Naam", "Name"))
        .column(language.pick("Status", "Status"))
        .column(language.pick("Herinneringen", "Reminders"))
        .column(language.pick("Link", "Link"));
    let rows = the.respondents.iter().map(|one| {
        vec![
            html! { span class="person" { (texts::name(&one.name, language)) } @if !one.role.is_empty() { span class="muted" { ", " (one.role) } } },
            html! {
                @if one.sent_at.is_none() { (tag(Tone::Bad, language.pick("niet bereikbaar", "could not be reached"))) }
                @else if the.lacks(one.id) { (language.pick("nog niet alles", "not everything yet")) }
                @else { span class="ok" { "✓ " (language.pick("alles beantwoord", "everything answered")) } }
            },
            html! { (one.reminders) @if let Some(at) = one.reminded_at { ", " (short_moment(at, language)) } },
            html! {
                @if one.revoked_at.is_some() { (language.pick("ingetrokken", "revoked")) }
                @else if the.is_open(of.now) && one.sent_at.is_some() { (PostButton::new(format!("{}/mensen/{}/intrekken", the.address(), one.id), language.pick("Trek in", "Revoke"), Action::Secondary).about(&one.name).small()) }
            },
        ]
    });
    html! { section class="stack" { h2 class="utrecht-heading-2" { (title) } (table.rows(rows)) } }
}
