//! Cross-site requests change nothing: unsafe methods must come from a page of ours.
//!
//! Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`); what says "elsewhere" is refused. A request
//! that says nothing is no browser of today; it is refused when it carries a cookie, because only then could it act
//! for someone. RFC 8058 posts and other machine routes are exempt: they carry their own proof.

use axum::http::{HeaderMap, Method, header};

/// Whether a request may go on.
#[must_use]
pub fn comes_from_us(method: &Method, headers: &HeaderMap, base_url: &str) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    match (text("sec-fetch-site"), text(header::ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin == origin_of(base_url),
        (None, None) => !headers.contains_key(header::COOKIE),
    }
}

fn origin_of(base_url: &str) -> String {
    url::Url::parse(base_url).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(method: &Method, pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        comes_from_us(method, &headers, "https://voorbeeld.nl/")
    }

    #[test]
    fn wg_a_post_from_another_site_is_refused() {
        assert!(allowed(&Method::GET, &[("sec-fetch-site", "cross-site")]), "reading is free");
        assert!(allowed(&Method::POST, &[("sec-fetch-site", "same-origin")]));
        assert!(!allowed(&Method::POST, &[("sec-fetch-site", "cross-site")]));
        assert!(!allowed(&Method::POST, &[("sec-fetch-site", "same-site")]));
        assert!(allowed(&Method::POST, &[("origin", "https://voorbeeld.nl")]));
        assert!(!allowed(&Method::POST, &[("origin", "https://voorbeeld.nl.evil.example")]));
        assert!(!allowed(&Method::POST, &[("origin", "null")]));
        assert!(!allowed(&Method::POST, &[("cookie", "samenspraak=x")]));
        assert!(allowed(&Method::POST, &[]), "without a cookie there is nobody to act for");
    }
}
