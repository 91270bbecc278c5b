//! The reader of plugins' files and manifests: no bytes make it panic, overflow or run for ever.

#![no_main]

use std::path::Path;

use warraq_host::Manifest;
use warraq_host::inspect::inspect_bytes;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // As a library, with the manifest in its section.
    if let Ok(found) = inspect_bytes(Path::new("fuzzed.so"), bytes) {
        assert_eq!(found.size, bytes.len() as u64);
    }
    // As the text of a manifest alone: mutations of a library seldom leave its JSON whole.
    if let Ok(manifest) =
        std::str::from_utf8(bytes).map_err(drop).and_then(|text| Manifest::parse(text).map_err(drop))
    {
        let _ = manifest.mismatches();
    }
});
