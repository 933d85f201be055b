//! How deciding and sending look: one page that says who gets what from whom, checked and approved by whom, and when.

pub(in crate::issues::sending) mod audience;
pub(in crate::issues::sending) mod correction;
pub(in crate::issues::sending) mod progress;

mod changes;
pub mod checks;
mod decide;
mod last_word;
mod next_steps;
mod steps;

use maud::{Markup, html};

use crate::base::language::lasting;
use crate::base::wall_time::{long_moment, number};
use crate::base::{Instant, Language};
use crate::issues::Issue;
use crate::issues::IssueState;
use crate::issues::framed::mail;
use crate::issues::letter::short_name;
use crate::issues::reviewing::Text;
use crate::issues::reviewing::pages::staff as reading;
use crate::issues::sending::check::{Severity, is_blocked};
use crate::issues::sending::outlook::{CLOSE, Neighbour, Outlook};
use crate::issues::sending::schedule::Timing;
use crate::issues::sending::texts as say;
use crate::issues::texts::state_tag;
use crate::web::components::{
    Action, Field, Tone, ask_form, button, button_row, crumbs, error_summary, link_button, notice, page_head,
    post_form, split, summary_list, tag,
};
use crate::web::{Form, Frame, staff_page};
pub use changes::changed_parts;
pub use checks::{Checked, Of, beside, found};
pub use next_steps::next_steps;
pub use steps::steps;

/// What the page shows besides the outlook.
#[derive(Debug, Default)]
pub(super) struct Shown<'a> {
    /// The timing that the button will set; `None` while the form has faults.
    pub timing: Option<Timing>,
    /// The form of the moment.
    pub moment: Form,
    /// The form of the test mail.
    pub test: Form,
    /// The form of sending back.
    pub reason: Form,
    /// The form of explaining why something stays.
    pub why: Form,
    /// Other mailings to the same people around that moment.
    pub neighbours: Vec<Neighbour>,
    /// The name of the quiet day that the moment falls on.
    pub quiet: Option<&'a str>,
    /// Whether this member approves and sends.
    pub may_approve: bool,
    /// Whether this member made the last change and so cannot approve.
    pub is_own: bool,
    /// Whether this member made the last change and approves it all the same: the office is one person.
    pub is_alone: bool,
    /// Why the last act was refused.
    pub refusal: Option<&'a str>,
    /// What was just done.
    pub done: Option<&'a str>,
}

/// The page before sending.
pub(super) fn page(frame: &Frame, outlook: &Outlook, shown: &Shown) -> Markup {
    let (language, issue) = (frame.language, &outlook.issue);
    let heading = language.pick(
        format!("Nummer {} controleren en verzenden", issue.row.number),
        format!("Check and send issue {}", issue.row.number),
    );
    let name = short_name(issue, language);
    let sub = format!("{} {}", issue.publication.name(language), issue.row.year);
    let above = [("/beheer/nummers", language.pick("Nummers", "Issues")), (&*issue.address(), name.as_str())];
    let faulty = [&shown.moment, &shown.test, &shown.reason, &shown.why].into_iter().find(|form| !form.is_clean());
    let title = (heading.as_str(), faulty.unwrap_or(&shown.moment));
    staff_page(
        frame,
        title,
        html! {
            (crumbs(language, &above, language.pick("Verzenden", "Send")))
            (page_head(&heading, Some(&sub), Some(state_tag(language, issue.row.state))))
            (steps(issue, &outlook.findings, outlook.reading.remarks.len(), language))
            @if let Some(form) = faulty { (error_summary(language, form)) }
            @if let Some(refusal) = shown.refusal { (notice(language, Tone::Bad, refusal, "")) }
            @if let Some(done) = shown.done { (notice(language, Tone::Good, done, "")) }
            (correction::banner(issue, language))
            (last_word::draw(outlook, language))
            (split(wide(outlook, shown, language), narrow(outlook, shown, language)))
        },
    )
}

fn wide(outlook: &Outlook, shown: &Shown, language: Language) -> Markup {
    // Whoever decides reads first what there is to decide about.
    let Some(since) = &outlook.since else {
        return html! {
            section class="card stack" aria-label=(language.pick("Wat er uitgaat", "What goes out")) {
                (facts(outlook, shown, language))
                (decide::act(outlook, shown, language))
            }
            @if outlook.issue.row.state == IssueState::Approved && shown.may_approve { (choose_moment(outlook, shown, language)) }
            (checks(outlook, shown, language))
        };
    };
    html! {
        section class="card stack" aria-label=(language.pick("Wat er uitgaat", "What goes out")) {
            (facts(outlook, shown, language))
            p { a class="utrecht-link" href="#decide" { (language.pick("Naar het besluit", "To the decision")) } }
        }
        (changes::since(since, language))
        (checks(outlook, shown, language))
        section class="card stack" aria-labelledby="seen" {
            h2 id="seen" class="utrecht-heading-2" { (language.pick("Zo ziet een lezer het", "As a reader sees it")) }
            (mail(language, &outlook.issue, 640))
        }
        @if !outlook.reading.remarks.is_empty() { (beside_of(outlook, language)) }
        section class="card stack" aria-labelledby="decide" {
            h2 id="decide" class="utrecht-heading-2" { (language.pick("Besluit", "Decision")) }
            (decide::act(outlook, shown, language))
        }
    }
}

/// What people who read along remarked and nobody closed, for whoever decides.
fn beside_of(outlook: &Outlook, language: Language) -> Markup {
    reading::beside(&outlook.reading, &Text::of_issue(outlook.issue.clone()), language)
}

fn narrow(outlook: &Outlook, shown: &Shown, language: Language) -> Markup {
    html! {
        (warnings(outlook, shown, language))
        @if outlook.issue.is_open() {
            (test_mail(outlook, shown, language))
            @if shown.may_approve { (decide::ways_back(outlook, shown, language)) }
        }
    }
}

/// A moment in words, with its machine-readable form.
pub(super) fn moment(at: Instant, language: Language) -> Markup {
    html! { time datetime=(at.rfc3339()) { (long_moment(at, language)) } }
}

fn facts(outlook: &Outlook, shown: &Shown, language: Language) -> Markup {
    let issue = &outlook.issue;
    let subject = if issue.row.subject.trim().is_empty() {
        language.pick("(nog geen)", "(none yet)")
    } else {
        &issue.row.subject
    };
    let mut rows = vec![
        (language.pick("Aan", "To"), audience(outlook, language)),
        (language.pick("Van", "From"), html! { (outlook.from) }),
        (language.pick("Onderwerp", "Subject"), html! { (subject) }),
        (language.pick("Controle", "Checks"), check_tag(outlook, language)),
        (language.pick("Goedkeuring", "Approval"), approval(outlook, language)),
    ];
    if issue.is_correction() {
        let had = (language.pick("Niet aan", "Not to"), correction::left_out(issue, outlook.holders, language));
        rows.insert(1, had);
    }
    if let Some(timing) = timing_of(issue, shown) {
        rows.push((language.pick("Moment", "Moment"), when(&timing, language)));
        if let Some(last) = timing.not_after {
            rows.push((language.pick("Niet later dan", "Not after"), html! { (say::full_moment(last, language)) }));
        }
    }
    if issue.is_open() {
        rows.push((language.pick("Duur", "Duration"), html! { (say::duration(outlook.readers, language)) }));
    }
    summary_list(&rows)
}

/// The timing that stands or is proposed.
fn timing_of(issue: &Issue, shown: &Shown) -> Option<Timing> {
    Timing::of_row(&issue.row).or(if issue.row.state == IssueState::Approved { shown.timing } else { None })
}

fn when(timing: &Timing, language: Language) -> Markup {
    html! {
        time datetime=(timing.send.instant().rfc3339()) { (say::full_moment(timing.send, language)) }
        @if let Some(change) = say::clock_change(timing.send, language) { p class="muted" { (change) } }
    }
}

/// Who gets it, as a number and a sentence that is true until the last moment.
fn audience(outlook: &Outlook, language: Language) -> Markup {
    let (count, name) = (number(outlook.readers, language), outlook.issue.publication.name(language));
    let people = if outlook.readers == 1 {
        language.pick("abonnee", "subscriber")
    } else {
        language.pick("abonnees", "subscribers")
    };
    html! {
        span class="num" { (count) } " " (people) " " (language.pick("van", "of")) " " (name)
        @if let Some(meant) = &outlook.meant {
            p { a class="utrecht-link" href={ "/beheer/doelgroepen/" (outlook.issue.row.audience_id.map_or(0, |id| id.0)) } { (meant.name) } ". " (meant.sentence(language)) }
        }
        @if let Some(sending) = outlook.issue.row.sending_id.filter(|_| !outlook.issue.is_open()) {
            p { a class="utrecht-link" href={ "/beheer/verzendingen/" (sending) } { (language.pick("Bekijk wie het kreeg", "See who received it")) } }
        }
        @if outlook.issue.is_open() {
            p { a class="utrecht-link" href={ (outlook.issue.address()) "/doelgroep" } { (language.pick("Kies voor wie dit nummer is", "Choose whom this issue is for")) } }
        }
        @if outlook.issue.is_open() {
            p class="muted" { (language.pick(
                "Zoveel zijn het er nu. Wie er vóór het verzenden bij komt, krijgt het ook; wie zich afmeldt, niet.",
                "That is how many there are now. Who comes in before it goes out gets it too; who leaves does not.",
            )) }
        }
    }
}

fn check_tag(outlook: &Outlook, language: Language) -> Markup {
    let (tone, text) = match outlook.findings.first().map(|finding| finding.severity) {
        None => (Tone::Good, language.pick("alles in orde", "all is well")),
        Some(Severity::Warns) => (Tone::Warn, language.pick("aandachtspunten", "points of attention")),
        Some(Severity::Explained) => (Tone::Warn, language.pick("uitgelegd wat blijft", "explained what stays")),
        Some(Severity::Blocks) => (Tone::Bad, language.pick("eerst oplossen", "solve first")),
    };
    html! { (tag(tone, text)) " " (language.pick("mail van ", "mail of ")) (say::kilobytes(outlook.bytes)) }
}

fn approval(outlook: &Outlook, language: Language) -> Markup {
    let by = language.pick("door", "by");
    match (&outlook.approval, &outlook.asked) {
        (Some(approval), _) => html! {
            (by) " " (approval.by) ", " (moment(approval.at, language)) " "
            @if approval.unchanged { (tag(Tone::Good, language.pick("ongewijzigd", "unchanged"))) }
            @else { (tag(Tone::Bad, language.pick("daarna gewijzigd", "changed since"))) }
        },
        (None, Some((name, at))) => html! {
            (language.pick("gevraagd", "asked")) " " (by) " " (name) ", " (moment(*at, language))
        },
        (None, None) => html! { (language.pick("nog niet gevraagd", "not asked yet")) },
    }
}

/// The findings, what blocks first.
fn checks(outlook: &Outlook, shown: &Shown, language: Language) -> Markup {
    let checked = Checked { findings: &outlook.findings, remarks: &[], of: Of::Elsewhere(outlook.issue.row.id) };
    // Whoever explains too late gets back what they wrote.
    let open: &[_] = if outlook.issue.row.state == IssueState::Draft { &outlook.findings } else { &[] };
    html! {
        section class="card stack checks" aria-labelledby="checks" {
            h2 id="checks" class="utrecht-heading-2" { (language.pick("Controle", "Checks")) }
            (checks::found(checked, language))
            (checks::explain(open, (&outlook.issue.address(), &shown.why), language))
            @if !outlook.findings.is_empty() {
                p { a class="utrecht-link" href=(outlook.issue.address()) { (language.pick("Naar de inhoud van dit nummer", "To the content of this issue")) } }
            }
        }
    }
}

fn choose_moment(outlook: &Outlook, shown: &Shown, language: Language) -> Markup {
    let (form, here) = (&shown.moment, format!("{}/verzenden", outlook.issue.address()));
    html! {
        section class="card stack" aria-labelledby="choose" {
            h2 id="choose" class="utrecht-heading-2" { (language.pick("Kies een ander moment", "Choose another moment")) }
            // Only looking: the address holds the moment, and the button above sets it.
            (ask_form(&here, "form", html! {
                (Field::text(language, form, "date", language.pick("Datum", "Date")).short().autocomplete("off")
                    .hint(language.pick("Bijvoorbeeld 8-12-2026", "For example 8-12-2026")))
                (Field::text(language, form, "time", language.pick("Tijd", "Time")).short().autocomplete("off")
                    .hint(language.pick("Nederlandse tijd, bijvoorbeeld 9.30", "Dutch time, for example 9:30")))
                (Field::text(language, form, "last_date", language.pick("Niet later dan: datum", "Not after: date")).short().autocomplete("off").optional()
                    .hint(language.pick("Leeg is dezelfde dag", "Empty means the same day")))
                (Field::text(language, form, "last_time", language.pick("Niet later dan: tijd", "Not after: time")).short().autocomplete("off").optional()
                    .hint(language.pick("Na dit moment gaat er niets meer uit", "After this moment nothing more goes out")))
                (button_row(&[
                    button(Action::Secondary, language.pick("Bekijk dit moment", "Look at this moment")),
                    link_button(Action::Secondary, &format!("{here}?when=now"), language.pick("Zo snel mogelijk", "As soon as possible")),
                ]))
            }))
        }
    }
}

fn warnings(outlook: &Outlook, shown: &Shown, language: Language) -> Markup {
    let publication = outlook.issue.publication.name(language);
    let close = |other: &Neighbour| {
        let (number, at) = (other.number, long_moment(other.at, language));
        let close = lasting(CLOSE, language);
        language.pick(
            format!(
                "{publication} nummer {number} gaat naar dezelfde mensen op {at}: minder dan {close} ervoor of erna."
            ),
            format!("{publication} issue {number} goes to the same people on {at}: less than {close} before or after."),
        )
    };
    let quiet = shown.quiet.map(|day| {
        language.pick(
            format!("Dit moment valt in een rustige tijd: {day}. Dan lezen minder mensen hun mail."),
            format!("This moment falls on a quiet day: {day}. Fewer people read their mail then."),
        )
    });
    let all: Vec<String> = quiet.into_iter().chain(shown.neighbours.iter().map(close)).collect();
    html! {
        @if !all.is_empty() {
            (notice(language, Tone::Warn, language.pick("Let op bij dit moment", "Mind this moment"), html! {
                @for warning in &all { p { (warning) } }
                @if outlook.issue.row.state == IssueState::Approved { a class="utrecht-link" href="#choose" { (language.pick("Kies een ander moment", "Choose another moment")) } }
            }))
        }
    }
}

fn test_mail(outlook: &Outlook, shown: &Shown, language: Language) -> Markup {
    let to = format!("{}/testmail", outlook.issue.address());
    html! {
        section class="card stack" aria-labelledby="test" {
            h2 id="test" class="utrecht-heading-2" { (language.pick("Testmail", "Test mail")) }
            p { (language.pick("Bekijk het nummer in uw eigen mailprogramma. Het onderwerp begint met [test en de tijd].", "See the issue in your own mail program. The subject begins with [test and the time].")) }
            (post_form(&to, html! {
                (Field::email(language, &shown.test, "to", language.pick("E-mailadres", "E-mail address"))
                    .hint(language.pick("Leeg? Dan gaat de testmail naar uw eigen adres.", "Left empty, it goes to your own address.")))
                (button(Action::Secondary, language.pick("Stuur een testmail", "Send a test mail")))
            }))
        }
    }
}

/// Whether the checks let the issue pass.
pub(super) fn passes(outlook: &Outlook) -> bool {
    !is_blocked(&outlook.findings)
}
