//! Reading the forms of this room: from what a person typed to what the verbs take.

use super::founding::{About, NewPublication};
use super::office::Office;
use super::particulars::Particulars;
use super::{Colour, texts};
use crate::base::{EmailAddress, Language};
use crate::store::tables::states::OnUncertain;
use crate::web::Form;

/// White text on the brand colour (WCAG 1.4.3), and the accent beside paper (1.4.11).
const TEXT: f64 = 4.5;
const SHAPE: f64 = 3.0;

/// The first member of staff, as the set-up page asks for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstAdministrator {
    /// Their name.
    pub name: String,
    /// Their address.
    pub address: EmailAddress,
    /// With how many they work.
    pub office: Office,
}

/// Reads the particulars; what is wrong becomes faults of the form.
pub fn particulars(form: &mut Form, language: Language) -> Option<Particulars> {
    let name_nl = line(form, language, "name_nl", 120);
    let name_en = line(form, language, "name_en", 120);
    let postal_address = lines(form, language, "postal_address", 400);
    let contact_address = address(form, language, "contact_address");
    let sender_name = line(form, language, "sender_name", 80);
    let sender_address = address(form, language, "sender_address");
    let letter_address = address(form, language, "letter_address");
    if let (Some(sender), Some(letter)) = (&sender_address, &letter_address)
        && sender.key() == letter.key()
    {
        form.fault("letter_address", texts::senders_must_differ(language));
    }
    let reply_address = address(form, language, "reply_address");
    let brand = colour(form, language, "brand", TEXT);
    let accent = colour(form, language, "accent", SHAPE);
    // The settings ask it with a box, the set-up by the size of the office.
    let one_person_office = form.is_ticked("one_person_office", "yes") || form.trimmed("office") == Office::One.word();
    if !form.is_clean() {
        return None;
    }
    Some(Particulars {
        name_nl: name_nl?,
        name_en: name_en?,
        postal_address: postal_address?,
        contact_address: contact_address?,
        sender_name: sender_name?,
        sender_address: sender_address?,
        letter_address: letter_address?,
        reply_address: reply_address?,
        brand: brand?,
        accent: accent?,
        one_person_office,
    })
}

/// Reads what a publication is.
pub fn about(form: &mut Form, language: Language) -> Option<About> {
    let name_nl = line(form, language, "publication_nl", 80);
    let name_en = line(form, language, "publication_en", 80);
    let description_nl = line(form, language, "description_nl", 300);
    let description_en = line(form, language, "description_en", 300);
    let per_year = form.read("per_year", |text| match text.parse() {
        Ok(count @ 0..=366) => Ok(count),
        _ => Err(texts::per_year(language).to_owned()),
    });
    // Without an answer the safe default stands: a mail twice is better than a mail never.
    let on_uncertain = OnUncertain::from_word(form.trimmed("on_uncertain")).unwrap_or(OnUncertain::Resend);
    Some(About {
        name_nl: name_nl?,
        name_en: name_en?,
        description_nl: description_nl?,
        description_en: description_en?,
        per_year: per_year?,
        on_uncertain,
    })
}

/// Reads a new publication. `domain` completes an empty list id.
pub fn new_publication(form: &mut Form, language: Language, domain: Option<&str>) -> Option<NewPublication> {
    let about = about(form, language);
    let slug = form.read("slug", |text| if is_slug(text) { Ok(text.to_owned()) } else { Err(texts::slug(language)) });
    let given = form.trimmed("list_id").to_ascii_lowercase();
    let list_id = match (given.is_empty(), &slug, domain) {
        (true, Some(slug), Some(domain)) => format!("{slug}.{domain}"),
        _ => given,
    };
    if !is_list_id(&list_id) && (slug.is_some() || !list_id.is_empty()) && domain.is_some() {
        form.fault("list_id", texts::list_id(language));
    }
    if !form.is_clean() {
        return None;
    }
    Some(NewPublication { slug: slug?, list_id, about: about? })
}

/// Reads the first administrator.
pub fn first_administrator(form: &mut Form, language: Language) -> Option<FirstAdministrator> {
    let name = line(form, language, "member_name", 80);
    let address = address(form, language, "member_address");
    let office = form.read("office", |word| Office::from_word(word).ok_or_else(|| texts::office(language).to_owned()));
    Some(FirstAdministrator { name: name?, address: address?, office: office? })
}

/// A short name: lower-case letters, digits and single hyphens, at most 40.
pub(super) fn is_slug(text: &str) -> bool {
    text.len() <= 40
        && text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

/// A List-Id (RFC 2919): labels of a domain name, at least two, at most 255 characters.
pub(super) fn is_list_id(text: &str) -> bool {
    text.len() <= 255
        && text.contains('.')
        && text.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'))
        })
}

/// One line: a name in a header or heading may hold no control character.
fn line(form: &mut Form, language: Language, field: &'static str, most: usize) -> Option<String> {
    form.read(field, |text| match text {
        "" => Err(texts::missing(field, language)),
        text if text.chars().count() > most => Err(texts::too_long(most, language)),
        text if text.chars().any(char::is_control) => Err(texts::one_line(language).to_owned()),
        text => Ok(text.to_owned()),
    })
}

/// Several lines, each without white space around it, none of them empty.
fn lines(form: &mut Form, language: Language, field: &'static str, most: usize) -> Option<String> {
    form.read(field, |text| {
        let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        match lines.join("\n") {
            text if text.is_empty() => Err(texts::missing(field, language)),
            text if text.chars().count() > most => Err(texts::too_long(most, language)),
            text if text.chars().any(|letter| letter.is_control() && letter != '\n') => {
                Err(texts::one_line(language).to_owned())
            }
            text => Ok(text),
        }
    })
}

fn address(form: &mut Form, language: Language, field: &'static str) -> Option<EmailAddress> {
    form.read(field, |text| EmailAddress::parse(text).map_err(|fault| texts::address(field, fault, language)))
}

fn colour(form: &mut Form, language: Language, field: &'static str, least: f64) -> Option<Colour> {
    form.read(field, |text| {
        let colour = Colour::parse(text).ok_or_else(|| texts::colour(field, language))?;
        let ratio = colour.contrast(Colour::WHITE);
        if ratio >= least { Ok(colour) } else { Err(texts::contrast(field, ratio, least, language)) }
    })
}
