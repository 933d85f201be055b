//! What one can press on the page before sending: one main act for each state, and the ways back.

use maud::{Markup, Render, html};

use super::{Shown, passes};
use crate::base::Language;
use crate::base::wall_time::number;
use crate::issues::IssueState;
use crate::issues::content_hash;
use crate::issues::letter::short_name;
use crate::issues::reviewing::Matter;
use crate::issues::reviewing::pages::staff::warning;
use crate::issues::sending::outlook::Outlook;
use crate::issues::sending::schedule::Timing;
use crate::issues::sending::texts as say;
use crate::web::components::{Action, Field, PostButton, Tone, button, button_row, link_button, notice, post_form};

/// Who will hear of it; or that nobody can answer, before anybody asks.
fn who_may(outlook: &Outlook, language: Language) -> Markup {
    if outlook.one_person {
        return html! {};
    }
    if outlook.approvers.is_empty() {
        return notice(
            language,
            Tone::Warn,
            language.pick("Niemand anders mag dit nu goedkeuren", "Nobody else may approve this now"),
            language.pick(
                "Wie het nummer het laatst wijzigde, keurt het niet zelf goed. Vraag een beheerder om een collega eindredacteur te maken.",
                "Whoever changed the issue last does not approve it. Ask an administrator to make a colleague an approver.",
            ),
        );
    }
    let names = outlook.approvers.join(", ");
    html! { p { (language.pick(format!("Wij mailen uw vraag aan: {names}."), format!("We mail your question to: {names}."))) } }
}

/// The main act of the issue's state.
pub(super) fn act(outlook: &Outlook, shown: &Shown, language: Language) -> Markup {
    let issue = &outlook.issue;
    match issue.row.state {
        IssueState::Draft if passes(outlook) => html! {
            (warning(&outlook.reading, Matter::Issue(issue.row.id), language))
            (who_may(outlook, language))
            p { (if outlook.one_person {
                language.pick("U werkt alleen: hierna keurt u dit nummer zelf goed. Elke wijziging daarna maakt er weer een concept van.", "You work alone: after this you approve this issue yourself. Any change after that makes it a draft again.")
            } else {
                language.pick("Na uw vraag kan een eindredacteur dit nummer goedkeuren. Elke wijziging daarna maakt er weer een concept van.", "After you ask, an approver can approve this issue. Any change after that makes it a draft again.")
            }) }
            (versioned(outlook, "ter-goedkeuring", language.pick("Vraag goedkeuring", "Ask for approval")))
        },
        IssueState::Draft => solve_first(language),
        IssueState::InReview => review(outlook, shown, language),
        IssueState::Approved => approved(outlook, shown, language),
        IssueState::Scheduled => scheduled(outlook, shown, language),
        IssueState::Sending | IssueState::Sent | IssueState::Cancelled if issue.row.sending_id.is_some() => {
            link_button(
                Action::Primary,
                &format!("{}/verzending", issue.address()),
                language.pick("Bekijk de verzending", "See the sending"),
            )
        }
        IssueState::Sending | IssueState::Sent | IssueState::Cancelled => notice(
            language,
            Tone::Info,
            language.pick(
                "Dit nummer is geannuleerd en wordt niet verstuurd",
                "This issue was cancelled and will not be sent",
            ),
            "",
        ),
    }
}

fn solve_first(language: Language) -> Markup {
    notice(
        language,
        Tone::Bad,
        language.pick("Los eerst op wat de controle vond", "Solve first what the checks found"),
        html! { a class="utrecht-link" href="#checks" { (language.pick("Naar de controle", "To the checks")) } },
    )
}

fn versioned(outlook: &Outlook, path: &str, label: &str) -> PostButton {
    PostButton::new(format!("{}/{path}", outlook.issue.address()), label, Action::Primary)
        .hidden("version", outlook.issue.row.version.to_string())
}

fn review(outlook: &Outlook, shown: &Shown, language: Language) -> Markup {
    if !shown.may_approve {
        let words = language.pick("Dit nummer wacht op een eindredacteur", "This issue waits for an approver");
        return notice(language, Tone::Info, words, "");
    }
    if !passes(outlook) {
        return solve_first(language);
    }
    if shown.is_own {
        return notice(
            language,
            Tone::Info,
            language.pick("U hebt dit nummer als laatste gewijzigd", "You made the last change to this issue"),
            html! {
                p { (language.pick(
                    "Daarom keurt een andere eindredacteur het goed. Zo kijken er altijd twee mensen naar.",
                    "That is why another approver approves it. So two people always look at it.",
                )) }
                @if outlook.issue.audience.is_some() {
                    p { (language.pick("Een wijziging van de doelgroep telt daarbij ook.", "A change of the audience counts as one too.")) }
                }
            },
        );
    }
    let alone = language.pick("U keurt uw eigen werk goed", "You approve your own work");
    html! {
        (warning(&outlook.reading, Matter::Issue(outlook.issue.row.id), language))
        @if shown.is_alone {
            (notice(language, Tone::Warn, alone, language.pick(
                "Uw centrum staat ingesteld als kantoor van één persoon. Er kijkt dus geen tweede persoon mee. Dat staat straks ook in het logboek.",
                "Your centre is set as an office of one person. So no second person looks. The log will say so too.",
            )))
        }
        p { (language.pick("U keurt precies deze inhoud goed. Verandert er daarna iets, dan vervalt uw goedkeuring.", "You approve exactly this content. If anything changes after that, your approval lapses.")) }
        (button_row(&[
            versioned(outlook, "goedkeuren", language.pick("Keur dit nummer goed", "Approve this issue"))
                .hidden("seen", content_hash(&outlook.issue))
                .render(),
            link_button(Action::Secondary, &outlook.issue.address(), language.pick("Bekijk de inhoud", "Look at the content")),
        ]))
    }
}

fn approved(outlook: &Outlook, shown: &Shown, language: Language) -> Markup {
    if !passes(outlook) {
        return solve_first(language);
    }
    if !shown.may_approve {
        let words =
            language.pick("Goedgekeurd. Een eindredacteur plant het verzenden", "Approved. An approver schedules it");
        return notice(language, Tone::Info, words, "");
    }
    if outlook.readers == 0 && outlook.issue.is_correction() {
        let words = language.pick(
            "Iedereen die nu abonnee is, heeft dit nummer al",
            "Everyone who subscribes now has this issue already",
        );
        return notice(language, Tone::Info, words, "");
    }
    if outlook.readers == 0 && outlook.meant.is_some() {
        return notice(
            language,
            Tone::Warn,
            language.pick("De doelgroep is nu leeg", "The audience is empty now"),
            html! {
                p { (language.pick(
                    "Geen abonnee van deze uitgave hoort erbij, dus niemand zou dit nummer krijgen.",
                    "No subscriber of this publication belongs to it, so nobody would get this issue.",
                )) }
                p { a class="utrecht-link" href={ (outlook.issue.address()) "/doelgroep" } { (language.pick("Kies een andere doelgroep", "Choose another audience")) } }
            },
        );
    }
    if outlook.readers == 0 {
        return notice(
            language,
            Tone::Warn,
            language.pick("Er is nog niemand op deze uitgave geabonneerd", "Nobody subscribes to this publication yet"),
            language.pick(
                "Zodra er abonnees zijn, kunt u dit nummer inplannen.",
                "As soon as there are subscribers you can schedule this issue.",
            ),
        );
    }
    match &shown.timing {
        Some(timing) => schedule_form(outlook, shown, timing, language),
        None => {
            html! { p { a class="utrecht-link" href="#choose" { (language.pick("Kies eerst een moment", "Choose a moment first")) } } }
        }
    }
}

/// The button that says the number and the moment; what it sends is what the page shows.
fn schedule_form(outlook: &Outlook, shown: &Shown, timing: &Timing, language: Language) -> Markup {
    let label = say::schedule_button(outlook.readers, timing.send, language);
    let mut button = PostButton::new(format!("{}/verzenden", outlook.issue.address()), label, Action::Primary)
        .hidden("version", outlook.issue.row.version.to_string());
    for name in ["when", "date", "time", "last_date", "last_time"] {
        let value = shown.moment.trimmed(name);
        if !value.is_empty() {
            button = button.hidden(name, value);
        }
    }
    let back = link_button(
        Action::Secondary,
        &outlook.issue.address(),
        language.pick("Terug naar het nummer", "Back to the issue"),
    );
    button_row(&[button.render(), back])
}

fn scheduled(outlook: &Outlook, shown: &Shown, language: Language) -> Markup {
    let count = number(outlook.readers, language);
    let ready = language.pick(
        format!("Er staan {count} mails klaar. U hoeft niets meer te doen."),
        format!("{count} mails stand ready. You need not do anything."),
    );
    html! {
        (notice(language, Tone::Good, &ready, ""))
        @if shown.may_approve {
            (PostButton::new(
                format!("{}/inplannen-annuleren", outlook.issue.address()),
                language.pick("Haal uit de planning", "Take off the schedule"),
                Action::Secondary,
            ))
        }
    }
}

/// Sending it back to its writers, and cancelling it altogether.
pub(super) fn ways_back(outlook: &Outlook, shown: &Shown, language: Language) -> Markup {
    let issue = &outlook.issue;
    let name = short_name(issue, language);
    let drop = if issue.is_correction() {
        language.pick("Annuleer de correctie", "Cancel the correction")
    } else {
        language.pick("Annuleer dit nummer", "Cancel this issue")
    };
    html! {
        @if issue.row.state != IssueState::Draft {
            section class="card stack" aria-labelledby="back" {
                h2 id="back" class="utrecht-heading-2" { (language.pick("Terugsturen", "Send back")) }
                (post_form(&format!("{}/terug", issue.address()), html! {
                    (Field::textarea(language, &shown.reason, "reason", language.pick("Wat moet er anders?", "What should change?"), 3)
                        .hint(language.pick("De redactie leest dit bij het nummer. Noem geen namen van lezers.", "The editors read this with the issue. Name no readers.")))
                    (button(Action::Secondary, language.pick("Stuur terug naar de redactie", "Send back to the editors")))
                }))
            }
        }
        section class="card stack" aria-labelledby="cancel" {
            h2 id="cancel" class="utrecht-heading-2" { (language.pick("Annuleren", "Cancel")) }
            @if issue.is_correction() {
                p { (language.pick("Gaat de correctie niet door? Dan krijgen de anderen dit nummer niet. U kunt het later opnieuw corrigeren.", "Will the correction not happen? Then the others do not get this issue. You can correct it again later.")) }
            } @else {
                p { (language.pick("Gaat dit nummer niet door? Het blijft bewaard, maar kan daarna niet meer worden verstuurd.", "Will this issue not happen? It is kept, but cannot be sent after that.")) }
            }
            (PostButton::new(format!("{}/annuleren", issue.address()), drop, Action::Danger).about(name))
        }
    }
}
