//! What a record says where it is shared.

use super::record::Piece;
use crate::web::layout::Sharing;

/// The lines of a piece whose words are `body`; an issue has the picture of its first article that has one.
pub(super) fn sharing<'a>(
    site: &'a str,
    piece: &'a Piece,
    body: &'a str,
    articles: &'a [Option<Piece>],
) -> Sharing<'a> {
    let covers = articles.iter().flatten().filter_map(|article| article.cover.as_ref());
    Sharing {
        site,
        path: &piece.path,
        title: &piece.title,
        description: if piece.lead.trim().is_empty() { body } else { &piece.lead },
        language: piece.language,
        published_at: piece.published_at,
        picture: piece.cover.iter().chain(covers).next().map(|cover| cover.share.as_ref().unwrap_or(&cover.lead)),
    }
}
