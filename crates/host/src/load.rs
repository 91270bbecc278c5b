//! From a file to a loaded plugin: read, check, seal, open. Loaded once, never unloaded.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use warraq_abi as abi;
use warraq_core::Entry;

use crate::api::{HostState, Log, LogLine};
use crate::error::LoadError;
use crate::factory::Loaded;
use crate::file::{self, Library};
use crate::manifest::Manifest;

/// What a config says about a plugin.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// The name by which steps call it: `NAME.component`.
    pub name: String,
    /// The file, absolute or resolved against the config.
    pub path: PathBuf,
    /// The hash that the file must have.
    pub sha256: Option<String>,
}

/// A loaded plugin.
pub struct Plugin {
    /// Its name in the config.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// The hash of its file.
    pub sha256: String,
    /// What it says about itself.
    pub manifest: Manifest,
    pub(crate) module: &'static Module,
    pub(crate) log: Log,
}

impl std::fmt::Debug for Plugin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plugin").field("name", &self.name).field("path", &self.path).finish_non_exhaustive()
    }
}

impl Plugin {
    /// Its components, ready for a registry.
    #[must_use]
    pub fn components(&self) -> Vec<Entry> {
        let entry = |info| Some(Box::new(Loaded::new(self, info)?) as Entry);
        self.manifest.components.iter().filter_map(entry).collect()
    }
}

/// The open module of a library, for the rest of the process.
pub(crate) struct Module {
    pub(crate) table: abi::Module,
    _host: Box<HostState>,
}

// SAFETY: the module's table is a constant of the library, whose functions may be called from any thread.
#[allow(unsafe_code)]
unsafe impl Send for Module {}
// SAFETY: as above.
#[allow(unsafe_code)]
unsafe impl Sync for Module {}

impl Module {
    /// An interface that the module has; its address stays valid.
    #[allow(unsafe_code)]
    pub(crate) fn interface<T: Copy>(&self, id: &str, least: usize) -> Option<T> {
        let get = self.table.get_interface?;
        // SAFETY: the interface is null or a struct of the kind that the id names, and a constant of the library.
        unsafe { abi::read_sized(get(abi::Str::lend(id)).cast::<T>(), least) }
    }
}

/// Loads a plugin after every check. Its log lines go to `log`.
///
/// # Errors
/// All reasons for which it is not loaded. Nothing of it has run when the file or the manifest is at fault.
pub fn load(
    settings: &Settings,
    log: impl Fn(&LogLine) + Send + Sync + 'static,
) -> Result<Plugin, LoadError> {
    let log: Log = Arc::new(log);
    let Settings { name, path, sha256 } = settings;
    let refuse = |reasons| LoadError { plugin: name.clone(), path: path.clone(), reasons };
    if !path.is_absolute() && path.components().count() < 2 {
        let reason = "the path is a bare name; give an absolute path or one with a folder (./lib.so)";
        return Err(refuse(vec![reason.into()]));
    }
    let bytes = std::fs::read(path).map_err(|error| refuse(vec![format!("cannot be read: {error}")]))?;
    let hash = crate::sha256(&bytes);
    let mut reasons = Vec::new();
    if let Some(wanted) = sha256.as_ref().filter(|wanted| !wanted.eq_ignore_ascii_case(&hash)) {
        reasons.push(format!(
            "its sha256 is {hash}, the config wants {wanted}; `warraq plugin lock` accepts the new file"
        ));
    }
    let manifest = match check(&bytes) {
        Ok((library, manifest)) => {
            reasons.extend(siblings(path, &library));
            manifest
        }
        Err(found) => {
            reasons.extend(found);
            return Err(refuse(reasons));
        }
    };
    if !reasons.is_empty() {
        return Err(refuse(reasons));
    }
    let module = open(name, path, &hash, &bytes, &log).map_err(|reason| refuse(vec![reason]))?;
    Ok(Plugin { name: name.clone(), path: path.clone(), sha256: hash, manifest, module, log })
}

/// Loads several plugins; one that is broken does not stop the others.
pub fn load_all(
    settings: &[Settings],
    log: impl Fn(&LogLine) + Send + Sync + Clone + 'static,
) -> Vec<Result<Plugin, LoadError>> {
    settings.iter().map(|settings| load(settings, log.clone())).collect()
}

/// Checks a file without running anything of it; all mismatches at once.
pub(crate) fn check(bytes: &[u8]) -> Result<(Library, Manifest), Vec<String>> {
    let library = file::read(bytes).map_err(|reason| vec![reason])?;
    let Some(json) = &library.manifest else {
        return Err(vec![format!("not a plugin: the file has no section {}", abi::SECTION)]);
    };
    let manifest = Manifest::parse(json).map_err(|reason| vec![reason])?;
    let mut reasons = manifest.mismatches();
    if !library.exports.iter().any(|name| name.trim_start_matches('_') == abi::OPEN) {
        reasons.push(format!("the library does not export {}", abi::OPEN));
    }
    if reasons.is_empty() { Ok((library, manifest)) } else { Err(reasons) }
}

/// Libraries beside the plugin that it needs: they would not be checked, and the sealed copy does not find them.
fn siblings(path: &Path, library: &Library) -> Vec<String> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let beside = library.needed.iter().filter(|name| !name.contains('/') && folder.join(name).exists());
    let search = library.search.iter().filter(|path| path.contains("$ORIGIN") || path.contains("${ORIGIN}"));
    let why = |what: &String| {
        format!("needs its sibling {what}, which is not checked: use isolation = \"process\"")
    };
    beside.chain(search).map(why).collect()
}

/// The libraries that are open, by hash: the same bytes are loaded once.
static OPEN: Mutex<Option<HashMap<String, &'static Module>>> = Mutex::new(None);

fn open(name: &str, path: &Path, hash: &str, bytes: &[u8], log: &Log) -> Result<&'static Module, String> {
    if cfg!(target_feature = "crt-static") && cfg!(target_os = "linux") {
        return Err(
            "this warraq is a static binary, which cannot load libraries: use the dynamic build, or \
                    isolation = \"process\""
                .into(),
        );
    }
    let mut modules = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let modules = modules.get_or_insert_with(HashMap::new);
    if let Some(module) = modules.get(hash) {
        return Ok(module);
    }
    let module = Box::leak(Box::new(start(name, path, bytes, log)?));
    modules.insert(hash.to_owned(), module);
    Ok(module)
}

/// Loads the bytes that were checked and calls the plugin's entry.
#[allow(unsafe_code)]
fn start(name: &str, path: &Path, bytes: &[u8], log: &Log) -> Result<Module, String> {
    // SAFETY: the config names this plugin, so its constructors may run.
    let library = unsafe { library(name, path, bytes)? };
    let host = HostState::new(name, Arc::clone(log));
    type Open = unsafe extern "C" fn(*const abi::Host, *mut *const abi::Module) -> i32;
    // SAFETY: the header gives this symbol this type.
    let entry = unsafe { library.get::<Open>(abi::OPEN.as_bytes()) };
    let entry = *entry.map_err(|error| format!("the library has no usable {}: {error}", abi::OPEN))?;
    // Live thread-local destructors forbid unloading.
    std::mem::forget(library);
    let mut module = std::ptr::null();
    let _ = crate::api::why();
    // SAFETY: the host's struct lives as long as the module, which is leaked.
    let code = unsafe { entry(host.pointer(), &raw mut module) };
    if code != abi::code::OK {
        let why = crate::api::why().map_or_else(String::new, |error| format!(": {error}"));
        return Err(format!("its entry refused with code {code}{why}"));
    }
    // SAFETY: after success the pointer is null or the plugin's module.
    let table = unsafe { abi::read_sized(module, abi::least::MODULE) };
    let table = table.ok_or("its module is missing, misaligned, or smaller than in version 1.0")?;
    Ok(Module { table, _host: host })
}

#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
unsafe fn library(name: &str, _: &Path, bytes: &[u8]) -> Result<libloading::Library, String> {
    use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};
    use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
    use std::io::Write;
    use std::os::fd::AsRawFd;
    let failed = |what: &str, error: &dyn std::fmt::Display| format!("a sealed copy {what}: {error}");
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    let fd = memfd_create(format!("warraq-{name}"), flags).map_err(|e| failed("cannot be made", &e))?;
    let mut copy = std::fs::File::from(fd);
    copy.write_all(bytes).map_err(|error| failed("cannot be written", &error))?;
    let seals = SealFlags::WRITE | SealFlags::SHRINK | SealFlags::GROW | SealFlags::SEAL;
    fcntl_add_seals(&copy, seals).map_err(|error| failed("cannot be sealed", &error))?;
    let place = format!("/proc/self/fd/{}", copy.as_raw_fd());
    // SAFETY: the caller wants the library's constructors to run.
    let library = unsafe { Library::open(Some(&place), RTLD_NOW | RTLD_LOCAL) };
    let library =
        library.map_err(|error| format!("does not load: {}", plain(&error).replace(&place, name)))?;
    // The linker knows libraries by path: were the number used again, the next plugin would be taken for this one.
    std::mem::forget(copy);
    Ok(library.into())
}

#[cfg(all(unix, not(target_os = "linux")))]
#[allow(unsafe_code)]
unsafe fn library(_: &str, path: &Path, _: &[u8]) -> Result<libloading::Library, String> {
    use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};
    let path = path.canonicalize().map_err(|error| format!("does not load: {error}"))?;
    // SAFETY: the caller wants the library's constructors to run.
    let library = unsafe { Library::open(Some(path), RTLD_NOW | RTLD_LOCAL) };
    library.map(Into::into).map_err(|error| format!("does not load: {}", plain(&error)))
}

#[cfg(windows)]
#[allow(unsafe_code)]
unsafe fn library(_: &str, path: &Path, _: &[u8]) -> Result<libloading::Library, String> {
    let path = path.canonicalize().map_err(|error| format!("does not load: {error}"))?;
    // SAFETY: the caller wants the library's constructors to run.
    unsafe { libloading::Library::new(path) }.map_err(|error| format!("does not load: {}", plain(&error)))
}

/// The linker's own words, with the symbol that is missing.
fn plain(error: &libloading::Error) -> String {
    let source = std::error::Error::source(error);
    source.map_or_else(|| error.to_string(), ToString::to_string)
}
