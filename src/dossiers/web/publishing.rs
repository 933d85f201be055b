//! The check of names, reading as everybody will, publishing, taking off the website.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use maud::Markup;

use super::public::filter;
use super::{Question, again, dossier, refuse, said, to};
use crate::app::App;
use crate::base::id::DossierId;
use crate::base::secrets::sha256_hex;
use crate::dossiers::check::{What, findings};
use crate::dossiers::find;
use crate::dossiers::pages::reading::Filter;
use crate::dossiers::pages::{Naming, names as pages, overview, preview as previews};
use crate::dossiers::timeline::{Place, Timeline};
use crate::dossiers::{Mended, Published, Withdrawn, clear, publish, replace, withdraw};
use crate::staff::{self, Member, Posted};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path};

/// The longest reason, in characters.
const WHY: usize = 400;

/// What the check finds.
pub(super) async fn names(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<DossierId>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let the = dossier(&app, id).await?;
    let names = find::names(&app, &the).await?;
    let cleared = find::cleared(app.store.read(), the.row.id).await?;
    let found = findings(&Timeline::of(&the)?, &find::sought(&the, &names), &cleared);
    Ok(pages::names(&frame, &the, (&found, &names), said(&question, frame.language)))
}

fn after(path: &str, mended: Mended, done: &str) -> Result<Response, Failure> {
    match mended {
        Mended::Done => Ok(to(path, done)),
        Mended::ByHand => Ok(refuse(path, "zelf")),
        Mended::Nowhere => Err(Failure::NotFound),
    }
}

/// Puts an actor's mark in the place of a name.
pub(super) async fn replace_it(
    (State(app), _, member, Path(id), Filled(form)): Posted<DossierId>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let path = format!("{}/namen", the.address());
    let place = Place::from_word(form.value("place")).ok_or(Failure::Unreadable)?;
    let Ok(actor) = form.trimmed("actor").parse() else { return Ok(refuse(&path, "zelf")) };
    let mended = replace(&app, member.id, the.row.id, (place, form.value("words"), actor)).await?;
    after(&path, mended, "vervangen")
}

/// Keeps that words are no name, or another address.
pub(super) async fn clear_it(
    (State(app), _, member, Path(id), Filled(form)): Posted<DossierId>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let place = Place::from_word(form.value("place")).ok_or(Failure::Unreadable)?;
    let words = form.value("words");
    if words.is_empty() || words.chars().count() > WHY {
        return Err(Failure::Unreadable);
    }
    let mended = clear(&app, member.id, the.row.id, (place, words)).await?;
    after(&format!("{}/namen", the.address()), mended, "geen-naam")
}

/// The timeline as everybody will read it, or with the names; and the button that publishes exactly this.
pub(super) async fn preview(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<DossierId>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let the = dossier(&app, id).await?;
    let timeline = Timeline::of(&the)?;
    let names = find::names(&app, &the).await?;
    let cleared = find::cleared(app.store.read(), the.row.id).await?;
    let page = previews::Preview {
        found: findings(&timeline, &find::sought(&the, &names), &cleared).len(),
        seen: &sha256_hex(timeline.to_json().as_bytes()),
        naming: if question.namen == "1" { Naming::Names(&names) } else { Naming::Roles },
        may_publish: staff::may(Some(&member), Access::Approver),
        filter: Filter { named: question.namen == "1", ..filter(&question) },
        the: &the,
        timeline: &timeline,
    };
    Ok(previews::preview(&frame, &page))
}

/// Publishes what was read.
pub(super) async fn go_public(
    (State(app), _, member, Path(id), Filled(form)): Posted<DossierId>,
) -> Result<Response, Failure> {
    let path = format!("/beheer/dossiers/{id}");
    Ok(match publish(&app, member.id, id, form.value("seen")).await? {
        Published::Done => to(&path, "openbaar"),
        Published::Names(_) => refuse(&format!("{path}/namen"), "namen"),
        Published::Empty => refuse(&path, "leeg"),
        Published::Overtaken => refuse(&path, "ingehaald"),
    })
}

/// The question why it goes.
pub(super) async fn ask_why(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<DossierId>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    if the.published().is_none() {
        return Ok(refuse(&the.address(), "ingehaald"));
    }
    Ok(overview::withdrawing(&frame, &Form::empty(), &the).into_response())
}

/// Takes it off the website.
pub(super) async fn take_off(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<DossierId>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let language = frame.language;
    let why = form.words(
        "why",
        WHY,
        language.pick(
            "Schrijf in een zin waarom het dossier er niet meer staat.",
            "Write in a sentence why the dossier is not there any more.",
        ),
        language.pick("Houd het korter dan 400 tekens.", "Keep it shorter than 400 characters."),
    );
    // The reason is public.
    let sought = find::sought(&the, &find::names(&app, &the).await?);
    if let Some((what, at)) = why.as_deref().and_then(|why| sought.hits(why).into_iter().next()) {
        let words = why.as_deref().and_then(|why| why.get(at)).unwrap_or_default().to_owned();
        form.fault(
            "why",
            match what {
                What::Name(_) | What::Asked(_) => language.pick(
                    format!("Dit komt op de website. Noem de rol in plaats van “{words}”."),
                    format!("This is public. Say the role instead of “{words}”."),
                ),
                What::Address(number) => language.pick(
                    format!("Dit komt op de website. “{words}” is het adres van bron {number}, die niet openbaar is."),
                    format!("This is public. “{words}” is the address of source {number}, which is not public."),
                ),
            },
        );
        return Ok(again(overview::withdrawing(&frame, &form, &the)));
    }
    let Some(why) = why else { return Ok(again(overview::withdrawing(&frame, &form, &the))) };
    Ok(match withdraw(&app, member.id, the.row.id, &why).await? {
        Withdrawn::Done => to(&the.address(), "ingetrokken"),
        Withdrawn::NotPublic => refuse(&the.address(), "ingehaald"),
    })
}
