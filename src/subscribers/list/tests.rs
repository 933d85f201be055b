use super::search::{Pieces, State};

#[test]
fn s24_what_was_typed_is_parted_where_the_index_parts() {
    let of = |words: &str| Pieces::of(words).in_index;
    assert_eq!(
        of("  Zoë de.Vries-Jansen@voorbeeld_plus+nl "),
        ["zoë", "de", "vries", "jansen", "voorbeeld", "plus", "nl"]
    );
    assert_eq!(of("o'brien"), ["o", "brien"]);
    assert_eq!(of("zoe\u{308}"), ["zoe"], "an accent of its own belongs to its letter");
    assert_eq!(of("\" OR * NEAR(a) --"), ["or", "near", "a"], "words, and no query");
    assert_eq!(of(""), Vec::<String>::new());
    assert_eq!(of(&"a ".repeat(100)).len(), 8);
    let indic = Pieces::of("jan हिन्दी");
    assert_eq!((indic.in_index.len(), indic.others.is_empty()), (1, false));
}

#[test]
fn s24_states_have_words() {
    for state in State::ALL {
        assert_eq!(State::from_word(state.word()), Some(state));
    }
    assert_eq!(State::from_word(""), None);
}
