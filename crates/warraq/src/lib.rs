//! From a config to a plan to a run.
