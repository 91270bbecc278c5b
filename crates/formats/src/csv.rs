//! The format `csv`: a row for every annotation, separated by commas.

use std::sync::Arc;

use warraq_core::component::Encode;
use warraq_core::{Component, Create, Error, Example, Signature, Spec};

use crate::table::{DOC, TableEncoder, TableOptions};

/// The component.
pub struct Csv(Arc<TableOptions>);

impl Component for Csv {
    type Options = TableOptions;
    const SPEC: Spec = Spec {
        summary: "writes a row for every annotation, separated by commas",
        doc: DOC,
        examples: &[Example {
            title: "the names of all documents",
            options: "layer = \"entity\"\nfields = [\"id\", \"published\"]",
            text: "وصل عمر إلى بيروت.",
            expect: "",
        }],
        ..Spec::new("csv")
    };

    fn signature(options: &TableOptions, s: &mut Signature) -> Result<(), Error> {
        if let Some(layer) = &options.layer {
            s.reads(layer);
        }
        Ok(())
    }

    fn create(_: &Create<'_>, options: TableOptions) -> Result<Self, Error> {
        Ok(Self(Arc::new(options)))
    }
}

impl Encode for Csv {
    const ENDINGS: &'static [&'static str] = &["csv"];
    type Worker = TableEncoder;

    fn worker(self: &Arc<Self>) -> Result<TableEncoder, Error> {
        Ok(TableEncoder::new(&self.0, b','))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Shown, at, news};
    use serde_json::json;
    use warraq_conformance::GivenLayer;
    use warraq_core::{OffsetUnit, OutputSettings};

    fn settings(offsets: OffsetUnit, provenance: bool) -> OutputSettings {
        OutputSettings { offsets, provenance, ..OutputSettings::default() }
    }

    #[test]
    fn a_chosen_layer_with_its_columns() {
        let expected = "\
id,published,start,end,text,label,name,mention,country,score
test,2020-12-30,4,7,عمر,PER,,,,0.9877
test,2020-12-30,16,21,بيروت,LOC,Beirut,0,,
";
        let options = json!({"layer": "entity", "fields": ["id", "published"]});
        assert_eq!(news().encode_with::<Csv>(settings(OffsetUnit::Char, false), options), expected);
        let expected = "\
start,end,text,label,cue,cue_start,cue_end,source,source_start,source_end,speaker,speaker_start,speaker_end,frame,step
10,21,وصلنا بيروت,DIRECT,قال,0,3,عمر,4,7,,,,,given
";
        let options = json!({"layer": "statement", "fields": []});
        assert_eq!(news().encode_with::<Csv>(settings(OffsetUnit::Char, true), options), expected);
    }

    #[test]
    fn all_layers_share_their_columns() {
        let found =
            news().encode_with::<Csv>(OutputSettings::default(), json!({"fields": ["section"], "bom": true}));
        let lines: Vec<&str> = found.lines().collect();
        assert!(lines[0].starts_with("\u{feff}section,layer,start,end,text,label,name,"), "{found}");
        let cells: Vec<usize> = lines.iter().map(|line| line.split(',').count()).collect();
        assert!(cells.iter().all(|&count| count == cells[0]) && lines.len() == 7, "{found}");
    }

    #[test]
    fn cells_that_need_it_are_quoted() {
        let text = "قال \"نعم\",\nثم\tلا";
        let shown = Shown::new(
            text,
            &[("title", "س, ص")],
            vec![GivenLayer::new("sentence", vec![(at(text, text), "")])],
        );
        let csv = shown.encode::<Csv>(OutputSettings::default());
        assert!(csv.ends_with("test,\"س, ص\",,sentence,0,26,\"قال \"\"نعم\"\",\nثم\tلا\",\n"), "{csv}");
        let tsv = shown.encode::<crate::tsv::Tsv>(OutputSettings::default());
        assert!(tsv.ends_with("test\tس, ص\t\tsentence\t0\t26\t\"قال \"\"نعم\"\",\nثم\tلا\"\t\n"), "{tsv}");
    }
}
