//! Hostile inputs: each ends with a clear message and a dead letter where it should, and all other documents are
//! written.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::program::{Ended, records, run_in};

const GOOD: &str = "{\"id\":\"good\",\"text\":\"قال الوزير إن 30 سيارة وصلت.\"}\n";

fn lines(directory: &Path, content: &[u8], arguments: &[&str]) -> Ended {
    fs::write(directory.join("in.jsonl"), content).expect("written");
    let base =
        ["run", "in.jsonl", "--set", "run.max_errors=\"100%\"", "--set", "dead_letter.path=dead.jsonl"];
    let ended = run_in(directory, &[&base, arguments].concat());
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert!(ended.stderr.contains("read "), "no account: {}", ended.stderr);
    ended
}

fn dead(directory: &Path) -> Vec<serde_json::Value> {
    records(&fs::read_to_string(directory.join("dead.jsonl")).unwrap_or_default())
}

#[test]
fn broken_lines_die_and_the_others_are_written() {
    let directory = tempfile::tempdir().expect("a directory");
    let bad: [&[u8]; 5] = [
        b"{\"id\":\"lone\",\"text\":\"a \\ud83d b\"}\n",
        b"{\"id\":\"open\",\"text\":\"a\n",
        b"[1, 2, 3]\n",
        b"{\"id\":\"none\"}\n",
        b"\xff\xfe{}\n",
    ];
    let mut content = GOOD.as_bytes().to_vec();
    for line in bad {
        content.extend_from_slice(line);
    }
    content.extend_from_slice(GOOD.replace("good", "last").as_bytes());
    let ended = lines(directory.path(), &content, &["--set", "run.state=state"]);
    let ids: Vec<_> = records(&ended.stdout).iter().map(|record| record["id"].clone()).collect();
    assert_eq!(ids, ["good", "last"]);
    let dead = dead(directory.path());
    assert_eq!(dead.len(), 5, "{}", ended.stderr);
    for (letter, number) in dead.iter().zip(1..) {
        assert_eq!(letter["source"]["index"], number, "{letter}");
        let message = letter["error"].as_str().unwrap_or_default();
        assert!(
            message.contains(&format!("line {}", number + 1)),
            "the message does not name the line: {message}"
        );
        assert!(letter.get("input").is_some() || letter.get("input_hex").is_some(), "the input is not kept");
    }
    assert!(ended.stderr.contains("read 7 = written 2 + dropped 0 + dead 5"), "{}", ended.stderr);
    let account = fs::read_to_string(directory.path().join("state/run.json")).expect("the account is kept");
    let account: serde_json::Value = serde_json::from_str(&account).expect("JSON");
    assert_eq!((&account["read"], &account["adds_up"]), (&7.into(), &true.into()));
}

#[test]
fn a_line_that_is_too_long_dies_without_filling_the_memory() {
    let directory = tempfile::tempdir().expect("a directory");
    let mut content = GOOD.as_bytes().to_vec();
    content.extend_from_slice(b"{\"id\":\"long\",\"text\":\"");
    content.resize(content.len() + (50 << 20), b'a');
    content.extend_from_slice(b"\"}\n");
    content.extend_from_slice(GOOD.as_bytes());
    let ended = lines(directory.path(), &content, &[]);
    assert_eq!(records(&ended.stdout).len(), 2);
    let dead = dead(directory.path());
    assert_eq!(dead.len(), 1);
    assert!(
        dead[0]["error"].as_str().is_some_and(|message| message.contains("max_document")),
        "{}",
        dead[0]["error"]
    );
}

#[test]
fn hostile_texts_are_processed() {
    let directory = tempfile::tempdir().expect("a directory");
    let texts = [
        String::new(),
        "\0\0أ\0".into(),
        "\u{202e}قلب\u{202c} \u{2067}قال\u{2069}".into(),
        format!("ب{}", "\u{064e}".repeat(1_000_000)),
        "كلمة ".repeat(200_000),
    ];
    for (number, text) in texts.iter().enumerate() {
        let name = format!("{number}.txt");
        fs::write(directory.path().join(&name), text).expect("written");
        let ended = run_in(directory.path(), &["run", &name]);
        assert_eq!(ended.status, 0, "{number}: {}", ended.stderr);
        let records = records(&ended.stdout);
        assert_eq!(records.len(), 1);
        assert_eq!(records[0]["text"].as_str(), Some(text.as_str()), "the text of {number} changed");
    }
}

#[test]
fn bytes_that_are_no_text_are_counted() {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join("bad.txt"), b"\xd9\x82\xff\xd8\xa7\xd9\x84 \xc3").expect("written");
    let ended = run_in(directory.path(), &["run", "bad.txt", "good.txt"]);
    assert_eq!(ended.status, 2, "a file that does not exist is found out before anything is read");
    let ended = run_in(directory.path(), &["run", "bad.txt"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert_eq!(records(&ended.stdout)[0]["text"], "ق\u{fffd}ال \u{fffd}");
}

#[test]
fn a_truncated_gzip_dies_and_the_next_file_is_written() {
    let directory = tempfile::tempdir().expect("a directory");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all("نص طويل بعض الشيء. ".repeat(500).as_bytes()).expect("packed");
    let packed = packed.finish().expect("packed");
    fs::write(directory.path().join("a.txt.gz"), &packed[..packed.len() / 2]).expect("written");
    fs::write(directory.path().join("b.txt.gz"), &packed).expect("written");
    fs::write(directory.path().join("c.txt.zst"), zstd::encode_all(&b"abc"[..], 1).expect("packed"))
        .expect("written");
    let ended = run_in(directory.path(), &["run", ".", "--set", "run.max_errors=\"100%\""]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let ids: Vec<_> = records(&ended.stdout).iter().map(|record| record["id"].clone()).collect();
    assert_eq!(ids, ["b.txt.gz", "c.txt.zst"], "{}", ended.stderr);
    assert!(ended.stderr.contains("a.txt.gz"), "{}", ended.stderr);
    assert!(ended.stderr.contains("read 3 = written 2 + dropped 0 + dead 1"), "{}", ended.stderr);
}

#[test]
fn a_decompression_bomb_dies() {
    let directory = tempfile::tempdir().expect("a directory");
    let zeros = vec![b'a'; 64 << 20];
    fs::write(directory.path().join("bomb.txt.zst"), zstd::encode_all(&zeros[..], 3).expect("packed"))
        .expect("written");
    let ended = run_in(directory.path(), &["run", "bomb.txt.zst", "--set", "run.max_errors=\"100%\""]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert!(ended.stderr.contains("max_document") && ended.stderr.contains("dead 1"), "{}", ended.stderr);
}

#[cfg(unix)]
#[test]
fn a_broken_link_and_a_file_whose_read_fails_die() {
    let directory = tempfile::tempdir().expect("a directory");
    let docs = directory.path().join("docs");
    fs::create_dir(&docs).expect("made");
    fs::write(docs.join("a.txt"), "نص أول.").expect("written");
    std::os::unix::fs::symlink("nowhere.txt", docs.join("b.txt")).expect("linked");
    // Reading a process's memory from its start fails with an error of the system.
    std::os::unix::fs::symlink("/proc/self/mem", docs.join("c.txt")).expect("linked");
    fs::write(docs.join("d.txt"), "نص أخير.").expect("written");
    let ended = run_in(directory.path(), &["run", "docs", "--set", "run.max_errors=\"100%\""]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let ids: Vec<_> = records(&ended.stdout).iter().map(|record| record["id"].clone()).collect();
    assert_eq!(ids, ["a.txt", "d.txt"], "{}", ended.stderr);
    assert!(ended.stderr.contains("b.txt") && ended.stderr.contains("c.txt"), "{}", ended.stderr);
    assert!(ended.stderr.contains("read 4 = written 2 + dropped 0 + dead 2"), "{}", ended.stderr);
}

#[test]
fn too_many_dead_end_with_status_3_and_dead_letters_name_them() {
    let directory = tempfile::tempdir().expect("a directory");
    let content = format!("{GOOD}{{\n{{\n");
    fs::write(directory.path().join("in.jsonl"), &content).expect("written");
    let arguments = [
        "run",
        "in.jsonl",
        "--set",
        "run.max_errors=1",
        "--set",
        "dead_letter.path=dead.jsonl",
        "-o",
        "out.jsonl",
    ];
    let ended = run_in(directory.path(), &arguments);
    assert_eq!(ended.status, 3, "{}", ended.stderr);
    assert_eq!(dead(directory.path()).len(), 2);
    assert!(
        !directory.path().join("out.jsonl").exists(),
        "an output of a run that was broken off looks whole"
    );
}

#[test]
fn a_reader_that_goes_away_ends_quietly() {
    let directory = tempfile::tempdir().expect("a directory");
    let content = GOOD.repeat(20_000);
    fs::write(directory.path().join("in.jsonl"), content).expect("written");
    let shell = format!(
        "'{}' run in.jsonl --quiet | head -c 100 > /dev/null; echo ${{PIPESTATUS[0]}}",
        crate::program::path().display()
    );
    let output =
        std::process::Command::new("bash").args(["-c", &shell]).current_dir(directory.path()).output();
    let ended = Ended::from(output.expect("a shell"));
    assert_eq!((ended.stdout.trim(), ended.stderr.trim()), ("0", ""));
}
