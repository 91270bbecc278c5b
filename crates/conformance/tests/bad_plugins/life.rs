//! Components of a plugin leave nothing behind.

use super::*;

#[test]
fn components_come_and_go_without_a_trace() {
    let files = || std::fs::read_dir("/proc/self/fd").unwrap().count();
    let plugin = plugin();
    run_entry(entry(&plugin), "ok", &["ab"]);
    let before = files();
    for _ in 0..2_000 {
        run_entry(entry(&plugin), "ok", &["ab"]);
    }
    assert!(files() <= before + 8, "files stay open");
    // Two instances with different options do not meet.
    assert_eq!(
        run_entry(entry(&plugin), "drop", &["ab"])[0].0,
        Ok(Outcome::Dropped { reason: "boring".into() })
    );
    assert_eq!(run_entry(entry(&plugin), "ok", &["ab"])[0].1, [GOOD]);
}
