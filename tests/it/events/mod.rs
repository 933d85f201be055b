//! Network days: places, the waiting list, sessions, letters, and the pages around them.

mod admitting;
mod asking;
mod attending;
mod depending;
mod door;
mod elsewhere;
mod ending;
mod evaluating;
mod importing;
mod inviting;
mod items;
mod kinds;
mod letters;
mod levels;
mod limiting;
mod making;
mod papers;
mod people;
mod places;
mod quota;
mod recognising;
mod replying;
mod sessions;
mod waiting;
mod writing;

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samenspraak::base::id::{EventId, EventSessionId, MemberId, RegistrationId};
use samenspraak::base::{EmailAddress, Language, WallTime};
use samenspraak::events::{self, Acted, EventAdmission, EventKind, Guest, NewEvent, NewSession, Party};
use samenspraak::settings::Settings;
use samenspraak::store::tables::states::Role;
use samenspraak::store::tables::{event_registrations, events as rows};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::house::{Answer, House, Visitor};

/// A wall time of a stored form.
pub fn wall(text: &str) -> WallTime {
    WallTime::from_stored(text).unwrap()
}

/// Thursday 22 April 2027 with so many places; registration is open now and closes two weeks before.
pub fn network_day(capacity: i64) -> NewEvent {
    let text = str::to_owned;
    NewEvent {
        kind: EventKind::NetworkDay,
        title: [text("Netwerkdag voorjaar 2027"), text("Network day spring 2027")],
        lead: [text("Eén dag, elf workshops."), String::new()],
        about: [text("Over accu’s, waterstof en de kaart."), String::new()],
        when: [wall("2027-04-22T09:30"), wall("2027-04-22T16:30")],
        place: text("De Stadshof, Zwolle"),
        address: text("Voorbeeldplein 1"),
        link: String::new(),
        window: [wall("2026-11-01T09:00"), wall("2027-04-08T17:00")],
        admission: EventAdmission::Open,
        domains: String::new(),
        kinds: Vec::new(),
        capacity,
        asks_needs: true,
        offer_hours: 24,
        reminder_days: 3,
        quota: None,
        certificate_days: 0,
    }
}

/// A house with an event that takes registrations, made by a member.
pub struct Day {
    pub house: House,
    pub event: EventId,
    pub member: MemberId,
}

impl Day {
    pub async fn with(capacity: i64) -> Self {
        Self::of(network_day(capacity)).await
    }

    pub async fn of(new: NewEvent) -> Self {
        let mut house = House::open().await;
        // Each visitor comes from a network of their own, as behind a proxy that says so.
        let trusted_proxies = vec![IpAddr::V4(Ipv4Addr::LOCALHOST)];
        house.change(|app| app.settings = Arc::new(Settings { trusted_proxies, ..(*app.settings).clone() }));
        let member = house.member(&[Role::Editor]).await;
        let event = events::add(&house.app, member, &new).await.unwrap();
        assert_eq!(events::open(&house.app, member, event).await.unwrap(), Acted::Done);
        Self { house, event, member }
    }

    pub fn set_clock(&self, text: &str) {
        self.house.app.clock.set(wall(text).resolve().instant());
    }

    pub async fn row(&self) -> rows::Model {
        rows::Entity::find_by_id(self.event).one(self.house.app.store.read()).await.unwrap().unwrap()
    }

    /// Adds a session that one chooses.
    pub async fn session(&self, code: &str, round: i64, hours: [&str; 2], capacity: i64) -> EventSessionId {
        let new = NewSession {
            round,
            code: code.to_owned(),
            title: [format!("Workshop {code}"), String::new()],
            about: Default::default(),
            speaker: String::new(),
            room: "Zaal IJssel".to_owned(),
            when: hours.map(|hour| wall(&format!("2027-04-22T{hour}"))),
            capacity,
        };
        events::save_session(&self.house.app, self.member, self.event, None, &new).await.unwrap();
        EventSessionId(self.house.number("SELECT MAX(id) FROM event_sessions").await)
    }

    /// Somebody in front of the house, from a network of their own.
    pub fn guest(&self, number: usize) -> Attendee {
        Attendee {
            visitor: self.house.visitor(),
            network: format!("198.{}.{}.{}", 18 + number / 62_500, number / 250 % 250, number % 250 + 1),
            event: self.event,
        }
    }

    /// Somebody registers, on both screens.
    pub async fn register(&self, name: &str) -> RegistrationId {
        let page = self.guest(900).begin(name, &address(name)).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let sent = self.guest(900).post(page.location(), &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        self.of_name(name).await.id
    }

    /// The newest registration under a name.
    pub async fn of_name(&self, name: &str) -> event_registrations::Model {
        event_registrations::Entity::find()
            .filter(event_registrations::Column::Name.eq(name))
            .filter(event_registrations::Column::EventId.eq(self.event))
            .order_by_desc(event_registrations::Column::Id)
            .one(self.house.app.store.read())
            .await
            .unwrap()
            .unwrap()
    }

    /// The path of somebody's own page, out of the newest mail to them.
    pub async fn own_page(&self, name: &str) -> String {
        let mails = self.house.mails().await;
        let start = "/bijeenkomsten/aanmelding/";
        let mut to_them = mails.iter().rev().filter(|mail| mail.to == address(name) && mail.text.contains(start));
        to_them.next().unwrap().link(start)
    }

    /// Joins the waiting list, on both screens.
    pub async fn join_list(&self, name: &str) -> RegistrationId {
        let party = Party {
            guests: vec![guest(name)],
            language: Language::Dutch,
            network: name.to_owned(),
            waits: true,
            invitation: None,
        };
        let event = self.row().await;
        let events::Begun::Kept(token) = events::begin(&self.house.app, &event, &party).await.unwrap() else {
            panic!()
        };
        let booking = events::booking(self.house.app.store.read(), self.event, &token).await.unwrap().unwrap();
        let done = events::confirm(&self.house.app, &booking, &[]).await.unwrap();
        assert_eq!(done, events::Confirmed::Done);
        self.of_name(name).await.id
    }

    /// How many registrations stand in a state.
    pub async fn count(&self, state: &'static str) -> i64 {
        let query = match state {
            "registered" => "SELECT COUNT(*) FROM event_registrations WHERE state = 'registered'",
            "waiting" => "SELECT COUNT(*) FROM event_registrations WHERE state = 'waiting'",
            "offered" => "SELECT COUNT(*) FROM event_waiting WHERE state = 'offered'",
            _ => "SELECT COUNT(*) FROM event_registrations WHERE state = 'cancelled'",
        };
        self.house.number(query).await
    }

    /// Whether the pools say what a recount says, and none has more taken than there are.
    pub async fn assert_ledger(&self) {
        let faults = self.house.number(crate::adding_up::POOLS).await;
        assert_eq!(faults, 0, "a pool does not say what a recount says");
    }
}

/// The address of somebody by their name.
pub fn address(name: &str) -> String {
    format!("{}@voorbeeld.nl", name.to_lowercase().replace(' ', "."))
}

pub fn guest(name: &str) -> Guest {
    Guest::new(name.to_owned(), address(name), String::new())
}

pub fn mailbox(name: &str) -> EmailAddress {
    EmailAddress::parse(&address(name)).unwrap()
}

/// Somebody who registers.
#[derive(Clone)]
pub struct Attendee {
    visitor: Visitor,
    network: String,
    event: EventId,
}

impl Attendee {
    /// The first screen.
    pub async fn begin(&self, name: &str, address: &str) -> Answer {
        let path = format!("/bijeenkomsten/{}/aanmelden", self.event);
        self.post(&path, &[("name", name), ("address", address), ("guests", "1")]).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("x-forwarded-for", &self.network);
        self.visitor.send(request, Body::from(serde_html_form::to_string(fields).unwrap())).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.visitor.get(path).await
    }
}
