//! What a run says of its plugins: the time in each, and the step that was slowest.

use std::fs;

use serde_json::Value;

use super::bad;
use crate::program::run_in;

/// How long the slow step sleeps on each document, in seconds.
const SLEEP: f64 = 0.005;
const DOCUMENTS: usize = 300;

#[test]
fn the_account_has_the_time_of_each_plugin_and_the_slowest_step() {
    let place = tempfile::tempdir().expect("a directory");
    let place = place.path();
    bad::build(place, "bad", &[]);
    bad::build(place, "other", &["-DCALLS=\"/dev/null\""]);
    let rest = "[run]\nthreads = 1\n\n[[step]]\nid = \"quick\"\nuse = \"acme.rows\"\n\n[[step]]\nid = \"slow\"\nuse = \"sleepy.rows\"\n\
                mode = \"slow\"\nout = { \"bad.row\" = \"slow.row\", \"bad.view\" = \"slow.view\" }\n";
    bad::pipeline(place, &[("acme", "./libbad.so"), ("sleepy", "./libother.so")], rest);
    let lines: String = (0..DOCUMENTS).map(|at| format!("{{\"id\":\"d{at}\",\"text\":\"ab\"}}\n")).collect();
    fs::write(place.join("docs.jsonl"), lines).expect("written");
    let ended = run_in(place, &["run", "docs.jsonl", "-o", "out.jsonl", "--metrics", "account.json"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let account = fs::read_to_string(place.join("account.json")).expect("an account");
    let account: Value = serde_json::from_str(&account).expect("JSON");
    let seconds = |value: &Value| value.as_f64().expect("seconds");
    let whole = seconds(&account["seconds"]);
    let [quick, slow] = ["acme", "sleepy"].map(|name| seconds(&account["plugins"][name]["seconds"]));
    // On one thread, the times of steps are parts of the run's.
    let slept = SLEEP * DOCUMENTS as f64;
    assert!(quick > 0.0 && slow >= slept && quick + slow <= whole, "{quick} + {slow} of {whole}");
    assert!(quick < slow, "{quick} is no less than {slow}");
    // A plugin with one step has the time of that step.
    let [quick_step, slow_step] = ["quick", "slow"].map(|id| seconds(&account["step_seconds"][id]));
    assert_eq!((quick_step, slow_step), (quick, slow));
    assert_eq!(account["slowest_step"], "slow", "{account}");
    for (name, time) in [("acme", quick), ("sleepy", slow)] {
        let line = ended.stderr.lines().find(|line| line.starts_with(&format!("  plugin {name}: ")));
        let said = format!("300 documents, 300 rows, 0 errors, 0 restarts, {}", shown(time));
        assert!(line.is_some_and(|line| line.ends_with(&said)), "«{said}» is missing: {}", ended.stderr);
    }
    let said = format!("  slowest step: slow ({} on all threads together)", shown(slow));
    assert!(ended.stderr.lines().any(|line| line == said), "«{said}» is missing: {}", ended.stderr);
}

/// A time as the summary shows it.
fn shown(seconds: f64) -> String {
    if seconds < 1.0 { format!("{:.0} ms", seconds * 1e3) } else { format!("{seconds:.1} s") }
}
