//! `layer.merge`: one layer out of several, overlaps resolved by preference.

use std::cmp::Ordering;
use std::sync::Arc;

use warraq_core::create::{ColumnIn, ColumnOut, LayerOut};
use warraq_core::{
    ColumnSchema, ColumnType, Component, Create, Doc, Error, Example, Labels, LayerSchema, Out, Process,
    Processor, Pushed, Signature, Span, Spec, Sym, layers,
};

use super::{At, Source, known, visible};

warraq_core::options_enum! {
    /// Which of two overlapping rows stays.
    pub enum Prefer {
        /// the one that covers more
        Longest = "longest",
        /// the one whose layer is named first
        First = "first",
        /// the one with the higher score; rows without one come last
        Score = "score",
    }
}

warraq_core::options! {
    /// How rows are merged.
    pub struct MergeOptions {
        /// Which of two overlapping rows stays: the first rule that tells them apart decides, and at a tie the row that
        /// begins first. An empty list keeps all rows but those that an earlier layer has with the same span and label.
        pub prefer: Vec<Prefer> = ["longest", "first"],
    }
}

/// The role under which the merged layer is written; `out` names it.
const MERGED: &str = "merged";

/// The component.
pub struct Merge {
    prefer: Vec<Prefer>,
    sources: Vec<Source>,
    scores: Vec<Option<ColumnIn>>,
    out: LayerOut,
    rule: ColumnOut,
    /// For each source, its own column `rule`, and the symbol of its name for rows without one.
    rules: Vec<(Option<ColumnIn>, Sym)>,
}

impl Component for Merge {
    type Options = MergeOptions;
    const SPEC: Spec = Spec {
        summary: "makes one layer of several and resolves overlaps",
        doc: "The step's `in` lists the layers and `out` names the new one: `in = [\"entity_model\", \"entity_lists\"]`, \
              `out = \"entity\"`. The new layer has the labels and columns of all of them; a column must have the same \
              type everywhere, and may be empty where not all layers have it. Where rows overlap, `prefer` says which \
              one stays. References among the merged layers follow: to a row that did not stay they lead to the row \
              that was preferred to it. `rule` says where a row came from: its own rule, or else its layer.",
        examples: &[Example {
            title: "steps that read entity find both",
            options: "in = [\"entity_model\", \"entity_lists\"]\nout = \"entity\"\nprefer = [\"longest\", \"first\"]",
            text: "زار رئيس بلدية طرابلس المعرض",
            expect: "",
        }],
        ..Spec::new("layer.merge")
    };

    fn signature(_: &MergeOptions, s: &mut Signature) -> Result<(), Error> {
        let names = inputs(&s.context.inputs)?;
        let merged = merged(s, &names)?;
        for name in &names {
            s.reads(name);
        }
        s.writes_as(merged);
        Ok(())
    }

    fn create(cx: &Create<'_>, options: MergeOptions) -> Result<Self, Error> {
        let names: Vec<String> = cx.wiring().inputs.iter().map(|input| input.role.clone()).collect();
        let source = |name: &String| Source::new(cx, name, &names, MERGED);
        let sources = names.iter().map(source).collect::<Result<Vec<_>, _>>()?;
        let rules = names.iter().map(|name| (cx.column(name, "rule"), cx.intern(name))).collect();
        Ok(Self {
            prefer: options.prefer,
            scores: names.iter().map(|name| cx.column(name, "score")).collect(),
            sources,
            out: cx.output(MERGED)?,
            rule: cx.output_column(MERGED, "rule")?,
            rules,
        })
    }
}

fn inputs(given: &[String]) -> Result<Vec<String>, Error> {
    let mut names: Vec<String> = Vec::new();
    for name in given {
        if names.contains(name) {
            return Err(Error::config(format!("the layer {name} stands twice in `in`")));
        }
        names.push(name.clone());
    }
    match names.len() {
        0 | 1 => Err(Error::config("name the layers to merge: in = [\"…\", \"…\"]")),
        _ => Ok(names),
    }
}

/// The definition of the merged layer. Layers that nobody writes are the plan's to report.
fn merged(s: &Signature, names: &[String]) -> Result<LayerSchema, Error> {
    let mut merged = LayerSchema::new(MERGED, Labels::None);
    let present: Vec<&LayerSchema> = names.iter().filter_map(|name| known(s, name)).collect();
    for layer in &present {
        merged.labels = match merged.columns.is_empty() && merged.labels == Labels::None {
            true => layer.labels.clone(),
            false => merged.labels.union(&layer.labels),
        };
        for column in &layer.columns {
            add(&mut merged, column, layer, names)?;
        }
    }
    for column in &mut merged.columns {
        let everywhere = present.iter().all(|layer| layer.column(&column.name).is_some());
        let own = matches!(&column.ty, ColumnType::Row(to) if to == MERGED);
        column.nullable = column.nullable || !everywhere || own;
    }
    if merged.column("rule").is_none() {
        merged.columns.extend(layers::extra("rule"));
    }
    Ok(merged)
}

fn add(
    merged: &mut LayerSchema,
    column: &ColumnSchema,
    layer: &LayerSchema,
    names: &[String],
) -> Result<(), Error> {
    let ty = match &column.ty {
        ColumnType::Row(to) if names.contains(to) => ColumnType::Row(MERGED.into()),
        ty => ty.clone(),
    };
    match merged.columns.iter_mut().find(|known| known.name == column.name) {
        Some(known) if known.ty == ty => known.nullable |= column.nullable,
        Some(known) => {
            let (name, found, other) = (&column.name, ty.describe(), known.ty.describe());
            let message =
                format!("the column {name} is {found} in {} and {other} in a layer before it", layer.name);
            return Err(Error::config(message));
        }
        None => merged.columns.push(ColumnSchema { ty, ..column.clone() }),
    }
    Ok(())
}

impl Process for Merge {
    type Worker = MergeWorker;

    fn worker(self: &Arc<Self>) -> Result<MergeWorker, Error> {
        Ok(MergeWorker(Arc::clone(self)))
    }
}

/// A worker of [`Merge`].
pub struct MergeWorker(Arc<Merge>);

/// A row that may stay.
#[derive(Clone, Copy)]
struct Candidate {
    at: At,
    span: Span,
    label: Sym,
    score: f64,
}

impl Processor for MergeWorker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let merge = &self.0;
        let candidates = merge.candidates(doc);
        let (kept, instead) = match merge.prefer.is_empty() {
            true => distinct(&candidates),
            false => resolve(&candidates, &merge.prefer),
        };
        // Where each candidate went: the emission number of the row that stayed for it.
        let mut numbers = vec![None; candidates.len()];
        for (number, &at) in kept.iter().enumerate() {
            if let Some(slot) = numbers.get_mut(at) {
                *slot = u32::try_from(number).ok().map(Pushed);
            }
        }
        let place = |at: At| {
            let found = candidates.partition_point(|c| (c.at.source, c.at.row) < (at.source, at.row));
            candidates.get(found).filter(|c| c.at == at).map(|_| found)
        };
        for &kept_at in &kept {
            let Some(candidate) = candidates.get(kept_at) else { continue };
            let Some(source) = merge.sources.get(candidate.at.source) else { continue };
            let goes = |at: At| {
                let to = place(at).and_then(|at| instead.get(at).copied())?;
                (to != kept_at).then(|| numbers.get(to).copied().flatten()).flatten()
            };
            let layer = doc.layer(source.layer);
            let row = source.copy(layer, candidate.at.row, merge.out, &goes, out);
            let (own, name) = merge.rules.get(candidate.at.source).copied().unwrap_or((None, Sym::NONE));
            if own.is_none_or(|own| layer.sym(own, candidate.at.row).is_none()) {
                row.sym(merge.rule, name);
            }
        }
        Ok(())
    }
}

impl Merge {
    /// The rows of all sources, by source and row.
    fn candidates(&self, doc: Doc<'_>) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for (at, (source, score)) in self.sources.iter().zip(&self.scores).enumerate() {
            let layer = doc.layer(source.layer);
            candidates.extend(visible(doc, source.layer).map(|(row, span)| Candidate {
                at: At { source: at, row },
                span,
                label: layer.label(row),
                score: score.and_then(|score| layer.f64(score, row)).unwrap_or(f64::NEG_INFINITY),
            }));
        }
        candidates
    }
}

/// All candidates but those that an earlier source has with the same span and label; and for each candidate the one
/// that stays for it.
fn distinct(candidates: &[Candidate]) -> (Vec<usize>, Vec<usize>) {
    let key = |c: &Candidate| (c.span, c.label);
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&at| candidates.get(at).map(key));
    let mut instead: Vec<usize> = (0..candidates.len()).collect();
    for pair in order.windows(2) {
        if let [before, at] = *pair
            && let (Some(a), Some(b)) = (candidates.get(before), candidates.get(at))
            && key(a) == key(b)
            && a.at.source != b.at.source
        {
            instead[at] = instead[before];
        }
    }
    let kept = (0..candidates.len()).filter(|&at| instead.get(at) == Some(&at)).collect();
    (kept, instead)
}

/// The candidates that stay, best first; and for each candidate the one that stays for it.
fn resolve(candidates: &[Candidate], prefer: &[Prefer]) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|&a, &b| match (candidates.get(a), candidates.get(b)) {
        (Some(a), Some(b)) => better(a, b, prefer),
        _ => Ordering::Equal,
    });
    // Spans that stay do not overlap, so a sorted list tells with one search whether there is room.
    let mut taken: std::collections::BTreeMap<u32, (u32, usize)> = std::collections::BTreeMap::new();
    let mut instead: Vec<usize> = (0..candidates.len()).collect();
    let mut kept = Vec::new();
    for at in order {
        let Some(candidate) = candidates.get(at) else { continue };
        let before = taken.range(..candidate.span.end).next_back();
        match before.filter(|(_, (end, _))| *end > candidate.span.start) {
            Some((_, &(_, winner))) => instead[at] = winner,
            None => {
                taken.insert(candidate.span.start, (candidate.span.end, at));
                kept.push(at);
            }
        }
    }
    kept.sort_unstable();
    (kept, instead)
}

fn better(a: &Candidate, b: &Candidate, prefer: &[Prefer]) -> Ordering {
    let by = |prefer: &Prefer| match prefer {
        Prefer::Longest => b.span.len().cmp(&a.span.len()),
        Prefer::First => a.at.source.cmp(&b.at.source),
        Prefer::Score => b.score.total_cmp(&a.score),
    };
    let rules = prefer.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal);
    rules.then_with(|| (a.span.start, a.at.source, a.at.row).cmp(&(b.span.start, b.at.source, b.at.row)))
}

#[cfg(test)]
mod tests;
