//! Kinds of conditions, as the builder offers them, and reading one out of a form.

use crate::app::Mark;
use crate::audiences::find::Choice;
use crate::audiences::{Condition, Day, texts};
use crate::base::Language;
use crate::base::id::{AreaId, PublicationId, TopicId};
use crate::base::wall_time::{day_fault, parse_date};
use crate::organisations::KINDS;
use crate::web::Form;

/// A kind of condition, as it is being chosen.
#[derive(Clone, Copy, Debug)]
pub enum Choosing {
    /// [`Condition::Publication`].
    Publication,
    /// [`Condition::Topic`].
    Topic,
    /// [`Condition::Area`].
    Area,
    /// [`Condition::OrganisationKind`].
    OrganisationKind,
    /// [`Condition::Organisation`].
    Organisation,
    /// [`Condition::Body`].
    Body,
    /// [`Condition::Language`].
    Language,
    /// [`Condition::Since`].
    Since,
    /// [`Condition::Before`].
    Before,
    /// [`Condition::Received`].
    Received,
    /// [`Condition::Mark`].
    Mark(&'static Mark),
}

impl PartialEq for Choosing {
    fn eq(&self, other: &Self) -> bool {
        self.word() == other.word()
    }
}

impl Choosing {
    /// Those of this room, in the order of the form.
    const OWN: [Self; 10] = [
        Self::Topic,
        Self::Area,
        Self::OrganisationKind,
        Self::Organisation,
        Self::Body,
        Self::Publication,
        Self::Since,
        Self::Before,
        Self::Language,
        Self::Received,
    ];

    /// All of them, in the order of the form: those of other rooms come last.
    pub fn all(marks: &[&'static Mark]) -> impl Iterator<Item = Self> {
        Self::OWN.into_iter().chain(marks.iter().copied().map(Self::Mark))
    }

    /// The word in forms.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Publication => "uitgave",
            Self::Topic => "onderwerp",
            Self::Area => "gebied",
            Self::OrganisationKind => "soort",
            Self::Organisation => "organisatie",
            Self::Body => "gremium",
            Self::Language => "taal",
            Self::Since => "sinds",
            Self::Before => "voor",
            Self::Received => "ontvangen",
            Self::Mark(mark) => mark.word,
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn of_word(word: &str, marks: &[&'static Mark]) -> Option<Self> {
        Self::all(marks).find(|kind| kind.word() == word)
    }

    /// What the form calls it.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::Publication => language.pick("is geabonneerd op een uitgave", "is subscribed to a publication"),
            Self::Topic => language.pick("koos een onderwerp", "chose a topic"),
            Self::Area => language.pick("koos een gebied", "chose an area"),
            Self::OrganisationKind => {
                language.pick("is contactpersoon bij een soort organisatie", "is a contact of a kind of organisation")
            }
            Self::Organisation => {
                language.pick("is contactpersoon van één organisatie", "is a contact of one organisation")
            }
            Self::Body => language.pick("is lid van een overleggroep", "is a member of a body"),
            Self::Language => language.pick("krijgt mail in een taal", "gets mail in a language"),
            Self::Since => language.pick("is abonnee sinds een dag", "is a subscriber since a day"),
            Self::Before => language.pick("was al abonnee vóór een dag", "was a subscriber before a day"),
            Self::Received => language.pick("kreeg een verzending", "received a sending"),
            Self::Mark(mark) => mark.label.of(language),
        }
    }

    /// Whether it asks for a day besides a publication.
    #[must_use]
    pub const fn has_day(self) -> bool {
        matches!(self, Self::Since | Self::Before)
    }

    /// What one can choose for it: pairs of value and name.
    #[must_use]
    pub fn options(self, choice: &Choice, language: Language) -> Vec<(String, String)> {
        fn pairs<Id: ToString>(list: &[(Id, String)]) -> Vec<(String, String)> {
            list.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
        }
        match self {
            Self::Publication | Self::Since | Self::Before => pairs(&choice.publications),
            Self::Topic => pairs(&choice.topics),
            Self::Area => pairs(&choice.areas),
            Self::OrganisationKind => {
                KINDS.into_iter().map(|kind| (kind.word().to_owned(), kind.said().of(language).to_owned())).collect()
            }
            Self::Organisation => pairs(&choice.organisations),
            Self::Body => pairs(&choice.bodies),
            Self::Language => {
                Language::ALL.into_iter().map(|one| (one.tag().to_owned(), one.name_in(language).to_owned())).collect()
            }
            Self::Received => pairs(&choice.sendings),
            Self::Mark(mark) => choice.things.get(mark.word).map(|things| pairs(things)).unwrap_or_default(),
        }
    }

    /// Reads the condition that a form describes; only what is on offer can be chosen.
    pub fn read(self, form: &mut Form, choice: &Choice, language: Language) -> Option<Condition> {
        let offered = self.options(choice, language);
        let value = form.read("value", |text| {
            let known = offered.iter().any(|(value, _)| value == text);
            if known { Ok(text.to_owned()) } else { Err(texts::value_wanted(language).to_owned()) }
        });
        let day = if self.has_day() {
            let day = form.read("day", |text| {
                let day = parse_date(text).filter(|day| (1900..=2200).contains(&chrono::Datelike::year(day)));
                day.ok_or_else(|| day_fault(text, texts::day_wanted(language), language))
            });
            Some(Day(day?))
        } else {
            None
        };
        let value = value?;
        let id = || value.parse::<i64>().ok();
        Some(match (self, day) {
            (Self::Publication, _) => Condition::Publication(PublicationId(id()?)),
            (Self::Topic, _) => Condition::Topic(TopicId(id()?)),
            (Self::Area, _) => Condition::Area(AreaId(id()?)),
            (Self::OrganisationKind, _) => {
                Condition::OrganisationKind(KINDS.into_iter().find(|kind| kind.word() == value)?)
            }
            (Self::Organisation, _) => Condition::Organisation(value.parse().ok()?),
            (Self::Body, _) => Condition::Body(value.parse().ok()?),
            (Self::Language, _) => Condition::Language(Language::from_tag(&value)?),
            (Self::Since, Some(day)) => Condition::Since { publication: PublicationId(id()?), day },
            (Self::Before, Some(day)) => Condition::Before { publication: PublicationId(id()?), day },
            (Self::Since | Self::Before, None) => return None,
            (Self::Received, _) => Condition::Received(value.parse().ok()?),
            (Self::Mark(mark), _) => Condition::Mark { word: mark.word.to_owned(), id: id()? },
        })
    }
}
