//! Reading a draft along by a link: inviting, remarking, answering, and what never gets lost or out.

use axum::http::StatusCode;
use futures_util::future::join_all;
use samenspraak::base::clock::{days, minutes};
use samenspraak::base::id::{ArticleId, IssueId};
use samenspraak::base::{Link, Purpose};
use samenspraak::store::tables::review_remarks;
use samenspraak::store::tables::states::{IssueState, Role};
use samenspraak::{people, privacy};
use sea_orm::{EntityTrait as _, QueryOrder as _};

use crate::approving::{act, approve_as, row};
use crate::house::{Answer, House, Visitor};

const VERMEER: &str = "vermeer@voorbeeld.nl";

/// An issue with one article, and an editor in front of it.
struct Desk {
    house: House,
    editor: Visitor,
    issue: IssueId,
    article: ArticleId,
}

impl Desk {
    async fn open() -> Self {
        let house = House::open().await;
        let editor = house.signed_in_as(&[Role::Editor]).await;
        let publication = house.publication("nieuwsbrief").await.to_string();
        let fields = [
            ("publication", publication.as_str()),
            ("year", "2026"),
            ("number", "6"),
            ("subject", "Meten en rijden"),
            ("planned_on", "2026-12-08"),
        ];
        let made = editor.post("/beheer/nummers/nieuw", &fields).await;
        let issue: IssueId = id_in(&made).parse().unwrap();
        let (article, within) = (write(&editor, "Eerst meten", &issue.to_string()).await, issue);
        Self { house, editor, issue: within, article }
    }

    fn page(&self) -> String {
        format!("/beheer/nummers/{}/meelezen", self.issue)
    }

    async fn invite(&self, address: &str) -> Answer {
        let fields =
            [("name", "Hanneke Vermeer"), ("address", address), ("last_day", "2026-11-27"), ("note", "Klopt het?")];
        self.editor.post(&self.page(), &fields).await
    }

    /// The path behind the link that somebody was mailed.
    async fn link(&self, address: &str) -> String {
        let answer = self.invite(address).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        self.house.newest_mail_to(address).await.link("/meelezen/")
    }

    async fn remarks(&self) -> Vec<review_remarks::Model> {
        let all = review_remarks::Entity::find().order_by_asc(review_remarks::Column::Id);
        all.all(self.house.app.store.read()).await.unwrap()
    }

    fn field(&self, part: &str) -> String {
        format!("bij-{}-{part}", self.article)
    }

    async fn save(&self, source: &str) {
        let path = format!("/beheer/artikelen/{}", self.article);
        let version = self.editor.get(&path).await.value_after("name=\"version\"");
        let fields = [("title", "Eerst meten"), ("lead", "Dan rijden."), ("source", source), ("version", &version)];
        assert_eq!(self.editor.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    }
}

fn id_in(answer: &Answer) -> String {
    let path = answer.location().split('?').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

const TEXT: &str = "De camera lag klaar.\n\nDat scheelde vier minuten.";

async fn write(editor: &Visitor, title: &str, issue: &str) -> ArticleId {
    let once = editor.get("/beheer/artikelen/nieuw").await.value_after("name=\"once\"");
    let fields =
        [("once", once.as_str()), ("title", title), ("lead", "Dan rijden."), ("source", TEXT), ("issue", issue)];
    id_in(&editor.post("/beheer/artikelen/nieuw", &fields).await).parse().unwrap()
}

#[tokio::test]
async fn i20_a_link_opens_one_draft_for_one_person_until_its_day_and_a_look_changes_nothing() {
    let desk = Desk::open().await;
    let link = desk.link(VERMEER).await;
    let before = desk.house.number("SELECT COUNT(*) FROM audit").await;
    let page = desk.house.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in
        ["Hanneke Vermeer", "Klopt het?", "27 november 2026", "Eerst meten", "Dat scheelde vier minuten.", "noindex"]
    {
        assert!(page.body.contains(words), "{words} is not on\n{}", page.body);
    }
    // The rendered mail, of which no link acts on anybody.
    let mail = desk.house.get(&format!("{link}/mail")).await;
    assert_eq!(mail.status, StatusCode::OK);
    assert!(mail.body.contains("Meten en rijden") && mail.body.contains("/afmelden/voorbeeld"));
    assert_eq!(desk.house.get(&format!("/en{link}")).await.status, StatusCode::OK);
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM audit").await, before);
    // Guessed, of another purpose, of another person.
    let secrets = &desk.house.app.secrets;
    for token in [
        Link::token(secrets, Purpose::Answer, 1, 1, 0),
        Link::token(secrets, Purpose::Review, 1, 999, 0),
        Link::token(secrets, Purpose::Review, 9_999, 1, 0),
        "1".to_owned(),
    ] {
        assert_eq!(desk.house.get(&format!("/meelezen/{token}")).await.status, StatusCode::NOT_FOUND, "{token}");
    }
    // The last day counts whole, and the day after it is over; what was typed comes back.
    desk.house.wait(days(6));
    assert_eq!(desk.house.get(&link).await.status, StatusCode::OK);
    desk.house.wait(days(1));
    let over = desk.house.get(&link).await;
    assert_eq!(over.status, StatusCode::GONE);
    assert!(over.body.contains("verlopen") && !over.body.contains("Eerst meten"));
    assert_eq!(desk.house.get(&format!("{link}/mail")).await.status, StatusCode::GONE);
    let late = desk.house.post(&link, &[(desk.field("2").as_str(), "Ruim vijf minuten.")]).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.body.contains("Ruim vijf minuten."), "{}", late.body);
    assert!(desk.remarks().await.is_empty());
}

#[tokio::test]
async fn i20_a_remark_keeps_the_passage_and_version_that_it_was_about() {
    let desk = Desk::open().await;
    let link = desk.link(VERMEER).await;
    let page = desk.house.get(&link).await;
    let (version, face) =
        (page.value_after(&format!("name=\"versie-{}\"", desk.article)), page.value_after("name=\"face\""));
    // Somebody saves while the page lies open: the remark is about what was read.
    desk.save("De camera lag klaar.\n\nDat scheelde ruim vijf minuten.").await;
    let (second, whole) = (desk.field("2"), desk.field("alles"));
    let seen = format!("versie-{}", desk.article);
    let fields = [
        (seen.as_str(), version.as_str()),
        ("face", &face),
        (&second, "Bij ons ruim vijf."),
        (&whole, "Helder stuk."),
        ("bij-nummer-0", "Mooie kop."),
        ("slot", "Succes!"),
    ];
    let placed = desk.house.post(&link, &fields).await;
    assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.body);
    let all = desk.remarks().await;
    assert_eq!(all.len(), 4, "{all:?}");
    let of = |words: &str| all.iter().find(|one| one.words == words).unwrap();
    assert_eq!(
        (of("Bij ons ruim vijf.").passage.as_str(), of("Bij ons ruim vijf.").version),
        ("Dat scheelde vier minuten.", 1)
    );
    assert_eq!(of("Mooie kop.").passage, "Meten en rijden");
    // Both sides read that the text changed since, and what it was.
    let (theirs, ours) = (desk.house.get(&link).await, desk.editor.get(&desk.page()).await);
    for page in [&theirs, &ours] {
        assert!(
            page.body.contains("daarna gewijzigd") && page.body.contains("Dat scheelde vier minuten."),
            "{}",
            page.body
        );
    }
    // Beside the article too, and sent once more it stands there once.
    let article = desk.editor.get(&format!("/beheer/artikelen/{}", desk.article)).await;
    assert!(article.body.contains("Bij ons ruim vijf.") && article.body.contains("Helder stuk."));
    let again = join_all((0..3).map(|_| desk.house.post(&link, &fields))).await;
    assert!(again.iter().all(|answer| answer.status == StatusCode::SEE_OTHER));
    assert_eq!(desk.remarks().await.len(), 4);
    // A paragraph that comes before moves the passage, and it is still the same one.
    desk.save("Een nieuw begin.\n\nDe camera lag klaar.\n\nDat scheelde vier minuten.").await;
    let back = desk.house.get(&link).await;
    assert_eq!(back.body.matches("daarna gewijzigd").count(), 1, "only the remark on the whole article: {}", back.body);
}

#[tokio::test]
async fn i20_whoever_reads_along_sees_their_own_remarks_and_no_other_text() {
    let desk = Desk::open().await;
    let secret = write(&desk.editor, "Nog geheim", "").await;
    let link = desk.link(VERMEER).await;
    let other = desk.link("bakker@voorbeeld.nl").await;
    let forged = format!("bij-{secret}-1");
    let fields = [(forged.as_str(), "Wat staat hier?"), (&desk.field("1"), "Alleen van mij.")];
    assert_eq!(desk.house.post(&link, &fields).await.status, StatusCode::SEE_OTHER);
    // The words are kept, as a remark on the whole; of the other article nothing is shown.
    let page = desk.house.get(&link).await;
    assert!(page.body.contains("Wat staat hier?") && !page.body.contains("Nog geheim"));
    assert!(desk.remarks().await.iter().all(|one| one.article_id != Some(secret)));
    assert!(!desk.house.get(&other).await.body.contains("Alleen van mij."));
    // An earlier version than they could read is not told either.
    let old = format!("versie-{}", desk.article);
    desk.house.wait(minutes(10));
    desk.save("Een andere tekst.").await;
    desk.house.wait(minutes(10));
    let late = desk.link("laat@voorbeeld.nl").await;
    let fields = [(old.as_str(), "1"), (&desk.field("1"), "Wat stond hier?")];
    assert_eq!(desk.house.post(&late, &fields).await.status, StatusCode::SEE_OTHER);
    assert!(!desk.house.get(&late).await.body.contains("De camera lag klaar"));
}

#[tokio::test]
async fn i20_open_remarks_are_said_where_one_decides_and_stop_nothing() {
    let desk = Desk::open().await;
    let link = desk.link(VERMEER).await;
    let placed = desk.house.post(&link, &[(desk.field("2").as_str(), "Ruim vijf."), ("klaar", "ja")]).await;
    assert!(placed.location().contains("gedaan=klaar"));
    let approver = desk.house.signed_in_as(&[Role::Approver]).await;
    let said = "1 opmerking van een meelezer staat nog open";
    let sending = format!("/beheer/nummers/{}/verzenden", desk.issue);
    assert!(desk.editor.get(&format!("/beheer/nummers/{}", desk.issue)).await.body.contains(said));
    assert!(desk.editor.get(&sending).await.body.contains(said));
    assert!(desk.editor.get("/beheer").await.body.contains("1 opmerking staat open"));
    let version = row(&desk.house, desk.issue).await.version.to_string();
    assert_eq!(
        act(&desk.editor, desk.issue, "ter-goedkeuring", &[("version", &version)]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = approver.get(&sending).await;
    assert!(page.body.contains(said) && page.body.contains("Ruim vijf."), "{}", page.body);
    assert_eq!(approve_as(&approver, desk.issue).await.status, StatusCode::SEE_OTHER);
    assert_eq!(row(&desk.house, desk.issue).await.state, IssueState::Approved);
}

#[tokio::test]
async fn i20_an_answer_is_read_on_the_same_link_and_two_who_answer_at_once_lose_nothing() {
    let desk = Desk::open().await;
    let link = desk.link(VERMEER).await;
    desk.house.post(&link, &[(desk.field("2").as_str(), "Ruim vijf.")]).await;
    let id = desk.remarks().await[0].id;
    let (path, field) = (format!("{}/opmerkingen/{id}", desk.page()), format!("antwoord-{id}"));
    let settle = async |turn: &str, does: &str, words: &str| {
        desk.editor.post(&path, &[("turn", turn), ("does", does), (&field, words)]).await
    };
    assert_eq!(settle("0", "antwoord", " ").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(settle("0", "sluit", "Staat er nu in.").await.status, StatusCode::SEE_OTHER);
    let met = settle("0", "antwoord", "Wij zoeken het uit.").await;
    assert_eq!(met.status, StatusCode::CONFLICT);
    assert!(met.body.contains("Staat er nu in.") && met.body.contains("Wij zoeken het uit."), "{}", met.body);
    // Pressed twice it is so already.
    assert_eq!(settle("0", "sluit", "Staat er nu in.").await.status, StatusCode::SEE_OTHER);
    let page = desk.house.get(&link).await;
    assert!(page.body.contains("Staat er nu in.") && page.body.contains("verwerkt"));
    assert_eq!(settle("1", "heropen", "").await.status, StatusCode::SEE_OTHER);
    let one = &desk.remarks().await[0];
    assert!(one.closed_at.is_none() && one.answer == "Staat er nu in.");
    // A remark of another issue is not there.
    let other = format!("/beheer/nummers/{}/meelezen/opmerkingen/{id}", desk.issue.0 + 1);
    assert_eq!(desk.editor.post(&other, &[("turn", "2"), ("does", "sluit")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn i20_a_link_that_is_taken_back_opens_nothing_and_its_letter_does_not_leave() {
    let desk = Desk::open().await;
    assert_eq!(desk.invite(VERMEER).await.status, StatusCode::SEE_OTHER);
    let id = desk.house.number("SELECT MAX(id) FROM reviewers").await;
    let revoke = format!("{}/{id}/intrekken", desk.page());
    assert!(desk.editor.post(&revoke, &[]).await.location().contains("ingetrokken"));
    desk.house.deliver_all().await;
    assert!(desk.house.mails().await.iter().all(|mail| mail.to != VERMEER));
    assert!(desk.editor.post(&revoke, &[]).await.location().contains("niets"));
    // One that left: its link ends, and what is typed then comes back.
    let link = desk.link(VERMEER).await;
    let id = desk.house.number("SELECT MAX(id) FROM reviewers").await;
    desk.editor.post(&format!("{}/{id}/intrekken", desk.page()), &[]).await;
    assert_eq!(desk.house.get(&link).await.status, StatusCode::NOT_FOUND);
    let lost = desk.house.post(&link, &[(desk.field("1").as_str(), "Mijn woorden.")]).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    assert!(lost.body.contains("Mijn woorden.") && !lost.body.contains("De camera"));
    // Asked twice, somebody reads along once, until the later day.
    for _ in 0..2 {
        desk.invite(VERMEER).await;
    }
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM reviewers WHERE revoked_at IS NULL").await, 1);
}

#[tokio::test]
async fn i02_a_copy_of_an_issue_has_no_reviewers_and_no_remarks() {
    let desk = Desk::open().await;
    let link = desk.link(VERMEER).await;
    desk.house.post(&link, &[(desk.field("1").as_str(), "Klopt.")]).await;
    let publication = desk.house.publication("nieuwsbrief").await.to_string();
    let fields = [("publication", publication.as_str()), ("year", "2027"), ("number", "1"), ("like_last", "ja")];
    let made = desk.editor.post("/beheer/nummers/nieuw", &fields).await;
    let page = desk.editor.get(&format!("/beheer/nummers/{}/meelezen", id_in(&made))).await;
    assert!(page.body.contains("Nog geen opmerkingen") && !page.body.contains(VERMEER));
}

#[tokio::test]
async fn i20_remarks_go_with_who_made_them() {
    for by_time in [false, true] {
        let desk = Desk::open().await;
        let link = desk.link(VERMEER).await;
        desk.house.post(&link, &[(desk.field("1").as_str(), "Klopt."), ("klaar", "ja")]).await;
        let on = desk.house.app.store.read();
        let key = samenspraak::base::EmailAddress::parse(VERMEER).unwrap();
        if by_time {
            desk.house.wait(days(6 + 179));
            privacy::purge(&desk.house.app).await.unwrap();
            assert_eq!(desk.remarks().await.len(), 1);
            desk.house.wait(days(3));
            privacy::purge(&desk.house.app).await.unwrap();
        } else {
            let person = people::by_key(on, key.key()).await.unwrap().unwrap();
            let administrator = desk.house.member(&[Role::Administrator]).await;
            privacy::erase(&desk.house.app, person.id, &privacy::Wish::Asked(administrator)).await.unwrap();
        }
        assert!(desk.remarks().await.is_empty() && people::by_key(on, key.key()).await.unwrap().is_none());
        assert_eq!(desk.house.number("SELECT COUNT(*) FROM reviewers").await, 0);
        assert_eq!(desk.house.get(&link).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn i20_an_article_is_read_along_by_itself_and_an_issue_that_went_out_no_more() {
    let desk = Desk::open().await;
    let page = format!("/beheer/artikelen/{}/meelezen", desk.article);
    let fields = [("name", "Pim Aalbers"), ("address", VERMEER), ("last_day", "27-11-2026")];
    assert_eq!(desk.editor.post(&page, &fields).await.status, StatusCode::SEE_OTHER);
    let link = desk.house.newest_mail_to(VERMEER).await.link("/meelezen/");
    assert_eq!(desk.house.get(&format!("{link}/mail")).await.status, StatusCode::NOT_FOUND);
    desk.house.post(&link, &[(desk.field("0").as_str(), "Pakkend.")]).await;
    // It is a remark about the issue that the article stands in, too.
    assert!(desk.editor.get(&desk.page()).await.body.contains("Pakkend."));
    for wrong in ["2026-11-20", "2027-03-01", "morgen", ""] {
        let fields = [("name", "Pim Aalbers"), ("address", VERMEER), ("last_day", wrong)];
        let answer = desk.editor.post(&page, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(answer.body.contains("Pim Aalbers"));
    }
    let along = desk.link("bakker@voorbeeld.nl").await;
    desk.house.sql(&format!("UPDATE issues SET state = 'sent' WHERE id = {}", desk.issue)).await;
    assert!(desk.invite("nieuw@voorbeeld.nl").await.location().contains("gedaan=dicht"));
    assert_eq!(desk.house.get(&along).await.status, StatusCode::OK);
    let late = desk.house.post(&along, &[(desk.field("1").as_str(), "Te laat.")]).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.body.contains("Te laat."));
}

#[tokio::test]
async fn i20_what_is_too_long_or_too_much_is_said_and_comes_back() {
    let desk = Desk::open().await;
    let link = desk.link(VERMEER).await;
    let long = "é".repeat(4_001);
    let (first, second) = (desk.field("1"), desk.field("2"));
    let answer = desk.house.post(&link, &[(first.as_str(), long.as_str()), (&second, "Kort.")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains(&long) && answer.body.contains("Kort.") && answer.body.contains("hoogstens 4000 tekens")
    );
    assert!(desk.remarks().await.is_empty());
    for number in 0..20 {
        let answer = desk.invite(&format!("lezer{number}@voorbeeld.nl")).await;
        let full = number == 19;
        let expected = if full { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::SEE_OTHER };
        assert_eq!(answer.status, expected, "{number}: {}", answer.body);
    }
}
