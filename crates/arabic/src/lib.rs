//! What is known about the Arabic language, as plain functions and data.

pub mod calendar;
pub mod language;
pub mod lexed;
pub mod morphology;
pub mod normalise;
pub mod numerals;
pub mod quantities;
pub mod script;
pub mod stem;
pub mod stopwords;
pub mod time;
