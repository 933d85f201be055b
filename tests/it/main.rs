//! The one integration-test binary: every story of the house, through its router.

mod desk;
mod house;
mod opening;
mod setting_up;
