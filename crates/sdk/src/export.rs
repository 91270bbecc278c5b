//! The line that makes a library of components a plugin.

use std::sync::OnceLock;

use warraq_abi as abi;
use warraq_core::{Factory, Kind};

use crate::send::Foreign;
use crate::{guard, life, processor, reader, unpacker, writer};

/// What [`crate::export!`] says.
pub struct Definition {
    /// The components, made anew on each call.
    pub components: fn() -> Vec<warraq_core::Entry>,
    /// The manifest.
    pub manifest: &'static [u8],
    /// The minor version of the ABI that the plugin needs.
    pub minor: u32,
}

/// The plugin after it was opened.
pub(crate) struct Plugin {
    pub(crate) components: Vec<warraq_core::Entry>,
    module: Foreign<abi::Module>,
}

pub(crate) static PLUGIN: OnceLock<Plugin> = OnceLock::new();

/// The component of this name and kind.
pub(crate) fn find(kind: Kind, name: &str) -> Option<&'static dyn Factory> {
    let components = PLUGIN.get()?.components.iter();
    components.map(AsRef::as_ref).find(|factory| factory.kind() == kind && factory.spec().name == name)
}

/// Opens the plugin. For [`crate::export!`].
///
/// # Safety
/// `host` and `module` are what the ABI says about `warraq_plugin_open_v1`.
#[allow(unsafe_code)]
pub unsafe fn open(definition: &Definition, host: *const abi::Host, module: *mut *const abi::Module) -> i32 {
    // SAFETY: the host hands over a valid struct that starts with its size.
    let known = unsafe { abi::read_sized(host, abi::least::HOST) };
    let Some(known) = known else { return abi::code::ABI };
    if known.abi_minor < definition.minor || module.is_null() {
        return abi::code::ABI;
    }
    guard::install();
    crate::log::keep(host);
    let Ok(plugin) = guard::catch(host, || {
        PLUGIN.get_or_init(|| Plugin {
            components: (definition.components)(),
            module: Foreign(abi::Module {
                struct_size: size_of::<abi::Module>() as u32,
                abi_minor: definition.minor,
                manifest: abi::Str::lend_bytes(definition.manifest),
                get_interface: Some(interface),
            }),
        })
    }) else {
        return abi::code::PANIC;
    };
    // SAFETY: not null; the host gives room for a pointer.
    unsafe { module.write(&raw const plugin.module.0) };
    abi::code::OK
}

/// An interface of this plugin; null for one that it does not have.
#[allow(unsafe_code)]
unsafe extern "C" fn interface(id: abi::Str) -> *const std::ffi::c_void {
    // SAFETY: the host lends the id for the time of the call.
    let id = unsafe { id.text() };
    let has = |kind| {
        PLUGIN.get().is_some_and(|plugin| plugin.components.iter().any(|factory| factory.kind() == kind))
    };
    match id {
        Some(abi::id::PROCESSOR) if has(Kind::Processor) => (&raw const processor::INTERFACE.0).cast(),
        Some(abi::id::READER) if has(Kind::Reader) => (&raw const reader::INTERFACE.0).cast(),
        Some(abi::id::UNPACKER) if has(Kind::Unpacker) => (&raw const unpacker::INTERFACE.0).cast(),
        Some(abi::id::WRITER) if has(Kind::Encoder) => (&raw const writer::INTERFACE.0).cast(),
        _ => std::ptr::null(),
    }
}

/// The lifecycle of components of a kind.
pub(crate) const fn life<const KIND: u8>() -> Foreign<abi::Life> {
    Foreign(abi::Life {
        struct_size: size_of::<abi::Life>() as u32,
        flags: 0,
        signature: Some(life::signature::<KIND>),
        create: Some(life::create::<KIND>),
        open: Some(life::open),
        close: Some(life::close),
        destroy: Some(life::destroy),
    })
}

/// Exports components: `export!(processor Hello, reader Notes)`; the kinds are `processor`, `reader`, `unpacker` and
/// `writer`. Name, version and licence of the plugin are those of the package.
#[macro_export]
macro_rules! export {
    ($($kind:ident $component:ty),+ $(,)?) => {
        $crate::export!(minor = 0; $($kind $component),+);
    };
    (minor = $minor:literal; $($kind:ident $component:ty),+ $(,)?) => {
        // The exported symbol and the section need what the lint calls unsafe; nothing else here does.
        #[allow(unsafe_code)]
        mod __warraq_export {
            #[allow(unused_imports)]
            use super::*;
            use $crate::manifest::{About, Entry, write};

            const ABOUT: About = About {
                id: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
                license: env!("CARGO_PKG_LICENSE"),
                aborts: cfg!(panic = "abort"),
                minor: $minor,
            };
            const ENTRIES: &[Entry] = &[$( Entry::$kind::<$component>() ),+];
            #[allow(long_running_const_eval)]
            const LEN: usize = write($crate::abi::json::Json::<0>::new(), &ABOUT, ENTRIES).len();

            #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__wrq_manifest"))]
            #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".wrq_manifest"))]
            #[used]
            #[allow(long_running_const_eval)]
            static MANIFEST: $crate::abi::Manifest<LEN> = $crate::abi::Manifest::new(
                write($crate::abi::json::Json::<LEN>::new(), &ABOUT, ENTRIES).finish(),
            );

            fn components() -> Vec<$crate::core::Entry> {
                vec![$( $crate::__entry!($kind $component) ),+]
            }

            /// The entry point of the plugin.
            ///
            /// # Safety
            /// See `warraq_plugin.h`.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn warraq_plugin_open_v1(
                host: *const $crate::abi::Host,
                module: *mut *const $crate::abi::Module,
            ) -> i32 {
                static DEFINITION: $crate::Definition =
                    $crate::Definition { components, manifest: MANIFEST.text(), minor: $minor };
                // SAFETY: the host calls this as the header says.
                unsafe { $crate::open(&DEFINITION, host, module) }
            }
        }
    };
}

/// A component's factory. For [`crate::export!`].
#[doc(hidden)]
#[macro_export]
macro_rules! __entry {
    (writer $component:ty) => {
        $crate::core::factory::encoder::<$component>()
    };
    ($kind:ident $component:ty) => {
        $crate::core::factory::$kind::<$component>()
    };
}
