//! The form of signing up on the centre's own website: in a frame, or as plain HTML that the website draws itself.
//!
//! What always holds: it asks with the same words, within the same limits and with the same letter to confirm as the form of ours.
//! Only the websites that the centre names may put our page in a frame, and only what comes from a page of theirs, with the
//! words of consent that hold now, is taken at once. Whatever else arrives is drawn once more on a page of ours, to be pressed
//! there: another site can make a browser do no more than that. No script, no cookie.

mod pages;
mod site;
mod texts;
mod web;

pub use web::{public_routes, routes};
