//! Answers that came by post, mail, telephone or in a meeting.

use axum::http::StatusCode;
use samenspraak::base::clock::days;
use samenspraak::store::tables::states::Role;

use super::enclosing::{PDF, send_form};
use super::{Round, flat};
use crate::house::{Answer, Visitor};

/// Enters an answer of the umbrella: by post, written, sent and received on these days.
async fn enter(round: &Round, who: &Visitor, fields: &[(&str, &str)], scan: &[u8]) -> Answer {
    let path = format!("/beheer/consultaties/{}/uitnodigingen/3/invoeren", round.id);
    send_form(who, &path, fields, ("brief.pdf", scan)).await
}

const LETTER: [(&str, &str); 5] = [
    ("source", "post"),
    ("written", "1-12-2026"),
    ("sent", "2-12-2026"),
    ("received", "4-12-2026"),
    ("words-1", "Geef mensen tijd."),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = LETTER.iter().filter(|(name, _)| !changes.iter().any(|(other, _)| other == name));
    kept.chain(changes).copied().collect()
}

/// A round on 10 December, a week before its deadline.
async fn on_the_tenth() -> (Round, Visitor) {
    let round = Round::open().await;
    let now = samenspraak::base::wall_time::date_of(round.house.clock().now());
    let tenth = chrono::NaiveDate::from_ymd_opt(2026, 12, 10).unwrap();
    round.house.wait(days(u64::try_from((tenth - now).num_days()).unwrap()));
    let editor = round.sign_in(&[Role::Editor]).await;
    (round, editor)
}

#[tokio::test]
async fn k12_dates_that_cannot_be_are_refused_at_their_field() {
    let (round, editor) = on_the_tenth().await;
    for (changes, field, said) in [
        ([("sent", "30-11-2026"), ("x", "")], "sent", "Verstuurd kan niet vóór geschreven zijn"),
        ([("received", "1-12-2026"), ("x", "")], "received", "Ontvangen kan niet vóór geschreven of verstuurd zijn"),
        ([("received", "11-12-2026"), ("x", "")], "received", "Deze dag moet nog komen"),
        ([("received", "straks"), ("x", "")], "received", "Schrijf de dag als 27-11-2026"),
        ([("source", "duif"), ("x", "")], "source", "Kies hoe het binnenkwam"),
        ([("words-1", ""), ("x", "")], "words-1", "Typ wat er staat, of voeg de brief toe"),
    ] {
        let answer = enter(&round, &editor, &with(&changes), b"").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(
            answer.body.contains(said) && answer.body.contains(&format!("href=\"#{field}\"")),
            "{field}: {said} is not on\n{}",
            answer.body
        );
    }
    let early = [("written", ""), ("sent", ""), ("received", "1-1-2026")];
    let answer = enter(&round, &editor, &with(&early), b"").await;
    assert!(answer.body.contains("was er nog niets gevraagd"), "{}", answer.body);
    assert_eq!(round.count("SELECT COUNT(*) FROM consultation_entries").await, 0);
}

#[tokio::test]
async fn k12_a_letter_counts_once_the_organisation_says_so_and_late_goes_by_when_it_was_received() {
    let (round, _) = on_the_tenth().await;
    let house = &round.house;
    // It is entered long after the term, and was received in it.
    house.wait(days(20));
    let editor = round.sign_in(&[Role::Editor]).await;
    let entered = enter(&round, &editor, &LETTER, PDF).await;
    assert!(entered.location().ends_with("gedaan=ingevoerd"), "{}", entered.body);
    let again = enter(&round, &editor, &LETTER, b"").await;
    assert!(
        again.body.contains("wacht al een ingevoerd antwoord") && again.body.contains("Geef mensen tijd."),
        "{}",
        again.body
    );
    let nota = editor.get(&format!("/beheer/consultaties/{}/nota", round.id)).await.body;
    assert!(nota.contains("wacht nog op akkoord"), "publishing waits for it\n{nota}");
    assert_eq!(round.count("SELECT COUNT(*) FROM consultation_submissions").await, 0, "it is no answer yet");
    house.deliver_all().await;
    let mail = house.newest_mail_to("koepel@voorbeeld.nl").await;
    assert!(flat(&mail.text).contains("per post") && flat(&mail.text).contains("4 december 2026"), "{}", mail.text);
    let page = mail.link("/consultaties/antwoord/");
    assert!(page.ends_with("/ingevoerd"), "{page}");
    let shown = house.get(&page).await;
    for words in ["Geef mensen tijd.", "1 december 2026", "2 december 2026", "4 december 2026", "Ingevoerd op"] {
        assert!(shown.body.contains(words), "{words} is not on\n{}", shown.body);
    }
    assert!(!shown.body.contains("Dit kwam na de termijn"), "when it was entered does not count");
    // The organisation reads the letter itself; another organisation does not.
    let scan = format!("{}/documenten/1/1", round.page_of("koepel@voorbeeld.nl").await);
    assert_eq!(house.get(&scan).await.bytes, PDF);
    let other = format!("{}/documenten/1/1", round.page_of("deboer@voorbeeld.nl").await);
    assert_eq!(house.get(&other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(editor.get(&format!("/beheer/consultaties/{}/documenten/1/1", round.id)).await.bytes, PDF);

    let entry = shown.value_after("name=\"entry\"");
    let forgot = house.post(&page, &[("entry", &entry), ("verdict", "counts")]).await;
    assert!(forgot.body.contains("Kies wat er in de nota mag staan"), "{}", forgot.body);
    let elsewhere = page.replace(&round.token("koepel@voorbeeld.nl").await, &round.token("deboer@voorbeeld.nl").await);
    let stolen = house.post(&elsewhere, &[("entry", &entry), ("verdict", "counts"), ("openness", "named")]).await;
    assert!(
        stolen.location().ends_with("gedaan=beslist-al"),
        "another organisation decides nothing: {}",
        stolen.location()
    );
    let counts = house.post(&page, &[("entry", &entry), ("verdict", "counts"), ("openness", "named")]).await;
    assert!(counts.location().ends_with("/ontvangst"), "{}", counts.body);
    let sent = "SELECT COUNT(*) FROM consultation_submissions WHERE entry_id = 1 AND version = 1 AND NOT late";
    assert_eq!(round.count(sent).await, 1);
    house.deliver_all().await;
    let receipt = house.newest_mail_to("koepel@voorbeeld.nl").await;
    assert!(
        receipt.subject.contains("Ontvangstbewijs") && receipt.text.contains("Geef mensen tijd."),
        "{}",
        receipt.text
    );
    let bench = editor.get(&format!("/beheer/consultaties/{}/punten?van=3", round.id)).await.body;
    assert!(bench.contains("Geef mensen tijd.") && bench.contains("Wat wij ontvingen op 4 december 2026"), "{bench}");
    let twice = house.post(&page, &[("entry", &entry), ("verdict", "wrong"), ("why", "toch niet")]).await;
    assert!(twice.location().ends_with("gedaan=beslist-al"), "{}", twice.location());
}

#[tokio::test]
async fn k12_an_entry_never_replaces_a_released_answer_unless_the_organisation_says_so() {
    let (round, editor) = on_the_tenth().await;
    let house = &round.house;
    round.write("koepel@voorbeeld.nl", 1, "Ons eigen antwoord.").await;
    assert_eq!(round.release("koepel@voorbeeld.nl", "named").await.status, StatusCode::SEE_OTHER);
    let page = format!("{}/ingevoerd", round.page_of("koepel@voorbeeld.nl").await);
    let newest = "SELECT MAX(version) FROM consultation_submissions WHERE invitation_id = 3";
    for (verdict, versions) in [("stays", 1), ("wrong", 1), ("counts", 2)] {
        assert!(enter(&round, &editor, &LETTER, b"").await.location().ends_with("gedaan=ingevoerd"));
        assert_eq!(
            round.count(newest).await,
            if verdict == "counts" { 1 } else { versions },
            "entering changes nothing"
        );
        let shown = house.get(&page).await;
        assert!(shown.body.contains("wat wij eerder verstuurden, blijft ons antwoord"), "{}", shown.body);
        let entry = shown.value_after("name=\"entry\"");
        let fields = [
            ("entry", entry.as_str()),
            ("verdict", verdict),
            ("openness", "named"),
            ("why", "Dit is een andere raad."),
        ];
        assert_eq!(house.post(&page, &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(round.count(newest).await, versions, "{verdict}");
    }
    let proof = editor.get(&format!("/beheer/consultaties/{}/uitnodigingen/3", round.id)).await.body;
    assert!(proof.contains("Dit is een andere raad.") && proof.contains("wat al was verstuurd, blijft"), "{proof}");
    // The earlier version stays readable.
    let bench = editor.get(&format!("/beheer/consultaties/{}/punten?van=3&versie=1", round.id)).await.body;
    assert!(bench.contains("Ons eigen antwoord."), "{bench}");
}

#[tokio::test]
async fn k12_late_goes_by_the_postmark_when_the_consultation_says_so_and_an_extension_heals_it() {
    let (round, _) = on_the_tenth().await;
    let house = &round.house;
    house.wait(days(20));
    let editor = round.sign_in(&[Role::Editor]).await;
    let page = format!("{}/ingevoerd", round.page_of("koepel@voorbeeld.nl").await);
    let late = "SELECT COUNT(*) FROM consultation_submissions WHERE late";
    let after = with(&[("sent", "18-12-2026"), ("received", "21-12-2026")]);
    for (policy, expected) in [("sent", 0), ("received", 1)] {
        house.sql(&format!("UPDATE consultations SET late_by = '{policy}'")).await;
        assert!(enter(&round, &editor, &after, b"").await.location().ends_with("gedaan=ingevoerd"));
        let entry = house.get(&page).await.value_after("name=\"entry\"");
        house.post(&page, &[("entry", &entry), ("verdict", "counts"), ("openness", "named")]).await;
        assert_eq!(round.count(late).await, expected, "{policy}");
    }
    let until = samenspraak::consultations::Deadline::parse("15-1-2027", "").unwrap();
    let extended =
        samenspraak::consultations::extend(&house.app, round.editor, round.id, ("2026-12-18T17:00", until)).await;
    assert!(matches!(extended.unwrap(), samenspraak::consultations::Extended::Done(_)));
    assert_eq!(round.count(late).await, 0, "it was received before the new end");
}

#[tokio::test]
async fn k12_who_sent_a_letter_is_not_reminded_and_a_member_decides_nothing() {
    let (round, editor) = on_the_tenth().await;
    let house = &round.house;
    let path = format!("/beheer/consultaties/{}/uitnodigingen/1/invoeren", round.id);
    let faulty = send_form(&editor, &path, &[("sent", "gisteren of zo")], ("brief.pdf", PDF)).await;
    assert!(faulty.body.contains("Kies het bestand daarna opnieuw"), "{}", faulty.body);
    send_form(&editor, &path, &LETTER, ("brief.pdf", PDF)).await;
    let scan = round.count("SELECT MAX(id) FROM consultation_documents").await;
    let scan = format!("{}/documenten/{scan}/1", round.page_of("deboer@voorbeeld.nl").await);
    assert_eq!(house.get(&scan).await.bytes, PDF);
    samenspraak::consultations::remind(&house.app, round.editor, round.id).await.unwrap();
    assert_eq!(round.count("SELECT reminders FROM consultation_invitations WHERE id = 1").await, 0, "it answered");
    assert_eq!(round.count("SELECT reminders FROM consultation_invitations WHERE id = 2").await, 1);
    let member = format!("{}/ingevoerd", round.page_of("joost@voorbeeld.nl").await);
    let entry = "1";
    let no = house.post(&member, &[("entry", entry), ("verdict", "counts"), ("openness", "named")]).await;
    assert_eq!(no.status, StatusCode::FORBIDDEN);
    assert_eq!(
        round.count("SELECT COUNT(*) FROM consultation_letters WHERE kind = 'entered'").await,
        2,
        "secretary and chair"
    );
    // Staff take it back; then nobody can decide any more.
    let back = editor.post(&format!("/beheer/consultaties/{}/uitnodigingen/1/invoer/1/intrekken", round.id), &[]).await;
    assert!(back.location().ends_with("gedaan=ingetrokken"), "{}", back.location());
    assert_eq!(house.get(&scan).await.status, StatusCode::NOT_FOUND, "it may be somebody else's letter");
    let chair = format!("{}/ingevoerd", round.page_of("deboer@voorbeeld.nl").await);
    assert!(house.get(&chair).await.status.is_redirection());
    let late = house.post(&chair, &[("entry", entry), ("verdict", "counts"), ("openness", "named")]).await;
    assert!(late.location().ends_with("gedaan=beslist-al"), "{}", late.location());
    assert_eq!(round.count("SELECT COUNT(*) FROM consultation_submissions").await, 0);
}
