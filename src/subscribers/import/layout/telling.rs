//! Which columns tell who is out where a list comes from, and what their cells say. Pure, and one reader for the lists of
//! every program: no list of programs is ever whole.
//!
//! The words were gathered from what programs document of their exports: `Status` with active, unsubscribed, bounced, junk,
//! unconfirmed (`MailerLite`, `ActiveCampaign`), `State` with deleted (`Campaign Monitor`), `Email status` with "Awaiting
//! confirmation" and "No permissions set" (`Constant Contact`), Subscribed and Blocklisted (Brevo), held (Salesforce),
//! complained, cleaned, archived (Flodesk), `subscribed_to_emails` and `deleted_at` (Ghost), `email_disabled` (Substack),
//! `IsExcludedFromCampaigns`, `IsOptInPending`, `IsSpamComplaining` (Mailjet), "Unsubscribed from all email", "Portal bounce"
//! (`HubSpot`), `newsletter` with yes and no (Copernica), "Toestemming nieuwsbrieven: Uitgeschreven" (Epona), and from lists
//! that people keep themselves.

use super::{Role, plain};

/// What a cell says about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::subscribers::import) enum Word {
    /// They may be written to.
    In,
    /// They left, never confirmed, or cannot be reached.
    Out,
    /// Nothing.
    Blank,
    /// Something that we do not know.
    Unknown,
}

/// What a column is about, as its name says, and whether that is sure whatever stands in it.
pub(super) fn role_of_name(name: &str) -> Option<(Role, bool)> {
    let has = |some: &[&str]| some.iter().any(|part| name.contains(part));
    let ends = |some: &[&str]| some.iter().any(|end| name.ends_with(end));
    let is_other =
        has(&["url", "link", "token", "hash", "score", "percent", "fax", "sms", "phone", "telefo", "whatsapp"]);
    if is_other || ends(&["id", "nummer", "number", "rate"]) || PAYING.contains(&name) {
        return None;
    }
    let is_gone = has(GONE) || GONE_ALONE.iter().any(|alone| name.strip_prefix(alone).is_some_and(is_when));
    if is_gone {
        return Some((Role::Gone, true));
    }
    if STANDING.contains(&name) || (name.contains("status") && has(ABOUT_MAIL)) {
        return Some((Role::Standing, true));
    }
    // When somebody came says nothing about whether they are still there.
    let is_of_coming =
        ends(&["time", "tijd", "edat", "edon", "dop", "enop", "date", "datum", "since", "sinds", "until"]);
    let may_tell = name == "state" || has(MAY_TELL);
    (may_tell && !is_of_coming).then_some((Role::Standing, false))
}

/// What may follow "deleted" in the name of a column.
fn is_when(rest: &str) -> bool {
    matches!(rest, "" | "at" | "on" | "op" | "date" | "datum" | "time")
}

/// Who does not pay reads for free, and is in.
const PAYING: &[&str] =
    &["activesubscription", "complimentaryplan", "subscriptionplan", "subscriptiontype", "marketingcontactstatus"];

const GONE: &[&str] = &[
    "unsub",
    "optout",
    "optedout",
    "bounce",
    "blacklist",
    "blocklist",
    "denylist",
    "suppress",
    "cleaned",
    "cleantime",
    "emaildisabled",
    "accountdisabled",
    "maildisabled",
    "excludedfrom",
    "spamcompl",
    "spamreport",
    "spamklacht",
    "undeliverable",
    "inactive",
    "unconfirmed",
    "optinpending",
    "deceased",
    "deactivated",
    "donotmail",
    "donotemail",
    "donotcontact",
    "noemail",
    "nomail",
    "afgemeld",
    "afmeld",
    "uitgeschreven",
    "uitschrij",
    "geblokkeerd",
    "blokkade",
    "zwartelijst",
    "opgeschoond",
    "opgezegd",
    "opzeg",
    "onbestelbaar",
    "inactief",
    "nietactief",
    "onbevestigd",
    "gedeactiveerd",
    "overleden",
    "nietmailen",
    "nietmeermailen",
    "geenmail",
    "geenemail",
    "geennieuwsbrief",
];
const GONE_ALONE: &[&str] = &["deleted", "removed", "verwijderd", "disabled", "uitdienst", "junk", "spam"];

const STANDING: &[&str] = &[
    "status",
    "stand",
    "subscribed",
    "issubscribed",
    "subscribedtoemails",
    "isthisuserconfirmed",
    "isthissubscriberconfirmed",
    "active",
    "isactive",
    "actief",
    "isactief",
    "enabled",
    "confirmed",
    "isconfirmed",
    "bevestigd",
    "geabonneerd",
    "aangemeld",
    "ingeschreven",
    "emailmarketing",
    "emailmarketingconsent",
    "optin",
    "optedin",
    "toestemming",
    "ontvangtnieuwsbrief",
    "wilnieuwsbrief",
];
const ABOUT_MAIL: &[&str] =
    &["mail", "abonn", "subscri", "nieuwsbrief", "newsletter", "inschrij", "aanmeld", "optin", "toestemming"];
const MAY_TELL: &[&str] = &[
    "status",
    "subscri",
    "abonnement",
    "abonnee",
    "optin",
    "optedin",
    "nieuwsbrief",
    "newsletter",
    "mailing",
    "toestemming",
    "consent",
    "permission",
    "akkoord",
    "confirmed",
    "bevestigd",
    "actief",
    "active",
    "aangemeld",
    "ingeschreven",
    "enabled",
    "deliverable",
    "ontvang",
    "marketing",
];

/// What a cell says in a column that says how people stand. The words are in their plain form, `opt-in` is `optin`.
pub(in crate::subscribers::import) fn standing(cell: &str) -> Word {
    let word = plain(cell);
    match word.as_str() {
        "" | "null" | "none" | "nvt" | "nan" => Word::Blank,
        "active" | "actief" | "enabled" | "subscribed" | "geabonneerd" | "aangemeld" | "ingeschreven" | "confirmed"
        | "bevestigd" | "abonnee" | "optin" | "optedin" | "singleoptin" | "doubleoptin" | "deliverable" | "valid"
        | "geldig" | "permissiontosend" | "expresspermission" | "impliedpermission" | "1" | "ja" | "j" | "yes"
        | "y" | "true" | "waar" | "x" | "on" | "aan" | "ok" | "akkoord" => Word::In,
        "0"
        | "nee"
        | "no"
        | "n"
        | "false"
        | "onwaar"
        | "off"
        | "uit"
        | "inactive"
        | "inactief"
        | "nietactief"
        | "disabled"
        | "uitgeschakeld"
        | "cleaned"
        | "opgeschoond"
        | "unconfirmed"
        | "onbevestigd"
        | "nietbevestigd"
        | "pending"
        | "inafwachting"
        | "awaitingconfirmation"
        | "nopermissionsset"
        | "junk"
        | "spam"
        | "complained"
        | "complaint"
        | "klacht"
        | "deleted"
        | "verwijderd"
        | "removed"
        | "archived"
        | "gearchiveerd"
        | "held"
        | "suppressed"
        | "onderdrukt"
        | "blocked"
        | "cancelled"
        | "canceled"
        | "geannuleerd"
        | "transactional"
        | "undeliverable"
        | "onbestelbaar"
        | "invalid"
        | "ongeldig"
        | "expired"
        | "verlopen"
        | "overleden" => Word::Out,
        _ if is_plainly_out(cell) => Word::Out,
        _ if is_date(cell) => Word::In,
        _ => Word::Unknown,
    }
}

/// What a cell says in a column that is filled when somebody left, with a date, a reason, a number or "yes".
pub(in crate::subscribers::import) fn gone(cell: &str) -> Word {
    let word = plain(cell);
    let is_zero = word.bytes().all(|letter| letter == b'0');
    match word.as_str() {
        _ if is_zero => Word::In,
        "nee" | "no" | "n" | "false" | "onwaar" | "off" | "uit" | "never" | "nooit" | "geen" | "null" | "none"
        | "nvt" | "nan" | "active" | "actief" | "subscribed" | "aangemeld" | "notbounced" => Word::In,
        _ => Word::Out,
    }
}

/// The beginnings of cells that say in any column that somebody is out; each begins with a letter of [`may_begin`].
const PLAINLY_OUT: &[&str] = &[
    "unsubscribes",
    "unsubscribers",
    "bounces",
    "afmeldingen",
    "uitschrijvingen",
    "unsubscribed",
    "un-subscribed",
    "uitgeschreven",
    "uitgeschr.",
    "afgemeld",
    "bounced",
    "bounce",
    "blacklisted",
    "blocklisted",
    "hard bounce",
    "hardbounce",
    "soft bounce",
    "softbounce",
    "geblokkeerd",
    "opt-out",
    "opt out",
    "optout",
    "opted out",
    "opted-out",
    "opgezegd",
    "non-subscribed",
    "nonsubscribed",
    "niet mailen",
    "niet meer mailen",
    "geen nieuwsbrief",
];

const fn may_begin(letter: u8) -> bool {
    matches!(letter.to_ascii_lowercase(), b'u' | b'a' | b'b' | b'h' | b's' | b'g' | b'o' | b'n')
}

/// The longest cell, in bytes, that is looked at in a column that is about something else: a story is no standing.
const LONGEST: usize = 60;

/// Whether a cell says that somebody is out, whatever its column is about. Asked of every cell that is not taken over, so it
/// allocates nothing.
pub(in crate::subscribers::import) fn is_plainly_out(cell: &str) -> bool {
    out_to(cell).is_some()
}

/// The same of a cell that says nothing else: a name may begin so.
pub(in crate::subscribers::import) fn is_out_alone(cell: &str) -> bool {
    out_to(cell).is_some_and(|rest| !rest.chars().any(char::is_alphanumeric))
}

fn out_to(cell: &str) -> Option<&str> {
    let cell = cell.trim_start();
    if cell.len() > LONGEST || !cell.bytes().next().is_some_and(may_begin) {
        return None;
    }
    PLAINLY_OUT.iter().find_map(|word| {
        let (begin, rest) = cell.split_at_checked(word.len())?;
        let ends = !rest.chars().next().is_some_and(char::is_alphanumeric);
        (begin.eq_ignore_ascii_case(word) && ends).then_some(rest)
    })
}

/// Whether a cell is a day: "2024-01-02", "1-2-2024 10:00", "2024-01-15T10:00:00.000Z".
fn is_date(cell: &str) -> bool {
    let day = cell.trim().split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
