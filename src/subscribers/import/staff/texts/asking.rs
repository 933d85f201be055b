//! The sentences that ask what a list means, and say which part of it is read.

use super::super::super::list::MOST_ASKED;
use super::super::super::{Asked, Layout};
use crate::base::Language;
use crate::base::wall_time::number;

/// A word that we do not know, with its column and how many rows have it.
pub(in crate::subscribers) fn asked(column: &str, asked: &Asked, language: Language) -> String {
    let at = asked.column + 1;
    let rows = number(i64::try_from(asked.rows).unwrap_or(i64::MAX), language);
    let (word, column) = (shown(asked, language), if column.is_empty() { at.to_string() } else { column.to_owned() });
    language.pick(
        format!("Kolom {at} ({column}): {word}, {rows} keer"),
        format!("Column {at} ({column}): {word}, {rows} times"),
    )
}

/// "\"Lid\" (12 rijen)": the label of a question.
pub(in crate::subscribers) fn question(column: &str, asked: &Asked, language: Language) -> String {
    let rows = number(i64::try_from(asked.rows).unwrap_or(i64::MAX), language);
    let one = asked.rows == 1;
    let (word, column) = (shown(asked, language), column.chars().take(60).collect::<String>());
    language.pick(
        format!("{column}: {word} ({rows} {})", if one { "rij" } else { "rijen" }),
        format!("{column}: {word} ({rows} {})", if one { "row" } else { "rows" }),
    )
}

/// The organisations of a list that we do not have, with how many rows name each; `None` when we have all.
pub(in crate::subscribers) fn unknown(layout: &Layout, language: Language) -> Option<String> {
    let all: Vec<String> =
        layout.unknown.iter().map(|one| format!("{} ({})", shown(one, language), one.rows)).collect();
    let names = all.join(", ");
    let more = if all.len() < MOST_ASKED { "" } else { " …" };
    let said = language.pick(
        format!("Deze organisaties staan in de lijst en hebben wij niet: {names}{more}. Wie erbij staat, wordt abonnee maar nergens contactpersoon. Voeg de organisatie eerst toe als u dat wel wilt."),
        format!("These organisations stand in the list and we do not have them: {names}{more}. Who stands beside them becomes a subscriber and nobody's contact. Add the organisation first if you want that."),
    );
    (!all.is_empty()).then_some(said)
}

fn shown(asked: &Asked, language: Language) -> String {
    if asked.word.is_empty() {
        return language.pick("(niets ingevuld)", "(nothing filled in)").to_owned();
    }
    format!("\"{}\"", asked.word)
}

/// Which sheet of a workbook is read, and what of it is not; `None` when the list is no workbook.
pub(in crate::subscribers) fn sheet_read(layout: &Layout, language: Language) -> Option<String> {
    let read = layout.read_sheet()?;
    let quoted = |name: &str| format!("\"{name}\"");
    let others = layout.sheets.iter().enumerate().filter(|(at, _)| *at != layout.sheet);
    let mut unread: Vec<String> = others.map(|(_, sheet)| quoted(&sheet.name)).collect();
    let many = |count: usize, one: (&str, &str), more: (&str, &str)| {
        let (dutch, english) = if count == 1 { one } else { more };
        format!("{count} {}", language.pick(dutch, english))
    };
    if layout.hidden_sheets > 0 {
        let more = ("verborgen bladen", "hidden sheets");
        unread.push(many(layout.hidden_sheets, ("verborgen blad", "hidden sheet"), more));
    }
    if read.hidden_rows > 0 {
        let more = ("verborgen rijen", "hidden rows");
        unread.push(many(read.hidden_rows as usize, ("verborgen rij", "hidden row"), more));
    }
    let name = quoted(&read.name);
    let said = language.pick(format!("Gelezen is werkblad {name}."), format!("Sheet {name} is read."));
    if unread.is_empty() {
        return Some(said);
    }
    let unread = unread.join(", ");
    Some(language.pick(format!("{said} Niet gelezen: {unread}."), format!("{said} Not read: {unread}.")))
}
