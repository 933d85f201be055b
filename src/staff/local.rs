//! Where a page may send a reader back to: only to a page of ours.

/// The page where everybody starts.
const START: &str = "/beheer";

/// A path on this site as it was given, or `None` when it could lead elsewhere or stand wrongly in a header.
pub(super) fn local(path: &str) -> Option<&str> {
    let plain = path.len() <= 500 && path.chars().all(|letter| letter.is_ascii_graphic() && !"\\\"<>".contains(letter));
    let stays = path.starts_with('/') && !path.contains("//") && !path.contains("..");
    (plain && stays).then_some(path)
}

/// The staff page that somebody wanted before signing in; the first page when that is none.
pub(super) fn wanted(path: &str) -> &str {
    let is_staff = |path: &&str| {
        path.strip_prefix(START).is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || rest.starts_with('?'))
    };
    // Coming back to the sign-in itself would look as if it had failed.
    let is_sign_in = |path: &str| path.starts_with("/beheer/aanmelden") || path.starts_with("/beheer/afmelden");
    local(path).filter(is_staff).filter(|path| !is_sign_in(path)).unwrap_or(START)
}
