//! Tokenizers of search engines beside ours, in turns: `cargo run --release --manifest-path tests/peers/rust/Cargo.toml -- TEXT_FILE`.

#[path = "../../../benches/tokens/peers.rs"]
mod peers;

use charabia::TokenizerBuilder;
use tantivy::tokenizer::{LowerCaser, SimpleTokenizer, TextAnalyzer, TokenStream};
use warraq_tests::bench::{self, Race};

/// Turns of each peer.
const ROUNDS: usize = 5;

fn main() {
    let text = bench::text("tokens");
    let documents = bench::documents(&text);
    let mut race = Race::new(&text, &documents);
    peers::tokens(&mut race);
    race.add("bound: simdutf8", |document| {
        simdutf8::basic::from_utf8(std::hint::black_box(document.as_bytes())).map_or(0, str::len)
    });
    let charabia = TokenizerBuilder::default().into_tokenizer();
    race.add("charabia, segments", move |document| charabia.segment_str(document).count());
    let charabia = TokenizerBuilder::default().into_tokenizer();
    race.add("charabia, normalised tokens", move |document| charabia.tokenize(document).count());
    let mut simple = TextAnalyzer::builder(SimpleTokenizer::default()).build();
    race.add("tantivy, SimpleTokenizer", move |document| count(simple.token_stream(document)));
    let mut lower = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).build();
    race.add("tantivy, SimpleTokenizer and LowerCaser", move |document| count(lower.token_stream(document)));
    race.run(ROUNDS);
    race.print(peers::TOKENS);

    let mut race = Race::new(&text, &documents);
    peers::sentences(&mut race);
    race.run(ROUNDS);
    race.print(peers::SENTENCES);
}

/// The tokens of a stream, each of which is made.
fn count(mut stream: impl TokenStream) -> usize {
    let mut tokens = 0;
    while stream.advance() {
        tokens += 1;
    }
    tokens
}
