//! A house to test in: the real router, database and ledger, with a clock that stands still and a postbox in memory.
//!
//! `TEST_DATABASE_URL=postgres://…` gives each test a database of its own; without it each has an SQLite file.

use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use mail_parser::MessageParser;
use samenspraak::app::App;
use samenspraak::base::id::{MemberId, PersonId, PublicationId};
use samenspraak::base::{Clock, EmailAddress, Instant, Language, Random, Secrets};
use samenspraak::mail::{Carrier, Outlets, Signing};
use samenspraak::settings::Settings;
use samenspraak::store::tables::states::{OnUncertain, Role, Stage};
use samenspraak::store::tables::{centre, member_roles, members, publications};
use samenspraak::store::{Store, migrate};
use samenspraak::{delivery, people, routes, staff, subscribers};
use sea_orm::{ConnectionTrait, EntityTrait, Set};
use tokio::sync::Notify;
use tower::ServiceExt as _;

use crate::adding_up::Ending;
use crate::databases::ready_database;

/// Saturday 21 November 2026, 12.00 in Amsterdam.
pub const START: Instant = Instant(1_795_258_800_000);

/// A house with a centre, two publications, and nobody in it.
pub struct House {
    pub app: Fixed,
    /// Where its database is, for programs that open it too.
    pub database: String,
    /// Made once for all visitors, because making it takes longer than most answers.
    door: OnceLock<Router>,
    ending: Ending,
    _folder: tempfile::TempDir,
}

/// What only [`House::change`] changes, because the door was made with it.
pub struct Fixed(App);

impl Deref for Fixed {
    type Target = App;

    fn deref(&self) -> &App {
        &self.0
    }
}

/// Somebody in front of the house, with or without a session.
#[derive(Clone)]
pub struct Visitor {
    app: App,
    door: Router,
    cookie: Option<String>,
}

/// What the house answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
}

/// A mail as its recipient sees it.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub raw: String,
}

impl House {
    /// Opens a house.
    pub async fn open() -> Self {
        Self::with_publications(2).await
    }

    /// Opens a house with none, one or both of its publications.
    pub async fn with_publications(many: usize) -> Self {
        let house = Self::without_centre().await;
        house.found_centre(many).await;
        house
    }

    /// Opens a house before its first set-up.
    pub async fn without_centre() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = ready_database(folder.path().join("house.db")).await;
        let store = Store::open(&database).await.unwrap();
        migrate(&store).await.unwrap();
        let random = Random::from_seed([1; 32]);
        let settings = Settings {
            base_url: Some("http://samenspraak.example".to_owned()),
            // Tests ask nobody outside: on this port nobody answers.
            resolver: Some("127.0.0.1:9".parse().unwrap()),
            ..Settings::demo("127.0.0.1:0".parse().unwrap(), folder.path().to_owned())
        };
        let app = App {
            store,
            clock: Clock::standing_at(START),
            secrets: Arc::new(Secrets::make(&random)),
            random,
            rooms: samenspraak::rooms::rooms(),
            outlets: Outlets::single(Carrier::Memory(Arc::new(Mutex::new(Vec::new())))),
            tls: samenspraak::mail::Tls::default(),
            signing: Signing::default(),
            settings: Arc::new(settings),
            mail_waits: Arc::new(Notify::new()),
            demo: true,
        };
        let ending = Ending::of(&database);
        Self { app: Fixed(app), database, door: OnceLock::new(), ending, _folder: folder }
    }

    /// What this story is about is left in the middle, so nobody asks whether everything adds up when it ends.
    pub fn ends_in_the_middle(&self) {
        self.ending.is_in_the_middle();
    }

    /// Changes what the house is made of. Whoever visited before stays with the door of before.
    pub fn change(&mut self, change: impl FnOnce(&mut App)) {
        change(&mut self.app.0);
        self.door = OnceLock::new();
    }

    fn door(&self) -> Router {
        self.door.get_or_init(|| routes::router(self.app.clone())).clone()
    }

    async fn found_centre(&self, publications: usize) {
        let tx = self.app.store.begin_write().await.unwrap();
        let text = str::to_owned;
        let row = centre::ActiveModel {
            id: Set(1),
            name_nl: Set(text("Landelijk Expertisecentrum Voorbeeld")),
            name_en: Set(text("National Expertise Centre Example")),
            postal_address: Set(text("Voorbeeldlaan 1, 1234 AB Voorbeeldstad")),
            contact_address: Set(text("contact@centrum.example")),
            sender_name: Set(text("Expertisecentrum Voorbeeld")),
            sender_address: Set(text("nieuwsbrief@centrum.example")),
            reply_address: Set(text("redactie@centrum.example")),
            letter_address: Set(text("post@centrum.example")),
            brand: Set(text("#0a5c5a")),
            accent: Set(text("#b84a17")),
            one_person_office: Set(false),
            accessibility: Set(text("E")),
            accessibility_on: Set(text("")),
            accessibility_register: Set(text("")),
            version: Set(1),
            set_up_at: Set(START),
            logo: Set(String::new()),
        };
        centre::Entity::insert(row).exec_without_returning(&tx).await.unwrap();
        for (position, (slug, nl, en)) in
            [("nieuwsbrief", "Nieuwsbrief", "Newsletter"), ("waarschuwingen", "Waarschuwingen", "Alerts")]
                .into_iter()
                .enumerate()
                .take(publications)
        {
            let row = publications::ActiveModel {
                slug: Set(text(slug)),
                name_nl: Set(text(nl)),
                name_en: Set(text(en)),
                description_nl: Set(text("zes keer per jaar")),
                description_en: Set(text("six times a year")),
                list_id: Set(format!("{slug}.centrum.example")),
                per_year: Set(6),
                on_uncertain: Set(OnUncertain::Resend),
                position: Set(i32::try_from(position).unwrap()),
                created_at: Set(START),
                ..Default::default()
            };
            publications::Entity::insert(row).exec_without_returning(&tx).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// The clock, to be moved by hand.
    pub fn clock(&self) -> &Clock {
        &self.app.clock
    }

    /// Lets time pass.
    pub fn wait(&self, span: Duration) {
        self.app.clock.advance(span);
    }

    /// Somebody without a session.
    pub fn visitor(&self) -> Visitor {
        Visitor { app: self.app.clone(), door: self.door(), cookie: None }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.visitor().get(path).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.visitor().post(path, fields).await
    }

    /// A new member with these roles, signed in. Each call makes another member.
    pub async fn signed_in_as(&self, roles: &[Role]) -> Visitor {
        let member = self.member(roles).await;
        let tx = self.app.store.begin_write().await.unwrap();
        let token = staff::open_session(&tx, &self.app, member, Stage::Full).await.unwrap();
        tx.commit().await.unwrap();
        let cookie = Some(format!("{}={token}", staff::SESSION_COOKIE));
        Visitor { app: self.app.clone(), door: self.door(), cookie }
    }

    /// A new member with these roles.
    pub async fn member(&self, roles: &[Role]) -> MemberId {
        let tx = self.app.store.begin_write().await.unwrap();
        let number = self.app.random.below(1 << 40);
        let address = EmailAddress::parse(&format!("lid{number}@centrum.example")).unwrap();
        let person = people::meet(&tx, &address, Language::Dutch, START).await.unwrap();
        let row = members::ActiveModel {
            person_id: Set(person.id),
            name: Set(format!("Lid {number}")),
            totp_step: Set(0),
            epoch: Set(0),
            failures: Set(0),
            invited_at: Set(START),
            joined_at: Set(Some(START)),
            ..Default::default()
        };
        let id = members::Entity::insert(row).exec(&tx).await.unwrap().last_insert_id;
        for role in roles {
            let row = member_roles::ActiveModel { member_id: Set(id), role: Set(*role) };
            member_roles::Entity::insert(row).exec_without_returning(&tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        id
    }

    /// A person, met now.
    pub async fn person(&self, address: &str) -> PersonId {
        let tx = self.app.store.begin_write().await.unwrap();
        let address = EmailAddress::parse(address).unwrap();
        let person = people::meet(&tx, &address, Language::Dutch, self.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        person.id
    }

    /// A publication by its short name.
    pub async fn publication(&self, slug: &str) -> PublicationId {
        let found = samenspraak::centre::publication_by_slug(self.app.store.read(), slug).await.unwrap();
        found.unwrap().id()
    }

    /// Rings every bell once but the one that looks into a mailbox elsewhere.
    pub async fn ring_all(&self) {
        for bell in self.app.rooms.bells().into_iter().filter(|bell| bell.name != "mailbox") {
            (bell.call)(&self.app).await.unwrap_or_else(|error| panic!("the bell {}: {error:#}", bell.name));
        }
    }

    /// Sends all mail that is due.
    pub async fn deliver_all(&self) {
        delivery::work_off(&self.app).await.unwrap();
    }

    /// What arrived so far, oldest first. Due mail is delivered before.
    pub async fn mails(&self) -> Vec<Mail> {
        self.deliver_all().await;
        let Carrier::Memory(postbox) = &self.app.outlets.all()[0].carrier else { panic!("the house has a postbox") };
        postbox.lock().unwrap().iter().map(|raw| read(raw)).collect()
    }

    /// The newest mail to an address.
    pub async fn newest_mail_to(&self, address: &str) -> Mail {
        let mails = self.mails().await;
        mails.into_iter().rev().find(|mail| mail.to == address).unwrap_or_else(|| panic!("no mail to {address}"))
    }

    /// Runs one statement, for what no page does.
    pub async fn sql(&self, statement: &str) {
        let tx = self.app.store.begin_write().await.unwrap();
        tx.execute_unprepared(statement).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// One whole number out of the database.
    pub async fn number(&self, query: &'static str) -> i64 {
        let read = self.app.store.read();
        let row = read.query_one_raw(samenspraak::store::sql(read, query, [])).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }
}

fn read(raw: &str) -> Mail {
    let parsed = MessageParser::default().parse(raw.as_bytes()).unwrap();
    Mail {
        to: parsed.to().and_then(|to| to.first()).and_then(|to| to.address()).unwrap_or_default().to_owned(),
        subject: parsed.subject().unwrap_or_default().to_owned(),
        text: parsed.body_text(0).unwrap_or_default().into_owned(),
        html: parsed.body_html(0).unwrap_or_default().into_owned(),
        raw: raw.to_owned(),
    }
}

impl Mail {
    /// The path of the first link whose path starts with `start`.
    pub fn link(&self, start: &str) -> String {
        let begin = format!("http://samenspraak.example{start}");
        let at = self.text.find(&begin).unwrap_or_else(|| panic!("no link to {start} in:\n{}", self.text));
        let url: String = self.text[at..].chars().take_while(|letter| !letter.is_whitespace()).collect();
        url.trim_start_matches("http://samenspraak.example").trim_end_matches(['.', ',', '>', ')']).to_owned()
    }
}

impl Visitor {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Posts a form as somebody who opened its page a minute ago.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut fields: Vec<_> = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        if let Some((name, value)) = self.hidden_field(path).await
            && fields.iter().all(|(given, _)| *given != name)
        {
            fields.push((name, value));
        }
        let body = serde_html_form::to_string(fields).unwrap();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, Body::from(body)).await
    }

    /// What a form hides that takes an act of consent: with which words it was drawn.
    async fn hidden_field(&self, path: &str) -> Option<(&'static str, String)> {
        let (language, rest) = match path.strip_prefix("/en") {
            Some(rest) => (Language::English, rest),
            None => (Language::Dutch, path),
        };
        let is_preferences = rest.strip_prefix("/voorkeuren/").is_some_and(|token| !token.contains('/'));
        if rest != "/aanmelden" && !is_preferences {
            return None;
        }
        let centre = samenspraak::centre::current(self.app.store.read()).await.unwrap()?;
        let words = subscribers::consent(centre.name(language), language);
        if is_preferences {
            return Some(("had_words", samenspraak::base::secrets::sha256_hex(words.as_bytes())));
        }
        let at = self.app.clock.now().minus(Duration::from_mins(1));
        Some(("drawn", subscribers::drawn_at(&self.app, at, &words)))
    }

    /// Sends any request, with this visitor's cookie.
    pub async fn send(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        let response = self.door.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }

    /// The same visitor with the cookies that an answer sets.
    pub fn with_cookies_of(&self, answer: &Answer) -> Self {
        let set = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        let pairs: Vec<_> = set.filter_map(|value| value.split(';').next()).map(str::to_owned).collect();
        Self {
            app: self.app.clone(),
            door: self.door.clone(),
            cookie: if pairs.is_empty() { self.cookie.clone() } else { Some(pairs.join("; ")) },
        }
    }
}

impl Answer {
    /// Where it sends the reader; an empty text for nowhere.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The first value of an attribute `name="…"` after `marker`, for tokens in forms; where no field has that name, the
    /// value that a button brings along.
    pub fn value_after(&self, marker: &str) -> String {
        if let Some((_, name)) = marker.trim_end_matches('"').rsplit_once("name=\"")
            && !self.body.contains(marker)
        {
            return self.brought_by("", name);
        }
        let after =
            self.body.split_once(marker).unwrap_or_else(|| panic!("{marker} is not on the page:\n{}", self.body)).1;
        after
            .split_once("value=\"")
            .map(|(_, rest)| rest.split('"').next().unwrap_or_default())
            .unwrap_or_default()
            .to_owned()
    }
}

impl Answer {
    /// What the first button that goes to an address with `path` in it brings along under a name.
    pub fn brought_by(&self, path: &str, name: &str) -> String {
        let presses = self.body.split("name=\"_press\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let mut found = presses.filter_map(|press| {
            let (to, query) = press.split_once(' ')?;
            let fields: Vec<(String, String)> = serde_html_form::from_str(&query.replace("&amp;", "&")).ok()?;
            fields.into_iter().find(|(known, _)| known == name && to.contains(path)).map(|(_, value)| value)
        });
        found.next().unwrap_or_else(|| panic!("no button brings {name} to {path}:\n{}", self.body))
    }
}
