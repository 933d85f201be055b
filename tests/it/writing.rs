//! Articles and issues: writing, arranging, meeting each other, looking.

use axum::http::StatusCode;
use samenspraak::store::tables::states::Role;

use crate::house::{Answer, House, Visitor};

/// Makes an article and gives its path.
async fn article(editor: &Visitor, title: &str) -> String {
    let form = editor.get("/beheer/artikelen/nieuw").await;
    let once = form.value_after("name=\"once\"");
    let fields = [
        ("once", once.as_str()),
        ("title", title),
        ("lead", "Kort gezegd."),
        ("source", "Een alinea."),
        ("language", "nl"),
    ];
    path_of(&editor.post("/beheer/artikelen/nieuw", &fields).await)
}

/// Makes issue 1 of 2027 of the newsletter and gives its path.
async fn issue(house: &House, editor: &Visitor) -> String {
    let publication = house.publication("nieuwsbrief").await.to_string();
    let fields = [("publication", publication.as_str()), ("year", "2027"), ("number", "1"), ("subject", "Vooruitblik")];
    path_of(&editor.post("/beheer/nummers/nieuw", &fields).await)
}

fn path_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().split('?').next().unwrap().to_owned()
}

fn id_of(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}

async fn put_into(editor: &Visitor, issue: &str, article: &str) -> Answer {
    arrange(editor, issue, article, "erbij").await
}

async fn arrange(editor: &Visitor, issue: &str, article: &str, change: &str) -> Answer {
    let version = editor.get(issue).await.value_after("name=\"version\"");
    let id = id_of(article);
    let fields = [("change", change), ("article", id.as_str()), ("version", version.as_str())];
    editor.post(&format!("{issue}/artikelen"), &fields).await
}

async fn editor(house: &House) -> Visitor {
    house.signed_in_as(&[Role::Editor]).await
}

#[tokio::test]
async fn i01_an_article_is_written_and_read_back_with_what_did_not_fit() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let form = editor.get("/beheer/artikelen/nieuw").await;
    let once = form.value_after("name=\"once\"");
    let source = "## Kop\r\n\r\nTekst met <b>HTML</b>.\r\n\r\n- een\r\n- twee";
    let fields = [("once", once.as_str()), ("title", "Oefenen"), ("lead", "Samen <oefenen>."), ("source", source)];
    let path = path_of(&editor.post("/beheer/artikelen/nieuw", &fields).await);
    let page = editor.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Regel 3: HTML-codes zijn weggelaten"), "{}", page.body);
    assert!(page.body.contains("Tekst met &lt;b&gt;HTML&lt;/b&gt;."), "the source is kept as it was written");
    assert!(page.body.contains("Samen &lt;oefenen&gt;."));
    assert!(editor.get("/beheer/artikelen").await.body.contains("Oefenen"));
}

#[tokio::test]
async fn i01_a_form_sent_twice_makes_one_article() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let once = editor.get("/beheer/artikelen/nieuw").await.value_after("name=\"once\"");
    let fields = [("once", once.as_str()), ("title", "Oefenen"), ("source", "Een.")];
    let first = path_of(&editor.post("/beheer/artikelen/nieuw", &fields).await);
    assert_eq!(first, path_of(&editor.post("/beheer/artikelen/nieuw", &fields).await));
    assert_eq!(house.number("SELECT COUNT(*) FROM articles").await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM article_versions").await, 1);

    // The browser's back button, other words, the same form: nothing is lost and nothing is overwritten.
    let other = [("once", once.as_str()), ("title", "Oefenen"), ("source", "Twee.")];
    let answer = editor.post("/beheer/artikelen/nieuw", &other).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("Een.") && answer.body.contains("Twee."));
    assert_eq!(house.number("SELECT COUNT(*) FROM articles").await, 1);
}

#[tokio::test]
async fn i01_over_long_and_empty_input_keeps_what_was_typed() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let once = editor.get("/beheer/artikelen/nieuw").await.value_after("name=\"once\"");
    let long = "é".repeat(161);
    let fields = [("once", once.as_str()), ("title", long.as_str()), ("lead", "blijft staan"), ("source", "ook dit")];
    let answer = editor.post("/beheer/artikelen/nieuw", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Maak de titel 1 teken korter") && answer.body.contains("blijft staan"));
    assert!(answer.body.contains("ook dit") && answer.body.contains("<title>Fout: "));
    let empty = [("once", once.as_str()), ("title", " "), ("lead", ""), ("source", "")];
    assert!(editor.post("/beheer/artikelen/nieuw", &empty).await.body.contains("Vul een titel in"));
    let body = "x".repeat(200_001);
    let over = [("once", once.as_str()), ("title", "t"), ("source", body.as_str())];
    assert_eq!(editor.post("/beheer/artikelen/nieuw", &over).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.number("SELECT COUNT(*) FROM articles").await, 0);
    let without = [("title", "t")];
    assert_eq!(editor.post("/beheer/artikelen/nieuw", &without).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn i04_two_editors_never_overwrite_each_others_article() {
    let house = House::open().await;
    let (anna, bram) = (editor(&house).await, editor(&house).await);
    let path = article(&anna, "Oefenen").await;
    let seen = anna.get(&path).await.value_after("name=\"version\"");
    let save = |text: &'static str, version: String| {
        vec![
            ("title", "Oefenen".to_owned()),
            ("lead", "Kort gezegd.".to_owned()),
            ("source", text.to_owned()),
            ("version", version),
        ]
    };
    let send = async |who: &Visitor, fields: Vec<(&'static str, String)>| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        who.post(&path, &fields).await
    };
    assert_eq!(send(&anna, save("De tekst van Anna.", seen.clone())).await.status, StatusCode::SEE_OTHER);
    let met = send(&bram, save("De tekst van Bram.", seen.clone())).await;
    assert_eq!(met.status, StatusCode::CONFLICT);
    assert!(met.body.contains("De tekst van Anna.") && met.body.contains("De tekst van Bram."), "{}", met.body);
    assert!(anna.get(&path).await.body.contains("De tekst van Anna."));

    // A double submit of what was saved is not a conflict.
    assert_eq!(send(&anna, save("De tekst van Anna.", seen)).await.status, StatusCode::SEE_OTHER);

    // Bram takes over on purpose, and Anna's text stays in the history.
    let newest = met.value_after("name=\"version\"");
    assert_eq!(send(&bram, save("De tekst van Bram.", newest)).await.status, StatusCode::SEE_OTHER);
    let old = anna.get(&format!("{path}/versies/2")).await;
    assert!(old.body.contains("De tekst van Anna."));
    assert_eq!(house.number("SELECT COUNT(*) FROM article_versions").await, 3);
}

#[tokio::test]
async fn i04_two_editors_never_overwrite_each_other_when_they_save_at_once() {
    let house = House::open().await;
    let (anna, bram) = (editor(&house).await, editor(&house).await);
    let path = article(&anna, "Oefenen").await;
    let save = async |who: &Visitor, text: &str| {
        let fields = [("title", "Oefenen"), ("source", text), ("version", "1")];
        who.post(&path, &fields).await.status
    };
    let mut both = <[StatusCode; 2]>::from(tokio::join!(save(&anna, "Anna"), save(&bram, "Bram")));
    both.sort();
    assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    assert_eq!(house.number("SELECT version FROM articles").await, 2);
}

#[tokio::test]
async fn i04_a_version_is_restored_as_a_new_save() {
    let house = House::open().await;
    let anna = editor(&house).await;
    let path = article(&anna, "Oefenen").await;
    let fields = [("title", "Anders"), ("source", "Heel anders."), ("version", "1")];
    anna.post(&path, &fields).await;
    let history = anna.get(&format!("{path}/versies")).await;
    assert!(history.body.contains("Oefenen") && history.body.contains("Anders"));
    let restored = anna.post(&format!("{path}/versies/1"), &[("version", "2")]).await;
    assert_eq!(restored.status, StatusCode::SEE_OTHER, "{}", restored.body);
    assert!(anna.get(&path).await.body.contains("Een alinea."));
    assert_eq!(house.number("SELECT version FROM articles").await, 3);
    // From a page that was overtaken nothing is restored in silence.
    let late = anna.post(&format!("{path}/versies/2"), &[("version", "2")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(house.number("SELECT version FROM articles").await, 3);
}

#[tokio::test]
async fn i02_an_issue_has_its_number_once() {
    let house = House::open().await;
    let (anna, bram) = (editor(&house).await, editor(&house).await);
    let form = anna.get("/beheer/nummers/nieuw?jaar=2027").await;
    assert_eq!(form.value_after("id=\"number\""), "1");
    let path = issue(&house, &anna).await;
    assert_eq!(issue(&house, &anna).await, path, "a form sent twice lands on the same issue");
    let publication = house.publication("nieuwsbrief").await.to_string();
    let fields = [("publication", publication.as_str()), ("year", "2027"), ("number", "1"), ("subject", "Iets anders")];
    let taken = bram.post("/beheer/nummers/nieuw", &fields).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.body.contains("Nummer 1 van 2027 bestaat al") && taken.body.contains(&format!("href=\"{path}\"")));
    assert!(taken.body.contains("Iets anders"));
    assert_eq!(house.number("SELECT COUNT(*) FROM issues").await, 1);
    assert_eq!(anna.get("/beheer/nummers/nieuw?jaar=2027").await.value_after("id=\"number\""), "2");
    assert!(anna.get("/beheer/nummers?jaar=2027").await.body.contains("Vooruitblik"));
}

#[tokio::test]
async fn i02_articles_are_added_moved_and_taken_out_without_javascript() {
    let house = House::open().await;
    let anna = editor(&house).await;
    let path = issue(&house, &anna).await;
    let (first, second) = (article(&anna, "Eerste stuk").await, article(&anna, "Tweede stuk").await);
    put_into(&anna, &path, &first).await;
    put_into(&anna, &path, &second).await;
    assert!(put_into(&anna, &path, &second).await.location().contains("gedaan=erbij"));
    let order = async || {
        let page = anna.get(&format!("{path}/webpagina")).await.body;
        let at = |title: &str| page.find(title);
        (at("Eerste stuk"), at("Tweede stuk"))
    };
    let (one, two) = order().await;
    assert!(one.unwrap() < two.unwrap());

    let version = anna.get(&path).await.value_after("name=\"version\"");
    let id = id_of(&second);
    let up = [("change", "omhoog"), ("article", id.as_str()), ("version", version.as_str())];
    let moved = anna.post(&format!("{path}/artikelen"), &up).await;
    assert!(moved.location().ends_with(&format!("gedaan=volgorde#artikel-{id}")), "{}", moved.location());
    let (one, two) = order().await;
    assert!(two.unwrap() < one.unwrap());

    // From a page that was overtaken nothing moves.
    let down = [("change", "omlaag"), ("article", id.as_str()), ("version", version.as_str())];
    assert!(anna.post(&format!("{path}/artikelen"), &down).await.location().contains("gedaan=ingehaald"));
    let (one, two) = order().await;
    assert!(two.unwrap() < one.unwrap());

    arrange(&anna, &path, &first, "eruit").await;
    assert_eq!(order().await.0, None);
    assert_eq!(house.number("SELECT COUNT(*) FROM articles").await, 2, "the article itself stays");
    assert!(put_into(&anna, &path, "/x/99999").await.location().contains("gedaan=onbekend"));
}

#[tokio::test]
async fn i02_a_new_article_lands_in_the_issue_it_was_made_for() {
    let house = House::open().await;
    let anna = editor(&house).await;
    let path = issue(&house, &anna).await;
    let form = anna.get(&format!("/beheer/artikelen/nieuw?nummer={}", id_of(&path))).await;
    let (once, within) = (form.value_after("name=\"once\""), form.value_after("name=\"issue\""));
    assert_eq!(within, id_of(&path));
    let fields = [("once", once.as_str()), ("issue", within.as_str()), ("title", "Nieuw stuk"), ("source", "Tekst.")];
    anna.post("/beheer/artikelen/nieuw", &fields).await;
    anna.post("/beheer/artikelen/nieuw", &fields).await;
    assert!(anna.get(&path).await.body.contains("Nieuw stuk"));
    assert_eq!(house.number("SELECT COUNT(*) FROM issue_articles").await, 1);

    house.sql("UPDATE issues SET state = 'sent'").await;
    let once = anna.get("/beheer/artikelen/nieuw").await.value_after("name=\"once\"");
    let late = [("once", once.as_str()), ("issue", within.as_str()), ("title", "Te laat"), ("source", "Tekst.")];
    let refused = anna.post("/beheer/artikelen/nieuw", &late).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Te laat"));
    assert_eq!(house.number("SELECT COUNT(*) FROM articles").await, 1);
}

#[tokio::test]
async fn i02_an_issue_starts_with_the_structure_of_the_last() {
    let house = House::open().await;
    let anna = editor(&house).await;
    let path = issue(&house, &anna).await;
    let seen = anna.get(&path).await.value_after("name=\"seen\"");
    let face =
        [("subject", "Vooruitblik"), ("source", "Beste collega's."), ("language", "nl"), ("seen", seen.as_str())];
    assert_eq!(anna.post(&path, &face).await.status, StatusCode::SEE_OTHER);
    put_into(&anna, &path, &article(&anna, "Agenda").await).await;

    let publication = house.publication("nieuwsbrief").await.to_string();
    let fields = [("publication", publication.as_str()), ("year", "2027"), ("number", "2"), ("like_last", "ja")];
    let next = path_of(&anna.post("/beheer/nummers/nieuw", &fields).await);
    let page = anna.get(&next).await;
    assert!(page.body.contains("Beste collega&#39;s.") || page.body.contains("Beste collega's."), "{}", page.body);
    assert!(page.body.contains("Agenda") && page.body.contains("Nog geen inleiding."));
    assert_eq!(house.number("SELECT COUNT(*) FROM articles WHERE title = 'Agenda'").await, 2);
    assert_eq!(house.number("SELECT COUNT(*) FROM articles WHERE title = 'Agenda' AND source = ''").await, 1);
}

#[tokio::test]
async fn i04_two_editors_never_overwrite_each_others_issue() {
    let house = House::open().await;
    let (anna, bram) = (editor(&house).await, editor(&house).await);
    let path = issue(&house, &anna).await;
    let seen = anna.get(&path).await.value_after("name=\"seen\"");
    // A change of the order is no change of the words.
    put_into(&anna, &path, &article(&anna, "Oefenen").await).await;
    let one = [("subject", "Van Anna"), ("source", ""), ("language", "nl"), ("seen", seen.as_str())];
    assert_eq!(anna.post(&path, &one).await.status, StatusCode::SEE_OTHER);
    let two = [("subject", "Van Bram"), ("source", "Zijn voorwoord"), ("language", "nl"), ("seen", seen.as_str())];
    let met = bram.post(&path, &two).await;
    assert_eq!(met.status, StatusCode::CONFLICT);
    assert!(met.body.contains("Van Anna") && met.body.contains("Van Bram") && met.body.contains("Zijn voorwoord"));
    assert!(anna.get(&path).await.body.contains("Van Anna"));
    let newest = met.value_after("name=\"seen\"");
    let again = [("subject", "Van Bram"), ("source", "Zijn voorwoord"), ("language", "nl"), ("seen", newest.as_str())];
    assert_eq!(bram.post(&path, &again).await.status, StatusCode::SEE_OTHER);
    assert!(anna.get(&path).await.body.contains("Zijn voorwoord"));
}

#[tokio::test]
async fn i02_a_subject_stands_on_one_line_and_fits() {
    let house = House::open().await;
    let anna = editor(&house).await;
    let path = issue(&house, &anna).await;
    let seen = anna.get(&path).await.value_after("name=\"seen\"");
    let long = "x".repeat(151);
    for subject in ["Hallo\r\nBcc: iedereen@voorbeeld.nl", long.as_str()] {
        let fields = [("subject", subject), ("seen", seen.as_str()), ("source", "bewaar mij")];
        let answer = anna.post(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("bewaar mij") && answer.body.contains("<title>Fout: "));
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM issues WHERE subject = 'Vooruitblik'").await, 1);
}

#[tokio::test]
async fn i20_a_change_of_an_article_returns_its_approved_issues_to_draft() {
    let house = House::open().await;
    let anna = editor(&house).await;
    let path = issue(&house, &anna).await;
    let piece = article(&anna, "Oefenen").await;
    put_into(&anna, &path, &piece).await;
    house.sql("UPDATE issues SET state = 'scheduled', approved_hash = 'x', approved_at = 1, send_at = 2").await;
    let fields = [
        ("title", "Oefenen"),
        ("lead", "Kort gezegd."),
        ("source", "Een alinea."),
        ("language", "nl"),
        ("version", "1"),
    ];
    assert!(
        anna.post(&piece, &fields).await.location().contains("gedaan=zelfde"),
        "nothing changed, so it stays approved"
    );
    assert_eq!(house.number("SELECT COUNT(*) FROM issues WHERE state = 'scheduled'").await, 1);

    let fields =
        [("title", "Oefenen"), ("lead", "Kort gezegd."), ("source", "Anders."), ("language", "nl"), ("version", "1")];
    assert!(anna.post(&piece, &fields).await.location().contains("gedaan=terug-naar-concept"));
    let draft = "SELECT COUNT(*) FROM issues WHERE state = 'draft' AND approved_hash IS NULL AND send_at IS NULL";
    assert_eq!(house.number(draft).await, 1);
    assert_eq!(
        house
            .number("SELECT COUNT(*) FROM audit WHERE action = 'issue.return-to-draft' AND detail = 'scheduled'")
            .await,
        1
    );

    house.sql("UPDATE issues SET state = 'sent'").await;
    let fields = [("title", "Oefenen"), ("source", "Nog eens."), ("version", "2")];
    assert!(anna.post(&piece, &fields).await.location().contains("gedaan=bewaard"));
    assert_eq!(house.number("SELECT COUNT(*) FROM issues WHERE state = 'sent'").await, 1);
    assert!(anna.get(&piece).await.body.contains("wat verstuurd is, staat vast"));
    let id = id_of(&piece);
    let out = [("change", "eruit"), ("article", id.as_str()), ("version", "2")];
    assert!(anna.post(&format!("{path}/artikelen"), &out).await.location().contains("gedaan=dicht"));
    let face = [("subject", "Te laat"), ("source", "bewaar mij"), ("seen", "x")];
    let closed = anna.post(&path, &face).await;
    assert_eq!(closed.status, StatusCode::CONFLICT);
    assert!(closed.body.contains("bewaar mij"));
}

#[tokio::test]
async fn i10_the_mail_is_shown_in_a_sandbox_with_its_own_policy() {
    let house = House::open().await;
    let anna = editor(&house).await;
    let path = issue(&house, &anna).await;
    put_into(&anna, &path, &article(&anna, "Oefenen").await).await;
    for kind in ["telefoon", "computer", "tekst", "web"] {
        assert_eq!(anna.get(&format!("{path}/voorbeeld/{kind}")).await.status, StatusCode::OK, "{kind}");
    }
    assert_eq!(anna.get(&format!("{path}/voorbeeld/anders")).await.status, StatusCode::NOT_FOUND);
    let phone = anna.get(&format!("{path}/voorbeeld/telefoon")).await;
    assert!(phone.body.contains("<iframe sandbox") && phone.body.contains("width=\"375\""));
    assert!(anna.get(&format!("{path}/voorbeeld/web")).await.body.contains(&format!("src=\"{path}/webpagina\"")));
    let mail = anna.get(&format!("{path}/mail")).await;
    let policy = mail.headers.get("content-security-policy").unwrap().to_str().unwrap();
    assert!(policy.starts_with("sandbox; default-src 'none'"), "{policy}");
    assert_eq!(mail.headers.get("content-type").unwrap(), "text/html; charset=utf-8");
    assert!(!mail.body.contains(['\u{f8f0}', '\u{f8f1}']), "no slot is left open");
}

#[tokio::test]
async fn i04_pages_of_writing_are_for_editors() {
    let house = House::open().await;
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    for path in ["/beheer/artikelen", "/beheer/nummers", "/beheer/jaarplanning", "/beheer/nummers/1/mail"] {
        assert_eq!(administrator.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(house.get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    let anna = editor(&house).await;
    for path in [
        "/beheer/artikelen/x",
        "/beheer/artikelen/99",
        "/beheer/nummers/99",
        "/beheer/artikelen/99/versies",
        "/beheer/nummers/99999999999999999999",
    ] {
        assert_eq!(anna.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

/// The numbers of the articles of an issue, in their order.
async fn order_of(house: &House) -> String {
    let read = house.app.store.read();
    let text = "SELECT article_id FROM issue_articles ORDER BY position";
    let rows = sea_orm::ConnectionTrait::query_all_raw(read, samenspraak::store::sql(read, text, [])).await.unwrap();
    let ids: Vec<String> = rows.iter().map(|row| row.try_get_by_index::<i64>(0).unwrap().to_string()).collect();
    ids.join(" ")
}

#[tokio::test]
async fn i02_articles_are_put_into_another_order_at_once_and_nobody_overwrites_an_order_they_did_not_see() {
    let house = House::open().await;
    let editor = editor(&house).await;
    let issue = issue(&house, &editor).await;
    let mut ids = Vec::new();
    for title in ["Een", "Twee", "Drie"] {
        let article = article(&editor, title).await;
        put_into(&editor, &issue, &article).await;
        ids.push(id_of(&article));
    }
    let was = ids.join(" ");
    let order = format!("{} {} {}", ids[2], ids[0], ids[1]);
    let page = editor.get(&issue).await.body;
    assert!(
        page.contains(&format!("data-order=\"{issue}/artikelen\"")) && page.contains("data-title=\"Drie\""),
        "{page}"
    );
    let path = format!("{issue}/artikelen");
    let move_to = async |was: &str, order: &str| {
        let fields = [("change", "volgorde"), ("article", ids[2].as_str()), ("was", was), ("order", order)];
        editor.post(&path, &fields).await.location().to_owned()
    };
    assert!(move_to(&was, &order).await.ends_with(&format!("gedaan=volgorde#artikel-{}", ids[2])));
    assert_eq!(order_of(&house).await, order);
    let version = house.number("SELECT version FROM issues").await;
    // The same twice, an order that is no longer so, and one that leaves out or doubles an article.
    assert!(move_to(&was, &order).await.contains("gedaan=zelfde"));
    assert!(move_to(&was, &ids[..2].join(" ")).await.contains("gedaan=ingehaald"));
    assert!(move_to(&was, &format!("{} {} {}", ids[1], ids[0], ids[2])).await.contains("gedaan=ingehaald"));
    for wrong in [format!("{} {}", ids[0], ids[1]), format!("{} {} {}", ids[0], ids[0], ids[1]), format!("{was} 999")] {
        assert!(move_to(&order, &wrong).await.contains("gedaan=ingehaald"), "{wrong}");
    }
    assert_eq!(order_of(&house).await, order);
    assert_eq!(house.number("SELECT version FROM issues").await, version, "what was refused changed nothing");

    // What was typed in the words of the issue is saved first, and the order after it.
    let hidden = |name: &str| editor_value(&page, name);
    let press = format!(
        "{path} change=volgorde&article={}&was={}&order={}",
        ids[0],
        order.replace(' ', "+"),
        was.replace(' ', "+")
    );
    let fields = [
        ("_page", issue.as_str()),
        ("_press", press.as_str()),
        ("_act", &format!("!{issue}")),
        ("seen", &hidden("seen")),
        ("seen_days", &hidden("seen_days")),
        ("subject", "Zeldzaam onderwerp"),
        ("preheader", ""),
        ("source", ""),
        ("language", "nl"),
        ("copy_due", ""),
        ("review_due", ""),
        ("planned_on", ""),
        ("_act", ""),
    ];
    let answer = editor.post(&issue, &fields).await;
    assert!(answer.location().contains("gedaan=volgorde"), "{} {}", answer.status, answer.body);
    assert_eq!(order_of(&house).await, was);
    assert_eq!(house.number("SELECT COUNT(*) FROM issues WHERE subject = 'Zeldzaam onderwerp'").await, 1);
}

/// The value of a hidden field of a page.
fn editor_value(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}
