//! What every component must keep, as plain functions over components.
