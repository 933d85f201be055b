//! What records mean, as tables.

#[expect(dead_code, reason = "the stories of the house share it and need more of it")]
#[path = "../../tests/it/authority.rs"]
mod authority;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use authority::Authority;

use super::dns::{Answer, dane, dkim, dmarc, mail_hosts, policy, spf, transport};
use super::facts::{Facts, Relay, Signs};
use super::finding::{Finding, Level, Saying, Subject, Unshown};
use super::records::records;
use crate::base::Instant;
use crate::mail::{SigningKey, Tls};

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

const POLICY: &str =
    "version: STSv1\nmode: enforce\nmx: mail.centrum.example\nmx: *.provider.example\nmax_age: 604800\n";

#[test]
fn m15_a_policy_is_read_as_rfc_8461_says() {
    let fine = policy::read(&POLICY.replace('\n', "\r\n")).unwrap();
    assert_eq!(
        (fine.mode, fine.hosts),
        (policy::Mode::Enforce, texts(&["mail.centrum.example", "*.provider.example"]))
    );
    assert!(policy::read("version: STSv1\nmode: none\nmax_age: 0\niets: anders\n").is_ok());
    for (text, at) in [
        ("mode: enforce\nmx: a.example\nmax_age: 1\n", "version: STSv1"),
        ("version: STSv1\nmx: a.example\nmax_age: 1\n", "mode:"),
        ("version: STSv1\nmode: streng\nmx: a.example\nmax_age: 1\n", "mode: streng"),
        ("version: STSv1\nmode: testing\nmx: a.example\n", "max_age:"),
        ("version: STSv1\nmode: testing\nmx: a.example\nmax_age: 31557601\n", "max_age: 31557601"),
        ("version: STSv1\nmode: testing\nmax_age: 1\n", "mx:"),
        ("<html>", "<html>"),
        ("version: STSv2\nversion: STSv1\nmode: testing\nmx: a.example\nmax_age: 1\n", "version: STSv1"),
    ] {
        assert_eq!(policy::read(text), Err(Saying::Unreadable(at.to_owned())), "{text}");
    }
}

#[test]
fn m15_of_a_field_that_stands_twice_in_a_policy_the_first_counts() {
    let twice = format!("{POLICY}mode: none\nmax_age: eeuwig\nversion: STSv2\nmx: derde.example\n");
    let read = policy::read(&twice).unwrap();
    assert_eq!(read.mode, policy::Mode::Enforce);
    assert_eq!(read.hosts, texts(&["mail.centrum.example", "*.provider.example", "derde.example"]));
}

#[test]
fn m15_of_mail_servers_that_are_unknown_it_is_not_said_that_the_policy_names_them() {
    let judged = |hosts: &str, answer| {
        let text = POLICY.replace("mail.centrum.example", hosts);
        transport::judge(&policy::read(&text).unwrap(), "centrum.example", &answer)
    };
    assert_eq!(judged("mail.centrum.example", Answer::TimedOut), [Saying::NoAnswer]);
    assert_eq!(judged("mail.centrum.example", Answer::Failed), [Saying::ResolverFailed]);
    // Without MX records mail goes to the domain itself.
    assert_eq!(judged("centrum.example", Answer::Nothing), [Saying::StsFine]);
    let left_out = Saying::StsLeavesOut("centrum.example".to_owned());
    assert_eq!(judged("mail.centrum.example", Answer::Nothing), [left_out]);
    let found = Answer::Found { records: texts(&["10 mx.provider.example"]), authentic: false };
    assert_eq!(judged("mail.centrum.example", found), [Saying::StsFine]);
}

#[test]
fn m15_a_policy_names_every_mail_server_or_says_which_it_leaves_out() {
    let judged = |mode: &str, hosts: &[&str]| {
        policy::judge(&policy::read(&POLICY.replace("enforce", mode)).unwrap(), &texts(hosts))
    };
    assert_eq!(judged("enforce", &["MAIL.centrum.example.", "mx1.provider.example"]), [Saying::StsFine]);
    assert_eq!(judged("testing", &["mail.centrum.example"]), [Saying::StsTesting]);
    assert_eq!(judged("none", &["mx.elders.example"]), [Saying::StsNone]);
    let left_out = judged("enforce", &["mail.centrum.example", "a.b.provider.example", "provider.example"]);
    assert_eq!(left_out, [Saying::StsLeavesOut("a.b.provider.example, provider.example".to_owned())]);
}

#[test]
fn m15_a_check_connects_to_the_internet_only() {
    for inside in [
        "127.0.0.1",
        "10.1.2.3",
        "172.20.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "192.0.0.9",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "ff02::1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2001:db8::1",
        "2001::1",
    ] {
        assert!(!policy::is_outside(inside.parse().unwrap()), "{inside}");
    }
    for outside in ["193.0.6.139", "192.0.1.1", "2a00:1450:400e::1", "2001:67c:2e8::1", "::ffff:193.0.6.139"] {
        assert!(policy::is_outside(outside.parse().unwrap()), "{outside}");
    }
}

/// Shows one answer over TLS, again and again.
async fn shows(authority: &Authority, name: &str, answer: String) -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let acceptor = authority.acceptor(name, false);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let Ok(mut client) = acceptor.accept(client).await else { continue };
            let mut asked = vec![0; 4_096];
            let count = client.read(&mut asked).await.unwrap_or_default();
            assert!(asked[..count].starts_with(b"GET /.well-known/mta-sts.txt HTTP/1.1\r\n"));
            let _ = client.write_all(answer.as_bytes()).await;
            let _ = client.shutdown().await;
        }
    });
    at
}

#[tokio::test]
async fn m15_the_policy_is_fetched_as_senders_fetch_it() {
    let authority = Authority::found();
    let tls = Tls::trusting([authority.certificate()]).unwrap();
    let host = "mta-sts.centrum.example";
    let answer = |status: &str, kind: &str, body: &str| {
        format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    };
    let fine = answer("200 OK", "text/plain; charset=utf-8", POLICY);
    let at = shows(&authority, host, fine.clone()).await;
    assert_eq!(policy::fetch(&tls, host, &[at]).await.as_deref(), Ok(POLICY));
    assert_eq!(policy::fetch(&Tls::default(), host, &[at]).await, Err(Unshown::Unproven), "nobody vouches for it");
    for (what, name, wrong, why) in [
        ("another name", "www.centrum.example", fine.clone(), Unshown::Unproven),
        ("a redirect", host, answer("301 Moved\r\nLocation: https://a.example/", "text/plain", ""), Unshown::Strange),
        ("a page", host, answer("200 OK", "text/html", POLICY), Unshown::Strange),
        ("not there", host, answer("404 Not Found", "text/plain", POLICY), Unshown::Strange),
        ("too long", host, answer("200 OK", "text/plain", &"a".repeat(70_000)), Unshown::Strange),
        ("cut off", host, fine.replace("Content-Length: ", "Content-Length: 9"), Unshown::Strange),
        ("no HTTP", host, "220 mail.centrum.example ESMTP\r\n".to_owned(), Unshown::Strange),
    ] {
        let at = shows(&authority, name, wrong).await;
        assert_eq!(policy::fetch(&tls, host, &[at]).await, Err(why), "{what}");
    }
}

#[tokio::test]
async fn m15_every_address_of_the_policy_is_tried_and_the_furthest_is_told() {
    let authority = Authority::found();
    let tls = Tls::trusting([authority.certificate()]).unwrap();
    let host = "mta-sts.centrum.example";
    let fine =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{POLICY}", POLICY.len());
    let shown = shows(&authority, host, fine.clone()).await;
    let other = shows(&authority, "www.centrum.example", fine).await;
    let listening = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = listening.local_addr().unwrap();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(policy::fetch(&tls, host, &[closed, other, shown]).await.as_deref(), Ok(POLICY));
    assert_eq!(policy::fetch(&tls, host, &[silent, shown]).await.as_deref(), Ok(POLICY));
    assert_eq!(policy::fetch(&tls, host, &[other, closed]).await, Err(Unshown::Unproven));
    assert_eq!(policy::fetch(&tls, host, &[closed]).await, Err(Unshown::Closed));
    assert_eq!(policy::fetch(&tls, host, &[silent]).await, Err(Unshown::Silent));
    let level = |why| Saying::StsNotShown { host: host.to_owned(), why }.level();
    assert_eq!((level(Unshown::Silent), level(Unshown::Closed)), (Level::Unknown, Level::Bad));
}
