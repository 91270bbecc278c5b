//! Which file is loaded, and that its bytes are those that were checked.

use super::*;

#[test]
fn bare_names_are_never_looked_for() {
    assert!(refused(Path::new("libbad.so")).contains("bare name"));
}

#[test]
fn another_hash_is_refused_before_anything_runs() {
    let mark = scratch("hash-constructor-ran");
    let _ = std::fs::remove_file(&mark);
    let library = build("hash", &[&format!("-DCONSTRUCTOR=\"{}\"", mark.display())]);
    let wrong = Settings { sha256: Some("00".repeat(32)), ..settings(&library) };
    let message = load(&wrong, |_| {}).unwrap_err().to_string();
    assert!(message.contains("its sha256 is") && message.contains("plugin lock"), "{message}");
    assert!(!mark.exists());
    let right = warraq_host::sha256(&std::fs::read(&library).unwrap());
    load(&Settings { sha256: Some(right), ..settings(&library) }, |_| {}).unwrap();
    assert!(mark.exists());
}

#[test]
fn the_bytes_that_were_checked_are_the_bytes_that_run() {
    let library = build("swapped", &["-DLIFE_SIZE=56"]);
    load(&settings(&library), |_| {}).unwrap();
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    assert!(maps.contains("/memfd:warraq-acme"), "not loaded from the sealed copy");
    assert!(!maps.contains(library.to_str().unwrap()), "the file itself is mapped");
}

#[test]
fn a_file_that_is_overwritten_after_the_check_changes_nothing() {
    let library = build("overwritten", &["-DMODULE_SIZE=280"]);
    let bytes = std::fs::read(&library).unwrap();
    let plugin = load(&settings(&library), |_| {}).unwrap();
    // In place: the same file, so that whoever had it open or mapped would see it.
    std::fs::write(&library, vec![0; bytes.len()]).unwrap();
    assert_eq!(run_entry(entry(&plugin), "ok", &["ab"])[0].1, [GOOD]);
    assert_eq!(plugin.sha256, warraq_host::sha256(&bytes));
    assert!(refused(&library).contains("not a shared library"));
}

#[test]
fn the_copy_that_runs_cannot_be_changed() {
    use rustix::fs::{SealFlags, fcntl_get_seals};
    use std::io::Write;
    let library = build("sealed", &["-DCALLS=\"/dev/null\""]);
    load(&Settings { name: "sealed".into(), ..settings(&library) }, |_| {}).unwrap();
    let open = std::fs::read_dir("/proc/self/fd").unwrap().map(|entry| entry.unwrap().path());
    let is_copy = |path: &PathBuf| {
        std::fs::read_link(path).is_ok_and(|to| to.to_string_lossy().starts_with("/memfd:warraq-sealed"))
    };
    let copy = open.into_iter().find(is_copy).expect("the copy");
    let seals = fcntl_get_seals(std::fs::File::open(&copy).unwrap()).unwrap();
    assert_eq!(seals, SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL);
    let bytes = std::fs::read(&copy).unwrap();
    assert_eq!(bytes, std::fs::read(&library).unwrap());
    let mut writable = std::fs::File::options().write(true).open(&copy).unwrap();
    assert!(
        writable.write_all(b"x").is_err()
            && writable.set_len(0).is_err()
            && writable.set_len(1 << 20).is_err()
    );
    assert_eq!(std::fs::read(&copy).unwrap(), bytes);
}

#[test]
fn a_library_with_siblings_is_refused_in_process() {
    let sibling = scratch("libsibling.so");
    std::fs::copy(ordinary(), &sibling).unwrap();
    let folder = format!("-L{}", env!("CARGO_TARGET_TMPDIR"));
    let library = build("needs", &["-Wl,--no-as-needed", &folder, "-Wl,-rpath,$ORIGIN", "-lsibling"]);
    assert!(refused(&library).contains("isolation = \"process\""));
}
