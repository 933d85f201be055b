//! An issue as its readers will see it, before it is sent: the same letter, with an invented reader in its slots. And what the
//! checks would say of it, also while it is being written.

use super::article::{Article, Piece, body_of, stored_blocks};
use super::issue::Face;
use super::reader::Reader;
use super::sending::{Finding, examine, of_article, with_surroundings};
use super::{Issue, find, letter};
use crate::app::App;
use crate::base::id::IssueId;
use crate::base::work::QUICK;
use crate::centre::{self, Centre};
use crate::mail::{PREFERENCES, SALUTATION, Sheet, UNSUBSCRIBE, salutation};
use crate::store::tables::articles;

/// What stands where each reader's own link will stand. It opens nothing.
const SAMPLE_LINK: &str = "voorbeeld";
/// What the invented reader is called.
const SAMPLE_NAME: &str = "Anna de Vries";

/// A letter with an invented reader.
pub(super) struct Preview {
    /// The issue.
    pub issue: Issue,
    sheet: Sheet,
    reader: Reader,
}

/// An issue, with what is `typed` instead of what is kept, as its centre would send it; `None` when there is no such issue, or
/// no centre yet. Nothing is kept of it.
///
/// # Errors
/// The database's, or when something stored cannot be read.
pub(super) async fn typed_issue(
    app: &App,
    id: IssueId,
    typed: Option<Face>,
) -> anyhow::Result<Option<(Issue, Centre)>> {
    let on = app.store.read();
    let (Some(mut issue), Some(centre)) = (find::load(on, id).await?, centre::current(on).await?) else {
        return Ok(None);
    };
    if let Some(face) = typed {
        issue.editorial = stored_blocks(&body_of(on, &face.source).await?)?;
        Face { subject: issue.row.subject, preheader: issue.row.preheader, language: issue.row.language, .. } = face;
    }
    Ok(Some((issue, centre)))
}

/// The letter of an issue, as [`typed_issue`] gives it.
///
/// # Errors
/// The database's, or when the letter cannot be made.
pub(super) async fn preview(
    app: &App,
    id: IssueId,
    typed: Option<Face>,
    reader: Reader,
) -> anyhow::Result<Option<Preview>> {
    let Some((issue, centre)) = typed_issue(app, id, typed).await? else { return Ok(None) };
    let language = reader.language.unwrap_or(issue.row.language);
    let sheet = letter::sheet(&issue, &centre, language, &app.base_url())?;
    Ok(Some(Preview { issue, sheet, reader }))
}

/// What the checks find in an issue, as [`typed_issue`] gives it.
///
/// # Errors
/// The database's, or when it took too long.
pub(super) async fn examined(app: &App, id: IssueId, typed: Option<Face>) -> anyhow::Result<Option<Vec<Finding>>> {
    let Some((issue, centre)) = typed_issue(app, id, typed).await? else { return Ok(None) };
    let (site, examined) = (app.base_url(), issue.clone());
    let findings = QUICK.work(move |_| examine(&examined, &centre, &site)).await??;
    Ok(Some(with_surroundings(app, &issue, findings).await?))
}

/// What the checks find in an article that says this.
///
/// # Errors
/// The database's, or when it took too long.
pub(super) async fn examined_article(app: &App, kept: &articles::Model, piece: Piece) -> anyhow::Result<Vec<Finding>> {
    let on = app.store.read();
    let body = body_of(on, &piece.source).await?;
    let Piece { title, lead, author, language, source, picture: picture_id } = piece;
    let row = articles::Model { title, lead, source, body, language, author, picture_id, ..kept.clone() };
    let article = Article::of(on, vec![row]).await?.pop();
    Ok(article.map(|article| of_article(&article, &app.base_url())).unwrap_or_default())
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
            .replace(SALUTATION, &salutation(self.sheet.language, if self.reader.is_named { SAMPLE_NAME } else { "" }))
            .replace(UNSUBSCRIBE, SAMPLE_LINK)
            .replace(PREFERENCES, SAMPLE_LINK)
    }
}
