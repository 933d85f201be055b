//! Articles.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{Question, parsed, read};
use crate::app::App;
use crate::base::Language;
use crate::base::id::{ArticleId, IssueId, MemberId};
use crate::base::work::QUICK;
use crate::issues::article::{Article, Piece, body_of, remarks_of};
use crate::issues::pages::{articles as pages, meeting};
use crate::issues::reviewing::{Matter, Text, open_of_text};
use crate::issues::save_article::{self, Made, Saved, Way};
use crate::issues::sending::{self, Checked, Of, Said};
use crate::issues::{find, preview as looks, versions, writers};
use crate::media;
use crate::staff::{Member, Posted};
use crate::store::tables::articles;
use crate::web::saving::others_here;
use crate::web::{Asked, Failure, Filled, Form, Frame, Path};

/// The form of a new article.
pub(super) async fn new(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Asked(question): Asked<Question>,
) -> Result<impl IntoResponse, Failure> {
    let within = parsed(question.nummer.as_ref());
    let mut form = Form::with(&[("once", &app.random.token()), ("author", &member.name)]);
    let language = issue_language(&app, within).await?.unwrap_or_default();
    form.set("language", language.tag());
    if let Some(within) = within {
        form.set("issue", within.to_string());
    }
    Ok(pages::new(&frame, &form, &media::names(app.store.read()).await?))
}

async fn issue_language(app: &App, id: Option<IssueId>) -> Result<Option<crate::base::Language>, Failure> {
    let Some(id) = id else { return Ok(None) };
    let issue = find::load(app.store.read(), id).await?.ok_or(Failure::NotFound)?;
    Ok(Some(issue.row.language))
}

/// Makes an article.
pub(super) async fn make(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let once = form.trimmed("once").to_owned();
    if once.len() != 52 || !once.is_ascii() {
        return Err(Failure::Unreadable);
    }
    let within = parsed(Some(&form.trimmed("issue").to_owned()));
    let images = media::names(app.store.read()).await?;
    let Some(piece) = filled_piece(&app, &mut form, frame.language).await? else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::new(&frame, &form, &images)).into_response());
    };
    match save_article::make(&app, &piece, &once, within, member.id).await? {
        Made::New(id) | Made::Before(id) => Ok(to(id, "gemaakt").into_response()),
        Made::Overtaken(theirs) => overtaken(&app, &frame, form, &theirs).await,
        Made::IssueClosed => {
            form.fault("title", frame.language.pick(
                "Dit nummer kan niet meer veranderen. Verstuur het formulier nog eens om het artikel los te bewaren",
                "This issue can no longer change. Send the form again to keep the article on its own",
            ));
            form.set("issue", "");
            Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::new(&frame, &form, &images)).into_response())
        }
    }
}

/// The form of an article.
pub(super) async fn edit(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<ArticleId>,
    Asked(question): Asked<Question>,
) -> Result<impl IntoResponse, Failure> {
    let article = find::article(app.store.read(), id).await?.ok_or(Failure::NotFound)?;
    let form = form_of(&article);
    drawn(&app, (&frame, &member), &form, &article, question.gedaan.as_deref()).await
}

/// What the checks say of what is typed now. It saves nothing.
pub(super) async fn check(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<ArticleId>,
    Filled(form): Filled,
) -> Result<impl IntoResponse, Failure> {
    let article = find::article(app.store.read(), id).await?.ok_or(Failure::NotFound)?;
    let piece = read::typed_piece(&form);
    let remarks = remarks_of(app.store.read(), &piece.source).await?;
    let findings = looks::examined_article(&app, &article.row, piece).await?;
    Ok(sending::found(Checked { findings: &findings, remarks: &remarks, of: Of::Article }, frame.language))
}

/// Saves an article.
pub(super) async fn save(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<ArticleId>,
) -> Result<Response, Failure> {
    let from = form.version()?;
    let Some(piece) = filled_piece(&app, &mut form, frame.language).await? else {
        let article = find::article(app.store.read(), id).await?.ok_or(Failure::NotFound)?;
        let page = drawn(&app, (&frame, &member), &form, &article, None).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let saved = save_article::save(&app, id, from, &piece, (member.id, Way::ByHand)).await?;
    after_save(&app, &frame, form, (id, saved)).await
}

/// What a member is called.
pub(super) async fn name_of(app: &App, member: MemberId) -> Result<String, Failure> {
    Ok(find::names(app.store.read(), [member]).await?.remove(&member).unwrap_or_default())
}

/// What somebody wrote, with an image that is there still.
pub(super) async fn filled_piece(app: &App, form: &mut Form, language: Language) -> Result<Option<Piece>, Failure> {
    let Some(piece) = read::piece(form, language) else { return Ok(None) };
    if let Some(id) = piece.picture
        && media::load(app.store.read(), id).await?.is_none()
    {
        form.set("picture", "");
        form.fault(
            "picture",
            language.pick(
                "Dit beeld is weggehaald. Kies een ander, of geen.",
                "This image was taken away. Choose another, or none.",
            ),
        );
        return Ok(None);
    }
    Ok(Some(piece))
}

async fn after_save(
    app: &App,
    frame: &Frame,
    form: Form,
    (id, saved): (ArticleId, Saved),
) -> Result<Response, Failure> {
    match saved {
        Saved::Written { returned: 0, .. } => Ok(to(id, "bewaard").into_response()),
        Saved::Written { .. } => Ok(to(id, "terug-naar-concept").into_response()),
        Saved::Unchanged(_) => Ok(to(id, "zelfde").into_response()),
        // Only what saves itself waits.
        Saved::Waits => Err(Failure::Broken),
        Saved::Overtaken(theirs) => overtaken(app, frame, form, &theirs).await,
        Saved::NotThere => Err(Failure::NotFound),
    }
}

/// Both texts: ours in the form, now as a change of the newest version, and theirs beside it.
async fn overtaken(app: &App, frame: &Frame, mut form: Form, theirs: &Article) -> Result<Response, Failure> {
    form.set("version", theirs.row.version.to_string());
    let by = &name_of(app, theirs.row.changed_by).await?;
    let images = media::names(app.store.read()).await?;
    Ok((StatusCode::CONFLICT, meeting::over_article(frame, &form, &images, (theirs, by))).into_response())
}

/// The versions of an article.
pub(super) async fn history(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<ArticleId>,
) -> Result<impl IntoResponse, Failure> {
    let on = app.store.read();
    let article = find::article(on, id).await?.ok_or(Failure::NotFound)?;
    let versions = find::versions(on, article.row.id).await?;
    let names = find::names(on, versions.iter().map(|version| version.saved_by)).await?;
    Ok(pages::history(&frame, &article, &versions, &names))
}

/// One version of an article.
pub(super) async fn version(
    State(app): State<App>,
    frame: Frame,
    Path((id, version)): Path<(ArticleId, i64)>,
) -> Result<impl IntoResponse, Failure> {
    let on = app.store.read();
    let article = find::article(on, id).await?.ok_or(Failure::NotFound)?;
    let kept = find::version(on, article.row.id, version).await?.ok_or(Failure::NotFound)?;
    let by = name_of(&app, kept.saved_by).await?;
    let was = as_it_was(&app, &article, &kept).await?;
    let (before, now) = (Said::of_article(&was), Said::of_article(&article));
    let changed = QUICK.work(move |_| sending::changes(&before, &now)).await?;
    Ok(pages::version(&frame, (&article, &was), (&kept, &by), &changed))
}

/// An article as a version has it, with the images that are there still.
async fn as_it_was(app: &App, article: &Article, kept: &find::VersionRow) -> Result<Article, Failure> {
    let on = app.store.read();
    let row = articles::Model {
        title: kept.title.clone(),
        lead: kept.lead.clone(),
        author: kept.author.clone(),
        source: kept.source.clone(),
        body: body_of(on, &kept.source).await?,
        picture_id: kept.picture_id,
        ..article.row.clone()
    };
    Article::of(on, vec![row]).await?.pop().ok_or(Failure::NotFound)
}

/// Makes a version the newest again.
pub(super) async fn restore(
    (State(app), frame, member, Path((id, version)), Filled(form)): Posted<(ArticleId, i64)>,
) -> Result<Response, Failure> {
    let from = form.version()?;
    match versions::restore(&app, id, version, from, member.id).await? {
        Saved::Written { returned: 0, .. } => Ok(to(id, "teruggezet").into_response()),
        Saved::Overtaken(theirs) => {
            // What would have been restored is ours, so that it can still be taken over.
            let kept = find::version(app.store.read(), id, version).await?.ok_or(Failure::NotFound)?;
            let ours = Piece {
                title: kept.title,
                lead: kept.lead,
                author: kept.author,
                language: theirs.row.language,
                source: kept.source,
                picture: theirs.row.picture_id,
            };
            overtaken(&app, &frame, filled(&ours), &theirs).await
        }
        other => after_save(&app, &frame, form, (id, other)).await,
    }
}

async fn drawn(
    app: &App,
    (frame, member): (&Frame, &Member),
    form: &Form,
    article: &Article,
    said: Option<&str>,
) -> Result<maud::Markup, Failure> {
    let on = app.store.read();
    let with = find::issues_with(on, &[article.row.id]).await?.remove(&article.row.id).unwrap_or_default();
    let by = &name_of(app, article.row.changed_by).await?;
    let here = writers::others(app, on, Matter::Article(article.row.id), member.id).await?;
    let here = &others_here(frame.language, &here);
    let remarks = remarks_of(on, &article.row.source).await?;
    let findings = &sending::of_article(article, &app.base_url());
    let images = &media::names(on).await?;
    let checked = Checked { findings, remarks: &remarks, of: Of::Article };
    let open = &open_of_text(on, &Text::of_article(article.clone()), app.clock.now()).await?;
    Ok(pages::edit(frame, form, article, &pages::Around { issues: &with, checked, by, here, said, images, open }))
}

fn form_of(article: &Article) -> Form {
    let mut form = filled(&article.piece());
    form.set("version", article.row.version.to_string());
    form
}

fn filled(piece: &Piece) -> Form {
    Form::with(&[
        ("title", &piece.title),
        ("lead", &piece.lead),
        ("author", &piece.author),
        ("language", piece.language.tag()),
        ("source", &piece.source),
        ("picture", &piece.picture.map(|id| id.to_string()).unwrap_or_default()),
    ])
}

fn to(id: ArticleId, said: &str) -> Redirect {
    Redirect::to(&format!("/beheer/artikelen/{id}?gedaan={said}"))
}
