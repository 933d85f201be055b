//! What each mail in `tests/mails` must be read as: its name, kind, class and enhanced status.

use super::{Class, Kind};

pub(super) type Expected = (&'static str, Kind, Class, Option<&'static str>);

const fn bounce(name: &'static str, class: Class, enhanced: &'static str) -> Expected {
    (name, Kind::Bounce, class, Some(enhanced))
}

const fn plain(name: &'static str, kind: Kind) -> Expected {
    (name, kind, Class::Unknown, None)
}

pub(super) const EXPECTED: &[Expected] = &[
    bounce("postfix-user-unknown", Class::Hard, "5.1.1"),
    bounce("postfix-over-quota", Class::Full, "5.2.2"),
    bounce("postfix-no-such-domain", Class::Hard, "5.4.4"),
    bounce("postfix-connection-timed-out", Class::Soft, "4.4.1"),
    bounce("postfix-block-list", Class::Policy, "5.7.1"),
    bounce("postfix-user-unknown-but-block-list", Class::Policy, "5.1.1"),
    bounce("postfix-headers-only", Class::Hard, "5.1.1"),
    bounce("postfix-internationalised", Class::Hard, "5.1.1"),
    bounce("postfix-internationalised-base64", Class::Full, "5.2.2"),
    bounce("exchange-online-recipient-not-found", Class::Hard, "5.1.10"),
    bounce("exchange-online-access-denied", Class::Hard, "5.4.1"),
    bounce("exchange-online-restricted", Class::Policy, "5.7.133"),
    bounce("exchange-online-transport-rule", Class::Policy, "5.7.1"),
    bounce("exchange-message-expired", Class::Soft, "5.4.300"),
    bounce("exchange-domain-does-not-exist", Class::Hard, "5.4.310"),
    bounce("exchange-2007-text", Class::Hard, "5.1.1"),
    bounce("exchange-mailbox-full-dutch", Class::Full, "5.2.2"),
    bounce("gmail-account-does-not-exist", Class::Hard, "5.1.1"),
    bounce("gmail-inactive", Class::Hard, "5.2.1"),
    bounce("gmail-over-quota", Class::Full, "4.2.2"),
    bounce("gmail-unauthenticated", Class::Policy, "5.7.26"),
    bounce("gmail-likely-unsolicited", Class::Spam, "5.7.1"),
    bounce("gmail-old-text", Class::Hard, "5.1.1"),
    bounce("sendmail-mailbox-disabled", Class::Hard, "5.2.1"),
    bounce("exim-report-unknown-user", Class::Hard, "5.0.0"),
    ("exim-unrouteable", Kind::Bounce, Class::Hard, None),
    ("exim-retry-timeout", Kind::Bounce, Class::Soft, None),
    bounce("yahoo-no-account", Class::Hard, "5.0.0"),
    bounce("yahoo-policy", Class::Policy, "5.7.9"),
    bounce("outlook-com-mailbox-unavailable", Class::Hard, "5.5.0"),
    bounce("outlook-com-block-list", Class::Policy, "5.7.1"),
    bounce("message-too-large", Class::Content, "5.3.4"),
    bounce("virus-found", Class::Content, "5.7.0"),
    bounce("two-recipients-one-failed", Class::Hard, "5.1.1"),
    bounce("found-by-message-id-only", Class::Hard, "5.1.1"),
    bounce("null-mx", Class::Hard, "5.1.10"),
    bounce("status-for-nobody", Class::Hard, "5.1.1"),
    bounce("qmail-no-mailbox", Class::Hard, "5.1.1"),
    bounce("qmail-queue-too-long", Class::Soft, "4.4.1"),
    ("domino-not-listed", Kind::Bounce, Class::Hard, None),
    ("server-says-nothing-known", Kind::Bounce, Class::Unknown, None),
    ("postfix-delayed", Kind::Notice, Class::Unknown, Some("4.4.1")),
    ("gmail-delay", Kind::Notice, Class::Unknown, Some("4.4.2")),
    ("sendmail-warning", Kind::Notice, Class::Unknown, Some("4.2.0")),
    ("delivered-receipt", Kind::Notice, Class::Unknown, Some("2.0.0")),
    plain("exim-delay", Kind::Notice),
    plain("exchange-automatic-reply", Kind::Automatic),
    plain("vacation-rfc3834", Kind::Automatic),
    plain("gmail-out-of-office", Kind::Automatic),
    plain("ticket-system", Kind::Automatic),
    plain("out-of-office-by-subject-only", Kind::Automatic),
    plain("postmaster-is-away", Kind::Automatic),
    plain("read-receipt", Kind::Automatic),
    plain("a-person-writes", Kind::Other),
    plain("a-person-quotes-a-bounce", Kind::Other),
    plain("arf-abuse", Kind::Complaint),
    plain("arf-yahoo-style", Kind::Complaint),
    plain("arf-redacted", Kind::Complaint),
    plain("arf-opt-out", Kind::Complaint),
    plain("arf-outlook-com", Kind::Complaint),
    plain("arf-not-spam", Kind::Notice),
    plain("arf-auth-failure", Kind::Notice),
];
