//! Answers to what is no request yet: a plain line, with the headers of every answer.

use crate::web::headers;

/// What whoever finds no room is told, before they have said anything.
pub(super) fn no_room() -> Vec<u8> {
    answer("503 Service Unavailable", "retry-after: 20\r\n", "There is no room now. Come back later.\n")
}

/// hyper answers a head that it cannot read by itself: a status and nothing else, and it has no place to add what every
/// answer of ours says. `None` when these bytes are no such answer, else the whole answer that takes its place.
pub(super) fn instead_of(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = str::from_utf8(bytes).ok()?.strip_prefix("HTTP/1.1 ")?.strip_suffix("\r\n\r\n")?;
    let (status, fields) = head.split_once("\r\n")?;
    let line = match status.get(..3)? {
        "400" => "This is no request that can be read.\n",
        "414" => "The address is too long.\n",
        "431" => "The head of this request is too large.\n",
        _ => return None,
    };
    let is_bare = fields.split("\r\n").all(|field| {
        let name = field.split(':').next().unwrap_or_default();
        ["connection", "content-length", "date"].contains(&name)
    });
    is_bare.then(|| answer(status, "", line))
}

fn answer(status: &str, more: &str, line: &str) -> Vec<u8> {
    let (headers, length) = (headers::lines(), line.len());
    format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\n{more}{headers}content-type: text/plain; charset=utf-8\r\n\
         content-length: {length}\r\n\r\n{line}"
    )
    .into_bytes()
}
