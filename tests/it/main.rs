//! The one integration-test binary: every story of the house, through its router.

mod archiving;
mod demo;
mod house;
mod opening;
