//! The one integration-test binary: every story of the house, through its router.

mod architecture;
mod house;
mod opening;
