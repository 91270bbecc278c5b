//! Expressions, what they say about facts, and how their mistakes are reported.

use super::{Expr, Facts, Names, Type, Value};

struct News;

const NAMES: &[(&str, Type)] = &[
    ("language", Type::Text),
    ("published", Type::Text),
    ("title", Type::Text),
    ("score", Type::Float),
    ("words", Type::Int),
    ("premium", Type::Bool),
];

impl Names for News {
    fn type_of(&self, name: &str) -> Option<Type> {
        NAMES.iter().find(|(known, _)| *known == name).map(|&(_, found)| found)
    }

    fn candidates(&self) -> Vec<String> {
        NAMES.iter().map(|(name, _)| (*name).to_owned()).collect()
    }

    fn has_layer(&self, name: &str) -> bool {
        self.layer_candidates().iter().any(|layer| layer == name)
    }

    fn layer_candidates(&self) -> Vec<String> {
        ["entity", "time", "acme.topic"].map(str::to_owned).to_vec()
    }
}

/// A document without `title` and `premium`.
impl Facts for News {
    fn name(&self, name: &str) -> Option<Value<'_>> {
        match name {
            "language" => Some(Value::Text("ar")),
            "published" => Some(Value::Text("2020-12-30")),
            "score" => Some(Value::Float(0.5)),
            "words" => Some(Value::Int(120)),
            _ => None,
        }
    }

    fn chars(&self) -> u64 {
        640
    }

    fn count(&self, layer: &str) -> u64 {
        if layer == "entity" { 3 } else { 0 }
    }
}

fn parse(source: &str) -> Expr {
    Expr::parse(source).unwrap_or_else(|errors| panic!("{source}: {errors:?}"))
}

#[test]
fn what_holds() {
    let cases = [
        (r#"language == "ar""#, true),
        ("language == 'ar' and chars(text) > 200", true),
        ("language == 'ar' and chars(text) > 640", false),
        ("language != 'ar'", false),
        ("language in ['ar', 'fa']", true),
        ("language in []", false),
        ("language not in ['fa', 'ur',]", true),
        ("not language in ['fa']", true),
        ("published >= '2020-12-01' and published < '2021-01-01'", true),
        ("count(entity) == 3 and count('entity') >= 3", true),
        ("count(time) > 0 or count(acme.topic) > 0", false),
        ("score <= 0.5 and score > 0", true),
        ("words == 120.0 and words < 1.2e2", false),
        ("words in [1, 120.0]", true),
        ("words > -5 and -5.5 < words", true),
        ("true", true),
        ("false or true", true),
        // and binds closer than or, not closer than and.
        ("true or false and false", true),
        ("(true or false) and false", false),
        ("not false and false", false),
        ("not (false and false)", true),
        ("not not true", true),
        ("(words > 1) == true", true),
        // Texts with quotes and escapes.
        (r#"'it\'s' == "it's""#, true),
        (r#""a\"b\\\n\t" == "a\"b\\\n\t""#, true),
        ("'نعم' == 'نعم'", true),
        // An unset field compares false, whatever the comparison.
        ("title == 'x'", false),
        ("title != 'x'", false),
        ("title < 'x' or title >= 'x'", false),
        ("title in ['x']", false),
        ("title not in ['x']", false),
        ("title == title", false),
        ("not title == 'x'", true),
        ("premium", false),
        ("not premium", true),
        ("premium == false", false),
        ("has(title)", false),
        ("has(language) and not has(premium)", true),
        // Exact beyond what floats hold.
        ("9223372036854775807 == 9223372036854775808.0", false),
        ("9223372036854775807 < 9223372036854775808.0", true),
        ("-9223372036854775808 == -9223372036854775808.0", true),
        ("9007199254740993 > 9007199254740992.0", true),
        ("-2 < -1.5 and -1 > -1.5", true),
    ];
    for (source, expected) in cases {
        let expr = parse(source);
        assert_eq!(expr.check_condition(&News), Ok(()), "{source}");
        assert_eq!(expr.eval(&News), expected, "{source}");
    }
}

/// Expected: the marked text of the source, a part of the message, the suggestion.
type Mistake = (&'static str, &'static str, Option<&'static str>);

fn assert_mistakes(source: &str, errors: Result<(), Vec<super::ExprError>>, expected: &[Mistake]) {
    let errors = errors.expect_err(source);
    assert_eq!(errors.len(), expected.len(), "{source}: {errors:?}");
    for (error, (marked, message, suggestion)) in errors.iter().zip(expected) {
        assert_eq!(error.span.get(source), Some(*marked), "{source}: {error:?}");
        assert!(error.message.contains(message), "{source}: {error:?}");
        assert_eq!(error.suggestion.as_deref(), *suggestion, "{source}: {error:?}");
    }
}

#[test]
fn what_does_not_parse() {
    let cases: &[(&str, &[Mistake])] = &[
        ("", &[("", "found the end, where a name", None)]),
        ("language =", &[("=", "no operator here", Some("==")), ("", "found the end", None)]),
        (
            "language = 'ar' && words > 1",
            &[("=", "no operator here", Some("==")), ("&&", "no operator here", Some("and"))],
        ),
        ("!premium || premium", &[("!", "no operator", Some("not")), ("||", "no operator", Some("or"))]),
        ("words ≥ 3", &[("≥", "no operator", Some(">="))]),
        ("language in 'ar'", &[("'ar'", "after in only a list is allowed", None)]),
        ("language in ['ar', title]", &[("title", "found the name \"title\", where a literal or ]", None)]),
        ("language in ['ar' 'fa']", &[("'fa'", "where a comma or ]", None)]),
        ("1 < words < 3", &[("<", "comparisons do not chain", None)]),
        ("(words > 1", &[("", "found the end, where an operator or )", None)]),
        ("words > 1)", &[(")", "found ), where an operator or the end", None)]),
        ("words 3", &[("3", "found 3, where an operator or the end", None)]),
        ("char(text) > 3", &[("char", "there is no function \"char\"", Some("chars"))]),
        ("length(text) > 3", &[("length", "there is no function", None)]),
        ("chars(title) > 3", &[("title", "chars counts the characters of text only", Some("text"))]),
        ("count(3)", &[("3", "where the name of a layer is allowed", None)]),
        ("words > 99999999999999999999", &[("99999999999999999999", "no integer of 64 bits", None)]),
        ("words > 1.2.3", &[("1.2.3", "no decimal number", None)]),
        ("words > 3. or words > 1x", &[("3.", "no decimal", None), ("1x", "no decimal", None)]),
        ("words > -", &[("-", "no decimal number", None)]),
        ("language == 'ar", &[("'ar", "no closing '", None)]),
        (r"language == 'a\r'", &[(r"\r", "found the escape \\r", None)]),
        ("language == “ar”", &[("“", "begins no name", Some("\"")), ("”", "begins no name", Some("\""))]),
        // Every operand is looked at.
        (
            "words > and score < or (3 3) and has()",
            &[
                ("and", "found and, where", None),
                ("or", "found or, where", None),
                ("3", "found 3, where", None),
                (")", "where the name of a field", None),
            ],
        ),
    ];
    for (source, expected) in cases {
        assert_mistakes(source, Expr::parse(source).map(drop), expected);
    }
}

#[test]
fn what_does_not_check() {
    let cases: &[(&str, &[Mistake])] = &[
        ("langauge == 'ar'", &[("langauge", "there is no name \"langauge\" here", Some("language"))]),
        ("has(titel) or xyz", &[("has(titel)", "\"titel\"", Some("title")), ("xyz", "\"xyz\"", None)]),
        ("count(entitiy) > 0", &[("count(entitiy)", "there is no layer \"entitiy\"", Some("entity"))]),
        ("words == '3'", &[("words == '3'", "== compares an integer with a text", None)]),
        ("premium < true", &[("premium < true", "< does not compare booleans", None)]),
        (
            "words and not title",
            &[
                ("words", "and joins booleans, and this is an integer", None),
                ("title", "not joins booleans, and this is a text", None),
            ],
        ),
        ("language in ['ar', 3]", &[("3", "in looks for a text, and this is an integer", None)]),
        ("[1] == [1]", &[("[1] == [1]", "does not compare lists", None)]),
        ("[1] in [1]", &[("[1]", "no member of a list", None)]),
        ("words", &[("words", "this is an integer, and a condition must be a boolean", None)]),
        // An unknown name is reported once, not again for its type.
        ("lang == 3 and (lang)", &[("lang", "\"lang\"", None), ("(lang)", "\"lang\"", None)]),
    ];
    for (source, expected) in cases {
        assert_mistakes(source, parse(source).check_condition(&News), expected);
    }
    assert_eq!(parse("score").check(&News), Ok(Type::Float));
    assert_eq!(parse("chars(text)").check(&News), Ok(Type::Int));
}

#[test]
fn what_it_mentions() {
    let expr = parse(
        "title == 'x' and (count(time) > count(entity) or has(words)) and not title in ['y'] and chars(text) > 1",
    );
    assert_eq!(expr.names(), ["title", "words"]);
    assert_eq!(expr.layers(), ["entity", "time"]);
}

#[test]
fn hostile_nesting_is_refused() {
    for (open, inner, close) in
        [("(", "true", ")"), ("not ", "true", ""), ("(not ", "true", ")"), ("[", "", "]"), ("((", "", "")]
    {
        let n = 20_000;
        let source = format!("{}{inner}{}", open.repeat(n), close.repeat(n));
        let errors = Expr::parse(&source).unwrap_err();
        assert!(errors.len() < 3, "{open}: {}", errors.len());
        if open != "[" {
            assert!(errors[0].message.contains("deeper than 64"), "{:?}", errors[0]);
        }
    }
    // Long is not deep.
    let long = vec!["words > 1"; 20_000].join(" and ");
    assert!(parse(&long).eval(&News));
    assert_eq!(parse(&long).check(&News), Ok(Type::Bool));
    let deep = format!("{}true{}", "(".repeat(64), ")".repeat(64));
    assert!(parse(&deep).eval(&News));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        cases: 500,
        failure_persistence: None,
        ..proptest::prelude::ProptestConfig::default()
    })]

    /// Nothing panics, whatever is written, and every error's place is in the source.
    #[test]
    fn anything_is_answered(parts in proptest::collection::vec(proptest::sample::select(&[
        "words", "title", "and", "or", "not", "in", "(", ")", "[", "]", ",", "==", "<", "'x'", "\"", "3", "-", ".5",
        "1e", "chars(text)", "count(", "has(", "\\", "،", "«", " ", "é", "\0", "true", "&&",
    ][..]), 0..16)) {
        for glue in ["", " "] {
            let source = parts.join(glue);
            let errors = match Expr::parse(&source) {
                Err(errors) => errors,
                Ok(expr) => {
                    let _ = expr.eval(&News);
                    expr.check(&News).err().unwrap_or_default()
                }
            };
            for error in errors {
                proptest::prop_assert!(error.span.get(&source).is_some(), "{source:?}: {error:?}");
            }
        }
    }
}
