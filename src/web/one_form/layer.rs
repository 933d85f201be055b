//! What happens when a button is pressed on a page with several things to fill in.

use axum::Router;
use axum::body::{Body, Bytes, HttpBody as _, to_bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tower::ServiceExt as _;

use super::FromPage;
use super::page::Page;
use super::sent::{Fields, Press, Pressed, Section, Sent, is_local};
use crate::base::Language;
use crate::web::components::{Tone, notice};
use crate::web::csrf;
use crate::web::extract::PUBLIC_FORM_LIMIT;
use maud::{Markup, html};

/// How the guard's redirect begins, which sends whoever is not signed in to the sign-in page and back. An act may lead to that
/// page too.
const SIGN_IN: &str = "/beheer/aanmelden?naar=";
/// How many addresses after each other an answer may lead to.
const HOPS: usize = 3;

/// Takes every request of a page's one form apart, before the router looks for its handler. What comes from elsewhere
/// than `base_url` is handed on as it is, to be refused. `most` says how many bytes a form of whoever comes with these
/// headers may have; it is asked only about what a stranger may not send.
pub fn layer<M, A>(inner: Router, base_url: String, most: M) -> Router
where
    M: Fn(HeaderMap) -> A + Clone + Send + Sync + 'static,
    A: Future<Output = usize> + Send + 'static,
{
    Router::new().fallback(move |request: Request| {
        let is_ours = csrf::comes_from_us(request.method(), request.headers(), &base_url);
        let (inner, most) = (inner.clone(), most.clone());
        async move { if is_ours { answer(inner, request, most).await } else { run(inner, request).await } }
    })
}

async fn answer<A: Future<Output = usize>>(inner: Router, request: Request, most: impl Fn(HeaderMap) -> A) -> Response {
    let is_form = |value: &HeaderValue| value.as_bytes().starts_with(b"application/x-www-form-urlencoded");
    if request.method() != Method::POST || !request.headers().get(header::CONTENT_TYPE).is_some_and(is_form) {
        return run(inner, request).await;
    }
    let (parts, body) = request.into_parts();
    let is_small = body.size_hint().upper().is_some_and(|length| length <= PUBLIC_FORM_LIMIT as u64);
    let most = if is_small { PUBLIC_FORM_LIMIT } else { most(parts.headers.clone()).await };
    let bytes = match to_bytes(body, most).await {
        Ok(bytes) => bytes,
        // What cannot be read here cannot be read by whoever it was meant for, and they say why in a page.
        Err(error) => {
            let broken = Body::from_stream(stream::once(async { Err::<Bytes, _>(error) }));
            return run(inner, Request::from_parts(parts, broken)).await;
        }
    };
    match Sent::read(&bytes) {
        Some(sent) => Visit { inner, parts }.press(&sent).await,
        None => run(inner, Request::from_parts(parts, Body::from(bytes))).await,
    }
}

async fn run(inner: Router, request: Request) -> Response {
    match inner.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// One press of a button, by somebody who comes with these headers.
struct Visit {
    inner: Router,
    parts: Parts,
}

/// An answer as far as it is needed here.
struct Answer {
    parts: axum::http::response::Parts,
    body: Bytes,
}

/// What is said above the page that answers.
enum Said {
    /// What was typed elsewhere is still in its fields.
    Kept,
    /// The act leads elsewhere, but what was typed stands here.
    LeadsTo(String),
    /// Something that is saved first could not be.
    First,
    /// Enter was pressed where it could mean several buttons.
    Which,
    /// What was typed has no field any more.
    Left(Vec<String>),
}

impl Visit {
    async fn press(&self, sent: &Sent) -> Response {
        let Some(pressed) = sent.pressed else {
            return self.post(self.parts.uri.clone(), &sent.unmarked(), &sent.page).await;
        };
        let others = sent.others();
        if others.is_empty() {
            return match &sent.press {
                Some(press) => self.go_on(press.clone(), others, None, sent).await,
                None => see(&sent.page),
            };
        }
        let before = self.page(&sent.page).await;
        let mut typed = others;
        if let Some(before) = &before {
            before.keep_typed(&mut typed);
        }
        let press = match (pressed, typed.len()) {
            (Pressed::Enter, 0) => return see(&sent.page),
            (Pressed::Enter, 1) => typed.remove(0).press(),
            (Pressed::Enter, _) => return draw(self.get(&sent.page).await, &typed, &Said::Which),
            _ => sent.press.clone().unwrap_or_else(|| Press {
                asks: true,
                saves: false,
                to: sent.page.clone(),
                fields: Vec::new(),
            }),
        };
        self.go_on(press, typed, before.as_ref(), sent).await
    }

    /// Saves what is saved first, does what was asked, and keeps what else was typed.
    async fn go_on(&self, mut press: Press, mut typed: Vec<Section>, before: Option<&Page>, sent: &Sent) -> Response {
        let saves = press.saves && before.is_some();
        let is_first = |section: &Section| section.is_saved_first() && saves;
        while let Some(at) = typed.iter().position(is_first) {
            let section = typed.remove(at);
            let saving = section.press();
            let response = self.act(&saving, &sent.page).await;
            if !response.status().is_redirection() {
                return self.keep(response, &typed, before, sent, &Said::First).await;
            }
            // The button was drawn before this saving; where nothing else had changed, it is pressed as it is drawn now.
            if before.is_some_and(|page| page.same_button(&press.to, &press.fields).as_ref() == Some(&press.fields))
                && let Some(page) = self.page(&sent.page).await
                && let Some(fields) = page.same_button(&press.to, &press.fields)
            {
                press.fields = fields;
            }
        }
        let response = self.act(&press, &sent.page).await;
        // Whoever was signed out meanwhile has not saved what they pressed the button for.
        if let Some(Pressed::Section(at)) = sent.pressed
            && location(&response).is_some_and(|to| to.starts_with(SIGN_IN))
        {
            typed.push(sent.sections[at].clone());
        }
        self.keep(response, &typed, before, sent, &Said::Kept).await
    }

    async fn keep(
        &self,
        response: Response,
        typed: &[Section],
        before: Option<&Page>,
        sent: &Sent,
        said: &Said,
    ) -> Response {
        if typed.is_empty() && !matches!(said, Said::First) {
            return response;
        }
        let leads_to = location(&response);
        let is_html = |value: &HeaderValue| value.as_bytes().starts_with(b"text/html");
        if leads_to.is_none() && !response.headers().get(header::CONTENT_TYPE).is_some_and(is_html) {
            // A download leaves the page where it is, and nothing is lost on it; it is not read into memory.
            return response;
        }
        // Whoever changed their password goes on with another session.
        let after = self.wearing(response.headers());
        let answer = match &leads_to {
            Some(to) => after.follow(response, to).await,
            None => whole(response).await,
        };
        if !is_page(&answer.parts) {
            // A download leaves the page where it is, and nothing is lost on it.
            return answer.into_response();
        }
        let Some(mut page) = answer.page() else { return answer.into_response() };
        if page.fill(typed) {
            return answer.with(&page, said);
        }
        if let Some(to) = leads_to
            && let here = after.get(&sent.page).await
            && let Some(mut page) = here.page()
            && page.fill(typed)
        {
            return here.with(&page, &Said::LeadsTo(to)).with_cookies(&answer);
        }
        let left = before.unwrap_or(&Page(String::new())).typed(typed);
        answer.with(&page, &Said::Left(left))
    }

    /// The same visit with the cookies that an answer sets.
    fn wearing(&self, set: &HeaderMap) -> Self {
        let mut parts = self.parts.clone();
        let words = |value: &HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let new = set.get_all(header::SET_COOKIE).iter().map(words);
        let new: Vec<_> = new.filter_map(|cookie| cookie.split(';').next().map(str::to_owned)).collect();
        let name = |cookie: &str| cookie.split('=').next().unwrap_or_default().trim().to_owned();
        let had = parts.headers.get_all(header::COOKIE).iter().map(words).collect::<Vec<_>>().join("; ");
        let had = had.split("; ").filter(|cookie| new.iter().all(|other| name(other) != name(cookie)));
        let all: Vec<_> = had.chain(new.iter().map(String::as_str)).filter(|cookie| !cookie.is_empty()).collect();
        if let Ok(all) = HeaderValue::from_str(&all.join("; ")) {
            parts.headers.insert(header::COOKIE, all);
        }
        Self { inner: self.inner.clone(), parts }
    }

    async fn act(&self, press: &Press, page: &str) -> Response {
        if press.asks {
            let query = serde_html_form::to_string(&press.fields).unwrap_or_default();
            return see(&format!("{}?{query}", press.to));
        }
        match press.to.parse::<Uri>() {
            Ok(uri) => self.post(uri, &press.fields, page).await,
            Err(_) => see(page),
        }
    }

    async fn post(&self, to: Uri, fields: &Fields, page: &str) -> Response {
        let body = serde_html_form::to_string(fields).unwrap_or_default();
        let mut parts = self.parts.clone();
        parts.uri = to;
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.extensions.insert(FromPage(page.to_owned()));
        run(self.inner.clone(), Request::from_parts(parts, Body::from(body))).await
    }

    async fn page(&self, address: &str) -> Option<Page> {
        let answer = self.get(address).await;
        (answer.parts.status == StatusCode::OK).then(|| answer.page()).flatten()
    }

    async fn get(&self, address: &str) -> Answer {
        let mut parts = self.parts.clone();
        parts.method = Method::GET;
        parts.uri = address.parse().unwrap_or_default();
        for name in [header::CONTENT_LENGTH, header::CONTENT_TYPE] {
            parts.headers.remove(name);
        }
        whole(run(self.inner.clone(), Request::from_parts(parts, Body::empty())).await).await
    }

    /// The page to which an answer leads, with the cookies that were set on the way.
    async fn follow(&self, response: Response, to: &str) -> Answer {
        let first = whole(response).await;
        let mut to = to.to_owned();
        let mut answer = self.get(&to).await;
        for _ in 0..HOPS {
            let Some(next) = location_of(&answer.parts) else { break };
            to = next;
            answer = self.get(&to).await;
        }
        for cookie in first.parts.headers.get_all(header::SET_COOKIE) {
            answer.parts.headers.append(header::SET_COOKIE, cookie.clone());
        }
        answer
    }
}

/// A page as it is now, with what was typed.
fn draw(answer: Answer, typed: &[Section], said: &Said) -> Response {
    let Some(mut page) = answer.page() else { return answer.into_response() };
    page.fill(typed);
    answer.with(&page, said)
}

fn see(address: &str) -> Response {
    axum::response::Redirect::to(address).into_response()
}

fn location(response: &Response) -> Option<String> {
    let to = response.headers().get(header::LOCATION)?.to_str().ok()?;
    (response.status().is_redirection() && is_local(to)).then(|| to.to_owned())
}

fn location_of(parts: &axum::http::response::Parts) -> Option<String> {
    let to = parts.headers.get(header::LOCATION)?.to_str().ok()?;
    (parts.status.is_redirection() && is_local(to)).then(|| to.to_owned())
}

fn is_page(parts: &axum::http::response::Parts) -> bool {
    parts.headers.get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"text/html"))
}

async fn whole(response: Response) -> Answer {
    let (parts, body) = response.into_parts();
    // The body is one of our own pages, or a file that a page offers.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    Answer { parts, body }
}

impl Answer {
    fn page(&self) -> Option<Page> {
        let is_html = is_page(&self.parts);
        is_html.then(|| Page(String::from_utf8_lossy(&self.body).into_owned()))
    }

    fn into_response(self) -> Response {
        Response::from_parts(self.parts, Body::from(self.body))
    }

    fn with(&self, page: &Page, said: &Said) -> Response {
        let language = Language::from_tag(&page.language()).unwrap_or_default();
        let html = &page.0;
        let at = html.find("<main").and_then(|at| html[at..].find('>').map(|end| at + end + 1)).unwrap_or(0);
        let stands = !matches!(said, Said::Left(_));
        // By this scripts know that the fields hold what is not saved.
        let said = html! { div role="status" data-typed[stands] { (words(said, language)) } }.into_string();
        let mut parts = self.parts.clone();
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.remove(header::LOCATION);
        Response::from_parts(parts, Body::from([&html[..at], said.as_str(), &html[at..]].concat()))
    }
}

fn words(said: &Said, language: Language) -> Markup {
    let still = language
        .pick("Wat u nog niet bewaarde, staat nog in zijn veld", "What you did not save yet still stands in its field");
    match said {
        Said::Kept => notice(
            language,
            Tone::Warn,
            still,
            language.pick("Bewaar het ook als u klaar bent.", "Save it too when you are done."),
        ),
        Said::LeadsTo(to) => notice(
            language,
            Tone::Warn,
            language.pick("Gedaan, maar u was hier nog aan het schrijven", "Done, but you were still writing here"),
            html! {
                p { (still) "." }
                p { a class="utrecht-link" href=(to) { (language.pick("Ga verder zonder het te bewaren", "Go on without saving it")) } }
            },
        ),
        Said::First => notice(
            language,
            Tone::Warn,
            language.pick("Eerst dit, daarna uw knop", "First this, then your button"),
            language.pick(
                "Wij bewaren eerst wat u schreef. Dat lukte nog niet, dus er is nog niets anders gedaan.",
                "We save what you wrote first. That did not work yet, so nothing else was done.",
            ),
        ),
        Said::Which => notice(
            language,
            Tone::Info,
            language.pick("Kies de knop bij wat u wilt bewaren", "Choose the button of what you want to save"),
            still,
        ),
        Said::Left(texts) => notice(
            language,
            Tone::Warn,
            language.pick("Dit schreef u, maar het veld is er niet meer", "You wrote this, but its field is gone"),
            html! {
                p { (language.pick("Kopieer het als u het nog nodig hebt.", "Copy it if you still need it.")) }
                @for text in texts { pre class="typed" tabindex="0" { (text) } }
            },
        ),
    }
}

trait WithCookies {
    fn with_cookies(self, of: &Answer) -> Self;
}

impl WithCookies for Response {
    fn with_cookies(mut self, of: &Answer) -> Self {
        for cookie in of.parts.headers.get_all(header::SET_COOKIE) {
            self.headers_mut().append(header::SET_COOKIE, cookie.clone());
        }
        self
    }
}
