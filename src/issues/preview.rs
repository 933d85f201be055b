//! An issue as its readers will see it, before it is sent: the same letter, with an invented reader in its slots.

use super::article::{body_of, stored_blocks};
use super::issue::Face;
use super::{Issue, find, letter};
use crate::app::App;
use crate::base::Language;
use crate::base::id::IssueId;
use crate::centre;
use crate::mail::{PREFERENCES, SALUTATION, Sheet, UNSUBSCRIBE};

/// What stands where each reader's own link will stand. It opens nothing.
const SAMPLE_LINK: &str = "voorbeeld";

/// A letter with an invented reader.
pub(super) struct Preview {
    /// The issue.
    pub issue: Issue,
    sheet: Sheet,
}

/// The letter of an issue; `None` when there is no such issue, or no centre yet. With `typed` it says that instead of what
/// is kept, and nothing is kept of it.
///
/// # Errors
/// The database's, or when the letter cannot be made.
pub(super) async fn preview(app: &App, id: IssueId, typed: Option<Face>) -> anyhow::Result<Option<Preview>> {
    let on = app.store.read();
    let (Some(mut issue), Some(centre)) = (find::load(on, id).await?, centre::current(on).await?) else {
        return Ok(None);
    };
    if let Some(face) = typed {
        issue.editorial = stored_blocks(&body_of(on, &face.source).await?)?;
        Face { subject: issue.row.subject, preheader: issue.row.preheader, language: issue.row.language, .. } = face;
    }
    let sheet = letter::sheet(&issue, &centre, issue.row.language, &app.base_url())?;
    Ok(Some(Preview { issue, sheet }))
}

impl Preview {
    /// The HTML of the mail.
    pub fn html(&self) -> String {
        self.filled(&self.sheet.html())
    }

    /// The plain text of the mail.
    pub fn text(&self) -> String {
        self.filled(&self.sheet.text())
    }

    fn filled(&self, letter: &str) -> String {
        letter
            .replace(SALUTATION, sample_salutation(self.sheet.language))
            .replace(UNSUBSCRIBE, SAMPLE_LINK)
            .replace(PREFERENCES, SAMPLE_LINK)
    }
}

fn sample_salutation(reader: Language) -> &'static str {
    reader.pick("Beste Anna de Vries,", "Dear Anna de Vries,")
}
