//! What readers see, kept as snapshots: a change of a page is a change that somebody looked at.

use samenspraak::store::tables::states::Role;

use crate::house::{Answer, House};

/// The `main` of a page, a tag a line, without what differs each time.
fn seen(page: &Answer) -> String {
    let main = page.body.split_once("<main").map_or(page.body.as_str(), |(_, rest)| rest);
    let main = main.split("</main>").next().unwrap_or_default();
    let lines = main.replace("><", ">\n<");
    let redact = |line: &str| {
        let mut line = line.to_owned();
        for start in ["/voorkeuren/", "/afmelden/", "/bevestigen/", "/terug/", "name=\"drawn\" value=\""] {
            if let Some(at) = line.find(start) {
                let end =
                    line[at + start.len()..].find(['"', '/', '<']).map_or(line.len(), |end| at + start.len() + end);
                line.replace_range(at + start.len()..end, "TOKEN");
            }
        }
        line
    };
    lines.lines().map(redact).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn w_the_sign_up_page_in_both_languages() {
    let house = House::open().await;
    insta::assert_snapshot!("sign_up_nl", seen(&house.get("/aanmelden").await));
    insta::assert_snapshot!("sign_up_en", seen(&house.get("/en/aanmelden").await));
    insta::assert_snapshot!("sign_up_with_faults", seen(&house.post("/aanmelden", &[("address", "anna")]).await));
}

#[tokio::test]
async fn w_the_sign_in_page_and_a_missing_page() {
    let house = House::open().await;
    insta::assert_snapshot!("sign_in", seen(&house.get("/beheer/aanmelden").await));
    insta::assert_snapshot!("missing", seen(&house.get("/en/nowhere").await));
    insta::assert_snapshot!("empty_front_page", seen(&house.get("/").await));
}

#[tokio::test]
async fn w_the_empty_pages_of_staff_help() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    insta::assert_snapshot!("no_articles", seen(&editor.get("/beheer/artikelen").await));
    insta::assert_snapshot!("no_issues", seen(&editor.get("/beheer/nummers").await));
}
