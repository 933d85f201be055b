//! What holds of every list: page and file are made of the same columns, and the address says what is asked.

use std::io::Read as _;

use calamine::{Data, Reader as _, Xlsx};

use super::*;
use crate::base::Instant;
use crate::web::components::Tone;

/// Numbers with their parity, three at a time however many are asked for.
static NUMBERS: List<i64, i64> = List {
    make: Some(Both("Nieuw getal", "New number")),
    filters: &[
        Filter::Words("zoek", Both("Cijfers", "Digits")),
        Filter::Choice("rest", Both("Rest", "Remainder"), Both("alle", "all"), |_, ()| {
            options([("0", "even"), ("1", "oneven")])
        }),
    ],
    columns: &[
        Column::of(Both("Naam", "Name"), |_, number, ()| {
            let name = Cell::link(&format!("/getallen/{number}"), format!("=getal {number}"));
            if number % 2 == 0 { name.and(&Cell::tag(Tone::Info, "even")) } else { name }
        }),
        Column::number(Both("Getal", "Number"), |language, number, ()| Cell::number(language, -number * 1_000)),
        Column::of(Both("Wanneer", "When"), |language, _, ()| Cell::moment(language, Instant(1_796_040_000_000))),
    ],
    empty: (Both("Nog geen getal", "No number yet"), Both("Maak er een.", "Make one.")),
    ..List::plain("/getallen", Both("Getallen", "Numbers"), |last, asked, most| {
        Box::pin(async move {
            let rest: Option<i64> = asked.read("rest");
            let is_wanted = |number: &i64| {
                rest.is_none_or(|rest| number % 2 == rest) && number.to_string().contains(asked.word("zoek"))
            };
            let rows = (1..=*last).filter(is_wanted).filter(|number| asked.after.is_none_or(|after| *number > after));
            Ok(Page::of(rows.collect(), most.min(3), |number| *number))
        })
    })
};

fn frame() -> Frame {
    Frame {
        language: Language::Dutch,
        path: "/getallen".to_owned(),
        page: "/getallen".to_owned(),
        centre_name: "Centrum Voorbeeld".to_owned(),
        assets: str::to_owned,
        demo: false,
        menu: Vec::new(),
        member: None,
        noindex: true,
    }
}

async fn page(last: i64, asked: &str, may_take: bool) -> String {
    draw(&NUMBERS, &last, &frame(), &Form::parse(asked.as_bytes()).unwrap(), may_take).await.unwrap().into_string()
}

#[tokio::test]
async fn the_next_page_keeps_the_filter_and_leads_back_to_the_first() {
    let first = page(9, "rest=1&zoek=", true).await;
    assert!(first.contains("href=\"/getallen?rest=1&amp;na=5\"") && !first.contains("rel=\"prev\""), "{first}");
    assert!(first.contains("value=\"1\" selected"), "{first}");
    assert!(first.contains("Download voor Excel"), "how many there are is not known: {first}");
    let second = page(9, "rest=1&na=5", true).await;
    assert!(second.contains("/getallen/9") && second.contains("href=\"/getallen?rest=1\""), "{second}");
    assert!(page(9, "rest=7", true).await.contains("href=\"/getallen?na=3\""), "what is not offered narrows nothing");
    assert!(page(9, "na=zeven", true).await.contains("/getallen/1\""), "a key that is none begins at the beginning");
}

#[tokio::test]
async fn nothing_at_all_and_nothing_found_are_told_apart() {
    let empty = page(0, "", true).await;
    assert!(empty.contains("Nog geen getal") && empty.contains("href=\"/getallen/nieuw\""), "{empty}");
    assert!(!empty.contains("role=\"search\"") && !empty.contains("Download"), "{empty}");
    let none = page(9, "zoek=99", true).await;
    assert!(none.contains("Niets gevonden") && none.contains("href=\"/getallen\""), "{none}");
    assert!(none.contains("role=\"search\"") && none.contains("value=\"99\""), "{none}");
}

#[tokio::test]
async fn who_may_take_it_along_is_told_how_many_rows_that_are() {
    assert!(page(3, "", true).await.contains("Download 3 rijen voor Excel"));
    assert!(page(1, "", true).await.contains("Download 1 rij als CSV"));
    assert!(!page(3, "", false).await.contains("Download"));
}

#[tokio::test]
async fn the_file_holds_every_page_and_what_was_asked() {
    let asked = Form::with(&[("rest", "0"), ("na", "4"), ("kind", "csv")]);
    let (file, many) = write(&NUMBERS, &9, &frame(), &asked, Kind::Csv).await.unwrap();
    let mut text = String::new();
    file.reopen().unwrap().read_to_string(&mut text).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((many, lines.len()), (4, 5), "from the first row to the last, whatever page it was asked from");
    assert_eq!(lines[0], "\u{feff}Naam;Getal;Wanneer");
    assert_eq!(lines[1], "'=getal 2, even;-2000;2026-11-30 13:00:00", "words are defused, a number stays one");
}

#[tokio::test]
async fn a_workbook_counts_with_numbers_and_sorts_by_moments() {
    let (file, _) = write(&NUMBERS, &1, &frame(), &Form::empty(), Kind::Xlsx).await.unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook(file.path()).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(range.get((1, 0)), Some(&Data::String("'=getal 1".to_owned())));
    assert_eq!(range.get((1, 1)), Some(&Data::Float(-1_000.0)));
    let Some(Data::DateTime(when)) = range.get((1, 2)) else { panic!("{:?}", range.get((1, 2))) };
    assert_eq!(when.to_ymd_hms_milli(), (2026, 11, 30, 13, 0, 0, 0));
}
