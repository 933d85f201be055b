//! What records mean, as tables.

use super::dns::{dane, dkim, dmarc, mail_hosts, spf, transport};
use super::facts::{Facts, Relay, Signs};
use super::finding::{Finding, Level, Saying, Subject};
use super::records::records;
use crate::base::Instant;
use crate::mail::SigningKey;

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn m13_spf_terms_that_ask_the_dns_are_counted() {
    for (record, lookups, end) in [
        ("v=spf1 -all", 0, Some("-all")),
        ("v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all", 0, Some("~all")),
        ("v=spf1 a mx a:x.example mx:y.example/24 ptr ~all", 5, Some("~all")),
        ("v=spf1 include:a.example include:b.example exists:%{i}.c.example ?all", 3, Some("?all")),
        ("v=spf1 redirect=a.example", 1, None),
        // With an `all` the redirect means nothing.
        ("v=spf1 -all redirect=a.example", 0, Some("-all")),
        ("v=spf1 all", 0, Some("+all")),
        ("V=SPF1 INCLUDE:A.example -ALL", 1, Some("-all")),
        ("v=spf1 exp=why.example ra=postmaster -all", 0, Some("-all")),
    ] {
        let read = spf::read(record);
        assert_eq!((read.lookups, read.end.as_deref(), read.strange), (lookups, end, None), "{record}");
    }
    for strange in ["ip4:192.0.2.300", "ip4:", "include:", "ip6:2001:db8::/129", "iets"] {
        assert_eq!(spf::read(&format!("v=spf1 {strange} -all")).strange.as_deref(), Some(strange));
    }
    assert!(spf::is_spf("v=spf1") && spf::is_spf("v=spf1 -all") && !spf::is_spf("v=spf10 -all"));
}

#[test]
fn m13_spf_is_judged_by_its_end_and_its_lookups() {
    let judged = |end: Option<&str>, lookups| spf::judge(end, lookups, None);
    assert_eq!(judged(Some("~all"), 10), [Saying::SpfFine { end: "~all".to_owned(), lookups: 10 }]);
    assert_eq!(judged(Some("-all"), 11)[0], Saying::SpfTooMany(11));
    assert_eq!(judged(Some("+all"), 0), [Saying::SpfOpen]);
    assert_eq!(judged(Some("?all"), 0), [Saying::SpfToothless]);
    assert_eq!(judged(None, 0), [Saying::SpfToothless]);
}

#[test]
fn d21_a_key_in_the_dns_is_ours_or_is_said_not_to_be() {
    let ours = SigningKey::make().unwrap();
    let other = SigningKey::make().unwrap();
    let public = ours.public();
    let (half, rest) = public.split_at(200);
    for (record, expected) in [
        (format!("v=DKIM1; k=rsa; p={public}"), vec![Saying::KeyFine]),
        (format!("p={half} {rest}"), vec![Saying::KeyFine]),
        (format!("v=DKIM1; h=sha1:sha256; s=email; t=s; p={public};"), vec![Saying::KeyFine]),
        (format!("v=DKIM1; t=y:s; p={public}"), vec![Saying::KeyFine, Saying::KeyTesting]),
        (format!("v=DKIM1; h=sha1; p={public}"), vec![Saying::KeyForbids("h=sha1".to_owned()), Saying::KeyFine]),
        (format!("v=DKIM1; k=rsa; p={}", other.public()), vec![Saying::KeyOther]),
        ("v=DKIM1; p=".to_owned(), vec![Saying::KeyRevoked]),
        ("v=DKIM1; p=abc".to_owned(), vec![Saying::Unreadable("p=".to_owned())]),
        (format!("v=DKIM2; p={public}"), vec![Saying::Unreadable("v=".to_owned())]),
    ] {
        assert_eq!(dkim::judge(&record, public), expected, "{record}");
    }
}

#[test]
fn m10_a_short_key_is_measured() {
    let pem = include_str!("../../tests/keys/rsa-1024-public.pem");
    let short: String = pem.lines().filter(|line| !line.starts_with("--")).collect();
    assert_eq!(dkim::judge(&format!("v=DKIM1; p={short}"), "x"), [Saying::KeyShort(1_024)]);
    let long = SigningKey::make().unwrap();
    assert_eq!(dkim::judge(&format!("v=DKIM1; p={}", long.public()), "x"), [Saying::KeyOther]);
}

#[test]
fn m14_dmarc_is_read_as_rfc_9989_says() {
    let fine = |policy: &str| Saying::DmarcFine(policy.to_owned());
    let removed = |names: &str| Saying::DmarcRemoved(names.to_owned());
    for (record, above, expected) in [
        ("v=DMARC1; p=reject; rua=mailto:d@a.example", false, vec![fine("reject")]),
        ("v=DMARC1;p=Quarantine;rua=mailto:d@a.example!10m,mailto:e@b.example", false, vec![fine("quarantine")]),
        ("v=DMARC1; p=none; rua=mailto:d@a.example", false, vec![Saying::DmarcNone]),
        ("v=DMARC1; p=reject", false, vec![fine("reject"), Saying::DmarcNoReports]),
        ("v=DMARC1; p=reject; rua=https://a.example", false, vec![fine("reject"), Saying::DmarcNoReports]),
        ("v=DMARC1; p=reject; t=y; rua=mailto:d@a.example", false, vec![fine("reject"), Saying::DmarcTesting]),
        ("v=DMARC1; p=reject; pct=50; ri=1; rua=mailto:d@a.example", false, vec![fine("reject"), removed("pct, ri")]),
        // Without a policy a record that asks for reports counts as `none`.
        ("v=DMARC1; rua=mailto:d@a.example", false, vec![Saying::DmarcNone]),
        ("v=DMARC1; p=iets; rua=mailto:d@a.example", false, vec![Saying::Unreadable("p=iets".to_owned())]),
        ("v=DMARC1; p=none; sp=reject; np=reject; onbekend=1; rua=mailto:d@a.example", true, vec![fine("reject")]),
        ("v=DMARC1; p=reject; rua=mailto:d@a.example", true, vec![fine("reject")]),
    ] {
        assert_eq!(dmarc::judge(record, above), expected, "{record}");
    }
}

#[test]
fn m14_the_walk_up_the_tree_asks_eight_names_at_most() {
    assert_eq!(dmarc::names_above("nieuws.centrum.example"), ["centrum.example", "example"]);
    let deep = "a.b.c.d.e.f.g.h.i.example";
    let above = dmarc::names_above(deep);
    assert_eq!((above.len(), above[0].as_str()), (7, "d.e.f.g.h.i.example"));
}

#[test]
fn m15_what_takes_mail_and_how_it_is_protected() {
    assert_eq!(mail_hosts::hosts(&texts(&["10 mx.a.example", "20 mx.b.example"])), ["mx.a.example", "mx.b.example"]);
    assert!(mail_hosts::hosts(&texts(&["0 ."])).is_empty());
    assert_eq!(dane::judge(2, &[], true), [Saying::DaneFine(2)]);
    assert_eq!(dane::judge(2, &[], false), [Saying::DaneUnsigned]);
    assert_eq!(dane::judge(1, &["mx.b.example"], true), [Saying::DaneSome("mx.b.example".to_owned())]);
    assert_eq!(dane::judge(0, &["mx.b.example"], true), [Saying::Missing]);
    assert!(
        transport::has_id("v=STSv1; id=20261121")
            && !transport::has_id("v=STSv1; id=2026-11")
            && !transport::has_id("v=STSv1")
    );
    assert!(transport::goes_somewhere("v=TLSRPTv1; rua=mailto:a@b.example,https://c.example/r"));
    assert!(!transport::goes_somewhere("v=TLSRPTv1; rua=a@b.example"));
}

#[test]
fn m15_what_one_can_do_without_is_not_missed() {
    let level =
        |subject| Finding { subject, name: String::new(), found: Vec::new(), says: vec![Saying::Missing] }.level();
    assert_eq!(level(Subject::Dmarc), Level::Bad);
    assert_eq!(level(Subject::Dane), Level::Optional);
}

fn facts(senders: &[&str], bounces: &str) -> Facts {
    Facts {
        senders: texts(senders),
        bounces: bounces.to_owned(),
        relay: Relay::Term("a:mail.provider.example".to_owned()),
        keys: vec![("zomer".to_owned(), "AAAA".to_owned())],
        signs: Signs::Nobody,
        own: Vec::new(),
        now: Instant(1_795_253_400_000),
    }
}

#[test]
fn m15_every_record_that_the_senders_need_is_listed_once() {
    let facts = facts(&["centrum.example"], "bounces.centrum.example");
    let listed: Vec<_> =
        records(&facts).into_iter().map(|one| format!("{} {} {}", one.name, one.kind, one.value)).collect();
    for expected in [
        "centrum.example TXT v=spf1 a:mail.provider.example ~all",
        "bounces.centrum.example TXT v=spf1 a:mail.provider.example ~all",
        "zomer._domainkey.centrum.example TXT v=DKIM1; k=rsa; p=AAAA",
        "_dmarc.centrum.example TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@centrum.example",
        "bounces.centrum.example MX 10 mail.bounces.centrum.example.",
        "_mta-sts.centrum.example TXT v=STSv1; id=20261121",
        "_smtp._tls.centrum.example TXT v=TLSRPTv1; rua=mailto:tlsrpt@centrum.example",
    ] {
        assert_eq!(listed.iter().filter(|one| *one == expected).count(), 1, "{expected} in {listed:#?}");
    }
    assert!(!facts.bounces_stand_apart());
    assert!(self::facts(&["centrum.example"], "terug.example").bounces_stand_apart());
    // What we ask others to publish passes our own judgement.
    assert_eq!(dmarc::judge("v=DMARC1; p=quarantine; rua=mailto:dmarc@centrum.example", false).len(), 1);
}
