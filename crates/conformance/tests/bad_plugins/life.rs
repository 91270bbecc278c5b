//! The lives of components and workers: which calls a plugin gets, what stays behind, and that the library stays.

use std::fs;
use std::sync::Barrier;

use super::*;
use crate::kinds;

/// A build of the bad plugin with bytes of its own, which records the calls that it gets.
fn recorded(name: &str) -> (Plugin, PathBuf) {
    let record = scratch(&format!("{name}-calls"));
    let _ = fs::remove_file(&record);
    let library = build(name, &[&format!("-DCALLS=\"{}\"", record.display())]);
    // Under this name the copy in memory is found again.
    let settings = Settings { name: name.into(), ..settings(&library) };
    (load(&settings, |_| {}).unwrap(), record)
}

fn lines(record: &Path) -> Vec<String> {
    fs::read_to_string(record).unwrap().lines().map(str::to_owned).collect()
}

/// The error for which a component in this mode is not ready, and all calls that it got.
fn not_ready(name: &str, mode: &str) -> (String, Vec<String>) {
    let (plugin, record) = recorded(name);
    let chain =
        Chain::new().given("token").step_of(entry(&plugin), json!({ "mode": mode }), Renames::default());
    let message = chain.ready().map(|_| ()).unwrap_err().to_string();
    (message, lines(&record))
}

#[test]
fn when_create_fails_nothing_else_is_called() {
    // It leaves a pointer behind, of which nothing may be made, nor may it be destroyed.
    let (message, calls) = not_ready("create-fails", "create fails");
    assert_eq!(message, "no model here");
    assert_eq!(calls, ["signature 0", "create 1"]);
    let (message, calls) = not_ready("create-nothing", "create nothing");
    assert_eq!(message, "the plugin gave no object");
    assert_eq!(calls, ["signature 0", "create 1"]);
    // A worker that was not opened is not closed; its component was made, and goes.
    let (message, calls) = not_ready("open-fails", "open fails");
    assert_eq!(message, "open.rows: no room for a worker".replace("open", "open-fails"));
    assert_eq!(calls, ["signature 0", "create 1", "open 1", "destroy 1"]);
}

#[test]
fn a_panic_names_plugin_component_document_and_the_worker_is_replaced() {
    let (plugin, record) = recorded("panics");
    let mut ready = prepare(entry(&plugin), "panic some");
    let ended = run_on(&mut ready, &["ab", "POISON", "ab"]);
    assert_eq!((ended[0].1.len(), ended[1].1.len(), ended[2].1.len()), (1, 0, 1));
    let message = ended[1].0.as_ref().unwrap_err();
    assert!(message.contains("panics.rows, document test: panicked at bad.c: poison"), "{message}");
    // One after the batch failed, one after the poisoned document.
    assert_eq!(ready.restarts(), 2);
    drop(ready);
    let calls = lines(&record);
    // A worker that broke gets nothing but its end: first that of the batch, then that of the poisoned document alone.
    let expected = "signature 0, create 1, open 1, process 1, broken 1, close 1, open 2, process 2, process 2, broken 2, \
                    close 2, open 3, process 3, close 3, destroy 1";
    assert_eq!(calls.join(", "), expected);
}

/// Runs the body of a test in a process of its own, where no other test opens files, starts threads or takes memory.
fn alone(test: &str, body: impl FnOnce()) {
    const MARK: &str = "WARRAQ_TEST_ALONE";
    if std::env::var_os(MARK).is_some() {
        return body();
    }
    let mut own = Command::new(std::env::current_exe().unwrap());
    let output = own.args([test, "--exact", "--test-threads=1"]).env(MARK, "1").output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{:?}\n{printed}", output.status);
    assert!(printed.contains("test result: ok. 1 passed"), "no test has this name: {printed}");
}

/// What a process has: open files, threads, memory in bytes.
fn held() -> (usize, usize, u64) {
    let count = |place: &str| fs::read_dir(place).unwrap().count();
    let memory = fs::read_to_string("/proc/self/statm").unwrap();
    let pages: u64 = memory.split(' ').nth(1).unwrap().parse().unwrap();
    (count("/proc/self/fd"), count("/proc/self/task"), pages * rustix::param::page_size() as u64)
}

#[test]
fn components_come_and_go_without_a_trace() {
    /// Less than a hundred bytes for each of the lives.
    const MOST: u64 = 1 << 20;
    alone("life::components_come_and_go_without_a_trace", || {
        let (plugin, kinds) = (plugin(), kinds::plugin());
        let live = |number: usize| {
            // Some are of workers that break.
            let mode = if number % 100 == 7 { "panic some" } else { "ok" };
            let ended = run_entry(entry(&plugin), mode, &["ab", "POISON"]);
            assert_eq!(ended[0].1, [GOOD]);
            assert_eq!(ended[1].0.is_err(), mode == "panic some");
            kinds::live(&kinds, mode);
        };
        // Caches and pools fill up, and the allocator takes what it needs.
        (0..1_000).for_each(live);
        let (files, threads, memory) = held();
        (0..10_000).for_each(live);
        let (more_files, more_threads, more_memory) = held();
        assert_eq!((more_files, more_threads), (files, threads), "files and threads stay");
        let grown = more_memory.saturating_sub(memory);
        assert!(grown < MOST, "{grown} bytes more after 10,000 lives");
    });
    let plugin = plugin();
    // Two instances with different options do not meet.
    let boring = Ok(Outcome::Dropped { reason: "boring".into() });
    let (mut one, mut other) = (prepare(entry(&plugin), "drop"), prepare(entry(&plugin), "ok"));
    for _ in 0..2 {
        assert_eq!(run_on(&mut one, &["ab"])[0].0, boring);
        assert_eq!(run_on(&mut other, &["ab"])[0].1, [GOOD]);
    }
}

#[test]
fn a_library_stays_when_its_plugin_is_gone() {
    const THREADS: usize = 4;
    let (plugin, record) = recorded("stays");
    let mapped = || {
        let maps = fs::read_to_string("/proc/self/maps").unwrap();
        maps.lines().any(|line| line.contains(" r-xp ") && line.contains("/memfd:warraq-stays"))
    };
    let (used, gone) = (Arc::new(Barrier::new(THREADS + 1)), Arc::new(Barrier::new(THREADS + 1)));
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let (entry, used, gone) = (entry(&plugin), Arc::clone(&used), Arc::clone(&gone));
            std::thread::spawn(move || {
                // Opening a worker leaves two destructors with this thread.
                assert_eq!(run_entry(entry, "threads", &["ab"])[0].1, [GOOD]);
                used.wait();
                gone.wait();
            })
        })
        .collect();
    used.wait();
    assert!(mapped());
    drop(plugin);
    assert!(mapped(), "the library is gone with its plugin");
    let ended = |which: u8| {
        let line = format!("thread ended {which}");
        lines(&record).into_iter().filter(|found| *found == line).count()
    };
    assert_eq!((ended(1), ended(2)), (0, 0));
    gone.wait();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    // They ran when nothing of the plugin was left but its code.
    assert_eq!((ended(1), ended(2)), (THREADS, THREADS));
}
