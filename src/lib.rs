//! Samenspraak: newsletters, network days and consultations for Dutch public expertise centres.
//!
//! The map. `base ← store, mail, web ← app ← rooms ← schedule, routes ← main`, and the rooms stand in a line: each may
//! know only those above it. `docs/ARCHITECTURE.md` walks one request and one job through it.

/// Words that everyone speaks: moments, addresses, links, blocks, languages.
pub mod base;
/// Letters and their carriage.
pub mod mail;
/// What a room tells the house of itself.
pub mod room;
/// The database as a thing: connecting, writing, leasing, backing up, tables.
pub mod store;
/// The shared face: layout, components, forms, failures.
pub mod web;

/// The handles that live as long as the process.
pub mod app;
/// Settings from the command line and the environment.
pub mod settings;
/// Logs.
pub mod telemetry;

/// Everything that was said, findable and unchangeable.
pub mod archive;
/// Whom a sending is for: filters, saved under a name.
pub mod audiences;
/// Who did what, append-only.
pub mod audit;
/// The centre itself: names, senders, colours, publications, the first set-up.
pub mod centre;
/// Asking councils and federations, and answering every point.
pub mod consultations;
/// Nobody lost, nobody twice: the ledger and the engine that works it off.
pub mod delivery;
/// What crosses rooms: today, sendings, audit.
pub mod desk;
/// What happened, in the order of time, with where it is written.
pub mod dossiers;
/// Network days, webinars and courses: who may come, who comes, who waits.
pub mod events;
/// Articles and issues: writing, approving, planning, sending.
pub mod issues;
/// Images: what staff place, what is made of it, and where it stands.
pub mod media;
/// Regions, councils, federations, ministries, and the people there.
pub mod organisations;
/// One row per address.
pub mod people;
/// What is known of people: the register, their rights, and how long anything stays.
pub mod privacy;
/// Mail that comes back: bounces, complaints, leaving by mail.
pub mod returns;
/// The sender's domain: signing keys, records to publish, the domain check.
pub mod sender;
/// Members, roles, sessions, signing in.
pub mod staff;
/// Consent that can be proven, leaving that always works.
pub mod subscribers;

/// What the binary's subcommands do.
pub mod command;
/// The demo: a fictional centre with people, issues and a postbox.
pub mod demo;
/// The rooms in their line.
pub mod rooms;
/// Every page, and the layers around it.
pub mod routes;
/// The recurring bells.
pub mod schedule;
