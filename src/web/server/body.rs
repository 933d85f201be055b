//! The ends of a body: its time, and the room that all bodies together take while they wait.

use std::error::Error;
use std::fmt;
use std::future::Future as _;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::LengthLimitError;
use hyper::body::{Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::web::Failure;

/// The ends of the bodies of a process.
#[derive(Clone, Copy, Debug)]
pub struct BodyEnds {
    /// Time for a body, whatever its size.
    pub grace: Duration,
    /// The least bytes per second after that: a large file on a slow wire takes its time, a trickle does not.
    pub per_second: u32,
    /// Bytes of all bodies that wait in memory at once.
    pub waiting: u32,
    /// Up to here a body is taken to wait in memory; what is longer is a file, and those are put away while they come. Whoever
    /// reads one as a whole says so ([`Whole`]).
    pub counted: u32,
}

impl Default for BodyEnds {
    fn default() -> Self {
        Self {
            grace: Duration::from_secs(30),
            per_second: 16 * 1024,
            waiting: 64 * 1024 * 1024,
            counted: 2 * 1024 * 1024,
        }
    }
}

/// Room for what waits in memory, shared by all requests of a process.
#[derive(Clone, Debug)]
pub struct Waiting {
    room: Arc<Semaphore>,
    ends: BodyEnds,
}

impl Waiting {
    /// Room as these ends say.
    #[must_use]
    pub fn new(ends: BodyEnds) -> Self {
        Self { room: Arc::new(Semaphore::new(ends.waiting as usize)), ends }
    }
}

/// The room that one request takes, until it is answered.
type Held = Arc<Mutex<Option<OwnedSemaphorePermit>>>;

/// By which whoever reads a body says that all of it waits in memory, whatever its size.
#[derive(Clone, Debug, Default)]
pub struct Whole(Arc<AtomicBool>);

impl Whole {
    /// Says so: every byte from now on counts.
    pub fn say(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Puts the ends on the body of a request. Its bytes count until the request is answered, because a form that was read
/// is as large as the body it came in.
pub async fn bounded(State(waiting): State<Waiting>, mut request: Request, next: Next) -> Response {
    let (held, whole) = (Held::default(), Whole::default());
    request.extensions_mut().insert(whole.clone());
    let response = next.run(request.map(|body| Body::new(Bounded::new(body, waiting, held.clone(), whole)))).await;
    drop(held);
    response
}

/// Why a body ended before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Broken {
    /// It took too long.
    Slow,
    /// There is no room for it now.
    NoRoom,
}

impl fmt::Display for Broken {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::Slow => "the body took too long",
            Self::NoRoom => "too much waits in memory",
        })
    }
}

impl Error for Broken {}

/// What to answer when a body could not be read to its end.
#[must_use]
pub fn why_broken(error: &(dyn Error + 'static)) -> Failure {
    let mut cause = Some(error);
    while let Some(error) = cause {
        match error.downcast_ref::<Broken>() {
            Some(Broken::Slow) => return Failure::TooSlow,
            Some(Broken::NoRoom) => return Failure::Unavailable,
            None if error.is::<LengthLimitError>() => return Failure::TooLarge,
            None => cause = error.source(),
        }
    }
    Failure::Unreadable
}

struct Bounded {
    body: Body,
    waiting: Waiting,
    held: Held,
    whole: Whole,
    bytes: u64,
    end: Pin<Box<Sleep>>,
    began: Instant,
}

impl Bounded {
    fn new(body: Body, waiting: Waiting, held: Held, whole: Whole) -> Self {
        let began = Instant::now();
        let end = Box::pin(sleep_until(began + waiting.ends.grace));
        Self { body, waiting, held, whole, bytes: 0, end, began }
    }

    /// Counts what arrived, and gives time for as much more.
    fn count(&mut self, bytes: &Bytes) -> Result<(), Broken> {
        let ends = self.waiting.ends;
        let counted = if self.whole.0.load(Ordering::Relaxed) { u64::MAX } else { ends.counted.into() };
        let before = self.bytes.min(counted);
        self.bytes += bytes.len() as u64;
        let more = self.bytes.min(counted) - before;
        let wanted = u32::try_from(more).map_err(|_| Broken::NoRoom)?;
        let room = self.waiting.room.clone().try_acquire_many_owned(wanted).map_err(|_| Broken::NoRoom)?;
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        match held.as_mut() {
            Some(held) => held.merge(room),
            None => *held = Some(room),
        }
        let earned = Duration::from_secs(self.bytes / u64::from(ends.per_second.max(1)));
        self.end.as_mut().reset(self.began + ends.grace + earned);
        Ok(())
    }
}

impl hyper::body::Body for Bounded {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        // Looked at only while nothing is there: when we are slow ourselves, nobody else is to blame.
        let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) else {
            ready!(self.end.as_mut().poll(context));
            return Poll::Ready(Some(Err(axum::Error::new(Broken::Slow))));
        };
        let Some(frame) = frame.transpose()? else { return Poll::Ready(None) };
        if let Some(bytes) = frame.data_ref() {
            self.count(bytes).map_err(axum::Error::new)?;
        }
        Poll::Ready(Some(Ok(frame)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
