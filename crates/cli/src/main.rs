//! The command-line program `warraq`.

mod args;
mod catalogue;
mod commands;
mod eval;
mod inspect;
mod lists;
mod markup;
mod new;
mod panics;
mod plugin;
mod progress;
mod style;
mod test;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use args::Cli;
use commands::Ended;

fn main() -> ExitCode {
    panics::install();
    let cli = Cli::parse();
    let error = style::Style::new(cli.color, &std::io::stderr()).error("error:");
    let status = match commands::run(&cli) {
        Ok(Ended::Printed(text)) => match std::io::stdout().write_all(text.as_bytes()) {
            // Whoever read it has gone away, as in `warraq list | head -1`; that is no failure.
            Ok(()) | Err(_) => 0,
        },
        Ok(Ended::Status(status)) => status,
        Err(message) => {
            eprintln!("{error} {message:#}");
            1
        }
    };
    ExitCode::from(status)
}
