//! What was said, made comparable: lower case, without punctuation, codes, addresses and host names, in clauses.

/// How far apart two phrases may stand that belong together, in bytes.
const NEAR: usize = 48;

/// What stands where something was that is not read.
const UNREAD: &str = "•";

/// What makes a clause no finding: "the address may not exist", "unknown error".
const GUESSES: &str = "may be_, may not_, may have_, might_, possibl, perhaps, mogelijk, misschien, könnte, möglich, peut être, \
     unknown error, unknown reason, unknown command, onbekende fout, onbekende reden, unbekannter fehler, erreur inconnue";

/// The clauses of a text; each begins and ends with a space, as each of its words does.
pub(super) struct Words(Vec<String>);

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let words = Self::read(text, Self::push);
        // An answer that is nothing but an address on the web says why by that address.
        if words.0.iter().all(|clause| clause.split_whitespace().all(|word| word == UNREAD)) {
            return Self::read(text, Self::push_plain);
        }
        words
    }

    /// The clauses that say something for certain.
    pub(super) fn certain(&self) -> Self {
        let is_guess = |clause: &&String| stand(clause, GUESSES).next().is_some();
        Self(self.0.iter().filter(|clause| !is_guess(clause)).cloned().collect())
    }

    fn read(text: &str, push: fn(&mut Self, &str)) -> Self {
        let mut words = Self(vec![" ".to_owned()]);
        for line in text.lines() {
            // The turns of a conversation that is repeated: ">>> RCPT TO", "<<< 550 no".
            if line.trim().is_empty() || line.starts_with(">>>") || line.starts_with("<<<") {
                words.end();
            }
            for word in line.split_whitespace() {
                push(&mut words, word);
                if word.ends_with(['.', '!', '?', ';']) {
                    words.end();
                }
            }
        }
        words
    }

    fn end(&mut self) {
        self.0.push(" ".to_owned());
    }

    fn put(&mut self, word: &str) {
        if let Some(clause) = self.0.last_mut() {
            clause.push_str(word);
            clause.push(' ');
        }
    }

    /// Adds a word, its parts apart, without hosts and addresses.
    fn push(&mut self, word: &str) {
        if word.contains("://") || word.starts_with("www.") {
            return self.put(UNREAD);
        }
        // What stands in a local part is part of the address.
        let apart = if word.contains('@') { ",;:()<>\"[]" } else { ",;:()<>\"[]{}=/|#*" };
        for part in word.split(|letter: char| apart.contains(letter)) {
            let part = part.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '@');
            if part.contains('@') || is_host(part) {
                self.put(UNREAD);
            } else {
                self.push_plain(part);
            }
        }
    }

    /// Adds the words in a word; codes are left out, because a long answer repeats them at every line.
    fn push_plain(&mut self, word: &str) {
        let plain = word.to_lowercase().replace('’', "'");
        for bit in plain.split(|letter: char| !letter.is_alphanumeric() && letter != '\'') {
            // "l'adresse" is two words, "doesn't" is one.
            let bits = bit.split_once('\'').filter(|(before, _)| before.chars().count() < 2);
            for bit in bits.map_or([bit, ""], |(before, after)| [before, after]) {
                if !bit.is_empty() && !bit.bytes().all(|byte| byte.is_ascii_digit()) {
                    self.put(bit.trim_matches('\''));
                }
            }
        }
    }

    /// Whether one of some phrases stands in it.
    pub(super) fn say(&self, phrases: &str) -> bool {
        self.0.iter().any(|clause| stand(clause, phrases).next().is_some())
    }

    /// Whether a phrase of the one kind and one of the other stand near each other in one clause, in either order.
    pub(super) fn say_of(&self, about: &str, what: &str) -> bool {
        let is_near = |(from, to): (usize, usize), (begin, end): (usize, usize)| {
            begin.saturating_sub(to).max(from.saturating_sub(end)) <= NEAR
        };
        self.0.iter().any(|clause| {
            // Found once: whoever writes "user" a thousand times must not make us look a thousand times.
            let said: Vec<_> = stand(clause, what).collect();
            !said.is_empty() && stand(clause, about).any(|about| said.iter().any(|what| is_near(about, *what)))
        })
    }
}

/// Where phrases, parted by commas, stand in a clause: from their first byte to behind their last.
fn stand<'a>(clause: &'a str, phrases: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    phrases.split(',').map(str::trim).flat_map(move |phrase| {
        let (plain, is_whole) = phrase.strip_suffix('_').map_or((phrase, false), |plain| (plain, true));
        clause.match_indices(plain).map(|(at, found)| (at, at + found.len())).filter(move |(at, end)| {
            let begins = clause.get(..*at).is_some_and(|before| before.ends_with(' '));
            begins && (!is_whole || clause.get(*end..).is_some_and(|after| after.starts_with(' ')))
        })
    })
}

/// Whether a word is the name of a host. Names are written in one case; `RESOLVER.ADR.RecipNotFound` is none.
fn is_host(word: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
    };
    let is_end = |end: &str| end.len() > 1 && end.chars().all(char::is_alphabetic);
    let is_one_case = !(word.contains(char::is_lowercase) && word.contains(char::is_uppercase));
    word.contains('.') && is_one_case && word.split('.').all(is_label) && word.rsplit('.').next().is_some_and(is_end)
}
