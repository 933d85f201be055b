//! Texts that save themselves while one types: what becomes one version, what never does, and who else is here.

use std::time::Duration;

use axum::http::StatusCode;
use samenspraak::base::clock::minutes;
use samenspraak::issues;
use samenspraak::store::tables::states::{IssueState, Role};
use samenspraak::store::tables::{article_versions, articles};
use sea_orm::{EntityTrait as _, QueryOrder as _};
use serde_json::Value;

use crate::approving::{act, approve, draft, row};
use crate::house::{House, Visitor};

/// An article that somebody has open.
struct Sheet {
    path: String,
    version: i64,
}

impl Sheet {
    async fn new(who: &Visitor) -> Self {
        let once = who.get("/beheer/artikelen/nieuw").await.value_after("name=\"once\"");
        let fields = [("once", once.as_str()), ("title", "Oefenen"), ("source", "Een alinea.")];
        let made = who.post("/beheer/artikelen/nieuw", &fields).await;
        Self { path: made.location().split('?').next().unwrap().to_owned(), version: 1 }
    }

    /// The first article, as it is now.
    async fn first(house: &House) -> Self {
        let article = articles::Entity::find().one(house.app.store.read()).await.unwrap().unwrap();
        Self { path: format!("/beheer/artikelen/{}", article.id), version: article.version }
    }

    /// The same page once more.
    fn again(&self) -> Self {
        Self { path: self.path.clone(), version: self.version }
    }

    fn fields(&self, text: &str) -> Vec<(&'static str, String)> {
        vec![("title", "Oefenen".into()), ("source", text.into()), ("version", self.version.to_string())]
    }

    /// What the script is told after these words were typed.
    async fn types(&mut self, who: &Visitor, text: &str) -> Value {
        let told = tell(who, &self.path, &self.fields(text), "bewaar").await;
        if let Some(version) = told["fields"]["version"].as_str() {
            self.version = version.parse().unwrap();
        }
        told
    }

    async fn presses_save(&mut self, who: &Visitor, text: &str) -> StatusCode {
        let fields = self.fields(text);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let status = who.post(&self.path, &fields).await.status;
        if status == StatusCode::SEE_OTHER {
            self.version = who.get(&self.path).await.value_after("name=\"version\"").parse().unwrap();
        }
        status
    }
}

async fn tell(who: &Visitor, path: &str, fields: &[(&'static str, String)], what: &str) -> Value {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).chain([("doe", what)]).collect();
    let answer = who.post(&format!("{path}/vanzelf"), &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// The versions that are kept: number and text, the oldest first.
async fn kept(house: &House) -> Vec<(i64, String)> {
    let all = article_versions::Entity::find().order_by_asc(article_versions::Column::Version);
    all.all(house.app.store.read()).await.unwrap().into_iter().map(|row| (row.version, row.source)).collect()
}

fn texts(kept: &[(i64, String)]) -> Vec<&str> {
    kept.iter().map(|(_, text)| text.as_str()).collect()
}

async fn editor(house: &House) -> Visitor {
    house.signed_in_as(&[Role::Editor]).await
}

#[tokio::test]
async fn i04_what_one_person_types_within_a_sitting_is_one_version_and_pressing_save_closes_it() {
    let house = House::open().await;
    let anna = editor(&house).await;
    let mut sheet = Sheet::new(&anna).await;
    let before = house.number("SELECT COUNT(*) FROM audit").await;
    for text in ["Een", "Een twee", "Een twee drie"] {
        assert_eq!(sheet.types(&anna, text).await["state"], "saved");
        house.wait(Duration::from_secs(5));
    }
    assert_eq!(texts(&kept(&house).await), ["Een alinea.", "Een twee drie"], "the text of before stays");
    assert_eq!(house.number("SELECT COUNT(*) FROM audit").await, before + 1, "one sitting is one line of the log");
    assert_eq!(sheet.version, 4, "the number goes on with every save, for whoever meets it");
    // What is pressed belongs to it, and closes it.
    assert_eq!(sheet.presses_save(&anna, "Een twee drie vier").await, StatusCode::SEE_OTHER);
    assert_eq!(texts(&kept(&house).await), ["Een alinea.", "Een twee drie vier"]);
    sheet.types(&anna, "Vijf").await;
    assert_eq!(texts(&kept(&house).await), ["Een alinea.", "Een twee drie vier", "Vijf"]);
    // Pressing without having typed closes it too.
    assert_eq!(sheet.presses_save(&anna, "Vijf").await, StatusCode::SEE_OTHER);
    sheet.types(&anna, "Zes").await;
    assert_eq!(texts(&kept(&house).await), ["Een alinea.", "Een twee drie vier", "Vijf", "Zes"]);
    // A sitting ends by itself, however fast one types.
    for minute in 0..12 {
        house.wait(minutes(1));
        sheet.types(&anna, &format!("Minuut {minute}")).await;
    }
    assert_eq!(texts(&kept(&house).await)[3..], ["Minuut 8", "Minuut 11"], "ten minutes, and what came after");
    // A number that went up in a later version leads to it, and can be restored.
    assert!(anna.get(&format!("{}/versies/3", sheet.path)).await.body.contains("Een twee drie vier"));
    let now = sheet.version.to_string();
    let restored = anna.post(&format!("{}/versies/5", sheet.path), &[("version", &now)]).await;
    assert_eq!(restored.status, StatusCode::SEE_OTHER, "{}", restored.body);
    let all = kept(&house).await;
    assert_eq!(
        texts(&all)[4..],
        ["Minuut 11", "Een twee drie vier"],
        "what stood there stays beside what was restored"
    );
}

#[tokio::test]
async fn i04_saving_by_itself_never_writes_over_a_colleague_and_one_sitting_is_of_one_person() {
    let house = House::open().await;
    let (anna, bram) = (editor(&house).await, editor(&house).await);
    let mut hers = Sheet::new(&anna).await;
    let mut his = hers.again();
    hers.types(&anna, "Van Anna").await;
    let met = his.types(&bram, "Van Bram").await;
    assert_eq!((&met["state"], met["fields"].as_object().unwrap().len()), (&Value::from("met"), 0), "{met}");
    assert_eq!(kept(&house).await.len(), 2);
    // The button shows both, and after that his is the newest; hers stays, although it was open.
    let fields = his.fields("Van Bram");
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let both = bram.post(&his.path, &fields).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(both.body.contains("Van Anna") && both.body.contains("Van Bram"));
    his.version = both.value_after("name=\"version\"").parse().unwrap();
    his.types(&bram, "Van Bram").await;
    assert_eq!(texts(&kept(&house).await), ["Een alinea.", "Van Anna", "Van Bram"]);
    // And she hears of it before she types on.
    let told = tell(&anna, &hers.path, &[("version", hers.version.to_string())], "hier").await;
    assert_eq!(told["state"], "newer");
    // At once: one of them is met.
    let (mut one, mut two) = (his.again(), his.again());
    let (first, second) = tokio::join!(one.types(&anna, "A"), two.types(&bram, "B"));
    let mut states = [first["state"].as_str().unwrap(), second["state"].as_str().unwrap()];
    states.sort_unstable();
    assert_eq!(states, ["met", "saved"]);
}

#[tokio::test]
async fn i04_a_save_whose_answer_got_lost_is_sent_again_and_late_ones_undo_nothing() {
    let house = House::open().await;
    let anna = editor(&house).await;
    let mut sheet = Sheet::new(&anna).await;
    let lost = sheet.fields("Tot hier");
    let first = tell(&anna, &sheet.path, &lost, "bewaar").await;
    // Nobody heard the answer: to the letter once more, and it is no conflict with oneself.
    let again = tell(&anna, &sheet.path, &lost, "bewaar").await;
    assert_eq!((&again["state"], &again["fields"]), (&first["state"], &first["fields"]));
    sheet.version = 2;
    assert_eq!(sheet.presses_save(&anna, "Tot hier en verder").await, StatusCode::SEE_OTHER);
    // The first one comes in a third time, long after: it undoes nothing.
    assert_eq!(tell(&anna, &sheet.path, &lost, "bewaar").await["state"], "met");
    assert_eq!(texts(&kept(&house).await), ["Een alinea.", "Tot hier en verder"]);
}

#[tokio::test]
async fn i04_what_somebody_was_asked_to_approve_is_not_voided_by_typing_and_stays_a_version() {
    let house = House::open().await;
    let id = draft(&house).await;
    let anna = editor(&house).await;
    let mut sheet = Sheet::first(&house).await;
    assert_eq!(sheet.types(&anna, "De tekst die men leest").await["state"], "saved");
    approve(&house, id).await;
    let hash = row(&house, id).await.approved_hash;
    let (version, audit) = (sheet.version, house.number("SELECT COUNT(*) FROM audit").await);
    // Nothing typed changes what was approved, and it is said why.
    let told = sheet.types(&anna, "Zomaar een woord").await;
    assert_eq!(told["state"], "waits");
    assert_eq!((sheet.version, house.number("SELECT COUNT(*) FROM audit").await), (version, audit));
    assert_eq!(row(&house, id).await.approved_hash, hash);
    assert_eq!(row(&house, id).await.state, IssueState::Approved);
    // Pressing does, and what was approved is still there to read.
    assert_eq!(sheet.presses_save(&anna, "Zomaar een woord").await, StatusCode::SEE_OTHER);
    assert_eq!(row(&house, id).await.state, IssueState::Draft);
    sheet.types(&anna, "En verder").await;
    assert!(texts(&kept(&house).await).contains(&"De tekst die men leest"), "{:?}", kept(&house).await);
}

#[tokio::test]
async fn i04_asking_for_approval_closes_the_sitting_also_when_the_issue_comes_back() {
    let house = House::open().await;
    let id = draft(&house).await;
    let anna = editor(&house).await;
    let mut sheet = Sheet::first(&house).await;
    sheet.types(&anna, "Wat men las").await;
    let version = row(&house, id).await.version.to_string();
    act(&anna, id, "ter-goedkeuring", &[("version", &version)]).await;
    let approver = house.signed_in_as(&[Role::Approver]).await;
    act(&approver, id, "terug", &[("reason", "De cijfers kloppen niet.")]).await;
    assert_eq!(row(&house, id).await.state, IssueState::Draft);
    assert_eq!(sheet.types(&anna, "Met andere cijfers").await["state"], "saved");
    assert_eq!(texts(&kept(&house).await), ["Wat men las", "Met andere cijfers"]);
    approve(&house, id).await;
}

#[tokio::test]
async fn i04_what_somebody_read_along_stays_a_version_so_that_their_remark_finds_its_passage() {
    let house = House::open().await;
    let anna = editor(&house).await;
    let mut sheet = Sheet::new(&anna).await;
    let fields = [("name", "Hanneke"), ("address", "vermeer@voorbeeld.nl"), ("last_day", "2026-11-27"), ("note", "")];
    let invited = anna.post(&format!("{}/meelezen", sheet.path), &fields).await;
    assert_eq!(invited.status, StatusCode::SEE_OTHER, "{}", invited.body);
    let link = house.newest_mail_to("vermeer@voorbeeld.nl").await.link("/meelezen/");
    sheet.types(&anna, "De camera lag klaar.").await;
    // She opens it while Anna types on.
    let page = house.get(&link).await;
    assert!(page.body.contains("De camera lag klaar."));
    let id = sheet.path.rsplit('/').next().unwrap();
    let (field, version) = (format!("bij-{id}-1"), format!("versie-{id}"));
    let shown = page.value_after(&format!("name=\"{version}\""));
    sheet.types(&anna, "De camera stond klaar.").await;
    sheet.types(&anna, "De camera stond op het dak.").await;
    let posted = house.post(&link, &[(field.as_str(), "Lag?"), (version.as_str(), shown.as_str())]).await;
    assert!(posted.status.is_redirection(), "{} {}", posted.status, posted.body);
    let passage = "SELECT COUNT(*) FROM review_remarks WHERE passage = 'De camera lag klaar.'";
    assert_eq!(house.number(passage).await, 1);
    assert_eq!(
        texts(&kept(&house).await),
        ["Een alinea.", "De camera lag klaar.", "De camera stond op het dak."],
        "what she saw, and one for what came after"
    );
}

#[tokio::test]
async fn i04_the_words_of_an_issue_save_themselves_while_it_is_a_draft() {
    let house = House::open().await;
    let id = draft(&house).await;
    let anna = editor(&house).await;
    let path = format!("/beheer/nummers/{id}");
    let page = anna.get(&path).await;
    let fields = |seen: &str, days: &str, subject: &str| {
        vec![
            ("subject", subject.to_owned()),
            ("source", "Beste lezer.".to_owned()),
            ("planned_on", "8-12-2026".to_owned()),
            ("seen", seen.to_owned()),
            ("seen_days", days.to_owned()),
        ]
    };
    let (seen, days) = (page.value_after("name=\"seen\""), page.value_after("name=\"seen_days\""));
    let told = tell(&anna, &path, &fields(&seen, &days, "Oefenen"), "bewaar").await;
    assert_eq!((&told["state"], &told["moved"]), (&Value::from("saved"), &serde_json::json!([1, 2])), "{told}");
    let again = told["fields"]["seen"].as_str().unwrap().to_owned();
    let told = tell(&anna, &path, &fields(&again, &days, "Oefenen loont"), "bewaar").await;
    assert_eq!(told["state"], "saved");
    assert_eq!(row(&house, id).await.subject, "Oefenen loont");
    // From an older page nothing is written over.
    let bram = editor(&house).await;
    assert_eq!(tell(&bram, &path, &fields(&seen, &days, "Van Bram"), "bewaar").await["state"], "met");
    let newest = told["fields"]["seen"].as_str().unwrap().to_owned();
    approve(&house, id).await;
    assert_eq!(tell(&anna, &path, &fields(&newest, &days, "Anders"), "bewaar").await["state"], "waits");
    assert_eq!(row(&house, id).await.state, IssueState::Approved);
    house.sql(&format!("UPDATE issues SET state = 'cancelled' WHERE id = {id}")).await;
    assert_eq!(tell(&anna, &path, &fields(&newest, &days, "Anders"), "bewaar").await["state"], "waits");
    assert_eq!(row(&house, id).await.subject, "Oefenen loont");
}

#[tokio::test]
async fn i04_who_else_has_it_open_is_seen_and_is_gone_after_a_minute() {
    let house = House::open().await;
    let (anna, bram) = (editor(&house).await, editor(&house).await);
    let sheet = Sheet::new(&anna).await;
    let version = [("version", "1".to_owned())];
    let here = async |who: &Visitor, what: &str| {
        tell(who, &sheet.path, &version, what).await["here"].as_str().unwrap().to_owned()
    };
    assert_eq!(here(&anna, "hier").await, "", "nobody sees themselves");
    assert!(here(&bram, "hier").await.starts_with("Lid "), "he sees her");
    assert!(here(&anna, "hier").await.starts_with("Lid "), "and she sees him");
    // Also without a script, in the page as it is drawn; looking says nothing of oneself.
    let carla = editor(&house).await;
    assert!(carla.get(&sheet.path).await.body.contains("zijn hier ook mee bezig"));
    assert_eq!(house.number("SELECT COUNT(*) FROM writers").await, 2);
    assert!(!here(&anna, "hier").await.contains(" en "));
    here(&bram, "weg").await;
    assert_eq!(here(&anna, "hier").await, "");
    house.wait(minutes(2));
    assert_eq!(here(&bram, "hier").await, "", "whoever is silent is gone");
    // What is over is forgotten, also when nobody comes by.
    house.wait(minutes(90));
    issues::forget_writers(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM writers").await, 0);
}

#[tokio::test]
async fn i04_what_cannot_be_kept_is_said_and_nothing_is_written() {
    let house = House::open().await;
    let anna = editor(&house).await;
    let sheet = Sheet::new(&anna).await;
    let fields = [("title", String::new()), ("source", "Tekst".to_owned()), ("version", "1".to_owned())];
    let told = tell(&anna, &sheet.path, &fields, "bewaar").await;
    assert_eq!(told["state"], "faults");
    assert!(told["said"].as_str().unwrap().len() > 20, "{told}");
    assert_eq!(house.number("SELECT version FROM articles").await, 1);
    let stranger = house.visitor().post(&format!("{}/vanzelf", sheet.path), &[("doe", "bewaar")]).await;
    assert!(stranger.location().starts_with("/beheer/aanmelden"), "whoever is signed out is led to sign in");
    let nothing = anna.post(&format!("{}/vanzelf", sheet.path), &[("version", "1")]).await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
    assert_eq!(anna.post("/beheer/artikelen/999/vanzelf", &[("doe", "hier")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.number("SELECT COUNT(*) FROM writers").await, 1, "only she is there, in the one text that is");
}

#[tokio::test]
async fn i04_a_version_shows_what_changed_since() {
    let house = House::open().await;
    let anna = editor(&house).await;
    let mut sheet = Sheet::new(&anna).await;
    sheet.presses_save(&anna, "Een alinea over oefenen.").await;
    let old = anna.get(&format!("{}/versies/1", sheet.path)).await;
    assert!(old.body.contains("<ins") && old.body.contains("over oefenen"), "{}", old.body);
    let now = anna.get(&format!("{}/versies/2", sheet.path)).await;
    assert!(!now.body.contains("<ins"), "what is now is compared with nothing");
}
