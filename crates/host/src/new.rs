//! `plugin new`: a folder with a plugin that builds and passes its checks as it is.

use std::path::{Path, PathBuf};

use crate::error::LoadError;

/// The language of a new plugin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lang {
    /// With the SDK.
    Rust,
    /// With the header.
    C,
}

/// The kind of a new plugin's component.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NewKind {
    /// Processes documents.
    Processor,
    /// Reads items.
    Reader,
    /// Writes documents.
    Writer,
}

/// What `plugin new` was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewPlugin<'a> {
    /// The language.
    pub lang: Lang,
    /// The kind.
    pub kind: NewKind,
    /// The name: letters, digits and hyphens.
    pub name: &'a str,
    /// Where the SDK is, when it does not come from the registry.
    pub sdk_path: Option<&'a Path>,
}

/// What was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// The folder.
    pub folder: PathBuf,
    /// The files in it.
    pub files: Vec<PathBuf>,
    /// The command that builds the library, to be run in the folder.
    pub build: Vec<&'static str>,
    /// The library that this gives.
    pub library: PathBuf,
    /// The component's name within the plugin.
    pub component: &'static str,
}

impl NewPlugin<'_> {
    /// Writes the plugin's folder into `parent`.
    ///
    /// # Errors
    /// The name is not allowed, the folder exists, or it cannot be written.
    pub fn write(&self, parent: &Path) -> Result<Made, LoadError> {
        let folder = parent.join(self.name);
        self.allowed().map_err(|reason| LoadError::file(&folder, reason))?;
        if folder.exists() {
            return Err(LoadError::file(&folder, "exists already; give another name"));
        }
        let failed = |error: std::io::Error| LoadError::file(&folder, format!("cannot be written: {error}"));
        let mut files = Vec::new();
        for (name, text) in self.files().map_err(|reason| LoadError::file(&folder, reason))? {
            let path = folder.join(&name);
            std::fs::create_dir_all(path.parent().unwrap_or(&folder)).map_err(failed)?;
            std::fs::write(&path, text).map_err(failed)?;
            files.push(path);
        }
        let file =
            format!("{}{}{}", std::env::consts::DLL_PREFIX, self.crate_name(), std::env::consts::DLL_SUFFIX);
        let (build, library): (_, PathBuf) = match self.lang {
            Lang::Rust => {
                (vec!["cargo", "build", "--release"], ["target", "release", &file].iter().collect())
            }
            Lang::C => (vec!["make"], format!("lib{}.so", self.crate_name()).into()),
        };
        Ok(Made { library: folder.join(library), folder, files, build, component: self.component() })
    }

    fn allowed(&self) -> Result<(), String> {
        let starts = self.name.starts_with(|c: char| c.is_ascii_lowercase());
        let rest = self.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if starts && rest {
            return Ok(());
        }
        let name = self.name;
        Err(format!("found the name «{name}», allowed are a-z, 0-9 and hyphens, with a letter first"))
    }

    fn crate_name(&self) -> String {
        self.name.replace('-', "_")
    }

    fn component(&self) -> &'static str {
        match (self.lang, self.kind) {
            (_, NewKind::Processor) => "find",
            (Lang::Rust, NewKind::Reader) => "notes",
            (Lang::C, NewKind::Reader) | (Lang::Rust, NewKind::Writer) => "lines",
            (Lang::C, NewKind::Writer) => "sizes",
        }
    }

    /// The files with their texts.
    fn files(&self) -> Result<Vec<(String, String)>, String> {
        let crate_name = self.crate_name();
        Ok(match self.lang {
            Lang::Rust => {
                let source = match self.kind {
                    NewKind::Processor => include_str!("../templates/processor.rs"),
                    NewKind::Reader => include_str!("../templates/reader.rs"),
                    NewKind::Writer => include_str!("../templates/writer.rs"),
                };
                vec![
                    ("Cargo.toml".into(), self.fill(include_str!("../templates/Cargo.toml.in"))?),
                    ("src/lib.rs".into(), self.fill(source)?),
                    (".gitignore".into(), "/target\n".into()),
                ]
            }
            Lang::C => {
                let source = match self.kind {
                    NewKind::Processor => include_str!("../templates/processor.c"),
                    NewKind::Reader => include_str!("../templates/reader.c"),
                    NewKind::Writer => include_str!("../templates/writer.c"),
                };
                vec![
                    (format!("{crate_name}.c"), self.fill(source)?),
                    ("Makefile".into(), self.fill(include_str!("../templates/Makefile.in"))?),
                    ("warraq_plugin.h".into(), warraq_abi::HEADER.into()),
                    ("warraq_plugin_easy.h".into(), warraq_abi::HEADER_EASY.into()),
                    (".gitignore".into(), "*.so\n".into()),
                ]
            }
        })
    }

    fn fill(&self, template: &str) -> Result<String, String> {
        let sdk = match self.sdk_path {
            Some(path) => {
                // A relative path would be looked for from the plugin's folder.
                let path = std::path::absolute(path).map_err(|error| error.to_string())?;
                if self.lang == Lang::Rust && !path.join("Cargo.toml").exists() {
                    return Err(format!("the SDK is not at {}: no Cargo.toml there", path.display()));
                }
                format!("warraq-sdk = {{ path = {:?} }}", path.display().to_string())
            }
            None => format!("warraq-sdk = \"{}\"", env!("CARGO_PKG_VERSION")),
        };
        let filled = template
            .replace("{{name}}", self.name)
            .replace("{{crate}}", &self.crate_name())
            .replace("{{component}}", self.component())
            .replace("{{layer}}", &format!("{}.{}", self.name, self.component()))
            .replace("{{sdk}}", &sdk);
        Ok(filled)
    }
}
