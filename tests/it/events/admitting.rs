//! Who may register: everybody, mail domains, with approval. By invitation only stands with the invitations.

use std::sync::Arc;

use axum::http::StatusCode;
use futures_util::future::join_all;
use samenspraak::audit::Actor;
use samenspraak::base::Language;
use samenspraak::base::id::RegistrationId;
use samenspraak::events::{self, Decided, EventAdmission, EventApproval, NewEvent, RegistrationState};
use samenspraak::store::sql;
use samenspraak::store::tables::states::Role;
use sea_orm::ConnectionTrait as _;
use tokio::sync::Barrier;

use super::{Day, address, guest, mailbox, network_day};

impl Day {
    pub async fn with_approval(capacity: i64) -> Self {
        Self::of(NewEvent { admission: EventAdmission::Approval, ..network_day(capacity) }).await
    }

    /// Asks for a place, on both screens.
    pub async fn request(&self, name: &str) -> RegistrationId {
        let page = self.guest(900).begin(name, &address(name)).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let sent = self.guest(900).post(page.location(), &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let row = self.of_name(name).await;
        assert_eq!((row.state, row.approval), (RegistrationState::Waiting, EventApproval::Asked));
        row.id
    }

    async fn approve(&self, these: &[RegistrationId]) -> Decided {
        events::approve(&self.house.app, self.member, self.event, these).await.unwrap()
    }

    pub(super) async fn subjects_to(&self, name: &str) -> Vec<String> {
        let mails = self.house.mails().await.into_iter().filter(|mail| mail.to == address(name));
        mails.map(|mail| mail.subject).collect()
    }

    pub(super) async fn acts(&self, id: RegistrationId) -> i64 {
        let query = format!("SELECT COUNT(*) FROM audit WHERE object = 'registration' AND object_id = {id}");
        self.house.number(Box::leak(query.into_boxed_str())).await
    }
}

#[tokio::test]
async fn e01_a_request_takes_no_place_until_somebody_approves() {
    let day = Day::with_approval(2).await;
    let page = day.guest(1).get(&format!("/bijeenkomsten/{}", day.event)).await.body;
    assert!(page.contains("Na goedkeuring") && page.contains("Vraag een plaats aan"), "{page}");
    let first = day.guest(1).begin("Anna de Vries", &address("Anna de Vries")).await;
    let second = day.guest(1).get(first.location()).await.body;
    assert!(second.contains("Vraag een plaats aan") && !second.contains("vastgehouden"), "{second}");
    let sent = day.guest(1).post(first.location(), &[]).await;
    let after = day.guest(1).get(sent.location()).await.body;
    assert!(after.contains("Uw aanvraag is verstuurd") && !after.contains("U bent aangemeld"), "{after}");
    day.assert_ledger().await;
    assert_eq!(day.house.number("SELECT taken FROM event_pools WHERE session_id IS NULL").await, 0);
    // The same person again is the same request.
    day.guest(1).begin("Anna de Vries", &address("Anna de Vries")).await;
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_registrations").await, 1);
    let own = day.guest(1).get(&day.own_page("Anna de Vries").await).await.body;
    assert!(own.contains("wacht op goedkeuring") && !own.contains("QR-code"), "{own}");
    let id = day.of_name("Anna de Vries").await.id;
    assert_eq!(day.approve(&[id, id]).await, Decided { places: 1, ..Decided::default() });
    assert_eq!(day.approve(&[id]).await, Decided { late: 1, ..Decided::default() }, "once");
    day.house.deliver_all().await;
    let subjects = day.subjects_to("Anna de Vries").await;
    assert_eq!(subjects.iter().filter(|subject| subject.starts_with("Uw bewijs")).count(), 1, "{subjects:?}");
    assert_eq!(day.acts(id).await, 2, "asked and approved, one line each");
    day.assert_ledger().await;
}

#[tokio::test]
async fn e01_approving_gives_what_there_is_in_the_order_of_asking_and_then_the_waiting_list() {
    let day = Day::with_approval(2).await;
    let mut ids = Vec::new();
    for name in ["Anna", "Bram", "Cees", "Dirk"] {
        ids.push(day.request(name).await);
    }
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/bijeenkomsten/{}", day.event);
    let page = editor.get(&here).await.body;
    for words in ["Aanvragen", "Nog 2 plaatsen", "Een aanvraag bezet geen plaats", "anna@voorbeeld.nl"] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    // Ticked in whatever order, who asked first goes first.
    let ticked: Vec<String> = [3, 0, 2].map(|at: usize| ids[at].to_string()).to_vec();
    let fields: Vec<_> = ticked.iter().map(|id| ("request", id.as_str())).chain([("do", "approve")]).collect();
    let done = editor.post(&format!("{here}/aanvragen"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let said = editor.get(done.location()).await.body;
    assert!(said.contains("2 kregen een plaats; 1 op de wachtlijst"), "{said}");
    let stands = async |name: &str| {
        let row = day.of_name(name).await;
        (row.state, row.approval)
    };
    assert_eq!(stands("Anna").await, (RegistrationState::Registered, EventApproval::Given));
    assert_eq!(stands("Cees").await, (RegistrationState::Registered, EventApproval::Given));
    assert_eq!(stands("Dirk").await, (RegistrationState::Waiting, EventApproval::Given));
    assert_eq!(stands("Bram").await, (RegistrationState::Waiting, EventApproval::Asked));
    day.assert_ledger().await;
    // A place that comes free goes to who was approved, and not to who asks.
    events::cancel(&day.house.app, ids[0], Actor::Reader, "self").await.unwrap();
    assert_eq!(day.count("offered").await, 1);
    let offered = "SELECT registration_id FROM event_waiting WHERE state = 'offered'";
    assert_eq!(day.house.number(offered).await, ids[3].0);
    // When the list is closed and all is full, approving does nothing and says so.
    let row = day.of_name("Dirk").await;
    let pool =
        samenspraak::base::id::PoolId(day.house.number("SELECT id FROM event_pools WHERE session_id IS NULL").await);
    events::accept(&day.house.app, &row, pool).await.unwrap();
    day.set_clock("2027-04-09T09:00");
    assert_eq!(day.approve(&[ids[1]]).await, Decided { full: 1, ..Decided::default() });
    assert_eq!(stands("Bram").await.1, EventApproval::Asked);
    // Nobody stays signed in that long.
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get(&here).await.body;
    assert!(page.contains("de wachtlijst is gesloten"), "{page}");
    day.assert_ledger().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r01_e01_approving_at_once_never_gives_more_places_than_there_are() {
    let day = Day::with_approval(5).await;
    let mut ids = Vec::new();
    for number in 0..20_u8 {
        ids.push(day.request(&format!("Vrager {}", char::from(b'a' + number))).await);
    }
    let all = ids.iter().map(|id| {
        let (app, by, event, id) = (day.house.app.clone(), day.member, day.event, *id);
        tokio::spawn(async move { events::approve(&app, by, event, &[id]).await.unwrap() })
    });
    let decided = join_all(all).await;
    let places: usize = decided.iter().map(|one| one.as_ref().unwrap().places).sum();
    let waiting: usize = decided.iter().map(|one| one.as_ref().unwrap().waiting).sum();
    assert_eq!((places, waiting), (5, 15));
    assert_eq!(day.count("registered").await, 5);
    day.assert_ledger().await;
}

/// The negative control of the one above: whoever looks whether there is a place and then gives it, as is done without a guard, meets
/// the others between the two. If that gave nobody too much, twenty who approve at once would prove nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r03_e01_approving_without_the_guard_gives_too_many() {
    const PLACES: i64 = 5;
    let day = Day::with_approval(PLACES).await;
    day.house.ends_in_the_middle();
    // The net below the guard is away too; what there is to take stays five.
    day.house.sql("UPDATE event_pools SET ceiling = 1000").await;
    let all_have_looked = Arc::new(Barrier::new(20));
    let mut all = Vec::new();
    for number in 0..20_u8 {
        let id = day.request(&format!("Vrager {}", char::from(b'a' + number))).await;
        let (store, all_have_looked) = (day.house.app.store.clone(), all_have_looked.clone());
        all.push(tokio::spawn(async move {
            let free = sql(store.read(), "SELECT capacity - taken AS free FROM event_pools", []);
            let free: i64 = store.read().query_one_raw(free).await.unwrap().unwrap().try_get("", "free").unwrap();
            all_have_looked.wait().await;
            if free > 0 {
                let tx = store.begin_write().await.unwrap();
                let give = "UPDATE event_registrations SET state = 'registered', approval = 'given' WHERE id = ?";
                tx.execute_raw(sql(&tx, give, [id.0.into()])).await.unwrap();
                tx.execute_unprepared("UPDATE event_pools SET taken = taken + 1").await.unwrap();
                tx.commit().await.unwrap();
            }
        }));
    }
    join_all(all).await.into_iter().for_each(|one| one.unwrap());
    let given = day.count("registered").await;
    assert!(given > PLACES, "looking first and giving then gave {given} of {PLACES}");
    // With the guard the same pool gives nobody a place more.
    let late = day.request("Vrager te laat").await;
    assert_eq!(day.approve(&[late]).await, Decided { waiting: 1, ..Decided::default() });
}

#[tokio::test]
async fn e01_refusing_needs_a_reason_that_the_person_reads() {
    let day = Day::with_approval(5).await;
    let (anna, bram) = (day.request("Anna").await, day.request("Bram").await);
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let path = format!("/beheer/bijeenkomsten/{}/aanvragen", day.event);
    let (one, other) = (anna.to_string(), bram.to_string());
    let nobody = editor.post(&path, &[("do", "approve"), ("refusal", "bewaar dit")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.body.contains("Kies over wie u beslist") && nobody.body.contains("bewaar dit"), "{}", nobody.body);
    let without = editor.post(&path, &[("request", &one), ("do", "refuse"), ("refusal", " ")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.body.contains("Vul in waarom"), "{}", without.body);
    let fields = [("request", one.as_str()), ("request", &other), ("do", "refuse"), ("refusal", "Alleen voor regio’s")];
    assert_eq!(editor.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    day.house.deliver_all().await;
    let mails = day.house.mails().await;
    for name in ["Anna", "Bram"] {
        let told = mails.iter().filter(|mail| mail.to == address(name) && mail.text.contains("Alleen voor regio’s"));
        assert_eq!(told.count(), 1, "{name}");
        assert_eq!(day.of_name(name).await.approval, EventApproval::Refused);
    }
    assert_eq!(day.count("cancelled").await, 2);
    let own = day.guest(1).get(&day.own_page("Anna").await).await.body;
    assert!(own.contains("U hebt geen plaats gekregen") && own.contains("Alleen voor regio’s"), "{own}");
    day.assert_ledger().await;
}

#[tokio::test]
async fn e01_a_request_can_be_withdrawn_and_one_that_nobody_decided_about_ends_with_a_word() {
    let day = Day::with_approval(5).await;
    let anna = day.request("Anna").await;
    day.request("Bram").await;
    let own = day.own_page("Anna").await;
    day.guest(1).post(&format!("{own}/afmelden"), &[]).await;
    assert_eq!(day.approve(&[anna]).await, Decided { late: 1, ..Decided::default() });
    assert!(day.subjects_to("Anna").await.iter().any(|subject| subject.starts_with("Aanvraag ingetrokken")));
    day.set_clock("2027-04-22T09:31");
    for _ in 0..2 {
        day.house.ring_all().await;
    }
    let subjects = day.subjects_to("Bram").await;
    assert_eq!(subjects.iter().filter(|one| one.starts_with("Geen plaats")).count(), 1, "{subjects:?}");
    assert_eq!(day.of_name("Bram").await.state, RegistrationState::Cancelled);
    day.assert_ledger().await;
}

/// Whom staff add is approved by that; who asked already is shown to them.
#[tokio::test]
async fn e01_who_is_added_by_hand_needs_no_approval() {
    let day = Day::with_approval(5).await;
    day.request("Anna").await;
    let add = async |name: &str| {
        let who = (&guest(name), &mailbox(name), Language::Dutch);
        events::add_by_hand(&day.house.app, day.member, day.event, who).await.unwrap()
    };
    assert_eq!(add("Anna").await, events::Added::Asks);
    assert!(matches!(add("Bram").await, events::Added::Registered(_)));
    day.assert_ledger().await;
}

#[tokio::test]
async fn e01_the_rule_of_domains_is_kept_in_the_form_in_which_addresses_are_compared() {
    let day = Day::with(5).await;
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let path = format!("/beheer/bijeenkomsten/{}/wijzigen", day.event);
    let form = editor.get(&path).await;
    let save = async |domains: &str| {
        let version = day.row().await.version.to_string();
        let fields = [
            ("kind", "network-day"),
            ("title_nl", "Netwerkdag"),
            ("day", "22 april 2027"),
            ("from", "9.30"),
            ("until", "16.30"),
            ("place", "Zwolle"),
            ("capacity", "5"),
            ("opens_day", "1 november 2026"),
            ("opens_time", "9.00"),
            ("closes_day", "8 april 2027"),
            ("closes_time", "17.00"),
            ("admission", "open"),
            ("domains", domains),
            ("offer_hours", "24"),
            ("reminder_days", "3"),
            ("version", version.as_str()),
        ];
        editor.post(&path, &fields).await
    };
    assert!(form.body.contains("Alleen voor deze maildomeinen"), "{}", form.body);
    assert_eq!(save("Bücher.example, @voorbeeld.nl").await.status, StatusCode::SEE_OTHER);
    assert_eq!(day.row().await.domains, "xn--bcher-kva.example voorbeeld.nl");
    for (address, may) in
        [("a@bücher.example", true), ("b@mail.xn--bcher-kva.example", true), ("c@bucher.example", false)]
    {
        let answer = day.guest(1).begin("Anna", address).await;
        assert_eq!(answer.status == StatusCode::SEE_OTHER, may, "{address}");
    }
    assert_eq!(save("nl").await.status, StatusCode::UNPROCESSABLE_ENTITY, "a whole country is no domain");
}
