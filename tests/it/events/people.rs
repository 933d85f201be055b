//! The people of an event, narrowed and page by page.

use samenspraak::events;
use samenspraak::store::tables::states::Role;

use super::{Day, guest, mailbox};
use crate::house::Visitor;

impl Day {
    /// So many people whom staff add, each with a number for a surname.
    async fn crowd(&self, many: usize) {
        for number in 0..many {
            let name = format!("Anna N{number:03}");
            let who = (&guest(&name), &mailbox(&name), samenspraak::base::Language::Dutch);
            events::add_by_hand(&self.house.app, self.member, self.event, who).await.unwrap();
        }
    }
}

/// The people on a page, in their order.
async fn names(editor: &Visitor, path: &str) -> Vec<String> {
    let page = editor.get(path).await.body;
    let people = page.split("Anna N").skip(1).map(|rest| rest[..3].to_owned());
    let mut names: Vec<String> = people.collect();
    names.dedup();
    names
}

/// Where the link with a relation goes.
fn link(page: &str, rel: &str) -> Option<String> {
    let before = page.split(&format!("rel=\"{rel}\"")).next().filter(|before| before.len() < page.len())?;
    Some(before.rsplit("href=\"").next()?.split('"').next()?.replace("&amp;", "&"))
}

#[tokio::test]
async fn e07_many_people_stand_on_pages_and_each_of_them_once() {
    let day = Day::with(200).await;
    day.crowd(120).await;
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let mut path = "/beheer/bijeenkomsten/1/mensen".to_owned();
    let (mut seen, mut pages) = (Vec::new(), Vec::new());
    loop {
        seen.extend(names(&editor, &path).await);
        let page = editor.get(&path).await.body;
        pages.push(path);
        match link(&page, "next") {
            Some(next) => path = next,
            None => break,
        }
    }
    assert_eq!(seen, (0..120).map(|number| format!("{number:03}")).collect::<Vec<_>>());
    assert_eq!(pages.len(), 3);
    // The way back is the way forth.
    for (page, before) in pages.iter().zip(std::iter::once(None).chain(pages.iter().map(Some))) {
        assert_eq!(link(&editor.get(page).await.body, "prev").as_ref(), before);
    }
    assert!(editor.get(&pages[1]).await.body.contains("120 mensen, hier 51 tot en met 100"));
    // The newest first, and with a filter that the next page keeps.
    let newest = names(&editor, "/beheer/bijeenkomsten/1/mensen?volgorde=nieuwste").await;
    assert_eq!((newest[0].as_str(), newest[49].as_str()), ("119", "070"));
    let narrow = "/beheer/bijeenkomsten/1/mensen?zoek=n0&stand=uit";
    let next = link(&editor.get(narrow).await.body, "next").unwrap();
    assert!(next.contains("zoek=n0") && next.contains("stand=uit"), "{next}");
    assert_eq!(names(&editor, &next).await, (50..100).map(|number| format!("{number:03}")).collect::<Vec<_>>());
    // An address that was typed over shows the first page, not a failure and not nobody.
    for odd in ["na=9999", "na=x", "stand=onzin", "workshop=77", "volgorde=onzin"] {
        assert_eq!(names(&editor, &format!("/beheer/bijeenkomsten/1/mensen?{odd}")).await.len(), 50, "{odd}");
    }
    // The page of the event shows a few, and where all of them are.
    assert_eq!(names(&editor, "/beheer/bijeenkomsten/1").await, ["119", "118", "117", "116", "115"]);
}

#[tokio::test]
async fn e07_where_people_stand_is_counted_within_what_is_asked() {
    let day = Day::with(3).await;
    let one = day.session("1A", 1, ["10:45", "11:45"], 5).await;
    day.crowd(5).await;
    let first = day.of_name("Anna N000").await.id;
    events::change(&day.house.app, first, samenspraak::audit::Actor::Reader, &[one]).await.unwrap();
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let here = "/beheer/bijeenkomsten/1/mensen";
    let page = editor.get(here).await.body;
    for words in ["Iedereen 5", "Aangemeld 3", "Nog niet binnen 3", "Wacht 2"] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    assert!(!page.contains("Afgewezen"), "where nobody stands is left out\n{page}");
    let page = editor.get(&format!("{here}?workshop={one}")).await.body;
    assert!(page.contains("Iedereen 1") && !page.contains("Wacht"), "{page}");
    // From those who are shown one goes on to a mail to the same.
    let page = editor.get(&format!("{here}?stand=registered&workshop={one}")).await.body;
    let to = format!("/beheer/bijeenkomsten/1/mails/nieuw?voor=coming&amp;workshop={one}");
    assert!(page.contains(&to), "{to} is not on\n{page}");
    let mail = editor.get(&to.replace("&amp;", "&")).await.body;
    assert!(
        mail.contains("<option value=\"coming\" selected") && mail.contains(&format!("value=\"{one}\" selected")),
        "{mail}"
    );
    let waiting = editor.get("/beheer/bijeenkomsten/1/mails/nieuw?voor=waiting").await.body;
    assert!(waiting.contains("<option value=\"waiting\" selected"), "{waiting}");
    // Words narrow otherwise than a mail can.
    let page = editor.get(&format!("{here}?stand=registered&zoek=n000")).await.body;
    assert!(!page.contains("mails/nieuw?"), "{page}");
    // Who is taken off leaves one where one was.
    let fields = [("stand", "registered"), ("zoek", "n00")];
    let off = editor.post(&format!("{here}/{first}/afmelden"), &fields).await;
    assert_eq!(off.location(), format!("{here}?zoek=n00&stand=registered&gedaan=afgemeld"));
}
