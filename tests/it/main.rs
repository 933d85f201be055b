//! The one integration-test binary: every story of the house, through its router.

mod approving;
mod architecture;
mod archiving;
mod delivering;
mod demo;
mod desk;
mod guarding;
mod house;
mod importing;
mod leaving;
mod mails;
mod members;
mod opening;
mod planning;
mod sending_issues;
mod setting_up;
mod signing_in;
mod sink;
mod subscribing;
mod writing;
