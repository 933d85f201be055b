//! What servers say, in lower case and without punctuation, in the languages that our readers' servers speak. Phrases are
//! parted by commas. A phrase begins where a word begins and may end within one ("reject" also finds "rejected"), unless
//! it ends with `_`.

use super::Class;
use super::words::Words;

/// Phrases of one meaning.
pub(super) struct Rule {
    pub(super) class: Class,
    /// What it is about; when there is nothing here, the phrase alone is enough.
    about: &'static str,
    /// What is said of it, near by.
    says: &'static str,
}

impl Rule {
    const fn of(class: Class, about: &'static str, says: &'static str) -> Self {
        Self { class, about, says }
    }

    const fn plain(class: Class, says: &'static str) -> Self {
        Self::of(class, "", says)
    }

    pub(super) fn fits(&self, words: &Words) -> bool {
        if self.about.is_empty() { words.say(self.says) } else { words.say_of(self.about, self.says) }
    }
}

/// Whoever sends, as servers call us.
const US: &str = "sender, mail from, mailfrom, from address, from domain, from header, return path, envelope from, your ip, \
     your host, your server, your network, your domain, your mail server, client host, client ip, \
     client address, ip address, source ip, ip_, host network, ehlo, helo, my name, domain of, messages from, \
     emails from, your account, adresse ip, expéditeur, absender, afzender";

/// How they say no to us.
const NO: &str = "reject, denied, deny, block, refus, not allowed, not authori, unauthori, not permitted, banned, \
     not accept, unknown, not found, not exist, n't exist, invalid, listed, fail, forged, missing, no such, \
     mismatch, suspicious, limited, not resolve, n't resolve, unresolvable, lookup, no access, weren't sent, \
     unverified, not verified, suspend, disabled, bloqu, rejet, abgelehnt, gesperrt, verweigert, geweigerd, \
     geblokkeerd, onbekend, unbekannt, inconnu";

/// A mailbox, as servers call it.
const MAILBOX: &str = "user, recipient, mailbox, mail box, account, address, alias, inbox, customer, addressee, rcpt, person, \
     gebruiker, ontvanger, postvak, adres, mailadres, geadresseerde, empfänger, benutzer, postfach, \
     utilisateur, destinataire, boîte, boite, compte, konto";

/// How they say that it is not there.
const NOT_THERE: &str = "unknown, no such, not found, notfound, not exist, n't exist, non existent, nonexistent, invalid, no valid, \
     not valid, not known, not recogni, not listed, n't listed, disabled, inactive, discontinued, no longer, \
     closed, terminated, deleted, deactivated, couldn't be found, could not be found, wasn't found, not our, \
     does not have a, doesn't have a, no mailbox, unrout, onbekend, bestaat niet, \
     niet gevonden, niet worden gevonden, niet vinden, ongeldig, opgeheven, unbekannt, existiert nicht, \
     nicht gefunden, nicht vorhanden, ungültig, deaktiviert, inconnu, n existe p, introuvable, invalide, \
     désactivé, not a local, not a known, suspended, frozen, locked, blocked, bloque";

/// A domain, as servers call it.
const DOMAIN: &str = "domain, host, mx_, mail exchanger, domein, domaine";

const NO_DOMAIN: &str = "unknown, no such, not found, not exist, n't exist, non existent, invalid, illegal, nxdomain, \
     couldn't be found, could not be found, couldn't find, unrout, no mx, not accept mail, no smtp service, \
     bestaat niet, niet gevonden, existiert nicht, nicht gefunden, n existe p, introuvable, not reachable";

/// Read before any code: about us, or about this mail.
pub(super) const BEFORE_CODES: &[Rule] = &[
    // A directory that says no in these words knows its own people (Exchange Online).
    Rule::of(Class::Hard, "recipient address rejected, recipient addresses rejected", "access denied"),
    Rule::plain(
        Class::Policy,
        "block list, blocklist, blacklist, black list, denylist, blocked using, dnsbl, rbl_, spamhaus, spamcop, \
         reputation, spf_, dkim, dmarc, unauthenticated, authenticat, reverse dns, ptr_, relaying, relay not, \
         relay access, unable to relay, mail relay, open relay, rate limit, rate that, frequency limited, \
         complaints, unexpected volume, greylist, graylist, policy, policies, administrative prohibition, \
         administratively, prohibited, only accepts messages, permission to post, google groups, \
         recipient preferences, not permitted, not authori, not allowed, too many recip, too many conn, \
         too many mess, too many mails, too many concurrent, too many sess, in reply to mail from, \
         in reply to ehlo, in reply to helo, after mail from, after initial connection, identities failed, \
         send mail as",
    ),
    Rule::of(Class::Policy, US, NO),
    Rule::plain(Class::Spam, "spam, unsolicited, junk, ongewenste mail, unerwünschte"),
    Rule::plain(Class::Content, "virus, malware, phishing, content rejected, its content"),
];

/// The mailbox is there, and full.
pub(super) const FULL: &[Rule] = &[
    Rule::plain(
        Class::Full,
        "over quota, overquota, over its quota, quota exce, quotaexceeded, exceeds the quota, \
         exceeded its quota, exceeded storage, storage space, mailbox full, full mailbox, boîte pleine, \
         quota dépassé, quota überschritten, quota overschreden",
    ),
    Rule::of(
        Class::Full,
        "mailbox, mailfolder, mail folder, inbox, account, maildir, postvak, postfach, boîte, boite",
        "full, exceed, quota, vol_, voll, pleine, size limit, insufficient storage",
    ),
];

/// The mail is too large, or the way to the mailbox is broken.
pub(super) const NOT_GONE: &[Rule] = &[
    Rule::of(
        Class::Content,
        "message, mail, bericht, nachricht",
        "too large, too big, size exce, exceeds max, size limit, maximum incoming, te groot, zu groß, \
         trop volumineux",
    ),
    Rule::plain(Class::Content, "exceeds maximum size, line too long, line limit, malformed message"),
    Rule::plain(
        Class::Soft,
        "retry timeout exceeded, retry time not reached, delivery time expired, message expired, too long in, \
         queue too long, connection timed out, connection refused, connection reset, lost connection, \
         timed out, try again later, temporar, too busy, hop count, too many hops, loops back, loop, \
         no route to host, not found try again, unexpected name server, tijdelijk, vorübergehend, \
         temporairement, couldn't create",
    ),
];

/// The address, or its whole domain, is not there.
pub(super) const GONE: &[Rule] = &[
    Rule::of(Class::Hard, MAILBOX, NOT_THERE),
    // A recipient's server that is unavailable is another thing.
    Rule::of(Class::Hard, "mailbox, account, address", "unavailable, not available"),
    Rule::of(Class::Hard, DOMAIN, NO_DOMAIN),
    Rule::plain(
        Class::Hard,
        "recipnotfound, recipientnotfound, null mx, nxdomain, unrouteable, unroutable, not our customer, \
         not listed in, undeliverable address",
    ),
];

/// A refusal that gives no reason is ours sooner than the address's.
pub(super) const REFUSED: &[Rule] = &[
    Rule::of(Class::Policy, "mail, message, service, bericht, nachricht", "reject, rejet, refus, geweigerd, abgelehnt"),
    Rule::plain(Class::Policy, "blocked, violation, not accepting, refused"),
];
