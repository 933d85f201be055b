//! Questions that are ready to take. They ask what is needed and not why: what is on the plate, never a faith or an illness.

use super::new_question::{NewQuestion, insert};
use crate::base::id::EventId;
use crate::store::DatabaseTransaction;
use crate::store::tables::states::EventQuestionKind;

/// How many days after the event answers about food and access go.
const NEEDS_DAYS: i64 = 14;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::events) enum Ready {
    /// What is on the plate.
    Food,
    /// What somebody needs to take part.
    Access,
}

impl Ready {
    /// All of them.
    pub(in crate::events) const ALL: [Self; 2] = [Self::Food, Self::Access];

    /// Its word in a form.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Food => "eten",
            Self::Access => "toegang",
        }
    }

    fn question(self) -> NewQuestion {
        let both = |dutch: &str, english: &str| [dutch.to_owned(), english.to_owned()];
        match self {
            Self::Food => NewQuestion {
                kind: EventQuestionKind::Choices,
                ask: both("Wat wilt u liever niet of juist wel eten?", "What would you rather eat or not eat?"),
                why: both(
                    "Zodat de cateraar weet hoeveel er van alles nodig is.",
                    "So that the caterer knows how much is needed.",
                ),
                choices: both(
                    "Vegetarisch\nVeganistisch\nGeen varkensvlees\nGeen gluten\nGeen lactose\nGeen noten",
                    "Vegetarian\nVegan\nNo pork\nNo gluten\nNo lactose\nNo nuts",
                ),
                required: false,
                keep_days: Some(NEEDS_DAYS),
                when: None,
            },
            Self::Access => NewQuestion {
                kind: EventQuestionKind::Line,
                ask: both("Hebt u iets nodig om mee te kunnen doen?", "Do you need anything to take part?"),
                why: both(
                    "Bijvoorbeeld een rolstoelplek, een schrijftolk, of eten dat hierboven niet staat.",
                    "For instance a place for a wheelchair, speech-to-text, or food that is not listed above.",
                ),
                choices: Default::default(),
                required: false,
                keep_days: Some(NEEDS_DAYS),
                when: None,
            },
        }
    }
}

/// Adds one to an event, in the caller's transaction.
pub(in crate::events) async fn add_ready(tx: &DatabaseTransaction, event: EventId, which: Ready) -> anyhow::Result<()> {
    insert(tx, event, &which.question()).await?;
    Ok(())
}
