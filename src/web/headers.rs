//! Security headers on every response, redirects and errors too.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

/// The policy of a page that shows a mail in a frame: no script, no form, only inline style and our own images.
pub const MAIL_POLICY: &str =
    "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

const HSTS: &str = "max-age=31536000; includeSubDomains";

/// What every answer says, besides its policy and who may frame it.
const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cache-control", "no-store"),
];
/// The policy of a mail that is drawn while it is written: as [`MAIL_POLICY`], and the page around it may scroll it.
pub const LIVE_POLICY: &str =
    "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/// The same as a mail program shows it that fetches no images.
pub const LIVE_POLICY_BARE: &str =
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/// The policy of a page that these websites may show in a frame, and pages of ours.
#[must_use]
pub fn framed_policy<'a>(sites: impl Iterator<Item = &'a str>) -> String {
    let ancestors = std::iter::once(" 'self'").map(str::to_owned).chain(sites.map(|site| format!(" {site}")));
    POLICY.replace("frame-ancestors 'none'", &format!("frame-ancestors{}", ancestors.collect::<String>()))
}

/// Puts the headers on a response that does not have its own; HSTS only when the outside address is https.
pub async fn secure(is_https: bool, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let policy = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|value| value.to_str().ok());
    // The older header knows no list. Where others may frame a page, the policy alone says who.
    let frame = match policy {
        None => Some("DENY"),
        Some(policy) if policy.contains("frame-ancestors 'self' https://") => None,
        Some(_) => Some("SAMEORIGIN"),
    };
    put(headers, "content-security-policy", POLICY);
    if let Some(frame) = frame {
        put(headers, "x-frame-options", frame);
    }
    for (name, value) in ALWAYS {
        put(headers, name, value);
    }
    if is_https {
        put(headers, "strict-transport-security", HSTS);
    }
    response
}

/// The same headers as lines, for what the server answers before there is a request.
pub(super) fn lines() -> String {
    let mut lines =
        "content-security-policy: default-src 'none'; frame-ancestors 'none'\r\nx-frame-options: DENY\r\n".to_owned();
    for (name, value) in ALWAYS {
        lines.extend([name, ": ", value, "\r\n"]);
    }
    lines
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &'static str) {
    headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
}
