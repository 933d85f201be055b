//! The one integration-test binary: every story of the house, through its router.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::similar_names, reason = "asked, asker and approver, approved are the words of the house")]

mod approving;
mod architecture;
mod archiving;
mod audiences;
mod authority;
mod backing_up;
mod barring;
mod checking;
mod choosing;
mod comparing;
mod connections;
mod consulting;
mod contacts;
mod correcting;
mod crashing;
mod delivering;
mod demo;
mod dependencies;
mod desk;
mod dossiers;
mod echoing;
mod encrypted;
mod events;
mod following;
mod growing;
mod guarding;
mod hostile_input;
mod house;
mod importing;
mod keeping;
mod leaving;
mod letter;
mod listing;
mod looking;
mod mails;
mod mangled;
mod media;
mod members;
mod moving;
mod names;
mod opening;
mod organisations;
#[expect(dead_code, reason = "the fault stories share it and need more of it")]
mod outside;
mod peers;
mod planning;
mod preferring;
mod privacy;
mod recovering;
mod relays;
mod returning;
mod sender;
mod sending_again;
mod sending_issues;
mod serving;
mod setting_up;
mod sharing;
mod signing;
mod signing_in;
#[expect(dead_code, reason = "the fault stories share it and need more of it")]
mod sink;
mod subscribing;
mod writing;
