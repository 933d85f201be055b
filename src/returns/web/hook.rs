//! The door for programs: one mail per request, with a key. Problems are told as RFC 9457 asks.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::returns::doors::keys;
use crate::returns::{Door, LIMIT, Taken, take};
use crate::web::Failure;
use crate::web::server::why_broken;

/// A mail in JSON: base64 takes a third more.
const JSON_LIMIT: usize = LIMIT / 3 * 4 + 4 * 1024;

/// A mail with its envelope.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HandedIn {
    /// The address that the mail came to.
    #[serde(default)]
    recipient: Option<String>,
    /// The mail, in base64 (RFC 4648 section 4).
    message: String,
}

/// `POST /api/v1/returns`: `message/rfc822`, with the address it came to in `X-Original-To`, or JSON.
pub(super) async fn hand_in(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    match keys::opens(&app, bearer(&parts.headers)).await {
        Ok(true) => {}
        Ok(false) => return unauthorised(),
        Err(error) => return broken(error),
    }
    let (to, mail) = match mail_in(&parts.headers, body).await {
        Ok(read) => read,
        Err(problem) => return problem,
    };
    match take(&app, Door::Hook, &to, &mail).await {
        Ok(taken) => {
            (StatusCode::ACCEPTED, axum_json(&json!({ "taken": word(taken) }), "application/json")).into_response()
        }
        Err(error) => broken(error),
    }
}

const fn word(taken: Taken) -> &'static str {
    match taken {
        Taken::Kept | Taken::Answered => "kept",
        Taken::Known => "known",
        Taken::Ignored => "ignored",
        Taken::NotOurs => "not-ours",
    }
}

fn bearer(headers: &HeaderMap) -> &str {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (scheme, key) = value.split_once(' ').unwrap_or_default();
    if scheme.eq_ignore_ascii_case("bearer") { key.trim() } else { "" }
}

async fn mail_in(headers: &HeaderMap, body: Body) -> Result<(Vec<String>, Vec<u8>), Response> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "message/rfc822" | "message/global" => {
            let mail = bytes(body, LIMIT).await?;
            let to = headers.get("x-original-to").and_then(|value| value.to_str().ok()).map(str::to_owned);
            if mail.is_empty() {
                Err(unprocessable("The body holds no mail."))
            } else {
                Ok((to.into_iter().collect(), mail))
            }
        }
        "application/json" => {
            let body = bytes(body, JSON_LIMIT).await?;
            let handed: HandedIn = serde_json::from_slice(&body)
                .map_err(|_| unprocessable("The body must be {\"recipient\": \"…\", \"message\": \"base64\"}."))?;
            let mail = BASE64.decode(handed.message.as_bytes());
            let mail = mail.map_err(|_| unprocessable("`message` must be base64 on one line, with its padding."))?;
            if mail.is_empty() {
                return Err(unprocessable("`message` holds no mail."));
            }
            Ok((handed.recipient.into_iter().collect(), mail))
        }
        _ => Err(problem(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Unsupported media type",
            "Send message/rfc822 or application/json.",
        )),
    }
}

async fn bytes(body: Body, limit: usize) -> Result<Vec<u8>, Response> {
    let read = to_bytes(body, limit).await;
    read.map(Vec::from).map_err(|error| match why_broken(&error) {
        Failure::TooLarge => problem(StatusCode::PAYLOAD_TOO_LARGE, "Too large", "A mail may have 1 MiB."),
        why => problem(why.status(), "Not now", "The mail did not arrive whole. Send it again in a minute."),
    })
}

fn unauthorised() -> Response {
    let mut response = problem(
        StatusCode::UNAUTHORIZED,
        "No valid key",
        "Send `Authorization: Bearer` with a key that staff made and did not revoke.",
    );
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

fn unprocessable(detail: &str) -> Response {
    problem(StatusCode::UNPROCESSABLE_ENTITY, "Not understood", detail)
}

/// Whatever broke, the program keeps its mail and hands it in again: the same mail counts once.
fn broken(error: impl Into<Failure>) -> Response {
    let detail = match error.into() {
        Failure::Unsure => {
            "It is not known whether this was kept. Send the same mail again in a minute: it counts once."
        }
        _ => "Nothing was kept. Send the same mail again in a minute.",
    };
    problem(StatusCode::SERVICE_UNAVAILABLE, "Not now", detail)
}

fn problem(status: StatusCode, title: &str, detail: &str) -> Response {
    let body = json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail });
    (status, axum_json(&body, "application/problem+json")).into_response()
}

fn axum_json(body: &serde_json::Value, kind: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], body.to_string()).into_response()
}
