//! stub
use serde::{Deserialize, Serialize};
/// x
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum OffsetUnit {
    /// x
    #[default]
    Byte,
    /// x
    Char,
    /// x
    Utf16,
}
/// x
pub struct OffsetIndex<'a>(&'a str);
impl<'a> OffsetIndex<'a> {
    /// x
    pub fn new(t: &'a str) -> Self {
        Self(t)
    }
    /// x
    pub fn unit_of(&self, _: OffsetUnit, b: u32) -> u32 {
        b
    }
}
