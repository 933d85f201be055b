//! The rules of checking and of moments.

use std::time::Duration;

use super::check::{Finding, MAX_BYTES, Place, Severity, What, checks, is_blocked};
use super::schedule::{Moment, Timing, TimingFault};
use super::texts as say;
use crate::base::id::{ArticleId, IssueId, MemberId, PublicationId};
use crate::base::wall_time::Resolved;
use crate::base::{Blocks, Instant, Language, WallTime, markdown};
use crate::centre::Publication;
use crate::issues::letter::{article_path, issue_path, short_name};
use crate::issues::{Article, Issue};
use crate::store::tables::states::{IssueState, OnUncertain};
use crate::store::tables::{articles, issues, publications};

const NOW: Instant = Instant(1_795_258_800_000);

fn issue(markdown: &str) -> Issue {
    let row = issues::Model {
        id: IssueId(1),
        publication_id: PublicationId(1),
        year: 2026,
        number: 6,
        subject: "Minder vergaderen, meer oefenen".to_owned(),
        preheader: String::new(),
        source: String::new(),
        editorial: "[]".to_owned(),
        language: Language::Dutch,
        state: IssueState::Draft,
        version: 1,
        changed_by: MemberId(1),
        changed_at: NOW,
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
    let body = markdown::read(markdown).blocks;
    Issue {
        agenda: Blocks::default(),
        row,
        publication: publication(),
        editorial: Blocks::default(),
        articles: vec![Article { row: article(markdown), body, cover: None }],
        earlier: Vec::new(),
        audience: None,
        pictured: Vec::new(),
        explained: Vec::new(),
    }
}

fn article(markdown: &str) -> articles::Model {
    articles::Model {
        id: ArticleId(12),
        title: "Samen oefenen".to_owned(),
        lead: "De regio's oefenen voortaan met elkaar.".to_owned(),
        source: markdown.to_owned(),
        body: String::new(),
        language: Language::Dutch,
        author: String::new(),
        version: 1,
        once: String::new(),
        made_at: NOW,
        changed_by: MemberId(1),
        changed_at: NOW,
        picture_id: None,
        picture: String::new(),
    }
}

fn publication() -> Publication {
    let row = publications::Model {
        id: PublicationId(1),
        slug: "nieuwsbrief".to_owned(),
        name_nl: "Nieuwsbrief".to_owned(),
        name_en: "Newsletter".to_owned(),
        description_nl: String::new(),
        description_en: String::new(),
        list_id: "nieuwsbrief.centrum.example".to_owned(),
        per_year: 6,
        on_uncertain: OnUncertain::Resend,
        position: 0,
        created_at: NOW,
    };
    Publication { row }
}

/// The outside address of the installation.
const SITE: &str = "https://nieuws.voorbeeld.nl";

fn found(markdown: &str) -> Vec<What> {
    checks(&issue(markdown), 1_000, SITE).into_iter().map(|finding| finding.what).collect()
}

#[test]
fn i12_a_complete_issue_has_no_findings() {
    let text =
        "## Wat er verandert\n\nLees het [jaarplan van 2027](https://voorbeeld.nl/plan).\n\n### Waarom\n\nDaarom.";
    assert_eq!(checks(&issue(text), MAX_BYTES, SITE), Vec::<Finding>::new());
}

#[test]
fn i12_headings_skip_no_level() {
    assert_eq!(found("### Te diep\n\nTekst."), [What::HeadingJump("Te diep".to_owned())]);
    assert_eq!(found("## Twee\n\na\n\n#### Vier\n\nb"), [What::HeadingJump("Vier".to_owned())]);
    assert_eq!(found("## Twee\n\na\n\n### Drie\n\nb\n\n## Twee\n\nc"), []);
}

#[test]
fn i12_links_say_where_they_lead() {
    for words in ["hier", "Klik hier", "lees meer »", "Read more…", "**klik** hier", "HERE!"] {
        let found = found(&format!("Zie [{words}](https://voorbeeld.nl)."));
        assert!(matches!(found.as_slice(), [What::GenericLink(_)]), "{words}: {found:?}");
    }
    assert_eq!(found("Zie [hier het jaarplan](https://voorbeeld.nl)."), []);
    assert_eq!(found("Zie [het jaarplan](http://voorbeeld.nl)."), [What::PlainLink("http://voorbeeld.nl/".to_owned())]);
}

#[test]
fn i12_a_bold_paragraph_is_no_heading() {
    assert_eq!(found("**Wat er verandert**\n\nTekst."), [What::BoldParagraph("Wat er verandert".to_owned())]);
    assert_eq!(found("**Let op:** er verandert iets."), []);
}

#[test]
fn i12_placeholders_are_found_as_words_only() {
    for text in ["Nog TODO.", "XXX mensen", "Beste {{naam}}", "Lorem Ipsum dolor"] {
        assert!(matches!(found(text).as_slice(), [What::Placeholder(_)]), "{text}");
    }
    assert_eq!(found("Een todo-lijst in maat XXXL voor MAXXX."), []);
}

#[test]
fn i12_what_is_missing_blocks() {
    let mut empty = issue("");
    assert_eq!(found(""), [What::EmptyBody]);
    empty.row.subject = "  ".to_owned();
    empty.articles.clear();
    let findings = checks(&empty, MAX_BYTES + 1, SITE);
    let whats: Vec<_> = findings.iter().map(|finding| finding.what.clone()).collect();
    assert_eq!(whats, [What::NoSubject, What::NoArticles, What::TooLarge(MAX_BYTES + 1)]);
    assert!(findings.iter().all(|finding| finding.severity == Severity::Blocks));
}

#[test]
fn i12_a_subject_is_one_line() {
    let mut hostile = issue("Tekst.");
    hostile.row.subject = "Nieuws\r\nBcc: slachtoffer@voorbeeld.nl".to_owned();
    let findings = checks(&hostile, 1_000, SITE);
    assert_eq!(findings.len(), 1);
    assert_eq!((&findings[0].what, &findings[0].where_), (&What::SubjectBreaks, &Place::Subject));
    assert!(is_blocked(&findings));
}

#[test]
fn i12_warnings_can_be_left() {
    let findings = checks(&issue("**Vet**\n\nZie [hier](http://voorbeeld.nl)."), 1_000, SITE);
    assert_eq!(findings.len(), 3);
    assert!(!is_blocked(&findings));
}

#[test]
fn addresses_on_the_archive_are_stable() {
    let issue = issue("Tekst.");
    assert_eq!(issue_path(&issue), "/archief/2026/nieuwsbrief-6");
    assert_eq!(issue.articles.first().map(article_path).as_deref(), Some("/archief/artikelen/12-samen-oefenen"));
    assert_eq!(short_name(&issue, Language::English), "Newsletter 6/2026");
}

fn moment(date: &str, time: &str) -> Moment {
    Moment::of(WallTime::parse(date, time).unwrap())
}

#[test]
fn i21_a_timing_is_checked_against_now() {
    let timing = |send, not_after| Timing { send, not_after }.check(NOW);
    assert_eq!(timing(moment("8-12-2026", "9.30"), None), Ok(()));
    assert_eq!(timing(moment("21-11-2026", "12.00"), None), Ok(()), "the minute that has just begun");
    assert_eq!(timing(moment("21-11-2026", "11.59"), None), Err(TimingFault::Past));
    assert_eq!(timing(moment("8-12-2036", "9.30"), None), Err(TimingFault::TooFar));
    let send = moment("8-12-2026", "9.30");
    assert_eq!(timing(send, Some(send)), Err(TimingFault::NotAfterFirst));
    assert_eq!(timing(send, Some(moment("8-12-2026", "9.31"))), Ok(()));
}

#[test]
fn i21_the_next_minute_is_ahead_also_in_the_doubled_hour() {
    // 02.30.30 for the second time: 01.30.30 UTC on 31 October 2027.
    let now = Instant(moment("31-10-2027", "2.30").instant().0 + 3_600_000 + 30_000);
    let next = Moment::next_minute(now);
    assert_eq!(next.instant().since(now), Duration::from_secs(30));
    assert!(matches!(next.resolved, Resolved::Plain(_)));
    assert_eq!(next.wall.stored(), "2027-10-31T02:31");
}

#[test]
fn i22_numbers_and_moments_read_as_people_say_them() {
    let button = |readers, language| say::schedule_button(readers, moment("8-12-2026", "9.30"), language);
    assert_eq!(button(1_528, Language::Dutch), "Zet 1.528 mails klaar voor dinsdag 8 december, 9.30 uur");
    assert_eq!(button(1, Language::Dutch), "Zet 1 mail klaar voor dinsdag 8 december, 9.30 uur");
    assert_eq!(button(1_528, Language::English), "Prepare 1,528 mails for Tuesday 8 December, 9:30");
    assert_eq!(say::duration(1_528, Language::Dutch), "ongeveer 2 minuten, bij 50.000 mails per uur");
    assert!(
        say::check_result(&checks(&issue(""), 1, SITE), Language::Dutch)
            .contains("1 fout die eerst opgelost moet worden")
    );
}
