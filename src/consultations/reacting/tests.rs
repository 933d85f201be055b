use super::point::{found, overlap, paragraphs, pieces, rest, slice, tight, title_of};

#[test]
fn c08_offsets_count_characters_and_not_bytes() {
    let text = "Één 🙂 punt.\n\nEn nog één.";
    assert_eq!(slice(text, (0, 3)), "Één");
    assert_eq!(slice(text, (4, 5)), "🙂");
    let spans = paragraphs(text);
    let found: Vec<_> = spans.iter().map(|span| slice(text, *span)).collect();
    assert_eq!(found, ["Één 🙂 punt.", "En nog één."]);
}

#[test]
fn white_space_belongs_to_no_point() {
    assert_eq!(tight("  een  ", (0, 7)), Some((2, 5)));
    assert_eq!(tight("   ", (0, 3)), None);
    assert_eq!(tight("kort", (2, 9)), None, "outside the text");
    assert_eq!(paragraphs("\n\n\n a \n\n\n"), [(4, 5)]);
}

#[test]
fn a_text_in_pieces_is_the_text() {
    let text = "Een vast moment, en iemand die naast hen zit.";
    let spans = [(17, 45), (0, 15)];
    let pieces = pieces(text, &spans);
    let whole: String = pieces.iter().map(|(piece, _)| piece.as_str()).collect();
    assert_eq!(whole, text);
    assert_eq!(pieces.iter().map(|(_, at)| *at).collect::<Vec<_>>(), [Some(1), None, Some(0)]);
    assert!(overlap((0, 4), (3, 9)) && !overlap((0, 4), (4, 9)));
}

#[test]
fn a_title_is_whole_words() {
    assert_eq!(title_of("Een tolk moet altijd betaald worden."), "Een tolk moet altijd betaald worden");
    let long = title_of(
        "Wij vragen u om in alinea 4.2 te zetten dat mensen iemand mee mogen nemen, en dat de werkgever dat zegt.",
    );
    assert!(long.ends_with('…') && long.chars().count() <= 62, "{long}");
}

#[test]
fn k20_what_no_point_covers_is_left_by_paragraphs_and_signs_are_nothing() {
    let text = "Één punt. En meer.\n\n—\n\nGroeten.";
    assert_eq!(rest(text, &[]), [(0, 18), (23, 31)]);
    assert_eq!(rest(text, &[(0, 9)]), [(10, 18), (23, 31)]);
    assert_eq!(rest(text, &[(10, 18), (0, 9), (23, 30)]), [], "a full stop is nothing");
    assert_eq!(found(text, "En meer."), Some((10, 18)));
    assert_eq!(found(text, "niets"), None);
}
