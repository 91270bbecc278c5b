//! Two built-in components as a plugin: the cheapest tokenizer and a real extractor.

#![deny(unsafe_code)]

use warraq_extractors::number::ExtractNumber;
use warraq_tokenizers::whitespace::TokenizeWhitespace;

warraq_sdk::export!(processor TokenizeWhitespace, processor ExtractNumber);
