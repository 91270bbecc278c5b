//! `warraq-train lexicon`: compiles the lexicon of inflected forms from CamelMorph's tables and ArabicChainBank's lemmas.

pub(crate) mod buckwalter;
mod forms;
mod names;
mod nominals;
mod plurals;
mod priors;
#[cfg(test)]
mod tests;
mod verbs;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use warraq_arabic::morphology::lexicon::{Attach, Lexicon, LexiconBuilder, Tag};
use warraq_arabic::morphology::{FUNCTION_WORDS, PLURALS};

use crate::corpus::Counts;
use buckwalter::{arabic, bare, clean_lemma};
use forms::{Form, Forms};
use names::Names;
use nominals::{Nominal, Shapes};

const ABOUT: &str = "Inflected forms of Modern Standard Arabic. Sources: Camel Morph MSA v1.0 (Habash, Marzouk, Khairallah, Khalifa; \
CC BY 4.0); ArabicChainBank (from Camel Morph; CC BY 4.0); this project's lists of function words and plurals; broken plurals by \
pattern kept where the ANT corpus (Apache-2.0) has them, and how frequent lemmas are in it; names of countries (Unicode CLDR, \
Unicode-3.0) and cities (GeoNames, CC BY 4.0). Changes: stems inflected, marks left out of forms. Licence: CC BY 4.0\n";

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// The folder with CamelMorph's CSV tables
    #[arg(long)]
    camel_morph: PathBuf,
    /// ArabicChainBank's lemma table
    #[arg(long)]
    chainbank: PathBuf,
    /// Lists of countries and cities, as `extract.entity` has them
    #[arg(long)]
    places: Vec<PathBuf>,
    /// A folder of plain texts that tells which guessed broken plurals exist
    #[arg(long)]
    corpus: PathBuf,
    /// The lexicon to write
    #[arg(long)]
    out: PathBuf,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let (build, file) = compile(options)?;
    let (forms, analyses) = build.builder.size();
    println!("{forms} forms, {analyses} analyses, {} left out, {} bytes", build.dropped, file.len());
    std::fs::write(&options.out, file).with_context(|| format!("cannot write {}", options.out.display()))
}

/// The lexicon of the sources, with all of their forms in it.
fn compile(options: &Options) -> Result<(Build, Vec<u8>)> {
    let counts = Counts::read(&options.corpus)?;
    let mut build = Build { builder: LexiconBuilder::default(), counts, names: Names::default(), dropped: 0 };
    build.read_names(options)?;
    build.function_words()?;
    build.verbs(&options.camel_morph)?;
    build.chainbank(&options.chainbank)?;
    for table in ["Adj", "Adj-Comp", "Adj-Num", "Noun-Num", "Noun-Quant", "Noun-Prop", "Other"] {
        build.nominal_table(&options.camel_morph.join(format!("MSA-{table}-LEX.csv")))?;
    }
    build.places();
    build.listed_plurals();
    let priors = priors::learn(&build.builder, &build.counts);
    build.builder.set_costs(priors.lemmas, &priors.tags);
    let file = build.builder.to_bytes(ABOUT);
    let lexicon = Lexicon::from_bytes(&file)?;
    for (form, analyses) in build.builder.forms() {
        anyhow::ensure!(
            lexicon.lookup(form).eq(analyses.iter().copied()),
            "{form} is not found as it was added"
        );
    }
    Ok((build, file))
}

struct Build {
    builder: LexiconBuilder,
    counts: Counts,
    names: Names,
    dropped: usize,
}

type Row = HashMap<String, String>;

fn table(path: &Path) -> Result<Vec<Row>> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    reader
        .deserialize()
        .map(|row| row.with_context(|| format!("a broken row in {}", path.display())))
        .collect()
}

fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str).trim()
}

impl Build {
    fn add(&mut self, forms: Forms, lemma: &str, origin: &str) {
        // The first of the forms that share letters and lemma is the likeliest; the others add nothing that can be told apart.
        let mut seen = BTreeSet::new();
        for Form { form, upos, feats, attach } in forms {
            if upos == "NOUN"
                && feats.contains("Number=Dual")
                && self.names.is_no_dual(&form, &bare(lemma), &self.counts)
            {
                continue;
            }
            let aspect = feats.split('|').find(|f| f.starts_with("Aspect") || f.starts_with("Mood"));
            if !seen.insert((form.clone(), aspect.map(str::to_owned), attach)) || form.is_empty() {
                continue;
            }
            let mut parts: Vec<&str> = feats.split('|').filter(|f| !f.is_empty()).collect();
            parts.sort_unstable();
            let tag =
                Tag { upos: upos.into(), feats: parts.join("|"), attach, origin: origin.into(), cost: 0 };
            self.dropped += usize::from(!self.builder.add(&form, &tag, lemma));
        }
    }

    /// Names are read first, since forms of other words yield to them.
    fn read_names(&mut self, options: &Options) -> Result<()> {
        for row in table(&options.camel_morph.join("MSA-Noun-Prop-LEX.csv"))? {
            self.names.add(&arabic(cell(&row, "FORM"), false));
        }
        options.places.iter().try_for_each(|path| self.names.places(path))
    }

    fn places(&mut self) {
        let places: Vec<String> = self
            .names
            .all_places()
            .filter(|(name, sure)| *sure || self.builder.lemmas_of(name).next().is_none())
            .map(|(name, _)| name.to_owned())
            .collect();
        for form in places {
            let feats = if form.ends_with('ة') { "Gender=Fem|Number=Sing" } else { "Number=Sing" };
            let name = Form { form: form.clone(), upos: "PROPN", feats: feats.into(), attach: Attach::Never };
            self.add(vec![name], &form, "place");
        }
    }

    fn function_words(&mut self) -> Result<()> {
        for line in FUNCTION_WORDS.lines().filter(|l| !l.starts_with('#')) {
            let parts: Vec<&str> = line.split('\t').collect();
            let [form, lemma, upos, attach, feats] = parts.as_slice() else {
                anyhow::bail!("function word line without five columns: {line}");
            };
            let attach = match *attach {
                "only" => Attach::Only,
                "never" => Attach::Never,
                _ => Attach::Any,
            };
            for upos in upos.split(',') {
                let tag = Tag {
                    upos: upos.into(),
                    feats: (*feats).into(),
                    attach,
                    origin: "function".into(),
                    cost: 0,
                };
                self.builder.add(form, &tag, lemma);
            }
        }
        Ok(())
    }

    fn verbs(&mut self, folder: &Path) -> Result<()> {
        for (name, inflect) in [
            ("PV", verbs::perfect as fn(&verbs::Stem<'_>, &mut Forms)),
            ("IV", verbs::imperfect),
            ("CV", verbs::imperative),
        ] {
            for row in table(&folder.join(format!("MSA-Verb-LEX-{name}.csv")))? {
                let marked = cell(&row, "FORM");
                let lemma = arabic(clean_lemma(cell(&row, "LEMMA")), true);
                let letters = arabic(marked, false);
                let ends: Vec<&str> = cell(&row, "COND-S").split_whitespace().collect();
                let stem = verbs::Stem {
                    letters: &letters,
                    ends: ends.clone(),
                    before: cell(&row, "COND-T"),
                    passive: false,
                };
                let mut forms = Forms::default();
                inflect(&stem, &mut forms);
                if name != "CV" && ends.iter().any(|e| e.ends_with("trans") && *e != "intrans") {
                    let class = ends.iter().find(|e| e.starts_with("#-")).copied().unwrap_or("");
                    let root = cell(&row, "ROOT");
                    if let Some((letters, class)) =
                        verbs::passive(&letters, marked, class, name == "IV", root)
                    {
                        let mut ends: Vec<&str> =
                            ends.iter().filter(|e| !e.starts_with("#-")).copied().collect();
                        ends.push(&class);
                        let stem = verbs::Stem {
                            letters: &letters,
                            ends,
                            before: cell(&row, "COND-T"),
                            passive: true,
                        };
                        inflect(&stem, &mut forms);
                    }
                }
                // The short stem of a hollow verb stands alone in the jussive only («لم يعد»).
                let short = name == "IV" && stem.before == "c-suff" && !ends.contains(&"gem");
                self.add(forms, &lemma, if short { "short" } else { "verb" });
            }
        }
        Ok(())
    }

    fn chainbank(&mut self, path: &Path) -> Result<()> {
        for row in table(path)? {
            let mut columns: Vec<&str> =
                ["LEMMA_ARA", "PATTERN_ABSTRACT", "PATTERN", "GLOSS", "FUNCTION", "POS"]
                    .map(|c| cell(&row, c))
                    .to_vec();
            if columns.last() == Some(&"") {
                // Rows without the lemma in Arabic script have their other cells one column to the left.
                columns.insert(0, "");
            }
            let pattern = columns.get(1).copied().unwrap_or("");
            let upos = match columns.get(5) {
                Some(&"NOUN") => "NOUN",
                Some(&"ADJ") => "ADJ",
                _ => continue,
            };
            let lemma = arabic(clean_lemma(cell(&row, "LEMMA")), true);
            let citation = bare(&lemma);
            self.noun_or_adjective(&citation, &lemma, upos, pattern);
            if upos == "NOUN" {
                let mut found: Vec<(u32, String, usize)> = plurals::guess(cell(&row, "ROOT"), pattern)
                    .into_iter()
                    .filter(|(_, p)| *p != citation && !self.names.is_no_plural(p, &citation, &self.counts))
                    .map(|(rank, p)| (self.counts.with_clitics(&p), p, rank))
                    .filter(|(n, _, _)| *n >= 2)
                    .collect();
                found.sort_by_key(|(n, _, _)| std::cmp::Reverse(*n));
                found.dedup_by(|a, b| a.1 == b.1);
                for (_, plural, rank) in found {
                    self.plural(&plural, &lemma, upos, if rank < 2 { "guessed" } else { "unlikely" });
                }
            }
        }
        Ok(())
    }

    fn noun_or_adjective(&mut self, citation: &str, lemma: &str, upos: &'static str, pattern: &str) {
        let feminine = citation.ends_with('ة');
        // Participles, agents and relational words name people as well and take all endings.
        let person = pattern.starts_with("mu")
            || pattern.starts_with("ma1o2uw3")
            || ["1A2i3", "1a2~A3", "1a2iy3"].contains(&pattern)
            || pattern.ends_with("iy~");
        let shapes = Shapes {
            masculine: !feminine,
            feminine: feminine || upos == "ADJ" || person,
            dual: true,
            plural_un: upos == "ADJ" || person,
            plural_at: true,
        };
        let nominal = Nominal {
            citation,
            upos,
            shapes,
            gender: if feminine { "Fem" } else { "Masc" },
            number: "Sing",
            defective: citation.ends_with('ي') && !lemma.ends_with("يّ"),
        };
        let mut forms = Forms::default();
        nominal.forms(&mut forms);
        self.add(forms, lemma, "lemma");
    }

    fn plural(&mut self, plural: &str, lemma: &str, upos: &'static str, origin: &str) {
        let nominal = Nominal {
            citation: plural,
            upos,
            shapes: Shapes { masculine: true, ..Shapes::default() },
            gender: "",
            number: "Plur",
            defective: plural.ends_with('ي'),
        };
        let mut forms = Forms::default();
        nominal.forms(&mut forms);
        self.add(forms, lemma, origin);
    }

    fn nominal_table(&mut self, path: &Path) -> Result<()> {
        for row in table(path)? {
            let feats = cell(&row, "FEAT");
            let feat = |key: &str| feats.split_whitespace().find_map(|f| f.strip_prefix(key)).unwrap_or("");
            let upos = match feat("pos:") {
                "noun" | "noun_quant" => "NOUN",
                "noun_prop" => "PROPN",
                "noun_num" => "NUM",
                "adj" | "adj_comp" | "adj_num" => "ADJ",
                "abbrev" => "X",
                "interj" => "INTJ",
                "adv" => "ADV",
                _ => continue,
            };
            let lemma = arabic(clean_lemma(cell(&row, "LEMMA")), true);
            let shapes = Shapes::parse(cell(&row, "COND-T"));
            let citation = citation(cell(&row, "FORM"), cell(&row, "COND-S"), shapes);
            let plural = feat("num:") == "p";
            let nominal = Nominal {
                citation: &citation,
                upos,
                shapes: if cell(&row, "COND-T").is_empty() { Shapes::parse("MS") } else { shapes },
                gender: match (feat("gen:"), citation.ends_with('ة') && !plural) {
                    (_, true) | ("f", _) => "Fem",
                    _ if plural => "",
                    _ => "Masc",
                },
                number: if plural { "Plur" } else { "Sing" },
                defective: cell(&row, "COND-S").split_whitespace().any(|c| c == "#iy"),
            };
            let mut forms = Forms::default();
            nominal.forms(&mut forms);
            self.add(forms, &lemma, if plural { "plural" } else { "lemma" });
        }
        Ok(())
    }

    fn listed_plurals(&mut self) {
        for line in PLURALS.lines().filter(|l| !l.starts_with('#')) {
            if let Some((singular, plural)) = line.split_once('\t') {
                let singular = bare(singular);
                let lemma = self.builder.lemmas_of(&singular).find(|lemma| bare(lemma) == singular);
                let lemma = lemma.unwrap_or(&singular).to_owned();
                self.plural(plural, &lemma, "NOUN", "plural");
            }
        }
    }
}

/// The citation form of a stem: its letters and what its ending class adds before nothing.
fn citation(form: &str, classes: &str, shapes: Shapes) -> String {
    let letters = arabic(form, false);
    let has = |class: &str| classes.split_whitespace().any(|c| c == class);
    let ending = if has("#aY-Ap-y") || has("#aY-Ap-w") {
        "ى"
    } else if has("#aA-Ap-y") || has("#aA-Ap-w") || has("#aA") {
        "ا"
    } else if ["#A'", "#A'-w", "#A'@w", "#w'", "#o'-dis", "#o'-con"].iter().any(|c| has(c)) {
        "ء"
    } else if has("#a>") {
        "أ"
    } else if has("#u&") {
        "ؤ"
    } else if has("#A}iy") {
        "ئي"
    } else if has("#iy") {
        "ي"
    } else {
        ""
    };
    match shapes.masculine || !shapes.feminine {
        true => format!("{letters}{ending}"),
        false if ending == "ى" => format!("{letters}اة"),
        false => format!("{letters}{ending}ة"),
    }
}
