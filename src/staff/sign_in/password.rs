//! Passwords: what makes one good enough, and argon2id with the parameters that OWASP advises.

use std::time::Duration;

use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};

use crate::base::Random;
use crate::base::work::Lane;

/// A password has at least this many characters.
pub(in crate::staff) const SHORTEST: usize = 12;
/// And at most this many.
pub(in crate::staff) const LONGEST: usize = 200;

/// Each hash takes 19 MiB, so only a few are made at once, however many people knock.
static HASHING: Lane = Lane::new(4, Duration::from_secs(20));

/// A hash of no password with today's parameters: checking against it takes as long as against a real one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Passwords of twelve characters and more that lists of leaked passwords begin with.
const COMMON: [&str; 40] = [
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456789123",
    "1q2w3e4r5t6y",
    "1q2w3e4r5t6y7u8i",
    "1qaz2wsx3edc",
    "1qaz2wsx3edc4rfv",
    "987654321098",
    "abcdefghijkl",
    "abcd12345678",
    "administrator",
    "administrator1",
    "beheerder123",
    "beheerder1234",
    "changemenow1",
    "correcthorsebatterystaple",
    "geheimgeheim",
    "hallohallo123",
    "ikhouvanjou1",
    "iloveyou1234",
    "letmeinplease",
    "nederland123",
    "nederland2026",
    "nieuwsbrief1",
    "nieuwsbrief123",
    "password1234",
    "password12345",
    "password123!",
    "passwordpassword",
    "q1w2e3r4t5y6",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiop[]",
    "samenspraak1",
    "samenspraak123",
    "wachtwoord12",
    "wachtwoord123",
    "welkom123456",
    "welkomwelkom",
];

/// Why a password is not good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::staff) enum PasswordFault {
    TooShort,
    TooLong,
    HoldsAddress,
    Common,
}

/// Whether a new password is good enough for the member of an address. There are no rules about kinds of characters:
/// they make passwords harder to remember and not harder to guess.
pub(in crate::staff) fn judge(password: &str, address: &str) -> Result<(), PasswordFault> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(PasswordFault::TooShort);
    }
    if length > LONGEST {
        return Err(PasswordFault::TooLong);
    }
    let (folded, address) = (password.to_lowercase(), address.to_lowercase());
    let before_at = address.split('@').next().unwrap_or_default();
    if folded.contains(&address) || (before_at.len() >= 5 && folded.contains(before_at)) {
        return Err(PasswordFault::HoldsAddress);
    }
    if COMMON.contains(&folded.as_str()) || repeats(&folded) {
        return Err(PasswordFault::Common);
    }
    Ok(())
}

/// Whether it is one piece of at most four characters over and over.
fn repeats(password: &str) -> bool {
    let letters: Vec<char> = password.chars().collect();
    (1..=4).any(|period| letters.iter().zip(letters.iter().skip(period)).all(|(one, other)| one == other))
}

/// Hashes a password (argon2id, 19 MiB, two passes) into a PHC string.
pub(in crate::staff) async fn hash(password: &str, random: &Random) -> anyhow::Result<String> {
    let (password, salt) = (password.to_owned(), random.bytes::<16>());
    let hashed = HASHING.work(move |_| {
        let made = argon()?.hash_password_with_salt(password.as_bytes(), &salt);
        made.map(|hash| hash.to_string()).map_err(|error| anyhow::anyhow!("hashing a password failed: {error}"))
    });
    hashed.await?
}

/// Whether a password is the one of a hash. Without a hash it takes as long and is wrong.
pub(in crate::staff) async fn is_right(password: &str, hash: Option<&str>) -> anyhow::Result<bool> {
    let (password, known) = (password.to_owned(), hash.is_some());
    let hash = hash.unwrap_or(NOBODY).to_owned();
    let checked = HASHING.work(move |_| {
        let hash = PasswordHash::new(&hash).map_err(|_| anyhow::anyhow!("a stored password hash is none"))?;
        Ok(argon()?.verify_password(password.as_bytes(), &hash).is_ok() && known)
    });
    checked.await?
}

fn argon() -> anyhow::Result<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| anyhow::anyhow!("argon2 refuses: {error}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
