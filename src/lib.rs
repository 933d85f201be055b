//! Samenspraak.

pub mod base;
pub mod store;
pub mod web;
