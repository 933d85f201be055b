//! Slips of the finger and look-alikes in a domain: which address was perhaps meant. This only ever leads to a question.

/// Domains that many readers have, so that one letter off is more likely a slip than another domain; and, at the end,
/// domains that only look like a slip.
const COMMON: [&str; 29] = [
    "gmail.com",
    "hotmail.com",
    "hotmail.nl",
    "outlook.com",
    "outlook.nl",
    "icloud.com",
    "yahoo.com",
    "live.nl",
    "live.com",
    "msn.com",
    "ziggo.nl",
    "kpnmail.nl",
    "kpnplanet.nl",
    "planet.nl",
    "hetnet.nl",
    "home.nl",
    "xs4all.nl",
    "upcmail.nl",
    "casema.nl",
    "chello.nl",
    "quicknet.nl",
    "telfort.nl",
    "caiway.nl",
    "rijksoverheid.nl",
    "minvws.nl",
    "mail.com",
    "ymail.com",
    "email.com",
    "hello.nl",
];
/// Last parts that exist nowhere and that fingers make of `.nl` and `.com`.
const SLIPPED: [(&str, &str); 11] = [
    ("ln", "nl"),
    ("nk", "nl"),
    ("nll", "nl"),
    ("con", "com"),
    ("cmo", "com"),
    ("ocm", "com"),
    ("vom", "com"),
    ("xom", "com"),
    ("comm", "com"),
    ("coml", "com"),
    ("cpm", "com"),
];
/// Domains that exist or might, and of which another is nearly always meant.
const KNOWN: [(&str, &str); 4] =
    [("gmail.nl", "gmail.com"), ("gmai.com", "gmail.com"), ("minvws.com", "minvws.nl"), ("icloud.nl", "icloud.com")];
/// A shorter name is too often another name.
const SHORTEST: usize = 5;

/// The common domain that was perhaps meant by this one, in its ASCII form.
pub(super) fn domain_meant(domain: &str) -> Option<String> {
    if COMMON.contains(&domain) {
        return None;
    }
    if let Some((_, meant)) = KNOWN.iter().find(|(slip, _)| *slip == domain) {
        return Some((*meant).to_owned());
    }
    let mended = SLIPPED.iter().find_map(|(slip, meant)| {
        let name = domain.strip_suffix(slip)?.strip_suffix('.')?;
        Some(format!("{name}.{meant}"))
    });
    let whole = mended.as_deref().unwrap_or(domain);
    let near = COMMON.iter().find(|common| **common == whole || is_one_slip_from(whole, common));
    match (near, mended.as_deref()) {
        (Some(near), _) => Some((*near).to_owned()),
        (None, Some(mended)) if mended.contains('.') => Some(mended.to_owned()),
        (None, _) => None,
    }
}

/// Whether the names differ by one letter that is missing, added, another or changed places, and the last parts do not.
fn is_one_slip_from(domain: &str, common: &str) -> bool {
    let (Some((name, top)), Some((known, known_top))) = (domain.rsplit_once('.'), common.rsplit_once('.')) else {
        return false;
    };
    top == known_top && known.len() >= SHORTEST && is_one_edit(name.as_bytes(), known.as_bytes())
}

fn is_one_edit(one: &[u8], other: &[u8]) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    match (one, other) {
        ([_, rest @ ..], [_, others @ ..]) if rest == others => true,
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c && rest == others => true,
        ([_, rest @ ..], all) if rest == all => true,
        (all, [_, rest @ ..]) if all == rest => true,
        _ => false,
    }
}

/// Whether a part of the domain, in its own letters, mixes alphabets whose letters look alike (UTS 39 section 5.1). Parts
/// of one alphabet, and Chinese or Japanese beside Latin, are left alone.
pub(super) fn mixes_scripts(domain: &str) -> bool {
    domain.split('.').any(|label| {
        let mut scripts = label.chars().filter_map(script);
        scripts.next().is_some_and(|first| scripts.any(|other| other != first))
    })
}

/// The domain with look-alikes made Latin; `None` when a letter has no Latin double.
pub(super) fn latin(domain: &str) -> Option<String> {
    domain.chars().map(|letter| if letter.is_ascii() { Some(letter) } else { double(letter) }).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
}

const fn script(letter: char) -> Option<Script> {
    match letter {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some(Script::Latin),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Script::Greek),
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        '\u{530}'..='\u{58f}' => Some(Script::Armenian),
        _ => None,
    }
}

/// The Latin letter that looks the same (Unicode's list of confusables, lower case only).
const fn double(letter: char) -> Option<char> {
    Some(match letter {
        'а' | 'α' => 'a',
        'е' => 'e',
        'о' | 'ο' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'с' | 'ϲ' => 'c',
        'у' => 'y',
        'х' | 'χ' => 'x',
        'і' | 'ι' => 'i',
        'ј' | 'ϳ' => 'j',
        'ѕ' => 's',
        'ԁ' => 'd',
        'һ' | 'հ' => 'h',
        'ո' => 'n',
        'ν' => 'v',
        'ԛ' => 'q',
        'ԝ' => 'w',
        'ս' | 'υ' => 'u',
        'ӏ' => 'l',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::base::EmailAddress;

    fn probably(address: &str) -> Option<String> {
        EmailAddress::parse(address).unwrap().probably()
    }

    #[test]
    fn s04_one_slip_from_a_common_domain_is_asked_about() {
        for (typed, meant) in [
            ("anna@gmial.com", "anna@gmail.com"),
            ("anna@gmai.com", "anna@gmail.com"),
            ("anna@gmail.con", "anna@gmail.com"),
            ("anna@gmaill.com", "anna@gmail.com"),
            ("anna@hotmial.com", "anna@hotmail.com"),
            ("anna@hotmal.nl", "anna@hotmail.nl"),
            ("anna@ziggo.ln", "anna@ziggo.nl"),
            ("anna@zigo.nl", "anna@ziggo.nl"),
            ("anna@kpnmai.nl", "anna@kpnmail.nl"),
            ("anna@minvws.com", "anna@minvws.nl"),
            ("anna@outlok.com", "anna@outlook.com"),
            ("anna@Gmial.Com", "anna@gmail.com"),
            ("anna@gemeente.voorbeeld.ln", "anna@gemeente.voorbeeld.nl"),
        ] {
            assert_eq!(probably(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn s04_other_domains_are_left_alone() {
        for address in [
            "anna@gmail.com",
            "anna@live.be",
            "anna@hotmail.be",
            "anna@hotmail.fr",
            "anna@dome.nl",
            "anna@mail.com",
            "info@voorbeeld.nl",
            "anna@voorbeeld.amsterdam",
            "anna@münchen.example",
            "anna@пример.example",
        ] {
            assert_eq!(probably(address), None, "{address}");
        }
    }

    #[test]
    fn s04_mixed_alphabets_are_noticed_and_never_refused() {
        let mixed = |address: &str| EmailAddress::parse(address).unwrap().mixes_scripts();
        // A Cyrillic а between Latin letters.
        assert!(mixed("anna@vооrbeeld.example") && mixed("anna@gm\u{430}il.com"));
        assert_eq!(probably("anna@gm\u{430}il.com").as_deref(), Some("anna@gmail.com"));
        for whole in ["anna@voorbeeld.nl", "anna@пример.example", "anna@münchen.example", "ann\u{430}@voorbeeld.nl"]
        {
            assert!(!mixed(whole), "{whole}");
        }
    }
}
