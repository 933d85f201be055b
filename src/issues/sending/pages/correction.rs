//! How correcting looks: what it does before one presses, and whom a correction leaves out.

use maud::{Markup, html};

use super::moment;
use crate::base::Language;
use crate::base::id::SendingId;
use crate::base::wall_time::number;
use crate::delivery::{Holders, Progress};
use crate::issues::Issue;
use crate::issues::sending::correct::{Corrected, Reach};
use crate::web::components::{Action, PostButton, Tone, notice};

/// Offers to correct an issue whose sending was stopped.
pub(in crate::issues::sending) fn offer(issue: &Issue, reach: Reach, language: Language) -> Markup {
    let rest = number(reach.readers, language);
    html! {
        section class="card stack" aria-labelledby="correct" {
            h2 id="correct" class="utrecht-heading-2" { (language.pick("Corrigeren", "Correct")) }
            p { (has_it(reach.holders, language)) }
            @if reach.readers == 0 {
                p { (all_reached(language)) }
            } @else {
                p { (language.pick(
                    format!("Stond er een fout in? Maak er weer een concept van en verbeter de tekst. Na een nieuwe goedkeuring gaat de correctie alleen naar wie dit nummer nog niet heeft: nu {rest}."),
                    format!("Was there an error in it? Make it a draft again and improve the text. After a new approval the correction goes only to whoever does not have this issue yet: {rest} now."),
                )) }
                p class="muted" { (language.pick(
                    "In het archief blijft te lezen wat er al was verstuurd. Zodra de correctie uitgaat, staat daarbij dat het nummer is gecorrigeerd en wanneer.",
                    "The archive keeps what was sent already. As soon as the correction goes out, it says there that the issue was corrected and when.",
                )) }
                (PostButton::new(
                    format!("{}/corrigeren", issue.address()),
                    language.pick("Corrigeer dit nummer", "Correct this issue"),
                    Action::Primary,
                ))
            }
        }
    }
}

/// Why an issue cannot be corrected; `None` when it can.
pub(in crate::issues::sending) fn refusal(corrected: Corrected, language: Language) -> Option<&'static str> {
    match corrected {
        Corrected::Done => None,
        Corrected::NotStopped => Some(language.pick(
            "Dit nummer kan niet worden gecorrigeerd. Dat kan alleen als de verzending is gestopt voordat iedereen het had. Heeft iedereen het? Maak dan een nieuw nummer.",
            "This issue cannot be corrected. That is possible only when its sending was stopped before everyone had it. Does everyone have it? Then make a new issue.",
        )),
        Corrected::AllReached => Some(all_reached(language)),
        Corrected::NotKept => Some(language.pick(
            "Wat al is verstuurd, wordt nu in het archief gezet. Probeer het over een paar seconden opnieuw.",
            "What was sent already is being put into the archive. Try again in a few seconds.",
        )),
    }
}

const fn all_reached(language: Language) -> &'static str {
    match language {
        Language::Dutch => {
            "Iedereen die nu abonnee is, heeft dit nummer al. Maak voor een rectificatie een nieuw nummer."
        }
        Language::English => "Everyone who subscribes now has this issue already. Make a new issue for a correction.",
    }
}

/// What a correction is, with whom it leaves out: for the page before sending.
pub(super) fn left_out(issue: &Issue, holders: Holders, language: Language) -> Markup {
    html! {
        (has_it(holders, language)) " "
        (language.pick("Zij krijgen de correctie niet.", "They do not get the correction."))
        // While it is prepared, the banner leads there.
        @if !issue.is_open() { p { (to_earlier(issue, language)) } }
    }
}

fn to_earlier(issue: &Issue, language: Language) -> Markup {
    html! {
        a class="utrecht-link" href={ (issue.address()) "/verzending#earlier" } {
            (language.pick("Bekijk wat eerder is verstuurd", "See what was sent before"))
        }
    }
}

/// "712 lezers hebben dit nummer al, 3 misschien."
fn has_it(holders: Holders, language: Language) -> String {
    let (have, perhaps) = (number(holders.have, language), number(holders.perhaps, language));
    let readers = match (holders.have, language) {
        (1, Language::Dutch) => format!("{have} lezer heeft dit nummer al"),
        (_, Language::Dutch) => format!("{have} lezers hebben dit nummer al"),
        (1, Language::English) => format!("{have} reader has this issue already"),
        (_, Language::English) => format!("{have} readers have this issue already"),
    };
    match holders.perhaps {
        0 => format!("{readers}."),
        _ => language.pick(format!("{readers}, {perhaps} misschien."), format!("{readers}, {perhaps} perhaps.")),
    }
}

/// Above the text of a correction that is being prepared.
pub(super) fn banner(issue: &Issue, language: Language) -> Markup {
    if !issue.is_correction() || !issue.is_open() {
        return html! {};
    }
    notice(
        language,
        Tone::Info,
        language.pick("Dit is een correctie", "This is a correction"),
        html! {
            p { (language.pick(
                "De verzending van dit nummer is gestopt voordat iedereen het had. De correctie gaat alleen naar wie het nog niet heeft.",
                "The sending of this issue was stopped before everyone had it. The correction goes only to whoever does not have it yet.",
            )) }
            p { (to_earlier(issue, language)) }
        },
    )
}

/// The stopped sendings of an issue, each with what became of it.
pub(in crate::issues::sending) fn earlier(sendings: &[(SendingId, Progress)], language: Language) -> Markup {
    if sendings.is_empty() {
        return html! {};
    }
    html! {
        section class="card stack" aria-labelledby="earlier" {
            h2 id="earlier" class="utrecht-heading-2" { (language.pick("Eerder verstuurd en gestopt", "Sent before and stopped")) }
            ul class="todo" {
                @for (id, progress) in sendings {
                    li {
                        div {
                            strong { (moment(progress.opened_at, language)) }
                            p { (outcome(progress, language)) }
                        }
                        a class="utrecht-link" href={ "/beheer/verzendingen/" (id) } {
                            (language.pick("Bekijk deze verzending", "See this sending"))
                        }
                    }
                }
            }
        }
    }
}

fn outcome(progress: &Progress, language: Language) -> String {
    let (taken, all) = (number(progress.accepted, language), number(progress.total(), language));
    language.pick(format!("{taken} van {all} mails aangenomen"), format!("{taken} of {all} mails accepted"))
}
