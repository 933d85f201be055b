//! The recurring bells. A bell carries nothing and may ring twice: what it calls looks at what is and moves it on.

mod bells;

pub use bells::start;
