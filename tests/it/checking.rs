//! The checks beside the text: what they find, where it is mended, and that they keep nothing of what is typed.

use axum::http::StatusCode;
use samenspraak::store::tables::states::{IssueState, Role};

use crate::approving::{act, draft, draft_of, row};
use crate::house::{House, Visitor};
use crate::media::{number_of, photo, placed};

async fn editor(house: &House) -> Visitor {
    house.signed_in_as(&[Role::Editor]).await
}

/// Saves the article of the draft with this text, and gives its path.
async fn write(house: &House, who: &Visitor, source: &str) -> String {
    let path = format!("/beheer/artikelen/{}", house.number("SELECT article_id FROM issue_articles").await);
    let version = who.get(&path).await.value_after("name=\"version\"");
    let fields = [("version", version.as_str()), ("title", "Samen oefenen"), ("lead", "Kort."), ("source", source)];
    let saved = who.post(&path, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    path
}

fn card(page: &str) -> &str {
    let (_, card) = page.split_once("data-found").unwrap_or_else(|| panic!("no checks on the page: {page}"));
    card.split_once("</section>").unwrap().0
}

#[tokio::test]
async fn i12_the_checks_stand_beside_the_text_and_lead_to_the_place() {
    let house = House::open().await;
    let editor = editor(&house).await;
    draft(&house).await;
    let image = placed(&editor, "tank.jpg", &photo(800, 600)).await;
    let source = format!(
        "Lees [hier](https://voorbeeld.nl) meer.\n\n![](media:{})\n\n[de site](www.voorbeeld.nl)",
        number_of(&image)
    );
    let path = write(&house, &editor, &source).await;
    let page = editor.get(&path).await.body;
    let card = card(&page);
    for said in [
        "<a class=\"utrecht-link\" href=\"#source\" data-find=\"hier\">Tekst</a>: de link “hier” zegt niet",
        &format!("href=\"{image}\">Beschrijf het beeld</a>"),
        "Regel 5: Dit adres werkt niet als link",
        "Moet</span>",
        "Tip</span>",
        "De controle vond 1 fout die eerst opgelost moet worden.",
    ] {
        assert!(card.contains(said), "{said}: {card}");
    }
    assert!(page.contains(&format!("data-checks=\"{path}/controle\" data-about=\"{path}\"")), "{page}");

    // While one types the same is asked of what is typed, and nothing of it is kept.
    let typed = [("title", "Samen TODO"), ("lead", ""), ("source", "Zie [het jaarplan](https://voorbeeld.nl/plan).")];
    let live = editor.post(&format!("{path}/controle"), &typed).await;
    assert_eq!(live.status, StatusCode::OK);
    assert!(live.body.contains("href=\"#title\"") && live.body.contains("“TODO” moet nog"), "{}", live.body);
    assert!(live.body.contains("href=\"#lead\"") && !live.body.contains("hier"), "{}", live.body);
    assert!(!live.body.contains("<html"), "{}", live.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM articles WHERE version = 2 AND lead = 'Kort.'").await, 1);
    assert_eq!(house.visitor().post(&format!("{path}/controle"), &typed).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn i12_an_issue_says_beside_its_words_what_is_wrong_in_all_of_it() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let id = draft(&house).await;
    let article = write(&house, &editor, "#### Te diep\n\nTekst.").await;
    let path = format!("/beheer/nummers/{id}");
    let page = editor.get(&path).await.body;
    let there = format!("href=\"{article}#source\" data-find=\"Te diep\">Artikel “Samen oefenen”</a>");
    assert!(card(&page).contains(&there), "{}", card(&page));
    let typed = [("subject", ""), ("source", "Meld u aan via [hier](https://voorbeeld.nl)."), ("language", "nl")];
    let live = editor.post(&format!("{path}/controle"), &typed).await.body;
    assert!(live.contains("href=\"#subject\">Onderwerp</a>: er is nog geen onderwerp"), "{live}");
    assert!(live.contains("href=\"#source\" data-find=\"hier\">Voorwoord</a>") && live.contains(&there), "{live}");
    assert_eq!(row(&house, id).await.subject, "Minder vergaderen, meer oefenen");
}

#[tokio::test]
async fn i12_an_address_of_staff_of_one_reader_or_of_a_machine_inside_blocks() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let id = draft(&house).await;
    for (address, is_refused) in [
        ("http://samenspraak.example/beheer/nummers/1", true),
        ("http://samenspraak.example/en/voorkeuren/abc", true),
        ("http://samenspraak.example/bijeenkomsten/aanmelding/abc", true),
        ("http://127.0.0.1:8080/plan", true),
        ("https://10.0.0.8/plan", true),
        ("http://localhost/plan", true),
        ("https://[::1]/plan", true),
        ("http://samenspraak.example/archief", false),
        ("https://elders.voorbeeld.nl/beheer/nummers/1", false),
        ("https://93.184.216.34/plan", false),
    ] {
        write(&house, &editor, &format!("Zie [het jaarplan]({address}).")).await;
        let version = row(&house, id).await.version.to_string();
        let asked = act(&editor, id, "ter-goedkeuring", &[("version", &version)]).await;
        assert_eq!(asked.status == StatusCode::UNPROCESSABLE_ENTITY, is_refused, "{address}");
        assert_eq!(
            asked.body.contains("“het jaarplan” gaat naar een pagina die niet voor iedereen is"),
            is_refused,
            "{address}"
        );
    }
    assert_eq!(row(&house, id).await.state, IssueState::InReview);
}

#[tokio::test]
async fn i12_a_long_sentence_is_a_hint_and_a_table_without_a_head_is_not() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let id = draft(&house).await;
    let long = "Wij willen graag ".to_owned() + &"heel ".repeat(30) + "kort zijn. En dit is kort.";
    let path = write(&house, &editor, &long).await;
    let page = editor.get(&path).await.body;
    assert!(card(&page).contains("heeft meer dan 25 woorden"), "{}", card(&page));
    assert_eq!(card(&page).matches("meer dan 25 woorden").count(), 1);
    let version = row(&house, id).await.version.to_string();
    assert_eq!(act(&editor, id, "ter-goedkeuring", &[("version", &version)]).await.status, StatusCode::SEE_OTHER);
    write(&house, &editor, "|  |  |\n| --- | --- |\n| a | b |").await;
    let version = row(&house, id).await.version.to_string();
    let asked = act(&editor, id, "ter-goedkeuring", &[("version", &version)]).await;
    assert!(asked.body.contains("de bovenste rij van een tabel is leeg"), "{}", asked.body);
}

#[tokio::test]
async fn i12_a_subject_that_an_earlier_issue_had_is_a_hint() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let id = draft(&house).await;
    draft_of(&house, house.member(&[Role::Editor]).await, 5).await;
    let page = format!("/beheer/nummers/{id}");
    assert!(!editor.get(&page).await.body.contains("had hetzelfde onderwerp"), "a draft is no earlier issue");
    house.sql("UPDATE issues SET state = 'sent', started_at = 1 WHERE number = 5").await;
    let body = editor.get(&page).await.body;
    assert!(body.contains("nummer 5/2026 had hetzelfde onderwerp") && body.contains("1 tip"), "{body}");
    let version = row(&house, id).await.version.to_string();
    act(&editor, id, "ter-goedkeuring", &[("version", &version)]).await;
    assert_eq!(row(&house, id).await.state, IssueState::InReview, "a hint stops nothing");
}

#[tokio::test]
async fn i20_the_steps_of_an_issue_say_where_it_stands() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let id = draft(&house).await;
    let page = format!("/beheer/nummers/{id}");
    let now = |body: &str| {
        let step = body.split_once("aria-current=\"step\"").map(|(_, rest)| rest).unwrap_or_default();
        step.split_once("steps__name\">").map(|(_, rest)| rest.split('<').next().unwrap_or_default().to_owned())
    };
    assert_eq!(now(&editor.get(&page).await.body).as_deref(), Some("Goedkeuren"));
    house.sql("UPDATE issues SET subject = ''").await;
    let body = editor.get(&page).await.body;
    assert_eq!(now(&body).as_deref(), Some("Schrijven"));
    assert!(body.contains("1 ding te doen"), "{body}");
    house.sql("UPDATE issues SET subject = 'Nog TODO'").await;
    assert_eq!(now(&editor.get(&page).await.body).as_deref(), Some("Controleren"));
    house.sql("UPDATE issues SET subject = 'Klaar', state = 'approved'").await;
    for path in [page.clone(), format!("{page}/verzenden")] {
        assert_eq!(now(&editor.get(&path).await.body).as_deref(), Some("Inplannen"), "{path}");
    }
    house.sql("UPDATE issues SET state = 'sent'").await;
    assert_eq!(now(&editor.get(&page).await.body), None, "all of it is done");
}
