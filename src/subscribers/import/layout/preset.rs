//! The programs whose exports we know.

use super::Role;
use super::telling::is_plainly_out;

/// A program whose export we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// listmonk. Its export has the columns uuid, email, name, attributes, status, `created_at` and `updated_at` (the source
    /// of its export, cmd/subscribers.go); of status only "enabled" may be written to (listmonk.app/docs/concepts). Who
    /// unsubscribed from a list is not in it: that stands in its table of subscriptions, so a person has to choose
    /// "confirmed" there before exporting.
    Listmonk,
    /// Mailchimp. Its export names the columns of the audience ("Email Address", "First Name", …) and then its own:
    /// `MEMBER_RATING`, `OPTIN_TIME`, `CONFIRM_TIME`, LEID, EUID …; those who left are in a file of their own with
    /// `UNSUB_TIME`, those who bounced in one with `CLEAN_TIME` (mailchimp.com/help/view-export-contacts).
    Mailchimp,
    /// Laposta. No source that we have documents the columns of its export. These are the names of its API, where the state
    /// of a relation is active, unsubscribed, unconfirmed or cleaned (api.laposta.nl/doc, members); an export that names
    /// them otherwise is not recognised, and a person says what its columns are.
    Laposta,
    /// phpList. Its export parts cells by tabs and titles columns by sentences: "Email", "Is this user confirmed", "Is this
    /// user blacklisted", later versions "subscriber" for "user", and the lists of a person as the last, of which alone the
    /// title is translated. Who is on no list has "No Lists" there (its source, admin/structure.php and admin/export.php).
    PhpList,
}

impl Preset {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Listmonk, Self::Mailchimp, Self::Laposta, Self::PhpList];

    /// The word in forms and on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Listmonk => "listmonk",
            Self::Mailchimp => "mailchimp",
            Self::Laposta => "laposta",
            Self::PhpList => "phplist",
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Listmonk => "listmonk",
            Self::Mailchimp => "Mailchimp",
            Self::Laposta => "Laposta",
            Self::PhpList => "phpList",
        }
    }

    /// The program of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.word() == word)
    }

    /// What its columns are, beside what every list has.
    pub(super) const fn columns(self) -> &'static [(&'static str, Role)] {
        match self {
            Self::Listmonk => &[("email", Role::Address), ("name", Role::Name), ("status", Role::Standing)],
            Self::Mailchimp => &[("unsubtime", Role::Gone), ("cleantime", Role::Gone), ("status", Role::Standing)],
            Self::Laposta => &[("state", Role::Standing), ("status", Role::Standing)],
            Self::PhpList => &[
                ("isthisuserconfirmed", Role::Standing),
                ("isthissubscriberconfirmed", Role::Standing),
                ("isthisuserblacklisted", Role::Gone),
                ("isthissubscriberblacklisted", Role::Gone),
                ("listmembership", Role::Lists),
                ("verzendlijstleden", Role::Lists),
                ("lijstvanlidmaatschap", Role::Lists),
                ("mitgliedschaftauflisten", Role::Lists),
            ],
        }
    }

    /// Whether a header is of its export, by names that no other program uses together.
    pub(super) fn is_of(self, names: &[String]) -> bool {
        let has = |name: &str| names.iter().any(|known| known == name);
        match self {
            Self::Listmonk => has("uuid") && has("email") && has("attributes") && has("status"),
            Self::Mailchimp => has("emailaddress") && (has("memberrating") || has("leid") || has("optintime")),
            Self::Laposta => has("memberid") && has("listid") && has("state"),
            Self::PhpList => has("email") && names.iter().any(|name| is_title_of_phplist(name)),
        }
    }
}

/// "Is this user confirmed", "Is this subscriber blacklisted" and what later versions make of them.
fn is_title_of_phplist(name: &str) -> bool {
    name.starts_with("isthis") && (name.ends_with("confirmed") || name.ends_with("blacklisted"))
}

/// Whether a file, or a sheet, is named as one of people who may not be written to: "Afgemeld 2024.xlsx", and as Mailchimp names
/// them, whose export is one file for each standing (mailchimp.com/help/view-export-contacts).
pub(in crate::subscribers::import) fn is_of_departed(file_name: &str) -> bool {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    let is_of_mailchimp = ["nonsubscribed_", "unsubscribed_", "cleaned_"].iter().any(|start| name.starts_with(start));
    is_of_mailchimp || is_plainly_out(&name.replace(['_', '.'], " "))
}
