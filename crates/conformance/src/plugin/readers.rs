//! The contract of a plugin's readers: hostile bytes do no harm, and an ordinary text is read.

use std::sync::Arc;

use warraq_core::item::{Item, ReadOut};
use warraq_core::signature::Context;
use warraq_core::wiring::output_schema;
use warraq_core::{Create, Factory, Interner, Kind, Made, Renames, RunLayer, Schema, Signature, Wiring};
use warraq_host::Plugin;

use super::tests::{TEXT, components, defaults};
use crate::{check_reader, hostile};

/// Reads hostile and ordinary items with every reader of a plugin; gives how many readers there are.
pub(super) fn readers(plugin: &Plugin) -> Result<usize, String> {
    let all = components(plugin, Kind::Reader);
    for entry in &all {
        let name = entry.spec().name;
        let (made, wiring, symbols) =
            make_reader(entry.as_ref()).map_err(|error| format!("{name}: {error}"))?;
        let Made::Reader(reader) = made else { return Err(format!("{name}: not a reader")) };
        let mut worker = reader.worker().map_err(|error| format!("{name}: {error}"))?;
        let mut items: Vec<(&'static str, Vec<u8>)> =
            hostile::texts().into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        items.push(("bytes that are no text", (0..=255).collect()));
        items.push(("half a letter", vec![0xd9]));
        if let Some(failure) = check_reader(worker.as_mut(), &wiring, &symbols, &items).into_iter().next() {
            return Err(format!("{name}: {} on «{}»: {}", failure.check, failure.on, failure.message));
        }
        let item = Item { id: "a".into(), uri: "a".into(), bytes: TEXT.into(), ..Item::default() };
        let mut out = ReadOut::new(&wiring, &symbols);
        worker.read(&item, &mut out).map_err(|error| format!("{name}: an ordinary text: {error}"))?;
    }
    Ok(all.len())
}

type MadeReader = (Made, Wiring, Arc<warraq_core::Symbols>);

fn make_reader(entry: &dyn Factory) -> Result<MadeReader, String> {
    let options = defaults(entry);
    let signature: Signature = entry.signature(&options, Context::default()).map_err(|e| e[0].to_string())?;
    let (names, interner, mut schema) = (Renames::default(), Interner::new(), Schema::default());
    for writes in &signature.writes {
        schema.layers.push(RunLayer { schema: output_schema(writes, &names), step: "reader".into() });
    }
    let wiring = Wiring::new(&signature, &names, &schema, &interner).map_err(|error| error.to_string())?;
    let made = entry.create(&Create::new("reader", &wiring, &interner, &[]), &options);
    Ok((made.map_err(|error| error.to_string())?, wiring, interner.freeze()))
}
