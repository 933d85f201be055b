//! One connection: it asks for jobs, writes each mail, hands it over, and brings the results back.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use tokio::sync::{mpsc, oneshot, watch};

use super::heartbeat::Heartbeat;
use super::job::{Done, End, Job};
use super::scribe::Ask;
use crate::app::App;
use crate::base::{Link, Purpose};
use crate::delivery::{post, verp};
use crate::mail::{Line, Outcome, Outlet, Personal};
use crate::store::tables::states::Lane;

/// How many mails a connection holds marked at once. After a crash, connections × depth rows are uncertain.
const DEPTH: usize = 8;

/// How long one mail may take from first to last byte.
const PATIENCE: Duration = Duration::from_mins(2);

/// After this many mails a line is closed and opened anew, as relays expect.
const PER_LINE: usize = 500;

/// Everything a connection needs.
#[derive(Clone, Debug)]
pub(super) struct Carrying {
    pub(super) app: App,
    pub(super) lane: Lane,
    pub(super) outlet: Outlet,
    pub(super) heartbeat: Arc<Heartbeat>,
    pub(super) asks: mpsc::Sender<Ask>,
    pub(super) stopping: watch::Receiver<bool>,
}

impl Carrying {
    /// Carries until the scribe says goodbye.
    pub(super) async fn run(self) {
        let most = if self.lane == Lane::Bulk { DEPTH } else { 1 };
        let mut line: Option<(Line, usize)> = None;
        let mut done = Vec::new();
        let mut trouble = 0;
        loop {
            let (reply, jobs) = oneshot::channel();
            let ask = Ask { lane: self.lane, done: std::mem::take(&mut done), most, reply };
            if self.asks.send(ask).await.is_err() {
                break;
            }
            let Ok(jobs) = jobs.await else { break };
            if jobs.is_empty() {
                break;
            }
            for job in jobs {
                let end = self.carry(&mut line, &job).await;
                trouble = if end == End::NotBegun { trouble + 1 } else { 0 };
                done.push(Done { job, end });
                if trouble > 0 {
                    self.rest(trouble).await;
                }
            }
        }
        if let Some((line, _)) = line {
            line.close().await;
        }
    }

    /// Waits before knocking on a dead relay again: 1, 2, 4 … up to 30 seconds, less when the process stops.
    async fn rest(&self, trouble: u32) {
        let span = Duration::from_secs(1 << trouble.min(5).saturating_sub(1)).min(Duration::from_secs(30));
        let mut stopping = self.stopping.clone();
        tokio::select! {
            () = tokio::time::sleep(span) => {}
            _ = stopping.wait_for(|stop| *stop) => {}
        }
    }

    async fn carry(&self, line: &mut Option<(Line, usize)>, job: &Job) -> End {
        if !self.heartbeat.may_begin() || *self.stopping.borrow() {
            return End::NotBegun;
        }
        let Some((mut open, used)) = self.line(line.take()).await else { return End::NotBegun };
        let handing = AssertUnwindSafe(self.hand_over(&mut open, job)).catch_unwind();
        let end = match tokio::time::timeout(PATIENCE, handing).await {
            Ok(Ok(end)) => end,
            Ok(Err(_)) => End::Carried(Outcome::Unknown("the mail could not be written".to_owned())),
            Err(_) => End::Carried(Outcome::Unknown("the relay took too long".to_owned())),
        };
        match &end {
            End::Carried(Outcome::Unknown(_) | Outcome::NotHandedOver(_)) => {}
            End::Carried(Outcome::Refused(answer)) if answer.code == 421 => {}
            _ => *line = Some((open, used + 1)),
        }
        end
    }

    /// The open line, or a new one; `None` when the relay cannot be reached, which costs nobody an attempt.
    async fn line(&self, line: Option<(Line, usize)>) -> Option<(Line, usize)> {
        match line {
            Some((line, used)) if used >= PER_LINE => line.close().await,
            Some(line) => return Some(line),
            None => {}
        }
        match self.outlet.carrier.open().await {
            Ok(line) => Some((line, 0)),
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), "the relay cannot be reached; trying again");
                None
            }
        }
    }

    async fn hand_over(&self, line: &mut Line, job: &Job) -> End {
        let Some(letter) = job.sending.letter(job.language) else { return End::Unwritable("no-letter") };
        let personal = personal(&self.app, job);
        let mail = letter.splice(&personal);
        let return_path = verp::return_path(&self.app, job);
        End::Carried(line.carry(&return_path, &personal.to, &personal.message_id, &mail).await)
    }
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
        leave: Some(verp::leave_address(app, job)),
        message_id: post::message_id_of(app, &job.sending.nonce, job.sending.id, job.person),
        at: now,
    }
}
