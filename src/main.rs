//! The binary: reads the command line and does what it says.

use std::process::ExitCode;

use clap::Parser;
use samenspraak::command;
use samenspraak::settings::Cli;

fn main() -> ExitCode {
    match command::run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("samenspraak: {error:#}");
            ExitCode::FAILURE
        }
    }
}
