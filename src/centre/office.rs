//! How many people make the office: who may do what from the first day.

use crate::base::Language;
use crate::staff::Role;

/// The size of an office, as far as it decides who does what. Roles can be changed later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    /// One person does everything, and approves their own issues.
    One,
    /// Two people approve each other's issues.
    Two,
    /// Others approve what the first one writes.
    More,
}

impl Office {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::One, Self::Two, Self::More];

    /// The word in a form.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Two => "two",
            Self::More => "more",
        }
    }

    /// The office of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|office| office.word() == word)
    }

    /// What the first administrator may do. Everyone who sets up can write the first issue at once.
    #[must_use]
    pub const fn roles_of_first(self) -> &'static [Role] {
        match self {
            Self::One | Self::Two => &[Role::Administrator, Role::Editor, Role::Approver],
            Self::More => &[Role::Administrator, Role::Editor],
        }
    }

    /// What it is called, and what it means.
    #[must_use]
    pub fn words(self, language: Language) -> (&'static str, &'static str) {
        match self {
            Self::One => (
                language.pick("Ik werk alleen", "I work alone"),
                language.pick(
                    "U schrijft, keurt uw eigen nummers goed en verzendt. Er kijkt dus geen tweede persoon mee. Het logboek vermeldt dat bij elke goedkeuring.",
                    "You write, approve your own issues and send. So no second person looks. The log says so at every approval.",
                ),
            ),
            Self::Two => (
                language.pick("Wij zijn met zijn tweeën", "There are two of us"),
                language.pick(
                    "U mag alles, behalve uw eigen nummers goedkeuren. Dat doet uw collega, en u doet het voor uw collega. Nodig die dus uit.",
                    "You may do everything except approve your own issues. Your colleague does that, and you do it for them. So do invite them.",
                ),
            ),
            Self::More => (
                language.pick("Wij zijn met meer", "There are more of us"),
                language.pick(
                    "U beheert en schrijft. Een collega keurt goed en verzendt: kies bij het uitnodigen wie dat is.",
                    "You administer and write. A colleague approves and sends: choose who that is when you invite them.",
                ),
            ),
        }
    }
}
