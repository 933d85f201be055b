//! Who comes by a list with an organisation beside them becomes a contact there (issue 10 D).

use axum::http::StatusCode;
use samenspraak::store::tables::states::Role;
use samenspraak::subscribers::{self, Imported, Tally};

use super::import;
use super::pages::{told, upload};
use crate::house::House;
use crate::organisations::council;

const LIST: &str = "E-mailadres;Naam;Organisatie\nanna@voorbeeld.nl;Anna;Regio Noord\nbas@voorbeeld.nl;Bas; regio  NOORD \n\
    cor@voorbeeld.nl;Cor;Onbekend & Zoon\ndirk@voorbeeld.nl;Dirk;\neva@voorbeeld.nl;Eva;Onbekend & Zoon\n";

#[tokio::test]
async fn s20_who_stands_beside_an_organisation_that_we_have_becomes_a_contact_there() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let north = council(&house, by, "Regio Noord").await;
    let done = import(&house, LIST, "nieuwsbrief", false).await;
    assert_eq!(done, Imported::Done(Tally { added: 5, ..Tally::default() }), "an unknown name keeps nobody out");
    let contacts = "SELECT COUNT(*) FROM contacts c JOIN people p ON p.id = c.person_id
        WHERE p.address IN ('anna@voorbeeld.nl', 'bas@voorbeeld.nl') AND c.until_on IS NULL";
    let all = "SELECT COUNT(*) FROM contacts";
    assert_eq!((house.number(contacts).await, house.number(all).await), (2, 2));
    assert_eq!(house.number("SELECT COUNT(*) FROM organisations").await, 1, "no organisation is made by a list");
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'contact.add'").await, 2);
    // For another publication the same list changes nothing of it.
    import(&house, LIST, "waarschuwingen", false).await;
    assert_eq!(house.number(all).await, 2, "once");
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get(&format!("/beheer/organisaties/{north}")).await;
    assert!(page.status == StatusCode::OK && page.body.contains("Anna") && page.body.contains("Bas"), "{}", page.body);
}

#[tokio::test]
async fn s20_organisations_that_we_do_not_have_are_counted_and_listed_before_anybody_decides() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    council(&house, by, "Regio Noord").await;
    let who = house.signed_in_as(&[Role::Editor, Role::Approver]).await;
    let page = upload(&who, "leden.csv", LIST.as_bytes()).await.location().to_owned();
    assert!(who.get(&page).await.body.contains("Kolom 3: Organisatie"));
    let columns = [("kolom-0", "address"), ("kolom-1", "name"), ("kolom-2", "organisation")];
    who.post(&format!("{page}/kolommen"), &told(&columns, "controleer")).await;
    subscribers::move_imports(&house.app).await.unwrap();
    let check = who.get(&page).await.body;
    assert!(check.contains("Onbekend &amp; Zoon\" (2)") || check.contains("Onbekend &amp; Zoon&quot; (2)"), "{check}");
    assert!(!check.contains("Regio Noord\" (") && check.contains("Voeg 5 abonnees toe"), "{check}");
    assert_eq!(house.number("SELECT COUNT(*) FROM import_faults WHERE fault = 'organisation'").await, 2);
    assert_eq!(house.number("SELECT COUNT(*) FROM contacts").await, 0, "checking changes nothing");
}
