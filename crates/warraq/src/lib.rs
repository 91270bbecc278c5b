//! From a config to a plan to a run: the only place where stages are put in order.

pub mod config;
pub mod diagnostics;
pub mod eval;
pub mod expect;
pub mod explain;
pub mod inspect;
pub mod native;
pub mod plan;
pub mod planner;
pub mod reference;
pub mod registry;
pub mod run;

pub use config::{Overrides, PipelineSource};
pub use diagnostics::Report;
pub use plan::Plan;
pub use planner::Planner;
pub use registry::Registry;
pub use run::{Account, DeadLetter, Observer, RunError, run};
pub use warraq_extractors::gazetteer::{Spelling, compile_lists};
