//! The second stage: files that options name are read, components are made, symbols are frozen.

use std::sync::Arc;
use std::time::Duration;

use warraq_core::create::Asset;
use warraq_core::wiring::Target;
use warraq_core::{
    ColumnType, Create, Interner, Kind, Made, OpenStream, OutputSettings, Renames, Schema, Signature, Wiring,
};

use crate::config::tables::{INPUT_KEYS, OUTPUT_KEYS, STEP_KEYS};
use crate::diagnostics::{Place, Report, codes};
use crate::plan::{Patience, Plan, PlanInput, PlanOutput, PlanStep, PlanUnpacker};

use super::fingerprint::Fingerprint;
use super::options::{self, Given};
use super::{Checked, CheckedInput, CheckedOutput, CheckedStep, Chosen, assets, destination};

/// A plugin's time for a document in one step, where the config gives none. Built-ins have as much as they need.
const PLUGIN_TIMEOUT: Duration = Duration::from_secs(10);

/// How often a component's workers may be opened anew.
const MAX_RESTARTS: u64 = 1000;

/// What the making of components goes on.
struct Maker<'c, 'p> {
    checked: &'c Checked<'p>,
    interner: Interner,
    fingerprint: Fingerprint,
    report: &'c mut Report,
}

/// Where a component stands.
struct Site<'s> {
    id: &'s str,
    at: Place,
    engine: &'static [&'static str],
    output: OutputSettings,
}

/// Makes everything; `None` when something cannot be made, which is reported.
pub(super) fn create(checked: &Checked<'_>, report: &mut Report) -> Option<Plan> {
    let fingerprint = Fingerprint::new(checked);
    let mut maker = Maker { checked, interner: Interner::new(), fingerprint, report };
    let inputs: Vec<_> = checked.inputs.iter().map(|input| maker.input(input)).collect();
    let steps: Vec<_> = checked.steps.iter().map(|step| maker.step(step)).collect();
    let outputs: Vec<_> = checked.outputs.iter().map(|output| maker.output(output)).collect();
    let config = &checked.config;
    let plan = Plan {
        name: config.name.clone(),
        language: config.language.clone(),
        fingerprint: maker.fingerprint.finish(),
        schema: Arc::new(checked.schema.clone()),
        symbols: maker.interner.freeze(),
        settings: config.run.clone(),
        inputs: inputs.into_iter().collect::<Option<_>>()?,
        steps: steps.into_iter().collect::<Option<_>>()?,
        outputs: outputs.into_iter().collect::<Option<_>>()?,
        dead_letter: config.dead_letter.clone(),
        fields: config.fields.clone(),
    };
    (!maker.report.has_errors()).then_some(plan)
}

impl Maker<'_, '_> {
    fn input(&mut self, input: &CheckedInput<'_>) -> Option<PlanInput> {
        let at = self.checked.config.inputs.first().map_or_else(Place::default, |input| input.node.place);
        let site = |id| Site { id, at, engine: INPUT_KEYS, output: OutputSettings::default() };
        let mut unpackers = Vec::new();
        for chosen in &input.unpackers {
            let name = chosen.factory.spec().name;
            let wiring = self.wire(&Signature::default(), &Renames::default(), at)?;
            match self.make(chosen, &wiring, site(name))? {
                Made::Unpacker(unpacker) => unpackers.push(unpacker_of(chosen, unpacker)),
                _ => return self.mismatch(chosen, Kind::Unpacker, at),
            }
        }
        let name = input.reader.factory.spec().name;
        let wiring = self.wire(&input.signature, &Renames::default(), at)?;
        let Made::Reader(reader) = self.make(&input.reader, &wiring, site(name))? else {
            return self.mismatch(&input.reader, Kind::Reader, at);
        };
        let paths = input.paths.clone();
        let patience = self.patience(input.reader.factory);
        Some(PlanInput { paths, unpackers, reader_name: name.to_owned(), reader, wiring, patience })
    }

    fn step(&mut self, step: &CheckedStep<'_>) -> Option<PlanStep> {
        let config = &step.config;
        let at = config.component.place;
        let wiring = self.wire(&step.signature, &step.names, at)?;
        let site = Site { id: &config.id.text, at, engine: STEP_KEYS, output: OutputSettings::default() };
        let Made::Processor(processor) = self.make(&step.chosen, &wiring, site)? else {
            return self.mismatch(&step.chosen, Kind::Processor, at);
        };
        let patience = self.patience(step.chosen.factory);
        let run = &self.checked.config.run;
        let by_default = patience.plugin.as_ref().map(|_| PLUGIN_TIMEOUT);
        Some(PlanStep {
            id: config.id.text.clone(),
            component: config.component.text.clone(),
            processor,
            wiring,
            when: step.when.clone(),
            languages: step.languages.clone(),
            timeout: config.timeout.or(run.timeout).or(by_default),
            on_error: config.on_error.unwrap_or(run.on_error),
            patience,
        })
    }

    /// How often a component may break: what its plugin's table says, all components of the plugin together.
    fn patience(&self, factory: &dyn warraq_core::Factory) -> Patience {
        let plugin = factory.plugin().map(str::to_owned);
        let known = |name: &String| {
            let mut plugins = self.checked.plugins.iter();
            plugins.find(|(config, _)| config.name.text == *name).map(|(config, _)| config.max_restarts)
        };
        Patience { max_restarts: plugin.as_ref().and_then(known).unwrap_or(MAX_RESTARTS), plugin }
    }

    fn output(&mut self, output: &CheckedOutput<'_>) -> Option<PlanOutput> {
        let config = &output.config;
        let at = config.component.as_ref().map_or(config.node.place, |word| word.place);
        let settings = OutputSettings {
            offsets: config.offsets,
            provenance: config.provenance,
            columns: config.columns,
        };
        let name = output.chosen.factory.spec().name;
        let wiring = self.wire(&output.signature, &Renames::default(), at)?;
        let site = Site { id: name, at, engine: OUTPUT_KEYS, output: settings.clone() };
        let Made::Encoder(encoder) = self.make(&output.chosen, &wiring, site)? else {
            return self.mismatch(&output.chosen, Kind::Encoder, at);
        };
        let accepts = output.chosen.factory.accepts();
        Some(PlanOutput {
            component: name.to_owned(),
            destination: destination::destination(config, encoder.target(), accepts, self.report),
            compression: destination::compression(config),
            layers: output.layers.clone(),
            settings,
            encoder,
            patience: self.patience(output.chosen.factory),
        })
    }

    fn wire(&mut self, signature: &Signature, names: &Renames, at: Place) -> Option<Arc<Wiring>> {
        let schema = &self.checked.schema;
        match Wiring::new(signature, names, schema, &self.interner) {
            Ok(mut wiring) => {
                adopt(&mut wiring, schema);
                Some(Arc::new(wiring))
            }
            Err(error) => {
                self.report.error(codes::REFUSED, at, error.message);
                None
            }
        }
    }

    /// Reads the component's files and makes it.
    fn make(&mut self, chosen: &Chosen<'_>, wiring: &Wiring, site: Site<'_>) -> Option<Made> {
        let files: Vec<Asset> = assets::read(chosen.factory, &chosen.table, self.report);
        let mut create = Create::new(site.id, wiring, &self.interner, &files);
        create.language = self.checked.config.language.as_deref();
        create.output = site.output;
        let made = chosen.factory.create(&create, &chosen.options);
        self.fingerprint.assets(&files);
        match made {
            Ok(made) => Some(made),
            Err(error) => {
                let given = Given { table: &chosen.table, at: site.at, engine: site.engine };
                options::refused(chosen.factory.spec().name, given, &error, self.report);
                None
            }
        }
    }

    fn mismatch<T>(&mut self, chosen: &Chosen<'_>, kind: Kind, at: Place) -> Option<T> {
        let message =
            format!("{} says it is a {}, and made something else", chosen.factory.spec().name, kind.name());
        self.report.error(codes::WRONG_KIND, at, message);
        None
    }
}

fn unpacker_of(chosen: &Chosen<'_>, unpacker: Arc<dyn OpenStream>) -> PlanUnpacker {
    let endings = chosen.factory.accepts().endings.iter().map(|&ending| ending.to_owned()).collect();
    PlanUnpacker { name: chosen.factory.spec().name.to_owned(), endings, unpacker }
}

/// A layer that both a reader and a step may write has the columns of both, and each leaves the other's empty.
fn adopt(wiring: &mut Wiring, schema: &Schema) {
    let own: Vec<String> = wiring.outputs.iter().map(|output| output.schema.name.clone()).collect();
    for output in &mut wiring.outputs {
        let Some(run) = schema.layer(output.layer).filter(|run| run.schema != output.schema) else {
            continue;
        };
        output.schema = run.schema.clone();
        let target = |ty: &ColumnType| match ty {
            ColumnType::Row(to) => match own.iter().position(|name| name == to) {
                Some(at) => Target::Own(at),
                None => schema.find(to).map_or(Target::None, Target::Layer),
            },
            _ => Target::None,
        };
        output.targets = output.schema.columns.iter().map(|column| target(&column.ty)).collect();
    }
}
