//! Static files: built into the binary, addressed by the hash of their content, kept by browsers for a year.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::extract::Path;
use super::failure::Failure;
use crate::base::secrets::sha256_hex;

struct File {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
    hash: String,
}

macro_rules! files {
    ($($name:literal $kind:literal),+ $(,)?) => {
        vec![$(file($name, $kind, include_bytes!(concat!("../../assets/", $name)))),+]
    };
}

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    files![
        "css/tokens.css" "text/css; charset=utf-8",
        "css/base.css" "text/css; charset=utf-8",
        "css/events.css" "text/css; charset=utf-8",
        "css/consult.css" "text/css; charset=utf-8",
        "css/composing.css" "text/css; charset=utf-8",
        "css/dossiers.css" "text/css; charset=utf-8",
        "css/public.css" "text/css; charset=utf-8",
        "css/staff.css" "text/css; charset=utf-8",
        "css/editor.css" "text/css; charset=utf-8",
        "dist/utrecht.css" "text/css; charset=utf-8",
        "dist/htmx.min.js" "text/javascript; charset=utf-8",
        "dist/editor.js" "text/javascript; charset=utf-8",
        "js/samenspraak.js" "text/javascript; charset=utf-8",
        "js/checks.js" "text/javascript; charset=utf-8",
        "js/saving.js" "text/javascript; charset=utf-8",
        "js/order.js" "text/javascript; charset=utf-8",
        "js/search.js" "text/javascript; charset=utf-8",
        "js/kept.js" "text/javascript; charset=utf-8",
        "js/live.js" "text/javascript; charset=utf-8",
        "js/door.js" "text/javascript; charset=utf-8",
        "js/work.js" "text/javascript; charset=utf-8",
        "icon.svg" "image/svg+xml",
        "dist/fonts/atkinson-next-latin.woff2" "font/woff2",
        "dist/fonts/atkinson-next-latin-ext.woff2" "font/woff2",
        "fonts/atkinson-next-zero.woff2" "font/woff2",
    ]
});

fn file(name: &'static str, kind: &'static str, bytes: &'static [u8]) -> File {
    let hash = sha256_hex(bytes).chars().take(12).collect();
    File { name, kind, bytes, hash }
}

/// The address of a file, with its hash. An unknown name gives an address that is not found, which a test catches.
#[must_use]
pub fn address(name: &str) -> String {
    let hash = FILES.iter().find(|file| file.name == name).map_or("onbekend", |file| file.hash.as_str());
    format!("/bestanden/{hash}/{name}")
}

/// Serves `/bestanden/{hash}/{*name}`. Another hash than today's gets today's file, but no
/// year in the cache.
///
/// # Errors
/// [`Failure::NotFound`] for a name that is not built in.
pub async fn serve(Path((hash, name)): Path<(String, String)>) -> Result<Response, Failure> {
    let file = FILES.iter().find(|file| file.name == name).ok_or(Failure::NotFound)?;
    // A font is asked for beside the stylesheet, so below the stylesheet's hash; its name changes with its content.
    let keep =
        if hash == file.hash || file.kind == "font/woff2" { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(([(header::CONTENT_TYPE, file.kind), (header::CACHE_CONTROL, keep)], file.bytes).into_response())
}
