//! Answers that save themselves, and who else is at it.

use axum::http::StatusCode;
use samenspraak::base::clock::minutes;
use samenspraak::consultations::{self, Written};

use super::Round;
use crate::house::Answer;

impl Round {
    /// Sends what a script sends of a question.
    async fn by_itself(&self, address: &str, number: i64, fields: &[(&str, &str)]) -> Answer {
        let path = format!("{}/vraag/{number}/vanzelf", self.page_of(address).await);
        self.house.post(&path, fields).await
    }

    async fn typed(&self, address: &str, (seen, words): (i64, &str)) -> Written {
        let token = self.token(address).await;
        consultations::type_along(&self.house.app, &token, 1, (seen, words)).await.unwrap()
    }

    /// How many versions the first answer has, and the words of all of them.
    async fn versions(&self) -> i64 {
        self.count("SELECT COUNT(*) FROM consultation_answers WHERE question_id = 1").await
    }
}

const JOOST: &str = "joost@voorbeeld.nl";
const FATIMA: &str = "fatima@voorbeeld.nl";

#[tokio::test]
async fn c02_what_one_person_types_within_a_while_is_one_version() {
    let round = Round::open().await;
    let whole = "Een vast moment, en iemand die naast hen zit.";
    let mut seen = 0;
    for end in (3..=whole.len()).step_by(3) {
        let Written::Done(version) = round.typed(JOOST, (seen, &whole[..end])).await else { panic!("at {end}") };
        assert!(version > seen, "a number never comes back");
        seen = version;
    }
    assert_eq!(round.versions().await, 1);
    // Who read a number that is gone is told so, also when what stands there now began as what they read.
    assert!(matches!(round.typed(FATIMA, (1, "Iets.")).await, Written::Overtaken { version, .. } if version == seen));
    // After a while another version begins, and so it does where a lot would go.
    round.house.wait(minutes(11));
    let Written::Done(version) = round.typed(JOOST, (seen, &format!("{whole} En een tolk."))).await else { panic!() };
    assert_eq!(round.versions().await, 2);
    let long = "Woorden. ".repeat(60);
    let Written::Done(version) = round.typed(JOOST, (version, &long)).await else { panic!() };
    let Written::Done(version) = round.typed(JOOST, (version, "Weg")).await else { panic!() };
    assert_eq!(round.versions().await, 3, "the long text stays");
    // Of somebody else nothing is ever replaced; a press stays too.
    let Written::Done(version) = round.typed(FATIMA, (version, "Weg ermee")).await else { panic!() };
    assert_eq!(round.versions().await, 4);
    let pressed = consultations::write(&round.house.app, &round.token(FATIMA).await, 1, (version, "Weg ermee")).await;
    assert_eq!(pressed.unwrap(), Written::Same(version));
    assert!(matches!(round.typed(FATIMA, (version, "Weg ermee!")).await, Written::Done(_)));
    assert_eq!(round.versions().await, 5, "what was pressed grows no more");
    let page = round.house.get(&format!("{}/vraag/1", round.page_of(FATIMA).await)).await.body;
    assert!(page.contains("Eerdere versies (4)") && page.contains("Woorden. Woorden."), "{page}");
}

#[tokio::test]
async fn c02_of_two_who_type_in_one_answer_nobody_is_written_over() {
    let round = Round::open().await;
    let first = round.by_itself(FATIMA, 1, &[("version", "0"), ("words", "Een tolk."), ("doe", "bewaar")]).await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(
        first.body.contains("\"saved\"")
            && first.body.contains("Bewaard om ")
            && first.body.contains("\"version\":\"1\""),
        "{}",
        first.body
    );
    let second = round.by_itself(JOOST, 1, &[("version", "0"), ("words", "Een naaste."), ("doe", "bewaar")]).await;
    assert!(second.body.contains("\"met\"") && second.body.contains("fatima@voorbeeld.nl"), "{}", second.body);
    // An answer that got lost is asked again, and is no conflict with oneself.
    let again = round.by_itself(FATIMA, 1, &[("version", "0"), ("words", "Een tolk."), ("doe", "bewaar")]).await;
    assert!(again.body.contains("\"saved\"") && again.body.contains("\"version\":\"1\""), "{}", again.body);
    assert_eq!(round.versions().await, 1);
    // Whoever only looks hears of the newer text.
    let look = round.by_itself(JOOST, 1, &[("version", "0"), ("doe", "hier")]).await;
    assert!(look.body.contains("\"newer\""), "{}", look.body);
    // The button shows both, as without a script.
    let both = round
        .house
        .post(&format!("{}/vraag/1", round.page_of(JOOST).await), &[("version", "0"), ("words", "Een naaste.")])
        .await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(both.body.contains("<ins>tolk.</ins>") && both.body.contains("<ins>naaste.</ins>"), "{}", both.body);
    // A form of a fault is said and changes nothing.
    let long = round.by_itself(FATIMA, 2, &[("version", "0"), ("words", "Misschien"), ("doe", "bewaar")]).await;
    assert!(long.body.contains("\"faults\"") && long.body.contains("Kies een van de antwoorden."), "{}", long.body);
    assert_eq!(round.by_itself(FATIMA, 1, &[("version", "0")]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn k10_who_else_is_at_it_is_whoever_moved_a_hand_and_nobody_after_a_minute() {
    let round = Round::open().await;
    let look = [("version", "0"), ("doe", "hier")];
    // Software that opens the page and runs its script moves no hand.
    round.by_itself(JOOST, 1, &look).await;
    assert!(!round.by_itself(FATIMA, 1, &look).await.body.contains("joost"), "a machine is nobody");
    let active = [("version", "0"), ("doe", "hier"), ("actief", "ja")];
    round.by_itself(JOOST, 1, &active).await;
    let here = round.by_itself(FATIMA, 1, &active).await.body;
    assert!(here.contains("joost@voorbeeld.nl schrijft ook bij deze vraag."), "{here}");
    let page = round.page_of(FATIMA).await;
    // Without a script each page says it as it is drawn.
    assert!(round.house.get(&format!("{page}/vraag/2")).await.body.contains("joost@voorbeeld.nl is bij vraag 1."));
    assert!(round.house.get(&page).await.body.contains("nu bij vraag 1"));
    // Nobody of another organisation.
    assert!(!round.by_itself("federatie@voorbeeld.nl", 1, &active).await.body.contains("joost"));
    round.by_itself(JOOST, 1, &[("version", "0"), ("doe", "weg")]).await;
    assert!(!round.by_itself(FATIMA, 1, &active).await.body.contains("joost"), "they left");
    round.by_itself(JOOST, 1, &active).await;
    round.house.wait(minutes(2));
    assert!(!round.by_itself(FATIMA, 1, &look).await.body.contains("joost"), "they were there");
}

#[tokio::test]
async fn k10_a_revoked_link_hears_of_nobody_and_its_next_save_is_refused() {
    let round = Round::open().await;
    let active = [("version", "0"), ("doe", "hier"), ("actief", "ja")];
    let joost = format!("{}/vraag/1/vanzelf", round.page_of(JOOST).await);
    round.by_itself(FATIMA, 1, &active).await;
    assert!(round.house.post(&joost, &active).await.body.contains("fatima"));
    round.house.sql("UPDATE consultation_invitees SET revoked_at = 1 WHERE name = 'joost@voorbeeld.nl'").await;
    for doe in ["hier", "bewaar"] {
        let answer = round
            .house
            .post(&joost, &[("version", "0"), ("words", "Mijn tekst."), ("doe", doe), ("actief", "ja")])
            .await;
        assert!(answer.body.contains("\"waits\"") && answer.body.contains("uw link is ingetrokken"), "{}", answer.body);
        assert!(!answer.body.contains("fatima"), "{}", answer.body);
    }
    assert_eq!(round.versions().await, 0);
    assert!(!round.by_itself(FATIMA, 1, &active).await.body.contains("joost"));
}
