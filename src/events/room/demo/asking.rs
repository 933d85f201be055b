//! What the network day of the demo asks, and what people answer.

use super::both;
use crate::base::id::{EventId, RegistrationId};
use crate::events::EventQuestionKind;
use crate::events::asking::{NewQuestion, When, insert_question, open_of, write};
use crate::store::DatabaseTransaction;

const BY_CAR: &str = "Met de auto";

/// How one comes, and of who drives, whether the car is to be charged.
pub(super) async fn travel(tx: &DatabaseTransaction, event: EventId) -> anyhow::Result<()> {
    let how = NewQuestion {
        kind: EventQuestionKind::Choice,
        ask: both("Hoe komt u?", "How do you come?"),
        why: both("Zodat wij weten hoeveel parkeerplaatsen er nodig zijn.", "So that we know how many cars to expect."),
        choices: both(&format!("Met de trein\n{BY_CAR}\nOp de fiets"), "By train\nBy car\nBy bicycle"),
        required: false,
        keep_days: Some(14),
        when: None,
    };
    let question = insert_question(tx, event, &how).await?;
    let charging = NewQuestion {
        kind: EventQuestionKind::YesNo,
        ask: both("Wilt u uw auto opladen?", "Do you want to charge your car?"),
        why: both("Er zijn twaalf laadpalen.", "There are twelve charging points."),
        choices: Default::default(),
        when: Some(When { question, choice: BY_CAR.to_owned() }),
        ..how
    };
    insert_question(tx, event, &charging).await?;
    Ok(())
}

/// What some of them answer to the questions about food and access.
pub(super) async fn answer(
    tx: &DatabaseTransaction,
    event: EventId,
    (id, number): (RegistrationId, usize),
) -> anyhow::Result<()> {
    let food = ["Vegetarisch", "Geen noten", "Vegetarisch\nGeen gluten", "Veganistisch"];
    let by = ["Met de trein", BY_CAR, "Op de fiets"][number % 3];
    let mut answers = Vec::new();
    for question in open_of(tx, event).await? {
        let words = match question.kind {
            EventQuestionKind::Choice => by,
            EventQuestionKind::YesNo if by == BY_CAR => ["ja", "nee"][number % 2],
            EventQuestionKind::Choices if number % 7 == 0 => food[number / 7 % food.len()],
            EventQuestionKind::Line if number % 61 == 0 => "Een plek vooraan, ik hoor slecht",
            _ => continue,
        };
        answers.push((question.id, words.to_owned()));
    }
    write(tx, id, &answers).await?;
    Ok(())
}
