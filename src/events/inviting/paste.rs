//! Reading a pasted list: a line for each person, as a mail program or a spreadsheet gives it. Pure.

use super::choose::Pasted;
use crate::base::EmailAddress;
use crate::base::words::one_line;

/// The most lines that one list may have.
pub const MOST: usize = 1_000;
const MAX_TEXT: usize = 120;

/// The people of a list, or the numbers of the lines without one good address.
///
/// Tabs and semicolons part always, commas only where they do not belong to a name: `Jansen, Anna <anna@voorbeeld.nl>; …` is what
/// Outlook gives. What stands in double quotes is one piece. Of a line for one person the address is what has an @; the rest is the name
/// and the organisation. Several people on one line each have their address in angle brackets, or nothing but it.
///
/// # Errors
/// The lines that cannot be read, counted from 1.
pub fn read(text: &str) -> Result<Vec<Pasted>, Vec<usize>> {
    let mut people = Vec::new();
    let mut faults = Vec::new();
    for line in lines(text) {
        match line.people {
            Some(found) => people.extend(found),
            None => faults.push(line.number),
        }
    }
    if faults.is_empty() { Ok(people) } else { Err(faults) }
}

/// A line of a list.
pub(in crate::events) struct Line<'a> {
    /// Its number in the whole text, counted from 1.
    pub(in crate::events) number: usize,
    /// What it says.
    pub(in crate::events) text: &'a str,
    /// Who stands on it; `None` when that cannot be read.
    pub(in crate::events) people: Option<Vec<Pasted>>,
}

/// The lines of a list on which something stands, without the one with the names of the columns.
pub(in crate::events) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let all = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim().trim_end_matches([';', ','])));
    let mut is_first = true;
    all.filter(|(_, line)| !line.is_empty()).filter_map(move |(number, text)| {
        let is_heading = std::mem::take(&mut is_first) && names_columns(text);
        (!is_heading).then(|| Line { number, text, people: people_of(text) })
    })
}

/// "Naam; E-mailadres; Organisatie", as the first row of a spreadsheet has it.
fn names_columns(line: &str) -> bool {
    !line.contains('@') && pieces(line, &['\t', ';', ',']).len() > 1 && line.to_lowercase().contains("mail")
}

/// A text in its pieces; what stands in double quotes or angle brackets is never parted.
fn pieces(text: &str, marks: &[char]) -> Vec<String> {
    let (mut all, mut is_quoted, mut is_address) = (vec![String::new()], false, false);
    for letter in text.chars() {
        match letter {
            '"' | '“' | '”' => is_quoted = !is_quoted,
            '<' => is_address = true,
            '>' => is_address = false,
            _ => {}
        }
        if marks.contains(&letter) && !is_quoted && !is_address {
            all.push(String::new());
        } else if let Some(last) = all.last_mut() {
            last.push(letter);
        }
    }
    all.iter().map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
}

fn people_of(line: &str) -> Option<Vec<Pasted>> {
    let cells = pieces(line, &['\t', ';']);
    let (addressed, others): (Vec<_>, Vec<_>) = cells.iter().partition(|cell| cell.contains('@'));
    match addressed.as_slice() {
        [one] => row_of(one, others),
        // A row of addressees: each cell is somebody, or several.
        [_, _, ..] if others.is_empty() => {
            let each = addressed.into_iter().map(|cell| row_of(cell, Vec::new()));
            Some(each.collect::<Option<Vec<_>>>()?.concat())
        }
        _ => None,
    }
}

/// Who stands in a cell with an address, and in the cells beside it.
fn row_of(cell: &str, beside: Vec<&String>) -> Option<Vec<Pasted>> {
    let parts = pieces(cell, &[',']);
    let many = parts.iter().filter(|part| part.contains('@')).count();
    if many == 1 && !cell.contains('<') {
        let (address, others): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.contains('@'));
        return Some(vec![person(address.first()?, others.into_iter().chain(beside))?]);
    }
    // A name may hold a comma: it is what stands before the brackets, up to the address before.
    let (mut people, mut pending) = (Vec::new(), Vec::new());
    for part in &parts {
        pending.push(part.as_str());
        if part.contains('<') || (part.contains('@') && pending.len() == 1) {
            people.push(std::mem::take(&mut pending).join(", "));
        }
    }
    match people.as_slice() {
        [one] if pending.iter().all(|part| !part.contains('@')) => {
            let behind: Vec<String> = pending.iter().map(|part| (*part).to_owned()).collect();
            Some(vec![person(one, behind.iter().chain(beside))?])
        }
        _ if pending.is_empty() && beside.is_empty() => {
            people.iter().map(|one| person(one, std::iter::empty())).collect()
        }
        _ => None,
    }
}

/// Somebody out of the part with the address and the parts beside it.
fn person<'a>(part: &'a str, others: impl Iterator<Item = &'a String>) -> Option<Pasted> {
    let (before, address) = match part.split_once('<') {
        Some((before, rest)) => (before.trim(), rest.split('>').next().unwrap_or_default()),
        None => part.rsplit_once(char::is_whitespace).map_or(("", part), |(before, address)| (before.trim(), address)),
    };
    let address = EmailAddress::parse(bare(address)).ok()?;
    // Who has no name in a mail program is called by their address there.
    let before = Some(before).filter(|name| !name.is_empty() && !name.contains('@'));
    let mut words = before.into_iter().chain(others.map(String::as_str)).map(bare);
    let short = |text: String| one_line(&text).chars().take(MAX_TEXT).collect::<String>();
    let (name, organisation) = (words.next().map(first_name_first), words.next().map(str::to_owned));
    Some(Pasted {
        address,
        name: name.map(short).unwrap_or_default(),
        organisation: organisation.map(short).unwrap_or_default(),
    })
}

/// Without the quotes around it.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let is_quote = |letter| matches!(letter, '"' | '“' | '”');
    let inner = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
    inner.unwrap_or_else(|| text.trim_matches(is_quote)).trim()
}

/// `Vries, Anna de` as one says it: `Anna de Vries`. What stands behind a whole name, or a part of an organisation, stays there.
fn first_name_first(name: &str) -> String {
    let begins_large = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    match name.split(',').map(str::trim).collect::<Vec<_>>().as_slice() {
        [family, given]
            if family.split_whitespace().filter(|word| begins_large(word)).count() < 2 && begins_large(given) =>
        {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn shown(text: &str) -> Vec<(String, String, String)> {
        let people = read(text).unwrap();
        people.into_iter().map(|one| (one.name, one.address.as_typed().to_owned(), one.organisation)).collect()
    }

    fn row(name: &str, address: &str, organisation: &str) -> (String, String, String) {
        (name.to_owned(), address.to_owned(), organisation.to_owned())
    }

    #[test]
    fn e14_a_list_is_read_as_programs_give_it() {
        let anna = row("Anna de Vries", "anna@voorbeeld.nl", "");
        assert_eq!(shown("Anna de Vries <anna@voorbeeld.nl>;"), std::slice::from_ref(&anna));
        assert_eq!(shown("\"Anna de Vries\" anna@voorbeeld.nl"), std::slice::from_ref(&anna));
        assert_eq!(shown("\n anna@voorbeeld.nl \r\n\n"), [row("", "anna@voorbeeld.nl", "")]);
        let with = row("Anna de Vries", "anna@voorbeeld.nl", "Regio Oost");
        assert_eq!(shown("Anna de Vries\tanna@voorbeeld.nl\tRegio Oost"), std::slice::from_ref(&with));
        assert_eq!(shown("anna@voorbeeld.nl; Anna de Vries; Regio Oost"), [with]);
        assert_eq!(
            shown("Anna de Vries <anna@voorbeeld.nl>, Bram <bram@voorbeeld.nl>"),
            [anna, row("Bram", "bram@voorbeeld.nl", "")]
        );
    }

    #[test]
    fn e14_a_name_with_a_comma_is_one_name() {
        let (anna, bram) = (row("Anna Jansen", "anna@voorbeeld.nl", ""), row("Bram de Vries", "bram@voorbeeld.nl", ""));
        for text in [
            "Jansen, Anna <anna@voorbeeld.nl>; Vries, Bram de <bram@voorbeeld.nl>",
            "Jansen, Anna <anna@voorbeeld.nl>, Vries, Bram de <bram@voorbeeld.nl>",
            "\"Jansen, Anna\" <anna@voorbeeld.nl>, \"Vries, Bram de\" <bram@voorbeeld.nl>",
            "Jansen, Anna <anna@voorbeeld.nl>;\n Vries, Bram de <bram@voorbeeld.nl>;",
            "'Jansen, Anna' <anna@voorbeeld.nl>; “Vries, Bram de” <bram@voorbeeld.nl>",
            "Jansen, Anna\tanna@voorbeeld.nl\nVries, Bram de\tbram@voorbeeld.nl",
            "\"Jansen, Anna\";anna@voorbeeld.nl\nbram@voorbeeld.nl;\"Vries, Bram de\"",
        ] {
            assert_eq!(shown(text), [anna.clone(), bram.clone()], "{text}");
        }
        for (typed, name) in [
            ("\"Anna Jansen, MSc\" <anna@voorbeeld.nl>", "Anna Jansen, MSc"),
            ("\"Gemeente Oost, afdeling Wonen\" <anna@voorbeeld.nl>", "Gemeente Oost, afdeling Wonen"),
            ("\"van der Berg, Anna\" <anna@voorbeeld.nl>", "Anna van der Berg"),
        ] {
            assert_eq!(shown(typed), [row(name, "anna@voorbeeld.nl", "")]);
        }
        let with = row("Anna Jansen", "anna@voorbeeld.nl", "Regio Oost, afdeling B");
        assert_eq!(shown("Jansen, Anna\tanna@voorbeeld.nl\tRegio Oost, afdeling B"), std::slice::from_ref(&with));
        assert_eq!(shown("\"Jansen, Anna\",anna@voorbeeld.nl,\"Regio Oost, afdeling B\""), [with]);
        let short = row("Anna Jansen", "anna@voorbeeld.nl", "Regio Oost");
        assert_eq!(shown("Jansen, Anna <anna@voorbeeld.nl>; Regio Oost"), std::slice::from_ref(&short));
        assert_eq!(shown("Anna Jansen <anna@voorbeeld.nl>, Regio Oost"), [short]);
    }

    #[test]
    fn e14_who_has_no_name_in_a_mail_program_gets_none_here() {
        let (anna, bram) = (row("", "anna@voorbeeld.nl", ""), row("", "bram@voorbeeld.nl", ""));
        for text in [
            "anna@voorbeeld.nl; bram@voorbeeld.nl",
            "anna@voorbeeld.nl, bram@voorbeeld.nl",
            "'anna@voorbeeld.nl' <anna@voorbeeld.nl>; <bram@voorbeeld.nl>",
            "anna@voorbeeld.nl\tbram@voorbeeld.nl",
        ] {
            assert_eq!(shown(text), [anna.clone(), bram.clone()], "{text}");
        }
        let mixed = [anna, row("Bram de Vries", "bram@voorbeeld.nl", "")];
        assert_eq!(shown("anna@voorbeeld.nl, Vries, Bram de <bram@voorbeeld.nl>"), mixed);
        assert_eq!(shown("Koen in ’t Veld <koen@voorbeeld.nl>"), [row("Koen in ’t Veld", "koen@voorbeeld.nl", "")]);
    }

    #[test]
    fn e14_the_names_of_columns_are_nobody() {
        let anna = row("Anna de Vries", "anna@voorbeeld.nl", "Regio Oost");
        for heading in ["Naam\tE-mailadres\tOrganisatie", "\n name; e-mail; organisation", "naam,mail"] {
            assert_eq!(
                shown(&format!("{heading}\nAnna de Vries;anna@voorbeeld.nl;Regio Oost")),
                std::slice::from_ref(&anna)
            );
        }
        assert_eq!(read("Mailman Jansen\nanna@voorbeeld.nl").unwrap_err(), [1]);
        assert_eq!(read("anna@voorbeeld.nl\nnaam;mail").unwrap_err(), [2], "only the first line is a heading");
    }

    #[test]
    fn e14_a_row_that_says_two_things_is_named_and_not_guessed() {
        for text in [
            "Regio Oost; anna@voorbeeld.nl; bram@voorbeeld.nl",
            "anna@voorbeeld.nl, Bram, bram@voorbeeld.nl",
            "Anna <anna@voorbeeld.nl>, Bram <bram@voorbeeld.nl>, Regio Oost",
            "Anna <anna>",
        ] {
            assert_eq!(read(text).unwrap_err(), [1], "{text}");
        }
    }

    #[test]
    fn e14_lines_without_a_good_address_are_named() {
        assert_eq!(read("anna@voorbeeld.nl\nBram Jansen\ncees@@voorbeeld.nl\n").unwrap_err(), [2, 3]);
    }
}
