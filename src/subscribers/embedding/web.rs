//! The pages: the form in a frame, its answers, and where staff get the code.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::pages::{self, Code, Embed, PAGE};
use super::site::{Added, Site, add_site, remove_site, sites};
use super::texts as say;
use crate::app::App;
use crate::base::Language;
use crate::centre::{self, Publication};
use crate::staff::{self, Member};
use crate::subscribers::pages::Face;
use crate::subscribers::texts;
use crate::subscribers::web::{self as house, sign_up};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Network, Routes, csrf, headers};

/// The pages of staff.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default().get(PAGE, Access::Member, page).post(PAGE, Access::Administrator, add).post(
        "/beheer/inbedden/weg",
        Access::Administrator,
        remove,
    )
}

/// The form in its frame. It is sent by pages of others too, so it is no page of ours that is protected against them: see [`send`].
#[must_use]
pub fn public_routes() -> Routes<App> {
    Routes::default()
        .get(Face::Framed.path(), Access::Anyone, form)
        .machine_post(Face::Framed.path(), Access::Anyone, send)
        .get(Face::Framed.kept(), Access::Anyone, kept)
        .get(Face::Framed.queued(), Access::Anyone, queued)
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    uitgave: Vec<String>,
    taal: String,
    gedaan: String,
}

async fn form(State(app): State<App>, frame: Frame, Asked(question): Asked<Question>) -> Result<Response, Failure> {
    let mut form = Form::empty();
    for slug in &question.uitgave {
        form.add("uitgave", slug.as_str());
    }
    let page = sign_up::begin(&app, &frame, form, Face::Framed).await?;
    framed(&app, page.into_response()).await
}

/// Takes the form: in the frame it comes from a page of ours; on a website from one that the centre named, with the words of
/// consent of now. What comes from elsewhere asks for nothing yet: it is drawn on our own page, with its fields filled in.
async fn send(
    State(app): State<App>,
    Network(network): Network,
    frame: Frame,
    from: HeaderMap,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let consent = texts::consent(&frame.centre_name, frame.language);
    if form.value("drawn").is_empty() {
        let is_known = named(&app, &from).await? && house::fits_words(&app, form.value("woorden"), &consent);
        form.set("drawn", if is_known { house::drawn_now(&app, &consent) } else { String::new() });
        return sign_up::take(&app, &network, &frame, form, Face::Page).await;
    }
    if !csrf::comes_from_us(&Method::POST, &from, &app.base_url()) {
        form.set("drawn", "");
    }
    framed(&app, sign_up::take(&app, &network, &frame, form, Face::Framed).await?).await
}

/// Whether a form comes from a website that the centre named. A browser always says where from, and a page cannot say otherwise.
async fn named(app: &App, from: &HeaderMap) -> Result<bool, Failure> {
    let Some(origin) = from.get(header::ORIGIN).and_then(|value| value.to_str().ok()) else { return Ok(false) };
    Ok(sites(app.store.read()).await?.iter().any(|site| site.origin() == origin))
}

async fn kept(State(app): State<App>, frame: Frame) -> Result<Response, Failure> {
    framed(&app, sign_up::answered(frame, true, Face::Framed).into_response()).await
}

async fn queued(State(app): State<App>, frame: Frame) -> Result<Response, Failure> {
    framed(&app, sign_up::answered(frame, false, Face::Framed).into_response()).await
}

/// An answer that the websites of the centre may show in a frame, and our own page of staff.
async fn framed(app: &App, mut response: Response) -> Result<Response, Failure> {
    let sites = sites(app.store.read()).await?;
    let policy = headers::framed_policy(sites.iter().map(Site::origin));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

async fn page(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Asked(question): Asked<Question>,
) -> Result<Response, Failure> {
    let said = match question.gedaan.as_str() {
        "erbij" => Some(say::added(frame.language)),
        "weg" => Some(say::removed(frame.language)),
        _ => None,
    };
    Ok(draw(&app, &frame, (&member, &Form::empty()), (&question, said)).await?.into_response())
}

async fn draw(
    app: &App,
    frame: &Frame,
    (member, new): (&Member, &Form),
    (question, said): (&Question, Option<&'static str>),
) -> Result<maud::Markup, Failure> {
    let on = app.store.read();
    let (all, sites) = (centre::publications(on).await?, sites(on).await?);
    let language = Language::from_tag(&question.taal).unwrap_or(frame.language);
    let mut asked = Form::with(&[("taal", language.tag())]);
    for one in all.iter().filter(|one| question.uitgave.contains(&one.row.slug)) {
        asked.add("uitgave", one.row.slug.as_str());
    }
    let code = code(app, (&asked, &all), language).await?;
    let may_change = staff::may(Some(member), Access::Administrator);
    Ok(pages::page(frame, &Embed { asked: &asked, new, sites: &sites, all: &all, may_change, said, code }))
}

async fn code(app: &App, (asked, all): (&Form, &[Publication]), language: Language) -> Result<Code, Failure> {
    let centre = centre::current(app.store.read()).await?.ok_or(Failure::NotFound)?;
    let name = centre.name(language);
    let path = format!("{}{}", language.prefix(), Face::Framed.path());
    let site = app.base_url();
    let site = site.trim_end_matches('/');
    let chosen: Vec<&Publication> = all.iter().filter(|one| asked.is_ticked("uitgave", &one.row.slug)).collect();
    let query: Vec<_> = chosen.iter().map(|one| ("uitgave", one.row.slug.as_str())).collect();
    let query = serde_html_form::to_string(query).unwrap_or_default();
    let address = if query.is_empty() { path.clone() } else { format!("{path}?{query}") };
    let shown: Vec<&Publication> = if chosen.is_empty() { all.iter().collect() } else { chosen };
    let mark = house::mark_of_words(app, &texts::consent(name, language));
    Ok(Code {
        frame: pages::frame_code(&format!("{site}{address}"), (name, language), shown.len()),
        plain: pages::plain_code((site, &path), (name, language), &shown, &mark),
        address,
    })
}

async fn add(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let language = frame.language;
    let wrong = say::site_wrong(language);
    let site = form.read("site", |text| Site::parse(text).ok_or_else(|| wrong.to_owned()));
    if let Some(site) = site {
        match add_site(&app, member.id, &site).await? {
            Added::Done => return Ok(Redirect::to(&format!("{PAGE}?gedaan=erbij")).into_response()),
            Added::Full => form.fault("site", say::sites_full(language)),
        }
    }
    let page = draw(&app, &frame, (&member, &form), (&Question::default(), None)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn remove(State(app): State<App>, member: Member, Filled(form): Filled) -> Result<Redirect, Failure> {
    if let Some(site) = Site::parse(form.value("site")) {
        remove_site(&app, member.id, &site).await?;
    }
    Ok(Redirect::to(&format!("{PAGE}?gedaan=weg")))
}
