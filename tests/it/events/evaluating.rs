//! Thanks after the day, and what those who came thought of it.

use axum::http::StatusCode;
use samenspraak::audit::Actor;
use samenspraak::events::{self, FEWEST, Marks, Shown};
use samenspraak::staff::Role;
use samenspraak::store::{Engine, sql};
use sea_orm::ConnectionTrait as _;

use super::{Day, address};

/// A day with so many people who were let in, that asks for an evaluation; it is the day after, at ten.
async fn day_after(many: usize) -> (Day, Vec<String>) {
    let day = Day::with(30).await;
    let session = day.session("1A", 1, ["10:45", "11:45"], 30).await;
    let mut names = Vec::new();
    for number in 0..many {
        let name = format!("Deelnemer {}", char::from(b'a' + u8::try_from(number).unwrap()));
        let id = day.register(&name).await;
        events::change(&day.house.app, id, Actor::Reader, &[session]).await.unwrap();
        names.push(name);
    }
    day.register("Kwam Niet").await;
    events::ask_afterwards(&day.house.app, day.member, day.event, (true, "De presentaties staan op onze site."))
        .await
        .unwrap();
    for name in &names {
        let who = Shown::Row(day.of_name(name).await.id);
        events::check_in(&day.house.app, day.member, day.event, (&who, name.as_str())).await.unwrap();
    }
    day.set_clock("2027-04-23T09:59");
    events::tell_due(&day.house.app).await.unwrap();
    assert_eq!(thanked(&day).await.len(), 0, "not in the night, and not at once");
    day.set_clock("2027-04-23T10:00");
    for _ in 0..2 {
        events::tell_due(&day.house.app).await.unwrap();
    }
    (day, names)
}

async fn thanked(day: &Day) -> Vec<String> {
    let mails = day.house.mails().await;
    mails.iter().filter(|mail| mail.subject.starts_with("Bedankt")).map(|mail| mail.to.clone()).collect()
}

#[tokio::test]
async fn e09_who_was_there_is_thanked_once_and_answers_once() {
    let (day, names) = day_after(2).await;
    let mut to = thanked(&day).await;
    to.sort();
    assert_eq!(to, names.iter().map(|name| address(name)).collect::<Vec<_>>(), "who did not come is not thanked");
    let mail = day.house.newest_mail_to(&address(&names[0])).await;
    assert!(mail.text.contains("De presentaties staan op onze site."), "{}", mail.text);
    let link = mail.link("/bijeenkomsten/aanmelding/");
    assert!(link.ends_with("/evaluatie"), "{link}");
    let guest = day.guest(1);
    let form = guest.get(&link).await;
    assert!(form.body.contains("Wat vond u van de dag?") && form.body.contains("Workshop 1A"), "{}", form.body);
    let empty = guest.post(&link, &[("day", "9")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("day", "5"), ("best", "De workshops"), ("better", "")];
    assert_eq!(guest.post(&link, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(guest.post(&link, &fields).await.status, StatusCode::SEE_OTHER);
    assert!(guest.get(&link).await.body.contains("Bedankt voor uw antwoorden"));
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_answers").await, 2, "one mark and one text, once");
    // Of so few nobody sees what they said; not on the page and not in the table.
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/bijeenkomsten/{}/evaluatie", day.event);
    let page = editor.get(&here).await.body;
    assert!(page.contains("vanaf 5 antwoorden") && !page.contains("De workshops"), "{page}");
    let file = editor.post(&format!("{here}/bestand"), &[("kind", "csv")]).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.body);
    assert!(!file.body.contains("De workshops"), "{}", file.body);
    // A month later it is closed.
    day.set_clock("2027-05-23T10:00");
    assert!(day.guest(2).get(&day.own_page(&names[1]).await).await.body.contains("Er is nu niets in te vullen"));
}

#[tokio::test]
async fn e09_from_five_answers_on_there_are_bars_a_table_and_words_without_order() {
    let (day, names) = day_after(6).await;
    let session = format!("s{}", day.house.number("SELECT id FROM event_sessions").await);
    for (at, name) in names.iter().enumerate() {
        let link = day.house.newest_mail_to(&address(name)).await.link("/bijeenkomsten/aanmelding/");
        let mark = if at == 0 { "2" } else { "5" };
        let words = ["Zout", "Ananas", "", "Meer", "", "Bril"][at];
        let mut fields = vec![("day", mark), ("best", words)];
        if at < 4 {
            fields.push((session.as_str(), "4"));
        }
        day.guest(at).post(&link, &fields).await;
    }
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/bijeenkomsten/{}/evaluatie", day.event);
    let page = editor.get(&here).await.body;
    assert!(
        page.contains("Gemiddeld 4,5 van 5, 6 antwoorden") && page.contains("<svg class=\"chart__bars\""),
        "{page}"
    );
    let (pineapple, salt) = (page.find("Ananas").unwrap(), page.find("Zout").unwrap());
    assert!(pineapple < salt, "in the order of the alphabet, not of who came first");
    assert!(!page.contains("Workshop 1A</h"), "four answered about the workshop: too few");
    let csv = editor.post(&format!("{here}/bestand"), &[("kind", "csv")]).await.body;
    assert!(csv.contains("Ananas") && csv.contains("4,5"), "{csv}");
    let kept = "SELECT COUNT(*) FROM audit WHERE action = 'event.export' AND detail LIKE 'evaluatie %'";
    assert_eq!(day.house.number(kept).await, 1, "it is on record who took the answers along");
    assert!(page.contains("/evaluatie/bestand") && !page.contains("evaluatie.csv"), "{page}");
    assert_eq!(editor.get(&format!("{here}.csv")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(FEWEST, 5);
    // Nothing of an answer leads to a registration: no moment, no number of theirs, none in the audit.
    let columns =
        day.house.number("SELECT COUNT(*) FROM audit WHERE detail LIKE '%Ananas%' OR action LIKE '%evaluat%'").await;
    assert_eq!(columns, 1, "only that the evaluation was switched on");
    // After a year the words go; the counts stay.
    day.set_clock("2028-04-23T10:00");
    events::tell_due(&day.house.app).await.unwrap();
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_answers WHERE words <> ''").await, 0);
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_answers WHERE question = 'day'").await, 6);
}

/// Neither where a row stands nor what the database keeps beside it says when an answer came, or which are of one person.
#[tokio::test]
async fn e09_the_database_keeps_no_order_of_answers_either() {
    let (day, names) = day_after(6).await;
    for (at, name) in names.iter().enumerate() {
        let link = day.house.newest_mail_to(&address(name)).await.link("/bijeenkomsten/aanmelding/");
        day.guest(at).post(&link, &[("day", "4"), ("content", "3"), ("best", name)]).await;
    }
    let read = day.house.app.store.read();
    let as_they_stand = sql(read, "SELECT * FROM event_answers", []);
    let ids: Vec<i64> =
        read.query_all_raw(as_they_stand).await.unwrap().iter().map(|row| row.try_get("", "id").unwrap()).collect();
    assert_eq!(ids.len(), 18);
    assert!(ids.is_sorted(), "in the order of numbers that say nothing: {ids:?}");
    if day.house.app.store.engine() == Engine::Postgres {
        let together = "SELECT COUNT(DISTINCT CAST(xmin AS TEXT)) FROM event_answers";
        assert_eq!(day.house.number(together).await, 1, "one transaction wrote them all");
    } else {
        let hidden = read.query_one_raw(sql(read, "SELECT rowid FROM event_answers", [])).await;
        assert!(hidden.is_err(), "no number besides");
    }
}

#[test]
fn e09_a_mean_is_rounded_half_up_to_a_tenth() {
    assert_eq!(Marks([0; 5]).tenths(), None);
    assert_eq!(Marks([0, 1, 0, 0, 5]).tenths(), Some(45));
    assert_eq!(Marks([1, 0, 0, 0, 1]).tenths(), Some(30));
    assert_eq!(Marks([0, 0, 0, 3, 1]).tenths(), Some(43));
}
