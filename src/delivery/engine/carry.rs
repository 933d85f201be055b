//! One connection: it asks for jobs, writes each mail, hands it over, and brings the results back.
//!
//! It asks anew while it still has jobs in hand, so that there always is a next mail whose envelope can ride on the end
//! of the one before. What it holds and what it asks for are together never more than its depth.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use futures_util::FutureExt as _;
use tokio::sync::oneshot::error::TryRecvError;
use tokio::sync::{mpsc, oneshot, watch};

use super::breaker::{Breaker, Open};
use super::heartbeat::Heartbeat;
use super::job::{Done, End, Job};
use super::scribe::Ask;
use crate::app::App;
use crate::base::{Link, Purpose};
use crate::delivery::{post, verp};
use crate::mail::{Outcome, Parcel, Personal};
use crate::store::tables::states::{DeliveryReason, Lane};

/// How many rows a connection holds marked at once. After a crash, connections × depth rows are uncertain.
const DEPTH: usize = 8;

/// How long one mail may take from first to last byte.
const PATIENCE: Duration = Duration::from_mins(2);

/// After this many mails a line is closed and opened anew, as relays expect.
const PER_LINE: usize = 500;

/// A line on which nothing happens for this long is closed: relays do the same, without saying so.
const IDLE: Duration = Duration::from_secs(10);

/// Everything a connection needs.
#[derive(Clone, Debug)]
pub(super) struct Carrying {
    pub(super) app: App,
    pub(super) lane: Lane,
    /// The place of its outlet.
    pub(super) outlet: usize,
    pub(super) breaker: Breaker,
    pub(super) heartbeat: Arc<Heartbeat>,
    pub(super) asks: mpsc::Sender<Ask>,
    pub(super) stopping: watch::Receiver<bool>,
}

/// What a connection has in hand.
#[derive(Debug, Default)]
struct Hands {
    /// Marked rows, the next one first.
    queue: VecDeque<Job>,
    /// The mail of the next row, when its envelope went ahead.
    ready: Option<Parcel>,
    done: Vec<Done>,
    asked: Option<oneshot::Receiver<Vec<Job>>>,
    leaving: bool,
    /// The open line and how many mails it carried.
    line: Option<Open>,
}

impl Carrying {
    /// Carries until the scribe says goodbye.
    pub(super) async fn run(self) {
        let mut hands = Hands::default();
        while self.fetch(&mut hands).await {
            let Some(job) = hands.queue.pop_front() else { continue };
            let (end, trouble) = match self.carry(&mut hands, &job).await {
                Ok(end) => (end, None),
                Err(error) => (End::NotBegun, Some(error)),
            };
            hands.done.push(Done { job, end });
            if let Some(error) = trouble {
                self.wait_for_the_relay(&mut hands, &error).await;
            }
        }
        self.tell(&mut hands).await;
        if let Some(line) = hands.line {
            line.close().await;
        }
    }

    const fn depth(&self) -> usize {
        match self.lane {
            Lane::Bulk => DEPTH,
            Lane::Waiting => 1,
        }
    }

    /// Sees to it that there is a job in hand; `false` when the connection can go.
    async fn fetch(&self, hands: &mut Hands) -> bool {
        let is_time = hands.queue.is_empty() || hands.done.len() >= self.depth() / 2;
        if hands.asked.is_none() && !hands.leaving && is_time {
            let (reply, jobs) = oneshot::channel();
            let most = self.depth() - hands.queue.len();
            if hands.line.is_none() {
                // Rows that could not be carried are left to other relays.
                self.tell(hands).await;
                self.breaker.wait(&self.stopping).await;
            }
            let done = std::mem::take(&mut hands.done);
            let ask = Ask { outlet: self.outlet, lane: self.lane, done, most, reply };
            hands.asked = Some(jobs);
            hands.leaving = self.asks.send(ask).await.is_err();
        }
        if hands.queue.is_empty() {
            // The answer may take long: what is done must not wait for it.
            self.tell(hands).await;
        }
        if let Some(asked) = &mut hands.asked {
            let jobs = if hands.queue.is_empty() {
                answer(asked, &mut hands.line).await
            } else {
                match asked.try_recv() {
                    Ok(jobs) => jobs,
                    Err(TryRecvError::Empty) => return true,
                    Err(TryRecvError::Closed) => Vec::new(),
                }
            };
            hands.asked = None;
            hands.leaving |= jobs.is_empty();
            hands.queue.extend(jobs);
        }
        !hands.queue.is_empty()
    }

    /// Hands in results without asking for more.
    async fn tell(&self, hands: &mut Hands) {
        if !hands.done.is_empty() {
            let done = std::mem::take(&mut hands.done);
            let ask = Ask { outlet: self.outlet, lane: self.lane, done, most: 0, reply: oneshot::channel().0 };
            // Without a scribe nothing can be written; the rows are found uncertain by whoever looks next.
            let _ = self.asks.send(ask).await;
        }
    }

    /// The relay cannot be reached: the rows go back for others. One connection knocks for all, after 1, 2, 4 … up to
    /// 30 seconds, until it answers or the process stops.
    async fn wait_for_the_relay(&self, hands: &mut Hands, error: &anyhow::Error) {
        hands.ready = None;
        loop {
            hands.done.extend(hands.queue.drain(..).map(|job| Done { job, end: End::NotBegun }));
            self.tell(hands).await;
            let Some(asked) = hands.asked.take() else { break };
            hands.queue.extend(asked.await.unwrap_or_default());
            hands.leaving |= hands.queue.is_empty();
        }
        if !self.breaker.failed(&self.app, error).await {
            return;
        }
        for knocks in 0_u32.. {
            if hands.leaving || !Breaker::rest(knocks, &self.stopping).await {
                return;
            }
            match self.line(None).await {
                Ok(line) => return hands.line = Some(line),
                Err(error) => tracing::debug!(error = format!("{error:#}"), "the relay cannot be reached yet"),
            }
        }
    }

    fn may_begin(&self, job: &Job) -> bool {
        self.heartbeat.may_begin_of(job) && !*self.stopping.borrow()
    }

    /// Carries one mail. An error says that the relay could not be reached, which costs nobody an attempt.
    async fn carry(&self, hands: &mut Hands, job: &Job) -> anyhow::Result<End> {
        let parcel = match hands.ready.take().map_or_else(|| self.prepare(job), Ok) {
            Ok(parcel) => parcel,
            Err(end) => return Ok(end),
        };
        if !self.may_begin(job) {
            // Its envelope may be open: the line ends here, and a relay that got no last byte delivers nothing.
            if let Some(line) = hands.line.take() {
                line.close().await;
            }
            return Ok(End::NotBegun);
        }
        let mut line = self.line(hands.line.take()).await?;
        // Opening it may have taken longer than the lease lasts.
        if !self.may_begin(job) {
            line.close().await;
            return Ok(End::NotBegun);
        }
        let next = hands.queue.front().filter(|_| line.used + 1 < PER_LINE && line.line.takes_envelopes_ahead());
        hands.ready = next.and_then(|next| self.prepare(next).ok());
        let handing = AssertUnwindSafe(line.line.carry(&parcel, hands.ready.as_ref())).catch_unwind();
        let outcome = match tokio::time::timeout(PATIENCE, handing).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Outcome::Unknown("the mail could not be written".to_owned()),
            Err(_) => Outcome::Unknown("the relay took too long".to_owned()),
        };
        line.used += 1;
        match &outcome {
            Outcome::Unknown(_) | Outcome::NotHandedOver(_) => {}
            Outcome::Refused(answer) if answer.code == 421 => {}
            _ => hands.line = Some(line),
        }
        Ok(End::Carried(outcome))
    }

    /// The open line, or a new one.
    async fn line(&self, line: Option<Open>) -> anyhow::Result<Open> {
        match line {
            Some(line) if line.used >= PER_LINE => line.close().await,
            Some(line) => return Ok(line),
            None => {}
        }
        let outlet = self.app.outlets.all().get(self.outlet).context("the outlet of this connection is gone")?;
        let line = outlet.carrier.open().await?;
        Ok(self.breaker.opened(&self.app, line).await)
    }

    /// Writes the mail of a job.
    fn prepare(&self, job: &Job) -> Result<Parcel, End> {
        let letter = job.sending.letter(job.language).ok_or(End::Unwritable(DeliveryReason::NoLetter))?;
        let signer = self.app.signing.signer();
        let writing = AssertUnwindSafe(|| {
            let personal = personal(&self.app, job);
            let mail = letter.splice_signed(&personal, signer.as_deref())?;
            let return_path = verp::return_path(&self.app, (job.sending.id, job.person), &job.sending.return_path);
            anyhow::Ok(Parcel { mail, return_path, to: personal.to, name: personal.message_id })
        });
        match catch_unwind(writing) {
            Ok(Ok(parcel)) => Ok(parcel),
            _ => Err(End::Carried(Outcome::NotHandedOver("the mail could not be written and signed".to_owned()))),
        }
    }
}

/// Waits for rows. A line that stays idle is closed meanwhile.
async fn answer(asked: &mut oneshot::Receiver<Vec<Job>>, line: &mut Option<Open>) -> Vec<Job> {
    if line.is_some() {
        if let Ok(jobs) = tokio::time::timeout(IDLE, &mut *asked).await {
            return jobs.unwrap_or_default();
        }
        if let Some(line) = line.take() {
            line.close().await;
        }
    }
    asked.await.unwrap_or_default()
}

/// What is one recipient's own. Links are derived, so a second attempt splices the same mail.
fn personal(app: &App, job: &Job) -> Personal {
    let now = app.clock.now();
    let person = job.person.0;
    let link = |purpose, subject| Link::token(&app.secrets, purpose, person, subject, job.epoch);
    Personal {
        to: job.to.wire(),
        name: job.name.clone(),
        unsubscribe: link(Purpose::Unsubscribe, job.sending.publication),
        preferences: link(Purpose::Preferences, now.0.div_euclid(86_400_000)),
        leave: verp::leave_address(app, (job.sending.id, job.person)),
        message_id: post::message_id_of(app, &job.sending.nonce, job.sending.id, job.person),
        at: now,
    }
}
