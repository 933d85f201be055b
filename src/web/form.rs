//! What a person filled in, and what is wrong with it.
//!
//! A handler parses the body into a [`Form`], reads its fields, and every reading that fails adds a
//! [`Fault`] with a sentence that says what to do. When the form is not clean, the page is drawn again
//! out of the same `Form`: nothing that somebody typed is lost. The browser validates nothing,
//! so all of it happens here.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Failure;
use crate::base::words::plain_lines;

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;

/// The largest number of fields that a form may have.
const MAX_FIELDS: usize = 200;
/// The longest field name, in characters.
const MAX_NAME: usize = 100;

/// One thing that is wrong: a field, and a sentence for the person who filled it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name of the field, which is also its `id` on the page.
    pub field: Cow<'static, str>,
    /// What to do about it, in the reader's language.
    pub message: String,
}

/// Why a body is not a form that one of our pages can have sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not `application/x-www-form-urlencoded`, not UTF-8, or with a NUL character.
    Encoding,
    /// More than 200 fields.
    TooManyFields,
    /// A field name of more than 100 characters.
    NameTooLong,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(match self {
            Self::Encoding => "the form is not readable text",
            Self::TooManyFields => "the form has too many fields",
            Self::NameTooLong => "the form has a field name that is too long",
        })
    }
}

impl std::error::Error for Unreadable {}

/// What a person filled in, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    faults: Vec<Fault>,
}

impl Form {
    /// A form that nobody has filled in yet.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A form filled in beforehand, as for changing something that exists.
    #[must_use]
    pub fn with(fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self { fields: fields.collect(), faults: Vec::new() }
    }

    /// Reads an `application/x-www-form-urlencoded` body; repeated fields are kept in their order.
    ///
    /// # Errors
    /// [`Unreadable`] when no page of ours can have sent this.
    pub fn parse(body: &[u8]) -> Result<Self, Unreadable> {
        // The parser would silently replace what is not UTF-8; we would then keep what nobody wrote.
        let decoded = percent_encoding::percent_decode(body).decode_utf8();
        if decoded.map_or(true, |text| text.contains('\0')) {
            return Err(Unreadable::Encoding);
        }
        if body.split(|byte| *byte == b'&').count() > MAX_FIELDS {
            return Err(Unreadable::TooManyFields);
        }
        let fields: Vec<(String, String)> = serde_html_form::from_bytes(body).map_err(|_| Unreadable::Encoding)?;
        if fields.iter().any(|(name, _)| name.chars().count() > MAX_NAME) {
            return Err(Unreadable::NameTooLong);
        }
        Ok(Self { fields, faults: Vec::new() })
    }

    /// The value of a field exactly as it came, or an empty text; of a repeated field the first.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.values(name).first().copied().unwrap_or_default()
    }

    /// The value without white space around it.
    #[must_use]
    pub fn trimmed(&self, name: &str) -> &str {
        self.value(name).trim()
    }

    /// The version that the page showed, for telling two editors of one thing apart.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] when no page of ours can have sent it.
    pub fn version(&self) -> Result<i64, Failure> {
        self.trimmed("version").parse().map_err(|_| Failure::Unreadable)
    }

    /// All values of a repeated field, in the order of the page.
    #[must_use]
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Whether this choice of a checkbox or radio group is ticked.
    #[must_use]
    pub fn is_ticked(&self, name: &str, value: &str) -> bool {
        self.values(name).contains(&value)
    }

    /// Replaces all values of a field by one.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.fields.retain(|(known, _)| known != name);
        self.add(name, value);
    }

    /// Adds one value to a repeated field, as a tick in a group of checkboxes does.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.fields.push((name.to_owned(), value.into()));
    }

    /// The names of the fields that came, each once, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(name, _)| name.as_str()).collect::<BTreeSet<_>>().into_iter()
    }

    /// The address of a page that is asked what stands here and this besides, without what is empty. The next page of a
    /// list keeps its filter by it.
    #[must_use]
    pub fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let fields = self.fields.iter().map(|(name, value)| (name.as_str(), value.trim())).chain(more.iter().copied());
        let fields: Vec<_> = fields.filter(|(_, value)| !value.is_empty()).collect();
        if fields.is_empty() {
            return path.to_owned();
        }
        format!("{path}?{}", url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish())
    }

    /// Notes that a field is wrong; the first fault of a field is the one that is shown.
    pub fn fault(&mut self, field: impl Into<Cow<'static, str>>, message: impl Into<String>) {
        let field = field.into();
        if self.fault_of(&field).is_none() {
            self.faults.push(Fault { field, message: message.into() });
        }
    }

    /// What is wrong with this field, if anything is.
    #[must_use]
    pub fn fault_of(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }

    /// Everything that is wrong, in the order in which the fields were read.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// The trimmed text of a field, or a fault with `message` when it is empty or longer than `max_chars`.
    pub fn required(&mut self, field: &'static str, message: &str, max_chars: usize) -> Option<String> {
        self.read(field, |text| {
            let fits = !text.is_empty() && text.chars().count() <= max_chars;
            if fits { Ok(text.to_owned()) } else { Err(message.to_owned()) }
        })
    }

    /// The trimmed text of a field that may stay empty, or a fault with `message` when it is longer than `max_chars`.
    pub fn up_to(&mut self, field: &'static str, message: &str, max_chars: usize) -> Option<String> {
        self.read(
            field,
            |text| {
                if text.chars().count() <= max_chars { Ok(text.to_owned()) } else { Err(message.to_owned()) }
            },
        )
    }

    /// The text of a field of several lines, as somebody explains something in their own words: line ends are made
    /// alike, other control characters (which come along when pasting, and nobody sees) become spaces. A fault with
    /// `missing` when nothing is left, or with `too_long` when it is longer than `max_chars` characters.
    pub fn words(&mut self, field: &'static str, max_chars: usize, missing: &str, too_long: &str) -> Option<String> {
        self.read(field, |text| {
            let text = plain_lines(text).trim().to_owned();
            match text.chars().count() {
                0 => Err(missing.to_owned()),
                many if many > max_chars => Err(too_long.to_owned()),
                _ => Ok(text),
            }
        })
    }

    /// Reads the trimmed text of a field with a parser; the sentence of its `Err` becomes the fault.
    pub fn read<T>(&mut self, field: &'static str, parser: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        match parser(self.trimmed(field)) {
            Ok(value) => Some(value),
            Err(message) => {
                self.fault(field, message);
                None
            }
        }
    }
}
