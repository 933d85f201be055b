//! Bells: what is called again and again.

use std::pin::Pin;
use std::time::Duration;

/// What a bell calls, on its way.
pub type Ringing<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;

/// A step that waits for nobody: opening a sending to a million takes seconds.
const SHORT: Duration = Duration::from_mins(2);

/// What goes by everybody, or talks to another server.
const LONG: Duration = Duration::from_mins(30);

/// A bell. It carries nothing and may ring twice: what it calls looks at what is and moves it on.
#[derive(Debug)]
pub struct Bell<A: 'static> {
    /// Its name.
    pub name: &'static str,
    /// When it rings: seconds first, in UTC, because a zoned bell drifts an hour when the clocks change. What readers wait
    /// for rings every second: asking whether anything is due costs one look at an index.
    pub when: &'static str,
    /// What it calls.
    pub call: for<'a> fn(&'a A) -> Ringing<'a>,
    /// How long that may take. A ringing that hangs is ended after it.
    pub within: Duration,
    /// How many of its ringings may go on at once: those that hang do not pile up, each with a connection of its own.
    pub abreast: usize,
    /// Its turn among the bells when the house opens and all ring once, one by one.
    pub turn: i8,
}

/// A bell that rings by a schedule and is done within two minutes.
#[must_use]
pub const fn bell<A>(name: &'static str, when: &'static str, call: for<'a> fn(&'a A) -> Ringing<'a>) -> Bell<A> {
    Bell { name, when, call, within: SHORT, abreast: 1, turn: 0 }
}

impl<A> Bell<A> {
    /// It may take half an hour.
    #[must_use]
    pub const fn long(mut self) -> Self {
        self.within = LONG;
        self
    }

    /// So many of its ringings may go on at once.
    #[must_use]
    pub const fn abreast(mut self, abreast: usize) -> Self {
        self.abreast = abreast;
        self
    }

    /// It rings first when the house opens, before anybody asks whether the house is ready.
    #[must_use]
    pub const fn first(mut self) -> Self {
        self.turn = -1;
        self
    }

    /// It rings last when the house opens: what it waits for may not answer for minutes.
    #[must_use]
    pub const fn last(mut self) -> Self {
        self.turn = 1;
        self
    }
}
