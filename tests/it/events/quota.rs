//! So many people of one organisation: who comes after that asks.

use axum::http::StatusCode;
use futures_util::future::join_all;
use samenspraak::base::Language;
use samenspraak::events::{self, Begun, Booking, Guest, NewEvent, Party, RegistrationState};
use samenspraak::store::tables::states::Role;

use super::{Attendee, Day, network_day};

fn of(name: &str, address: &str, organisation: &str) -> Guest {
    Guest::new(name.to_owned(), address.to_owned(), organisation.to_owned())
}

impl Day {
    async fn with_quota(quota: i64) -> Self {
        Self::of(NewEvent { quota: Some(quota), ..network_day(50) }).await
    }

    /// Fills in the first screen for some people.
    async fn keep(&self, guests: &[Guest], network: &str) -> Booking {
        let network = network.to_owned();
        let party =
            Party { guests: guests.to_vec(), language: Language::Dutch, network, waits: false, invitation: None };
        let begun = events::begin(&self.house.app, &self.row().await, &party).await.unwrap();
        let Begun::Kept(token) = begun else { panic!("{begun:?}") };
        events::booking(self.house.app.store.read(), self.event, &token).await.unwrap().unwrap()
    }

    async fn send_form(&self, booking: &Booking) {
        let done = events::confirm(&self.house.app, booking, &[]).await.unwrap();
        assert_eq!(done, events::Confirmed::Done);
    }

    /// How many of those whose name begins so have a place, and how many ask for one.
    async fn stand(&self) -> (i64, i64) {
        let places = self.house.number("SELECT COUNT(*) FROM event_registrations WHERE state = 'registered'").await;
        let asks = self
            .house
            .number("SELECT COUNT(*) FROM event_registrations WHERE state = 'waiting' AND approval = 'asked'")
            .await;
        (places, asks)
    }
}

#[tokio::test]
async fn e13_who_comes_above_the_quota_of_the_organisation_asks_and_staff_decide() {
    let day = Day::with_quota(2).await;
    let page = day.guest(1).get(&format!("/bijeenkomsten/{}", day.event)).await.body;
    assert!(page.contains("Hoogstens 2 mensen"), "{page}");
    let three = [
        of("Anna", "anna@raad.example", "Raad"),
        of("Bram", "bram@raad.example", "Raad"),
        of("Cees", "cees@raad.example", "Raad"),
    ];
    let booking = day.keep(&three, "one").await;
    assert_eq!(booking.places, 2, "who asks keeps no place");
    day.send_form(&booking).await;
    assert_eq!(day.stand().await, (2, 1));
    day.assert_ledger().await;
    // Another organisation is not crowded out, and a mailbox of a provider counts for the name that was typed.
    let others = [
        of("Dora", "dora@gemeente.example", ""),
        of("Emma", "emma@gmail.com", "Raad"),
        of("Finn", "finn@gmail.com", ""),
    ];
    day.send_form(&day.keep(&others, "two").await).await;
    assert_eq!(day.stand().await, (5, 1));
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/bijeenkomsten/{}", day.event);
    let page = editor.get(&here).await.body;
    for words in ["Per organisatie", "raad.example", "1 erboven", "cees@raad.example"] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    let asks = day.of_name("Cees").await.id.to_string();
    editor.post(&format!("{here}/aanvragen"), &[("request", asks.as_str()), ("do", "approve")]).await;
    assert_eq!(day.of_name("Cees").await.state, RegistrationState::Registered);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e13_a_contact_counts_for_the_organisation_of_the_register_with_whoever_writes_from_its_domain() {
    let day = Day::with_quota(1).await;
    let known = day.house.person("voorzitter@raad.example").await;
    for statement in [
        "INSERT INTO organisations (id, kind, name, name_key, version, made_at, ended_reason) VALUES (1, 'ministry', 'Raad Oost', 'raad oost', 1, 0, '')".to_owned(),
        format!("INSERT INTO contacts (organisation_id, person_id, role, from_on, made_at) VALUES (1, {known}, '', '2020-01-01', 0)"),
    ] {
        day.house.sql(&statement).await;
    }
    day.send_form(&day.keep(&[of("Anna", "secretaris@raad.example", "iets anders")], "one").await).await;
    day.send_form(&day.keep(&[of("Voorzitter", "voorzitter@raad.example", "")], "two").await).await;
    assert_eq!(day.stand().await, (1, 1));
    let page = day.house.signed_in_as(&[Role::Editor]).await.get(&format!("/beheer/bijeenkomsten/{}", day.event)).await;
    assert!(page.body.contains("Raad Oost"), "{}", page.body);
}

#[tokio::test]
async fn e13_forms_of_one_organisation_at_once_keep_no_more_than_its_quota() {
    let day = Day::with_quota(3).await;
    let coming: Vec<Guest> =
        (0..12).map(|at| of(&format!("Raad {at}"), &format!("lid{at}@raad.example"), "")).collect();
    let networks: Vec<String> = (0..12).map(|at| format!("network {at}")).collect();
    let pairs = coming.iter().zip(&networks);
    let forms = join_all(pairs.map(|(guest, network)| day.keep(std::slice::from_ref(guest), network))).await;
    assert_eq!(forms.iter().map(|form| form.places).sum::<i64>(), 3);
    join_all(forms.iter().map(|form| day.send_form(form))).await;
    assert_eq!(day.stand().await, (3, 9));
    day.assert_ledger().await;
}

#[tokio::test]
async fn e13_nobody_passes_a_colleague_who_asked_before_and_an_expired_form_counts_for_nothing() {
    let day = Day::with_quota(1).await;
    let left = day.keep(&[of("Nooit", "nooit@raad.example", "")], "zero").await;
    assert_eq!(
        day.keep(&[of("Te vroeg", "vroeg@raad.example", "")], "one").await.places,
        0,
        "a form counts while it keeps a place"
    );
    day.house.wait(std::time::Duration::from_mins(16));
    day.send_form(&day.keep(&[of("Anna", "anna@raad.example", "")], "two").await).await;
    assert_eq!(events::confirm(&day.house.app, &left, &[]).await.unwrap(), events::Confirmed::Expired);
    day.send_form(&day.keep(&[of("Bram", "bram@raad.example", "")], "three").await).await;
    let anna = day.of_name("Anna").await.id;
    events::cancel(&day.house.app, anna, samenspraak::audit::Actor::Reader, "self").await.unwrap();
    day.send_form(&day.keep(&[of("Cees", "cees@raad.example", "")], "four").await).await;
    assert_eq!(day.stand().await, (0, 2), "Bram asked before Cees came");
}

#[tokio::test]
async fn e13_the_pages_say_who_asks_and_why_before_and_after() {
    let day = Day::with_quota(1).await;
    day.send_form(&day.keep(&[of("Anna", "anna@raad.example", "")], "one").await).await;
    let guest: Attendee = day.guest(7);
    let first = guest.begin("Bram", "bram@raad.example").await;
    let second = guest.get(first.location()).await.body;
    assert!(second.contains("Vraag een plaats aan") && second.contains("uw organisatie heeft dat aantal"), "{second}");
    let sent = guest.post(first.location(), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let after = guest.get(sent.location()).await.body;
    assert!(after.contains("Uw aanvraag is verstuurd") && after.contains("aanvraag</span>"), "{after}");
}
