//! What saves itself while somebody types, and who else is here: what the script of a page is told.

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::articles::{filled_piece, name_of};
use super::read;
use crate::app::App;
use crate::base::Language;
use crate::base::id::{ArticleId, IssueId};
use crate::issues::issue::{Days, Face};
use crate::issues::reviewing::Matter;
use crate::issues::save_article::{self, Way};
use crate::issues::{find, save_issue, texts, writers};
use crate::staff::{Member, Posted};
use crate::web::saving::{Told, Wish, others_here};
use crate::web::{Failure, Filled, Form, Path, saving};

/// Does what a page says of its being open. Who else has it open, in words.
async fn greet(
    app: &App,
    member: &Member,
    matter: Matter,
    (form, language): (&Form, Language),
) -> Result<String, Failure> {
    // A page that is left with something unsaved says both at once.
    if form.value("weg").is_empty() && Wish::of(form) != Some(Wish::Leave) {
        writers::enter(app, matter, member.id).await?;
    } else {
        writers::leave(app, matter, member.id).await?;
    }
    Ok(others_here(language, &writers::others(app, app.store.read(), matter, member.id).await?))
}

/// An article that saves itself.
pub(super) async fn article(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<ArticleId>,
) -> Result<Response, Failure> {
    let (language, wish) = (frame.language, Wish::of(&form).ok_or(Failure::Unreadable)?);
    let row = find::article(app.store.read(), id).await?.ok_or(Failure::NotFound)?.row;
    let here = greet(&app, &member, Matter::Article(id), (&form, language)).await?;
    let told = match wish {
        Wish::Here if row.version > form.version()? && row.changed_by != member.id => {
            let by = name_of(&app, row.changed_by).await?;
            Told::met(saving::State::Newer, language, (&by, row.changed_at))
        }
        Wish::Here | Wish::Leave => Told::new(saving::State::Here, ""),
        Wish::Save => save_article(&app, &member, (id, &mut form), language).await?,
    };
    Ok(told.here(here).into_response())
}

async fn save_article(
    app: &App,
    member: &Member,
    (id, form): (ArticleId, &mut Form),
    language: Language,
) -> Result<Told, Failure> {
    use save_article::Saved;
    let from = form.version()?;
    let Some(piece) = filled_piece(app, form, language).await? else { return Ok(faulty(form, language)) };
    Ok(match save_article::save(app, id, from, &piece, (member.id, Way::ByItself)).await? {
        Saved::Written { version, .. } | Saved::Unchanged(version) => {
            Told::saved(language, app.clock.now()).field("version", version.to_string())
        }
        Saved::Waits => Told::new(saving::State::Waits, texts::article_waits(language)),
        Saved::Overtaken(theirs) => {
            let by = name_of(app, theirs.row.changed_by).await?;
            Told::met(saving::State::Met, language, (&by, theirs.row.changed_at))
        }
        Saved::NotThere => return Err(Failure::NotFound),
    })
}

/// What an issue says, which saves itself.
pub(super) async fn issue(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<IssueId>,
) -> Result<Response, Failure> {
    let (language, wish) = (frame.language, Wish::of(&form).ok_or(Failure::Unreadable)?);
    let row = find::load(app.store.read(), id).await?.ok_or(Failure::NotFound)?.row;
    let here = greet(&app, &member, Matter::Issue(id), (&form, language)).await?;
    let told = match wish {
        Wish::Here if Face::of(&row).hash() != form.trimmed("seen") && row.changed_by != member.id => {
            let by = name_of(&app, row.changed_by).await?;
            Told::met(saving::State::Newer, language, (&by, row.changed_at))
        }
        Wish::Here | Wish::Leave => Told::new(saving::State::Here, ""),
        Wish::Save => save_issue(&app, &member, (id, &mut form), language).await?,
    };
    Ok(told.here(here).into_response())
}

async fn save_issue(
    app: &App,
    member: &Member,
    (id, form): (IssueId, &mut Form),
    language: Language,
) -> Result<Told, Failure> {
    use save_issue::Saved;
    let (face, days) = (read::face(form, language), read::days(form, language));
    let (Some(face), Some(days)) = (face, days) else { return Ok(faulty(form, language)) };
    let planned = save_issue::save_days(app, id, form.trimmed("seen_days"), &days, member.id).await?;
    let saved = match planned {
        Saved::Written { .. } | Saved::Unchanged => {
            save_issue::save(app, id, form.trimmed("seen"), &face, (member.id, Way::ByItself)).await?
        }
        refused => refused,
    };
    let kept =
        || Told::saved(language, app.clock.now()).field("seen", face.hash()).field("seen_days", Days::word(&days));
    Ok(match saved {
        Saved::Written { version, .. } => kept().moved(version - 1, version),
        Saved::Unchanged => kept(),
        Saved::Waits => Told::new(saving::State::Waits, texts::issue_waits(language)),
        Saved::Closed => Told::new(saving::State::Waits, texts::issue_closed(language)),
        Saved::Overtaken(theirs) => {
            let by = name_of(app, theirs.row.changed_by).await?;
            Told::met(saving::State::Met, language, (&by, theirs.row.changed_at))
        }
        Saved::NotThere => return Err(Failure::NotFound),
    })
}

/// What has to be mended before it can be kept.
fn faulty(form: &Form, language: Language) -> Told {
    let fault = form.faults().first().map_or("", |fault| fault.message.as_str());
    Told::new(
        saving::State::Faults,
        language.pick(format!("Nog niet bewaard. {fault}."), format!("Not saved yet. {fault}.")),
    )
}
