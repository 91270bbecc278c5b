//! Where outputs go: what is no regular file is written to and stays what it is.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::FileTypeExt;
use std::process::Command;
use std::thread;

use crate::program;

/// The preset's output for a sample, and the arguments that write it to a path.
const RUN: [&str; 4] = ["run", "docs/samples/cup.txt", "--format", "json"];

fn written_to(path: &str) -> program::Ended {
    program::run(&[&RUN[..], &["--quiet", "--output", path]].concat())
}

#[test]
fn a_pipe_with_a_name_is_written_to_and_stays() {
    let place = tempfile::tempdir().expect("a directory");
    let pipe = place.path().join("records");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let reader = {
        let pipe = pipe.clone();
        thread::spawn(move || fs::read_to_string(pipe).expect("the pipe can be read"))
    };
    let ended = written_to(&pipe.to_string_lossy());
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    // Before the reader is waited for, who would wait for ever at a pipe that is gone.
    assert!(fs::symlink_metadata(&pipe).expect("the pipe").file_type().is_fifo());
    assert_eq!(reader.join().expect("the reader ends"), program::run(&RUN).stdout);
}

#[test]
fn a_link_stays_and_its_file_is_replaced() {
    let place = tempfile::tempdir().expect("a directory");
    let (file, link) = (place.path().join("real.json"), place.path().join("link.json"));
    fs::write(&file, "old").expect("written");
    std::os::unix::fs::symlink(&file, &link).expect("linked");
    let ended = written_to(&link.to_string_lossy());
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
    assert_eq!(fs::read_to_string(&file).expect("the file"), program::run(&RUN).stdout);
}
