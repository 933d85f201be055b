//! Samenspraak.

pub mod base;
pub mod web;
