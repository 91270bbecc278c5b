//! Hashed features, linear sequence decoding and quantised weight files.
