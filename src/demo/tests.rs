//! The rules: invented people, the days of the plan, what was written, names of files.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use super::content::{FACES, texts};
use super::people::{MANY, has_left, invented};
use super::postbox::is_name;
use super::year;
use crate::base::blocks::Block;
use crate::base::{EmailAddress, Language, markdown};

#[test]
fn o1_fifteen_hundred_people_have_their_own_address_at_a_domain_for_examples() {
    let everyone: Vec<_> = (0..MANY).map(invented).collect();
    let keys: BTreeSet<_> =
        everyone.iter().map(|person| EmailAddress::parse(&person.address).unwrap().key().to_owned()).collect();
    assert_eq!(keys.len(), MANY);
    for key in &keys {
        let is_example = [".voorbeeld.nl", ".example.org", ".example.net"].iter().any(|end| key.ends_with(end));
        assert!(is_example && key.is_ascii(), "{key}");
    }
    let english = everyone.iter().filter(|person| person.language == Language::English).count();
    assert_eq!(english, MANY / 20);
    assert_eq!((0..MANY).filter(|number| has_left(*number)).count(), 12);
}

#[test]
fn o1_the_plan_has_two_issues_behind_today_and_four_ahead_on_every_day_of_the_year() {
    let start = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    for today in (0..800).map(|day| start + Days::new(day)) {
        let days = year::days(today);
        assert!(days.is_sorted() && days.windows(2).all(|pair| pair[0] < pair[1]), "{today}: {days:?}");
        assert!(days[1] < today && days[2] > today, "{today}: {days:?}");
        assert!(days.iter().all(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)), "{today}: {days:?}");
        if (20..=340).contains(&today.ordinal()) {
            assert!(days.iter().all(|day| day.year() == today.year()), "{today}: {days:?}");
        }
    }
}

#[test]
fn o1_what_the_demo_wrote_is_whole_and_varied() {
    let texts = texts();
    assert_eq!(texts.len(), 10);
    for text in &texts {
        let read = markdown::read(text.source);
        assert_eq!(read.remarks, [], "{}", text.title);
        let words = read.blocks.words().split_whitespace().count();
        assert!((120..=320).contains(&words), "{}: {words} words", text.title);
        assert!(!text.author.is_empty() && text.lead.ends_with(['.', '?']), "{}", text.title);
        assert!(read.blocks.0.iter().any(|block| matches!(block, Block::Heading { .. })), "{}", text.title);
    }
    let has = |test: fn(&Block) -> bool| texts.iter().any(|text| text.body().0.iter().any(test));
    assert!(has(|block| matches!(block, Block::Table { .. })) && has(|block| matches!(block, Block::Quote { .. })));
    for face in FACES {
        assert_eq!(markdown::read(face.editorial).remarks, []);
        assert!(face.subject.chars().count() <= 70, "{}", face.subject);
    }
}

#[test]
fn o1_only_plain_names_are_files_of_the_postbox() {
    assert!(is_name("k2f7a0-x") && is_name("A_1"));
    for name in ["", ".", "..", "../secret", "a/b", "a\\b", "a.eml", ".hidden", "a\0b", "é", &"a".repeat(101)] {
        assert!(!is_name(name), "{name:?}");
    }
}
