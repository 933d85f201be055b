//! An issue as a letter.

use super::Issue;
use crate::base::Language;
use crate::centre::Centre;
use crate::mail::Sheet;

/// What an issue says to a reader of a language.
///
/// # Errors
/// When the outside address of the installation is none.
pub fn sheet(issue: &Issue, centre: &Centre, reader: Language, _site: &str) -> anyhow::Result<Sheet> {
    Ok(Sheet {
        language: reader,
        content_language: issue.row.language,
        title: issue.row.subject.clone(),
        preheader: issue.row.preheader.clone(),
        dress: centre.dress(reader),
        parts: Vec::new(),
        footer: Vec::new(),
    })
}
