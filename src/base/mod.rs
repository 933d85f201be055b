//! Words that everyone speaks. No database, no HTTP, no mail: only types and rules.

pub mod language;

pub use language::Language;
