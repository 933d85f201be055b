//! The limit per recipient domain: a provider that gets too many mails at once answers "later" to all of them.
//!
//! Each domain has a virtual time (the generic cell rate algorithm): a mail may go when that time is not too far
//! ahead. Whoever must wait gets a moment of their own, so that a thousand readers of one provider are not looked at
//! again and again.

use std::collections::HashMap;

use crate::base::Instant;

/// How far ahead of the clock a domain may run, in milliseconds: mails that go at once after a rest.
const BURST: i64 = 10_000;

/// The pace of each domain, in this process.
#[derive(Debug)]
pub(super) struct Pacing {
    /// Milliseconds between two mails to a domain; `None` without a limit.
    between: Option<i64>,
    domains: HashMap<String, Pace>,
}

#[derive(Clone, Copy, Debug)]
struct Pace {
    /// When the next mail is due by the rate alone.
    next: i64,
    /// How many wait for a moment after that.
    waiting: i64,
}

impl Pacing {
    /// A limit of mails per minute to each domain.
    pub(super) fn new(per_minute: Option<u32>) -> Self {
        let between = per_minute.map(|most| (60_000 / i64::from(most.max(1))).max(1));
        Self { between, domains: HashMap::new() }
    }

    /// Asks for a mail to a domain: `None` when it may go now, otherwise the moment to ask again.
    pub(super) fn ask(&mut self, domain: &str, now: Instant) -> Option<Instant> {
        let between = self.between?;
        let pace = match self.domains.get_mut(domain) {
            Some(pace) => pace,
            None => self.domains.entry(domain.to_owned()).or_insert(Pace { next: now.0, waiting: 0 }),
        };
        if pace.next <= now.0 {
            *pace = Pace { next: now.0, waiting: 0 };
        }
        if pace.next - now.0 < BURST.max(between) {
            pace.next += between;
            pace.waiting = (pace.waiting - 1).max(0);
            return None;
        }
        pace.waiting += 1;
        Some(Instant(pace.next - BURST.max(between) + pace.waiting * between))
    }

    /// Forgets domains that rest.
    pub(super) fn forget_resting(&mut self, now: Instant) {
        self.domains.retain(|_, pace| pace.next > now.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_760_000_000_000;

    /// Lets a crowd go as the ledger would: whoever must wait asks again at their moment. Gives the moments of going.
    fn go(per_minute: u32, crowd: usize) -> (Vec<i64>, usize) {
        let mut pacing = Pacing::new(Some(per_minute));
        let mut due: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::from([(NOW, crowd)]);
        let (mut gone, mut asked) = (Vec::new(), 0);
        while let Some((at, many)) = due.pop_first() {
            for _ in 0..many {
                asked += 1;
                match pacing.ask("voorbeeld.nl", Instant(at)) {
                    None => gone.push(at - NOW),
                    Some(later) => *due.entry(later.0.max(at + 1)).or_default() += 1,
                }
            }
        }
        (gone, asked)
    }

    #[test]
    fn d07_a_domain_gets_no_more_than_its_pace_and_everyone_goes() {
        let (gone, asked) = go(600, 5_000);
        assert_eq!(gone.len(), 5_000);
        for minute in 1..8 {
            let within = gone.iter().filter(|at| (minute * 60_000..(minute + 1) * 60_000).contains(*at)).count();
            assert!((594..=606).contains(&within), "{within} in minute {minute}");
        }
        assert!(asked < 15_000, "looked at {asked} times");
    }

    #[test]
    fn d07_a_domain_does_not_hold_up_another() {
        let mut pacing = Pacing::new(Some(6));
        while pacing.ask("vol.example", Instant(NOW)).is_none() {}
        assert_eq!(pacing.ask("leeg.example", Instant(NOW)), None);
    }

    #[test]
    fn d07_without_a_limit_nobody_waits_and_nothing_is_kept() {
        let mut pacing = Pacing::new(None);
        assert!((0..10_000).all(|_| pacing.ask("voorbeeld.nl", Instant(NOW)).is_none()));
        assert!(pacing.domains.is_empty());
    }

    #[test]
    fn d07_resting_domains_are_forgotten() {
        let mut pacing = Pacing::new(Some(60));
        pacing.ask("voorbeeld.nl", Instant(NOW));
        pacing.forget_resting(Instant(NOW + 60_000));
        assert!(pacing.domains.is_empty());
    }
}
