//! Sentences of servers, and what they mean.

use super::{Class, class_of, class_of_answer, enhanced_in};

fn all(class: Class, sentences: &[&str]) {
    for said in sentences {
        assert_eq!(class_of(said, None), class, "{said}");
    }
}

#[test]
fn d31_a_refusal_that_is_about_us_is_never_about_the_person() {
    all(
        Class::Policy,
        &[
            "550 5.1.1 your IP is on our blocklist",
            "550 5.1.1 Sender address rejected: Domain not found",
            "550 5.7.1 SPF check failed",
            "550 5.2.1 rate limit exceeded",
            "554 5.7.1 Client host rejected: cannot find your reverse hostname",
            "550 Administrative prohibition",
            "550 relay not permitted",
            "550 5.1.1 <a@b.example> - 192.0.2.10 has sent to too many recipients this hour",
            "550-5.7.26 This message does not have authentication information or fails to pass",
            "554 5.7.1 <a@b.example>: Recipient address rejected: Mail from your network is refused here",
            "550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents more",
            "550 5.1.1 no such sender here (in reply to MAIL FROM command)",
            "SMTP error from remote mail server after MAIL FROM:<x@centrum.example>: 550 Unroutable address",
            "550 5.1.1 Your account has been suspended for sending too much",
            "553 5.1.3 https://www.spamhaus.org/query/bl?ip=192.0.2.10",
            "550 5.1.1 adresse IP bloquée",
            "550 5.1.0 Absender unbekannt",
            "550 5.1.0 afzender geweigerd",
        ],
    );
    assert_eq!(class_of("550 5.1.1 this looks like spam", None), Class::Spam);
    assert_eq!(class_of("550 5.1.1 virus found", None), Class::Content);
}

#[test]
fn d31_what_passes_by_its_code_is_never_gone() {
    all(
        Class::Soft,
        &[
            "450 4.1.1 User unknown in local recipient table",
            "451 Recipient not found",
            "450 4.1.8 Recipient address rejected: Access denied",
            "4.4.3 Host not found",
        ],
    );
    assert_eq!(class_of("Host or domain name not found", Some("4.4.3")), Class::Soft);
    assert_eq!(
        class_of("550 5.1.1 User unknown", Some("4.0.0")),
        Class::Hard,
        "the server's own code beats the report's"
    );
    assert_eq!(class_of_answer(450, Some("4.2.0"), "mailbox unavailable"), Class::Soft);
}

#[test]
fn d31_the_servers_own_code_beats_the_one_beside_it() {
    assert_eq!(class_of("552 5.2.2 no", Some("5.1.1")), Class::Full);
    assert_eq!(class_of("552 sorry, mailbox is over quota (#5.1.1)", None), Class::Full);
    assert_eq!(class_of("550 5.1.1 User unknown; others are over quota", None), Class::Hard);
    assert_eq!(
        class_of("5.1.0 - Unknown address error 550-'5.7.1 <a@b.example>... Access denied'", None),
        Class::Policy
    );
    assert_eq!(class_of("go away", Some("5.1.1")), Class::Hard, "the report's own comes last, and counts");
    assert_eq!(class_of("550 User unknown\n421 connection timed out", None), Class::Hard, "the first answer");
}

#[test]
fn d31_hosts_and_addresses_in_the_words_are_not_read() {
    all(
        Class::Hard,
        &[
            "host antispam.blocklist.example[192.0.2.1] said: 550 5.1.1 <over-quota@spam.example> User unknown",
            "550 mx.dkim.example <policy.violation@example.org>: no such user, see https://example.org/spam/blacklist",
        ],
    );
    all(Class::Unknown, &["550 user.unknown.example says no", "550 <user=unknown=invalid@example.org> no"]);
}

#[test]
fn d31_gone_is_understood_in_four_languages() {
    all(
        Class::Hard,
        &[
            "550 User not found",
            "550 5.5.0 Requested action not taken: mailbox unavailable",
            "554 delivery error: dd This user doesn't have a voorbeeld.nl account",
            "550 Onbekende gebruiker",
            "Het e-mailadres dat u hebt ingevoerd, kan niet worden gevonden",
            "De geadresseerde bestaat niet",
            "550 Empfänger unbekannt",
            "550 Das Postfach existiert nicht",
            "550 Utilisateur inconnu",
            "L'adresse de messagerie ci-dessus n'existe pas",
            "550 5.5.0 Adresse destinataire invalide",
            "550 5.4.4 Invalid domain",
            "Dit domein bestaat niet",
        ],
    );
    all(Class::Full, &["Het postvak is vol", "Das Postfach ist voll", "La boîte est pleine", "552 over quota"]);
    all(Class::Content, &["Het bericht is te groot", "552 Message size exceeds fixed limit"]);
}

#[test]
fn d31_a_guess_is_no_finding() {
    all(
        Class::Unknown,
        &[
            "550 go away",
            "550 Recipient address rejected",
            "host mx.example said: 550 <a@b.example> unknown error",
            "550 the recipient's server is unavailable",
            "The address may not exist, or the mailbox may be busy",
            "",
        ],
    );
    assert_eq!(class_of("", Some("nonsense")), Class::Unknown);
}

#[test]
fn d31_an_enhanced_status_is_no_ip_address_and_no_version() {
    assert_eq!(enhanced_in("from [5.1.1.7] port 25: 550 5.1.1 no").as_deref(), Some("5.1.1"));
    assert_eq!(enhanced_in("5.1.0 error 550-'5.7.1 no'").as_deref(), Some("5.7.1"));
    assert_eq!(enhanced_in("250 2.1.5 fine, 1.2.3"), None);
}
