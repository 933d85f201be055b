//! What a letter promises, checked with readers that are not ours: `scraper` for HTML, `mail-parser` for mail.

mod carriage;
mod content;
mod headers;
mod hostile;
mod sheets;
mod submitting;
