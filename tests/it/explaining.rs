//! Saying why something stays that the checks found: who sees it, what it is bound to, and what no reason is good enough for.

use axum::http::StatusCode;
use samenspraak::base::id::IssueId;
use samenspraak::store::tables::states::{IssueState, Role};
use samenspraak::store::tables::{articles, issue_explanations};
use sea_orm::EntityTrait as _;

use crate::approving::{act, approve_as, draft, row};
use crate::house::{Answer, House, Visitor};

const WHY: &str = "TODO is hier de naam van de oefening.";

struct Desk {
    house: House,
    editor: Visitor,
    id: IssueId,
}

impl Desk {
    async fn open() -> Self {
        let house = House::open().await;
        let id = draft(&house).await;
        let editor = house.signed_in_as(&[Role::Editor]).await;
        let desk = Self { house, editor, id };
        desk.write("De oefening heet TODO.\n\nWij oefenen in mei.").await;
        desk
    }

    async fn write(&self, source: &str) {
        let article = articles::Entity::find().one(self.house.app.store.read()).await.unwrap().unwrap();
        let version = article.version.to_string();
        let fields = [("title", "Oefenen"), ("lead", "In het kort."), ("source", source), ("version", &version)];
        let saved = self.editor.post(&format!("/beheer/artikelen/{}", article.id), &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    }

    async fn page(&self) -> Answer {
        self.editor.get(&format!("/beheer/nummers/{}/verzenden", self.id)).await
    }

    async fn key(&self) -> String {
        self.page().await.value_after("name=\"bevinding\"")
    }

    async fn explain(&self, key: &str, why: &str) -> Answer {
        act(&self.editor, self.id, "uitleg", &[("bevinding", key), ("veld", "0"), ("waarom-0", why)]).await
    }

    async fn ask(&self) -> StatusCode {
        let version = row(&self.house, self.id).await.version.to_string();
        act(&self.editor, self.id, "ter-goedkeuring", &[("version", &version)]).await.status
    }

    async fn kept(&self) -> Vec<issue_explanations::Model> {
        issue_explanations::Entity::find().all(self.house.app.store.read()).await.unwrap()
    }
}

#[tokio::test]
async fn i12_what_blocks_is_explained_by_name_seen_by_the_approver_and_bound_to_what_they_approve() {
    let desk = Desk::open().await;
    assert_eq!(desk.ask().await, StatusCode::UNPROCESSABLE_ENTITY);
    let key = desk.key().await;
    // Nothing said is no reason, and what was typed comes back.
    let empty = desk.explain(&key, "  ").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("href=\"#waarom-0\""), "{}", empty.body);
    let long = desk.explain(&key, &"x".repeat(501)).await;
    assert!(long.body.contains(&"x".repeat(501)));
    assert_eq!(desk.explain(&key, WHY).await.status, StatusCode::SEE_OTHER);
    let page = desk.page().await;
    assert!(page.body.contains(WHY) && page.body.contains("Lid "), "{}", page.body);
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM audit WHERE action = 'issue.explain'").await, 1);

    assert_eq!(desk.ask().await, StatusCode::SEE_OTHER);
    let approver = desk.house.signed_in_as(&[Role::Approver]).await;
    let seen = approver.get(&format!("/beheer/nummers/{}/verzenden", desk.id)).await;
    assert!(seen.body.contains(WHY) && !seen.body.contains("name=\"bevinding\""), "{}", seen.body);
    // Who approves reads what is approved: nothing is explained meanwhile.
    let late = desk.explain(&key, "Toch anders.").await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("Toch anders."), "what was typed stays");
    assert_eq!(approve_as(&approver, desk.id).await.status, StatusCode::SEE_OTHER);
    let [kept] = &desk.kept().await[..] else { panic!() };
    assert_eq!((kept.why.as_str(), &kept.approved_hash), (WHY, &row(&desk.house, desk.id).await.approved_hash));
    assert!(kept.approved_hash.is_some());
}

#[tokio::test]
async fn i12_an_explanation_is_over_when_its_place_changes_and_holds_while_others_do() {
    let desk = Desk::open().await;
    let key = desk.key().await;
    desk.explain(&key, WHY).await;
    desk.write("De oefening heet TODO.\n\nWij oefenen in juni, met alle regio's.").await;
    assert_eq!(desk.ask().await, StatusCode::SEE_OTHER, "another paragraph says nothing of this one");
    desk.write("De oefening heet misschien TODO.\n\nWij oefenen in juni, met alle regio's.").await;
    assert_eq!(row(&desk.house, desk.id).await.state, IssueState::Draft);
    assert_eq!(desk.ask().await, StatusCode::UNPROCESSABLE_ENTITY, "the words beside it are others");
    assert_ne!(desk.key().await, key);
    // What is said of what is not there any more is refused, and not lost.
    let gone = desk.explain(&key, "Nog steeds de naam.").await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(gone.body.contains("Nog steeds de naam."), "{}", gone.body);
    assert_eq!(desk.kept().await.len(), 1);
    // The same words at the same place again: the reason is what it was.
    desk.write("De oefening heet TODO.\n\nWij oefenen in juni.").await;
    assert_eq!(desk.ask().await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn i12_no_reason_is_good_enough_for_what_lets_strangers_in_or_is_missing() {
    let desk = Desk::open().await;
    let key = desk.key().await;
    desk.write("Kijk op [onze planning](http://samenspraak.example/beheer/nummers).").await;
    assert!(!desk.page().await.body.contains("name=\"bevinding\""), "a page of staff is nothing to explain");
    assert_eq!(desk.explain(&key, WHY).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.explain("", WHY).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.ask().await, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(desk.kept().await.is_empty());
    // Explained twice is the last one said, by whoever said it.
    desk.write("De oefening heet TODO.").await;
    let key = desk.key().await;
    desk.explain(&key, "Eerst dit.").await;
    desk.explain(&key, WHY).await;
    let [kept] = &desk.kept().await[..] else { panic!() };
    assert_eq!(kept.why, WHY);
}
