//! Lists of made-up parties, places and things in made-up sentences.

use serde_json::{Value, json};
use warraq_conformance::{Chain, check_processor, rows};

use super::*;

const PARTIES: &str = "phrase\tlabel\tid
حزب السنابل الخضراء\tORG\tp1
السنابل\tMISC\t
حركة الميناء القديم\tORG\tp2
ميناء\tLOC\t
الغيث\tORG\tp3
مدفع الهاون\tWEAPON\tw1
قذائف الهاون\tWEAPON\tw2
قذائف آر بي جي-7\tWEAPON\tw3
بندقية قنص\tWEAPON\tw4
بندقية قنص\tTOOL\tt4
ورد\tPER\t
كهرمان\tPER\t
";

fn found_with(options: Value, list: (&str, &[u8]), text: &str) -> Vec<String> {
    let mut options = options;
    options["files"] = json!([list.0]);
    let chain = Chain::new().asset(list.0, list.1).step::<Gazetteer>(options);
    let mut chain = chain.ready().unwrap();
    let document = chain.run(text).unwrap();
    let all = rows(&document, &chain.schema, &chain.symbols, "entity");
    let short = |row: &String| {
        let row = row.strip_prefix("entity ").unwrap_or(row);
        row.split_once(" name=").map_or(row, |(row, _)| row).to_owned()
    };
    all.iter().map(short).collect()
}

fn found(text: &str) -> Vec<String> {
    found_with(json!({}), ("parties.tsv", PARTIES.as_bytes()), text)
}

#[test]
fn phrases_are_found_on_their_original_letters() {
    let cases: [(&str, &[&str]); 18] = [
        // With particles, without, with marks and tatweel, in other spellings.
        ("أصيب الجسر بقذائف الهاون ليلا", &["WEAPON «قذائف الهاون»"]),
        ("سقطت قذائف الهاون ليلا", &["WEAPON «قذائف الهاون»"]),
        ("سقطت قَذائِفُ الهاوُنِ ليلا", &["WEAPON «قَذائِفُ الهاوُنِ»"]),
        ("وبِقَذائِفِ الهـــاون", &["WEAPON «قَذائِفِ الهـــاون»"]),
        ("فكقذائف  الهاون", &["WEAPON «قذائف  الهاون»"]),
        ("قذائف\nالهاون", &["WEAPON «قذائف\nالهاون»"]),
        ("قذائف\n\nالهاون", &[]),
        ("قذائف، الهاون", &[]),
        ("ﻗﺬﺍﺋﻒ ﺍﻟﻬﺎﻭﻥ", &["WEAPON «ﻗﺬﺍﺋﻒ ﺍﻟﻬﺎﻭﻥ»"]),
        ("قذائف ار بي جي ٧ انفجرت", &[]),
        ("قذائف ار بي جي-٧ انفجرت", &["WEAPON «قذائف ار بي جي-٧»"]),
        // The article: attached, in the list, and both after ل.
        ("عاد إلى الميناء وللميناء سور", &["LOC «ميناء»", "LOC «ميناء»"]),
        ("كتاب للغيث وبالغيث", &["ORG «لغيث»", "ORG «الغيث»"]),
        // The longest wins, and the rest of it is not found again.
        ("إن حزب السنابل الخضراء فاز", &["ORG «حزب السنابل الخضراء»"]),
        ("إن حزب السنابل الصفراء فاز", &["MISC «السنابل»"]),
        // Two entries with one phrase.
        ("ببندقية قنص", &["WEAPON «بندقية قنص»", "TOOL «بندقية قنص»"]),
        // Whole words only, and no particle that leaves less than three letters.
        ("الميناءان كهرمانة ورود", &[]),
        ("قال ورد وكهرمان وورد", &["PER «ورد»", "PER «كهرمان»", "PER «ورد»"]),
    ];
    for (text, expected) in cases {
        let mut rows = found(text);
        let mut expected: Vec<_> = expected.iter().map(|row| (*row).to_owned()).collect();
        rows.sort();
        expected.sort();
        assert_eq!(rows, expected, "{text}");
    }
}

#[test]
fn what_is_alike_is_an_option() {
    let list = ("a.tsv", "إلى\nRPG\n".as_bytes());
    let cases = [
        (json!({}), "الي rpg", vec!["MISC «الي»", "MISC «rpg»"]),
        (json!({"spelling": "bare"}), "الي إِلى", vec!["MISC «إِلى»"]),
        (json!({"spelling": "exact"}), "إِلى إلى", vec!["MISC «إلى»"]),
        (json!({"fold_case": false}), "rpg RPG", vec!["MISC «RPG»"]),
        (json!({"particles": false}), "وإلى إلى", vec!["MISC «إلى»"]),
    ];
    for (options, text, expected) in cases {
        assert_eq!(found_with(options.clone(), list, text), expected, "{options}");
    }
}

#[test]
fn a_compiled_list_finds_the_same() {
    let text = "أصيب الميناء القديم بقذائف الهاون، وقال حزب السنابل الخضراء إن بندقية قنص استعملت";
    let lists = [("parties.tsv".to_owned(), PARTIES.as_bytes().to_vec())];
    let compiled = compile_lists(&lists, "MISC", Spelling::Loose, true).unwrap();
    assert_eq!(found_with(json!({}), ("parties.list", &compiled), text), found(text));
    assert_eq!(found(text).len(), 5);
    // Damage is an error or finds something else, but never ends the program.
    for at in (0..compiled.len()).step_by(3) {
        let mut damaged = compiled.clone();
        damaged[at] ^= 0x55;
        let chain = Chain::new().asset("d", &damaged).step::<Gazetteer>(json!({"files": ["d"]}));
        if let Ok(mut chain) = chain.ready() {
            let _ = chain.run(text);
        }
        let cut = Chain::new().asset("d", &compiled[..at]).step::<Gazetteer>(json!({"files": ["d"]}));
        if at >= MAGIC.len() {
            let error = cut.ready().err().unwrap().to_string();
            assert!(error.contains("the compiled list is damaged"), "{error}");
        }
    }
}

#[test]
fn every_entry_of_a_large_list_is_found() {
    // All words of up to four of these letters, and pairs of them.
    let letters: Vec<char> = "بتثجحخدذرز".chars().collect();
    let word = |mut n: usize| {
        let mut word = String::from("س");
        while n > 0 {
            word.push(letters[n % letters.len()]);
            n /= letters.len();
        }
        word
    };
    let phrase =
        |n: usize| if n.is_multiple_of(3) { format!("{} {}", word(n), word(n / 7)) } else { word(n) };
    let list: String = (1..20_000).map(|n| format!("{}\tL{}\t{n}\n", phrase(n), n % 5)).collect();
    let text: String = (1..20_000).map(|n| format!("{}، ", phrase(n))).collect();
    let mut chain = Chain::new()
        .asset("a.tsv", list.as_bytes())
        .step::<Gazetteer>(json!({"files": ["a.tsv"]}))
        .ready()
        .unwrap();
    let document = chain.run(&text).unwrap();
    let found = rows(&document, &chain.schema, &chain.symbols, "entity");
    assert_eq!(found.len(), 19_999);
    for (at, row) in found.iter().enumerate() {
        let n = at + 1;
        let expected = format!("entity L{} «{}» name={} id={n}", n % 5, phrase(n), phrase(n));
        assert_eq!(*row, expected);
    }
}

#[test]
fn mistakes_are_named() {
    let cases = [
        (json!({}), "option files: there is no list and no phrase to look for"),
        (json!({"phrases": ["—", " "]}), "phrases.1: the phrase « » has no letters"),
        (json!({"files": ["a.tsv"]}), "option files.0: a.tsv, line 2: there are 5 columns"),
    ];
    for (options, expected) in cases {
        let chain = Chain::new().asset("a.tsv", "س\nس\t1\t2\t3\t4\n".as_bytes()).step::<Gazetteer>(options);
        let error = chain.ready().err().unwrap().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn conforms() {
    let options = json!({"phrases": ["نص", "قال الوزير", "a", "1", "العراق", "ﷲ"]});
    let mut chain = Chain::new().step::<Gazetteer>(options).ready().unwrap();
    assert_eq!(check_processor(&mut chain, false), []);
}
