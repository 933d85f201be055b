//! What changed since the last approval, as whoever approves reads it.

use axum::http::StatusCode;
use samenspraak::base::id::IssueId;
use samenspraak::store::tables::states::Role;

use crate::approving::{act, approve, approve_as, draft, row};
use crate::house::{House, Visitor};
use crate::media::{describe, number_of, photo, placed};

/// Saves the one article of the draft with these fields; what is not given stays empty.
async fn rewrite(house: &House, who: &Visitor, fields: &[(&str, &str)]) {
    let article = house.number("SELECT MIN(article_id) FROM issue_articles").await;
    let path = format!("/beheer/artikelen/{article}");
    let version = who.get(&path).await.value_after("name=\"version\"");
    let all: Vec<_> =
        [("version", version.as_str()), ("author", "De redactie")].into_iter().chain(fields.iter().copied()).collect();
    let saved = who.post(&path, &all).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

async fn ask(house: &House, who: &Visitor, id: IssueId) {
    let version = row(house, id).await.version.to_string();
    let asked = act(who, id, "ter-goedkeuring", &[("version", &version)]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
}

async fn page(who: &Visitor, id: IssueId) -> String {
    who.get(&format!("/beheer/nummers/{id}/verzenden")).await.body
}

/// Another text and image below the same title and lead.
async fn rewrite_words(house: &House, editor: &Visitor, source: &str, picture: &str) {
    let lead = ("lead", "De regio's oefenen voortaan met elkaar.");
    rewrite(house, editor, &[("title", "Samen oefenen"), lead, ("source", source), ("picture", picture)]).await;
}

#[tokio::test]
async fn i20_whoever_approves_reads_what_changed_since_the_last_approval() {
    let house = House::open().await;
    let id = draft(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let approver = house.signed_in_as(&[Role::Approver]).await;
    ask(&house, &editor, id).await;
    let first = page(&approver, id).await;
    assert!(first.contains("nog niet eerder goedgekeurd") && !first.contains("<ins>"), "{first}");
    assert_eq!(approve_as(&approver, id).await.status, StatusCode::SEE_OTHER);
    assert!(!page(&approver, id).await.contains("Wat er veranderde"), "nothing is asked");

    let image = placed(&editor, "ploegen.jpg", &photo(1600, 1000)).await;
    describe(&editor, &image, "Twee ploegen bij een tank.", &[]).await;
    let picture = number_of(&image).to_string();
    let source = "## Wat er verandert\n\nVanaf maart oefenen de regio's samen.\n\nZie [het plan van 2027](https://voorbeeld.nl/plan) en 1 < 2.";
    rewrite_words(&house, &editor, source, &picture).await;
    ask(&house, &editor, id).await;
    let changed = page(&approver, id).await;
    let (_, card) = changed.split_once("id=\"changes\"").expect("the page has no changes");
    let card = card.split_once("</section>").unwrap().0;
    for said in [
        "Vanaf <del><span class=\"hidden\">weg: </span>januari</del>",
        "<ins><span class=\"hidden\">nieuw: </span>maart</ins> oefenen de regio's samen.",
        "één alinea is hetzelfde",
        "Zie het plan van 2027 (https://voorbeeld.nl/plan) en 1 &lt; 2.</ins>",
        "Beeld bovenaan",
        "<strong>Nu</strong>: Twee ploegen bij een tank.",
    ] {
        assert!(card.contains(said), "{said}: {card}");
    }
    assert!(!card.contains("Inleiding") && !card.contains("Onderwerp"), "what stayed is not listed: {card}");

    // Another link on the same words, and another description, are changes too.
    assert_eq!(approve_as(&approver, id).await.status, StatusCode::SEE_OTHER);
    describe(&editor, &image, "Drie ploegen.", &[]).await;
    rewrite_words(&house, &editor, &source.replace("nl/plan", "nl/ander"), &picture).await;
    ask(&house, &editor, id).await;
    let card = page(&approver, id).await;
    assert!(
        card.contains("(https://voorbeeld.nl/plan)</del>") && card.contains("(https://voorbeeld.nl/ander)</ins>"),
        "{card}"
    );
    assert!(
        card.contains("<strong>Was</strong>: Twee ploegen") && card.contains("<strong>Nu</strong>: Drie ploegen."),
        "{card}"
    );
}

#[tokio::test]
async fn i20_what_is_asked_anew_without_a_change_says_so_and_new_and_gone_articles_are_named() {
    let house = House::open().await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    act(&approver, id, "terug", &[("reason", "Nog even wachten")]).await;
    ask(&house, &editor, id).await;
    assert!(page(&approver, id).await.contains("Er is niets veranderd."));
    act(&approver, id, "terug", &[("reason", "Ander artikel")]).await;

    let old = house.number("SELECT MIN(article_id) FROM issue_articles").await.to_string();
    let form = editor.get(&format!("/beheer/artikelen/nieuw?nummer={id}")).await;
    let (once, within) = (form.value_after("name=\"once\""), id.to_string());
    let fields = [
        ("once", once.as_str()),
        ("issue", &within),
        ("title", "Een nieuwe tank"),
        ("lead", "Kort."),
        ("source", "Tekst."),
    ];
    assert_eq!(editor.post("/beheer/artikelen/nieuw", &fields).await.status, StatusCode::SEE_OTHER);
    let fields = [("change", "eruit"), ("article", old.as_str()), ("version", "2")];
    assert_eq!(editor.post(&format!("/beheer/nummers/{id}/artikelen"), &fields).await.status, StatusCode::SEE_OTHER);
    ask(&house, &editor, id).await;
    let page = page(&approver, id).await;
    let card = page.split_once("id=\"changes\"").unwrap().1.split_once("</section>").unwrap().0;
    assert!(card.contains("Een nieuwe tank <span") && card.contains("nieuw</span>"), "{card}");
    assert!(card.contains("Samen oefenen <span") && card.contains("eruit gehaald</span>"), "{card}");
}
