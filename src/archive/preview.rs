//! The pages that an issue will have in the archive, before it is sent: drawn by what draws those, out of the records that it would
//! get now. Nothing is kept of them, and what they link to among themselves are previews too.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};

use super::keep::records_of;
use super::record::{Piece, Record};
use super::versions::Past;
use super::{find, pages};
use crate::app::App;
use crate::base::blocks::Cover;
use crate::base::id::{ArticleId, IssueId};
use crate::base::work::QUICK;
use crate::centre::{self, Publication};
use crate::issues::{self, Issue};
use crate::store::tables::articles;
use crate::web::{Failure, Frame, Path, headers};

/// An issue as its page will be.
pub(super) async fn issue(State(app): State<App>, frame: Frame, Path(id): Path<IssueId>) -> Result<Response, Failure> {
    let coming = Coming::of(&app, &frame, id).await?;
    let articles: Vec<_> = coming.records[1..].iter().map(|record| Some(coming.piece(record))).collect();
    let record = &coming.records[0];
    let body = find::body(record)?;
    let seen = (&coming.piece(record), Past::of(record));
    Ok(coming.answer(&pages::issue((&coming.frame, &app.base_url()), seen, &body, &articles, false)))
}

/// An article of it.
pub(super) async fn article(
    State(app): State<App>,
    frame: Frame,
    Path((id, article)): Path<(IssueId, ArticleId)>,
) -> Result<Response, Failure> {
    let coming = Coming::of(&app, &frame, id).await?;
    let record = coming.records[1..].iter().find(|record| record.article_id == article).ok_or(Failure::NotFound)?;
    let body = find::body(record)?;
    let seen = (&coming.piece(record), Past::of(record));
    Ok(coming.answer(&pages::article((&coming.frame, &app.base_url()), seen, &body, false)))
}

/// What an issue will be: its record, and after it those of its articles.
struct Coming {
    id: IssueId,
    frame: Frame,
    records: Vec<Record>,
    publications: Vec<Publication>,
}

impl Coming {
    async fn of(app: &App, frame: &Frame, id: IssueId) -> Result<Self, Failure> {
        let on = app.store.read();
        let issue = issues::load(on, id).await?.ok_or(Failure::NotFound)?;
        let language = issue.row.language;
        let now = app.clock.now();
        let records = QUICK.work(move |_| records(issue, now)).await??;
        let publications = centre::publications(on).await?;
        let centre_name = centre::current(on).await?.map(|centre| centre.name(language).to_owned()).unwrap_or_default();
        // The page as everybody will see it, in the language of the issue.
        let frame =
            Frame { language, centre_name, path: "/archief".into(), member: None, noindex: true, ..frame.clone() };
        Ok(Self { id, frame, records, publications })
    }

    fn piece(&self, record: &Record) -> Piece {
        find::piece(record, &self.publications, self.frame.language)
    }

    /// The page, for a frame of ours. What it says of itself and of its articles leads to previews, because the addresses are not there yet.
    fn answer(&self, page: &maud::Markup) -> Response {
        let prefix = self.frame.language.prefix();
        let own = format!("/beheer/nummers/{}/webpagina", self.id);
        let mut html = page.0.clone();
        for record in &self.records {
            let piece = self.piece(record);
            let preview = if piece.is_issue { own.clone() } else { format!("{own}/{}", record.article_id) };
            html = html.replace(&format!("href=\"{prefix}{}\"", piece.path), &format!("href=\"{preview}\""));
        }
        let policy = HeaderValue::from_str(&headers::framed_policy(std::iter::empty()));
        let mut response = Html(html).into_response();
        if let Ok(policy) = policy {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

/// The records that an issue would get now: what is sent keeps what it shows of its images first.
fn records(issue: Issue, now: crate::base::Instant) -> anyhow::Result<Vec<Record>> {
    let mut row = issue.row;
    row.editorial = issue.editorial.to_json();
    let article = |article: issues::Article| articles::Model {
        body: article.body.to_json(),
        picture: Cover::to_json(article.cover.as_ref()),
        ..article.row
    };
    let articles: Vec<_> = issue.articles.into_iter().map(article).collect();
    records_of(&row, &articles, (1, now))
}
