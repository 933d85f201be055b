//! How a consultation goes: who answered, who writes, who is silent; and the proof of asking one organisation.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::steps;
use crate::base::id::MemberId;
use crate::base::wall_time::{long_moment, number, short_moment};
use crate::base::{Both, Instant};
use crate::consultations::approve::{Heed, Lack};
use crate::consultations::enclosing::pages::to_read;
use crate::consultations::entering::pages::on_proof;
use crate::consultations::find::{Invited, Sent, Standing};
use crate::consultations::letters::fingerprint;
use crate::consultations::remind::MOST;
use crate::consultations::{Consultation, Step, texts};
use crate::delivery::{DeliveryState, SendingState};
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, button, button_row, crumbs, empty_state, error_summary, link_button,
    notice, page_head, post_form, tag,
};
use crate::web::{Form, Frame, blocks, staff_page};

/// What the page is drawn with.
#[derive(Debug)]
pub(in crate::consultations) struct Overview<'a> {
    pub(in crate::consultations) the: &'a Consultation,
    pub(in crate::consultations) invited: &'a [Invited],
    pub(in crate::consultations) lacks: &'a [Lack],
    /// What speaks against asking now.
    pub(in crate::consultations) heeds: &'a [Heed],
    pub(in crate::consultations) hash: &'a str,
    pub(in crate::consultations) names: &'a BTreeMap<MemberId, String>,
    pub(in crate::consultations) may_approve: bool,
    /// A longer term that was asked for.
    pub(in crate::consultations) form: &'a Form,
    pub(in crate::consultations) said: Option<(Tone, &'static str)>,
    pub(in crate::consultations) now: Instant,
}

fn tone(of: Standing) -> Tone {
    match of {
        Standing::Unreachable => Tone::Bad,
        Standing::AsksTime | Standing::Entered | Standing::Writing | Standing::Submitted { late: true } => Tone::Warn,
        Standing::Silent => Tone::Quiet,
        Standing::Submitted { late: false } => Tone::Good,
        Standing::NoAdvice => Tone::Info,
    }
}

/// The page.
pub(in crate::consultations) fn overview(frame: &Frame, the: &Overview) -> Markup {
    let (language, row) = (frame.language, &the.the.row);
    let address = the.the.address();
    let step = the.the.step(the.now);
    let actions = html! {
        @if row.opened_at.is_none() {
            (link_button(Action::Secondary, &format!("{address}/wijzigen"), language.pick("Wijzig", "Change")))
            (link_button(Action::Secondary, &format!("{address}/documenten"), language.pick("Documenten", "Documents")))
            (link_button(Action::Secondary, &format!("{address}/organisaties"), language.pick("Kies organisaties", "Choose organisations")))
        } @else {
            (link_button(Action::Secondary, &format!("{address}/nota"), language.pick("Nota van antwoord", "Reaction")))
            (link_button(Action::Primary, &format!("{address}/punten"), language.pick("Verdeel in punten", "Split into points")))
        }
    };
    let sub = format!(
        "{}. {}",
        first_upper(&the.the.deadline().said(language)),
        the.the.deadline().remark(language).unwrap_or_default()
    );
    let body = html! {
        (crumbs(language, &[("/beheer/consultaties", language.pick("Consultaties", "Consultations"))], &row.kenmerk))
        (page_head(&row.title, Some(sub.trim()), Some(actions)))
        (steps(the.the, the.now, language))
        @if let Some((tone, said)) = the.said { (notice(language, tone, said, html! {})) }
        (error_summary(language, the.form))
        @if step == Step::Published {
            (notice(language, Tone::Good, language.pick("De nota van antwoord is openbaar", "The reaction is public"), html! { p { a class="utrecht-link" href={ "/consultaties/" (row.id) } { (language.pick("Bekijk haar op de website", "See it on the website")) } } }))
        }
        @if row.opened_at.is_none() { (readiness(frame, the, step)) } @else { (progress(frame, the)) (answers(frame, the)) (reminders(frame, the, step)) (extension(frame, the)) }
        (asked(frame, the))
    };
    staff_page(frame, (row.title.as_str(), the.form), body)
}

fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// What stands in the way of asking, and who does the next step.
fn readiness(frame: &Frame, the: &Overview, step: Step) -> Markup {
    let language = frame.language;
    let address = the.the.address();
    let name = |id: Option<MemberId>| id.and_then(|id| the.names.get(&id)).map(String::as_str).unwrap_or_default();
    let letters: usize =
        the.invited.iter().map(|one| one.invitees.iter().filter(|(_, reachable)| *reachable).count()).sum();
    html! {
        section class="card" {
            h2 class="utrecht-heading-2" { (language.pick("Kan het de deur uit?", "Can it go out?")) }
            @if !the.lacks.is_empty() {
                ul class="lacks" { @for lack in the.lacks { @let (said, at) = lack.said(language); li { a class="utrecht-link" href={ (address) (at) } { (said) } } } }
            } @else if step == Step::Draft {
                p { (language.pick("Alles is er. Een collega keurt precies deze versie goed. Laatst gewijzigd door ", "Everything is there. A colleague approves exactly this version. Last changed by ")) b { (name(Some(the.the.row.changed_by))) } "." }
                @if the.may_approve { (PostButton::new(format!("{address}/goedkeuren"), language.pick("Keur goed", "Approve"), Action::Primary).hidden("version", the.the.row.version.to_string()).hidden("seen", the.hash)) }
            } @else {
                p { (language.pick("Goedgekeurd door ", "Approved by ")) b { (name(the.the.row.approved_by)) } ". " (language.pick("Vingerafdruk ", "Fingerprint ")) span class="ref" { (fingerprint(the.hash)) } "." }
                (PostButton::new(format!("{address}/openen"), language.pick(format!("Open en verstuur {letters} brieven"), format!("Open and send {letters} letters")), Action::Primary))
            }
        }
        @if !the.heeds.is_empty() {
            section class="card" {
                h2 class="utrecht-heading-2" { (language.pick("Let op", "Take heed")) }
                p class="muted" { (language.pick("Dit houdt niets tegen. Wie goedkeurt, ziet het ook.", "This stops nothing. Whoever approves sees it too.")) }
                ul { @for heed in the.heeds { li { (heed.said(language)) } } }
            }
        }
        section class="card" {
            h2 class="utrecht-heading-2" { (language.pick("Wie u vraagt", "Whom you ask")) }
            @if the.invited.is_empty() { p class="muted" { (language.pick("Nog niemand.", "Nobody yet.")) } }
            ul class="asked" { @for one in the.invited { li { b { (one.organisation) } " " span class="muted" { @for (at, (who, _)) in one.invitees.iter().enumerate() { @if at > 0 { ", " } (who.name) " (" (texts::part_word(who.part, language)) ")" } } } } }
        }
    }
}

/// Five groups with their numbers: the drawing shows them, the words say them.
fn progress(frame: &Frame, the: &Overview) -> Markup {
    let language = frame.language;
    let many = |is: fn(Standing) -> bool| the.invited.iter().filter(|one| is(one.standing())).count();
    let groups = [
        (
            "c1",
            many(|of| matches!(of, Standing::Submitted { late: false })),
            language.pick("op tijd ingediend", "submitted in time"),
        ),
        (
            "c2",
            many(|of| matches!(of, Standing::Submitted { late: true })),
            language.pick("te laat ingediend", "submitted late"),
        ),
        ("c3", many(|of| of == Standing::NoAdvice), language.pick("geen advies", "no advice")),
        (
            "c4",
            many(|of| matches!(of, Standing::Writing | Standing::AsksTime | Standing::Entered)),
            language.pick("schrijft nog", "still writing"),
        ),
        ("c5", many(|of| of == Standing::Silent), language.pick("zwijgt", "silent")),
        (
            "c6",
            many(|of| of == Standing::Unreachable),
            language.pick("niet bereikbaar, telt niet als zwijgen", "cannot be reached, not counted as silent"),
        ),
    ];
    let answered = the.invited.iter().filter(|one| one.standing().has_answered()).count();
    let all = the.invited.len();
    html! {
        section class="card" {
            div class="row between" {
                h2 class="utrecht-heading-2" { (language.pick(format!("{answered} van {all} organisaties hebben geantwoord"), format!("{answered} of {all} organisations have answered"))) }
                p class="muted" { (language.pick("Wij meten niet of iemand een mail opent.", "We do not measure whether anybody opens a mail.")) }
            }
            div class="bars" aria-hidden="true" {
                @for (class, many, _) in groups.iter().filter(|(_, many, _)| *many > 0) { span class={ "bar " (class) " w" ((*many).min(12)) } { (many) } }
            }
            ul class="legend" { @for (class, many, said) in groups.iter().filter(|(_, many, _)| *many > 0) { li { span class={ "key " (class) } aria-hidden="true" {} (said) " " b { (many) } } } }
        }
    }
}

fn answers(frame: &Frame, the: &Overview) -> Markup {
    let language = frame.language;
    let mut order: Vec<&Invited> = the.invited.iter().collect();
    order.sort_by_key(|one| one.standing());
    let table = DataTable::new(language.pick("Per organisatie", "By organisation"))
        .stacked()
        .column(language.pick("Organisatie", "Organisation"))
        .column(language.pick("Laatste stap", "Last step"))
        .column(language.pick("Status", "Status"));
    let rows = order.into_iter().map(|one| {
        vec![
            html! { a class="utrecht-link" href={ (the.the.address()) "/uitnodigingen/" (one.row.id) } { (one.organisation) } },
            html! { (last_step(frame, one)) },
            tag(tone(one.standing()), texts::standing(one.standing(), language)),
        ]
    });
    html! {
        @if the.invited.is_empty() { (empty_state(language.pick("Niemand gevraagd", "Nobody asked"), "", None)) }
        @else { section class="card" { (table.rows(rows)) } }
    }
}

fn last_step(frame: &Frame, one: &Invited) -> String {
    let language = frame.language;
    if let Some(sent) = one.submissions.last() {
        let at = short_moment(sent.released_at, language);
        return if sent.version == 1 {
            at
        } else {
            format!("{at}, {} {}", language.pick("versie", "version"), sent.version)
        };
    }
    if let Some(at) = one.row.declined_at {
        let why = if one.row.declined_why.is_empty() { String::new() } else { format!(": {}", one.row.declined_why) };
        return format!("{}{why}", short_moment(at, language));
    }
    if let Some(at) = one.written_at {
        return language.pick(
            format!("schreef op {}", short_moment(at, language)),
            format!("wrote on {}", short_moment(at, language)),
        );
    }
    match one.row.reminded_at {
        Some(at) => texts::reminded_times(one.row.reminders, &short_moment(at, language), language),
        None => one
            .row
            .sent_at
            .map(|at| {
                language.pick(
                    format!("gevraagd op {}", short_moment(at, language)),
                    format!("asked on {}", short_moment(at, language)),
                )
            })
            .unwrap_or_default(),
    }
}

fn reminders(frame: &Frame, the: &Overview, step: Step) -> Markup {
    let language = frame.language;
    let silent = the
        .invited
        .iter()
        .filter(|one| matches!(one.standing(), Standing::Silent | Standing::Writing) && one.row.reminders < MOST)
        .count();
    html! {
        @if step == Step::Open && silent > 0 {
            section class="card" {
                h2 class="utrecht-heading-2" { (language.pick("Herinner", "Remind")) }
                p { (language.pick(
                    format!("{} {} nog niet verstuurd. Alleen zij krijgen een herinnering, hooguit drie keer.", number(i64::try_from(silent).unwrap_or(0), language), if silent == 1 { "organisatie heeft" } else { "organisaties hebben" }),
                    format!("{silent} {} not sent yet. Only they are reminded, at most three times.", if silent == 1 { "organisation has" } else { "organisations have" }),
                )) }
                (PostButton::new(format!("{}/herinneren", the.the.address()), language.pick("Verstuur een herinnering", "Send a reminder"), Action::Secondary))
            }
        }
    }
}

/// More time for everybody, as long as the reaction was not handed over.
fn extension(frame: &Frame, the: &Overview) -> Markup {
    let (language, row) = (frame.language, &the.the.row);
    let many: usize = the.invited.iter().filter(|one| one.standing() != Standing::NoAdvice).count();
    let wishes = the.invited.iter().filter(|one| one.standing() == Standing::AsksTime).count();
    html! {
        @if the.the.step(the.now) <= Step::Closed {
            details class="card" id="verlengen" open[wishes > 0 || !the.form.is_clean()] {
                summary { (language.pick("Verleng de termijn", "Extend the term")) }
                @if wishes > 0 { p { b { (language.pick(
                    if wishes == 1 { "1 organisatie vroeg om meer tijd.".to_owned() } else { format!("{wishes} organisaties vroegen om meer tijd.") },
                    if wishes == 1 { "1 organisation asked for more time.".to_owned() } else { format!("{wishes} organisations asked for more time.") },
                )) } } }
                p { (language.pick(
                    format!("De links blijven werken. Iedereen die wij vroegen, krijgt er één mail over ({many} organisaties)."),
                    format!("The links go on working. Everybody whom we asked gets one mail about it ({many} organisations)."),
                )) }
                (post_form(&format!("{}/verlengen", the.the.address()), html! {
                    input type="hidden" name="before" value=(row.deadline_wall);
                    div class="fields" {
                        (Field::text(language, the.form, "deadline_day", language.pick("Antwoorden kan tot", "Answers until")).hint(language.pick("Bijvoorbeeld 27-11-2026", "For example 27-11-2026")).short())
                        (Field::text(language, the.form, "deadline_time", language.pick("Uur", "Time")).hint(language.pick("Leeg: het einde van de dag", "Empty: the end of the day")).short().optional())
                    }
                    (button_row(&[button(Action::Secondary, language.pick("Verleng en verstuur de mails", "Extend and send the mails"))]))
                }))
            }
        }
    }
}

/// What is asked, folded away once it is open.
fn asked(frame: &Frame, the: &Overview) -> Markup {
    let language = frame.language;
    html! {
        details class="card prose" open[the.the.row.opened_at.is_none()] {
            summary { (language.pick("Wat wij vragen", "What we ask")) }
            p class="lead" { (the.the.row.summary) }
            ol { @for question in &the.the.questions { li { (question.asked) @if !question.choices.is_empty() { " " span class="muted" { "(" (question.choices.lines().collect::<Vec<_>>().join(" / ")) ")" } } } } }
            (to_read(frame, &the.the.documents, &format!("{}/documenten", the.the.address())))
            @if the.the.row.opened_at.is_some() { p { a class="utrecht-link" href={ (the.the.address()) "/documenten" } { (language.pick("Documenten en nieuwe versies", "Documents and new versions")) } } }
            (blocks::draw(&the.the.body, 2))
        }
    }
}

/// Every letter to one organisation, what the mail server said of it, and what came back.
pub(in crate::consultations) fn proof(
    frame: &Frame,
    (the, one): (&Consultation, &Invited),
    (letters, names): (&[Sent], &BTreeMap<MemberId, String>),
    (form, said): (&Form, Option<(Tone, &'static str)>),
) -> Markup {
    let language = frame.language;
    let address = the.address();
    let table = DataTable::new(language.pick("Brieven", "Letters"))
        .stacked()
        .column(language.pick("Brief", "Letter"))
        .column(language.pick("Aan", "To"))
        .column(language.pick("Wanneer", "When"))
        .column(language.pick("Wat ermee gebeurde", "What became of it"));
    let rows = letters.iter().map(|sent| {
        let state = |word: &str| match SendingState::from_word(word) {
            Some(state) => Some(state.said()),
            None => DeliveryState::from_word(word).map(DeliveryState::said),
        };
        let state = sent.state.as_deref().and_then(state).unwrap_or(Both("niet meer bekend", "no longer known")).of(language);
        vec![
            html! { (texts::letter(sent.letter.kind, language)) },
            html! { @if sent.name.is_empty() { (language.pick("iemand die is gewist", "somebody who was erased")) } @else { (sent.name) } },
            html! { (long_moment(sent.letter.at, language)) },
            html! { (state) },
        ]
    });
    let body = html! {
        (crumbs(language, &[("/beheer/consultaties", language.pick("Consultaties", "Consultations")), (&address, &the.row.title)], &one.organisation))
        (page_head(&one.organisation, Some(language.pick("Het bewijs: wat wij stuurden en wat wij ontvingen.", "The proof: what we sent and what we received.")), Some(tag(tone(one.standing()), texts::standing(one.standing(), language)))))
        @if let Some((tone, said)) = said { (notice(language, tone, said, html! {})) }
        (error_summary(language, form))
        @if one.standing() == Standing::AsksTime { (asks_time(frame, (the, one), form)) }
        @if one.row.declined.is_none() && !one.row.declined_why.is_empty() {
            p { (language.pick("Schreef eerder: ", "Wrote before: ")) "“" (one.row.declined_why) "”" }
        }
        @if letters.is_empty() { p class="muted" { (language.pick("Nog geen brief.", "No letter yet.")) } } @else { section class="card" { (table.rows(rows)) } }
        @if !one.submissions.is_empty() {
            section class="card" {
                h2 class="utrecht-heading-2" { (language.pick("Wat wij ontvingen", "What we received")) }
                ul class="asked" { @for sent in &one.submissions { li {
                    a class="utrecht-link" href={ (address) "/punten?van=" (one.row.id) "&versie=" (sent.version) } { (language.pick("Versie ", "Version ")) (sent.version) } ", "
                    (long_moment(sent.released_at, language)) @if sent.late { ", " b { (language.pick("te laat", "late")) } } " · " span class="ref" { (fingerprint(&sent.hash)) }
                } } }
            }
        }
        (on_proof(frame, (the, one), |entry| names.get(&entry.entered_by).cloned().unwrap_or_default()))
    };
    staff_page(frame, (one.organisation.as_str(), form), body)
}

/// A wish for more time: granted to everybody, or refused with a reason.
fn asks_time(frame: &Frame, (the, one): (&Consultation, &Invited), form: &Form) -> Markup {
    let (language, address) = (frame.language, the.address());
    html! {
        section class="card stack" {
            h2 class="utrecht-heading-2" { (language.pick("Vraagt meer tijd", "Asks for more time")) }
            @if !one.row.declined_why.is_empty() { blockquote class="quote" { (one.row.declined_why) } }
            p { (language.pick("Wij beloofden binnen 2 werkdagen te antwoorden. Kan het? Verleng dan de termijn voor iedereen.", "We promised to answer within 2 working days. If it is possible, extend the term for everybody.")) }
            (link_button(Action::Primary, &format!("{address}#verlengen"), language.pick("Verleng de termijn", "Extend the term")))
            (post_form(&format!("{address}/uitnodigingen/{}/geen-tijd", one.row.id), html! {
                (Field::textarea(language, form, "why", language.pick("Of leg uit waarom het niet kan", "Or explain why it is not possible"), 3))
                (button_row(&[button(Action::Secondary, language.pick("Zeg nee, met deze uitleg", "Say no, with this explanation"))]))
            }))
        }
    }
}
