//! The one integration-test binary: every story of the house, through its router.

mod delivering;
mod house;
mod members;
mod opening;
mod signing_in;
mod sink;
