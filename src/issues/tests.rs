//! The rules of writing and planning.

use chrono::NaiveDate;

use super::arrange::{Change, changed};
use super::article::written_blocks;
use super::calendar::spread;
use super::issue::Face;
use super::plan::days_before;
use super::{Article, Issue, content_hash};
use crate::base::id::{ArticleId, IssueId, MemberId, PublicationId};
use crate::base::quiet_day::quiet;
use crate::base::words::{one_line, plain_lines};
use crate::base::{Blocks, Instant, Language};
use crate::centre::Publication;
use crate::store::tables::states::{IssueState, OnUncertain};
use crate::store::tables::{articles, issues, publications};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn i30_issues_are_spread_over_working_days_of_the_year() {
    for year in 2020..2045 {
        let days = spread(year, 6);
        assert_eq!(days.len(), 6);
        assert!(days.windows(2).all(|pair| (pair[1] - pair[0]).num_days() > 45), "{days:?}");
        assert!(days.iter().all(|day| quiet(*day).is_none() && chrono::Datelike::year(day) == year), "{days:?}");
    }
    assert!(spread(2027, 0).is_empty());
    assert!(spread(2027, 366).iter().all(|day| chrono::Datelike::year(day) == 2027));
}

#[test]
fn i30_copy_is_due_three_weeks_and_review_one_week_before() {
    let days = days_before(day("2027-02-16"));
    assert_eq!((days.copy_due.as_str(), days.review_due.as_str()), ("2027-01-26", "2027-02-09"));
}

#[test]
fn i02_articles_move_one_place_and_not_past_the_ends() {
    let [one, two, three] = [1, 2, 3].map(ArticleId);
    let order = [one, two, three];
    assert_eq!(changed(&order, Change::Up, three), Some(vec![one, three, two]));
    assert_eq!(changed(&order, Change::Down, one), Some(vec![two, one, three]));
    assert_eq!(changed(&order, Change::Up, one), None);
    assert_eq!(changed(&order, Change::Down, three), None);
    assert_eq!(changed(&order, Change::Remove, two), Some(vec![one, three]));
    assert_eq!(changed(&order, Change::Add, two), None);
    assert_eq!(changed(&[], Change::Remove, two), None);
}

#[test]
fn i03_whatever_is_written_can_be_read_back() {
    let hostile = [
        "**&nbsp;** *&nbsp;* **&nbsp;**",
        "# **&nbsp;**",
        "| | |\n|---|---|\n| a | b |",
        "- \n- ",
        "[](https://voorbeeld.nl) **[](https://voorbeeld.nl)**",
        "<script>alert(1)</script>\n\n> \n\n***",
        "[x](javascript:alert(1)) ![](y) <img src=x onerror=y>",
    ];
    for source in hostile {
        let json = written_blocks(source).blocks.to_json();
        assert!(Blocks::from_json(&json).is_ok(), "{source}: {json}");
        assert!(!json.contains("javascript:") && !json.contains("<script"), "{json}");
    }
}

#[test]
fn i03_a_link_that_grows_too_long_loses_its_address_and_not_its_words() {
    let read = written_blocks(&format!("Lees [het plan](https://voorbeeld.nl/{}) nu.", "é".repeat(900)));
    assert_eq!(read.blocks.words(), "Lees het plan nu.");
    assert_eq!(read.remarks.len(), 1);
}

#[test]
fn i04_pasted_text_keeps_its_lines_and_loses_what_no_feed_may_hold() {
    assert_eq!(plain_lines("een\r\ntwee\rdrie\u{b}vier\u{0}\tvijf"), "een\ntwee\ndrie vier \tvijf");
    assert_eq!(one_line("  een \n\n twee\u{8} "), "een twee");
}

#[test]
fn i20_the_hash_follows_what_is_said_and_nothing_else() {
    let issue = issue();
    let hash = content_hash(&issue);
    assert_eq!(hash, content_hash(&issue.clone()));

    let mut planned = issue.clone();
    planned.row.planned_on = "2027-01-01".to_owned();
    planned.row.version = 9;
    planned.row.state = IssueState::Approved;
    assert_eq!(hash, content_hash(&planned));

    let changes: [fn(&mut Issue); 8] = [
        |issue| issue.row.subject.push('x'),
        |issue| issue.row.preheader.push('x'),
        |issue| issue.row.language = Language::English,
        |issue| issue.editorial = written_blocks("iets anders").blocks,
        |issue| issue.articles.swap(0, 1),
        |issue| issue.articles[0].row.title.push('x'),
        |issue| issue.articles[0].body = written_blocks("iets anders").blocks,
        |issue| drop(issue.articles.pop()),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let mut other = issue.clone();
        change(&mut other);
        assert_ne!(hash, content_hash(&other), "change {at}");
    }
}

#[test]
fn i04_a_form_knows_when_its_words_changed() {
    let face = Face { subject: "a".to_owned(), preheader: "b".to_owned(), ..Face::default() };
    let moved = Face { subject: "ab".to_owned(), preheader: String::new(), ..Face::default() };
    assert_ne!(face.hash(), moved.hash());
    assert_eq!(face.hash(), face.clone().hash());
}

fn issue() -> Issue {
    let row = issues::Model {
        id: IssueId(1),
        publication_id: PublicationId(1),
        year: 2026,
        number: 6,
        subject: "Vooruitblik".to_owned(),
        preheader: "En verder".to_owned(),
        source: "Dag".to_owned(),
        editorial: String::new(),
        language: Language::Dutch,
        state: IssueState::Draft,
        version: 1,
        changed_by: MemberId(1),
        changed_at: Instant(0),
        copy_due: String::new(),
        review_due: String::new(),
        planned_on: String::new(),
        asked_by: None,
        asked_at: None,
        approved_by: None,
        approved_at: None,
        approved_hash: None,
        send_wall: None,
        send_at: None,
        not_after_wall: None,
        not_after: None,
        scheduled_by: None,
        sending_id: None,
        started_at: None,
        sent_at: None,
        audience_id: None,
        agenda: "[]".to_owned(),
        asked_told_at: None,
    };
    let publication = publications::Model {
        id: PublicationId(1),
        slug: "nieuwsbrief".to_owned(),
        name_nl: "Nieuwsbrief".to_owned(),
        name_en: "Newsletter".to_owned(),
        description_nl: String::new(),
        description_en: String::new(),
        list_id: "nieuwsbrief.voorbeeld.nl".to_owned(),
        per_year: 6,
        on_uncertain: OnUncertain::Resend,
        position: 0,
        created_at: Instant(0),
    };
    let editorial = written_blocks(&row.source).blocks;
    let articles = vec![article(1, "Oefenen"), article(2, "Leren")];
    Issue {
        agenda: Blocks::default(),
        row,
        publication: Publication { row: publication },
        editorial,
        articles,
        earlier: Vec::new(),
        audience: None,
        pictured: Vec::new(),
        explained: Vec::new(),
    }
}

fn article(id: i64, title: &str) -> Article {
    let source = "Een *verhaal*.".to_owned();
    let body = written_blocks(&source).blocks;
    let row = articles::Model {
        id: ArticleId(id),
        title: title.to_owned(),
        lead: String::new(),
        source,
        body: body.to_json(),
        language: Language::Dutch,
        author: String::new(),
        version: 1,
        once: id.to_string(),
        made_at: Instant(0),
        changed_by: MemberId(1),
        changed_at: Instant(0),
        picture_id: None,
        picture: String::new(),
    };
    Article { row, body, cover: None }
}
