//! Reading the forms of articles and issues.

use crate::base::words::{one_line, plain_lines};
use crate::base::{Language, wall_time};
use crate::issues::article::{AUTHOR, LEAD, Piece, SOURCE, TITLE};
use crate::issues::issue::{Days, Face, PREHEADER, SUBJECT};
use crate::issues::texts;
use crate::web::Form;

/// What an article's form says; `None` when something in it is wrong, which the form then knows.
pub(super) fn piece(form: &mut Form, language: Language) -> Option<Piece> {
    let title = line(form, language, "title", ("de titel", "the title"), TITLE);
    if title.as_deref() == Some("") {
        form.fault("title", texts::needed(language, ("een titel", "a title"), TITLE));
    }
    let lead = paragraph(form, language, "lead", ("de inleiding", "the lead"), LEAD);
    let author = line(form, language, "author", ("de naam", "the name"), AUTHOR);
    let source = source(form, language, ("de tekst", "the text"));
    let piece = Piece {
        title: title?,
        lead: lead?,
        author: author?,
        language: content_language(form),
        source: source?,
        picture: form.trimmed("picture").parse().ok(),
    };
    form.is_clean().then_some(piece)
}

/// What an issue's form says.
pub(super) fn face(form: &mut Form, language: Language) -> Option<Face> {
    let subject = line(form, language, "subject", ("het onderwerp", "the subject"), SUBJECT);
    let preheader = line(form, language, "preheader", ("de voorbeeldregel", "the preview line"), PREHEADER);
    let source = source(form, language, ("het voorwoord", "the editorial"));
    Some(Face { subject: subject?, preheader: preheader?, source: source?, language: content_language(form) })
}

/// What an issue's form says while it is being filled in, however long and however wrong.
pub(super) fn typed(form: &Form) -> Face {
    Face {
        subject: one_line(form.value("subject")),
        preheader: one_line(form.value("preheader")),
        source: plain_lines(form.value("source")),
        language: content_language(form),
    }
}

/// What an article's form says while it is being filled in, however long and however wrong.
pub(super) fn typed_piece(form: &Form) -> Piece {
    Piece {
        title: one_line(form.value("title")),
        lead: one_line(form.value("lead")),
        author: one_line(form.value("author")),
        language: content_language(form),
        source: plain_lines(form.value("source")).trim_end().to_owned(),
        picture: form.trimmed("picture").parse().ok(),
    }
}

/// The three days of an issue.
pub(super) fn days(form: &mut Form, language: Language) -> Option<Days> {
    let copy_due = day(form, language, "copy_due");
    let review_due = day(form, language, "review_due");
    let planned_on = day(form, language, "planned_on");
    Some(Days { copy_due: copy_due?, review_due: review_due?, planned_on: planned_on? })
}

/// A day in ISO 8601, or an empty text when none was filled in.
pub(super) fn day(form: &mut Form, language: Language, field: &'static str) -> Option<String> {
    form.read(field, |text| {
        if text.is_empty() {
            return Ok(String::new());
        }
        let date = wall_time::parse_date(text).filter(|date| (1900..=9999).contains(&chrono::Datelike::year(date)));
        date.map(|date| date.to_string()).ok_or_else(|| wall_time::day_fault(text, texts::no_day(language), language))
    })
}

/// One line that may be empty.
pub(super) fn line(
    form: &mut Form,
    language: Language,
    field: &'static str,
    what: (&str, &str),
    most: usize,
) -> Option<String> {
    form.read(field, |text| {
        if text.contains(['\n', '\r']) {
            return Err(texts::on_one_line(language, what));
        }
        fits(one_line(text), language, what, most)
    })
}

fn paragraph(
    form: &mut Form,
    language: Language,
    field: &'static str,
    what: (&str, &str),
    most: usize,
) -> Option<String> {
    form.read(field, |text| fits(one_line(text), language, what, most))
}

fn source(form: &mut Form, language: Language, what: (&str, &str)) -> Option<String> {
    // Not trimmed at the start: in Markdown the first spaces mean something.
    let source = plain_lines(form.value("source")).trim_end().to_owned();
    form.read("source", |_| fits(source, language, what, SOURCE))
}

fn fits(text: String, language: Language, what: (&str, &str), most: usize) -> Result<String, String> {
    let count = text.chars().count();
    if count <= most { Ok(text) } else { Err(texts::too_long(language, what, count, most)) }
}

fn content_language(form: &Form) -> Language {
    Language::from_tag(form.trimmed("language")).unwrap_or_default()
}
