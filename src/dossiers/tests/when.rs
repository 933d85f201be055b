use crate::dossiers::when::{When, WhenFault};

fn read(text: &str) -> When {
    When::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

fn days(when: &When) -> (String, String) {
    let said = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    (said(when.from()), said(when.until()))
}

#[test]
fn k40_a_date_is_shown_as_written_and_says_from_until_for_machines() {
    for (text, from, until, machine) in [
        ("2009", "2009-01-01", "2009-12-31", Some("2009")),
        ("eind 2010", "2010-09-01", "2010-12-31", None),
        ("begin 2010", "2010-01-01", "2010-04-30", None),
        ("medio 2010", "2010-05-01", "2010-08-31", None),
        ("maart 2021", "2021-03-01", "2021-03-31", Some("2021-03")),
        ("Maart 2021", "2021-03-01", "2021-03-31", Some("2021-03")),
        ("feb. 2024", "2024-02-01", "2024-02-29", Some("2024-02")),
        ("eind maart 2021", "2021-03-21", "2021-03-31", None),
        ("begin februari 2023", "2023-02-01", "2023-02-10", None),
        ("voorjaar 2020", "2020-03-01", "2020-05-31", None),
        ("eerste kwartaal van 2020", "2020-01-01", "2020-03-31", None),
        ("tweede helft 2020", "2020-07-01", "2020-12-31", None),
        ("voor 14 januari 2022", "-", "2022-01-13", None),
        ("vóór 14 januari 2022", "-", "2022-01-13", None),
        ("voor 2022", "-", "2021-12-31", None),
        ("tot en met 14 januari 2022", "-", "2022-01-14", None),
        ("na 14 januari 2022", "2022-01-15", "-", None),
        ("na maart 2021", "2021-04-01", "-", None),
        ("sinds maart 2021", "2021-03-01", "-", None),
        ("tussen 3 en 9 mei 2021", "2021-05-03", "2021-05-09", None),
        ("tussen 28 april en 9 mei 2021", "2021-04-28", "2021-05-09", None),
        ("tussen maart en mei 2021", "2021-03-01", "2021-05-31", None),
        ("tussen december 2020 en februari 2021", "2020-12-01", "2021-02-28", None),
        ("van 3 tot en met 9 mei 2021", "2021-05-03", "2021-05-09", None),
        ("3 t/m 9 mei 2021", "2021-05-03", "2021-05-09", None),
        ("2009 - 2011", "2009-01-01", "2011-12-31", None),
        ("rond 14 januari 2022", "2022-01-14", "2022-01-14", None),
        ("14 januari 2022", "2022-01-14", "2022-01-14", Some("2022-01-14")),
        ("vrijdag 14 januari 2022", "2022-01-14", "2022-01-14", Some("2022-01-14")),
        ("14-1-2022", "2022-01-14", "2022-01-14", Some("2022-01-14")),
        ("2022-01-14", "2022-01-14", "2022-01-14", Some("2022-01-14")),
        ("29 februari 2024", "2024-02-29", "2024-02-29", Some("2024-02-29")),
        ("14 januari 2022, 13.30 uur", "2022-01-14", "2022-01-14", Some("2022-01-14T13:30")),
        ("14 januari 2022 om 9 uur", "2022-01-14", "2022-01-14", Some("2022-01-14T09:00")),
        ("14-1-2022 13:30", "2022-01-14", "2022-01-14", Some("2022-01-14T13:30")),
        ("between 3 and 9 May 2021", "2021-05-03", "2021-05-09", None),
        ("late 2010", "2010-09-01", "2010-12-31", None),
        ("before 14 January 2022", "-", "2022-01-13", None),
        ("onbekend", "-", "-", None),
        ("Unknown", "-", "-", None),
    ] {
        let when = read(text);
        assert_eq!(when.said(), text);
        assert_eq!(days(&when), (from.to_owned(), until.to_owned()), "{text}");
        assert_eq!(when.machine().as_deref(), machine, "{text}");
    }
}

#[test]
fn k40_what_is_no_date_is_said_why() {
    for (text, fault) in [
        ("", WhenFault::Missing),
        ("  ", WhenFault::Missing),
        ("maart", WhenFault::NoYear),
        ("14 januari", WhenFault::NoYear),
        ("tussen 3 en 9 mei", WhenFault::NoYear),
        ("voor 14 januari", WhenFault::NoYear),
        ("tussen 9 en 3 mei 2021", WhenFault::Backwards),
        ("2011 - 2009", WhenFault::Backwards),
        ("30 februari 2021", WhenFault::Unreadable),
        ("14-1-22", WhenFault::Unreadable),
        ("binnenkort", WhenFault::Unreadable),
        ("14 januari 2022 15", WhenFault::Unreadable),
        ("00000002021", WhenFault::Unreadable),
        ("9999", WhenFault::Unreadable),
        ("na het kabinet", WhenFault::Unreadable),
    ] {
        assert_eq!(When::parse(text), Err(fault), "{text}");
    }
    for odd in
        ["voor ", "tussen en", "tussen 3 en", "- -", "van van 2021", "eind eind 2021", "é", "t", "voor voor 2021"]
    {
        assert!(When::parse(odd).is_err(), "{odd}");
    }
    assert!(When::parse(&"2021 ".repeat(40)).is_err());
}

#[test]
fn k40_one_stated_rule_sorts_all_of_them() {
    let order = [
        "2009",
        "begin 2009",
        "1 januari 2009",
        "eind 2010",
        "voor 14 januari 2022",
        "13 januari 2022",
        "na 13 januari 2022",
        "tussen 14 en 20 januari 2022",
        "14 januari 2022",
        "14 januari 2022, 9.00 uur",
        "14 januari 2022, 13.30 uur",
        "onbekend",
    ];
    for (at, text) in order.iter().enumerate() {
        for later in &order[at + 1..] {
            assert!(read(text).turn(0, 1) < read(later).turn(0, 1), "{text} stands before {later}");
            assert!(read(later).turn(0, 1) > read(text).turn(0, 2), "{later} stands after {text}");
        }
    }
    let day = read("14 januari 2022");
    assert!(day.turn(1, 9) < day.turn(2, 3), "by hand before the number");
    assert!(
        read("14 januari 2022, 15.00 uur").turn(1, 9) < read("14-1-2022 9:00").turn(2, 3),
        "by hand before the time"
    );
    assert!(day.is_beside(&read("14-1-2022 9:00")) && !day.is_beside(&read("januari 2022")));
    assert!(day.turn(0, 1) < day.turn(0, 2));
}

#[test]
fn k40_below_the_heading_of_a_year_the_year_is_not_repeated() {
    for (text, short) in [
        ("14 januari 2022", "14 januari"),
        ("maart 2022", "maart"),
        ("2022", "2022"),
        ("14-1-2022", "14-1-2022"),
        ("eerste helft van 2022", "eerste helft van 2022"),
        ("14 januari 2022, 9.00 uur", "14 januari 2022, 9.00 uur"),
        ("voor 14 januari 2021", "voor 14 januari 2021"),
    ] {
        assert_eq!(read(text).said_within(2022), short);
    }
}
