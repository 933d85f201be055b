//! The engine of imports: it goes on where it stopped, stays out of the way of others, and knows what other programs
//! export.

use std::sync::Arc;

use samenspraak::base::clock::minutes;
use samenspraak::subscribers::{self, Imported, Preset, Tally, Wishes};
use tokio::sync::Notify;

use super::{import, import_bytes, known, wishes};
use crate::house::House;

fn list(rows: usize) -> String {
    let rows: Vec<String> = (0..rows).map(|number| format!("p{number}@voorbeeld.example;Persoon {number}\n")).collect();
    format!("email;naam\n{}", rows.concat())
}

/// Imports until some rows are merged, and is dropped then, as by a power cut.
async fn cut_off(house: &House, text: &str) {
    let wishes = wishes(house, "nieuwsbrief").await;
    let (merges, mut bytes) = (Arc::new(Notify::new()), text.as_bytes());
    let merging = merges.clone();
    let mut progress = move |_: &_| merging.notify_one();
    let importing = subscribers::import(&house.app, ("lijst.csv", &mut bytes), &wishes, &mut progress);
    let watching = async {
        while house.number("SELECT COUNT(*) FROM imports WHERE merged_rows > 0").await == 0 {
            let _ = tokio::time::timeout(std::time::Duration::from_millis(2), merges.notified()).await;
        }
    };
    tokio::select! {
        biased;
        () = watching => {}
        imported = importing => panic!("it was done before it was cut off: {imported:?}"),
    }
}

#[tokio::test]
async fn s20_what_was_cut_off_goes_on_where_it_stopped() {
    let house = House::open().await;
    cut_off(&house, &list(24_000)).await;
    let merged = house.number("SELECT merged_rows FROM imports").await;
    assert!(merged > 0 && merged < 24_000, "{merged}");
    let subscribed = house.number("SELECT COUNT(*) FROM subscriptions").await;
    assert_eq!(subscribed, merged, "a chunk commits with how far it came");
    // The worker that is gone still holds the import for a minute.
    house.wait(minutes(2));
    subscribers::move_imports(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT added FROM imports WHERE state = 'done'").await, 24_000);
    assert_eq!(house.number("SELECT present + left_earlier + suppressed + repeated FROM imports").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 24_000);
    assert_eq!(house.number("SELECT COUNT(*) FROM consents").await, 24_000);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_pieces").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'subscriber.imported'").await, 1);
}

#[tokio::test]
async fn s20_people_sign_up_and_get_their_mail_while_a_list_merges() {
    let house = House::open().await;
    let text = list(40_000);
    let signing_up = async {
        while house.number("SELECT COUNT(*) FROM imports WHERE merged_rows > 0").await == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        house.post("/aanmelden", &[("address", "zoe@elders.example"), ("publication", "nieuwsbrief")]).await;
        let still_merging = house.number("SELECT COUNT(*) FROM imports WHERE state = 'merging'").await;
        let link = house.newest_mail_to("zoe@elders.example").await.link("/bevestigen/");
        house.post(&link, &[]).await;
        still_merging
    };
    let (imported, still_merging) = tokio::join!(import(&house, &text, "nieuwsbrief", false), signing_up);
    assert_eq!(imported, Imported::Done(Tally { added: 40_000, ..Tally::default() }));
    assert_eq!(still_merging, 1, "nobody had to wait for the end of the import");
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 40_001);
}

#[tokio::test]
async fn s20_wrong_rows_are_left_out_when_a_person_chooses_so() {
    let house = House::open().await;
    let text = "email;naam\nanna@voorbeeld.nl;Anna\ngeen-adres;X\nbas@voorbeeld.nl;Bas;te veel\ncor@voorbeeld.nl;Cor\n";
    let wishes = Wishes { skip_wrong: true, ..wishes(&house, "nieuwsbrief").await };
    let done = import_bytes(&house, text.as_bytes(), &wishes).await;
    assert_eq!(done, Imported::Done(Tally { added: 2, ..Tally::default() }));
    assert_eq!(house.number("SELECT wrong_rows FROM imports").await, 2);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_faults").await, 2);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_faults WHERE line = 3 AND place = 1").await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_faults WHERE line = 4 AND place = 0").await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_faults WHERE fault LIKE '%@%'").await, 0, "no personal data");
}

/// The exports as the programs write them, with one person who left there.
const EXPORTS: [(Preset, &str); 4] = [
    (
        Preset::Listmonk,
        "uuid,email,name,attributes,status,created_at,updated_at\n\
         1e4,anna@voorbeeld.nl,Anna de Wit,\"{\"\"stad\"\": \"\"Zwolle\"\"}\",enabled,2024-01-02,2024-01-02\n\
         2e4,bas@voorbeeld.nl,Bas,{},blocklisted,2024-01-02,2024-01-02\n",
    ),
    (
        Preset::Mailchimp,
        "\"Email Address\",\"First Name\",\"Last Name\",MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,UNSUB_TIME,LEID,EUID\n\
         anna@voorbeeld.nl,Anna,de Wit,2,\"2024-01-02 10:00:00\",\"2024-01-02 10:01:00\",,1,a\n\
         bas@voorbeeld.nl,Bas,,2,\"2024-01-02 10:00:00\",\"2024-01-02 10:01:00\",\"2024-05-01 09:00:00\",2,b\n",
    ),
    (
        Preset::Laposta,
        "member_id;list_id;email;state;voornaam;tussenvoegsel;achternaam\n\
         a1;l1;anna@voorbeeld.nl;active;Anna;de;Wit\na2;l1;bas@voorbeeld.nl;unsubscribed;Bas;;\n",
    ),
    (
        Preset::PhpList,
        "ID\tEmail\tIs this user confirmed\tIs this user blacklisted\tEntered\tname\tList Membership\n\
         1\tanna@voorbeeld.nl\t1\t0\t2024-01-02\tAnna de Wit\tnieuws \n2\tbas@voorbeeld.nl\t1\t1\t2024-01-02\tBas\tnieuws \n",
    ),
];

#[tokio::test]
async fn s20_exports_of_other_programs_are_known_and_who_left_there_stays_out() {
    for (preset, text) in EXPORTS {
        for preset in [None, Some(preset)] {
            let house = House::open().await;
            let wishes = Wishes { preset, ..wishes(&house, "nieuwsbrief").await };
            let done = import_bytes(&house, text.as_bytes(), &wishes).await;
            assert_eq!(done, Imported::Done(Tally { added: 1, inactive: 1, ..Tally::default() }), "{preset:?}\n{text}");
            assert_eq!(known(&house, "anna@voorbeeld.nl").await.unwrap().name, "Anna de Wit", "{text}");
            assert!(known(&house, "bas@voorbeeld.nl").await.is_none(), "{text}");
        }
    }
}

#[tokio::test]
async fn s20_a_list_without_a_header_is_read_too() {
    let house = House::open().await;
    let done = import(&house, "anna@voorbeeld.nl\nbas@voorbeeld.nl\n", "nieuwsbrief", false).await;
    assert_eq!(done, Imported::Done(Tally { added: 2, ..Tally::default() }));
}
