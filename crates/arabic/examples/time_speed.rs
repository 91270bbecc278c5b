//! Measures the time grammar on a text: `cargo run --release -p warraq-arabic --example time_speed -- FILE [ROUNDS]`
//!
//! Prints MB/s of one core for lexing alone and for finding times in the lexed text, best of ROUNDS.

use std::process::ExitCode;
use std::time::Instant;

use warraq_arabic::lexed::Lexed;
use warraq_arabic::time::{Finder, Settings};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some(text) = args.next().and_then(|path| std::fs::read_to_string(path).ok()) else {
        eprintln!("usage: time_speed FILE [ROUNDS] (a text file that can be read)");
        return ExitCode::FAILURE;
    };
    let rounds: usize = args.next().and_then(|rounds| rounds.parse().ok()).unwrap_or(5);
    let megabytes = text.len() as f64 / 1e6;
    let (mut lexed, mut finder, mut rows) = (Lexed::new(), Finder::new(Settings::default()), Vec::new());
    let (mut lexing, mut finding) = (f64::MAX, f64::MAX);
    for _ in 0..rounds {
        let start = Instant::now();
        lexed.read(&text);
        lexing = lexing.min(start.elapsed().as_secs_f64());
        rows.clear();
        let start = Instant::now();
        finder.find(&lexed, Some("2017-03-25"), &mut rows);
        finding = finding.min(start.elapsed().as_secs_f64());
    }
    println!("{megabytes:.1} MB, {} tokens, {} rows", lexed.len(), rows.len());
    println!("lexing  {:.1} MB/s", megabytes / lexing);
    println!("finding {:.1} MB/s", megabytes / finding);
    println!("both    {:.1} MB/s", megabytes / (lexing + finding));
    ExitCode::SUCCESS
}
