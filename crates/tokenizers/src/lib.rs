//! Built-in normalisers, segmenters and tokenizers.
