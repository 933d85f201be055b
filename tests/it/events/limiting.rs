//! So many people of a kind of organisation: who comes after that waits for a place of that kind, and keeps nobody else out.

use axum::http::StatusCode;
use futures_util::future::join_all;
use samenspraak::audit::Actor;
use samenspraak::base::id::RegistrationId;
use samenspraak::base::{EmailAddress, Language};
use samenspraak::events::{
    self, Added, Answered, Begun, Booking, Confirmed, Guest, Limit, NewEvent, Party, RegistrationState, Saved,
};
use samenspraak::organisations::OrganisationKind::{self, Municipality, SafetyRegion};
use samenspraak::store::tables::states::Role;

use super::{Day, network_day};

/// Whose kind everybody sees at their domain.
fn of(name: &str, domain: &str) -> Guest {
    Guest::new(name.to_owned(), format!("{}@{domain}", name.to_lowercase().replace(' ', ".")), String::new())
}

fn council(name: &str) -> Guest {
    of(name, "gemeente.example")
}

fn region(name: &str) -> Guest {
    of(name, "regio.example")
}

fn nobody(name: &str) -> Guest {
    of(name, "elders.example")
}

fn letters(number: usize) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

impl Day {
    /// A day with so many places of which kinds have their numbers. The register knows a municipality and a safety region.
    async fn limited(capacity: i64, limits: &[Limit]) -> Self {
        Self::limited_of(network_day(capacity), limits).await
    }

    async fn limited_of(new: NewEvent, limits: &[Limit]) -> Self {
        let day = Self::of(new).await;
        for (id, kind, address) in
            [(1, "municipality", "griffie@gemeente.example"), (2, "safety-region", "balie@regio.example")]
        {
            let person = day.house.person(address).await;
            for statement in [
                format!(
                    "INSERT INTO organisations (id, kind, name, name_key, version, made_at, ended_reason)
                     VALUES ({id}, '{kind}', 'Organisatie {id}', 'organisatie {id}', 1, 0, '')"
                ),
                format!(
                    "INSERT INTO contacts (organisation_id, person_id, role, from_on, made_at)
                     VALUES ({id}, {person}, '', '2020-01-01', 0)"
                ),
            ] {
                day.house.sql(&statement).await;
            }
        }
        day.limit(limits).await;
        day
    }

    async fn limit(&self, limits: &[Limit]) {
        let version = self.row().await.version;
        let saved = events::limit_kinds(&self.house.app, self.member, (self.event, version), limits).await.unwrap();
        assert_eq!(saved, Saved::Done(self.event));
    }

    async fn begin_for(&self, guests: &[Guest], waits: bool) -> Begun {
        let network = guests[0].name.clone();
        let party = Party { guests: guests.to_vec(), language: Language::Dutch, network, waits, invitation: None };
        events::begin(&self.house.app, &self.row().await, &party).await.unwrap()
    }

    /// Fills in the first screen, going on to wait where there is no place.
    async fn form_of(&self, guests: &[Guest]) -> Booking {
        let Begun::Kept(token) = self.begin_for(guests, true).await else { panic!() };
        events::booking(self.house.app.store.read(), self.event, &token).await.unwrap().unwrap()
    }

    /// Somebody comes, or joins the list. Gives their registration.
    async fn comes(&self, guest: Guest) -> RegistrationId {
        let form = self.form_of(std::slice::from_ref(&guest)).await;
        assert_eq!(events::confirm(&self.house.app, &form, &[]).await.unwrap(), Confirmed::Done);
        self.of_name(&guest.name).await.id
    }

    async fn leaves(&self, id: RegistrationId) {
        events::cancel(&self.house.app, id, Actor::Reader, "self").await.unwrap();
    }

    /// The names of those to whom a place is offered now, in the order of the alphabet.
    async fn have_an_offer(&self) -> Vec<String> {
        use sea_orm::ConnectionTrait as _;
        let read = self.house.app.store.read();
        let query = "SELECT r.name AS name FROM event_waiting w JOIN event_registrations r ON r.id = w.registration_id
                     WHERE w.state = 'offered' ORDER BY r.name";
        let rows = read.query_all_raw(samenspraak::store::sql(read, query, [])).await.unwrap();
        rows.iter().map(|row| row.try_get("", "name").unwrap()).collect()
    }

    async fn is(&self, name: &str) -> RegistrationState {
        self.of_name(name).await.state
    }

    /// How many of a kind have a place or an offer.
    async fn of_kind(&self, kind: OrganisationKind) -> i64 {
        let query = format!("SELECT taken FROM event_pools WHERE kind = '{}'", kind.word());
        self.house.number(query.leak()).await
    }
}

const PLACE: RegistrationState = RegistrationState::Registered;
const WAITS: RegistrationState = RegistrationState::Waiting;

#[tokio::test]
async fn e13_who_comes_above_the_number_of_their_kind_waits_and_others_register() {
    let day = Day::limited(9, &[(Municipality, 2)]).await;
    for name in ["Anna", "Bram", "Cees"] {
        day.comes(council(name)).await;
    }
    assert_eq!([day.is("Anna").await, day.is("Bram").await, day.is("Cees").await], [PLACE, PLACE, WAITS]);
    day.comes(region("Dora")).await;
    day.comes(nobody("Emma")).await;
    assert_eq!([day.is("Dora").await, day.is("Emma").await], [PLACE, PLACE], "who waits for a kind keeps nobody out");
    assert_eq!(day.begin_for(&[council("Finn")], false).await, Begun::KindsFull(0, vec![Municipality]));
    day.assert_ledger().await;
}

#[tokio::test]
async fn e13_colleagues_on_one_form_each_find_a_place_by_their_own_kind() {
    let day = Day::limited(9, &[(Municipality, 1), (SafetyRegion, 5)]).await;
    let party = [council("Anna"), council("Bram"), region("Cees"), nobody("Dora")];
    assert_eq!(day.begin_for(&party, false).await, Begun::KindsFull(3, vec![Municipality]), "all or nothing");
    assert_eq!(day.house.number("SELECT CAST(SUM(taken) AS BIGINT) FROM event_pools").await, 0);
    let form = day.form_of(&party).await;
    assert_eq!(form.places, 3);
    day.assert_ledger().await;
    assert_eq!(events::confirm(&day.house.app, &form, &[]).await.unwrap(), Confirmed::Done);
    let stands = [day.is("Anna").await, day.is("Bram").await, day.is("Cees").await, day.is("Dora").await];
    assert_eq!(stands, [PLACE, WAITS, PLACE, PLACE]);
    day.assert_ledger().await;
}

/// Many of two kinds and of none at once, through forms. Never more of a kind than its number; where the day has room each kind gets its
/// number exactly and everybody else comes, and where it has not, all of its places go.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn e13_contenders_of_two_kinds_never_pass_the_number_of_their_kind() {
    for (capacity, come) in [(60, 40 + 3 + 4), (12, 12)] {
        let day = Day::limited(capacity, &[(Municipality, 3), (SafetyRegion, 4)]).await;
        let event = day.row().await;
        let all = (0..120_usize).map(|number| {
            let (app, event, name) = (day.house.app.clone(), event.clone(), format!("Komt {}", letters(number)));
            let guest = [council, region, nobody][number % 3](&name);
            tokio::spawn(async move {
                let waits = number % 2 == 0;
                let party =
                    Party { guests: vec![guest], language: Language::Dutch, network: name, waits, invitation: None };
                let Begun::Kept(token) = events::begin(&app, &event, &party).await.unwrap() else { return };
                let form = events::booking(app.store.read(), event.id, &token).await.unwrap().unwrap();
                // A place may come free between the two screens: it is theirs then, on the next try.
                events::confirm(&app, &form, &[]).await.unwrap();
            })
        });
        join_all(all).await.into_iter().for_each(|one| one.unwrap());
        let of = (day.of_kind(Municipality).await, day.of_kind(SafetyRegion).await);
        assert!(of.0 <= 3 && of.1 <= 4 && (come == 12 || of == (3, 4)), "{of:?}");
        assert_eq!(day.count("registered").await, come);
        day.assert_ledger().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn e13_places_that_come_free_at_once_go_to_each_kind_exactly_once() {
    let day = Day::limited(4, &[(Municipality, 2), (SafetyRegion, 2)]).await;
    let mut inside = Vec::new();
    for guest in [council("Ada"), council("Bea"), region("Cor"), region("Dik")] {
        inside.push(day.comes(guest).await);
    }
    for name in ["Wa", "Wb", "Wc"] {
        day.comes(council(name)).await;
        day.comes(region(&format!("{name} regio"))).await;
    }
    let all = inside.iter().map(|id| {
        let (app, id) = (day.house.app.clone(), *id);
        tokio::spawn(async move { events::cancel(&app, id, Actor::Reader, "self").await.unwrap() })
    });
    join_all(all).await.into_iter().for_each(|one| assert_eq!(one.unwrap(), events::Cancelled::Done));
    assert_eq!(day.have_an_offer().await, ["Wa", "Wa regio", "Wb", "Wb regio"], "the first two of each");
    day.assert_ledger().await;
}

#[tokio::test]
async fn e13_a_place_goes_to_who_waits_longest_and_may_have_it_under_every_limit() {
    let day = Day::limited(4, &[(Municipality, 2)]).await;
    let first = day.comes(council("Anna")).await;
    day.comes(council("Bram")).await;
    day.comes(council("Waits Eerst")).await;
    let third = day.comes(nobody("Cees")).await;
    day.comes(region("Dora")).await;
    day.comes(nobody("Waits Later")).await;
    assert_eq!(day.count("waiting").await, 2, "the day is full now too");
    // A place of another kind: the first in line cannot have it, the second can.
    day.leaves(third).await;
    assert_eq!(day.have_an_offer().await, ["Waits Later"]);
    day.assert_ledger().await;
    // A place of the kind: the first in line, who kept their place there.
    day.comes(nobody("Waits Ook")).await;
    day.leaves(first).await;
    assert_eq!(day.have_an_offer().await, ["Waits Eerst", "Waits Later"]);
    day.assert_ledger().await;
    // Whoever declines passes it to the next who may have it, not past them to the public.
    let row = day.of_name("Waits Eerst").await;
    let pool = samenspraak::base::id::PoolId(day.house.number("SELECT MIN(id) FROM event_pools").await);
    assert_eq!(events::leave(&day.house.app, &row, pool).await.unwrap(), Answered::Done);
    assert_eq!(day.have_an_offer().await, ["Waits Later", "Waits Ook"]);
    assert_eq!(events::accept(&day.house.app, &day.of_name("Waits Ook").await, pool).await.unwrap(), Answered::Done);
    assert_eq!(day.is("Waits Ook").await, PLACE);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e13_raising_the_number_offers_and_lowering_it_removes_nobody() {
    let day = Day::limited(9, &[(Municipality, 1)]).await;
    for name in ["Anna", "Bram", "Cees", "Dora"] {
        day.comes(council(name)).await;
    }
    day.limit(&[(Municipality, 3)]).await;
    assert_eq!(day.have_an_offer().await, ["Bram", "Cees"]);
    day.assert_ledger().await;
    day.limit(&[(Municipality, 1), (SafetyRegion, 0)]).await;
    assert_eq!((day.count("registered").await, day.count("offered").await), (1, 2));
    day.assert_ledger().await;
    day.leaves(day.of_name("Bram").await.id).await;
    assert_eq!(day.count("offered").await, 1, "two of one: nobody is offered a place");
    assert_eq!(day.begin_for(&[region("Emma")], false).await, Begun::KindsFull(0, vec![SafetyRegion]));
    // Without limits the rest is offered to who waits, and then everybody's.
    day.limit(&[]).await;
    assert_eq!(day.have_an_offer().await, ["Cees", "Dora"]);
    assert!(matches!(day.begin_for(&[region("Emma")], false).await, Begun::Kept(_)));
    day.assert_ledger().await;
}

#[tokio::test]
async fn e13_a_limit_that_comes_later_counts_who_is_there_and_raising_the_day_passes_over_a_full_kind() {
    let day = Day::limited(3, &[]).await;
    day.comes(council("Anna")).await;
    day.comes(council("Bram")).await;
    day.comes(nobody("Cees")).await;
    day.comes(council("Waits Eerst")).await;
    day.comes(nobody("Waits Later")).await;
    day.limit(&[(Municipality, 2)]).await;
    assert_eq!(day.of_kind(Municipality).await, 2);
    let version = day.row().await.version;
    events::change_event(&day.house.app, day.member, day.event, version, &network_day(6)).await.unwrap();
    assert_eq!(day.have_an_offer().await, ["Waits Later"]);
    // What is left is everybody's who is not of that kind.
    day.comes(region("Dora")).await;
    assert_eq!(day.is("Dora").await, PLACE);
    day.comes(council("Emma")).await;
    assert_eq!(day.is("Emma").await, WAITS);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e13_every_door_counts_for_the_kind() {
    let day = Day::limited(9, &[(Municipality, 1)]).await;
    let (app, address) = (&day.house.app, EmailAddress::parse("anna@gemeente.example").unwrap());
    let added = events::add_by_hand(app, day.member, day.event, (&council("Anna"), &address, Language::Dutch)).await;
    assert!(matches!(added.unwrap(), Added::Registered(_)));
    let list: Vec<_> = ["Bram", "Cees"]
        .map(council)
        .into_iter()
        .chain([region("Dora")])
        .map(|guest| (guest.clone(), EmailAddress::parse(&guest.address).unwrap()))
        .collect();
    let taken = events::import(app, day.member, day.event, (&list, Language::Dutch)).await.unwrap();
    assert_eq!((taken.registered, taken.waiting), (1, 2));
    day.assert_ledger().await;
    // A colleague of elsewhere takes the place as it was counted.
    let colleague = nobody("Emma");
    let to = EmailAddress::parse(&colleague.address).unwrap();
    let anna = day.of_name("Anna").await.id;
    events::substitute(app, anna, Actor::Reader, (&colleague, &to)).await.unwrap();
    assert_eq!((day.is("Emma").await, day.of_kind(Municipality).await), (PLACE, 1));
    day.assert_ledger().await;
    // Whoever is erased gives it to the line.
    day.leaves(day.of_name("Emma").await.id).await;
    assert_eq!(day.have_an_offer().await, ["Bram"]);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e13_a_form_keeps_a_place_of_its_kind_and_not_a_moment_longer() {
    let day = Day::limited(9, &[(Municipality, 1)]).await;
    let form = day.form_of(&[council("Nooit")]).await;
    assert_eq!(day.begin_for(&[council("Bram")], false).await, Begun::KindsFull(0, vec![Municipality]));
    // Who goes on to wait finds a place after all when the form ends meanwhile.
    let waiting = day.form_of(&[council("Cees")]).await;
    assert_eq!((form.places, waiting.places), (1, 0));
    day.house.wait(std::time::Duration::from_mins(14));
    assert!(events::extend(&day.house.app, waiting.id).await.unwrap());
    day.house.wait(std::time::Duration::from_mins(2));
    let page = day.guest(1).get(&format!("/bijeenkomsten/{}", day.event)).await.body;
    assert!(page.contains("Nog 1 plaats"), "no bell rang, and yet it is free: {page}");
    assert!(matches!(day.begin_for(&[council("Dora")], false).await, Begun::Kept(_)));
    events::sweep(&day.house.app).await.unwrap();
    day.assert_ledger().await;
}

#[tokio::test]
async fn e13_an_organisation_above_its_quota_asks_and_takes_no_place_of_its_kind() {
    let day = Day::limited_of(NewEvent { quota: Some(1), ..network_day(9) }, &[(Municipality, 2)]).await;
    day.comes(council("Anna")).await;
    let asks = day.comes(council("Bram")).await;
    assert_eq!((day.of_kind(Municipality).await, day.is("Bram").await), (1, WAITS));
    // Staff let them in, as long as their kind has a place.
    events::approve(&day.house.app, day.member, day.event, &[asks]).await.unwrap();
    assert_eq!((day.of_kind(Municipality).await, day.is("Bram").await), (2, PLACE));
    let asks = day.comes(council("Cees")).await;
    let decided = events::approve(&day.house.app, day.member, day.event, &[asks]).await.unwrap();
    assert_eq!((decided.places, decided.waiting), (0, 1), "approved, and waits for their kind");
    day.comes(nobody("Dora")).await;
    assert_eq!(day.is("Dora").await, PLACE);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e13_the_pages_say_what_is_full_and_offer_the_waiting_list() {
    let day = Day::limited(9, &[(Municipality, 1), (SafetyRegion, 3)]).await;
    day.comes(council("Anna")).await;
    let here = format!("/bijeenkomsten/{}", day.event);
    let page = day.guest(1).get(&here).await.body;
    assert!(page.contains("Per soort organisatie") && page.contains("Vol, wachtlijst"), "{page}");
    assert!(page.contains("Meld u aan"), "others may register: {page}");
    let form = format!("{here}/aanmelden");
    let screen = day.guest(1).get(&form).await.body;
    assert!(screen.contains("gemeente (vol, wachtlijst)") && screen.contains("Geen van deze"), "{screen}");
    // Whose domain says nothing says it themselves; saying nothing is told at the field.
    let mut fields = vec![("name", "Bram Jansen"), ("address", "bram@elders.example"), ("guests", "1")];
    let untold = day.guest(1).post(&form, &fields).await;
    assert_eq!(untold.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(untold.body.contains("Kies bij wat voor organisatie u hoort"), "{}", untold.body);
    fields.push(("organisation_kind", "municipality"));
    let full = day.guest(1).post(&form, &fields).await;
    assert_eq!(full.status, StatusCode::CONFLICT);
    for words in ["Vol voor: gemeente", "Verder, op de wachtlijst", "value=\"bram@elders.example\""] {
        assert!(full.body.contains(words), "{words} is not on\n{}", full.body);
    }
    fields.push(("waits", "yes"));
    let kept = day.guest(1).post(&form, &fields).await;
    let screen = day.guest(1).get(kept.location()).await.body;
    assert!(
        screen.contains("alle plaatsen bezet: gemeente") && screen.contains("Zet mij op de wachtlijst"),
        "{screen}"
    );
    day.guest(1).post(kept.location(), &[]).await;
    assert_eq!(day.is("Bram Jansen").await, WAITS);
    let mails = day.house.mails().await;
    let mail = mails.iter().rev().find(|mail| mail.to == "bram@elders.example").unwrap();
    assert!(mail.text.contains("(gemeente) zijn alle plaatsen"), "{}", mail.text);
    let own = day.guest(1).get(&mail.link("/bijeenkomsten/aanmelding/")).await.body;
    assert!(own.contains("alle plaatsen bezet: gemeente") && own.contains("U bent nummer <b>1</b>"), "{own}");
    // A domain that everybody can see counts, whatever is said.
    let said = [("name", "Cees"), ("address", "cees@gemeente.example"), ("guests", "1"), ("organisation_kind", "none")];
    assert_eq!(day.guest(1).post(&form, &said).await.status, StatusCode::CONFLICT);
    day.assert_ledger().await;
}

/// Whoever types somebody's address must not read for what kind of organisation its holder works.
#[tokio::test]
async fn e13_no_page_says_of_a_mailbox_at_a_provider_what_the_register_knows() {
    let day = Day::limited(9, &[(Municipality, 0)]).await;
    let person = day.house.person("wethouder@gmail.com").await;
    let contact = format!(
        "INSERT INTO contacts (organisation_id, person_id, role, from_on, made_at)
         VALUES (1, {person}, '', '2020-01-01', 0)"
    );
    day.house.sql(&contact).await;
    day.comes(of("Wethouder", "gmail.com")).await;
    assert_eq!(day.is("Wethouder").await, PLACE);
}

#[tokio::test]
async fn e13_the_organiser_sets_the_numbers_and_sees_who_is_near() {
    let day = Day::limited(50, &[]).await;
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/bijeenkomsten/{}", day.event);
    let path = format!("{here}/soorten");
    assert!(!editor.get(&here).await.body.contains("id=\"soorten\""));
    let form = editor.get(&path).await.body;
    assert!(form.contains("Hoogstens zoveel mensen") && form.contains("name=\"municipality\""), "{form}");
    let version = day.row().await.version.to_string();
    let wrong = editor.post(&path, &[("version", version.as_str()), ("municipality", "veel"), ("province", "7")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Vul een getal in") && wrong.body.contains("value=\"7\""), "{}", wrong.body);
    let fields = [("version", version.as_str()), ("municipality", "40"), ("safety-region", "20")];
    assert_eq!(editor.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    for number in 0..38 {
        day.comes(council(&format!("Komt {}", letters(number)))).await;
    }
    let page = editor.get(&here).await.body;
    for words in ["38 van 40", "bijna vol", "0 van 20"] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    // A colleague saved meanwhile: nothing typed is lost, and what is there now is said.
    let stale = editor.post(&path, &[("version", version.as_str()), ("municipality", "45")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("gemeente 40") && stale.body.contains("value=\"45\""), "{}", stale.body);
    // A copy takes the limits along, and no people.
    let copy = events::copy(&day.house.app, day.member, day.event, 364).await.unwrap().unwrap();
    let query = format!(
        "SELECT COUNT(*) FROM event_pools WHERE event_id = {copy} AND taken = 0
           AND ((kind = 'municipality' AND capacity = 40) OR (kind = 'safety-region' AND capacity = 20))"
    );
    assert_eq!(day.house.number(query.leak()).await, 2);
    day.assert_ledger().await;
}
