//! Links in mails: derived, not stored.
//!
//! A link is what it is for (purpose), whose it is (holder), what it opens (subject) and a MAC over these and the
//! holder's epoch. The ids are masked with the MAC, so that nobody can count by them. It can be spliced again after a crash, nothing secret lies in the database, and raising the epoch
//! revokes all of a person's links. A link serves one purpose and one subject only. Whether it is still in time is
//! for the verb to say, which knows the moment it was made for.

use aws_lc_rs::constant_time;
use data_encoding::BASE32_NOPAD;

use super::Secrets;

/// What a link is good for. The number is part of the link, so it never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Confirms a sign-up (subject: the sign-up).
    Confirm = 1,
    /// Opens the preferences (subject: the day it was made, in days since 1970).
    Preferences = 2,
    /// Leaves a publication (subject: the publication).
    Unsubscribe = 3,
    /// Joins the staff (subject: the member).
    Join = 4,
    /// Undoes a leave on the page (subject: the publication).
    UndoLeave = 5,
    /// Signs in as a member of the demo (subject: the member).
    DemoSignIn = 6,
    /// Chooses another password (holder: the member, subject: the minute it was made, since 1970).
    Password = 7,
    /// Moves what someone receives to the address that the letter went to (subject: the change).
    Move = 20,
    /// Undoes such a move from the old address (subject: the change).
    UndoMove = 21,
    /// Shows and changes a registration (holder: its number, subject: the event).
    Registration = 30,
    /// Answers an invitation to an event (holder: the invitation, subject: the event).
    Invitation = 31,
    /// Answers a consultation for an organisation (subject: the invitee).
    Answer = 40,
    /// Says whether one agrees with the points of a request (subject: the respondent).
    Decide = 60,
    /// Reads a draft along and remarks on it (subject: the reviewer).
    Review = 50,
}

const MAC: usize = 16;
const ID: usize = 5;
const RAW: usize = 2 + 2 * ID + MAC;

/// How many characters every link token has.
pub const TOKEN_LENGTH: usize = (RAW * 8).div_ceil(5);

/// A link as it was read: well formed, for this purpose, but not yet proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is for.
    pub purpose: Purpose,
    /// Whose it is: the id of a person.
    pub holder: i64,
    /// What it opens.
    pub subject: i64,
    version: u8,
    mac: [u8; MAC],
}

impl Link {
    /// The token of a link, [`TOKEN_LENGTH`] characters of lower-case base32. Ids must lie below 2⁴⁰.
    #[must_use]
    pub fn token(secrets: &Secrets, purpose: Purpose, holder: i64, subject: i64, epoch: i64) -> String {
        let version = secrets.current();
        let mut raw = head(version, purpose, holder, subject);
        let mac = mac_of(secrets, version, &raw, epoch).unwrap_or_default();
        mask(secrets, version, &mac, &mut raw[2..]);
        raw.extend_from_slice(&mac);
        BASE32_NOPAD.encode(&raw).to_ascii_lowercase()
    }

    /// Reads a token for a purpose; `None` when it has another form or serves another purpose.
    #[must_use]
    pub fn read(secrets: &Secrets, purpose: Purpose, token: &str) -> Option<Self> {
        if token.len() != TOKEN_LENGTH {
            return None;
        }
        let mut raw = BASE32_NOPAD.decode(token.to_ascii_uppercase().as_bytes()).ok()?;
        let (head, mac) = raw.split_at_mut_checked(RAW - MAC)?;
        let [version, kind, ids @ ..] = head else { return None };
        if *kind != purpose as u8 {
            return None;
        }
        let mac: [u8; MAC] = (&*mac).try_into().ok()?;
        mask(secrets, *version, &mac, ids);
        let (holder, subject) = ids.split_at_checked(ID)?;
        Some(Self { purpose, holder: id_of(holder), subject: id_of(subject), version: *version, mac })
    }

    /// Whether this installation made the link, for a holder whose epoch is still this one.
    #[must_use]
    pub fn is_valid(&self, secrets: &Secrets, epoch: i64) -> bool {
        let head = head(self.version, self.purpose, self.holder, self.subject);
        mac_of(secrets, self.version, &head, epoch)
            .is_some_and(|mac| constant_time::verify_slices_are_equal(&mac, &self.mac).is_ok())
    }
}

fn head(version: u8, purpose: Purpose, holder: i64, subject: i64) -> Vec<u8> {
    let mut head = vec![version, purpose as u8];
    head.extend_from_slice(&holder.to_be_bytes()[8 - ID..]);
    head.extend_from_slice(&subject.to_be_bytes()[8 - ID..]);
    head
}

/// Hides the ids of a token, or shows them again.
fn mask(secrets: &Secrets, version: u8, mac: &[u8; MAC], ids: &mut [u8]) {
    let mask = secrets.mac_of_link(version, &[b"mask".as_slice(), mac].concat()).unwrap_or_default();
    ids.iter_mut().zip(mask).for_each(|(byte, mask)| *byte ^= mask);
}

fn id_of(bytes: &[u8]) -> i64 {
    bytes.iter().fold(0, |id, byte| (id << 8) | i64::from(*byte))
}

fn mac_of(secrets: &Secrets, version: u8, head: &[u8], epoch: i64) -> Option<[u8; MAC]> {
    let message = [b"link".as_slice(), head, &epoch.to_be_bytes()].concat();
    secrets.mac_of_link(version, &message)?.first_chunk().copied()
}
