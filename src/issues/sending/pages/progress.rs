//! How a sending looks while it runs and when it is over. Nothing here knows who opened what: nobody is watched.

use maud::{Markup, Render, html};

use super::{correction, steps};
use crate::base::id::SendingId;
use crate::base::wall_time::{long_moment, number};
use crate::base::{Language, said_of};
use crate::delivery::{self, HaltReason, Progress, SendingState};
use crate::issues::Issue;
use crate::issues::letter::short_name;
use crate::issues::sending::correct::Reach;
use crate::issues::sending::share::ToShare;
use crate::web::components::{
    Action, DataTable, PostButton, Tone, button_row, copy_button, crumbs, empty_state, link_button, notice, page_head,
    progress,
};
use crate::web::{Frame, staff_page};

/// What stands around the standing of a sending.
pub(in crate::issues::sending) struct Around<'a> {
    /// Whether this member may pause and stop.
    pub may_approve: bool,
    /// Why the last act was refused.
    pub refusal: Option<&'a str>,
    /// Whom it reached, when it was stopped and may be corrected.
    pub reach: Option<Reach>,
    /// Texts to share it with; none before it goes out.
    pub to_share: &'a [ToShare],
    /// The sendings that were stopped before this one.
    pub earlier: &'a [(SendingId, Progress)],
}

/// The page of an issue's sending.
pub(in crate::issues::sending) fn page(
    frame: &Frame,
    issue: &Issue,
    sending: Option<&Progress>,
    shown: &Around<'_>,
) -> Markup {
    let language = frame.language;
    let name = short_name(issue, language);
    let title = language.pick(format!("Verzending van {name}"), format!("Sending of {name}"));
    let above = [("/beheer/nummers", language.pick("Nummers", "Issues")), (&*issue.address(), name.as_str())];
    staff_page(
        frame,
        &title,
        html! {
            (crumbs(language, &above, language.pick("Verzending", "Sending")))
            (page_head(&title, Some(&issue.row.subject), None))
            (steps(issue, &[], 0, language))
            @if let Some(refusal) = shown.refusal { (notice(language, Tone::Bad, refusal, "")) }
            @match sending {
                None => (not_yet(issue, language)),
                Some(progress) => {
                    (standing(issue, progress, language))
                    @if shown.may_approve { (steering(issue, progress.state, language)) }
                    @else if matches!(progress.state, SendingState::Open | SendingState::Paused) {
                        p class="muted" { (language.pick("Een eindredacteur kan deze verzending pauzeren of stoppen.", "An approver can pause or stop this sending.")) }
                    }
                },
            }
            @if let Some(reach) = shown.reach { (correction::offer(issue, reach, language)) }
            (correction::earlier(shown.earlier, language))
            @if !shown.to_share.is_empty() { (sharing(shown.to_share, language)) }
        },
    )
}

/// Ready texts for elsewhere. They can be chosen by hand; where scripts run a button copies them.
fn sharing(texts: &[ToShare], language: Language) -> Markup {
    html! {
        section class="card stack" aria-labelledby="sharing" {
            h2 id="sharing" class="utrecht-heading-2" { (language.pick("Delen", "Share")) }
            p { (language.pick(
                "Deze teksten passen in een bericht op sociale media. De link toont de titel en het beeld van het artikel.",
                "These texts fit into a message on social media. The link shows the title and the image of the article.",
            )) }
            div class="sharing" {
                @for one in texts {
                    div {
                        div class="utrecht-form-field field" {
                            div class="utrecht-form-field__label" { label class="utrecht-form-label" for=(one.id) { (one.about) } }
                            textarea id=(one.id) class="utrecht-textarea utrecht-form-field__input" rows="9" readonly { "\n" (one.text) }
                        }
                        (copy_button(language, &one.id, &one.about))
                    }
                }
            }
        }
    }
}

fn not_yet(issue: &Issue, language: Language) -> Markup {
    let address = format!("{}/verzenden", issue.address());
    let to = link_button(
        Action::Primary,
        &address,
        language.pick("Naar controleren en verzenden", "To checking and sending"),
    );
    match issue.row.send_at {
        Some(at) => awaited(
            issue,
            &empty_state(
                &language.pick(
                    format!("Gaat uit op {}", long_moment(at, language)),
                    format!("Goes out on {}", long_moment(at, language)),
                ),
                language.pick(
                    "De voortgang staat hier zodra het verzenden begint.",
                    "Progress stands here as soon as sending begins.",
                ),
                Some(to),
            ),
        ),
        None => empty_state(
            if issue.is_correction() {
                language.pick("De correctie is nog niet verstuurd", "The correction was not sent yet")
            } else {
                language.pick("Dit nummer is nog niet verstuurd", "This issue was not sent yet")
            },
            language.pick(
                "De voortgang staat hier zodra het verzenden begint.",
                "Progress stands here as soon as sending begins.",
            ),
            Some(to),
        ),
    }
}

/// Waits for the beginning: with JavaScript the page renews itself when the first mail is on its way.
fn awaited(issue: &Issue, state: &Markup) -> Markup {
    html! {
        div hx-get={ (issue.address()) "/verzending/stand?begins=true" } hx-trigger="every 2s" hx-swap="none" { (state) }
    }
}

/// The part that refreshes itself while the sending is open. It holds no buttons, so that nobody loses their place.
pub(in crate::issues::sending) fn standing(issue: &Issue, now: &Progress, language: Language) -> Markup {
    let is_open = now.state == SendingState::Open;
    let poll = is_open.then(|| format!("{}/verzending/stand", issue.address()));
    let trigger = poll.as_ref().map(|_| "every 2s");
    let swap = poll.as_ref().map(|_| "outerHTML");
    html! {
        section id="stand" class="card stack" aria-label=(language.pick("Status", "Status"))
            hx-get=[poll] hx-trigger=[trigger] hx-swap=[swap] {
            div class="row between" {
                (delivery::sending_tag(language, now.state))
                @if is_open {
                    a class="utrecht-link" href={ (issue.address()) "/verzending" } { (language.pick("Ververs", "Refresh")) }
                }
            }
            @if now.state == SendingState::Paused { (paused(&now.reason, language)) }
            (progress(settled(now), whole(now.total()), &how_far(now, language)))
            (figures(now, language))
            (times(now, language))
        }
    }
}

fn paused(reason: &str, language: Language) -> Markup {
    let by_hand = reason == HaltReason::ByHand.word();
    let title = if by_hand {
        language.pick(
            "Deze verzending staat stil, omdat iemand haar heeft gepauzeerd",
            "This sending is paused, because somebody paused it",
        )
    } else {
        language.pick("Deze verzending heeft zichzelf gepauzeerd", "This sending has paused itself")
    };
    let advice = language.pick(
        "Er gaat nu niets de deur uit. Wat al is aangenomen, komt gewoon aan.",
        "Nothing goes out now. What was accepted already will arrive.",
    );
    notice(
        language,
        Tone::Warn,
        title,
        html! { p { (advice) @if !by_hand && !reason.is_empty() { " " (language.pick("Reden: ", "Reason: ")) (said_of(HaltReason::WORDS, reason, language)) "." } } },
    )
}

fn how_far(now: &Progress, language: Language) -> String {
    let (done, all) = (now.total() - now.open - now.retrying, now.total());
    let (done, all) = (number(done, language), number(all, language));
    language.pick(format!("{done} van {all} mails afgehandeld"), format!("{done} of {all} mails dealt with"))
}

fn settled(now: &Progress) -> u64 {
    whole(now.total() - now.open - now.retrying)
}

fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

#[expect(clippy::too_many_lines, reason = "six figures, each with its words in two languages")]
fn figures(now: &Progress, language: Language) -> Markup {
    let is_over = matches!(now.state, SendingState::Cancelled | SendingState::Closed);
    let waiting = if is_over {
        language.pick(
            ("Niet verstuurd", "gestopt voordat zij aan de beurt waren"),
            ("Not sent", "stopped before their turn"),
        )
    } else {
        language.pick(
            ("Nog te doen", "wachten op hun beurt of zijn onderweg"),
            ("To do", "wait for their turn or are under way"),
        )
    };
    let retrying = if is_over {
        language.pick(
            ("Uitgesteld en gestopt", "de mailserver van de ontvanger vroeg ons te wachten; daarna is er gestopt"),
            ("Deferred and stopped", "the recipient’s mail server asked us to wait; then it was stopped"),
        )
    } else {
        language.pick(
            ("Wordt opnieuw geprobeerd", "de mailserver van de ontvanger vroeg ons te wachten"),
            ("Being retried", "the recipient’s mail server asked us to wait"),
        )
    };
    let rows = [
        (
            language.pick(("Aangenomen", "overgedragen aan de mailserver"), ("Accepted", "handed to the mail server")),
            now.accepted,
        ),
        (retrying, now.retrying),
        (
            language.pick(("Geweigerd", "dit adres neemt geen mail aan"), ("Refused", "this address takes no mail")),
            now.refused,
        ),
        (
            language.pick(
                ("Onzeker", "overgedragen zonder antwoord; misschien aangekomen"),
                ("Uncertain", "handed over without an answer; perhaps it arrived"),
            ),
            now.uncertain,
        ),
        (
            language.pick(
                ("Niet gestuurd", "meldden zich intussen af of zijn geblokkeerd"),
                ("Left out", "unsubscribed meanwhile or are suppressed"),
            ),
            now.suppressed,
        ),
        (waiting, now.open),
    ];
    let rows = rows.into_iter().map(|((label, about), count)| {
        vec![
            html! { (label) },
            html! { (number(count, language)) },
            html! { (share(count, now.total(), language)) },
            html! { span class="muted" { (about) } },
        ]
    });
    DataTable::new(language.pick("Wat er van de mails is geworden", "What became of the mails"))
        .column(language.pick("Uitkomst", "Outcome"))
        .number(language.pick("Mails", "Mails"))
        .number(language.pick("Deel", "Share"))
        .column(language.pick("Wat dat betekent", "What that means"))
        .rows(rows)
        .render()
}

/// "12,5%" with one decimal, rounded down so that 100% means all; a dash when there is nothing to divide.
fn share(count: i64, total: i64, language: Language) -> String {
    if total == 0 {
        return "–".to_owned();
    }
    let tenths = count * 1_000 / total;
    format!("{}{}{}%", tenths / 10, language.pick(',', '.'), tenths % 10)
}

fn times(now: &Progress, language: Language) -> Markup {
    let moment = |at: crate::base::Instant| html! { time datetime=(at.rfc3339()) { (long_moment(at, language)) } };
    html! {
        p class="muted" {
            (language.pick("Begonnen op ", "Began on ")) (moment(now.opened_at))
            @if let Some(at) = now.closed_at { (language.pick(", klaar op ", ", finished on ")) (moment(at)) }
            "."
        }
    }
}

fn steering(issue: &Issue, state: SendingState, language: Language) -> Markup {
    let post = |path: &str, label: &str, kind: Action| {
        PostButton::new(format!("{}/{path}", issue.address()), label, kind).render()
    };
    let stop =
        post("stoppen", language.pick("Stop deze verzending voorgoed", "Stop this sending for good"), Action::Danger);
    let buttons = match state {
        SendingState::Open => {
            vec![post("pauzeren", language.pick("Pauzeer het verzenden", "Pause sending"), Action::Primary), stop]
        }
        SendingState::Paused => {
            vec![post("hervatten", language.pick("Ga door met verzenden", "Resume sending"), Action::Primary), stop]
        }
        SendingState::Cancelled | SendingState::Closed => return html! {},
    };
    html! {
        section class="card stack" aria-labelledby="steering" {
            h2 id="steering" class="utrecht-heading-2" { (language.pick("Ingrijpen", "Step in")) }
            p { (language.pick(
                "Pauzeren kan altijd: u gaat later verder waar u was. Stoppen is voorgoed: deze verzending gaat niet verder. Staat er een fout in? Stop dan; daarna kunt u het nummer corrigeren voor wie het nog niet kreeg.",
                "You can always pause and go on later where you were. Stopping is for good: this sending does not go on. Is there an error in it? Then stop; after that you can correct the issue for whoever has not got it yet.",
            )) }
            (button_row(&buttons))
        }
    }
}

/// The sentence for someone who was too late to steer.
pub(in crate::issues::sending) fn too_late(language: Language) -> &'static str {
    language.pick(
        "Dat kon niet meer: de verzending staat er intussen anders voor. Hieronder ziet u hoe het nu is.",
        "That was no longer possible: the sending has moved on. Below is how it stands now.",
    )
}
