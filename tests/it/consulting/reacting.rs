//! Splitting, weighing, publishing, promising.

use axum::http::StatusCode;
use samenspraak::base::id::{CommitmentId, PointId, QuestionId, SubmissionId};
use samenspraak::consultations::{self, Cut, Disposition, Kept, Offered, Published, Split, Weighed, Weighing};
use samenspraak::store::tables::states::Role;

use super::{Round, WORDS, flat};
use crate::house::Visitor;

pub fn weighing(title: &str, theme: &str, disposition: Disposition) -> Weighing {
    Weighing {
        title: title.to_owned(),
        theme: theme.to_owned(),
        disposition: Some(disposition),
        reason: "U heeft gelijk.".to_owned(),
        changes: "Alinea 4.2 noemt dit.".to_owned(),
    }
}

impl Round {
    pub async fn split(&self, submission: i64, question: i64, cut: Cut) -> Split {
        consultations::split(
            &self.house.app,
            self.editor,
            self.id,
            (SubmissionId(submission), QuestionId(question), cut),
        )
        .await
        .unwrap()
    }

    pub async fn weigh(&self, point: i64, version: i64, weighing: &Weighing) -> Weighed {
        consultations::weigh(&self.house.app, self.editor, self.id, ((PointId(point), version), weighing))
            .await
            .unwrap()
    }

    /// The two answers of the council and the one of the federation in four points, each weighed.
    pub async fn weighed() -> Self {
        let round = Self::answered().await;
        assert_eq!(round.split(1, 1, Cut::Paragraphs).await, Split::Done(1));
        assert_eq!(round.split(1, 2, Cut::Whole).await, Split::Done(3));
        assert_eq!(round.split(2, 1, Cut::Whole).await, Split::Done(4));
        for (point, title, theme) in
            [(1, "Vast moment", "Gesprek"), (2, "Alinea 4.2", "Gesprek"), (3, "Situaties", ""), (4, "Een tolk", "Hulp")]
        {
            assert_eq!(round.weigh(point, 1, &weighing(title, theme, Disposition::Partly)).await, Weighed::Done);
        }
        round
    }

    pub async fn seen(&self, who: &Visitor) -> String {
        who.get("/beheer/consultaties/1/nota").await.value_after("name=\"seen\"")
    }
}

#[tokio::test]
async fn c08_points_are_tied_to_the_version_that_was_split() {
    let round = Round::answered().await;
    let from = WORDS.chars().count() - "🙂 Dank u wel.".chars().count();
    assert_eq!(round.split(1, 1, Cut::Range(0, 39)).await, Split::Done(1));
    assert_eq!(round.split(1, 1, Cut::Range(from, from + 13)).await, Split::Done(2));
    assert_eq!(round.split(1, 1, Cut::Range(10, 20)).await, Split::Overlaps);
    assert_eq!(round.split(1, 1, Cut::Range(500, 600)).await, Split::Nothing);
    assert_eq!(
        round.count("SELECT COUNT(*) FROM consultation_points WHERE number = 2 AND quote = '🙂 Dank u wel.'").await,
        1
    );
    // The organisation changes its answer: no point moves, none is dropped, and the bench says that there is more.
    round.write("joost@voorbeeld.nl", 1, "Heel iets anders.").await;
    round.release("fatima@voorbeeld.nl", "named").await;
    assert_eq!(
        round
            .count(
                "SELECT COUNT(*) FROM consultation_points WHERE submission_id = 1 AND from_char = 0 AND until_char = 39"
            )
            .await,
        1
    );
    let editor = round.sign_in(&[Role::Editor]).await;
    let bench = editor.get("/beheer/consultaties/1/punten?van=1").await.body;
    assert!(
        bench.contains("Er is een versie 2")
            && bench.contains("<mark class=\"mark\">Een vast moment dat mensen vooraf weten"),
        "{bench}"
    );
    assert!(editor.get("/beheer/consultaties/1/punten?van=1&versie=2").await.body.contains("Heel iets anders."));
    // A number is given once.
    assert_eq!(editor.post("/beheer/consultaties/1/punten/2/weg", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(round.split(1, 1, Cut::Range(from, from + 13)).await, Split::Done(3));
    // Without script, by the buttons of the page.
    let made = editor
        .post(
            "/beheer/consultaties/1/punten",
            &[("van", "2"), ("submission", "2"), ("question", "1"), ("cut", "whole")],
        )
        .await;
    assert!(made.location().contains("punt=4"), "{}", made.location());
}

#[tokio::test]
async fn c07_nothing_is_published_while_a_point_has_no_disposition_or_by_who_offered_it() {
    let round = Round::answered().await;
    let app = &round.house.app;
    let approver = round.sign_in(&[Role::Approver]).await;
    round.split(1, 1, Cut::Paragraphs).await;
    let page = approver.get("/beheer/consultaties/1/nota").await.body;
    for words in [
        "Het antwoord van Federatie Patiënten is nog niet in punten verdeeld",
        "Punt 1 heeft nog geen afweging",
        "Punt 2 heeft nog geen afweging",
    ] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    assert!(!page.contains("name=\"seen\""), "no button either");
    assert_eq!(consultations::offer(app, round.editor, round.id, "x").await.unwrap(), Offered::Lacking);
    round.split(2, 1, Cut::Whole).await;
    let no_reason = Weighing { reason: String::new(), ..weighing("Titel", "", Disposition::Noted) };
    assert_eq!(round.weigh(1, 1, &no_reason).await, Weighed::NeedsReason);
    assert_eq!(round.weigh(1, 1, &weighing("Vast moment", "", Disposition::Adopted)).await, Weighed::Done);
    assert_eq!(round.weigh(1, 1, &weighing("Ander", "", Disposition::Noted)).await, Weighed::Overtaken);
    round.weigh(3, 1, &weighing("Een tolk", "", Disposition::NotAdopted)).await;
    assert_eq!(consultations::offer(app, round.editor, round.id, "x").await.unwrap(), Offered::Lacking, "one is left");
    round.weigh(2, 1, &weighing("Alinea", "", Disposition::OutsideScope)).await;
    let seen = round.seen(&approver).await;
    assert_eq!(consultations::offer(app, round.editor, round.id, &seen).await.unwrap(), Offered::Done);
    assert_eq!(consultations::publish(app, round.editor, round.id, &seen).await.unwrap(), Published::OwnOffer);
    // A change after the offer voids it.
    round.weigh(2, 2, &weighing("Alinea 4.2", "", Disposition::Noted)).await;
    assert_eq!(consultations::publish(app, round.approver, round.id, &seen).await.unwrap(), Published::TooLate);
    let seen = round.seen(&approver).await;
    assert_eq!(consultations::offer(app, round.editor, round.id, &seen).await.unwrap(), Offered::Done);
    assert_eq!(round.house.visitor().get("/consultaties/1").await.status, StatusCode::NOT_FOUND, "not public yet");
    let editor = round.sign_in(&[Role::Editor]).await;
    assert_eq!(
        editor.post("/beheer/consultaties/1/nota/publiceren", &[("seen", &seen)]).await.status,
        StatusCode::FORBIDDEN
    );
    let done = approver.post("/beheer/consultaties/1/nota/publiceren", &[("seen", &seen)]).await;
    assert!(done.location().ends_with("gedaan=gepubliceerd"), "{}", done.location());
    assert_eq!(round.weigh(2, 3, &weighing("Te laat", "", Disposition::Noted)).await, Weighed::Closed);
}

#[tokio::test]
async fn c07_the_document_has_every_point_once_and_names_only_who_said_so() {
    let round = Round::weighed().await;
    let approver = round.sign_in(&[Role::Approver]).await;
    let seen = round.seen(&approver).await;
    consultations::offer(&round.house.app, round.editor, round.id, &seen).await.unwrap();
    let published = consultations::publish(&round.house.app, round.approver, round.id, &seen).await.unwrap();
    assert_eq!(
        published,
        Published::Done(4),
        "three of the council and one of the federation; the umbrella was silent"
    );
    let page = round.house.get("/consultaties/1").await.body;
    for number in 1..=4 {
        assert_eq!(page.matches(&format!("data-point=\"{number}\"")).count(), 1, "point {number}");
    }
    assert!(
        page.contains("Cliëntenraad Werk") && !page.contains("Federatie Patiënten") && !page.contains("Koepel"),
        "{page}"
    );
    assert!(page.contains("en een andere organisatie") && page.contains("een organisatie"), "{page}");
    assert!(!page.contains("altijd betaald worden"), "its own words are not public");
    for words in [
        "2026-0417",
        "het ministerie van Veilig Werk",
        "Thema 1",
        "Gesprek",
        "Hulp",
        "Overig",
        "Deels overgenomen",
        "4 punten",
    ] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    assert!(round.house.get("/consultaties").await.body.contains("href=\"/consultaties/1\""));
    assert_eq!(round.house.get("/en/consultaties/1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn c09_each_organisation_sees_its_own_points_and_nobody_elses() {
    let round = Round::weighed().await;
    let federation = round.page_of("federatie@voorbeeld.nl").await;
    let before = round.house.get(&format!("{federation}/punten")).await.body;
    assert!(
        before.contains("Wij zijn nog bezig") && !before.contains("Een tolk"),
        "nothing before it is published: {before}"
    );
    let approver = round.sign_in(&[Role::Approver]).await;
    let seen = round.seen(&approver).await;
    consultations::offer(&round.house.app, round.editor, round.id, &seen).await.unwrap();
    consultations::publish(&round.house.app, round.approver, round.id, &seen).await.unwrap();
    let own = round.house.get(&format!("{federation}/punten")).await.body;
    assert!(own.contains("Een tolk moet altijd betaald worden.") && own.contains("U heeft gelijk."), "{own}");
    assert!(!own.contains("Vast moment") && !own.contains("naast hen zit"), "{own}");
    let letter = round.house.newest_mail_to("federatie@voorbeeld.nl").await;
    assert_eq!(letter.subject, "Wat wij doen met uw antwoord: Werk en herstel");
    assert!(
        flat(&letter.text).contains("4. Een tolk") && !flat(&letter.text).contains("Vast moment"),
        "{}",
        letter.text
    );
    assert_eq!(letter.link("/consultaties/antwoord/"), format!("{federation}/punten"));
    let council = round.house.newest_mail_to("deboer@voorbeeld.nl").await;
    assert!(
        flat(&council.text).contains("1. Vast moment")
            && flat(&council.text).contains("3. Situaties")
            && !flat(&council.text).contains("tolk"),
        "{}",
        council.text
    );
    // Once, however often it is pressed.
    assert_eq!(
        consultations::publish(&round.house.app, round.approver, round.id, &seen).await.unwrap(),
        Published::TooLate
    );
    assert_eq!(round.house.mails().await.iter().filter(|mail| mail.subject.starts_with("Wat wij doen")).count(), 4);
    let late = [("version", "1"), ("words", "Nog iets.")];
    assert_eq!(round.house.post(&format!("{federation}/vraag/1"), &late).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn c12_a_commitment_stands_in_the_register_and_closes_with_a_result() {
    let round = Round::weighed().await;
    let editor = round.sign_in(&[Role::Editor]).await;
    let owner = round.editor.to_string();
    let path = "/beheer/consultaties/1/punten/1/toezegging";
    let unsaid = editor.post(path, &[("promised", "Wij maken iets."), ("owner", &owner), ("due", "ooit")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    let keeps = ["value=\"Wij maken iets.\"", "value=\"ooit\"", "Schrijf de dag als 1-4-2027", "value=\"Vast moment\""];
    assert!(keeps.iter().all(|kept| unsaid.body.contains(kept)), "{}", unsaid.body);
    let done = editor
        .post(path, &[("promised", "Wij maken een voorbeeldbrief."), ("owner", &owner), ("due", "1-4-2027")])
        .await;
    assert!(done.location().contains("gedaan=toegezegd"), "{}", done.location());
    let register = editor.get("/beheer/toezeggingen").await.body;
    assert!(
        register.contains("Wij maken een voorbeeldbrief.")
            && register.contains("1 april 2027")
            && !register.contains("te laat"),
        "{register}"
    );
    let approver = round.sign_in(&[Role::Approver]).await;
    let seen = round.seen(&approver).await;
    consultations::offer(&round.house.app, round.editor, round.id, &seen).await.unwrap();
    consultations::publish(&round.house.app, round.approver, round.id, &seen).await.unwrap();
    assert!(
        flat(&round.house.newest_mail_to("deboer@voorbeeld.nl").await.text)
            .contains("Toegezegd: Wij maken een voorbeeldbrief.")
    );
    assert!(round.house.get("/consultaties/1").await.body.contains("Klaar voor 1 april 2027."));
    assert_eq!(
        consultations::keep(&round.house.app, round.editor, CommitmentId(1), "  ").await.unwrap(),
        Kept::NoResult
    );
    let unsaid = editor.post("/beheer/toezeggingen/1/klaar", &[("result", "")]).await;
    assert!(unsaid.body.contains("Schrijf wat het resultaat is."), "{}", unsaid.body);
    assert!(editor.get("/beheer/toezeggingen/1/klaar").await.body.contains("Wij maken een voorbeeldbrief."));
    editor.post("/beheer/toezeggingen/1/klaar", &[("result", "De brief staat op de website.")]).await;
    assert_eq!(
        consultations::keep(&round.house.app, round.editor, CommitmentId(1), "Nog eens").await.unwrap(),
        Kept::TooLate
    );
    let own = round.house.get(&format!("{}/punten", round.page_of("joost@voorbeeld.nl").await)).await.body;
    assert!(own.contains("De brief staat op de website."), "who raised it is told: {own}");
}

#[tokio::test]
async fn k22_two_who_write_the_introduction_lose_nothing() {
    let round = Round::weighed().await;
    let (one, other) = (round.sign_in(&[Role::Editor]).await, round.sign_in(&[Role::Editor]).await);
    let path = "/beheer/consultaties/1/nota";
    let first = one.post(path, &[("before", ""), ("introduction", "Dank voor uw antwoorden.")]).await;
    assert!(first.location().contains("gedaan=bewaard"));
    let second = other.post(path, &[("before", ""), ("introduction", "Wij lazen alles.")]).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.body.contains("Wij lazen alles.") && second.body.contains("Dank voor uw antwoorden."));
    let again = other.post(path, &[("before", "Dank voor uw antwoorden."), ("introduction", "Dank. Wij lazen alles.")]);
    assert!(again.await.location().contains("gedaan=bewaard"));
    // As a browser sends lines, also those of a hidden field.
    let lines = [("before", "Dank. Wij lazen alles."), ("introduction", "Dank.\r\n\r\nWij lazen alles.")];
    assert!(other.post(path, &lines).await.location().contains("gedaan=bewaard"));
    let lines = [("before", "Dank.\r\n\r\nWij lazen alles."), ("introduction", "Dank.\r\nEn tot ziens.")];
    assert!(other.post(path, &lines).await.location().contains("gedaan=bewaard"));
    let long = "x".repeat(8_001);
    let kept = other.post(path, &[("before", "Dank.\r\nEn tot ziens."), ("introduction", &long)]).await;
    assert!(kept.body.contains(&long) && kept.body.contains("Dit is te lang."), "what is too long is not cut off");
}

#[tokio::test]
async fn who_is_erased_leaves_the_answer_and_takes_the_name_along() {
    let round = Round::weighed().await;
    let joost = samenspraak::people::by_key(round.house.app.store.read(), "joost@voorbeeld.nl").await.unwrap().unwrap();
    let page = round.page_of("joost@voorbeeld.nl").await;
    let erased =
        samenspraak::privacy::erase(&round.house.app, joost.id, &samenspraak::privacy::Wish::Asked(round.approver))
            .await
            .unwrap();
    assert!(matches!(erased, samenspraak::privacy::Erased::Gone(_)), "{erased:?}");
    assert_eq!(
        round.count("SELECT COUNT(*) FROM consultation_invitees WHERE person_id IS NULL AND name = ''").await,
        1
    );
    assert_eq!(round.count("SELECT COUNT(*) FROM consultation_answers").await, 3);
    assert_eq!(round.house.get(&page).await.status, StatusCode::NOT_FOUND);
}
