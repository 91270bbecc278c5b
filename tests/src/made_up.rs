//! Made-up records and gold, the same for the same number: everything that a scorer can stumble over.

use std::path::Path;

use serde_json::{Map, Value, json};

/// Words that texts are made of: short and long letters, marks, digits, separators that only some call white space.
const WORDS: &[&str] = &[
    "قالَ",
    "وزير",
    "النقل",
    "في",
    "بيروت",
    "٣٠",
    "1,234",
    "سيارةً",
    "يوم",
    "الأحد",
    "London",
    "🚢",
    "e\u{301}",
    "«نعم»",
    "\u{1c}",
    "\u{a0}",
    "\n",
    "x\u{2028}y",
    "ﷺ",
    "و",
    "30",
    "مئة",
];

/// Values as records may write them; many of them are equal to others.
fn value(dice: &mut Dice) -> Value {
    match dice.below(18) {
        0 => json!(null),
        1 => json!(30),
        2 => json!(30.0),
        3 => json!("٣٠"),
        4 => json!("1,234.5"),
        5 => json!(1234.5),
        6 => json!("ＵＳＤ"),
        7 => json!(" usd\u{1f}"),
        8 => json!("nan"),
        9 => json!("-0"),
        10 => json!(true),
        11 => json!("True"),
        12 => json!("1_000"),
        13 => json!("1e3"),
        14 => json!("inf"),
        15 => json!("2024-12-30"),
        16 => json!(12_345_678_901_234_567_u64),
        _ => json!("30"),
    }
}

/// A generator of numbers: SplitMix64.
pub struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// Gold files by name, and the records that are scored against them.
pub struct MadeUp {
    /// Names of gold files with their records.
    pub gold: Vec<(String, Value)>,
    /// The records.
    pub records: Vec<Value>,
}

impl MadeUp {
    /// Writes `DIRECTORY/gold/*.json` and `DIRECTORY/records.jsonl`.
    pub fn write(&self, directory: &Path) -> std::io::Result<()> {
        let gold = directory.join("gold");
        std::fs::create_dir_all(&gold)?;
        for (name, record) in &self.gold {
            std::fs::write(gold.join(format!("{name}.json")), record.to_string())?;
        }
        let lines: String = self.records.iter().map(|record| format!("{record}\n")).collect();
        std::fs::write(directory.join("records.jsonl"), lines)
    }
}

/// The set of this number. A wild one has spans that cut characters or reach beyond the text, records without texts,
/// ids that stand twice; a tame one can be counted in other units.
#[must_use]
pub fn set(number: u64, wild: bool) -> MadeUp {
    let mut dice = Dice(number);
    let (mut gold, mut records) = (Vec::new(), Vec::new());
    for at in 0..3 + dice.below(5) {
        let (text, borders) = text(&mut dice);
        let layers = layers(&mut dice, &text, &borders, wild);
        let found = changed(&mut dice, &layers, &text, &borders, wild);
        let id = format!("doc-{}", if wild && dice.one_in(8) { 0 } else { at });
        let mut own = json!({"id": id, "text": text, "layers": layers});
        let mut other = json!({"id": id, "offset_unit": "byte", "text": text, "layers": found});
        if wild {
            forget(&mut dice, &mut own, &mut other);
        }
        gold.push((format!("{}{at}", dice.pick(&["a-", "doc-", "ز"])), own));
        if !dice.one_in(7) {
            records.push(other);
        }
    }
    records.push(json!({"id": "more", "text": "لا ذهب له", "layers": {"entity": [{"start": 0, "end": 4, "label": "LOC"}]}}));
    MadeUp { gold, records }
}

/// Takes away what a record may lack.
fn forget(dice: &mut Dice, gold: &mut Value, found: &mut Value) {
    match dice.below(8) {
        0 => drop(gold.as_object_mut().map(|gold| gold.shift_remove("id"))),
        1 => drop(gold.as_object_mut().map(|gold| gold.shift_remove("text"))),
        2 => drop(found.as_object_mut().map(|found| found.shift_remove("text"))),
        3 => found["id"] = "another".into(),
        4 => gold["layers"] = Value::Null,
        5 => drop(found.as_object_mut().map(|found| found.shift_remove("layers"))),
        6 => found["layers"]["entity"] = Value::Null,
        _ => {}
    }
}

/// A text and the borders of its characters.
fn text(dice: &mut Dice) -> (String, Vec<usize>) {
    let words: Vec<&str> = (0..8 + dice.below(30)).map(|_| dice.pick(WORDS)).collect();
    let text = words.join(" ");
    let borders = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    (text, borders)
}

fn span(dice: &mut Dice, text: &str, borders: &[usize], wild: bool) -> Map<String, Value> {
    let mut ends = match wild && dice.one_in(10) {
        true => [dice.below(text.len() + 9), dice.below(text.len() + 9)],
        false => [borders[dice.below(borders.len())], borders[dice.below(borders.len())]],
    };
    if !(wild && dice.one_in(30)) {
        ends.sort_unstable();
    }
    let [start, end] = ends;
    Map::from_iter([("start".to_owned(), json!(start)), ("end".to_owned(), json!(end))])
}

fn layers(dice: &mut Dice, text: &str, borders: &[usize], wild: bool) -> Value {
    let mut layers = Map::new();
    for (layer, labels) in [
        ("entity", &["PER", "ORG", "LOC", "MISC"][..]),
        ("time", &["DATE", "TIME", "DURATION", "SET"]),
        ("number", &[""]),
        ("quantity", &["COUNT", "MONEY", "PERCENT"]),
        ("statement", &["DIRECT", "INDIRECT"]),
        ("contact", &["url"]),
    ] {
        if dice.one_in(6) {
            continue;
        }
        let rows: Vec<Value> =
            (0..dice.below(9)).map(|_| row(dice, layer, labels, (text, borders), wild)).collect();
        layers.insert(layer.to_owned(), rows.into());
    }
    Value::Object(layers)
}

fn row(
    dice: &mut Dice,
    layer: &str,
    labels: &[&str],
    (text, borders): (&str, &[usize]),
    wild: bool,
) -> Value {
    let mut row = span(dice, text, borders, wild);
    let label = dice.pick(labels);
    if !label.is_empty() || dice.one_in(4) {
        row.insert("label".into(), label.into());
    }
    if matches!(layer, "time" | "number" | "quantity") && !dice.one_in(5) {
        row.insert("value".into(), value(dice));
    }
    if layer == "quantity" && !dice.one_in(5) {
        row.insert("unit".into(), json!(dice.pick(&["سيارة", "usd", "USD ", "%", "kilometer"])));
    }
    if layer == "statement" {
        for part in ["cue", "source", "speaker"] {
            match dice.below(6) {
                0 => {}
                1 => drop(row.insert(part.into(), Value::Null)),
                _ => drop(row.insert(part.into(), span(dice, text, borders, wild).into())),
            }
        }
    }
    row.into()
}

/// The layers as a program that is often right would find them: rows lost, moved, renamed, doubled, added.
fn changed(dice: &mut Dice, layers: &Value, text: &str, borders: &[usize], wild: bool) -> Value {
    let mut out = Map::new();
    for (name, rows) in layers.as_object().into_iter().flatten() {
        let mut found: Vec<Value> = Vec::new();
        for one in rows.as_array().into_iter().flatten() {
            let mut one = one.clone();
            match dice.below(12) {
                0 => continue,
                1 => one["end"] = span(dice, text, borders, wild)["end"].clone(),
                2 => one["label"] = "OTHER".into(),
                3 => one["value"] = value(dice),
                4 => found.push(one.clone()),
                5 if name == "statement" => one["cue"] = span(dice, text, borders, wild).into(),
                6 if name == "statement" => drop(one.as_object_mut().map(|one| one.shift_remove("source"))),
                _ => {}
            }
            found.push(one);
        }
        if dice.one_in(3) {
            found.push(row(dice, name, &["PER", "DATE"], (text, borders), wild));
        }
        out.insert(name.clone(), found.into());
    }
    Value::Object(out)
}

/// The same record with its offsets in another unit; `unit` counts the units of a text.
#[must_use]
pub fn in_unit(record: &Value, name: &str, unit: &dyn Fn(&str) -> usize) -> Value {
    fn walk(value: &mut Value, text: &str, unit: &dyn Fn(&str) -> usize) {
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    match value.as_u64() {
                        Some(at) if key == "start" || key == "end" => {
                            *value = unit(&text[..at as usize]).into()
                        }
                        _ => walk(value, text, unit),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| walk(item, text, unit)),
            _ => {}
        }
    }
    let mut record = record.clone();
    let text = record["text"].as_str().unwrap_or_default().to_owned();
    walk(&mut record["layers"], &text, unit);
    record["offset_unit"] = name.into();
    record
}
