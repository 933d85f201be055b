//! The pages of staff.

use axum::http::StatusCode;
use samenspraak::returns::{self, Door};
use samenspraak::staff::Role;

use super::{complaint, in_force, report, send};
use crate::house::House;
use crate::leaving::reader;
use crate::sink::Start;

#[tokio::test(flavor = "multi_thread")]
async fn d31_staff_see_what_came_back_and_lift_a_suppression_with_a_reason() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let empty = editor.get("/beheer/retour").await;
    assert!(empty.body.contains("Er kwam nog niets terug") && empty.body.contains("/beheer/retour/deuren"));
    assert!(editor.get("/beheer/retour/blokkades").await.body.contains("Er is geen adres geblokkeerd"));
    reader(&house, "anna@voorbeeld.nl").await;
    reader(&house, "bas@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let (sending, arrived) = send(&house, &sink).await;
    let of = |address: &str| arrived.iter().find(|mail| mail.to == address).unwrap();
    let gone = report(of("anna@voorbeeld.nl"), "failed", "5.1.1", "550 5.1.1 <anna@voorbeeld.nl> user <b>unknown</b>");
    returns::take(&house.app, Door::Pipe, &[], gone.as_bytes()).await.unwrap();
    returns::take(&house.app, Door::Lmtp, &[], complaint(of("bas@voorbeeld.nl")).as_bytes()).await.unwrap();
    let page = editor.get("/beheer/retour").await.body;
    assert!(page.contains("adres bestaat niet") && page.contains("klacht") && page.contains("&lt;b&gt;"), "{page}");
    assert!(page.contains("a•••@voorbeeld.nl") && !page.contains("anna@voorbeeld.nl"));
    let complaints = editor.get("/beheer/retour?soort=klacht").await.body;
    assert!(complaints.contains("b•••@voorbeeld.nl") && !complaints.contains("a•••@voorbeeld.nl"));
    let ledger = editor.get(&format!("/beheer/verzendingen/{sending}")).await.body;
    assert!(ledger.contains("later: adres bestaat niet") && ledger.contains("later: klacht"), "{ledger}");
    let list = editor.get("/beheer/retour/blokkades").await.body;
    assert!(list.contains("het adres bestaat niet") && list.contains("klacht over ongewenste mail"));
    let found = editor.get("/beheer/retour/blokkades?adres=Anna@VOORBEELD.nl").await.body;
    assert!(found.contains("a•••@voorbeeld.nl") && !found.contains("b•••@"));
    assert!(editor.get("/beheer/retour/blokkades?adres=x@y.nl").await.body.contains("Dit adres is niet geblokkeerd"));
    let fault = editor.get("/beheer/retour/blokkades?adres=anna").await;
    assert_eq!(fault.status, StatusCode::UNPROCESSABLE_ENTITY);
    let id = house.number("SELECT id FROM suppressions WHERE reason = 'hard-bounce'").await;
    let one = format!("/beheer/retour/blokkades/{id}");
    assert!(editor.get(&one).await.body.contains("Hef de blokkade op"));
    let lift = format!("{one}/opheffen");
    for reason in ["", "twee\r\nregels", &"x".repeat(301)] {
        let answer = editor.post(&lift, &[("reason", reason)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{reason}");
    }
    assert_eq!(in_force(&house).await, 2);
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    assert_eq!(administrator.post(&lift, &[("reason", "x")]).await.status, StatusCode::FORBIDDEN);
    assert!(!administrator.get(&one).await.body.contains("opheffen"));
    for _ in 0..2 {
        let done = editor.post(&lift, &[("reason", "mailbox <hersteld>")]).await;
        assert_eq!(done.location(), "/beheer/retour/blokkades?gelukt=opgeheven");
    }
    assert_eq!(in_force(&house).await, 1);
    assert!(editor.get(&one).await.body.contains("mailbox &lt;hersteld&gt;"));
    assert_eq!(editor.post("/beheer/retour/blokkades/999/opheffen", &[("reason", "x")]).await.status, 404);
    assert!(editor.get("/beheer/retour/blokkades?gelukt=opgeheven").await.body.contains("Het tellen begint opnieuw"));
}

#[tokio::test]
async fn d30_staff_see_the_doors_and_make_keys_that_are_shown_once() {
    let house = House::open().await;
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    let doors = administrator.get("/beheer/retour/deuren").await.body;
    assert!(doors.contains("SAMENSPRAAK_IMAP_URL") && doors.contains("niet in gebruik") && doors.contains("sleutels"));
    let editor = house.signed_in_as(&[Role::Editor]).await;
    assert!(!editor.get("/beheer/retour/deuren").await.body.contains("/beheer/retour/sleutels"));
    let fault = administrator.post("/beheer/retour/sleutels", &[("name", "")]).await;
    assert_eq!(fault.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = administrator.post("/beheer/retour/sleutels", &[("name", "mailserver van ICT")]).await;
    let begin = made.body.find("samenspraak_retour_").unwrap();
    let key: String = made.body[begin..].chars().take_while(|letter| *letter != '<').collect();
    assert_eq!(key.len(), "samenspraak_retour_".len() + 52);
    let later = administrator.get("/beheer/retour/sleutels").await.body;
    assert!(later.contains("mailserver van ICT") && !later.contains(&key));
    let id = house.number("SELECT id FROM door_keys").await;
    administrator.post(&format!("/beheer/retour/sleutels/{id}/intrekken"), &[]).await;
    assert!(administrator.get("/beheer/retour/sleutels").await.body.contains("ingetrokken"));
}
