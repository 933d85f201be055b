//! Cookies: one for the session, one for the language of the staff pages.

use axum::http::{HeaderMap, HeaderValue, header};

/// The plain name of the cookie that remembers the language of the staff pages.
pub const LANGUAGE_COOKIE: &str = "taal";

/// Names of cookies depend on the outside address: `__Host-` needs https, and a demo on loopback has none.
#[must_use]
pub fn name(plain: &str, is_https: bool) -> String {
    if is_https { format!("__Host-{plain}") } else { plain.to_owned() }
}

/// The value of a cookie, if the request has it.
#[must_use]
pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// A `Set-Cookie` value: for this host only, not readable by scripts, not sent from other sites' forms. An age of zero
/// seconds removes it. `None` when the value could not stand in a header.
#[must_use]
pub fn write(name: &str, value: &str, age_seconds: u64, is_https: bool) -> Option<HeaderValue> {
    let secure = if is_https { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age_seconds}{secure}");
    HeaderValue::from_str(&text).ok()
}
