//! The five steps of an issue, above each of its pages: where it stands, and the way to every step.

use maud::{Markup, html};

use crate::base::Language;
use crate::base::wall_time::{long_moment, parse_date, plain_date};
use crate::issues::sending::check::{Finding, Severity};
use crate::issues::{Issue, IssueState};

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Writing it.
    Write,
    /// Solving what the checks find.
    Check,
    /// Having it approved.
    Approve,
    /// Choosing when it goes out.
    Schedule,
    /// It goes or went out.
    Sent,
}

impl Step {
    const ALL: [Self; 5] = [Self::Write, Self::Check, Self::Approve, Self::Schedule, Self::Sent];

    /// Where an issue stands.
    fn of(issue: &Issue, findings: &[Finding]) -> Self {
        let blocks = findings.iter().any(|finding| finding.severity == Severity::Blocks);
        match issue.row.state {
            IssueState::Draft if issue.articles.is_empty() || issue.row.subject.trim().is_empty() => Self::Write,
            IssueState::Draft if blocks => Self::Check,
            IssueState::Draft | IssueState::InReview => Self::Approve,
            IssueState::Approved => Self::Schedule,
            IssueState::Scheduled | IssueState::Sending | IssueState::Sent | IssueState::Cancelled => Self::Sent,
        }
    }

    fn name(self, language: Language) -> &'static str {
        match self {
            Self::Write => language.pick("Schrijven", "Write"),
            Self::Check => language.pick("Controleren", "Check"),
            Self::Approve => language.pick("Goedkeuren", "Approve"),
            Self::Schedule => language.pick("Inplannen", "Schedule"),
            Self::Sent => language.pick("Verzonden", "Sent"),
        }
    }

    fn address(self, issue: &Issue) -> String {
        let at = issue.address();
        match self {
            Self::Write => at,
            Self::Check => format!("{at}/verzenden#checks"),
            Self::Approve | Self::Schedule => format!("{at}/verzenden"),
            Self::Sent => format!("{at}/verzending"),
        }
    }
}

/// The steps; `remarks` is how many remarks of people who read along are open. An issue that was cancelled before it went out has none.
pub fn steps(issue: &Issue, findings: &[Finding], remarks: usize, language: Language) -> Markup {
    if issue.row.state == IssueState::Cancelled && issue.row.sending_id.is_none() {
        return html! {};
    }
    let now = Step::of(issue, findings);
    let is_sent = matches!(issue.row.state, IssueState::Sent);
    html! {
        nav aria-label=(language.pick("Stappen van dit nummer", "Steps of this issue")) {
            ol class="steps steps--issue" {
                @for (number, step) in (1..).zip(Step::ALL) {
                    @let done = step < now || is_sent;
                    li class=[done.then_some("done")] aria-current=[(step == now && !is_sent).then_some("step")] {
                        a href=(step.address(issue)) {
                            b aria-hidden="true" { @if done { "✓" } @else { (number) } }
                            span class="steps__name" {
                                (step.name(language)) @if done { span class="hidden" { (language.pick(" (gedaan)", " (done)")) } }
                                small { (says(step, issue, (findings, remarks), language)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is so of a step, in a few words.
fn says(step: Step, issue: &Issue, (findings, remarks): (&[Finding], usize), language: Language) -> String {
    let row = &issue.row;
    match step {
        Step::Write => match issue.articles.len() {
            1 => language.pick("1 artikel", "1 article").to_owned(),
            many => language.pick(format!("{many} artikelen"), format!("{many} articles")),
        },
        Step::Check => checked(findings, remarks, language),
        Step::Approve => match row.state {
            IssueState::Draft => language.pick("nog niet gevraagd", "not asked yet"),
            IssueState::InReview => language.pick("gevraagd", "asked"),
            IssueState::Approved
            | IssueState::Scheduled
            | IssueState::Sending
            | IssueState::Sent
            | IssueState::Cancelled => language.pick("goedgekeurd", "approved"),
        }
        .to_owned(),
        Step::Schedule => match (row.send_at, parse_date(&row.planned_on)) {
            (Some(at), _) => long_moment(at, language),
            (None, Some(day)) => {
                let day = plain_date(day, language);
                language.pick(format!("plan: {day}"), format!("plan: {day}"))
            }
            (None, None) => language.pick("nog geen dag", "no day yet").to_owned(),
        },
        Step::Sent => match row.state {
            IssueState::Draft | IssueState::InReview | IssueState::Approved => language.pick("nog niet", "not yet"),
            IssueState::Scheduled => language.pick("gaat vanzelf uit", "goes out by itself"),
            IssueState::Sending => language.pick("wordt verzonden", "is being sent"),
            IssueState::Sent => language.pick("klaar", "done"),
            IssueState::Cancelled => language.pick("gestopt", "stopped"),
        }
        .to_owned(),
    }
}

/// What there is to do before it goes out: what blocks, else what is worth a look.
fn checked(findings: &[Finding], remarks: usize, language: Language) -> String {
    let blocking = findings.iter().filter(|finding| finding.severity == Severity::Blocks).count();
    let found = match (blocking, findings.len()) {
        (0, 0) => None,
        (0, 1) => Some(language.pick("1 tip".to_owned(), "1 tip".to_owned())),
        (0, many) => Some(language.pick(format!("{many} tips"), format!("{many} tips"))),
        (1, _) => Some(language.pick("1 ding te doen".to_owned(), "1 thing to do".to_owned())),
        (many, _) => Some(language.pick(format!("{many} dingen te doen"), format!("{many} things to do"))),
    };
    let open = match remarks {
        0 => None,
        1 => Some(language.pick("1 opmerking open".to_owned(), "1 remark open".to_owned())),
        many => Some(language.pick(format!("{many} opmerkingen open"), format!("{many} remarks open"))),
    };
    let said: Vec<String> = found.into_iter().chain(open).collect();
    if said.is_empty() { language.pick("alles in orde", "all is well").to_owned() } else { said.join(", ") }
}
