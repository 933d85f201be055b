//! Publishing: what was checked, and nothing else.

use axum::http::StatusCode;
use samenspraak::dossiers::{self, Added, EntryWanted, Mended, Published, Saved, SourceWanted};
use samenspraak::store::tables::states::Role;
use sea_orm::ConnectionTrait as _;

use super::{Desk, entry, fingerprint, source, wanted};

#[tokio::test]
async fn k40_a_dossier_is_made_filled_and_published_by_its_pages() {
    let desk = Desk::empty().await;
    let (editor, path) = (desk.sign_in(&[Role::Editor]).await, format!("/beheer/dossiers/{}", desk.id));
    let once = |page: &str| page.split("name=\"once\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let token = once(&editor.get(&format!("{path}/personen/nieuw")).await.body);
    let fields = [("once", token.as_str()), ("role", "ambtelijk Veilig Werk"), ("name", "Karin Postma")];
    assert_eq!(editor.post(&format!("{path}/personen/nieuw"), &fields).await.status, StatusCode::SEE_OTHER);
    let token = once(&editor.get(&format!("{path}/bronnen/nieuw")).await.body);
    let fields = [
        ("once", token.as_str()),
        ("title", "Brief"),
        ("origin", "De raad"),
        ("said_on", "maart 2025"),
        ("public", "ja"),
        ("address", "https://stukken.example/brief.pdf"),
    ];
    assert_eq!(editor.post(&format!("{path}/bronnen/nieuw"), &fields).await.status, StatusCode::SEE_OTHER);
    let token = once(&editor.get(&format!("{path}/gebeurtenissen/nieuw")).await.body);
    let fields = [
        ("once", token.as_str()),
        ("said", "voor 14 maart 2025"),
        ("theme", "1"),
        ("title", "De raad schrijft"),
        ("source", "Aan @1."),
        ("sources", "1"),
        ("turn", "ja"),
    ];
    let twice = [
        editor.post(&format!("{path}/gebeurtenissen/nieuw"), &fields).await,
        editor.post(&format!("{path}/gebeurtenissen/nieuw"), &fields).await,
    ];
    assert!(twice.iter().all(|answer| answer.status == StatusCode::SEE_OTHER));
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM dossier_entries").await, 1, "the same form twice makes one");
    assert_eq!(desk.house.number("SELECT entries_given FROM dossiers").await, 1);
    assert_eq!(
        desk.house.get(&format!("/dossiers/{}", desk.id)).await.status,
        StatusCode::NOT_FOUND,
        "a draft is nobody’s"
    );
    assert!(desk.publish().await.ends_with("gedaan=openbaar"));
    let page = desk.public("").await;
    assert!(page.contains("De raad schrijft") && page.contains("ambtelijk Veilig Werk") && page.contains("brief.pdf"));
    assert!(desk.house.get("/dossiers").await.body.contains("Werk en herstel"));
    assert_eq!(desk.house.get(&format!("/en/dossiers/{}/1", desk.id)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn k40_what_is_wrong_in_a_form_is_said_at_its_field_and_nothing_typed_is_lost() {
    let desk = Desk::furnished().await;
    let (editor, path) = (desk.sign_in(&[Role::Editor]).await, format!("/beheer/dossiers/{}", desk.id));
    let once = desk.app().random.token();
    let fields = [
        ("once", once.as_str()),
        ("said", "binnenkort"),
        ("theme", "9"),
        ("title", "Iets van @8"),
        ("source", "Lange tekst"),
        ("sources", "1, 7"),
    ];
    let answer = editor.post(&format!("{path}/gebeurtenissen/nieuw"), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for fault in ["said-fault", "theme-fault", "title-fault", "sources-fault", "Lange tekst", "binnenkort"] {
        assert!(answer.body.contains(fault), "{fault}");
    }
    let fields = [
        ("once", once.as_str()),
        ("title", "Geheim"),
        ("origin", "Raad"),
        ("public", "nee"),
        ("address", "javascript:alert(1)"),
    ];
    let answer = editor.post(&format!("{path}/bronnen/nieuw"), &fields).await;
    assert!(answer.body.contains("address-fault") && answer.body.contains("why_closed-fault"));
}

#[tokio::test]
async fn k40_two_editors_of_one_entry_both_keep_their_text() {
    let desk = Desk::furnished().await;
    let (editor, path) =
        (desk.sign_in(&[Role::Editor]).await, format!("/beheer/dossiers/{}/gebeurtenissen/1", desk.id));
    let other = EntryWanted { sources: vec![2], ..entry("15 januari 2025", "De ander", "Tekst van de ander.") };
    let saved = dossiers::rewrite(desk.app(), desk.editor, desk.id, ((1, 1), &other)).await.unwrap();
    assert_eq!(saved, Saved::Done);
    let mine = [
        ("version", "1"),
        ("said", "14 januari 2025"),
        ("theme", "1"),
        ("title", "Van mij"),
        ("source", "Mijn tekst."),
    ];
    let answer = editor.post(&path, &mine).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    for words in ["Mijn tekst.", "Tekst van de ander.", "De ander", "Van mij"] {
        assert!(answer.body.contains(words), "{words}");
    }
    let again = [&mine[1..], &[("version", "2")]].concat();
    assert_eq!(editor.post(&path, &again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(dossiers::strike(desk.app(), desk.editor, desk.id, (1, 1)).await.unwrap(), Saved::Overtaken);
    assert_eq!(dossiers::strike(desk.app(), desk.editor, desk.id, (1, 3)).await.unwrap(), Saved::Done);
    assert_eq!(desk.write(&entry("2026", "Nieuw", "")).await, 3, "a number is not given again");
}

#[tokio::test]
async fn k40_only_what_was_checked_goes_public_and_a_change_stays_inside() {
    let desk = Desk::furnished().await;
    assert!(desk.publish().await.ends_with("gedaan=openbaar"));
    desk.write(&entry("1 mei 2025", "Nog niet openbaar", "")).await;
    assert!(!desk.public("").await.contains("Nog niet openbaar"));
    // The page that somebody read is not what is there any more.
    let app = desk.app();
    assert_eq!(dossiers::publish(app, desk.approver, desk.id, &"0".repeat(64)).await.unwrap(), Published::Overtaken);
    assert!(desk.publish().await.ends_with("gedaan=openbaar"));
    assert!(desk.public("").await.contains("Nog niet openbaar"));
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM dossier_publications").await, 1);
    let editor = desk.sign_in(&[Role::Editor]).await;
    let answer = editor.post(&format!("/beheer/dossiers/{}/openbaar", desk.id), &[("seen", "x")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "an editor does not publish");
}

#[tokio::test]
async fn k40_what_is_withdrawn_is_gone_from_page_and_files_with_a_reason() {
    let desk = Desk::furnished().await;
    desk.publish().await;
    let approver = desk.sign_in(&[Role::Approver]).await;
    let path = format!("/beheer/dossiers/{}/intrekken", desk.id);
    assert_eq!(approver.post(&path, &[("why", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(approver.post(&path, &[("why", "Wij controleren het.")]).await.status, StatusCode::SEE_OTHER);
    for rest in ["", "/1", "/tijdlijn.csv", "/tijdlijn.json"] {
        let answer = desk.house.get(&format!("/dossiers/{}{rest}", desk.id)).await;
        assert_eq!(answer.status, StatusCode::GONE, "{rest}");
        assert!(!answer.body.contains("Een brief"));
    }
    assert!(desk.house.get(&format!("/dossiers/{}", desk.id)).await.body.contains("Wij controleren het."));
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM dossier_publications WHERE content <> ''").await, 0);
    assert!(desk.publish().await.ends_with("gedaan=openbaar"), "it can come back");
}

#[tokio::test]
async fn k44_a_source_keeps_its_number_and_an_entry_without_one_says_so() {
    let desk = Desk::furnished().await;
    assert_eq!(dossiers::drop_source(desk.app(), desk.editor, desk.id, (1, 1)).await.unwrap(), Saved::Done);
    assert_eq!(desk.cite(&source("Nog een", true)).await, 3, "number 1 is not given again");
    desk.publish().await;
    let page = desk.public("").await;
    assert_eq!(page.matches("class=\"cited__none\"").count(), 1, "the letter lost its only source");
    assert!(page.contains("id=\"b2\"") && page.contains("id=\"b3\"") && !page.contains("id=\"b1\""));
    assert!(page.contains("value=\"2\""), "the list begins at 2");
}

#[tokio::test]
async fn k44_nothing_public_holds_the_address_of_what_is_not_public() {
    let desk = Desk::furnished().await;
    desk.publish().await;
    let kept = "SELECT COUNT(*) FROM dossier_publications WHERE content LIKE '%geheim%'";
    for rest in ["", "/1", "/2", "/tijdlijn.csv", "/tijdlijn.json", "?kantelmomenten=1"] {
        let page = desk.public(rest).await;
        assert!(!page.contains("geheim"), "{rest}");
    }
    assert_eq!(desk.house.number(kept).await, 0, "not even what is frozen holds it");
    let page = desk.public("").await;
    assert!(page.contains("Hele tekst") && page.contains("Om mensen te beschermen.") && page.contains("open.pdf"));
    let editor = desk.sign_in(&[Role::Editor]).await;
    assert!(
        editor.get(&format!("/beheer/dossiers/{}/bronnen/2", desk.id)).await.body.contains("geheim.pdf"),
        "staff find it"
    );
}

#[tokio::test]
async fn k40_a_theme_with_entries_stays_and_the_order_within_a_day_is_made_by_hand() {
    let desk = Desk::furnished().await;
    let app = desk.app();
    let mut fewer = wanted("Werk en herstel");
    fewer.themes.remove(1);
    assert_eq!(dossiers::save(app, desk.editor, (desk.id, 1), &fewer).await.unwrap(), Saved::ThemeInUse(2));
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM dossier_themes").await, 2);
    assert_eq!(dossiers::save(app, desk.editor, (desk.id, 1), &wanted("Anders")).await.unwrap(), Saved::Done);
    assert_eq!(dossiers::save(app, desk.editor, (desk.id, 1), &wanted("Te laat")).await.unwrap(), Saved::Overtaken);
    let (second, third) = (
        desk.write(&entry("14-1-2025", "B", "")).await,
        desk.write(&entry("14 januari 2025, 9.00 uur", "C", "")).await,
    );
    let editor = desk.sign_in(&[Role::Editor]).await;
    let up = format!("/beheer/dossiers/{}/gebeurtenissen/{third}/omhoog", desk.id);
    assert_eq!(editor.post(&up, &[]).await.status, StatusCode::SEE_OTHER);
    desk.publish().await;
    let page = desk.public("").await;
    let at = |number: i64| page.find(&format!("id=\"g{number}\"")).unwrap();
    assert!(at(1) < at(third) && at(third) < at(second), "moved by hand before the one without a time");
    let late = desk.write(&entry("14 januari 2025", "D", "")).await;
    desk.publish().await;
    let page = desk.public("").await;
    let at = |number: i64| page.find(&format!("id=\"g{number}\"")).unwrap();
    assert!(at(late) > at(second), "what comes later stands behind what was put in order");
    assert!(at(late) < at(2), "and before what came after it in time");
}

#[tokio::test]
async fn k40_nothing_in_a_dossier_that_is_not_there_is_made() {
    let desk = Desk::empty().await;
    let nowhere = samenspraak::base::id::DossierId(99);
    let (app, once) = (desk.app(), desk.app().random.token());
    let written = dossiers::write(app, desk.editor, nowhere, (&entry("2025", "X", ""), &once)).await.unwrap();
    assert_eq!(written, Added::Nowhere);
    assert_eq!(dossiers::publish(app, desk.approver, desk.id, "x").await.unwrap(), Published::Empty);
    let place = dossiers::Place::Title;
    assert_eq!(dossiers::clear(app, desk.editor, nowhere, (place, "x")).await.unwrap(), Mended::Nowhere);
    let editor = desk.sign_in(&[Role::Editor]).await;
    for path in
        ["/beheer/dossiers/99", "/beheer/dossiers/x", "/dossiers/99", "/dossiers/99/1", "/dossiers/99/tijdlijn.csv"]
    {
        assert_eq!(editor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

/// Who goes back, improves what they wrote and sends the same form again loses nothing: both stand beside each other.
#[tokio::test]
async fn k40_a_form_sent_again_with_other_words_keeps_them() {
    type Fields = &'static [(&'static str, &'static str)];
    let desk = Desk::empty().await;
    let editor = desk.sign_in(&[Role::Editor]).await;
    let at = format!("/beheer/dossiers/{}", desk.id);
    let kept = "/beheer/dossiers/2/wijzigen".to_owned();
    let forms: [(String, String, &str, Fields); 4] = [
        (
            "/beheer/dossiers/nieuw".to_owned(),
            kept,
            "summary",
            &[("title", "Tweede"), ("language", "nl"), ("theme-1", "Een"), ("colour-1", "brand"), ("summary", "Kort.")],
        ),
        (
            format!("{at}/gebeurtenissen/nieuw"),
            format!("{at}/gebeurtenissen/1"),
            "source",
            &[("said", "14 januari 2025"), ("theme", "1"), ("title", "Brief"), ("source", "Kort.")],
        ),
        (
            format!("{at}/bronnen/nieuw"),
            format!("{at}/bronnen/1"),
            "why_closed",
            &[("title", "Brief"), ("origin", "Raad"), ("public", "nee"), ("why_closed", "Kort.")],
        ),
        (
            format!("{at}/personen/nieuw"),
            format!("{at}/personen/1"),
            "role",
            &[("role", "Kort."), ("name", "Karin Postma")],
        ),
    ];
    for (to, then, field, fields) in forms {
        let once = desk.app().random.token();
        let first: Vec<_> = [("once", once.as_str())].into_iter().chain(fields.iter().copied()).collect();
        for _ in 0..2 {
            let done = editor.post(&to, &first).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{to}: {}", done.body);
        }
        let better: Vec<_> = first
            .iter()
            .map(|(name, value)| (*name, if *name == field { "Een betere tekst." } else { *value }))
            .collect();
        let met = editor.post(&to, &better).await;
        assert_eq!(met.status, StatusCode::CONFLICT, "{to}");
        assert!(met.body.contains("Kort.") && met.body.contains("Een betere tekst."), "{to}: {}", met.body);
        let saved: Vec<_> = [("version", "1")].into_iter().chain(better[1..].iter().copied()).collect();
        assert_eq!(editor.post(&then, &saved).await.status, StatusCode::SEE_OTHER, "{then}");
    }
}

/// Where what is not public lies is not told in another place either: in a text, as a link, or as a source that everybody may read.
#[tokio::test]
async fn k44_the_address_of_what_is_not_public_keeps_a_dossier_inside() {
    let desk = Desk::furnished().await;
    let hidden = SourceWanted {
        address: "https://www.stukken.example/Geheim%20stuk.pdf?dl=1".to_owned(),
        ..source("Hele tekst", false)
    };
    dossiers::recite(desk.app(), desk.editor, desk.id, ((2, 1), &hidden)).await.unwrap();
    let same =
        SourceWanted { address: "http://stukken.example/geheim%20stuk.pdf/".to_owned(), ..source("Nog eens", true) };
    let open = desk.cite(&same).await;
    let link =
        desk.write(&entry("1 mei 2025", "Een link", "[Lees](https://stukken.example/Geheim%20stuk.pdf#p3).")).await;
    let bare = desk.write(&entry("2 mei 2025", "Zie stukken.example/Geheim%20stuk.pdf.", "")).await;
    let other = desk.write(&entry("3 mei 2025", "Zie stukken.example/ander.pdf", "En stukken.example zelf.")).await;
    assert!(desk.publish().await.ends_with("geweigerd=ingehaald"), "the page offers no button");
    let editor = desk.sign_in(&[Role::Editor]).await;
    let path = format!("/beheer/dossiers/{}", desk.id);
    let page = editor.get(&format!("{path}/namen")).await.body;
    for place in [format!("source-{open}"), format!("entry-text-{link}"), format!("entry-title-{bare}")] {
        assert!(page.contains(&format!("place={place}&amp;")), "{place}: {page}");
    }
    assert!(page.contains("Adres van bron 2") && !page.contains(&format!("-{other}&amp;")), "{page}");
    assert!(!page.contains("Vervang door de rol"), "an address becomes no role");
    let seen = format!("SELECT COUNT(*) FROM dossier_publications WHERE dossier_id = {}", desk.id);
    assert_eq!(desk.house.number(Box::leak(seen.into_boxed_str())).await, 0);
    // Somebody looked and says that it is another thing, or it goes.
    for (place, words) in [
        (format!("source-{open}"), "http://stukken.example/geheim stuk.pdf/"),
        (format!("entry-text-{link}"), "https://stukken.example/Geheim stuk.pdf#p3"),
    ] {
        let said = editor.post(&format!("{path}/namen/geen-naam"), &[("place", &place), ("words", words)]).await;
        assert!(said.location().ends_with("gedaan=geen-naam"), "{}", said.location());
    }
    assert!(desk.publish().await.ends_with("geweigerd=ingehaald"), "one is left");
    dossiers::strike(desk.app(), desk.editor, desk.id, (bare, 1)).await.unwrap();
    assert!(desk.publish().await.ends_with("gedaan=openbaar"));
}

/// Between reading a dossier and publishing it somebody changes it. Whoever publishes waits for them, and then it is not what was
/// checked any more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn k40_what_changes_while_it_is_published_is_not_published_unread() {
    let desk = Desk::furnished().await;
    let approver = desk.sign_in(&[Role::Approver]).await;
    let seen = fingerprint(&approver.get(&format!("/beheer/dossiers/{}/lezen", desk.id)).await.body);
    let tx = desk.app().store.begin_write().await.unwrap();
    tx.execute_unprepared("UPDATE dossiers SET revision = revision + 1").await.unwrap();
    tx.execute_unprepared("UPDATE dossier_entries SET title = 'Postma belt' WHERE number = 1").await.unwrap();
    let (app, by, id) = (desk.app().clone(), desk.approver, desk.id);
    let publishing = tokio::spawn(async move { dossiers::publish(&app, by, id, &seen).await.unwrap() });
    // So that it has read by now. When it has not, it reads the change itself and refuses for that: both are right.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    tx.commit().await.unwrap();
    assert_eq!(publishing.await.unwrap(), Published::Overtaken);
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM dossier_publications").await, 0);
}
