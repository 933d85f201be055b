//! Writing to some of those who registered.

use axum::http::StatusCode;
use samenspraak::audit::Actor;
use samenspraak::base::Language;
use samenspraak::events::{self, EventWhom, LetterSent, NewLetter};
use samenspraak::store::tables::states::Role;

use super::{Day, mailbox};
use crate::house::{Answer, Mail, Visitor};

const TEXT: &str = "De ingang is **aan de achterkant**.\n\nTot donderdag!";

fn letter(whom: EventWhom, once: &str) -> NewLetter {
    NewLetter {
        whom,
        session: None,
        subject: "Over donderdag".to_owned(),
        source: TEXT.to_owned(),
        once: once.to_owned(),
    }
}

impl Day {
    async fn written(&self) -> Vec<Mail> {
        self.house.mails().await.into_iter().filter(|mail| mail.subject == "Over donderdag").collect()
    }

    async fn send(&self, whom: EventWhom, many: i64) -> LetterSent {
        let once = format!("{}-{many}", whom.word());
        events::send_letter(&self.house.app, self.member, self.event, (&letter(whom, &once), many)).await.unwrap()
    }
}

/// Looks at the letter, and gives the page with the fields that a browser would send back.
async fn looked_at(editor: &Visitor, path: &str, fields: &[(&str, &str)]) -> (Answer, String, String) {
    let form = editor.get(path).await;
    let once = form.value_after("name=\"once\"");
    let all: Vec<_> = fields.iter().copied().chain([("once", once.as_str()), ("do", "look")]).collect();
    let page = editor.post(path, &all).await;
    let seen = page.value_after("name=\"seen\"");
    (page, once, seen)
}

#[tokio::test]
async fn e07_a_letter_goes_once_to_each_mailbox_that_the_button_counted() {
    let day = Day::with(4).await;
    for name in ["Anna de Vries", "Bram Jansen", "Cees Smit"] {
        day.register(name).await;
    }
    // A couple with one mailbox: two places, one mail.
    let couple = super::guest("Dora de Vries");
    events::add_by_hand(&day.house.app, day.member, day.event, (&couple, &mailbox("Anna de Vries"), Language::Dutch))
        .await
        .unwrap();
    events::cancel(&day.house.app, day.of_name("Cees Smit").await.id, Actor::Reader, "self").await.unwrap();
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let path = format!("/beheer/bijeenkomsten/{}/mails/nieuw", day.event);
    let empty = editor
        .post(
            &path,
            &[("once", &"o".repeat(52)), ("do", "send"), ("whom", "coming"), ("subject", ""), ("source", TEXT)],
        )
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Vul een onderwerp in") && empty.body.contains("aan de achterkant"), "{}", empty.body);
    let fields = [("whom", "coming"), ("subject", "Over donderdag"), ("source", TEXT)];
    let (page, once, seen) = looked_at(&editor, &path, &fields).await;
    for words in [
        "Verstuur aan 2 mensen",
        "<strong>aan de achterkant</strong>",
        "wie een plaats heeft (2)",
        "wie is afgemeld (1)",
    ] {
        assert!(page.body.contains(words), "{words} is not on\n{}", page.body);
    }
    assert!(day.written().await.is_empty(), "looking sends nothing");
    let send: Vec<_> =
        fields.into_iter().chain([("once", once.as_str()), ("seen", seen.as_str()), ("do", "send")]).collect();
    let mut places = Vec::new();
    for _ in 0..2 {
        places.push(editor.post(&path, &send).await.location().to_owned());
    }
    assert_eq!(places[0], places[1], "pressed twice, it is one letter");
    for _ in 0..2 {
        events::write_due(&day.house.app).await.unwrap();
    }
    day.house.deliver_all().await;
    let mails = day.written().await;
    let mut to: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["anna.de.vries@voorbeeld.nl", "bram.jansen@voorbeeld.nl"]);
    let mail = mails.iter().find(|mail| mail.to.starts_with("anna")).unwrap();
    assert!(mail.text.contains("Beste Anna de Vries,") && mail.text.contains("Tot donderdag!"), "{}", mail.text);
    assert!(mail.text.contains("/bijeenkomsten/aanmelding/") && !mail.raw.contains("List-Unsubscribe"), "{}", mail.raw);
    // What was sent stands on the page of the event, with how it stands.
    let event = editor.get(&format!("/beheer/bijeenkomsten/{}", day.event)).await.body;
    assert!(event.contains("Over donderdag") && event.contains("2 van 2 verstuurd"), "{event}");
    let one = editor.get(&places[0]).await.body;
    assert!(one.contains("aan de achterkant") && one.contains("wie een plaats heeft"), "{one}");
}

/// The number on the button is the number that gets it, or nothing is sent.
#[tokio::test]
async fn e07_what_changed_since_it_was_looked_at_is_shown_again() {
    let day = Day::with(4).await;
    day.register("Anna de Vries").await;
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let path = format!("/beheer/bijeenkomsten/{}/mails/nieuw", day.event);
    let fields = [("whom", "coming"), ("subject", "Over donderdag"), ("source", TEXT)];
    let (page, once, seen) = looked_at(&editor, &path, &fields).await;
    assert!(page.body.contains("Verstuur aan 1 persoon"), "{}", page.body);
    day.register("Bram Jansen").await;
    let send: Vec<_> =
        fields.into_iter().chain([("once", once.as_str()), ("seen", seen.as_str()), ("do", "send")]).collect();
    let again = editor.post(&path, &send).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(
        again.body.contains("Nog niet verstuurd") && again.body.contains("Verstuur aan 2 mensen"),
        "{}",
        again.body
    );
    let other: Vec<_> = [
        ("whom", "coming"),
        ("subject", "Over vrijdag"),
        ("source", TEXT),
        ("once", once.as_str()),
        ("seen", seen.as_str()),
        ("do", "send"),
    ]
    .to_vec();
    assert_eq!(editor.post(&path, &other).await.status, StatusCode::CONFLICT);
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_letters").await, 0);
    assert_eq!(day.send(EventWhom::Coming, 1).await, LetterSent::OtherNumber(2));
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_letter_people").await, 0);
}

#[tokio::test]
async fn e07_each_state_gets_its_own_letters() {
    let day = Day::with(2).await;
    let session = day.session("1A", 1, ["10:45", "11:45"], 5).await;
    let anna = day.register("Anna de Vries").await;
    day.register("Bram Jansen").await;
    for name in ["Cees Smit", "Dirk Eerste", "Els Tweede"] {
        day.join_list(name).await;
    }
    events::change(&day.house.app, anna, Actor::Reader, &[session]).await.unwrap();
    events::cancel(&day.house.app, day.of_name("Dirk Eerste").await.id, Actor::Reader, "not-me").await.unwrap();
    events::cancel(&day.house.app, day.of_name("Els Tweede").await.id, Actor::Reader, "self").await.unwrap();
    day.join_list("Els Tweede").await;
    events::check_in(&day.house.app, day.member, day.event, (&events::Shown::Row(anna), "a")).await.unwrap();
    for (whom, many) in [
        (EventWhom::Coming, 2),
        (EventWhom::In, 1),
        (EventWhom::Absent, 1),
        (EventWhom::Waiting, 2),
        // Who says that this was not them is left alone, and who came back has not cancelled.
        (EventWhom::Cancelled, 0),
        (EventWhom::InVain, 0),
    ] {
        assert_eq!(day.send(whom, 99).await, LetterSent::OtherNumber(many), "{whom:?}");
    }
    let of_session = NewLetter { session: Some(session), ..letter(EventWhom::Coming, "session") };
    let sent = events::send_letter(&day.house.app, day.member, day.event, (&of_session, 1)).await.unwrap();
    assert!(matches!(sent, LetterSent::Done(_)));
    // Who cancels before it is handed over does not get it any more.
    assert!(matches!(day.send(EventWhom::Waiting, 2).await, LetterSent::Done(_)));
    events::cancel(&day.house.app, day.of_name("Cees Smit").await.id, Actor::Reader, "self").await.unwrap();
    events::write_due(&day.house.app).await.unwrap();
    let mut to: Vec<_> = day.written().await.into_iter().map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to, ["anna.de.vries@voorbeeld.nl", "els.tweede@voorbeeld.nl"]);
    // A letter about one's own place reaches who left the newsletter, and nobody who was erased.
    day.set_clock("2027-04-08T17:00");
    events::end_lists(&day.house.app).await.unwrap();
    assert_eq!(day.send(EventWhom::InVain, 99).await, LetterSent::OtherNumber(1));
}

/// A process that dies between two handfuls leaves the rest for the next, and nobody gets it twice.
#[tokio::test]
async fn e07_a_letter_to_many_goes_on_where_it_stopped() {
    let day = Day::with(50).await;
    for number in 0..45_u8 {
        let name = format!("Deelnemer {}{}", char::from(b'a' + number / 9), char::from(b'a' + number % 9));
        let (guest, address) = (super::guest(&name), mailbox(&name));
        events::add_by_hand(&day.house.app, day.member, day.event, (&guest, &address, Language::Dutch)).await.unwrap();
    }
    assert!(matches!(day.send(EventWhom::Coming, 45).await, LetterSent::Done(_)));
    let (one, other) = tokio::join!(events::write_due(&day.house.app), events::write_due(&day.house.app));
    one.unwrap();
    other.unwrap();
    let sent = "SELECT COUNT(*) FROM sendings WHERE label = 'events.letter'";
    assert_eq!(day.house.number(sent).await, 45);
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_letter_people WHERE told_at IS NULL").await, 0);
}
