//! Answering by link: writing together, releasing, declining.

use axum::http::StatusCode;
use samenspraak::base::clock::days;
use samenspraak::base::{Link, Purpose};
use samenspraak::consultations::{self, Openness, Released, Written};
use samenspraak::store::tables::states::Role;

use super::{Round, WORDS, flat};

#[tokio::test]
async fn c01_a_get_changes_nothing_and_a_link_opens_one_consultation_of_one_person() {
    let round = Round::open().await;
    let page = round.page_of("fatima@voorbeeld.nl").await;
    let home = round.house.get(&page).await;
    for words in [
        "Werk en herstel",
        "secretaris",
        "Cliëntenraad Werk",
        "0 van 2 beantwoord",
        "noindex",
        "tot vrijdag 18 december 2026, 17.00 uur",
    ] {
        assert!(home.body.contains(words), "{words} is not on\n{}", home.body);
    }
    for below in ["", "/vraag/1", "/vraag/2", "/alles", "/anders", "/punten", "/ontvangst"] {
        for _ in 0..2 {
            let answer = round.house.get(&format!("{page}{below}")).await;
            assert!(
                answer.status == StatusCode::OK || answer.status == StatusCode::SEE_OTHER,
                "{below}: {}",
                answer.status
            );
        }
    }
    assert_eq!(
        round
            .count(
                "SELECT (SELECT COUNT(*) FROM consultation_answers) + (SELECT COUNT(*) FROM consultation_submissions)"
            )
            .await,
        0
    );
    // Guessed, forged, of another purpose, of another person, revoked.
    let secrets = &round.house.app.secrets;
    for token in [
        Link::token(secrets, Purpose::Preferences, 1, 1, 0),
        Link::token(secrets, Purpose::Answer, 1, 999, 0),
        Link::token(secrets, Purpose::Answer, 9_999, 1, 0),
        "1".to_owned(),
    ] {
        assert_eq!(
            round.house.get(&format!("/consultaties/antwoord/{token}")).await.status,
            StatusCode::NOT_FOUND,
            "{token}"
        );
    }
    round.house.sql("UPDATE consultation_invitees SET revoked_at = 1 WHERE name = 'fatima@voorbeeld.nl'").await;
    assert_eq!(round.house.get(&page).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        round.house.post(&format!("{page}/vraag/1"), &[("version", "0"), ("words", "x")]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn c02_two_who_save_one_answer_both_keep_their_text() {
    let round = Round::open().await;
    let (fatima, joost) = (round.page_of("fatima@voorbeeld.nl").await, round.page_of("joost@voorbeeld.nl").await);
    // Different answers at once: neither is in the way of the other.
    let (second, first) = (format!("{joost}/vraag/2"), format!("{fatima}/vraag/1"));
    let (one, two) = tokio::join!(
        round.house.post(&second, &[("version", "0"), ("words", "Ja")]),
        round.house.post(&first, &[("version", "0"), ("words", "Een vast moment, en een tolk.")]),
    );
    assert_eq!((one.status, two.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    // The same answer from the same version: who comes second sees both texts, and nothing was overwritten.
    let second = round
        .house
        .post(&format!("{joost}/vraag/1"), &[("version", "0"), ("words", "Een vast moment, en een naaste.")])
        .await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    for words in [
        "fatima@voorbeeld.nl bewaarde intussen een andere tekst",
        "<ins>tolk.</ins>",
        "<ins>naaste.</ins>",
        "name=\"version\" value=\"1\"",
    ] {
        assert!(second.body.contains(words), "{words} is not on\n{}", second.body);
    }
    assert_eq!(round.count("SELECT COUNT(*) FROM consultation_answers").await, 2);
    // Joost goes on with his own: hers stays with the earlier versions.
    let kept = round
        .house
        .post(&format!("{joost}/vraag/1"), &[("version", "1"), ("words", "Een vast moment, en een naaste.")])
        .await;
    assert!(kept.location().ends_with("/vraag/1?gedaan=bewaard"), "{}", kept.location());
    let page = round.house.get(&format!("{fatima}/vraag/1")).await.body;
    assert!(page.contains("Een vast moment, en een tolk.") && page.contains("joost@voorbeeld.nl, "), "{page}");
}

#[tokio::test]
async fn c02_of_many_who_save_at_once_one_wins_and_no_version_is_written_twice() {
    let round = Round::open().await;
    let token = round.token("joost@voorbeeld.nl").await;
    let app = &round.house.app;
    let all = futures_util::future::join_all((0..12).map(|number| {
        let (token, words) = (token.clone(), format!("Tekst {number}"));
        async move { consultations::write(app, &token, 1, (0, &words)).await.unwrap() }
    }));
    let all = all.await;
    assert_eq!(all.iter().filter(|one| matches!(one, Written::Done(1))).count(), 1, "{all:?}");
    assert_eq!(all.iter().filter(|one| matches!(one, Written::Overtaken { version: 1, .. })).count(), 11, "{all:?}");
    let ahead = consultations::write(app, &token, 1, (7, "x")).await.unwrap();
    assert!(matches!(ahead, Written::Overtaken { version: 1, .. }), "{ahead:?}");
    assert_eq!(round.count("SELECT COUNT(*) FROM consultation_answers").await, 1, "no version is skipped either");
}

#[tokio::test]
async fn k10_an_organisation_answers_without_an_account_and_its_chair_releases() {
    let round = Round::open().await;
    let saved = round.write("joost@voorbeeld.nl", 1, &format!("  {}  ", WORDS.replace('\n', "\r\n"))).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let wrong = round.write("joost@voorbeeld.nl", 2, "Misschien").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "none of the choices");
    round.write("fatima@voorbeeld.nl", 2, "Deels").await;
    // Staff see that they write, and not a word of it.
    let editor = round.sign_in(&[samenspraak::store::tables::states::Role::Editor]).await;
    for path in [
        "/beheer/consultaties/1",
        "/beheer/consultaties/1/uitnodigingen/1",
        "/beheer/consultaties/1/punten",
        "/beheer/organisaties/1",
    ] {
        let page = editor.get(path).await.body;
        assert!(!page.contains("naast hen zit"), "{path}: {page}");
    }
    assert!(editor.get("/beheer/consultaties/1").await.body.contains("schrijft"));
    let chair = round.page_of("deboer@voorbeeld.nl").await;
    let all = round.house.get(&format!("{chair}/alles")).await;
    assert!(
        all.body.contains("naast hen zit") && all.body.contains("Verstuur namens Cliëntenraad Werk"),
        "{}",
        all.body
    );
    let unsaid = round.house.post(&format!("{chair}/alles"), &[("seen", &all.value_after("name=\"seen\""))]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "no box is ticked beforehand");
    let sent = round.release("deboer@voorbeeld.nl", "named").await;
    assert!(sent.location().ends_with("/ontvangst"), "{}", sent.location());
    let receipt = round.house.get(sent.location()).await.body;
    assert!(
        receipt.contains("Ontvangen") && receipt.contains("naast hen zit") && receipt.contains("12:00:00"),
        "{receipt}"
    );
    let mails = round.house.mails().await;
    let receipts: Vec<_> = mails.iter().filter(|mail| mail.subject == "Ontvangstbewijs: Werk en herstel").collect();
    let to: std::collections::BTreeSet<_> = receipts.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["deboer@voorbeeld.nl", "fatima@voorbeeld.nl"].into(), "secretary and chair, once each");
    assert!(
        receipts.len() == 2
            && receipts
                .iter()
                .all(|mail| flat(&mail.text).contains("naast hen zit") && flat(&mail.text).contains("Deels"))
    );
    assert!(editor.get("/beheer/consultaties/1/punten").await.body.contains("naast hen zit"), "now staff read it");
}

#[tokio::test]
async fn c03_only_who_may_release_releases_and_what_is_sent_is_what_was_read() {
    let round = Round::open().await;
    let (member, chair) = (round.token("joost@voorbeeld.nl").await, round.token("deboer@voorbeeld.nl").await);
    let app = &round.house.app;
    assert_eq!(consultations::release(app, &chair, Openness::Named, "").await.unwrap(), Released::Empty);
    round.write("joost@voorbeeld.nl", 1, "Eerste.").await;
    let seen = round.house.get(&format!("/consultaties/antwoord/{chair}/alles")).await.value_after("name=\"seen\"");
    assert_eq!(consultations::release(app, &member, Openness::Named, &seen).await.unwrap(), Released::NotYours);
    round.write("joost@voorbeeld.nl", 1, "Tweede.").await;
    let late = round
        .house
        .post(&format!("/consultaties/antwoord/{chair}/alles"), &[("seen", &seen), ("openness", "named")])
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.body.contains("Iemand wijzigde intussen een antwoord") && late.body.contains("Tweede."),
        "{}",
        late.body
    );
    let seen = late.value_after("name=\"seen\"");
    let secretary = round.token("fatima@voorbeeld.nl").await;
    let (one, two) = tokio::join!(
        consultations::release(app, &chair, Openness::Named, &seen),
        consultations::release(app, &secretary, Openness::Named, &seen),
    );
    let mut came = [one.unwrap(), two.unwrap()];
    came.sort_by_key(|one| *one == Released::Already);
    assert_eq!(came, [Released::Done(1), Released::Already], "two releases at once are one");
    round.write("joost@voorbeeld.nl", 1, "Derde.").await;
    assert_eq!(round.release("fatima@voorbeeld.nl", "named").await.status, StatusCode::SEE_OTHER);
    assert_eq!(round.count("SELECT MAX(version) FROM consultation_submissions").await, 2);
    assert_eq!(
        round
            .count("SELECT COUNT(*) FROM consultation_submissions WHERE content LIKE '%Tweede.%' AND version = 1")
            .await,
        1,
        "earlier versions stay"
    );
}

#[tokio::test]
async fn c06_the_deadline_is_to_the_second_and_what_comes_later_is_kept_and_flagged() {
    for (seconds, late) in [(-1, 0), (0, 1)] {
        let round = Round::open().await;
        round.write("koepel@voorbeeld.nl", 1, "Net op tijd.").await;
        // 18 December 2026, 17.00.00 in Amsterdam.
        round.house.clock().set(samenspraak::base::Instant(1_797_609_600_000 + seconds * 1_000));
        let page = round.house.get(&format!("{}/alles", round.page_of("koepel@voorbeeld.nl").await)).await.body;
        assert_eq!(page.contains("Verstuur, te laat"), late == 1, "the page says the same");
        assert_eq!(round.release("koepel@voorbeeld.nl", "words").await.status, StatusCode::SEE_OTHER);
        assert_eq!(round.count("SELECT COUNT(*) FROM consultation_submissions WHERE late").await, late);
    }
}

#[tokio::test]
async fn k11_declining_is_an_answer_and_an_answer_undoes_it() {
    let round = Round::open().await;
    let page = round.page_of("koepel@voorbeeld.nl").await;
    let empty = round.house.post(&format!("{page}/anders"), &[("why", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    round.house.post(&format!("{page}/anders"), &[("how", "more-time"), ("why", "Tot 8 januari.")]).await;
    let editor = round.sign_in(&[samenspraak::store::tables::states::Role::Editor]).await;
    let overview = editor.get("/beheer/consultaties/1").await.body;
    assert!(overview.contains("vraagt meer tijd") && overview.contains("Tot 8 januari."), "{overview}");
    round.house.wait(days(2));
    round.write("koepel@voorbeeld.nl", 1, "Toch.").await;
    round.release("koepel@voorbeeld.nl", "words").await;
    assert_eq!(round.count("SELECT COUNT(*) FROM consultation_invitations WHERE declined IS NOT NULL").await, 0);
    let member = round.page_of("joost@voorbeeld.nl").await;
    assert_eq!(
        round.house.post(&format!("{member}/anders"), &[("how", "no-advice"), ("why", "")]).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn c04_a_colleague_gets_a_link_of_their_own_that_can_be_revoked() {
    let round = Round::open().await;
    let joost = round.page_of("joost@voorbeeld.nl").await;
    let form = format!("{joost}/collega");
    let wrong = round.house.post(&form, &[("name", "Kijk op www.kwaad.example"), ("address", "noor")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("www.kwaad.example") && wrong.body.contains("value=\"noor\""), "{}", wrong.body);
    for name in ["Kwaad.nl", "Kwaad 06-12345678"] {
        let told = round.house.post(&form, &[("name", name), ("address", "noor@voorbeeld.nl")]).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} greets nobody in a letter");
    }
    let twice = round.house.post(&form, &[("name", "De Boer"), ("address", "deboer@voorbeeld.nl")]).await;
    assert!(twice.body.contains("Deze collega doet al mee."));
    let asked = round.house.post(&form, &[("name", "Noor Vos"), ("address", "noor@voorbeeld.nl")]).await;
    assert!(asked.location().contains("gedaan=gevraagd"), "{}", asked.location());
    let letter = round.house.newest_mail_to("noor@voorbeeld.nl").await;
    assert_eq!(letter.subject, "Schrijf mee: Werk en herstel");
    assert!(flat(&letter.text).contains("joost@voorbeeld.nl vraagt u om mee te schrijven"), "{}", letter.text);
    let noor = letter.link("/consultaties/antwoord/");
    assert_ne!(noor, joost, "nobody shares a secret");
    assert_eq!(round.write("noor@voorbeeld.nl", 1, "Een tolk.").await.status, StatusCode::SEE_OTHER);
    let releasing = [("seen", "x"), ("openness", "named")];
    assert_eq!(round.house.post(&format!("{noor}/alles"), &releasing).await.status, StatusCode::FORBIDDEN);
    // Who brought them may take the link back, and the chair may; a colleague may not, nor anybody of another organisation.
    let invitee = round.count("SELECT id FROM consultation_invitees WHERE name = 'Noor Vos'").await;
    let away = |page: &str| format!("{page}/collega/{invitee}/weg");
    for page in [noor.clone(), round.page_of("federatie@voorbeeld.nl").await] {
        assert!(round.house.post(&away(&page), &[]).await.location().contains("gedaan=bleef"));
    }
    assert!(round.house.post(&away(&joost), &[]).await.location().contains("gedaan=ingetrokken"));
    assert_eq!(round.house.get(&noor).await.status, StatusCode::NOT_FOUND);
    // Whoever was writing keeps their own words on the screen, and sees nothing of the organisation.
    let typed = [("version", "1"), ("words", "Twee bladzijden werk.")];
    let refused = round.house.post(&format!("{noor}/vraag/1"), &typed).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert!(refused.body.contains("Twee bladzijden werk.") && !refused.body.contains("Een tolk."), "{}", refused.body);
    let home = round.house.get(&joost).await.body;
    assert!(!home.contains(&away("")) && !home.contains("<b>Noor Vos</b>"), "{home}");
    assert!(round.house.get(&format!("{joost}/vraag/1")).await.body.contains("Een tolk."), "what they wrote stays");
}

#[tokio::test]
async fn c04_an_organisation_brings_so_many_colleagues_and_no_more() {
    let round = Round::open().await;
    let form = format!("{}/collega", round.page_of("joost@voorbeeld.nl").await);
    for number in 0..12 {
        let address = format!("collega{number}@voorbeeld.nl");
        assert_eq!(
            round.house.post(&form, &[("name", "Noor"), ("address", &address)]).await.status,
            StatusCode::SEE_OTHER
        );
    }
    let one_more = round.house.post(&form, &[("name", "Noor"), ("address", "nog@voorbeeld.nl")]).await;
    assert!(one_more.body.contains("U vroeg al zo veel"), "{}", one_more.body);
    assert_eq!(round.count("SELECT COUNT(*) FROM people WHERE address = 'nog@voorbeeld.nl'").await, 0);
}

#[tokio::test]
async fn k11_who_asks_for_more_time_hears_no_with_the_reason_and_can_answer_still() {
    let round = Round::open().await;
    let chair = round.page_of("deboer@voorbeeld.nl").await;
    let editor = round.sign_in(&[Role::Editor]).await;
    let proof = "/beheer/consultaties/1/uitnodigingen/1";
    assert!(!editor.get(proof).await.body.contains("/geen-tijd"), "nobody asked");
    let early = editor.post(&format!("{proof}/geen-tijd"), &[("why", "Nee.")]).await;
    assert!(early.location().ends_with("geweigerd=ingehaald"), "{}", early.location());
    let asks = [("how", "more-time"), ("why", "Tot 15 januari, na onze vergadering.")];
    round.house.post(&format!("{chair}/anders"), &asks).await;
    assert!(editor.get(proof).await.body.contains("Tot 15 januari, na onze vergadering."));
    let unsaid = editor.post(&format!("{proof}/geen-tijd"), &[("why", " ")]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.body.contains("Schrijf waarom het niet kan."), "{}", unsaid.body);
    let why = "De minister wil het advies voor het debat.";
    let done = editor.post(&format!("{proof}/geen-tijd"), &[("why", why)]).await;
    assert!(done.location().ends_with("gedaan=geen-tijd"), "{}", done.location());
    for address in ["deboer@voorbeeld.nl", "fatima@voorbeeld.nl"] {
        let letter = round.house.newest_mail_to(address).await;
        assert_eq!(letter.subject, "Geen langere termijn: Werk en herstel");
        assert!(flat(&letter.text).contains(why), "{}", letter.text);
    }
    let twice = editor.post(&format!("{proof}/geen-tijd"), &[("why", why)]).await;
    assert!(twice.location().ends_with("geweigerd=ingehaald"), "{}", twice.location());
    assert_eq!(round.house.mails().await.iter().filter(|mail| mail.subject.starts_with("Geen langere")).count(), 2);
    // It is asked as before: what it writes is kept, and it is reminded like the others.
    round.write("joost@voorbeeld.nl", 1, WORDS).await;
    assert_eq!(round.release("deboer@voorbeeld.nl", "named").await.status, StatusCode::SEE_OTHER);
}
