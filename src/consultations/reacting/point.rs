//! Pieces of a text, by characters. Pure.

/// From which character until before which.
pub(super) type Span = (usize, usize);

/// The characters of a span.
pub(super) fn slice(text: &str, (from, until): Span) -> String {
    text.chars().skip(from).take(until.saturating_sub(from)).collect()
}

/// A span without the white space at its ends; nothing when nothing else is in it, or it lies outside the text.
pub(super) fn tight(text: &str, (from, until): Span) -> Option<Span> {
    let letters: Vec<char> = text.chars().collect();
    let piece = letters.get(from..until)?;
    let before = piece.iter().take_while(|letter| letter.is_whitespace()).count();
    let after = piece.iter().rev().take_while(|letter| letter.is_whitespace()).count();
    (before < piece.len()).then(|| (from + before, until - after))
}

/// The paragraphs of a text: what stands between empty lines.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let letters: Vec<char> = text.chars().collect();
    let (mut spans, mut from, mut at) = (Vec::new(), 0, 0);
    while at < letters.len() {
        if letters.get(at) == Some(&'\n') && letters.get(at + 1) == Some(&'\n') {
            spans.extend(tight(text, (from, at)));
            from = at + 2;
            at += 2;
        } else {
            at += 1;
        }
    }
    spans.extend(tight(text, (from, letters.len())));
    spans
}

/// Whether two spans share a character.
pub(super) const fn overlap(one: Span, other: Span) -> bool {
    one.0 < other.1 && other.0 < one.1
}

/// A text in pieces: each a span of it, with which of the given spans it is.
pub(super) fn pieces(text: &str, spans: &[Span]) -> Vec<(String, Option<usize>)> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|at| spans.get(*at).copied());
    let (mut pieces, mut done) = (Vec::new(), 0);
    for at in order {
        let Some((from, until)) = spans.get(at).copied() else { continue };
        if from > done {
            pieces.push((slice(text, (done, from)), None));
        }
        pieces.push((slice(text, (from, until)), Some(at)));
        done = until;
    }
    let rest: String = text.chars().skip(done).collect();
    if !rest.is_empty() {
        pieces.push((rest, None));
    }
    pieces
}

/// A short name out of somebody’s own words: whole words, at most sixty characters.
pub(super) fn title_of(quote: &str) -> String {
    const MOST: usize = 60;
    let mut title = String::new();
    for word in quote.split_whitespace() {
        if !title.is_empty() && title.chars().count() + word.chars().count() + 1 > MOST {
            return format!("{}…", title.trim_end_matches([',', ';', ':', '.']));
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    title.trim_end_matches('.').chars().take(MOST * 2).collect()
}

/// What of a text no span covers, by paragraphs; white space and signs alone are nothing.
pub(super) fn rest(text: &str, covered: &[Span]) -> Vec<Span> {
    let letters: Vec<char> = text.chars().collect();
    let mut covered = covered.to_vec();
    covered.sort_unstable();
    let (mut gaps, mut at) = (Vec::new(), 0);
    for (from, until) in covered.into_iter().chain([(letters.len(), letters.len())]) {
        if from > at {
            let gap = slice(text, (at, from));
            gaps.extend(paragraphs(&gap).into_iter().map(|(start, end)| (at + start, at + end)));
        }
        at = at.max(until);
    }
    let says = |span: &Span| {
        letters.get(span.0..span.1).is_some_and(|piece| piece.iter().any(|letter| letter.is_alphanumeric()))
    };
    gaps.retain(says);
    gaps
}

/// Where a quotation stands in a text.
pub(super) fn found(text: &str, quote: &str) -> Option<Span> {
    let from = text.get(..text.find(quote)?)?.chars().count();
    Some((from, from + quote.chars().count()))
}
