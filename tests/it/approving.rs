//! Deciding: checks, asking, approving, sending back; and what undoes an approval.

use axum::http::StatusCode;
use samenspraak::base::id::{IssueId, MemberId};
use samenspraak::base::{Blocks, Language, markdown};
use samenspraak::store::tables::states::{IssueState, Role};
use samenspraak::store::tables::{articles, issue_articles, issues};
use sea_orm::{EntityTrait, Set};

use crate::house::{Answer, House, START, Visitor};

/// A draft of number 6 with one complete article, last changed by somebody who is not signed in.
pub async fn draft(house: &House) -> IssueId {
    let writer = house.member(&[Role::Editor]).await;
    draft_of(house, writer, 6).await
}

/// A draft of a number, last changed by a member.
pub async fn draft_of(house: &House, writer: MemberId, number: i32) -> IssueId {
    let publication_id = house.publication("nieuwsbrief").await;
    let tx = house.app.store.begin_write().await.unwrap();
    let source = "## Wat er verandert\n\nVanaf januari oefenen de regio's samen.";
    let article = articles::ActiveModel {
        title: Set("Samen oefenen".to_owned()),
        lead: Set("De regio's oefenen voortaan met elkaar.".to_owned()),
        source: Set(source.to_owned()),
        body: Set(markdown::read(source).blocks.to_json()),
        language: Set(Language::Dutch),
        author: Set("De redactie".to_owned()),
        version: Set(1),
        once: Set(format!("once-{number}")),
        made_at: Set(START),
        changed_by: Set(writer),
        changed_at: Set(START),
        ..Default::default()
    };
    let article_id = articles::Entity::insert(article).exec(&tx).await.unwrap().last_insert_id;
    let issue = issues::ActiveModel {
        publication_id: Set(publication_id),
        year: Set(2026),
        number: Set(number),
        subject: Set("Minder vergaderen, meer oefenen".to_owned()),
        preheader: Set("Vooruitblik op 2027".to_owned()),
        source: Set(String::new()),
        editorial: Set(Blocks::default().to_json()),
        language: Set(Language::Dutch),
        state: Set(IssueState::Draft),
        version: Set(1),
        changed_by: Set(writer),
        changed_at: Set(START),
        copy_due: Set(String::new()),
        review_due: Set(String::new()),
        planned_on: Set("2026-12-08".to_owned()),
        ..Default::default()
    };
    let issue_id = issues::Entity::insert(issue).exec(&tx).await.unwrap().last_insert_id;
    let place = issue_articles::ActiveModel { issue_id: Set(issue_id), article_id: Set(article_id), position: Set(1) };
    issue_articles::Entity::insert(place).exec_without_returning(&tx).await.unwrap();
    tx.commit().await.unwrap();
    issue_id
}

/// The row of an issue.
pub async fn row(house: &House, id: IssueId) -> issues::Model {
    issues::Entity::find_by_id(id).one(house.app.store.read()).await.unwrap().unwrap()
}

pub async fn act(who: &Visitor, id: IssueId, path: &str, fields: &[(&str, &str)]) -> Answer {
    who.post(&format!("/beheer/nummers/{id}/{path}"), fields).await
}

/// Asks and approves, as two people do.
pub async fn approve(house: &House, id: IssueId) -> Visitor {
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let approver = house.signed_in_as(&[Role::Approver]).await;
    let version = row(house, id).await.version.to_string();
    let asked = act(&editor, id, "ter-goedkeuring", &[("version", &version)]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let approved = approve_as(&approver, id).await;
    assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.body);
    approver
}

/// Presses the button of the page before sending.
pub async fn approve_as(who: &Visitor, id: IssueId) -> Answer {
    let page = who.get(&format!("/beheer/nummers/{id}/verzenden")).await;
    let hidden = |name: &str| page.brought_by("/goedkeuren", name);
    act(who, id, "goedkeuren", &[("version", &hidden("version")), ("seen", &hidden("seen"))]).await
}

async fn actions(house: &House, action: &str) -> i64 {
    let found = samenspraak::audit::newest(house.app.store.read(), ("", ""), None, 50).await.unwrap();
    i64::try_from(found.rows.iter().filter(|entry| entry.action == action).count()).unwrap()
}

#[tokio::test]
async fn i20_a_colleague_approves_what_was_asked() {
    let house = House::open().await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    let approved = row(&house, id).await;
    assert_eq!(approved.state, IssueState::Approved);
    assert_eq!(approved.approved_hash.map(|hash| hash.len()), Some(64));
    let page = approver.get(&format!("/beheer/nummers/{id}/verzenden")).await;
    assert!(page.body.contains("ongewijzigd"), "{}", page.body);
    assert!(page.body.contains("De controle vond niets"), "{}", page.body);
    assert_eq!(actions(&house, "issue.approve").await, 1);
}

#[tokio::test]
async fn i20_approving_twice_is_harmless() {
    let house = House::open().await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    let again = act(&approver, id, "goedkeuren", &[("version", "1")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(actions(&house, "issue.approve").await, 1);
}

#[tokio::test]
async fn i20_an_editor_without_the_role_cannot_approve() {
    let house = House::open().await;
    let id = draft(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    act(&editor, id, "ter-goedkeuring", &[("version", "1")]).await;
    let refused = act(&editor, id, "goedkeuren", &[("version", "1")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(row(&house, id).await.state, IssueState::InReview);
}

#[tokio::test]
async fn i20_the_last_editor_cannot_approve_unless_the_office_is_one_person() {
    let house = House::open().await;
    let approver = house.signed_in_as(&[Role::Approver]).await;
    let id = draft(&house).await;
    house.sql("UPDATE issues SET changed_by = (SELECT MAX(member_id) FROM member_roles WHERE role = 'approver')").await;
    act(&approver, id, "ter-goedkeuring", &[("version", "1")]).await;
    let refused = act(&approver, id, "goedkeuren", &[("version", "1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("als laatste gewijzigd"));
    assert_eq!(row(&house, id).await.state, IssueState::InReview);

    house.sql("UPDATE centre SET one_person_office = TRUE").await;
    let page = approver.get(&format!("/beheer/nummers/{id}/verzenden")).await;
    assert!(page.body.contains("U keurt uw eigen werk goed"), "the page says so before it is pressed");
    let approved = approve_as(&approver, id).await;
    assert_eq!(approved.status, StatusCode::SEE_OTHER);
    let newest = samenspraak::audit::newest(house.app.store.read(), ("", ""), None, 50).await.unwrap().rows.remove(0);
    assert_eq!(newest.action, "issue.approve");
    assert!(newest.detail.contains("one-person office"), "{}", newest.detail);
}

#[tokio::test]
async fn i20_nobody_approves_what_they_did_not_see() {
    let house = House::open().await;
    let id = draft(&house).await;
    let approver = house.signed_in_as(&[Role::Approver]).await;
    house.sql("UPDATE issues SET state = 'in-review', version = 2").await;
    let refused = act(&approver, id, "goedkeuren", &[("version", "1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(row(&house, id).await.state, IssueState::InReview);
}

#[tokio::test]
async fn i20_sending_back_needs_a_reason_and_shows_it() {
    let house = House::open().await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    let without = act(&approver, id, "terug", &[("reason", " ")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.body.contains("<title>Fout: "));
    let back = act(&approver, id, "terug", &[("reason", "De inleiding <b>klopt</b> niet")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    let draft = row(&house, id).await;
    assert_eq!((draft.state, draft.approved_hash), (IssueState::Draft, None));
    let page = approver.get(&format!("/beheer/nummers/{id}/verzenden")).await;
    assert!(page.body.contains("De inleiding &lt;b&gt;klopt&lt;/b&gt; niet"), "{}", page.body);
}

#[tokio::test]
async fn i12_a_blocking_finding_blocks_asking() {
    let house = House::open().await;
    let id = draft(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    house.sql("UPDATE issues SET subject = 'Nummer 6 TODO'").await;
    let refused = act(&editor, id, "ter-goedkeuring", &[("version", "1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("“TODO” moet nog worden ingevuld"), "{}", refused.body);
    assert_eq!(row(&house, id).await.state, IssueState::Draft);
}

#[tokio::test]
async fn m_a_subject_with_a_line_break_is_refused() {
    let house = House::open().await;
    let id = draft(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let tx = house.app.store.begin_write().await.unwrap();
    let hostile = "Nieuws\r\nBcc: slachtoffer@voorbeeld.nl";
    issues::Entity::update_many()
        .col_expr(issues::Column::Subject, sea_orm::sea_query::Expr::value(hostile))
        .exec(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let refused = act(&editor, id, "ter-goedkeuring", &[("version", "1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let test = act(&editor, id, "testmail", &[("to", "anna@voorbeeld.nl")]).await;
    assert_eq!(test.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(house.mails().await.is_empty());
}

#[tokio::test]
async fn i20_a_cancelled_issue_is_not_sent_any_more() {
    let house = House::open().await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    assert_eq!(act(&approver, id, "annuleren", &[]).await.status, StatusCode::SEE_OTHER);
    let fields = [("version", "1"), ("date", "8-12-2026"), ("time", "9.30")];
    assert_eq!(act(&approver, id, "verzenden", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(row(&house, id).await.state, IssueState::Cancelled);
}

#[tokio::test]
async fn i11_a_test_mail_says_that_it_is_one_and_what_the_checks_say() {
    let house = House::open().await;
    let id = draft(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    house.sql("UPDATE articles SET lead = ''").await;
    let posted = act(&editor, id, "testmail", &[("to", "anna@voorbeeld.nl")]).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.body);
    let mail = house.newest_mail_to("anna@voorbeeld.nl").await;
    // A mailbox folds mails with the same subject, so each test has its own.
    let subject = mail.subject.clone();
    assert!(subject.starts_with("[test ") && subject.ends_with("] Minder vergaderen, meer oefenen"), "{subject}");
    house.wait(std::time::Duration::from_secs(61));
    act(&editor, id, "testmail", &[("to", "anna@voorbeeld.nl")]).await;
    assert_ne!(house.newest_mail_to("anna@voorbeeld.nl").await.subject, subject);
    assert!(mail.text.contains("Dit is een testmail"), "{}", mail.text);
    assert!(mail.text.contains("heeft geen inleiding"), "{}", mail.text);
    assert!(!mail.raw.contains("List-Unsubscribe"), "a test belongs to no list");
    assert_eq!(row(&house, id).await.state, IssueState::Draft);
}

#[tokio::test]
async fn i11_twenty_test_mails_an_hour_are_enough() {
    let house = House::open().await;
    let id = draft(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    for _ in 0..20 {
        let posted = act(&editor, id, "testmail", &[("to", "anna@voorbeeld.nl")]).await;
        assert_eq!(posted.status, StatusCode::SEE_OTHER);
    }
    let refused = act(&editor, id, "testmail", &[("to", "anna@voorbeeld.nl")]).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn an_issue_without_articles_or_subject_says_what_is_missing() {
    let house = House::open().await;
    let id = draft(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let address = format!("/beheer/nummers/{id}");
    assert!(editor.get(&address).await.body.contains("Vraag goedkeuring"));
    house.sql("UPDATE issues SET subject = ''").await;
    let body = editor.get(&address).await.body;
    assert!(!body.contains("Vraag goedkeuring") && body.contains("heeft nog geen onderwerp"), "{body}");
    assert!(body.contains("href=\"#subject\"") && body.contains("id=\"subject\""), "{body}");
    house.sql("DELETE FROM issue_articles").await;
    let body = editor.get(&address).await.body;
    assert!(!body.contains("Vraag goedkeuring") && body.contains("staat nog geen artikel in dit nummer"), "{body}");
    let write = format!("/beheer/artikelen/nieuw?nummer={id}");
    assert!(body.contains(&format!("href=\"{write}\"")), "{body}");
    assert_eq!(editor.get(&write).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_reason_holds_no_hidden_characters_and_has_a_length() {
    let house = House::open().await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    let page = act(&approver, id, "terug", &[("reason", &"e".repeat(501))]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("Maak de reden korter: hooguit 500 tekens."), "{}", page.body);
    let page = act(&approver, id, "terug", &[("reason", "\u{8}\u{1b}")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is left of it");
    let sent = act(&approver, id, "terug", &[("reason", "Kort\u{1b}de inleiding in.\r\nEn het slot.\u{8}")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let query = "SELECT COUNT(*) FROM audit WHERE action = 'issue.send-back' AND detail = 'Kort de inleiding in.\nEn het slot.'";
    assert_eq!(house.number(query).await, 1);
}
