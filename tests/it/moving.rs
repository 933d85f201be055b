//! Moving what one receives to another address, and undoing it.

use std::time::Duration;

use axum::http::StatusCode;
use samenspraak::base::clock::{days, minutes};
use samenspraak::base::{Link, Purpose};
use samenspraak::delivery::{self, Opening};
use samenspraak::people::{self, Person};
use samenspraak::store::DatabaseTransaction;
use samenspraak::store::tables::states::{ConsentAct, OnUncertain, Role};
use samenspraak::store::tables::{consents, subscriptions};
use samenspraak::subscribers::{self, Channel, Left, MoveUndone, Moved, Whereof};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use crate::delivering::letter;
use crate::house::House;
use crate::leaving::reader;

pub const OLD: &str = "anna@voorbeeld.nl";
pub const NEW: &str = "anna@nieuw.voorbeeld.nl";

pub async fn person(house: &House, address: &str) -> Option<Person> {
    people::by_key(house.app.store.read(), address).await.unwrap()
}

pub async fn preferences(house: &House, address: &str) -> String {
    format!("/voorkeuren/{}", subscribers::preferences_token(&house.app, &person(house, address).await.unwrap()))
}

/// Asks in the preferences to move, and gives the link of the letter to the new address.
pub async fn ask(house: &House, from: &str, to: &str) -> String {
    let path = preferences(house, from).await;
    let asked = house.post(&format!("{path}/adres"), &[("address", to)]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    assert!(house.get(asked.location()).await.body.contains("Kijk in de mailbox van het nieuwe adres"));
    house.newest_mail_to(to).await.link("/nieuw-adres/")
}

/// The link in the notice to the old address.
pub async fn undo_link(house: &House, address: &str) -> String {
    house.newest_mail_to(address).await.link("/oud-adres/")
}

/// The publications that an address receives.
pub async fn receives(house: &House, address: &str) -> Vec<i64> {
    let Some(person) = person(house, address).await else { return Vec::new() };
    let rows = subscriptions::Entity::find().order_by_asc(subscriptions::Column::PublicationId);
    let rows = rows.all(house.app.store.read()).await.unwrap();
    let own = rows.into_iter().filter(|row| row.person_id == person.id && row.withdrawn_at.is_none());
    own.map(|row| row.publication_id.0).collect()
}

pub async fn unsubscribe(house: &House, person: &Person, slug: &str) -> String {
    subscribers::unsubscribe_token(&house.app, person, house.publication(slug).await)
}

#[tokio::test]
async fn s11_a_new_address_is_confirmed_there_and_told_to_the_old_one() {
    let house = House::open().await;
    reader(&house, OLD).await;
    house.sql("UPDATE people SET paused_until = 9999999999999").await;
    let old = preferences(&house, OLD).await;
    let link = ask(&house, OLD, NEW).await;
    let letter = house.newest_mail_to(NEW).await;
    assert!(!letter.raw.contains(OLD) && !letter.text.contains("Anna"), "nothing of the old address: {}", letter.text);
    for _ in 0..3 {
        assert!(house.get(&link).await.body.contains("Ja, gebruik voortaan dit adres"));
    }
    assert_eq!(
        (receives(&house, OLD).await, receives(&house, NEW).await),
        (vec![1, 2], vec![]),
        "opening does nothing"
    );
    let done = house.post(&link, &[]).await;
    assert!(done.body.contains("Uw e-mailadres is gewijzigd"), "{}", done.body);
    assert_eq!((receives(&house, OLD).await, receives(&house, NEW).await), (vec![], vec![1, 2]));
    let moved = person(&house, NEW).await.unwrap();
    assert_eq!((moved.name.as_str(), moved.paused_until.map(|at| at.0)), ("Anna", Some(9_999_999_999_999)));
    assert_eq!(house.get(&old).await.status, StatusCode::NOT_FOUND, "links in the old mailbox open nothing any more");
    assert_eq!(house.get(&preferences(&house, NEW).await).await.status, StatusCode::OK);
    let notice = house.newest_mail_to(OLD).await;
    assert!(notice.text.contains("ander e-mailadres") && !notice.raw.contains("nieuw.voorbeeld.nl"), "{}", notice.text);
    let again = house.post(&link, &[]).await;
    assert!(again.body.contains("Dit was al gewijzigd"), "{}", again.body);
    assert_eq!(house.mails().await.len(), 3, "two letters to the new address and one to the old, however often");
}

#[tokio::test]
async fn s11_the_new_address_gets_the_links_that_work_there() {
    let house = House::open().await;
    reader(&house, OLD).await;
    let link = ask(&house, OLD, NEW).await;
    house.post(&link, &[]).await;
    let here = house.newest_mail_to(NEW).await;
    assert!(here.subject.contains("Uw nieuwe adres") && !here.raw.contains(OLD), "{}", here.text);
    assert!(here.text.contains("Nieuwsbrief"), "{}", here.text);
    assert_eq!(house.get(&here.link("/voorkeuren/")).await.status, StatusCode::OK);
    let left = house.post(&format!("{}/nu", here.link("/afmelden/")), &[]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    assert_eq!(receives(&house, NEW).await.len(), 1);
    let used = house.get(&link).await;
    assert!(used.body.contains("Dit was al gewijzigd") && !used.body.contains("/voorkeuren/"), "{}", used.body);
    house.post(&undo_link(&house, OLD).await, &[]).await;
    for answer in [house.get(&link).await, house.post(&link, &[]).await] {
        assert!(answer.body.contains("Deze wijziging is teruggedraaid"), "{}", answer.body);
        assert!(!answer.body.contains("/voorkeuren/"), "{}", answer.body);
    }
}

#[tokio::test]
async fn s11_who_moves_with_no_subscription_is_promised_no_mails() {
    let house = House::open().await;
    reader(&house, OLD).await;
    house.sql("UPDATE subscriptions SET withdrawn_at = 1, withdrawn_through = 'page'").await;
    let done = house.post(&ask(&house, OLD, NEW).await, &[]).await;
    assert!(done.body.contains("Uw e-mailadres is gewijzigd"), "{}", done.body);
    assert!(!done.body.contains("U ontvangt onze mails voortaan"), "{}", done.body);
    let here = house.newest_mail_to(NEW).await;
    let text = here.text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("ontvangt u nu geen uitgaven") && !text.contains("Meld u af"), "{text}");
    assert_eq!(house.get(&here.link("/voorkeuren/")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn s11_the_evidence_of_a_move_names_the_words_and_the_letter() {
    let house = House::open().await;
    reader(&house, OLD).await;
    let link = ask(&house, OLD, NEW).await;
    let letter = house.newest_mail_to(NEW).await;
    house.post(&link, &[]).await;
    let rows = consents::Entity::find().order_by_asc(consents::Column::Id).all(house.app.store.read()).await.unwrap();
    let new = person(&house, NEW).await.unwrap().id;
    let moved: Vec<_> = rows.iter().filter(|row| row.source == "moved").collect();
    assert_eq!(moved.len(), 4, "left at the one and begun at the other, of two publications");
    for row in moved.iter().filter(|row| row.person_id == new) {
        assert_eq!(row.consent_hash, rows.first().unwrap().consent_hash);
        assert!(letter.raw.contains(row.message_id.as_deref().unwrap()));
    }
}

#[tokio::test]
async fn s11_the_old_address_undoes_it_for_fourteen_days_with_one_button() {
    let house = House::open().await;
    reader(&house, OLD).await;
    house.post(&ask(&house, OLD, NEW).await, &[]).await;
    let undo = undo_link(&house, OLD).await;
    house.wait(days(14).checked_sub(minutes(1)).unwrap());
    assert!(house.get(&undo).await.body.contains("Haal mijn abonnementen terug"));
    assert_eq!(receives(&house, NEW).await, [1, 2], "opening does nothing");
    let back = house.post(&undo, &[]).await;
    assert!(back.body.contains("Uw abonnementen zijn terug"), "{}", back.body);
    assert_eq!((receives(&house, OLD).await, receives(&house, NEW).await), (vec![1, 2], vec![]));
    assert!(house.post(&undo, &[]).await.body.contains("Uw abonnementen zijn terug"), "twice is the same as once");
    assert_eq!(house.number("SELECT COUNT(*) FROM consents WHERE source = 'moved-back'").await, 4);
    assert_eq!(house.get(&preferences(&house, OLD).await).await.status, StatusCode::OK);
    house.wait(minutes(1));
    subscribers::settle_moves(&house.app).await.unwrap();
    assert_eq!(receives(&house, OLD).await, [1, 2], "what was undone is not forgotten");
}

#[tokio::test]
async fn s11_after_fourteen_days_the_old_address_is_forgotten_and_its_links_still_leave() {
    let house = House::open().await;
    let anna = reader(&house, OLD).await;
    let leave = unsubscribe(&house, &anna, "nieuwsbrief").await;
    house.post(&ask(&house, OLD, NEW).await, &[]).await;
    let undo = undo_link(&house, OLD).await;
    house.deliver_all().await;
    house.wait(days(14));
    assert_eq!(house.get(&undo).await.status, StatusCode::GONE);
    assert_eq!(house.post(&undo, &[]).await.status, StatusCode::GONE);
    assert_eq!(receives(&house, NEW).await, [1, 2]);
    let evidence = house.number("SELECT COUNT(*) FROM consents").await;
    for _ in 0..2 {
        subscribers::settle_moves(&house.app).await.unwrap();
    }
    assert!(person(&house, OLD).await.is_none(), "the old address is forgotten");
    assert_eq!(house.number("SELECT COUNT(*) FROM consents").await, evidence, "its evidence went along");
    let of_new = "SELECT COUNT(*) FROM consents c JOIN people p ON p.id = c.person_id WHERE p.address LIKE '%nieuw%'";
    assert_eq!(house.number(of_new).await, evidence);
    assert_eq!(house.post(&undo, &[]).await.status, StatusCode::NOT_FOUND);
    let page = house.get(&format!("/afmelden/{leave}")).await;
    assert!(
        page.body.contains("niet meer ontvangen op het adres waarheen u verhuisde?") && !page.body.contains("nieuw."),
        "a link of years ago leaves whoever it is now, and tells nobody where that is: {}",
        page.body
    );
    let left = house.post(&format!("/afmelden/{leave}/nu"), &[]).await;
    assert_eq!(receives(&house, NEW).await, [2]);
    let after = house.get(left.location()).await;
    assert!(after.body.contains("U bent afgemeld") && !after.body.contains("voorbeeld.nl"), "{}", after.body);
    let page = house.get(&format!("/en/afmelden/{leave}")).await;
    assert!(page.body.contains("is not sent to the address to which you moved (any more)"), "{}", page.body);
}

#[tokio::test]
async fn s11_links_of_every_earlier_epoch_leave_and_open_nothing_else() {
    let house = House::open().await;
    let anna = reader(&house, OLD).await;
    let first = unsubscribe(&house, &anna, "nieuwsbrief").await;
    let preferences = preferences(&house, OLD).await;
    house.sql("UPDATE people SET epoch = epoch + 3").await;
    assert_eq!(house.get(&preferences).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&format!("/afmelden/{first}")).await.status, StatusCode::OK);
    let future = Link::token(&house.app.secrets, Purpose::Unsubscribe, anna.id.0, 1, 4);
    assert_eq!(house.get(&format!("/afmelden/{future}")).await.status, StatusCode::NOT_FOUND);
    subscribers::leave(&house.app, &first, Channel::OneClick, Whereof::ThisOne).await.unwrap();
    assert_eq!(receives(&house, OLD).await, [2]);
}

#[tokio::test]
async fn s11_subscriptions_are_joined_without_telling_before_it_is_proven() {
    let house = House::open().await;
    let anna = reader(&house, OLD).await;
    let known = reader(&house, NEW).await;
    let alerts = unsubscribe(&house, &known, "waarschuwingen").await;
    subscribers::leave(&house.app, &alerts, Channel::Page, Whereof::ThisOne).await.unwrap();
    let path = preferences(&house, OLD).await;
    let mut answers = Vec::new();
    for address in [NEW, "anna@vreemd.voorbeeld.nl", OLD] {
        let asked = house.post(&format!("{path}/adres"), &[("address", address)]).await;
        let page = house.get(asked.location()).await;
        answers.push((asked.status, asked.location().to_owned(), page.body));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "the answer is the same for every address");
    let letters = house.mails().await;
    let unlinked = |text: &str| text.split_whitespace().filter(|word| !word.contains("http")).collect::<String>();
    assert_eq!(unlinked(&letters[0].text), unlinked(&letters[1].text), "and so is the letter");
    assert_eq!(letters.len(), 2, "none to the address itself");
    house.post(&letters[0].link("/nieuw-adres/"), &[]).await;
    assert_eq!(receives(&house, NEW).await, [1, 2]);
    let own = subscriptions::Entity::find().all(house.app.store.read()).await.unwrap();
    let sources: Vec<_> = own.iter().filter(|row| row.person_id == known.id).map(|row| row.source.as_str()).collect();
    assert_eq!(sources, ["preferences", "moved"], "what was there already stays what it was");
    house.post(&undo_link(&house, OLD).await, &[]).await;
    assert_eq!((receives(&house, OLD).await, receives(&house, NEW).await), (vec![1, 2], vec![1]), "each has their own");
    assert_eq!(house.get(&format!("/afmelden/{}", unsubscribe(&house, &anna, "nieuwsbrief").await)).await.status, 200);
}

#[tokio::test]
async fn s11_what_was_left_meanwhile_stays_left() {
    let house = House::open().await;
    let anna = reader(&house, OLD).await;
    house.post(&ask(&house, OLD, NEW).await, &[]).await;
    let old_link = unsubscribe(&house, &anna, "nieuwsbrief").await;
    assert!(matches!(
        subscribers::leave(&house.app, &old_link, Channel::OneClick, Whereof::ThisOne).await.unwrap(),
        Left::Out(_)
    ));
    assert_eq!(receives(&house, NEW).await, [2], "a link in an old mail leaves at the new address");
    house.post(&undo_link(&house, OLD).await, &[]).await;
    assert_eq!((receives(&house, OLD).await, receives(&house, NEW).await), (vec![2], vec![]));
}

#[tokio::test]
async fn s11_moving_on_does_not_shake_off_the_old_address() {
    let house = House::open().await;
    let anna = reader(&house, OLD).await;
    house.post(&ask(&house, OLD, NEW).await, &[]).await;
    let undo = undo_link(&house, OLD).await;
    house.wait(minutes(5));
    house.post(&ask(&house, NEW, "derde@voorbeeld.nl").await, &[]).await;
    assert_eq!(receives(&house, "derde@voorbeeld.nl").await, [1, 2]);
    let leave = format!("/afmelden/{}", unsubscribe(&house, &anna, "nieuwsbrief").await);
    let page = house.get(&leave).await;
    assert!(page.body.contains("het adres waarheen u verhuisde") && !page.body.contains("d•••"), "{}", page.body);
    house.post(&format!("{leave}/nu"), &[]).await;
    assert_eq!(receives(&house, "derde@voorbeeld.nl").await, [2], "links follow twice");
    house.wait(minutes(1));
    house
        .sql("UPDATE subscriptions SET withdrawn_at = NULL, withdrawn_through = NULL WHERE withdrawn_through = 'page'")
        .await;
    house.post(&undo, &[]).await;
    assert_eq!(receives(&house, OLD).await, [1, 2]);
    assert!(receives(&house, NEW).await.is_empty() && receives(&house, "derde@voorbeeld.nl").await.is_empty());
}

#[tokio::test]
async fn s11_forged_foreign_expired_and_used_tokens_do_nothing() {
    let house = House::open().await;
    let anna = reader(&house, OLD).await;
    let link = ask(&house, OLD, NEW).await;
    let new = person(&house, NEW).await.unwrap();
    let token = |purpose, holder, subject, epoch| Link::token(&house.app.secrets, purpose, holder, subject, epoch);
    for (start, wrong) in [
        ("/nieuw-adres/", token(Purpose::Move, anna.id.0, 1, 0)),
        ("/nieuw-adres/", token(Purpose::Move, new.id.0, 2, 0)),
        ("/nieuw-adres/", token(Purpose::Move, new.id.0, 1, 1)),
        ("/nieuw-adres/", token(Purpose::UndoMove, new.id.0, 1, 0)),
        ("/oud-adres/", token(Purpose::Move, new.id.0, 1, 0)),
        ("/oud-adres/", token(Purpose::UndoMove, new.id.0, 1, 0)),
        ("/nieuw-adres/", "x".to_owned()),
        ("/oud-adres/", "%00".to_owned()),
    ] {
        let path = format!("{start}{wrong}");
        assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(house.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    house.wait(days(7));
    for answer in [house.get(&link).await, house.post(&link, &[]).await] {
        assert_eq!(answer.status, StatusCode::GONE);
        assert!(answer.body.contains("Deze link is verlopen"));
    }
    assert_eq!((receives(&house, OLD).await, receives(&house, NEW).await), (vec![1, 2], vec![]));
    house.wait(days(7));
    subscribers::settle_moves(&house.app).await.unwrap();
    assert!(person(&house, NEW).await.is_none(), "an address that nobody confirmed is forgotten");
    assert_eq!(house.number("SELECT COUNT(*) FROM address_changes").await, 0);
}

#[tokio::test]
async fn s11_links_that_were_revoked_since_cannot_be_confirmed() {
    let house = House::open().await;
    reader(&house, OLD).await;
    let (first, second) = (ask(&house, OLD, NEW).await, ask(&house, OLD, "derde@voorbeeld.nl").await);
    house.sql("UPDATE people SET epoch = epoch + 1 WHERE address = 'anna@voorbeeld.nl'").await;
    assert_eq!(house.post(&first, &[]).await.status, StatusCode::GONE);
    house.sql("UPDATE people SET epoch = 0").await;
    house.post(&second, &[]).await;
    assert_eq!(house.post(&first, &[]).await.status, StatusCode::GONE, "one move ends the others");
    assert_eq!(receives(&house, "derde@voorbeeld.nl").await, [1, 2]);
}

#[tokio::test]
async fn s11_a_suppressed_address_gets_no_letter_and_cannot_be_confirmed() {
    let house = House::open().await;
    reader(&house, OLD).await;
    let link = ask(&house, OLD, NEW).await;
    for address in [NEW, "klaagde@voorbeeld.nl"] {
        let hash = house.app.secrets.suppression_hash(address);
        let row = format!(
            "INSERT INTO suppressions (hash, normalisation, reason, made_at) VALUES ('{hash}', 1, 'complaint', 1)"
        );
        house.sql(&row).await;
    }
    assert!(house.post(&link, &[]).await.body.contains("Wij mogen niet naar dit adres mailen"));
    let before = house.mails().await.len();
    let path = preferences(&house, OLD).await;
    let asked = house.post(&format!("{path}/adres"), &[("address", "klaagde@voorbeeld.nl")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    assert_eq!(house.mails().await.len(), before);
    assert!(person(&house, "klaagde@voorbeeld.nl").await.is_none(), "nor is it kept");
}

#[tokio::test]
async fn s11_asking_is_limited_and_a_slip_is_asked_about_once() {
    let house = House::open().await;
    reader(&house, OLD).await;
    let path = format!("{}/adres", preferences(&house, OLD).await);
    let slip = house.post(&path, &[("address", "anna@gmial.com")]).await;
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(slip.body.contains("Bedoelde u anna@gmail.com?"), "{}", slip.body);
    let fields = [("address", "anna@gmial.com"), ("asked", "anna@gmial.com")];
    assert_eq!(house.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    for wrong in ["", "geen adres", "a@b\r\nBcc: c@d.nl"] {
        assert_eq!(house.post(&path, &[("address", wrong)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    for _ in 0..5 {
        assert_eq!(house.post(&path, &[("address", NEW)]).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(house.mails().await.len(), 2, "within ten minutes there is no second letter");
    let kept = house.post(&path, &[("address", NEW)]).await;
    assert_eq!(kept.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(kept.headers.contains_key("retry-after"));
    assert!(kept.body.contains(&format!("value=\"{NEW}\"")) && kept.body.contains("opnieuw."), "{}", kept.body);
}

#[tokio::test]
async fn s11_whoever_works_here_stays_who_they_are() {
    let house = House::open().await;
    let member = house.member(&[Role::Administrator]).await;
    let row = samenspraak::store::tables::members::Entity::find_by_id(member);
    let id = row.one(house.app.store.read()).await.unwrap().unwrap().person_id;
    let colleague = people::by_id(house.app.store.read(), id).await.unwrap().unwrap();
    let colleague = reader(&house, &colleague.address).await;
    house.post(&ask(&house, &colleague.address, NEW).await, &[]).await;
    house.wait(days(15));
    subscribers::settle_moves(&house.app).await.unwrap();
    let still = people::by_id(house.app.store.read(), id).await.unwrap().unwrap();
    assert_eq!(still.address, colleague.address, "the address of a member is not changed by a link");
    assert_eq!((receives(&house, &still.address).await, receives(&house, NEW).await), (vec![], vec![1, 2]));
}

async fn open_sending(house: &House) {
    let tx = house.app.store.begin_write().await.unwrap();
    open_in(&tx, house).await;
    tx.commit().await.unwrap();
}

async fn open_in(tx: &DatabaseTransaction, house: &House) {
    let newsletter = house.publication("nieuwsbrief").await;
    let opening = Opening {
        label: "Nieuwsbrief 3".to_owned(),
        publication: Some(newsletter),
        letters: vec![letter().freeze().unwrap()],
        on_uncertain: OnUncertain::Resend,
        not_after: None,
    };
    let audience = subscribers::reachable(newsletter, house.clock().now());
    delivery::open(tx, &house.app, &opening, audience).await.unwrap();
}

async fn got(house: &House, address: &str) -> usize {
    house.mails().await.iter().filter(|mail| mail.to == address && mail.raw.contains("List-Unsubscribe:")).count()
}

#[tokio::test]
async fn s11_who_moves_in_the_middle_of_a_sending_gets_it_once_at_the_new_address() {
    let house = House::open().await;
    let anna = reader(&house, OLD).await;
    let link = ask(&house, OLD, NEW).await;
    open_sending(&house).await;
    house.post(&link, &[]).await;
    assert_eq!((got(&house, OLD).await, got(&house, NEW).await), (0, 1));
    house.post(&undo_link(&house, OLD).await, &[]).await;
    assert_eq!((got(&house, OLD).await, got(&house, NEW).await), (0, 1), "undoing sends nothing twice");
    assert_eq!(receives(&house, OLD).await, [1, 2]);
    assert_eq!(person(&house, OLD).await.unwrap().epoch, anna.epoch + 1, "the links of then stay revoked");
}

/// Presses the button of a link while a sending is being opened, with time enough to be done before it is, for who would
/// not wait.
async fn press_while_one_opens(house: &House, link: &str) -> StatusCode {
    let opening = house.app.store.begin_write().await.unwrap();
    open_in(&opening, house).await;
    let end_opening = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        opening.commit().await.unwrap();
    };
    tokio::join!(house.post(link, &[]), end_opening).0.status
}

#[tokio::test]
async fn s11_d01_who_moves_while_a_sending_is_being_opened_gets_it_once() {
    let house = House::open().await;
    reader(&house, OLD).await;
    let link = ask(&house, OLD, NEW).await;
    assert_eq!(press_while_one_opens(&house, &link).await, StatusCode::OK);
    assert_eq!((got(&house, OLD).await, got(&house, NEW).await), (0, 1));
    let back = undo_link(&house, OLD).await;
    assert_eq!(press_while_one_opens(&house, &back).await, StatusCode::OK);
    assert_eq!((got(&house, OLD).await, got(&house, NEW).await), (1, 1));
}

#[tokio::test]
async fn s11_d01_a_sending_that_is_opened_while_somebody_moves_sees_where_they_moved_to() {
    let house = House::open().await;
    let anna = reader(&house, OLD).await;
    let new = house.person(NEW).await;
    let moving = house.app.store.begin_write().await.unwrap();
    delivery::lock_openings(&moving).await.unwrap();
    for step in [
        format!("UPDATE subscriptions SET withdrawn_at = 1, withdrawn_through = 'moved' WHERE person_id = {}", anna.id),
        format!(
            "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at)
             SELECT {new}, publication_id, 'moved', 1 FROM subscriptions WHERE person_id = {}",
            anna.id
        ),
    ] {
        moving.execute_unprepared(&step).await.unwrap();
    }
    let end_moving = async {
        // Time enough to open, for who would not wait.
        tokio::time::sleep(Duration::from_millis(300)).await;
        moving.commit().await.unwrap();
    };
    tokio::join!(open_sending(&house), end_moving);
    assert_eq!((got(&house, OLD).await, got(&house, NEW).await), (0, 1));
}

#[tokio::test]
async fn s11_of_many_who_confirm_leave_and_undo_at_once_nobody_is_twice_or_stuck() {
    let house = House::open().await;
    let anna = reader(&house, OLD).await;
    let link = ask(&house, OLD, NEW).await;
    let token = link.trim_start_matches("/nieuw-adres/").to_owned();
    let all = (0..8).map(|_| subscribers::confirm_move(&house.app, &token));
    let outcomes: Vec<_> = futures_util::future::join_all(all).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|one| matches!(one, Moved::Done(_))).count(), 1, "{outcomes:?}");
    assert_eq!(outcomes.iter().filter(|one| **one == Moved::AlreadyDone).count(), 7);
    let undo = undo_link(&house, OLD).await.trim_start_matches("/oud-adres/").to_owned();
    let leave = unsubscribe(&house, &anna, "nieuwsbrief").await;
    let (app, undo, leave, token) = (&house.app, undo.as_str(), leave.as_str(), token.as_str());
    let acts = (0..9).map(|turn| async move {
        match turn % 3 {
            0 => assert!(matches!(subscribers::undo_move(app, undo).await.unwrap(), MoveUndone::Back(_))),
            1 => drop(subscribers::leave(app, leave, Channel::OneClick, Whereof::ThisOne).await.unwrap()),
            _ => {
                let again = subscribers::confirm_move(app, token).await.unwrap();
                assert!(matches!(again, Moved::AlreadyDone | Moved::TurnedBack), "{again:?}");
            }
        }
    });
    futures_util::future::join_all(acts).await;
    assert_eq!(receives(&house, OLD).await, [2], "left by whoever came first, and only the rest came back");
    assert!(receives(&house, NEW).await.is_empty());
    let kept = subscriptions::Entity::find().all(house.app.store.read()).await.unwrap();
    let acts = consents::Entity::find().order_by_asc(consents::Column::Id).all(house.app.store.read()).await.unwrap();
    assert_eq!(kept.len(), 4);
    for row in &kept {
        let of = |act: &&consents::Model| (act.person_id, act.publication_id) == (row.person_id, row.publication_id);
        let ends: Vec<_> = acts.iter().filter(of).map(|act| act.act == ConsentAct::Withdrawn).collect();
        assert!(ends.windows(2).all(|pair| pair[0] != pair[1]), "nobody began or left twice in a row: {ends:?}");
        assert_eq!(ends.last(), Some(&row.withdrawn_at.is_some()), "the evidence says how it stands");
    }
}
