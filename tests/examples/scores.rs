//! Compares `warraq eval` with a scorer in Python on made-up records, line by line.
//!
//! usage: `cargo run -p warraq-tests --example scores -- WARRAQ SCORER [SETS [KEEP]]`: the program `warraq`, the scorer
//! (called as `python3 SCORER GOLD_DIR RECORDS.jsonl`), how many sets of records, and a file for the scorer's output on
//! the first twelve, which the tests hold `warraq eval` to.

use std::path::Path;
use std::process::{Command, ExitCode};

use warraq_tests::made_up;

const KEPT: u64 = 12;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [warraq, scorer, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: scores WARRAQ SCORER [SETS [KEEP]]");
        return ExitCode::from(2);
    };
    for path in [warraq, scorer] {
        if !Path::new(path).is_file() {
            eprintln!("there is no file {path}");
            return ExitCode::from(2);
        }
    }
    let sets = rest.first().and_then(|sets| sets.parse().ok()).unwrap_or(100);
    let (mut different, mut refused, mut lines, mut kept) = (0, 0, 0, String::new());
    for number in 0..sets {
        let place = std::env::temp_dir().join(format!("warraq-scores-{}-{number}", std::process::id()));
        made_up::set(number, true).write(&place).expect("written");
        let (gold, records) = (place.join("gold"), place.join("records.jsonl"));
        let ours = Command::new(warraq).arg("eval").arg(&gold).arg("--records").arg(&records).output();
        let theirs = Command::new("python3").arg(scorer).arg(&gold).arg(&records).output();
        let theirs = String::from_utf8(theirs.expect("python3 runs").stdout).expect("text");
        let ours = String::from_utf8(ours.expect("warraq runs").stdout).expect("text");
        // The scorer names missing documents on standard output.
        let scores: String = theirs
            .lines()
            .filter(|line| !line.starts_with("no record"))
            .map(|line| format!("{line}\n"))
            .collect();
        lines += scores.lines().count();
        if scores != ours {
            different += 1;
            println!("set {number} in {} differs:\n--- scorer\n{theirs}--- warraq\n{ours}", place.display());
            continue;
        }
        if scores.is_empty() {
            refused += 1;
        } else if number < KEPT {
            kept.push_str(&format!("# set {number}\n{scores}"));
        }
        std::fs::remove_dir_all(&place).expect("removed");
    }
    if let (Some(path), 0) = (rest.get(1), different) {
        std::fs::write(path, kept).expect("written");
    }
    println!(
        "{sets} sets, {lines} scores, {different} sets differ; both refuse {refused} sets whose texts differ"
    );
    ExitCode::from(u8::from(different > 0))
}
