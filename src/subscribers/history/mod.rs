//! One subscriber as staff see them: what they receive and chose, everything that happened in one timeline, and the
//! evidence of their consent as they saw it, to print or to download.
//!
//! Who moved from another address brings its history along. Nothing here is changed but by taking someone out of a
//! publication because they asked for it.

mod evidence;
mod gather;
mod pages;
mod texts;
mod web;

pub(super) use web::routes;
