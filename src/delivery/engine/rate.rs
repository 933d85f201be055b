//! Mails per hour, per relay: a token bucket that lives in the database, so that it survives a restart and all nodes
//! draw from the same one.
//!
//! Letters that a person waits for always go; they may take the bucket below nothing, and sendings to many pay it back.
//!
//! Raw SQL, measured: it stands in every claim.

use sea_orm::{ConnectionTrait, DbErr};

use crate::base::Instant;
use crate::delivery::relays::{MAIL, full_allowance};
use crate::store::{DatabaseTransaction, Engine, sql};

/// Milliseconds in an hour.
const HOUR: i64 = 3_600_000;

/// What a relay may still take at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bucket {
    allowance: i64,
    at: Instant,
}

impl Bucket {
    /// A bucket that lets one minute's mails go at once.
    pub(super) fn full(per_hour: u32, now: Instant) -> Self {
        Self { allowance: full_allowance(per_hour), at: now }
    }

    /// Fills it for the time that passed. What is too little for a millionth of a mail stays in the clock, so asking
    /// often loses nothing. A clock that was set back starts afresh.
    pub(super) fn filled(self, per_hour: u32, now: Instant) -> Self {
        let rate = i64::from(per_hour);
        if now < self.at {
            return Self { at: now, ..self };
        }
        let gained = (now.0 - self.at.0).saturating_mul(rate).saturating_mul(MAIL / 1_000) / (HOUR / 1_000);
        if self.allowance.saturating_add(gained) >= full_allowance(per_hour) {
            return Self::full(per_hour, now);
        }
        let per_hour = rate.max(1) * (MAIL / 1_000);
        let spent = (gained * (HOUR / 1_000) + per_hour - 1) / per_hour;
        Self { allowance: self.allowance + gained, at: Instant(self.at.0 + spent) }
    }

    /// How many whole mails may go now.
    pub(super) fn mails(self) -> usize {
        usize::try_from(self.allowance / MAIL).unwrap_or(0)
    }

    /// Takes mails out, below nothing if need be.
    pub(super) fn take(self, mails: usize) -> Self {
        let taken = i64::try_from(mails).unwrap_or(i64::MAX).saturating_mul(MAIL);
        Self { allowance: self.allowance.saturating_sub(taken), ..self }
    }
}

/// Reads the bucket of a relay as it is now. Until the transaction ends, no other node draws from it.
pub(super) async fn draw(
    tx: &DatabaseTransaction,
    engine: Engine,
    relay: &str,
    per_hour: u32,
    now: Instant,
) -> Result<Bucket, DbErr> {
    let text = match engine {
        Engine::Sqlite => "SELECT allowance, allowed_at FROM relays WHERE name = ?",
        Engine::Postgres => "SELECT allowance, allowed_at FROM relays WHERE name = ? FOR UPDATE",
    };
    let kept = match tx.query_one_raw(sql(tx, text, [relay.into()])).await? {
        None => Bucket::full(per_hour, now),
        Some(row) => Bucket { allowance: row.try_get("", "allowance")?, at: row.try_get("", "allowed_at")? },
    };
    Ok(kept.filled(per_hour, now))
}

/// Writes the bucket of a relay back.
pub(super) async fn put_back(tx: &DatabaseTransaction, relay: &str, bucket: Bucket) -> Result<(), DbErr> {
    let text = "UPDATE relays SET allowance = ?, allowed_at = ? WHERE name = ?";
    tx.execute_raw(sql(tx, text, [bucket.allowance.into(), bucket.at.0.into(), relay.into()])).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = Instant(1_760_000_000_000);

    /// How many mails go in a span when the bucket is asked every `step` milliseconds.
    fn passed(per_hour: u32, millis: i64, step: usize) -> usize {
        let mut bucket = Bucket::full(per_hour, NOW).take(Bucket::full(per_hour, NOW).mails());
        let mut passed = 0;
        for at in (0..=millis).step_by(step) {
            bucket = bucket.filled(per_hour, Instant(NOW.0 + at));
            passed += bucket.mails();
            bucket = bucket.take(bucket.mails());
        }
        passed
    }

    #[test]
    fn d11_the_rate_holds_however_often_it_is_asked() {
        for rate in [1, 7, 60, 3_600, 36_000, 1_000_000] {
            for step in [7, 250, 1_000, 30_000] {
                let expected = usize::try_from(rate).expect("small") * 2;
                let passed = passed(rate, 2 * 3_600_000, step);
                assert!(
                    (expected.saturating_sub(2)..=expected).contains(&passed),
                    "{passed} of {expected} at {rate}/h each {step} ms"
                );
            }
        }
    }

    #[test]
    fn d11_a_rest_gives_one_minute_of_mails_and_not_more() {
        let rested = Bucket::full(6_000, NOW).take(100).filled(6_000, Instant(NOW.0 + 86_400_000));
        assert_eq!(rested.mails(), 100);
    }

    #[test]
    fn d11_letters_that_someone_waits_for_may_borrow_and_it_is_paid_back() {
        let borrowed = Bucket::full(60, NOW).take(3);
        assert_eq!(borrowed.mails(), 0);
        assert_eq!(borrowed.filled(60, Instant(NOW.0 + 120_000)).mails(), 0);
        assert_eq!(borrowed.filled(60, Instant(NOW.0 + 180_000)).mails(), 1);
    }

    #[test]
    fn d11_a_clock_set_back_does_not_stop_the_mail() {
        let bucket = Bucket::full(3_600, NOW).take(60).filled(3_600, Instant(NOW.0 - 3_600_000));
        assert_eq!(bucket.filled(3_600, Instant(NOW.0 - 3_600_000 + 10_000)).mails(), 10);
    }
}
