//! A list that staff register at once.

use axum::http::StatusCode;
use samenspraak::base::Language;
use samenspraak::events::{self, Taken};
use samenspraak::store::tables::states::Role;

use super::{Day, guest, mailbox};
use crate::house::Visitor;

const LIST: &str = "Naam\tE-mailadres\tOrganisatie\nAnna de Vries\tanna.de.vries@voorbeeld.nl\tRegio Oost\n\
    Bram\tbram@voorbeeld.nl\t\nAnna de Vries\tanna.de.vries@voorbeeld.nl\t\nKees zonder adres\t\t\nwww.voorbeeld.nl\tdora@voorbeeld.nl\t\nCees\tcees@voorbeeld.nl\t";

impl Day {
    async fn paste(&self, editor: &Visitor, list: &str, (act, seen): (&str, &str)) -> crate::house::Answer {
        let path = format!("/beheer/bijeenkomsten/{}/mensen/lijst", self.event);
        editor.post(&path, &[("list", list), ("language", "nl"), ("do", act), ("seen", seen)]).await
    }
}

#[tokio::test]
async fn e07_a_list_is_shown_line_by_line_before_anybody_is_registered() {
    let day = Day::with(2).await;
    day.register("Bram").await;
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let mails = day.house.number("SELECT COUNT(*) FROM letters").await;
    let page = day.paste(&editor, LIST, ("look", "")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for words in [
        "krijgt een plaats",
        "komt op de wachtlijst",
        "is al aangemeld",
        "Voor 1 persoon is er nu geen plaats",
        "Meld 2 mensen aan",
    ] {
        assert!(page.body.contains(words), "{words} is not on\n{}", page.body);
    }
    assert_eq!(page.body.matches("is al aangemeld").count(), 2, "twice on the list, and registered before");
    assert!(page.body.contains("Kees zonder adres"), "{}", page.body);
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_registrations").await, 1, "looking changes nothing");
    assert_eq!(day.house.number("SELECT COUNT(*) FROM letters").await, mails);
    assert_eq!(day.house.number("SELECT COUNT(*) FROM people WHERE address LIKE 'cees%'").await, 0, "and keeps nobody");
}

#[tokio::test]
async fn e07_what_is_good_on_a_list_is_registered_once_and_the_faults_stay_to_be_mended() {
    let day = Day::with(2).await;
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let seen = day.paste(&editor, LIST, ("look", "")).await.value_after("name=\"seen\"");
    let other = day.paste(&editor, "Iemand anders\tiemand@voorbeeld.nl", ("take", &seen)).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "another list than was looked at is shown first");
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_registrations").await, 0);
    let done = day.paste(&editor, LIST, ("take", &seen)).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    for words in
        ["2 mensen aangemeld, met een plaats", "1 persoon op de wachtlijst", "Kees zonder adres", "www.voorbeeld.nl"]
    {
        assert!(done.body.contains(words), "{words} is not on\n{}", done.body);
    }
    let left = done.body.split("<textarea").nth(1).unwrap().split("</textarea>").next().unwrap().to_owned();
    assert!(!left.contains("bram@") && left.contains("Kees zonder adres"), "{left}");
    assert_eq!((day.count("registered").await, day.count("waiting").await), (2, 1));
    assert_eq!(day.of_name("Anna de Vries").await.organisation, "Regio Oost");
    // Pressed twice, or the same list again: nobody is registered or written to twice.
    let letters = day.house.number("SELECT COUNT(*) FROM letters").await;
    day.paste(&editor, LIST, ("take", &seen)).await;
    assert_eq!(day.house.number("SELECT COUNT(*) FROM letters").await, letters);
    assert_eq!((day.count("registered").await, day.count("waiting").await), (2, 1));
    day.assert_ledger().await;
    day.house.deliver_all().await;
    assert!(day.own_page("Bram").await.contains("/bijeenkomsten/aanmelding/"), "each has a letter of their own");
}

#[tokio::test]
async fn e07_a_list_that_was_broken_off_goes_on_where_it_was() {
    let day = Day::with(5).await;
    let all: Vec<_> = ["Anna", "Bram", "Cees"].map(|name| (guest(name), mailbox(name))).to_vec();
    let import =
        async |some| events::import(&day.house.app, day.member, day.event, (some, Language::Dutch)).await.unwrap();
    assert_eq!(import(&all[..2]).await, Taken { registered: 2, ..Taken::default() });
    assert_eq!(import(&all[..]).await, Taken { registered: 1, already: 2, ..Taken::default() });
    assert_eq!(day.of_name("Cees").await.origin, "staff");
}

#[tokio::test]
async fn e07_a_list_too_long_or_empty_comes_back_with_its_text() {
    let day = Day::with(5).await;
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let long: Vec<String> = (0..201).map(|at| format!("Gast\tgast{at}@voorbeeld.nl")).collect();
    for (list, words) in [(long.join("\n"), "hoogstens 200 mensen"), (String::new(), "Plak de lijst")] {
        let page = day.paste(&editor, &list, ("take", "")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.body.contains(words) && page.body.contains(list.lines().last().unwrap_or_default()),
            "{}",
            page.body
        );
    }
}
