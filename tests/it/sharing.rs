//! What was sent, where it is shared: what a page says of itself, and texts that are ready.

use axum::http::StatusCode;
use samenspraak::base::id::IssueId;
use samenspraak::store::tables::states::Role;

use crate::approving::{act, approve, draft, row};
use crate::house::{House, Visitor};
use crate::media::{describe, number_of, photo, placed};
use crate::sending_issues::{later, readers, set_clock};

/// Sends the draft with this lead and picture, and gives the number of its article.
async fn sent(house: &House, lead: &str, picture: &str) -> (IssueId, i64) {
    readers(house, 1).await;
    let id = draft(house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let article = house.number("SELECT article_id FROM issue_articles").await;
    let path = format!("/beheer/artikelen/{article}");
    let version = editor.get(&path).await.value_after("name=\"version\"");
    let fields = [
        ("version", version.as_str()),
        ("title", "Samen \"oefenen\" & leren"),
        ("lead", lead),
        ("source", "Vanaf januari oefenen de regio's samen."),
        ("picture", picture),
    ];
    assert_eq!(editor.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    let approver = approve(house, id).await;
    let page = approver.get(&format!("/beheer/nummers/{id}/verzending")).await.body;
    assert!(!page.contains("delen-nummer"), "there is nothing to share yet");
    let version = row(house, id).await.version.to_string();
    let moment = [("version", version.as_str()), ("date", "8-12-2026"), ("time", "9.30")];
    assert_eq!(act(&approver, id, "verzenden", &moment).await.status, StatusCode::SEE_OTHER);
    set_clock(house, "2026-12-08", "9.30");
    house.ring_all().await;
    house.deliver_all().await;
    house.ring_all().await;
    (id, article)
}

/// What a page says under a name where it is shared.
fn said<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!("=\"{name}\" content=\""))?;
    rest.split('"').next()
}

#[tokio::test]
async fn i40_a_page_of_the_archive_says_what_it_is_where_it_is_shared() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let image = placed(&editor, "oefening.jpg", &photo(1600, 1000)).await;
    describe(&editor, &image, "Twee ploegen bij een tank.", &[]).await;
    let lead = "De regio’s oefenen voortaan met elkaar. ".repeat(9);
    let (_, article) = sent(&house, &lead, &number_of(&image).to_string()).await;
    let path = format!("/archief/artikelen/{article}-samen-oefenen-leren");
    let page = house.get(&path).await.body;
    assert_eq!(said(&page, "og:title"), Some("Samen &quot;oefenen&quot; &amp; leren"), "{page}");
    assert_eq!(said(&page, "og:type"), Some("article"));
    assert_eq!(said(&page, "og:url"), Some(format!("http://samenspraak.example{path}").as_str()));
    assert_eq!(said(&page, "og:locale"), Some("nl_NL"));
    assert_eq!(said(&page, "og:image:alt"), Some("Twee ploegen bij een tank."));
    assert_eq!((said(&page, "og:image:width"), said(&page, "og:image:height")), (Some("1200"), Some("630")));
    assert_eq!(said(&page, "twitter:card"), Some("summary_large_image"));
    let description = said(&page, "description").unwrap();
    assert!(description.chars().count() <= 200 && description.ends_with('…'), "{description}");
    let address = said(&page, "og:image").unwrap().strip_prefix("http://samenspraak.example").unwrap();
    let picture = house.get(address).await;
    assert!(["image/jpeg", "image/png"].contains(&picture.headers["content-type"].to_str().unwrap()));
    assert!(picture.bytes.len() < 300_000, "{} bytes", picture.bytes.len());
    let shown = image::load_from_memory(&picture.bytes).unwrap();
    assert_eq!((shown.width(), shown.height()), (1200, 630));
    let english = house.get(&format!("/en{path}")).await.body;
    assert_eq!(said(&english, "og:url"), Some(format!("http://samenspraak.example/en{path}").as_str()));

    let issue = house.get("/archief/2026/nieuwsbrief-6").await.body;
    assert_eq!(said(&issue, "og:title"), Some("Minder vergaderen, meer oefenen"));
    assert_eq!(said(&issue, "og:image"), said(&page, "og:image"), "the picture of its first article that has one");
    assert!(said(&house.get("/archief").await.body, "og:title").is_none());
}

#[tokio::test]
async fn i40_a_small_image_is_shared_as_large_as_others_ask() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let image = placed(&editor, "klein.jpg", &photo(640, 480)).await;
    describe(&editor, &image, "Twee ploegen bij een tank.", &[]).await;
    let (_, article) = sent(&house, "Kort.", &number_of(&image).to_string()).await;
    let page = house.get(&format!("/archief/artikelen/{article}-samen-oefenen-leren")).await.body;
    assert!(page.contains("width=\"640\" height=\"336\""), "the page shows it no larger than it is: {page}");
    let address = said(&page, "og:image").unwrap().strip_prefix("http://samenspraak.example").unwrap();
    let shown = image::load_from_memory(&house.get(address).await.bytes).unwrap();
    assert_eq!((shown.width(), shown.height()), (1200, 630));
}

#[tokio::test]
async fn i40_without_an_image_a_page_is_shared_with_its_words() {
    let house = House::open().await;
    let (_, article) = sent(&house, "", "").await;
    let page = house.get(&format!("/archief/artikelen/{article}-samen-oefenen-leren")).await.body;
    assert_eq!(said(&page, "twitter:card"), Some("summary"));
    assert_eq!(said(&page, "og:image"), None);
    assert_eq!(said(&page, "og:description"), Some("Vanaf januari oefenen de regio's samen."), "{page}");
}

#[tokio::test]
async fn i40_after_sending_there_are_texts_to_share_with() {
    let house = House::open().await;
    let (id, article) = sent(&house, &"De regio’s oefenen voortaan met elkaar. ".repeat(9), "").await;
    // What is written afterwards was not sent, and is not offered.
    house.sql("UPDATE articles SET title = 'Anders', lead = 'Later bedacht.'").await;
    let approver: Visitor = later(&house).await;
    let page = approver.get(&format!("/beheer/nummers/{id}/verzending")).await.body;
    assert!(!page.contains("Later bedacht"), "{page}");
    let text = |id: &str| -> String {
        let (_, rest) = page.split_once(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("{id} is not there: {page}"));
        let (_, rest) = rest.split_once('>').unwrap();
        rest.split("</textarea>").next().unwrap().trim().replace("&quot;", "\"").replace("&amp;", "&")
    };
    let one = text(&format!("delen-{article}"));
    assert!(one.starts_with("Samen \"oefenen\" & leren\n\nDe regio’s oefenen"), "{one}");
    assert!(one.chars().count() <= 280, "{}", one.chars().count());
    let address = one.lines().last().unwrap().strip_prefix("http://samenspraak.example").unwrap();
    assert_eq!(house.get(address).await.status, StatusCode::OK, "the address in it works: {address}");
    let whole = text("delen-nummer");
    assert!(whole.ends_with("http://samenspraak.example/archief/2026/nieuwsbrief-6"), "{whole}");
    assert!(page.contains(&format!("data-copy=\"delen-{article}\"")), "a button copies it: {page}");
}
