//! What a person mails back to an address of ours is never thrown away (decision 38).

use axum::http::StatusCode;
use samenspraak::base::clock::days;
use samenspraak::privacy;
use samenspraak::returns::{self, Door, Kind, Taken};
use samenspraak::staff::Role;

use super::{in_force, mail_to, receives, send, take};
use crate::house::House;
use crate::leaving::reader;
use crate::sink::Start;

const REPLIES: &str = "/beheer/retour?soort=antwoord";

fn reply(to: &str, head: &str) -> String {
    format!(
        "{head}From: Anna <anna@voorbeeld.nl>\r\nTo: {to}\r\nSubject: Vraag over de netwerkdag\r\n\
         Message-ID: <vraag@voorbeeld.nl>\r\n\r\nMag mijn collega <b>bas@voorbeeld.nl</b> ook mee?\r\n\r\n\
         Op 3 november schreef Het centrum:\r\n> Kom naar de netwerkdag\r\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn d38_what_a_person_answers_reaches_staff_until_one_of_them_settles_it() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let (sending, arrived) = send(&house, &sink).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    assert!(!editor.get("/beheer").await.body.contains("Lezers antwoordden"));

    let mail = reply(&mail_to(&arrived, &anna).return_path, "");
    for _ in 0..2 {
        assert_eq!(take(&house, &mail).await, Taken::Answered);
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback").await, 1, "once, however often it comes");
    let page = editor.get(REPLIES).await.body;
    for part in
        ["a•••@voorbeeld.nl", "Vraag over de netwerkdag — Mag mijn collega", "Nieuwsbrief 3", "Antwoorden van mensen"]
    {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(!page.contains("bas@") && !page.contains("Kom naar") && page.contains(&format!("verzendingen/{sending}")));
    assert!(editor.get("/beheer").await.body.contains("Lezers antwoordden op een mail"));

    // No bell takes it for a leave, and it stops nothing.
    house.ring_all().await;
    assert_eq!((receives(&house, anna.id).await, in_force(&house).await), (2, 0));
    let id = house.number("SELECT id FROM feedback WHERE heeded_at IS NULL").await;
    let done = format!("/beheer/retour/antwoorden/{id}/afgehandeld");
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    assert_eq!(administrator.post(&done, &[]).await.status, StatusCode::FORBIDDEN);
    assert!(administrator.get(REPLIES).await.body.contains("nog niet afgehandeld"));
    for _ in 0..2 {
        assert_eq!(editor.post(&done, &[]).await.location(), REPLIES);
    }
    let page = editor.get(REPLIES).await.body;
    assert!(page.contains("Mag mijn collega") && !page.contains("afgehandeld"), "{page}");
    assert!(!editor.get("/beheer").await.body.contains("Lezers antwoordden"));
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'reply.settle'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d38_an_answer_is_found_by_the_mail_that_it_answers_and_machines_read_the_rest() {
    let house = House::open().await;
    let (anna, bas) = (reader(&house, "anna@voorbeeld.nl").await, reader(&house, "bas@voorbeeld.nl").await);
    let sink = Start::polite().start().await;
    let (_, arrived) = send(&house, &sink).await;
    let id = mail_to(&arrived, &anna).message_id();
    let answers = |id: &str| format!("In-Reply-To: {id}\r\n");
    assert_eq!(take(&house, &reply("info@centrum.example", &answers(&id))).await, Taken::Answered);
    assert_eq!(house.number("SELECT person_id FROM feedback").await, anna.id.0);
    // Whoever writes as Anna about a mail to Bas, or about none, is nobody we know.
    let other = mail_to(&arrived, &bas).message_id();
    assert_eq!(take(&house, &reply("info@centrum.example", &answers(&other))).await, Taken::NotOurs);
    assert_eq!(take(&house, &reply("info@centrum.example", "")).await, Taken::NotOurs);

    let path = &mail_to(&arrived, &anna).return_path;
    let away = reply(path, "Auto-Submitted: auto-replied\r\n");
    assert_eq!(take(&house, &away).await, Taken::Ignored);
    let calendar = include_str!("../../mails/calendar-marked-automatic.eml");
    assert_eq!(returns::read(calendar.as_bytes()).kind, Kind::Calendar);
    let was = calendar.lines().find_map(|line| line.strip_prefix("To: ")).unwrap();
    assert_eq!(take(&house, &calendar.replace(was, path)).await, Taken::Ignored, "it is for whoever invited");
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d38_a_long_answer_is_kept_in_two_thousand_characters_and_for_half_a_year() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let (_, arrived) = send(&house, &sink).await;
    let long = format!(
        "From: a@b.example\r\nTo: {}\r\n\r\n{}\r\n",
        mail_to(&arrived, &anna).return_path,
        "lang ".repeat(9_000)
    );
    assert_eq!(returns::take(&house.app, Door::Lmtp, &[], long.as_bytes()).await.unwrap(), Taken::Answered);
    assert_eq!(house.number("SELECT CAST(LENGTH(words) AS BIGINT) FROM feedback").await, 2_000);
    house.wait(days(179));
    privacy::purge(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback").await, 1);
    house.wait(days(2));
    privacy::purge(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback").await, 0, "also when nobody settled it");
}

#[test]
fn d38_the_words_of_a_person_are_kept_and_the_copy_below_them_is_not() {
    let said = |text: &str| {
        returns::read(
            format!("From: Anna <anna@voorbeeld.nl>\r\nTo: x@y.nl\r\nSubject: Vraag\r\n\r\n{text}").as_bytes(),
        )
        .words
    };
    let own = said(
        "Dag,\r\nOorspronkelijk zou ik komen, maar ik ben ziek.\r\nDate: 3 november kan wel.\r\nWilt u mijn plaats vrijgeven?",
    );
    for part in ["Oorspronkelijk zou ik komen", "3 november kan wel", "Wilt u mijn plaats vrijgeven?"] {
        assert!(own.contains(part), "{part}: {own}");
    }
    for head in [
        "Van: Het centrum\r\nVerzonden: dinsdag\r\nAan: Anna\r\nOnderwerp: Nieuwsbrief 3",
        "From: Het centrum\r\nSent: Tuesday\r\nTo: Anna\r\nSubject: Nieuwsbrief 3",
        "-----Oorspronkelijk bericht-----",
    ] {
        let own = said(&format!("Ik kom graag.\r\n\r\n{head}\r\n\r\nBeste Anna, lees ons nieuws."));
        assert!(own.contains("Ik kom graag.") && !own.contains("lees ons nieuws"), "{own}");
    }
}
