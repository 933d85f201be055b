//! Why an issue came back, when that is the last thing that happened to it.

use maud::{Markup, html};

use super::moment;
use crate::base::{Instant, Language};
use crate::issues::sending::outlook::{CameBack, Outlook};
use crate::issues::sending::texts as say;
use crate::web::components::{Tone, notice};

/// The notice; nothing when it did not come back.
pub(super) fn draw(outlook: &Outlook, language: Language) -> Markup {
    let Some((came_back, at)) = &outlook.came_back else { return html! {} };
    match came_back {
        CameBack::NotSent(reason) => {
            let (title, advice) = say::not_sent(*reason, language);
            said(language, Tone::Bad, (title, advice), Some(*at))
        }
        CameBack::SentBack(words) => {
            let title = language.pick("Dit nummer is teruggestuurd", "This issue was sent back");
            said(language, Tone::Warn, (title, words), Some(*at))
        }
        CameBack::Changed => said(
            language,
            Tone::Info,
            language.pick(
                (
                    "Dit nummer was goedgekeurd en is daarna gewijzigd",
                    "Daarom is het weer een concept. Vraag opnieuw goedkeuring.",
                ),
                (
                    "This issue was approved and changed after that",
                    "That is why it is a draft again. Ask for approval once more.",
                ),
            ),
            None,
        ),
        CameBack::ImageChanged | CameBack::AudienceChanged | CameBack::AgendaChanged => {
            said(language, Tone::Warn, voided(came_back, language), Some(*at))
        }
    }
}

/// What around an issue changed after it was approved, and what to do.
fn voided(came_back: &CameBack, language: Language) -> (&'static str, &'static str) {
    match came_back {
        CameBack::AgendaChanged => language.pick(
            (
                "De agenda in dit nummer klopt niet meer",
                "Iets dat erin staat, is verzet, afgelast of voorbij. Daarom is dit nummer weer een concept en gaat het niet uit. Werk de agenda bij en vraag opnieuw goedkeuring.",
            ),
            (
                "The agenda in this issue is no longer right",
                "Something in it was moved or called off, or is past. That is why this issue is a draft again and does not go out. Renew the agenda and ask for approval once more.",
            ),
        ),
        CameBack::AudienceChanged => language.pick(
            (
                "De doelgroep van dit nummer is na de goedkeuring gewijzigd",
                "Daarom is het weer een concept en gaat het niet uit. Kijk wie het nu krijgt en vraag opnieuw goedkeuring.",
            ),
            (
                "The audience of this issue was changed after it was approved",
                "That is why it is a draft again and does not go out. See who gets it now and ask for approval once more.",
            ),
        ),
        CameBack::ImageChanged | CameBack::Changed | CameBack::NotSent(_) | CameBack::SentBack(_) => language.pick(
            (
                "Een beeld in dit nummer is na de goedkeuring gewijzigd",
                "Daarom is het weer een concept en gaat het niet uit. Bekijk het beeld en vraag opnieuw goedkeuring.",
            ),
            (
                "An image in this issue was changed after it was approved",
                "That is why it is a draft again and does not go out. Look at the image and ask for approval once more.",
            ),
        ),
    }
}

fn said(language: Language, tone: Tone, (title, words): (&str, &str), at: Option<Instant>) -> Markup {
    notice(
        language,
        tone,
        title,
        html! { p { (words) } @if let Some(at) = at { p class="muted" { (moment(at, language)) } } },
    )
}
