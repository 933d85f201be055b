//! The way to the first issue, as the desk shows it.

use crate::base::Language;
use crate::base::id::IssueId;
use crate::web::Access;

/// The way to the first issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstSteps {
    /// The steps in their order, and whether each was taken.
    pub steps: Vec<(Step, bool)>,
    /// The issue that is on its way, when there is one.
    pub issue: Option<IssueId>,
    /// Whether one person makes up the office, and so approves what they wrote themselves.
    pub alone: bool,
}

impl FirstSteps {
    /// Whether a step was taken. One that this office does not have was.
    #[must_use]
    pub fn is_done(&self, step: Step) -> bool {
        self.steps.iter().all(|(other, done)| *other != step || *done)
    }

    /// Where a step is done.
    #[must_use]
    pub fn address(&self, step: Step) -> String {
        match (step, self.issue) {
            (Step::Send, Some(issue)) if self.is_done(Step::Issue) => format!("/beheer/nummers/{issue}/verzenden"),
            (Step::Issue | Step::Send, Some(issue)) => format!("/beheer/nummers/{issue}"),
            (Step::Issue | Step::Send, None) => "/beheer/nummers/nieuw".to_owned(),
            (Step::TestMail, _) => "/beheer/instellingen#testmail".to_owned(),
            (Step::Domain, _) => "/beheer/afzender".to_owned(),
            (Step::Colleague, _) => "/beheer/medewerkers/uitnodigen".to_owned(),
            (Step::Readers, _) => "/beheer/abonnees/importeren".to_owned(),
        }
    }
}

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
    /// There is an issue with a subject and an article.
    Issue,
    /// It was sent.
    Send,
}

impl Step {
    /// Who may enter where it is done.
    #[must_use]
    pub const fn access(self) -> Access {
        match self {
            Self::TestMail | Self::Domain | Self::Colleague => Access::Administrator,
            Self::Readers | Self::Issue | Self::Send => Access::Editor,
        }
    }

    /// What it is called, and why it is there; `alone` is an office of one.
    #[must_use]
    pub fn words(self, language: Language, alone: bool) -> (&'static str, &'static str) {
        match self {
            Self::TestMail => (
                language.pick("Stuur uzelf een testmail", "Send yourself a test mail"),
                language.pick(
                    "Zo ziet u of uw mailserver de post aanneemt.",
                    "It shows whether your mail server takes the post.",
                ),
            ),
            Self::Domain => (
                language.pick("Laat de DNS-records van uw domein zetten", "Have the DNS records of your domain set"),
                language.pick(
                    "Daaraan zien mailservers dat uw mail echt van u komt. De pagina noemt elk record; geef ze aan uw ICT-dienst. Met de andere stappen hoeft u niet te wachten.",
                    "They show mail servers that your mail is really yours. The page names each record; give them to your IT department. The other steps need not wait.",
                ),
            ),
            Self::Colleague => (
                language.pick("Nodig een collega uit die goedkeurt", "Invite a colleague who approves"),
                language.pick(
                    "Wie een nummer schrijft, keurt het niet zelf goed.",
                    "Whoever writes an issue does not approve it.",
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
            Self::Send if alone => (
                language.pick("Keur het goed en verzend het", "Approve it and send it"),
                language.pick("Daarna verdwijnt deze lijst.", "After that this list goes away."),
            ),
            Self::Send => (
                language.pick("Laat het goedkeuren en verzend het", "Have it approved and send it"),
                language.pick("Daarna verdwijnt deze lijst.", "After that this list goes away."),
            ),
        }
    }
}
