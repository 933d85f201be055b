//! A room that is made known by one line: all that the house does for a room, it does for this one.
//!
//! The room `echo` repeats what somebody said. It has one table with a person in it, one public and one staff page, one
//! bell, one letter and one act. Nothing outside this file knows it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use samenspraak::app::{App, Room, Rooms};
use samenspraak::audit::{self, Actor, Note};
use samenspraak::base::clock::{days, minutes};
use samenspraak::base::{Both, EmailAddress};
use samenspraak::mail::Part;
use samenspraak::privacy::{self, Erased, Wish, register, retention};
use samenspraak::room::{
    Act, Bar, Fact, Forget, Form, Keeps, Kind, Processing, Rule, Take, Tie, Turn, bell, key, of_person, say,
};
use samenspraak::rooms::rooms;
use samenspraak::routes::routes;
use samenspraak::store::tables::states::{OnUncertain, Role};
use samenspraak::store::{self, Kept, sql};
use samenspraak::web::layout::{Group, Line};
use samenspraak::web::{Access, Failure, Filled, Frame, Routes, public_page, staff_page};
use samenspraak::{delivery, people};
use sea_orm::ConnectionTrait;

use crate::delivering;
use crate::house::House;
use crate::privacy::register::schema;

/// The one line.
fn with_echo() -> Rooms {
    Rooms::in_line(rooms().all().chain([&ECHO]))
}

/// Its act.
const CALL: Act = Act { word: "echo.call", to: people::PERSON, said: Both("Riep iets", "Called something") };

const ECHO: Room = Room {
    public: Some(|| Routes::default().get("/echo", Access::Anyone, ask).post("/echo", Access::Anyone, say_it)),
    staff: Some(|| Routes::default().get("/beheer/echo", Access::Approver, list)),
    menu: &[
        Line::at(40, Group::Site, "/echo", Both("Echo", "Echo")),
        Line::at(190, Group::Make, "/beheer/echo", Both("Echo’s", "Echoes")),
    ],
    bells: &[bell("echo", "0 * * * * *", |app| Box::pin(answer(app)))],
    tables: &[samenspraak::room::Table {
        name: "echoes",
        title: Both("Wat u riep", "What you called"),
        about: of_person(&CALLING, "SELECT * FROM echoes WHERE person_id = ?", Keeps::For(&ECHOES)),
        columns: &[
            key("id"),
            key("person_id"),
            say("said", Form::Text, "Wat u riep", "What you called"),
            say("state", Form::Word, "Wat ermee gebeurde", "What became of it"),
            say("made_at", Form::Moment, "Wanneer", "When"),
        ],
    }],
    backup: &[Kept::of::<echoes::Entity>()],
    kinds: &[&ECHOES],
    rules: &[Rule {
        kind: &ECHOES,
        tables: &["echoes", "people"],
        over: "SELECT id, person_id AS person, made_at AS at FROM echoes WHERE made_at <= ?",
        take: Take::AndWhoIsFree(|_, tx, rows| {
            Box::pin(async move {
                for row in rows {
                    tx.execute_raw(sql(tx, "DELETE FROM echoes WHERE id = ?", [row.id.into()])).await?;
                }
                Ok(rows.len() as u64)
            })
        }),
    }],
    forget: &[Forget {
        turn: Turn::Before,
        call: |_, tx, who| {
            Box::pin(async move {
                let gone = sql(tx, "DELETE FROM echoes WHERE person_id = ?", [who.id.0.into()]);
                Ok(tx.execute_raw(gone).await?.rows_affected())
            })
        },
    }],
    ties: &[Tie::firm("SELECT 1 FROM echoes WHERE echoes.person_id = people.id")],
    bars: &[Bar::All {
        word: "hush",
        barred: "SELECT 1 FROM echoes WHERE echoes.person_id = people.id AND echoes.state = 'hush'",
    }],
    acts: &[CALL],
    words: &[("answered", Both("beantwoord", "answered")), ("echo.letter", Both("de echo", "the echo"))],
    facts: Some(|app, _, _| {
        Box::pin(async move {
            Ok(vec![Fact {
                at: app.clock.now(),
                kind: Both("echo", "echo"),
                said: "Riep in de bergen".to_owned(),
                link: Some("/echo".to_owned()),
            }])
        })
    }),
    ..Room::named("echo")
};

/// Its table, as data. A real one stands in `src/store/tables`.
mod echoes {
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "echoes")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub person_id: i64,
        pub said: String,
        pub state: String,
        pub made_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

const CALLING: Processing = Processing {
    word: "calling",
    turn: 900,
    of_readers: true,
    name: Both("Roepen", "Calling"),
    whose: Both("wie roept", "who calls"),
    purpose: Both("antwoord geven", "answering"),
    basis: Processing::TASK,
    source: Both("de persoon zelf", "the person"),
    recipients: Processing::OURSELVES,
};

const ECHOES: Kind = Kind {
    word: "echoes",
    turn: 35,
    of_readers: true,
    usual: 30,
    bounds: (1, 90),
    name: Both("Echo’s", "Echoes"),
    since: Both("het roepen", "the call"),
    goes: Both("wat iemand riep", "what somebody called"),
};

async fn ask(frame: Frame) -> Response {
    public_page(&frame, "Echo", html! { h1 { "Roep iets" } }).into_response()
}

async fn say_it(State(app): State<App>, Filled(form): Filled) -> Result<Redirect, Failure> {
    let address = EmailAddress::parse(form.value("address")).map_err(|_| Failure::NotFound)?;
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let person = people::meet(&tx, &address, samenspraak::base::Language::Dutch, now).await?;
    let insert = sql(
        &tx,
        "INSERT INTO echoes (person_id, said, state, made_at) VALUES (?, ?, 'new', ?)",
        [person.id.0.into(), form.value("said").into(), now.0.into()],
    );
    tx.execute_raw(insert).await?;
    audit::record(&tx, now, Actor::Reader, Note::of(CALL, person.id.0), "web").await?;
    tx.commit().await?;
    Ok(Redirect::to("/echo"))
}

async fn list(State(app): State<App>, frame: Frame) -> Result<Response, Failure> {
    let on = app.store.read();
    let rows = on.query_all_raw(sql(on, "SELECT said FROM echoes ORDER BY id", [])).await?;
    let said: Vec<String> = rows.iter().map(|row| row.try_get("", "said")).collect::<Result<_, _>>()?;
    Ok(staff_page(&frame, "Echo’s", html! { h1 { "Echo’s" } @for words in &said { p { (words) } } }).into_response())
}

/// Answers every call with a letter, once.
async fn answer(app: &App) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    let Some(head) = app.rooms.head(&tx).await? else { return Ok(()) };
    let new = sql(&tx, "UPDATE echoes SET state = 'answered' WHERE state = 'new' RETURNING person_id, said", []);
    for row in tx.query_all_raw(new).await? {
        let said: String = row.try_get("", "said")?;
        let Some(person) = people::by_id(&tx, row.try_get("", "person_id")?).await? else { continue };
        let why = person.language.pick("U riep iets.", "You called something.").to_owned();
        let letter = head.letter(person.language, said.clone(), vec![Part::Text(said)], why);
        delivery::post_later(&tx, app, person.id, "echo.letter", &letter).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn house() -> House {
    with_its_table(House::open().await).await
}

async fn with_its_table(mut house: House) -> House {
    house.change(|app| app.rooms = with_echo());
    let id = if house.app.store.file().is_some() { "INTEGER PRIMARY KEY" } else { "BIGSERIAL PRIMARY KEY" };
    let columns = "person_id BIGINT NOT NULL REFERENCES people (id), said TEXT NOT NULL, state TEXT NOT NULL, made_at BIGINT NOT NULL";
    house.sql(&format!("CREATE TABLE echoes (id {id}, {columns})")).await;
    house
}

async fn call(house: &House) {
    let called = house.post("/echo", &[("address", "roos@voorbeeld.nl"), ("said", "Hoor je mij?")]).await;
    assert_eq!(called.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_room_of_one_line_has_its_pages_its_lines_and_its_doors() {
    let house = house().await;
    assert!(
        house.get("/").await.body.contains("href=\"/echo\"") && house.get("/en/echo").await.status == StatusCode::OK
    );
    assert!(routes(&house.app.rooms, false).into_parts().1.iter().any(|route| route.path == "/en/echo"));
    let (approver, editor) = (house.signed_in_as(&[Role::Approver]).await, house.signed_in_as(&[Role::Editor]).await);
    assert!(approver.get("/beheer").await.body.contains("href=\"/beheer/echo\""));
    assert!(!editor.get("/beheer").await.body.contains("href=\"/beheer/echo\""), "who may not enter sees no line");
    assert_eq!(editor.get("/beheer/echo").await.status, StatusCode::FORBIDDEN);
    assert!(house.visitor().get("/beheer/echo").await.location().starts_with("/beheer/aanmelden"));
    call(&house).await;
    assert!(approver.get("/beheer/echo").await.body.contains("Hoor je mij?"));
}

#[tokio::test]
async fn a_room_of_one_line_is_rung_and_its_act_and_letter_have_words() {
    let house = house().await;
    call(&house).await;
    house.ring_all().await;
    house.ring_all().await;
    assert_eq!(house.newest_mail_to("roos@voorbeeld.nl").await.subject, "Hoor je mij?");
    assert_eq!(house.mails().await.len(), 1, "once");
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    let log = administrator.get("/beheer/logboek").await.body;
    assert!(log.split_once("<tbody").unwrap().1.contains("Riep iets"));
    let roos = people::by_key(house.app.store.read(), "roos@voorbeeld.nl").await.unwrap().unwrap();
    let known = privacy::known(&house.app, &roos, samenspraak::base::Language::Dutch).await.unwrap();
    let words: Vec<&str> =
        known.iter().flat_map(|table| table.rows.iter().flatten()).map(|cell| &*cell.words).collect();
    assert!(words.contains(&"beantwoord") && words.contains(&"de echo"), "{words:?}");
}

#[tokio::test]
async fn a_room_of_one_line_stands_in_the_register_and_in_the_privacy_statement() {
    let house = house().await;
    assert_eq!(register::faults(&house.app.rooms, &schema(&house).await), Vec::<String>::new());
    let without = register::faults(&rooms(), &schema(&house).await);
    assert!(
        matches!(&*without, [fault] if fault.starts_with("the table echoes is not in the register")),
        "{without:?}"
    );
    let statement = house.get("/privacy").await.body;
    assert!(statement.contains("Roepen") && statement.contains("30 dagen na het roepen"), "{statement}");
}

#[tokio::test]
async fn a_room_of_one_line_forgets_and_what_it_ties_stays_until_then() {
    let house = house().await;
    call(&house).await;
    let people = "SELECT COUNT(*) FROM people WHERE address_key = 'roos@voorbeeld.nl'";
    // Whom nothing else binds is nobody after thirty days; the echo binds her as long as it stays.
    house.sql("UPDATE people SET created_at = 1").await;
    retention::purge(&house.app).await.unwrap();
    assert_eq!(house.number(people).await, 1, "tied");
    house.wait(days(30));
    house.wait(minutes(1));
    retention::purge(&house.app).await.unwrap();
    assert_eq!((house.number("SELECT COUNT(*) FROM echoes").await, house.number(people).await), (0, 0));
    call(&house).await;
    let roos = people::by_key(house.app.store.read(), "roos@voorbeeld.nl").await.unwrap().unwrap();
    let member = house.member(&[Role::Administrator]).await;
    let erased = privacy::erase(&house.app, roos.id, &Wish::Asked(member)).await.unwrap();
    assert!(matches!(erased, Erased::Gone(_)), "{erased:?}");
    assert_eq!((house.number("SELECT COUNT(*) FROM echoes").await, house.number(people).await), (0, 0));
}

#[tokio::test]
async fn a_room_of_one_line_is_part_of_a_backup() {
    let (from, to) = (house().await, with_its_table(House::without_centre().await).await);
    call(&from).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.tar");
    store::back_up(&from.app.whole(), b"{}", from.clock().now(), &file).await.unwrap();
    store::restore(&to.app.whole(), &file).await.unwrap();
    let said = "SELECT COUNT(*) FROM echoes JOIN people ON people.id = echoes.person_id WHERE said LIKE 'Hoor je mij_'";
    assert_eq!(to.number(said).await, 1);
    call(&to).await;
    assert_eq!(to.number("SELECT COUNT(*) FROM echoes").await, 2, "a new row has a number of its own");
}

#[tokio::test]
async fn a_room_of_one_line_says_who_may_not_be_written_to() {
    let house = house().await;
    let readers = delivering::people(&house, 3).await;
    let hush = |who| format!("INSERT INTO echoes (person_id, said, state, made_at) VALUES ({who}, '', 'hush', 1)");
    // Barred before the sending opens: no row. Barred once it is open: a row that nobody sends.
    house.sql(&hush(readers[0])).await;
    delivering::open(&house, &delivering::opening(&house, OnUncertain::Resend).await).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE lane = 'bulk'").await, 2);
    house.sql(&hush(readers[1])).await;
    house.deliver_all().await;
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE class = 'hush'").await, 1);
    assert_eq!(house.mails().await.len(), 1, "only the third");
}

#[tokio::test]
async fn a_room_of_one_line_tells_its_facts_on_the_timeline_of_an_organisation() {
    let house = house().await;
    house.sql("INSERT INTO organisations (name, name_key, kind, version, made_at, ended_reason) VALUES ('Raad', 'raad', 'client-council', 1, 1, '')").await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get("/beheer/organisaties/1").await.body;
    assert!(page.contains("Riep in de bergen") && page.contains("href=\"/echo\""), "{page}");
}
