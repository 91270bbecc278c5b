//! Shared libraries as files: what they are for, what they need, and the manifest in them. Nothing is executed.

use object::read::elf::{Dyn, ElfFile64, FileHeader};
use object::{Architecture, BinaryFormat, Object, ObjectKind, ObjectSection, ObjectSymbol};

/// What a file says about itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Library {
    /// The manifest's JSON.
    pub(crate) manifest: Option<String>,
    /// The libraries that it needs.
    pub(crate) needed: Vec<String>,
    /// Where it looks for them.
    pub(crate) search: Vec<String>,
    /// The names that it exports.
    pub(crate) exports: Vec<String>,
}

const EMPTY: &str = "the file is empty";

/// Reads a library for this machine.
///
/// # Errors
/// The file is empty, truncated, no shared library, or for another architecture or system; in one line.
pub(crate) fn read(bytes: &[u8]) -> Result<Library, String> {
    if bytes.is_empty() {
        return Err(EMPTY.into());
    }
    let kind = object::FileKind::parse(bytes).map_err(|_| not_a_library(bytes))?;
    if matches!(kind, object::FileKind::Archive | object::FileKind::Coff) {
        return Err("found a static library or an object file, a shared library is needed".into());
    }
    let file =
        object::File::parse(bytes).map_err(|error| format!("the file is truncated or damaged: {error}"))?;
    system(&file)?;
    if !matches!(file.kind(), ObjectKind::Dynamic) {
        return Err("found a program or an object file, a shared library is needed".into());
    }
    truncated(&file, bytes)?;
    let exports = file.exports().unwrap_or_default();
    let mut exports: Vec<String> =
        exports.iter().map(|export| String::from_utf8_lossy(export.name()).into_owned()).collect();
    if exports.is_empty() {
        let defined = file.dynamic_symbols().filter(|symbol| symbol.is_global() && symbol.is_definition());
        exports = defined.filter_map(|symbol| symbol.name().ok().map(str::to_owned)).collect();
    }
    exports.sort();
    let (needed, search) = needs(bytes, &file);
    Ok(Library { manifest: manifest(&file)?, needed, search, exports })
}

fn not_a_library(bytes: &[u8]) -> String {
    if bytes.starts_with(b"\x7fELF") {
        return "the file is truncated or damaged: its header ends early".into();
    }
    let start: String = String::from_utf8_lossy(bytes.get(..16).unwrap_or(bytes)).escape_debug().collect();
    format!("not a shared library: the file begins with «{start}»")
}

/// Whether the file is for this system and architecture.
fn system(file: &object::File<'_>) -> Result<(), String> {
    let own = if cfg!(target_os = "macos") {
        BinaryFormat::MachO
    } else if cfg!(windows) {
        BinaryFormat::Pe
    } else {
        BinaryFormat::Elf
    };
    if file.format() != own {
        return Err(format!("found a {:?} file of another system, {own:?} is needed here", file.format()));
    }
    let architecture = match std::env::consts::ARCH {
        "aarch64" => Architecture::Aarch64,
        "riscv64" => Architecture::Riscv64,
        "loongarch64" => Architecture::LoongArch64,
        "powerpc64" => Architecture::PowerPc64,
        "s390x" => Architecture::S390x,
        _ => Architecture::X86_64,
    };
    if file.architecture() != architecture || !file.is_64() {
        let found = file.architecture();
        return Err(format!("built for the architecture {found:?}, {architecture:?} is needed here"));
    }
    Ok(())
}

/// Whether all sections lie inside the file.
fn truncated(file: &object::File<'_>, bytes: &[u8]) -> Result<(), String> {
    for section in file.sections() {
        let Some((offset, size)) = section.file_range() else { continue };
        if offset.checked_add(size).is_none_or(|end| end > bytes.len() as u64) {
            let name = section.name().unwrap_or("?");
            let have = bytes.len();
            return Err(format!("the file is truncated: the section {name} reaches past its {have} bytes"));
        }
    }
    Ok(())
}

/// The text of the manifest; `None` where there is no such section.
fn manifest(file: &object::File<'_>) -> Result<Option<String>, String> {
    let wanted = |name: &str| name == warraq_abi::SECTION || name == warraq_abi::SECTION_MACH;
    let Some(section) = file.sections().find(|section| section.name().is_ok_and(wanted)) else {
        return Ok(None);
    };
    let data = section.data().map_err(|error| format!("the manifest cannot be read: {error}"))?;
    let damaged = |what: &str| format!("the manifest is damaged: {what}");
    let at = data.windows(8).position(|window| window == warraq_abi::MAGIC);
    let rest = at.and_then(|at| data.get(at + 8..)).ok_or_else(|| damaged("its magic number is missing"))?;
    let (len, text) = rest.split_first_chunk::<4>().ok_or_else(|| damaged("it ends early"))?;
    let len = if file.is_little_endian() { u32::from_le_bytes(*len) } else { u32::from_be_bytes(*len) };
    let text = text.get(..len as usize);
    let text = text.ok_or_else(|| damaged("its length reaches past the section"))?;
    let text = std::str::from_utf8(text).map_err(|_| damaged("it is not UTF-8"))?;
    Ok(Some(text.to_owned()))
}

/// The libraries that a file needs, and where it looks for them (ELF), or only the names (others).
fn needs(bytes: &[u8], file: &object::File<'_>) -> (Vec<String>, Vec<String>) {
    if let Ok(elf) = ElfFile64::<object::Endianness>::parse(bytes)
        && let Some(found) = elf_needs(&elf)
    {
        return found;
    }
    let imports = file.imports().unwrap_or_default();
    let mut needed: Vec<String> =
        imports.iter().map(|import| String::from_utf8_lossy(import.library()).into_owned()).collect();
    needed.retain(|name| !name.is_empty());
    needed.sort();
    needed.dedup();
    (needed, Vec::new())
}

fn elf_needs(elf: &ElfFile64<'_, object::Endianness>) -> Option<(Vec<String>, Vec<String>)> {
    let endian = elf.endian();
    let sections = elf.elf_header().sections(endian, elf.data()).ok()?;
    let (entries, strings) = sections.dynamic(endian, elf.data()).ok()??;
    let strings = sections.strings(endian, elf.data(), strings).ok()?;
    let (mut needed, mut search) = (Vec::new(), Vec::new());
    for entry in entries {
        let name = || {
            let at = u32::try_from(entry.d_val(endian)).ok()?;
            Some(String::from_utf8_lossy(strings.get(at).ok()?).into_owned())
        };
        match u32::try_from(entry.d_tag(endian)).unwrap_or(0) {
            object::elf::DT_NEEDED => needed.extend(name()),
            object::elf::DT_RPATH | object::elf::DT_RUNPATH => search.extend(name()),
            _ => {}
        }
    }
    Some((needed, search))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_no_library_is_named() {
        assert_eq!(read(b"").unwrap_err(), "the file is empty");
        assert!(read(b"[plugins]\npath").unwrap_err().starts_with("not a shared library"));
        assert!(read(b"\x7fELF\x02\x01\x01").unwrap_err().contains("truncated or damaged"));
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        assert!(read(&own[..own.len() / 2]).is_err());
    }
}
