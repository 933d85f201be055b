use super::blocks::{Block, Blocks, Href};
use super::email_address::AddressFault;
use super::markdown::{self, Loss};
use super::wall_time::{self, Resolved};
use super::{EmailAddress, Instant, Language, Link, Purpose, Random, ReturnAddress, Secrets, WallTime, words};

#[test]
fn s04_an_address_is_kept_as_typed_and_unique_without_case() {
    let address = EmailAddress::parse("  Anna.DeVries@Voorbeeld.NL ").unwrap();
    assert_eq!(address.as_typed(), "Anna.DeVries@Voorbeeld.NL");
    assert_eq!(address.key(), "anna.devries@voorbeeld.nl");
    assert_eq!(address.wire(), "Anna.DeVries@voorbeeld.nl");
    assert_eq!(address.masked(), "A•••@Voorbeeld.NL");
}

#[test]
fn s04_an_international_domain_is_unique_in_its_ascii_form() {
    let address = EmailAddress::parse("zoë@bücher.example").unwrap();
    assert_eq!(address.key(), "zoë@xn--bcher-kva.example");
}

#[test]
fn s04_texts_that_are_no_address_say_why() {
    let long = format!("{}@voorbeeld.nl", "a".repeat(65));
    for (text, fault) in [
        ("", AddressFault::Empty),
        ("anna", AddressFault::NoAt),
        ("@voorbeeld.nl", AddressFault::NoAt),
        ("anna@", AddressFault::NoAt),
        (long.as_str(), AddressFault::TooLong),
        ("anna..b@voorbeeld.nl", AddressFault::Local),
        ("anna b@voorbeeld.nl", AddressFault::Local),
        ("anna\r\nBcc: x@voorbeeld.nl", AddressFault::Local),
        ("<script>@voorbeeld.nl", AddressFault::Local),
        ("anna@localhost", AddressFault::Domain),
        ("anna@-a.nl", AddressFault::Domain),
        ("anna@127.0.0.1", AddressFault::Domain),
    ] {
        assert_eq!(EmailAddress::parse(text), Err(fault), "{text}");
    }
}

#[test]
fn s04_a_slip_of_the_finger_gets_a_suggestion() {
    let slip = EmailAddress::parse("anna@gmial.com").unwrap();
    assert_eq!(slip.probably().as_deref(), Some("anna@gmail.com"));
    assert_eq!(EmailAddress::parse("anna@voorbeeld.nl").unwrap().probably(), None);
}

#[test]
fn a_link_serves_one_purpose_one_holder_one_subject_and_one_epoch() {
    let random = Random::from_seed([7; 32]);
    let (ours, theirs) = (Secrets::make(&random), Secrets::make(&random));
    let token = Link::token(&ours, Purpose::Unsubscribe, 12, 34, 0);
    assert_eq!(token.len(), super::link::TOKEN_LENGTH);
    let link = Link::read(&ours, Purpose::Unsubscribe, &token).unwrap();
    assert_eq!((link.holder, link.subject), (12, 34));
    assert!(link.is_valid(&ours, 0));
    assert!(!link.is_valid(&ours, 1), "raising the epoch revokes");
    assert!(!link.is_valid(&theirs, 0), "another installation's link");
    assert_eq!(Link::read(&ours, Purpose::Preferences, &token), None, "another purpose");
    for position in 0..token.len() {
        let mut forged = token.clone().into_bytes();
        forged[position] = if forged[position] == b'a' { b'b' } else { b'a' };
        let forged = String::from_utf8(forged).unwrap();
        let holds = Link::read(&ours, Purpose::Unsubscribe, &forged).is_some_and(|link| link.is_valid(&ours, 0));
        assert!(!holds, "a changed character at {position}");
    }
}

#[test]
fn s01_a_link_shows_no_id_by_which_people_could_be_counted() {
    let secrets = Secrets::make(&Random::from_seed([7; 32]));
    let ids = |holder: i64| {
        let token = Link::token(&secrets, Purpose::Confirm, holder, 1, 0).to_ascii_uppercase();
        let raw = data_encoding::BASE32_NOPAD.decode(token.as_bytes()).unwrap();
        raw[2..12].to_vec()
    };
    let all: Vec<_> = (1..=50).map(ids).collect();
    for at in 0..10 {
        let different: std::collections::BTreeSet<_> = all.iter().map(|ids| ids[at]).collect();
        assert!(different.len() > 30, "byte {at} says something of the id: {different:?}");
    }
}

#[test]
fn i21_skipped_and_doubled_hours_are_resolved_once() {
    let plain = WallTime::parse("8-12-2026", "09.30").unwrap().resolve();
    assert_eq!(plain, Resolved::Plain(Instant(1_796_718_600_000)));
    let skipped = WallTime::parse("2026-03-29", "02:30").unwrap().resolve();
    assert!(matches!(skipped, Resolved::Skipped(_)));
    assert_eq!(WallTime::at(skipped.instant()).stored(), "2026-03-29T03:30");
    let doubled = WallTime::parse("2026-10-25", "02:30").unwrap().resolve();
    assert!(matches!(doubled, Resolved::Doubled(_)));
    assert_eq!(doubled.instant().rfc3339(), "2026-10-25T00:30:00Z", "the first of the two");
}

#[test]
fn w19_dates_and_times_read_as_dutch_government_writes_them() {
    let at = Instant(1_796_718_600_000);
    assert_eq!(wall_time::long_moment(at, Language::Dutch), "dinsdag 8 december 2026, 9.30 uur");
    assert_eq!(wall_time::long_moment(at, Language::English), "Tuesday 8 December 2026, 9:30");
    assert_eq!(wall_time::number(1_528, Language::Dutch), "1.528");
    assert_eq!(wall_time::number(1_234_567, Language::English), "1,234,567");
}

/// The time of this thread alone that a piece of work takes, in microseconds: waiting for a core is no work.
fn cost(work: impl Fn()) -> i64 {
    let now = || {
        let at = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        at.tv_sec * 1_000_000 + at.tv_nsec / 1_000
    };
    let once = |_| {
        let began = now();
        work();
        now() - began
    };
    (0..3).map(once).min().unwrap()
}

#[test]
fn i03_ten_times_the_text_costs_ten_times_the_work() {
    let shapes = [
        "*a* ",
        "**",
        "_a ",
        "[a](b) ",
        "[",
        "![",
        "[a][b] ",
        "`",
        "``` ",
        "> ",
        "- a\n",
        "a\n\n",
        "\\\n",
        "&amp; ",
        "<b>",
        "<!-- ",
        "| a | b |\n|---|---|\n",
        "| a ",
        "<a@b.nl> ",
        "[a]: b\n",
        "# a\n",
        "*a **b ",
    ];
    for shape in shapes {
        let text = |length: usize| shape.repeat(length / shape.len());
        let (short, long) = (text(8_000), text(80_000));
        let costs = [cost(|| drop(markdown::read(&short))), cost(|| drop(markdown::read(&long)))];
        // What is squared costs a hundred times.
        assert!(costs[1] < 35 * costs[0].max(100), "{shape:?}: {costs:?}");
    }
}

#[test]
fn s04_a_quoted_part_holds_nothing_that_is_not_seen() {
    for fine in ["\"anna de vries\"@voorbeeld.nl", "\"café; bar\"@voorbeeld.nl"] {
        assert!(EmailAddress::parse(fine).is_ok(), "{fine}");
    }
    for unseen in ['\u{202e}', '\u{2066}', '\u{200b}', '\u{200d}', '\u{feff}', '\u{00ad}', '\u{2028}', '\u{00a0}'] {
        let text = format!("\"an{unseen}na\"@voorbeeld.nl");
        assert_eq!(EmailAddress::parse(&text), Err(AddressFault::Local), "{unseen:?}");
    }
}

#[test]
fn i03_markdown_becomes_blocks_and_back_through_json() {
    let read = markdown::read(
        "## Kop\n\nEen **vet** woord en een [link](https://voorbeeld.nl).\n\n- een\n- twee\n\n> citaat\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[**Meld u aan**](https://voorbeeld.nl/aan)\n\n---\n",
    );
    assert_eq!(read.remarks, []);
    assert_eq!(read.blocks.0.len(), 7);
    assert!(matches!(&read.blocks.0[5], Block::Button { label, .. } if label == "Meld u aan"));
    assert_eq!(Blocks::from_json(&read.blocks.to_json()), Ok(read.blocks));
}

/// What the text editor makes of Markdown; its own test writes the file (`assets/editor/tests/roundtrip.mjs`).
#[derive(serde::Deserialize)]
struct Written {
    markdown: String,
    written: String,
}

#[test]
fn i03_what_the_editor_writes_has_the_same_tree() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/editor/tests/roundtrip.json");
    let pairs: Vec<Written> = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert!(pairs.len() >= 40, "{} texts", pairs.len());
    for Written { markdown, written } in pairs {
        let (before, after) = (markdown::read(&markdown), markdown::read(&written));
        assert_eq!(before.remarks, [], "{markdown}");
        assert_eq!(after.remarks, [], "{written}");
        assert_eq!(after.blocks, before.blocks, "{markdown}\n--- became ---\n{written}");
    }
}

#[test]
fn i03_what_the_tree_cannot_hold_is_named_with_its_line() {
    let read =
        markdown::read("# Te hoog\n\nEen <b>tag</b> en [kwaad](javascript:alert(1)).\n\n<script>alert(1)</script>\n");
    let losses: Vec<_> = read.remarks.iter().map(|remark| (remark.line, remark.what)).collect();
    assert_eq!(losses, [(1, Loss::HeadingLevel), (3, Loss::Html), (3, Loss::Link), (5, Loss::Html)]);
    assert!(!read.blocks.words().contains("alert"), "{}", read.blocks.words());
}

#[test]
fn i03_numbers_line_breaks_and_mail_addresses_stay_as_they_were_typed() {
    let read = markdown::read(include_str!("../../tests/cases/12-markdown-that-changes-without-a-remark.md"));
    assert_eq!(read.remarks, []);
    let starts = read.blocks.0.iter().filter_map(|block| match block {
        Block::List { start, items, .. } => Some((*start, items.len())),
        _ => None,
    });
    assert_eq!(starts.collect::<Vec<_>>(), [(1, 2), (3, 2)]);
    let words = read.blocks.words();
    assert!(words.contains("Dijkweg 1\n1234 AB Voorbeeld"), "{words}");
    let links: Vec<_> = read.blocks.inlines().filter_map(|run| run.link.as_ref()).map(Href::as_str).collect();
    assert_eq!(links, ["mailto:info@water.example"]);
    assert_eq!(Blocks::from_json(&read.blocks.to_json()), Ok(read.blocks));
}

#[test]
fn i03_what_a_list_or_quote_cannot_hold_is_said_and_keeps_its_order() {
    let losses = |source: &str| markdown::read(source).remarks.iter().map(|remark| remark.what).collect::<Vec<_>>();
    assert_eq!(losses("1. een\n1. twee\n1. drie\n"), [], "count them for me");
    assert_eq!(losses("1. een\n3. drie\n"), [Loss::Number]);
    assert_eq!(losses("- a\n\n  > citaat\n"), [Loss::Inside]);
    assert_eq!(losses("> # Kop\n"), [Loss::Inside, Loss::HeadingLevel]);
    assert_eq!(losses("> - a\n"), [Loss::Inside]);
    let parted = markdown::read("5. een\n\n   ---\n\n6. twee<br>regels\n\n   ## Kop\n\n   nog iets\n");
    assert_eq!(parted.remarks.iter().map(|remark| remark.line).collect::<Vec<_>>(), [3, 7]);
    let [Block::List { start: 5, .. }, Block::Divider, Block::List { start: 6, items, .. }] = &parted.blocks.0[..]
    else {
        panic!("{:?}", parted.blocks)
    };
    assert_eq!(super::blocks::text_of(&items[0]), "twee\nregels\nKop\nnog iets");
    assert_eq!(markdown::read("    Dijkweg 1\n    1234 AB\n").blocks.words(), "Dijkweg 1\n1234 AB");
}

#[test]
fn i03_unknown_and_invalid_blocks_are_refused_with_their_path() {
    let fault = Blocks::from_json(r#"[{"type":"divider"},{"type":"blink"}]"#).unwrap_err();
    assert_eq!(fault.path, "1");
    let fault = Blocks::from_json(r#"[{"type":"heading","level":1,"content":[{"text":"x"}]}]"#).unwrap_err();
    assert_eq!(fault.path, "0.level");
    for address in ["javascript:alert(1)", "data:text/html,x", "//voorbeeld.nl", "/pad", "https://"] {
        assert!(Href::parse(address).is_err(), "{address}");
    }
}

#[test]
fn a3_stems_meet_across_forms_and_accents() {
    assert_eq!(words::stems("Oefeningen", Language::Dutch), words::stems("oefening", Language::Dutch));
    assert_eq!(words::stems("café", Language::Dutch), words::stems("cafe", Language::Dutch));
    assert_eq!(words::slug("Wat drie oefeningen ons leerden: één les!"), "wat-drie-oefeningen-ons-leerden-een-les");
}

#[test]
fn a_sealed_secret_opens_only_with_its_own_key() {
    let random = Random::from_seed([9; 32]);
    let (ours, theirs) = (Secrets::make(&random), Secrets::make(&random));
    let sealed = ours.seal(b"totp", &random).unwrap();
    assert_eq!(ours.unseal(&sealed).unwrap(), b"totp");
    assert!(theirs.unseal(&sealed).is_err());
    assert!(ours.unseal(&sealed[..8]).is_err());
}

#[test]
fn d22_return_addresses_have_the_form_that_settings_give_them() {
    let token = "a".repeat(32);
    for (form, bounce, leave) in [
        ("bounces+{token}@terug.voorbeeld.nl", "bounces+T@terug.voorbeeld.nl", "unsubscribe+T@terug.voorbeeld.nl"),
        ("b={token}@voorbeeld.nl", "b=T@voorbeeld.nl", "unsubscribe=T@voorbeeld.nl"),
        ("{token}@TERUG.voorbeeld.nl", "T@terug.voorbeeld.nl", "unsubscribe+T@terug.voorbeeld.nl"),
        ("retour{token}@vóórbeeld.nl", "retourT@xn--vrbeeld-l0aa.nl", "unsubscribe+T@xn--vrbeeld-l0aa.nl"),
    ] {
        let form: ReturnAddress = form.parse().unwrap();
        assert_eq!(form.bounce(&token), bounce.replace('T', &token));
        assert_eq!(form.leave(&token), leave.replace('T', &token));
        assert_eq!(form.to_string().parse(), Ok(form.clone()));
        assert_eq!(ReturnAddress::token_in(&form.bounce(&token)), Some(token.clone()));
        assert!(form.leave(&token).split('@').next().unwrap().len() <= 64);
    }
    for wrong in [
        "",
        "bounces@voorbeeld.nl",
        "bounces+{token}",
        "bounces+{token}@",
        "bounces+{token}x@voorbeeld.nl",
        "Bounces+{token}@voorbeeld.nl",
        "bounces {token}@voorbeeld.nl",
        "bounces>{token}@voorbeeld.nl",
        "een-veel-te-lang-deel-voor-het-token+{token}@voorbeeld.nl",
        "{token}@{token}@voorbeeld.nl",
    ] {
        assert!(wrong.parse::<ReturnAddress>().is_err(), "{wrong}");
    }
    for none in ["", "@", "kort@voorbeeld.nl", "éééééééééééééééééé@voorbeeld.nl"] {
        let found = ReturnAddress::token_in(none);
        assert!(found.is_none_or(|token| token.len() == 32), "{none}");
    }
}

proptest::proptest! {
    #[test]
    fn s04_any_text_is_an_address_or_is_refused(text in "\\PC{0,80}") {
        if let Ok(address) = EmailAddress::parse(&text) {
            if let Ok(again) = EmailAddress::parse(address.key()) {
                proptest::prop_assert_eq!(again.key(), address.key(), "what is normalised stays as it is");
            }
            proptest::prop_assert_eq!(address.as_typed(), text.trim());
            proptest::prop_assert!(address.key().len() <= 600 && address.domain().is_ascii());
            proptest::prop_assert!(!address.wire().contains(['\r', '\n', '\0']));
        }
    }

    #[test]
    fn s04_an_address_is_the_same_however_its_letters_are_cased(
        local in "[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}(\\.[a-z0-9+-]{1,10}){0,2}", domain in "[a-z][a-z0-9]{0,10}(\\.[a-z]{2,6}){1,3}"
    ) {
        let low = EmailAddress::parse(&format!("{local}@{domain}")).unwrap();
        let high = EmailAddress::parse(&format!("{}@{}", local.to_uppercase(), domain.to_uppercase())).unwrap();
        proptest::prop_assert_eq!(low.key(), high.key());
    }
}
