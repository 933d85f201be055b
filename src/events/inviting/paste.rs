//! Reading a pasted list: a line for each person, as a mail program or a spreadsheet gives it. Pure.

use super::choose::Pasted;
use crate::base::EmailAddress;
use crate::base::words::one_line;

/// The most lines that one list may have.
pub const MOST: usize = 1_000;
const MAX_TEXT: usize = 120;

/// The people of a list, or the numbers of the lines without one good address. Of a line the address is what has an @; the rest is,
/// parted by tabs, semicolons or commas, the name and the organisation. `Anna de Vries <anna@voorbeeld.nl>` works too, also several on one
/// line.
///
/// # Errors
/// The lines that cannot be read, counted from 1.
pub fn read(text: &str) -> Result<Vec<Pasted>, Vec<usize>> {
    let mut people = Vec::new();
    let mut faults = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim().trim_end_matches([';', ',']);
        if line.is_empty() {
            continue;
        }
        match people_of(line) {
            Some(found) => people.extend(found),
            None => faults.push(at + 1),
        }
    }
    if faults.is_empty() { Ok(people) } else { Err(faults) }
}

fn people_of(line: &str) -> Option<Vec<Pasted>> {
    let parts: Vec<&str> = line.split(['\t', ';', ',']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let with_address = parts.iter().filter(|part| part.contains('@')).count();
    if with_address > 1 {
        // A row of addressees: each part is somebody.
        return parts.iter().map(|part| person(part, &[])).collect();
    }
    let at = parts.iter().position(|part| part.contains('@'))?;
    let others: Vec<&str> = parts.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, part)| *part).collect();
    Some(vec![person(parts[at], &others)?])
}

/// Somebody out of the part with the address and the parts beside it.
fn person(part: &str, others: &[&str]) -> Option<Pasted> {
    let (before, address) = match part.split_once('<') {
        Some((before, rest)) => (before.trim(), rest.trim().trim_end_matches('>')),
        None => part.rsplit_once(char::is_whitespace).map_or(("", part), |(before, address)| (before.trim(), address)),
    };
    let address = EmailAddress::parse(address).ok()?;
    let mut words = std::iter::once(before).filter(|text| !text.is_empty()).chain(others.iter().copied());
    let short = |text: &str| one_line(text.trim_matches('"')).chars().take(MAX_TEXT).collect::<String>();
    let (name, organisation) = (words.next().map(short), words.next().map(short));
    Some(Pasted { address, name: name.unwrap_or_default(), organisation: organisation.unwrap_or_default() })
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
    fn e14_lines_without_a_good_address_are_named() {
        assert_eq!(read("anna@voorbeeld.nl\nBram Jansen\ncees@@voorbeeld.nl\n").unwrap_err(), [2, 3]);
    }
}
