//! Names and addresses that nobody has: whatever they are, a mail keeps its shape. The long run is in `fuzz/`.

use super::carriage::anna;
use super::sheets::list_letter;
use crate::base::Random;
use crate::mail::Personal;

fn text(random: &Random) -> String {
    let pieces = [
        "\r\n",
        "\n",
        "\r",
        ": ",
        "Bcc: x@y.example",
        "é",
        "\u{202e}",
        "\0",
        "=",
        ".",
        "--=_",
        "{}",
        " ",
        "\u{f8f0}unsubscribe\u{f8f1}",
        "👩🏽‍🚒",
    ];
    let below = |bound: usize| usize::try_from(random.below(bound as u64)).unwrap();
    (0..below(60))
        .map(|_| if below(3) == 0 { pieces[below(pieces.len())].to_owned() } else { "ab".repeat(below(20)) })
        .collect()
}

#[test]
fn d23_whatever_a_person_is_called_the_mail_keeps_its_shape() {
    let frozen = list_letter().freeze().unwrap();
    let usual = frozen.splice(&anna());
    let fields = |mail: &str| {
        let head = mail.split_once("\r\n\r\n").unwrap().0.to_owned();
        head.lines().filter(|line| !line.starts_with([' ', '\t'])).count()
    };
    let random = Random::from_seed([23; 32]);
    for _ in 0..500 {
        let mail = frozen.splice(&Personal { to: text(&random), name: text(&random), ..anna() });
        assert!(!mail.replace("\r\n", "").contains(['\r', '\n']), "only CRLF ends a line:\n{mail}");
        assert_eq!(fields(&mail), fields(&usual), "{mail}");
        assert_eq!(mail.matches("\r\n--=_").count(), usual.matches("\r\n--=_").count());
        assert!(mail.split_once("\r\n\r\n").unwrap().1.lines().all(|line| line.is_ascii() && line.len() <= 76));
    }
}
