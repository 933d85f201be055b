//! Answers that browsers and caches may keep: an `ETag` over the body, and 304 when it is still the same (RFC 9110).

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::base::secrets::sha256_hex;

/// How an answer is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// Everyone, for a minute.
    AMinute,
    /// Ask again every time: in the demo what one just sent must be there.
    AskAgain,
}

impl Keep {
    const fn words(self) -> &'static str {
        match self {
            Self::AMinute => "public, max-age=60",
            Self::AskAgain => "no-cache",
        }
    }
}

/// An answer with a validator; only its headers when the reader has it already.
pub(super) fn answer(asked: &HeaderMap, keep: Keep, kind: &'static str, body: String) -> Response {
    let digest: String = sha256_hex(body.as_bytes()).chars().take(32).collect();
    let tag = format!("\"{digest}\"");
    let mut response = if has_it(asked, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, kind)], body).into_response()
    };
    put(&mut response, header::CACHE_CONTROL, keep.words());
    put(&mut response, header::ETAG, &tag);
    response
}

/// Adds a header whose value is ours; one that cannot stand in a header is left out.
pub(super) fn put(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn has_it(asked: &HeaderMap, tag: &str) -> bool {
    asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// Whether a reader who comes from elsewhere prefers English to Dutch. Who follows a link on our own page has chosen,
/// and a program that does not say where it comes from gets Dutch.
pub(super) fn prefers_english(asked: &HeaderMap) -> bool {
    let text = |name: &str| asked.get(name).and_then(|value| value.to_str().ok());
    let from_elsewhere = matches!(text("sec-fetch-site"), Some("none" | "cross-site"));
    from_elsewhere && text("accept-language").is_some_and(|list| first_spoken(list) == Some("en"))
}

/// The language of ours that a list of preferences likes best (RFC 9110 section 12.5.4); of equals the first.
fn first_spoken(list: &str) -> Option<&'static str> {
    let mut best: Option<(&str, f32)> = None;
    for item in list.split(',') {
        let mut parts = item.split(';').map(str::trim);
        let primary = parts.next().unwrap_or_default().split('-').next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        let Some(ours) = ["nl", "en"].into_iter().find(|tag| *tag == primary) else { continue };
        if weight > 0.0 && best.is_none_or(|(_, most)| weight > most) {
            best = Some((ours, weight));
        }
    }
    best.map(|(tag, _)| tag)
}
