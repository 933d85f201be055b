//! Handing out: rows are claimed for the connections that wait, and it is planned who gets which. Nothing is given
//! before the commit.
//!
//! Outlets that serve the same senders are a group and share its sendings. Each takes what its rate allows,
//! and a domain that gets its fill waits for its moment. Letters that a person waits for pass all
//! of this; what they take from a rate, sendings to many pay back.

use super::claim::{Turn, claim};
use super::job::{Done, End, Job, Plan};
use super::rate::{self, Bucket};
use super::scribe::{Ask, Scribe};
use super::settle;
use crate::app::App;
use crate::base::Instant;
use crate::base::id::SendingId;
use crate::mail::Outcome;
use crate::store::DatabaseTransaction;
use crate::store::tables::states::Lane;

/// How often rows are claimed anew in one commit when those before had to wait for their domain's moment.
const ROUNDS: usize = 32;

/// What each outlet may still take now.
#[derive(Debug)]
struct Allowances(Vec<Option<Bucket>>);

impl Allowances {
    /// Reads those that have a rate; until the commit no other node draws from them.
    async fn draw(tx: &DatabaseTransaction, app: &App, now: Instant) -> anyhow::Result<Self> {
        let mut buckets = Vec::new();
        for outlet in app.outlets.all() {
            buckets.push(match outlet.terms.per_hour {
                None => None,
                Some(rate) => Some(rate::draw(tx, app.store.engine(), &outlet.name, rate, now).await?),
            });
        }
        Ok(Self(buckets))
    }

    /// How many mails an outlet may take now.
    fn of(&self, outlet: usize) -> usize {
        self.0.get(outlet).copied().flatten().map_or(usize::MAX, Bucket::mails)
    }

    fn take(&mut self, outlet: usize, mails: usize) {
        if let Some(Some(bucket)) = self.0.get_mut(outlet) {
            *bucket = bucket.take(mails);
        }
    }

    async fn put_back(self, tx: &DatabaseTransaction, app: &App) -> anyhow::Result<()> {
        for (outlet, bucket) in app.outlets.all().iter().zip(self.0) {
            if let Some(bucket) = bucket {
                rate::put_back(tx, &outlet.name, bucket).await?;
            }
        }
        Ok(())
    }
}

impl Scribe {
    /// Claims rows for the connections that wait and plans who gets which.
    pub(super) async fn plan(&mut self, tx: &DatabaseTransaction) -> anyhow::Result<Plan> {
        // Who asks for least comes first, so that what others leave finds somebody who asked for it.
        self.waiting.sort_by_key(|ask| ask.most);
        let mut plan = Plan { shares: vec![Vec::new(); self.waiting.len()], idle: true };
        if self.waiting.is_empty() {
            return Ok(plan);
        }
        let app = self.app.clone();
        let mut allowances = Allowances::draw(tx, &app, app.clock.now()).await?;
        self.plan_waiting(tx, &mut plan, &mut allowances).await?;
        for group in app.outlets.groups() {
            self.plan_bulk(tx, group, &mut plan, &mut allowances).await?;
        }
        allowances.put_back(tx, &app).await?;
        Ok(plan)
    }

    /// Letters that a person waits for: no rate and no pace holds them.
    async fn plan_waiting(
        &mut self,
        tx: &DatabaseTransaction,
        plan: &mut Plan,
        allowances: &mut Allowances,
    ) -> anyhow::Result<()> {
        let most = self.waiting.iter().filter(|ask| ask.lane == Lane::Waiting).map(|ask| ask.most).sum();
        let turn = Turn { lane: Lane::Waiting, most, sendings: &[] };
        let jobs = self.claim_and_refuse(tx, turn, plan).await?;
        let outlets = self.app.outlets.clone();
        let (known, homeless): (Vec<_>, Vec<_>) =
            jobs.into_iter().partition(|job| outlets.group_of(job.sending.domain()).is_some());
        for group in outlets.groups() {
            let ours = known.iter().filter(|job| outlets.group_of(job.sending.domain()) == Some(group)).cloned();
            let places = self.places(Lane::Waiting, group);
            let left = self.share(ours.collect(), &places, |_| usize::MAX, plan);
            self.take_from(allowances, &places, plan);
            self.give_back(left);
        }
        let words = || "no relay may carry mail from this sender's domain".to_owned();
        let not_carried = |job| Done { job, end: End::Carried(Outcome::NotHandedOver(words())) };
        self.unwritten_later.extend(homeless.into_iter().map(not_carried));
        Ok(())
    }

    /// Rows of the sendings that a group of outlets carries.
    async fn plan_bulk(
        &mut self,
        tx: &DatabaseTransaction,
        group: usize,
        plan: &mut Plan,
        allowances: &mut Allowances,
    ) -> anyhow::Result<()> {
        let sendings: Vec<SendingId> = self.sendings_of(group);
        let places = self.places(Lane::Bulk, group);
        let mut most = self.asked(&places, allowances);
        let mut jobs = Vec::new();
        for _ in 0..ROUNDS {
            if most == 0 || sendings.is_empty() {
                break;
            }
            let turn = Turn { lane: Lane::Bulk, most, sendings: &sendings };
            let claimed = self.claim_and_refuse(tx, turn, plan).await?;
            let found = claimed.len();
            let in_time = self.defer(tx, claimed).await?;
            most -= in_time.len();
            let all_in_time = in_time.len() == found;
            jobs.extend(in_time);
            if found == 0 || all_in_time {
                break;
            }
        }
        let room = |outlet| allowances.of(outlet);
        let left = self.share(jobs, &places, room, plan);
        self.take_from(allowances, &places, plan);
        self.give_back(left);
        Ok(())
    }

    /// The places in [`Self::waiting`] of the connections of a lane to a group of outlets.
    fn places(&self, lane: Lane, group: usize) -> Vec<usize> {
        let ours = |ask: &Ask| ask.lane == lane && self.app.outlets.group_at(ask.outlet) == group;
        self.waiting.iter().enumerate().filter(|(_, ask)| ours(ask)).map(|(place, _)| place).collect()
    }

    /// How many rows these connections may take together.
    fn asked(&self, places: &[usize], allowances: &Allowances) -> usize {
        let mut of_outlet = vec![0_usize; self.app.outlets.all().len()];
        for ask in places.iter().filter_map(|place| self.waiting.get(*place)) {
            if let Some(asked) = of_outlet.get_mut(ask.outlet) {
                *asked += ask.most;
            }
        }
        of_outlet.into_iter().enumerate().map(|(outlet, asked)| asked.min(allowances.of(outlet))).sum()
    }

    async fn claim_and_refuse(
        &mut self,
        tx: &DatabaseTransaction,
        turn: Turn<'_>,
        plan: &mut Plan,
    ) -> anyhow::Result<Vec<Job>> {
        let claimed = claim(tx, &self.app, &self.worker, turn, &mut self.walks, &mut self.loaded).await?;
        settle::refuse_unwritable(tx, &self.worker, &claimed.unwritable, self.app.clock.now()).await?;
        plan.idle &= claimed.is_empty();
        Ok(claimed.jobs)
    }

    /// Gives rows whose domain has its fill a later moment, without an attempt, and keeps the others.
    async fn defer(&mut self, tx: &DatabaseTransaction, jobs: Vec<Job>) -> anyhow::Result<Vec<Job>> {
        let now = self.app.clock.now();
        let (mut in_time, mut later) = (Vec::with_capacity(jobs.len()), Vec::new());
        for job in jobs {
            match self.pacing.ask(job.to.domain(), now) {
                None => in_time.push(job),
                Some(moment) => later.push(settle::deferred(&job, moment)),
            }
        }
        settle::record(tx, &self.app, &self.worker, &later).await?;
        Ok(in_time)
    }

    /// Shares rows out over connections, as evenly as they asked and as far as their outlet has room. Gives what is
    /// left.
    fn share(&self, mut jobs: Vec<Job>, places: &[usize], room: impl Fn(usize) -> usize, plan: &mut Plan) -> Vec<Job> {
        let mut taken = vec![0_usize; self.app.outlets.all().len()];
        // First evenly, then whoever has room: outlets may differ in what they may take.
        for evenly in [true, false] {
            let mut asking = places.len();
            for place in places {
                let (Some(ask), Some(share)) = (self.waiting.get(*place), plan.shares.get_mut(*place)) else {
                    continue;
                };
                let Some(taken) = taken.get_mut(ask.outlet) else { continue };
                let even = if evenly { jobs.len().div_ceil(asking.max(1)) } else { jobs.len() };
                asking -= 1;
                let many = (ask.most - share.len()).min(even).min(room(ask.outlet).saturating_sub(*taken));
                *taken += many;
                // From the front: whoever waits longest goes first.
                share.extend(jobs.drain(..many));
            }
        }
        jobs
    }

    /// Takes what was planned for these connections from the allowances of their outlets.
    fn take_from(&self, allowances: &mut Allowances, places: &[usize], plan: &Plan) {
        for place in places {
            if let (Some(ask), Some(share)) = (self.waiting.get(*place), plan.shares.get(*place)) {
                allowances.take(ask.outlet, share.len());
            }
        }
    }
}
