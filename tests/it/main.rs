//! The one integration-test binary: every story of the house, through its router.

mod approving;
mod house;
mod opening;
mod sending_issues;
