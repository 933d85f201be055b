//! The one integration-test binary: every story of the house, through its router.

mod house;
mod opening;
mod planning;
mod writing;
