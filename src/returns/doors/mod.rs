//! The doors by which mail comes in.

pub mod imap;
pub mod keys;
pub mod lmtp;
mod lmtp_talk;
pub mod pipe;
