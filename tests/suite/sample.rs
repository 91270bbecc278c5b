//! The sample article through the preset: title, headings, the left-over link, values of times and numbers, speakers; and
//! every covered text at its offsets in all three units.

use crate::program::{records, root, run, run_in};

fn article(unit: &str) -> serde_json::Value {
    let arguments = [
        "run",
        "docs/samples/port.txt",
        "--field",
        "published=2025-02-04",
        "--offsets",
        unit,
        "--layers",
        "all",
    ];
    let ended = run(&arguments);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    records(&ended.stdout).remove(0)
}

/// The text that a span covers, by the unit's own way of counting.
fn cut(text: &str, unit: &str, row: &serde_json::Value) -> String {
    let at = |key: &str| row[key].as_u64().expect("an offset") as usize;
    let (start, end) = (at("start"), at("end"));
    match unit {
        "byte" => text[start..end].to_owned(),
        "char" => text.chars().skip(start).take(end - start).collect(),
        _ => String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[start..end]).expect("whole letters"),
    }
}

fn check(text: &str, unit: &str, value: &serde_json::Value) -> usize {
    let own = match (&value["text"], &value["start"]) {
        (serde_json::Value::String(covered), serde_json::Value::Number(_)) => {
            assert_eq!(&cut(text, unit, value), covered, "in {unit}: {value}");
            1
        }
        _ => 0,
    };
    let inner: usize = match value {
        serde_json::Value::Object(members) => members.values().map(|value| check(text, unit, value)).sum(),
        serde_json::Value::Array(items) => items.iter().map(|value| check(text, unit, value)).sum(),
        _ => 0,
    };
    own + inner
}

#[test]
fn spans_cover_their_letters_in_every_unit() {
    for unit in ["byte", "char", "utf16"] {
        let record = article(unit);
        let text = record["text"].as_str().expect("a text");
        assert!(check(text, unit, &record["layers"]) > 300);
    }
}

#[test]
fn the_sample_has_its_headings_times_numbers_and_speakers() {
    let record = article("byte");
    let text = record["text"].as_str().expect("a text");
    assert_eq!(record["title"].as_str(), text.lines().next());
    let rows = |layer: &str| record["layers"][layer].as_array().expect("rows").clone();
    let labelled = |label: &str| -> Vec<String> {
        let rows = rows("paragraph").into_iter().filter(|row| row["label"] == label);
        rows.map(|row| cut(text, "byte", &row)).collect()
    };
    assert_eq!(labelled("title"), [text.lines().next().expect("a line")]);
    assert_eq!(labelled("heading"), ["رصيف جديد", "تحذير من التأخير"]);
    assert_eq!(labelled("boilerplate"), ["العودة إلى الأعلى"]);
    let values = |layer: &str| -> Vec<String> {
        let shown = |row: &serde_json::Value| {
            format!("{}={}", cut(text, "byte", row), row["value"].as_str().unwrap_or(""))
        };
        rows(layer).iter().map(shown).collect()
    };
    let times = values("time");
    for time in [
        "الثلاثاء=2025-02-04",
        "الأسبوع الماضي=2025-W05",
        "يوم الأحد=2025-02-02",
        "عام 2025=2025",
        "سنة 2026=2026",
    ] {
        assert!(times.iter().any(|found| found == time), "{time} is not in {times:?}");
    }
    let numbers =
        ["أربع=4", "12=12", "35 مليون=35000000", "الثالث=3", "عشرين=20", "1.5 مليار=1500000000", "3=3"];
    assert_eq!(values("number"), numbers);
    let dropped =
        rows("statement").into_iter().find(|row| row["cue"]["text"] == "أضاف").expect("«وأضاف أن …»");
    assert_eq!(dropped["speaker"]["text"], "مسؤول في وزارة النقل الأردنية");
    assert!(dropped.get("source").is_none(), "the subject is dropped: {dropped}");
}

/// What the preset needs words, entities and statements for: subjects that stand in another clause, denials that are none.
#[test]
fn actors_are_found_across_clauses() {
    let place = tempfile::tempdir().expect("a directory");
    let cases = [
        ("قال الجيش إنه قتل عشرة مسلحين قرب بغداد.", "قتل الجيش > عشرة مسلحين"),
        ("رد الجنود بقصف مواقع المتمردين قرب بغداد.", "قصف الجنود > مواقع المتمردين"),
        ("تجاهل الجنود هذا الشرط، وأطلقوا قذائفهم باتجاه القرية.", "أطلقوا الجنود > القرية"),
        ("قامت امرأة بتفجير نفسها قرب دورية.", "تفجير امرأة > "),
        ("استنكر الوزير هجمات المتمردين على المدينة.", "هجمات المتمردين > المدينة"),
        ("أعلنت حركة طالبان مسؤوليتها عن الهجوم على القافلة.", "الهجوم حركة طالبان > القافلة"),
        ("نفت حركة طالبان مسؤوليتها عن الهجوم على القافلة.", "الهجوم  > القافلة"),
        ("شن مسلحون هجوما على القرية، ونددت المنظمة بقصف المدينة.", "قصف  > المدينة"),
    ];
    for (text, event) in cases {
        std::fs::write(place.path().join("in.txt"), text).expect("written");
        let layers = ["--set", "step.event.min_score=0", "--layers", "event", "--offsets", "byte"];
        let ended = run_in(place.path(), &[&["run", "in.txt"][..], &layers].concat());
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        let record = records(&ended.stdout).remove(0);
        let cut =
            |row: &serde_json::Value| if row.is_object() { cut(text, "byte", row) } else { String::new() };
        let rows = record["layers"]["event"].as_array().expect("rows").clone();
        let shown = |row: &serde_json::Value| {
            format!("{} {} > {}", cut(row), cut(&row["actor"]), cut(&row["recipient"]))
        };
        let found: Vec<String> = rows.iter().map(shown).collect();
        assert!(found.iter().any(|found| found == event), "{text}: {found:?}");
    }
}

/// Speakers that take the whole preset: cue and speaker of every statement.
#[test]
fn speakers_are_found_by_the_preset() {
    let place = tempfile::tempdir().expect("a directory");
    let cases: [(&str, &[&str]); 7] = [
        // The body that a person stands for, and where he is asked.
        (
            "أكد عضو المجلس ياسين بن عمر عن حزب الأفق ضيف برنامج الصباح أن الجلسة طويلة.",
            &["أكد عضو المجلس ياسين بن عمر عن حزب الأفق ضيف برنامج الصباح"],
        ),
        // An office with an adjective goes back to its named holder; another holder is told apart.
        (
            "أكد الرئيس الفرنسي، سامي الحداد، أن الطريق طويل. وذكر الرئيس الفرنسي الشاب أن العمل كثير. وقال الرئيس الفرنسي السابق إن الوقت ضيق.",
            &[
                "أكد الرئيس الفرنسي، سامي الحداد",
                "ذكر الرئيس الفرنسي، سامي الحداد",
                "قال الرئيس الفرنسي السابق",
            ],
        ),
        // Behind the comma somebody else is called, with a name of his own.
        (
            "دعا الرئيس السابق للمجلس، سامي الحداد، رئيس الهيئة، وليد الشامي، إلى العدول عن القرار.",
            &["دعا الرئيس السابق للمجلس، سامي الحداد"],
        ),
        // Who is spoken to stands behind the subject.
        (
            "قالت الوزارة إن الهجوم كبير. وحذرت السلطات الأمريكية والبريطانية ضحايا هذه الهجمات من دفع الأموال.",
            &["قالت الوزارة", "حذرت السلطات الأمريكية والبريطانية"],
        ),
        // Verbal nouns that nobody speaks.
        (
            "قال الوزير إن العمل كثير. ويمكن للموظف طلب الوثائق، إلى جانب توقع أن يصل غيرها، وتعاون البلدان في مجال كشف الشبكات.",
            &["قال الوزير"],
        ),
        // The page of a body is read to the end of its genitives.
        (
            "زار الوفد المدينة، وفق ما جاء في الصفحة الرسمية لولاية سوسة.",
            &["وفق ما جاء في الصفحة الرسمية لولاية سوسة"],
        ),
        // Who was asked decides.
        (
            "قالت الوزارة إن العناصر أوقفت. وباستشارة النيابة العمومية أذنت بالاحتفاظ بهم.",
            &["قالت الوزارة", "أذنت النيابة العمومية"],
        ),
    ];
    for (text, speakers) in cases {
        std::fs::write(place.path().join("in.txt"), text).expect("written");
        let ended = run_in(place.path(), &["run", "in.txt", "--layers", "statement", "--offsets", "byte"]);
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        let record = records(&ended.stdout).remove(0);
        let rows = record["layers"]["statement"].as_array().expect("rows").clone();
        let part = |row: &serde_json::Value| cut(text, "byte", row);
        let found: Vec<String> =
            rows.iter().map(|row| format!("{} {}", part(&row["cue"]), part(&row["speaker"]))).collect();
        assert_eq!(found, speakers, "{text}");
    }
}

/// The events of the second sample: who gave what to whom, who attacked whom, who accused whom, in whose words.
#[test]
fn the_convoy_has_its_events_and_their_speakers() {
    let arguments = [
        "run",
        "docs/samples/convoy.txt",
        "--field",
        "published=2024-06-20",
        "--layers",
        "all",
        "--offsets",
        "byte",
    ];
    let ended = run(&arguments);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let record = records(&ended.stdout).remove(0);
    let text = record["text"].as_str().expect("a text");
    let part = |row: &serde_json::Value| if row.is_object() { cut(text, "byte", row) } else { String::new() };
    let rows = |layer: &str| record["layers"][layer].as_array().expect("rows").clone();
    let shown = |row: &serde_json::Value| {
        let label = row["label"].as_str().unwrap_or_default();
        format!("{label} {} {} > {}", part(row), part(&row["actor"]), part(&row["recipient"]))
    };
    let events: Vec<String> = rows("event").iter().map(shown).collect();
    for event in [
        "AID قدّمت النرويج > لهلال الأحمر السوداني",
        "ASSAULT قُتل  > ثلاثة سائقين",
        "ASSAULT هجوم مسلحون > قافلة",
        "ACCUSE اتهم وزير الخارجية السوداني محمود الخطيب > الجماعات المسلحة",
        "COERCE يعتقل الجيش > منفذي الهجوم",
    ] {
        assert!(events.iter().any(|found| found == event), "{event} is not in {events:#?}");
    }
    let headline = rows("statement").remove(0);
    assert_eq!([part(&headline["cue"]), part(&headline["speaker"])], [":", "السودان"]);
    let last = rows("statement").pop().expect("a statement");
    assert_eq!(part(&last["source"]), "الخطيب");
    assert_eq!(part(&last["speaker"]), "وزير الخارجية السوداني محمود الخطيب");
    let killed =
        rows("event_part").into_iter().find(|row| row["label"] == "KILLED").expect("a count of killed");
    assert_eq!(part(&killed), "ثلاثة سائقين");
}

/// Whose subject stands where, as words tell it: behind the verb of a relative clause, and before a verb with a pronoun.
#[test]
fn subjects_of_relative_clauses_are_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "تعرض الميناء لضربات بالزوارق، التي عادة ما تتهم أنقرة جماعات متشددة بإرسالها.\n\n\
قال المتحدث إن جماعات مسلحة يمولها تجار ذهب أعلنت أن الهدنة انتهت.\n";
    std::fs::write(folder.path().join("news.txt"), text).expect("a file");
    let ended = run_in(folder.path(), &["run", "news.txt", "--layers", "all", "--offsets", "byte"]);
    let record = records(&ended.stdout).remove(0);
    let text = record["text"].as_str().expect("a text");
    let rows = record["layers"]["statement"].as_array().expect("rows");
    let sources: Vec<_> = rows.iter().map(|row| cut(text, "byte", &row["source"])).collect();
    assert_eq!(sources, ["أنقرة", "المتحدث", "جماعات مسلحة"]);
}

/// A state before a headline's colon speaks of another one; the police behind it were there.
#[test]
fn a_state_before_a_colon_speaks_of_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let cues = |subject: &str| {
        let text =
            format!("كندا: {subject} سحبت سفينتين من الميناء\n\nوصلت السفينتان أمس إلى الميناء القديم.\n");
        std::fs::write(folder.path().join("news.txt"), text).expect("a file");
        let ended = run_in(folder.path(), &["run", "news.txt", "--layers", "all", "--offsets", "byte"]);
        let record = records(&ended.stdout).remove(0);
        let text = record["text"].as_str().expect("a text").to_owned();
        let rows = record["layers"]["statement"].as_array().expect("rows").clone();
        rows.iter().map(|row| cut(&text, "byte", &row["source"])).collect::<Vec<_>>()
    };
    assert_eq!(cues("النرويج"), ["كندا"]);
    assert!(cues("الشرطة").is_empty());
}

/// What the date and the place of the saying are is not those of the event; the past is real in whatever is called for.
#[test]
fn events_take_place_and_date_from_their_own_clause() {
    let folder = tempfile::tempdir().expect("a folder");
    let events = |text: &str| {
        std::fs::write(folder.path().join("news.txt"), text).expect("a file");
        let set = ["--set", "step.event.min_score=0", "--field", "published=2024-06-20"];
        let run = run_in(folder.path(), &[&["run", "news.txt", "--layers", "event"][..], &set].concat());
        let record = records(&run.stdout).remove(0);
        let rows = record["layers"]["event"].as_array().expect("rows").clone();
        let shown = |row: &serde_json::Value| {
            let of = |key: &str| row[key]["text"].as_str().or(row[key].as_str()).unwrap_or("-").to_owned();
            let unreal = row["hypothetical"].as_bool().unwrap_or_default();
            format!("{} {} {} {unreal}", of("text"), of("place"), of("date"))
        };
        rows.iter().map(shown).collect::<Vec<_>>()
    };
    let told = "ذكرت الشرطة في بغداد يوم الأربعاء أن مسلحين هاجموا دورية.\n";
    assert_eq!(events(told), ["هاجموا - - false"]);
    let own = "ذكرت الشرطة أن مسلحين هاجموا دورية في بغداد يوم الأربعاء.\n";
    assert_eq!(events(own), ["هاجموا بغداد 2024-06-19 false"]);
    let called = "دعا الوزير إلى محاكمة المسلحين الذين هاجموا الدورية.\n";
    assert!(events(called).contains(&"هاجموا - - false".to_owned()), "{:?}", events(called));
}

/// The example of docs/events.md is what comes of the sample, scores left out.
#[test]
fn the_example_of_the_page_on_events_is_current() {
    let published = ["--field", "published=2024-06-20", "--layers", "all", "--offsets", "byte"];
    let ended = run(&[&["run", "docs/samples/convoy.txt"][..], &published].concat());
    let record = records(&ended.stdout).remove(0);
    let text = record["text"].as_str().expect("a text");
    let mut shown = String::new();
    for (layer, columns) in [
        ("statement", ["cue", "source", "speaker", "frame", "", "", "", ""]),
        (
            "event",
            ["actor", "recipient", "place", "date", "negated", "hypothetical", "passive", "in_statement"],
        ),
        ("event_part", ["event", "country", "role", "quantity", "", "", "", ""]),
    ] {
        for row in record["layers"][layer].as_array().expect("rows") {
            let label = row["label"].as_str().unwrap_or_default();
            shown.push_str(&format!("{layer} {label} «{}»", cut(text, "byte", row)));
            for column in columns {
                match &row[column] {
                    serde_json::Value::Bool(true) => shown.push_str(&format!(" {column}")),
                    serde_json::Value::Number(number) => shown.push_str(&format!(" {column}={number}")),
                    serde_json::Value::String(value) => shown.push_str(&format!(" {column}={value}")),
                    value @ serde_json::Value::Object(_) => {
                        shown.push_str(&format!(" {column}=«{}»", cut(text, "byte", value)));
                    }
                    _ => {}
                }
            }
            shown.push('\n');
        }
    }
    let page = std::fs::read_to_string(root().join("docs/events.md")).expect("the page");
    assert!(page.contains(&format!("```text\n{shown}```")), "docs/events.md lacks\n{shown}");
}

/// No name begins or ends with a mark, but for one that closes what was opened inside of it: over all samples, and where marks
/// stand in the way.
#[test]
fn names_begin_and_end_with_letters() {
    let place = tempfile::tempdir().expect("a directory");
    let traps = "وصل الوفد إلى ولاية قابس، ثم إلى مدينة القدس. عرض المهرجان أفلاما روائية وأفلاما وثائقية، و\"الأفلام القصيرة\"، وكذلك جائزة \"الريح\".\n\nقال في تصريح للزهرة \"أف أم\" إن مدينة باتنة، القريبة، هادئة.";
    std::fs::write(place.path().join("traps.txt"), traps).expect("written");
    let samples = ["convoy.txt", "cup.txt", "harvest.html", "news.jsonl", "port.txt", "storm.txt"];
    let mut inputs: Vec<String> = samples.iter().map(|name| format!("docs/samples/{name}")).collect();
    inputs.push(place.path().join("traps.txt").display().to_string());
    let mut names = 0;
    for input in &inputs {
        let ended = run(&["run", input.as_str(), "--offsets", "byte", "--layers", "entity"]);
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        for record in records(&ended.stdout) {
            for row in record["layers"]["entity"].as_array().expect("rows") {
                let name = row["text"].as_str().expect("a text");
                let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let closed = name.ends_with(['"', '»', '”', ')']) && name.contains(['"', '«', '“', '(']);
                let ends = letter(name.chars().next_back()) || closed;
                assert!(letter(name.chars().next()) && ends, "{input}: {name}");
                names += 1;
            }
        }
    }
    assert!(names > 40, "{names} names");
}
