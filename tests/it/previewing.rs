//! Seeing an issue as its readers will, before it is sent.

use axum::http::StatusCode;
use samenspraak::archive;
use samenspraak::store::tables::articles;
use samenspraak::store::tables::states::Role;
use sea_orm::EntityTrait as _;

use crate::approving::draft;
use crate::house::{Answer, House};

fn main_of(page: &Answer) -> String {
    let main = page.body.split_once("<main").map_or("", |(_, rest)| rest);
    main.split("</main>").next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn i10_the_web_page_before_sending_is_to_the_letter_the_page_after_it() {
    let house = House::open().await;
    let id = draft(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let article = articles::Entity::find().one(house.app.store.read()).await.unwrap().unwrap().id;
    let own = format!("/beheer/nummers/{id}/webpagina");
    let (issue, piece) = (editor.get(&own).await, editor.get(&format!("{own}/{article}")).await);
    assert_eq!((issue.status, piece.status), (StatusCode::OK, StatusCode::OK));
    for page in [&issue, &piece] {
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'self';"), "{policy}");
        assert!(page.body.contains("noindex") && !page.body.contains("/beheer/uitloggen"));
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM records").await, 0, "nothing is kept by looking");
    assert_eq!(editor.get(&format!("{own}/999")).await.status, StatusCode::NOT_FOUND);

    house
        .sql(&format!("UPDATE issues SET state = 'sending', started_at = {} WHERE id = {id}", house.app.clock.now().0))
        .await;
    archive::keep_started(&house.app).await.unwrap();
    let issue_path = archive::issue_path("nieuwsbrief", 2026, 6);
    let piece_path = archive::article_path(article, "samen-oefenen");
    let (sent_issue, sent_piece) = (house.get(&issue_path).await, house.get(&piece_path).await);
    assert_eq!((sent_issue.status, sent_piece.status), (StatusCode::OK, StatusCode::OK));
    // Only what leads from one to the other differs.
    let public = |page: &Answer| {
        let main = main_of(page).replace(&format!("\"{own}/{article}\""), &format!("\"{piece_path}\""));
        main.replace(&format!("\"{own}\""), &format!("\"{issue_path}\""))
    };
    assert_eq!(public(&issue), main_of(&sent_issue));
    assert_eq!(public(&piece), main_of(&sent_piece));
    assert!(issue.body.contains(&format!("\"{own}/{article}\"")), "one reads on within the preview");
}

#[tokio::test]
async fn i10_the_mail_is_seen_as_a_chosen_reader_with_and_without_a_name() {
    let house = House::open().await;
    let id = draft(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let mail = async |reader: &str| editor.get(&format!("/beheer/nummers/{id}/mail{reader}")).await.body;
    for (reader, greeting) in [
        ("", "Beste Anna de Vries,"),
        ("?lezer=nl", "Beste lezer,"),
        ("?lezer=en-naam", "Dear Anna de Vries,"),
        ("?lezer=en", "Dear reader,"),
        ("?lezer=iets", "Beste Anna de Vries,"),
    ] {
        let body = mail(reader).await;
        assert!(body.contains(greeting), "{reader}: {greeting} is not in\n{body}");
        assert!(body.contains("Samen oefenen"), "the content stays in its own language");
        assert!(body.contains("/afmelden/voorbeeld"), "its links act on nobody");
    }
    // The page keeps whom one looks as, in the frame, in the plain text and in the choice.
    let page = editor.get(&format!("/beheer/nummers/{id}/voorbeeld/telefoon?lezer=en")).await;
    assert!(page.body.contains(&format!("/beheer/nummers/{id}/mail?lezer=en\"")), "{}", page.body);
    assert!(page.body.contains("<option value=\"en\" selected"));
    assert!(editor.get(&format!("/beheer/nummers/{id}/voorbeeld/tekst?lezer=en")).await.body.contains("Dear reader,"));
}
