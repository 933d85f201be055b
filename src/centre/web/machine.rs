//! What other programs read.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::base::clock::days;
use crate::base::secrets::sha256_hex;
use crate::centre::readiness::{Readiness, readiness};
use crate::centre::{Colour, current, stylesheet};
use crate::web::Failure;

const TEXT: (header::HeaderName, &str) = (header::CONTENT_TYPE, "text/plain; charset=utf-8");

/// `GET /stijl/centrum.css`
pub(super) async fn stylesheet(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let css = match current(app.store.read()).await? {
        Some(centre) => stylesheet::stylesheet(
            Colour::parse(&centre.row.brand).unwrap_or(Colour::BRAND),
            Colour::parse(&centre.row.accent).unwrap_or(Colour::ACCENT),
        ),
        None => "/* not set up yet */\n".to_owned(),
    };
    let tag = format!("\"{}\"", sha256_hex(css.as_bytes()).chars().take(16).collect::<String>());
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag));
    let keep = [(header::ETAG, tag), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, keep).into_response());
    }
    Ok((keep, [(header::CONTENT_TYPE, "text/css; charset=utf-8")], css).into_response())
}

/// `GET /robots.txt`
pub(super) async fn robots(State(app): State<App>) -> impl IntoResponse {
    let closed = if app.demo { "/" } else { "/beheer" };
    ([TEXT], format!("User-agent: *\nDisallow: {closed}\n"))
}

/// `GET /.well-known/security.txt` (RFC 9116). It expires half a year ahead, computed anew at every request.
pub(super) async fn security(State(app): State<App>) -> Result<impl IntoResponse, Failure> {
    let centre = current(app.store.read()).await?.ok_or(Failure::NotFound)?;
    let expires = app.clock.now().plus(days(182)).rfc3339();
    let text = format!(
        "Contact: mailto:{}\nExpires: {expires}\nPreferred-Languages: nl, en\nCanonical: {}/.well-known/security.txt\n",
        centre.row.contact_address,
        app.base_url()
    );
    Ok(([TEXT], text))
}

/// `GET /healthz`: the process answers. It asks nothing of anyone.
pub(super) async fn health() -> impl IntoResponse {
    ([TEXT], "ok\n")
}

/// `GET /readyz`
pub(super) async fn ready(State(app): State<App>) -> impl IntoResponse {
    let readiness = readiness(&app).await;
    let status = if readiness == Readiness::Ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [TEXT], readiness.line())
}
