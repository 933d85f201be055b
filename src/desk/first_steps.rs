//! The way to the first issue, as the desk shows it.

use crate::base::Language;
use crate::web::Access;

/// The steps in their order, and whether each was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstSteps(pub Vec<(Step, bool)>);

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The mail server took a test mail.
    TestMail,
    /// The records of the sender's domain stand.
    Domain,
    /// There is a second member, and somebody who approves.
    Colleague,
    /// Somebody subscribes.
    Readers,
    /// There is an issue.
    Issue,
    /// It was sent.
    Send,
}

impl Step {
    /// Where it is done, and who may enter there.
    #[must_use]
    pub const fn place(self) -> (&'static str, Access) {
        match self {
            Self::TestMail => ("/beheer/instellingen#testmail", Access::Administrator),
            Self::Domain => ("/beheer/afzender", Access::Administrator),
            Self::Colleague => ("/beheer/medewerkers", Access::Administrator),
            Self::Readers => ("/beheer/abonnees/importeren", Access::Editor),
            Self::Issue => ("/beheer/nummers/nieuw", Access::Editor),
            Self::Send => ("/beheer/nummers", Access::Editor),
        }
    }

    /// What it is called, and why it is there.
    #[must_use]
    pub fn words(self, language: Language) -> (&'static str, &'static str) {
        match self {
            Self::TestMail => (
                language.pick("Stuur uzelf een testmail", "Send yourself a test mail"),
                language.pick(
                    "Zo ziet u of uw mailserver de post aanneemt.",
                    "It shows whether your mail server takes the post.",
                ),
            ),
            Self::Domain => (
                language.pick("Zet de records van uw domein goed", "Get the records of your domain right"),
                language.pick(
                    "Dan herkennen ontvangers uw mail. Uw ICT-dienst kan hierbij helpen.",
                    "Then receivers recognise your mail. Your IT department can help.",
                ),
            ),
            Self::Colleague => (
                language.pick("Nodig een collega uit die goedkeurt", "Invite a colleague who approves"),
                language.pick(
                    "Niemand keurt een nummer goed dat hij zelf schreef.",
                    "Nobody approves an issue that they wrote themselves.",
                ),
            ),
            Self::Readers => (
                language.pick("Zorg voor lezers", "Get readers"),
                language.pick(
                    "Neem een lijst over, of zet een link naar uw aanmeldpagina op uw website.",
                    "Import a list, or put a link to your sign-up page on your website.",
                ),
            ),
            Self::Issue => (
                language.pick("Maak uw eerste nummer", "Make your first issue"),
                language.pick("Schrijf een artikel en kies het onderwerp.", "Write an article and choose the subject."),
            ),
            Self::Send => (
                language.pick("Laat het goedkeuren en verzend het", "Have it approved and send it"),
                language.pick("Daarna verdwijnt deze lijst.", "After that this list goes away."),
            ),
        }
    }
}
