//! Every page of the rooms, and the layers around them.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use tokio::time::timeout;
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::{App, Rooms};
use crate::base::Language;
use crate::staff::{self, Member, SESSION_COOKIE};
use crate::web::ending::with_an_end;
use crate::web::layout::Line;
use crate::web::server::{BodyEnds, Waiting, bounded};
use crate::web::{
    Access, FORM_LIMIT, Failure, Frame, Network, PUBLIC_FORM_LIMIT, Route, Routes, cookie, csrf, files, headers,
    is_readable, limits, one_form,
};
use crate::{centre, demo};

/// Every route of these rooms, public pages in both languages.
#[must_use]
pub fn routes(rooms: &Rooms, with_demo: bool) -> Routes<App> {
    let merged =
        |parts: Vec<fn() -> Routes<App>>| parts.into_iter().fold(Routes::default(), |all, part| all.merge(part()));
    let public = merged(rooms.all().filter_map(|room| room.public).collect()).also_below(Language::English.prefix());
    let all = public.merge(merged(rooms.all().filter_map(|room| room.staff).collect()));
    if with_demo { all.merge(demo::routes()) } else { all }
}

/// What the guard knows of the house: every route, and every line of the menus with who may see it.
struct Plan {
    routes: Vec<Route>,
    menu: Vec<(&'static Line, Access)>,
}

impl Plan {
    /// A line that leads nowhere is seen by nobody.
    fn of(rooms: &Rooms, routes: Vec<Route>) -> Self {
        let access = |line: &Line| routes.iter().find(|route| route.method == "GET" && route.path == line.path);
        let menu = rooms.menu().into_iter().filter_map(|line| Some((line, access(line)?.access))).collect();
        Self { routes, menu }
    }

    /// The lines that somebody sees.
    fn menu_of(&self, member: Option<&Member>) -> Vec<&'static Line> {
        self.menu.iter().filter(|(_, access)| staff::may(member, *access)).map(|(line, _)| *line).collect()
    }
}

/// The router with its layers, innermost last: headers, the ends of a body, the one form of a page, face, guard, cross-site
/// check. What a layer answers by itself has passed those before it.
pub fn router(app: App) -> Router {
    let (router, list) = routes(&app.rooms, app.demo).into_parts();
    let plan = Arc::new(Plan::of(&app.rooms, list));
    let (is_https, base_url) = (app.is_https(), app.base_url());
    let inner = router
        .fallback(async || Failure::NotFound)
        .method_not_allowed_fallback(async || Failure::WrongMethod)
        .layer(from_fn_with_state((app.clone(), Arc::clone(&plan)), guard))
        .layer(CatchPanicLayer::custom(|_| {
            tracing::error!("a request panicked");
            Failure::Broken.into_response()
        }))
        .layer(from_fn_with_state((app.clone(), plan), face))
        .layer(from_fn_with_state(app.clone(), outlive))
        .with_state(app.clone());
    let whole = app.clone();
    let most = move |headers: HeaderMap| most_of(app.clone(), headers);
    one_form::layer(inner, base_url, most)
        .layer(from_fn_with_state(Waiting::new(BodyEnds::default()), bounded))
        // What breaks before anybody knows for whom it is.
        .layer(CatchPanicLayer::custom(move |_| {
            tracing::error!("a request panicked");
            Failure::Broken.drawn(&Frame { noindex: true, ..bare_frame(&whole, Language::Dutch, "/".to_owned()) })
        }))
        .layer(from_fn(move |request: Request, next: Next| headers::secure(is_https, request, next)))
}

/// The largest form of whoever comes with these headers, before the guard has looked who it is. Where nobody can say, the
/// guard says so next.
async fn most_of(app: App, headers: HeaderMap) -> usize {
    let Some(token) = session_token(&app, &headers) else { return PUBLIC_FORM_LIMIT };
    match timeout(FIRST, staff::is_session_of_member(&app, &token)).await {
        Ok(Ok(true)) => FORM_LIMIT,
        Ok(_) | Err(_) => PUBLIC_FORM_LIMIT,
    }
}

fn session_token(app: &App, headers: &HeaderMap) -> Option<String> {
    cookie::read(headers, &cookie::name(SESSION_COOKIE, app.is_https()))
}

/// How long what is asked for every request may take, a row each, before the request itself begins: longer than the pool waits
/// for a connection. All of them together with the
/// request itself are little more than a minute.
const FIRST: Duration = Duration::from_secs(12);

/// Lets a request go on when its visitor leaves: what it began with the database is not dropped half-way. Whatever panics on
/// the way is drawn.
async fn outlive(State(app): State<App>, request: Request, next: Next) -> Response {
    let (language, path) = language_of(&app, request.uri().path(), request.headers());
    let path = path.to_owned();
    let answered = tokio::spawn(next.run(request)).await;
    answered.unwrap_or_else(|_| {
        tracing::error!("a request panicked");
        Failure::Broken.drawn(&Frame { noindex: true, ..bare_frame(&app, language, path) })
    })
}

/// Whether a path is asked by whoever looks after the process. They get an answer also when the database gives none, and a
/// line instead of a page.
fn is_of_keeper(path: &str) -> bool {
    matches!(path, "/healthz" | "/readyz")
}

/// Gives every request its face: language, centre, reader's network; and dresses failures as pages.
async fn face(State((app, plan)): State<(App, Arc<Plan>)>, mut request: Request, next: Next) -> Response {
    if is_of_keeper(request.uri().path()) {
        let response = next.run(request).await;
        let failure = response.extensions().get::<Failure>().cloned();
        return failure.map_or(response, |failure| failure.line());
    }
    // A request body cannot be shared between threads, so only what is read is borrowed across the wait.
    let (language, path) = language_of(&app, request.uri().path(), request.headers());
    let page = page_of(&request);
    let path = path.to_owned();
    let frame = match timeout(FIRST, frame_of(&app, language, path.clone())).await.unwrap_or(Err(Failure::Unavailable))
    {
        Ok(frame) => Frame { page, menu: plan.menu_of(None), ..frame },
        // Whatever fails is drawn, in a frame that asks nothing of the database.
        Err(failure) => {
            let bare = bare_frame(&app, language, path);
            let response = failure.clone().into_response();
            let frame = Frame { page, menu: plan.menu_of(None), noindex: true, ..bare };
            return dress(&failure, &frame, &response);
        }
    };
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip());
    let origin = limits::origin_of(peer, request.headers(), &app.settings.trusted_proxies);
    request.extensions_mut().insert(Network(limits::network_of(origin)));
    request.extensions_mut().insert(frame.clone());
    let response = with_an_end(request, next).await;
    let member = response.extensions().get::<Member>().cloned();
    match response.extensions().get::<Failure>().cloned() {
        Some(failure) => {
            let menu = plan.menu_of(member.as_ref());
            let badge = member.map(|member| member.badge(frame.language));
            dress(&failure, &Frame { member: badge, menu, noindex: true, ..frame }, &response)
        }
        None => response,
    }
}

fn dress(failure: &Failure, frame: &Frame, bare: &Response) -> Response {
    let mut response = failure.drawn(frame);
    for (name, value) in bare.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

async fn frame_of(app: &App, language: Language, path: String) -> Result<Frame, Failure> {
    let centre = centre::current(app.store.read()).await?;
    let bare = bare_frame(app, language, path);
    let Some(centre) = centre else { return Ok(bare) };
    Ok(Frame { centre_name: centre.name(language).to_owned(), ..bare })
}

fn bare_frame(app: &App, language: Language, path: String) -> Frame {
    let centre_name = "Samenspraak".to_owned();
    let page = path.clone();
    Frame {
        language,
        path,
        page,
        centre_name,
        assets: files::address,
        demo: app.demo,
        menu: Vec::new(),
        member: None,
        noindex: false,
    }
}

/// The address to come back to: of a form the page it stood on, of any other request its own.
fn page_of(request: &Request) -> String {
    let own = || request.uri().path_and_query().map_or("/", |address| address.as_str()).to_owned();
    request.extensions().get::<one_form::FromPage>().map_or_else(own, |from| from.0.clone())
}

/// The language of a page and its path without the prefix. Staff pages follow the cookie, public pages their address.
fn language_of<'a>(app: &App, path: &'a str, headers: &HeaderMap) -> (Language, &'a str) {
    if path.starts_with("/beheer") || path.starts_with("/postbus") {
        let chosen = cookie::read(headers, &cookie::name(cookie::LANGUAGE_COOKIE, app.is_https()));
        return (chosen.and_then(|tag| Language::from_tag(&tag)).unwrap_or_default(), path);
    }
    match path.strip_prefix("/en") {
        Some("") => (Language::English, "/"),
        Some(rest) if rest.starts_with('/') => (Language::English, rest),
        _ => (Language::Dutch, path),
    }
}

/// Looks who is there, lets in who may enter, and tells the face who it was, also when the answer is a failure.
async fn guard(State((app, plan)): State<(App, Arc<Plan>)>, request: Request, next: Next) -> Result<Response, Failure> {
    if !is_readable(request.uri().path()) {
        return Err(Failure::NotFound);
    }
    if is_of_keeper(request.uri().path()) {
        return Ok(next.run(request).await);
    }
    let member = match session_token(&app, request.headers()) {
        Some(token) => staff::member_of_session(&app, &token).await?,
        None => None,
    };
    let admitted = admit(&app, &plan, member.as_ref(), request, next).await;
    let mut response = admitted.unwrap_or_else(IntoResponse::into_response);
    if let Some(member) = member {
        response.extensions_mut().insert(member);
    }
    Ok(response)
}

/// Lets in who may enter. A route that is not on the list has no access, so it is closed.
async fn admit(
    app: &App,
    plan: &Plan,
    member: Option<&Member>,
    mut request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let Some(matched) = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()) else {
        return Ok(next.run(request).await);
    };
    let method = if request.method() == "HEAD" { "GET" } else { request.method().as_str() };
    let on_path = || plan.routes.iter().filter(|route| route.path == matched);
    let Some(route) = on_path().find(|route| route.method == method) else {
        // Known path, other method: the router says so.
        return if on_path().next().is_some() { Ok(next.run(request).await) } else { Err(Failure::NotFound) };
    };
    if !route.machine && !csrf::comes_from_us(request.method(), request.headers(), &app.base_url()) {
        return Err(Failure::CrossSite);
    }
    if route.access == Access::Anyone && !route.machine && centre::current(app.store.read()).await?.is_none() {
        let frame = request.extensions().get::<Frame>().cloned().ok_or(Failure::Broken)?;
        return Ok((StatusCode::SERVICE_UNAVAILABLE, centre::not_set_up_page(&frame)).into_response());
    }
    if !staff::may(member, route.access) {
        return if member.is_some() { Err(Failure::Forbidden) } else { Ok(to_sign_in(&request)) };
    }
    if let Some(member) = member {
        if let Some(frame) = request.extensions_mut().get_mut::<Frame>() {
            frame.member = Some(member.badge(frame.language));
            frame.menu = plan.menu_of(Some(member));
        }
        request.extensions_mut().insert(member.clone());
    }
    Ok(next.run(request).await)
}

/// Whoever is not signed in signs in first, and then comes back to the page they wanted.
fn to_sign_in(request: &Request) -> Response {
    let wanted = if request.method() == "GET" { request.uri().path() } else { "/beheer" };
    let wanted: String = percent_encoding::utf8_percent_encode(wanted, percent_encoding::NON_ALPHANUMERIC).collect();
    Redirect::to(&format!("/beheer/aanmelden?naar={wanted}")).into_response()
}
