//! What one may do next with an issue, beside the form in which it is composed.

use maud::{Markup, Render, html};

use super::correction;
use crate::base::wall_time::long_moment;
use crate::issues::Issue;
use crate::issues::IssueState;
use crate::issues::reviewing::pages::staff::warning;
use crate::issues::reviewing::{Matter, Open};
use crate::issues::texts::state_tag;
use crate::web::Frame;
use crate::web::components::{Action, PostButton, button_row, link_button};

/// What one may do next with an issue, as buttons on its page.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a page: one arm for each state of an issue")]
pub fn next_steps(frame: &Frame, issue: &Issue, (may_approve, open): (bool, &Open)) -> Markup {
    let language = frame.language;
    let to = |path: &str| format!("{}/{path}", issue.address());
    let send = |kind, label: &str| link_button(kind, &to("verzenden"), label);
    let versioned = |path: &str, label: &str| {
        PostButton::new(to(path), label, Action::Primary).hidden("version", issue.row.version.to_string()).render()
    };
    let look = || send(Action::Secondary, language.pick("Controleer en verzend", "Check and send"));
    let (words, buttons) = match issue.row.state {
        IssueState::Draft if issue.articles.is_empty() => (
            language
                .pick(
                    "Er staat nog geen artikel in dit nummer. Daarna kunt u goedkeuring vragen.",
                    "There is no article in this issue yet. After that you can ask for approval.",
                )
                .to_owned(),
            vec![link_button(
                Action::Primary,
                &format!("/beheer/artikelen/nieuw?nummer={}", issue.row.id),
                language.pick("Schrijf het eerste artikel", "Write the first article"),
            )],
        ),
        IssueState::Draft if issue.row.subject.trim().is_empty() => (
            language
                .pick(
                    "Dit nummer heeft nog geen onderwerp. Daarna kunt u goedkeuring vragen.",
                    "This issue has no subject yet. After that you can ask for approval.",
                )
                .to_owned(),
            vec![link_button(
                Action::Primary,
                "#subject",
                language.pick("Vul het onderwerp in", "Fill in the subject"),
            )],
        ),
        IssueState::Draft => (
            language.pick("Klaar? Vraag dan goedkeuring.", "Ready? Then ask for approval.").to_owned(),
            vec![versioned("ter-goedkeuring", language.pick("Vraag goedkeuring", "Ask for approval")), look()],
        ),
        IssueState::InReview if may_approve => (
            language.pick("Dit nummer wacht op uw goedkeuring.", "This issue waits for your approval.").to_owned(),
            vec![send(Action::Primary, language.pick("Beoordeel dit nummer", "Review this issue"))],
        ),
        IssueState::InReview => (
            language
                .pick(
                    "Een eindredacteur beoordeelt dit nummer. Wie nu iets wijzigt, maakt er weer een concept van.",
                    "An approver reviews this issue. Any change now makes it a draft again.",
                )
                .to_owned(),
            vec![look()],
        ),
        IssueState::Approved => (
            language
                .pick(
                    "Goedgekeurd. Wie nu iets wijzigt, maakt er weer een concept van.",
                    "Approved. Any change now makes it a draft again.",
                )
                .to_owned(),
            vec![send(Action::Primary, language.pick("Plan het verzenden", "Schedule sending"))],
        ),
        IssueState::Scheduled => (
            issue.row.send_at.map_or_else(String::new, |at| {
                language.pick(
                    format!("Gaat uit op {}.", long_moment(at, language)),
                    format!("Goes out on {}.", long_moment(at, language)),
                )
            }),
            vec![send(Action::Secondary, language.pick("Bekijk of wijzig de planning", "See or change the schedule"))],
        ),
        IssueState::Cancelled if issue.row.sending_id.is_some() => (
            language
                .pick(
                    "De verzending is gestopt. U kunt dit nummer corrigeren voor wie het nog niet heeft.",
                    "The sending was stopped. You can correct this issue for whoever does not have it yet.",
                )
                .to_owned(),
            vec![link_button(
                Action::Primary,
                &to("verzending"),
                language.pick("Bekijk of corrigeer", "See or correct"),
            )],
        ),
        IssueState::Sending | IssueState::Sent => (
            String::new(),
            vec![link_button(
                Action::Primary,
                &to("verzending"),
                language.pick("Bekijk de verzending", "See the sending"),
            )],
        ),
        IssueState::Cancelled => (
            language
                .pick(
                    "Dit nummer is geannuleerd en wordt niet verstuurd.",
                    "This issue was cancelled and will not be sent.",
                )
                .to_owned(),
            Vec::new(),
        ),
    };
    html! {
        (correction::banner(issue, language))
        section class="card stack" aria-labelledby="next-step" {
            div class="row between" {
                h2 id="next-step" class="utrecht-heading-2" { (language.pick("Volgende stap", "Next step")) }
                (state_tag(language, issue.row.state))
            }
            @if !words.is_empty() { p { (words) } }
            @if matches!(issue.row.state, IssueState::Draft | IssueState::InReview) { (warning(open, Matter::Issue(issue.row.id), language)) }
            @if !buttons.is_empty() { (button_row(&buttons)) }
        }
    }
}
