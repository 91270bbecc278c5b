//! Numbers that are phone numbers, and numbers that are not. None of them is anybody's.

use serde_json::{Value, json};
use warraq_conformance::{Chain, GivenLayer, check_processor, rows};

use super::*;

fn found(options: Value, text: &str, tokens: &[(&str, &'static str)]) -> Vec<String> {
    let mut chain = Chain::new().given("token").step::<ExtractContact>(options).ready().unwrap();
    let mut from = 0;
    let given = tokens.iter().map(|(token, label)| {
        let at = from + text[from..].find(token).unwrap();
        from = at + token.len();
        (Span::new(at as u32, from as u32), *label)
    });
    let given = GivenLayer::new("token", given.collect());
    let document = chain.run_with(text, &[], &[given]).unwrap();
    let rows = rows(&document, &chain.schema, &chain.symbols, "contact");
    rows.iter().map(|row| row.strip_prefix("contact ").unwrap_or(row).to_owned()).collect()
}

#[test]
fn phone_numbers_by_code_country_and_announcement() {
    let home = json!({"country": "EG"});
    let none = json!({});
    let cases: [(&Value, &str, &[&str]); 20] = [
        (&none, "+20 10 0123 4567", &["phone «+20 10 0123 4567» value=+201001234567"]),
        (&none, "اتصل على 00966-50-123-4567 الآن", &["phone «00966-50-123-4567» value=+966501234567"]),
        (&none, "+٩٦٢ ٧٩ ٠١٢ ٣٤٥٦", &["phone «+٩٦٢ ٧٩ ٠١٢ ٣٤٥٦» value=+962790123456"]),
        (&none, "(+961) 3 123456", &["phone «(+961) 3 123456» value=+9613123456"]),
        (&none, "هاتف: 03/123456", &["phone «03/123456» value=03123456"]),
        (&none, "والهاتف الجديد 01 234 567", &["phone «01 234 567» value=01234567"]),
        (&none, "للتواصل واتساب 0501234567", &["phone «0501234567» value=0501234567"]),
        (&home, "01001234567", &["phone «01001234567» value=+201001234567"]),
        (&home, "هاتف 23456789", &["phone «23456789» value=+2023456789"]),
        (
            &home,
            "تلفون 02-23456789 وفاكس 02-23456780",
            &["phone «02-23456789» value=+20223456789", "phone «02-23456780» value=+20223456780"],
        ),
        // Codes that do not exist, wrong lengths, amounts, years, accounts, dates, parts of words.
        (&none, "+999 123 456 789", &[]),
        (&none, "+961 1 35", &[]),
        (&none, "+20 0100 123 4567", &[]),
        (&none, "بلغ العدد 12345678 نسمة", &[]),
        (&none, "بين 2019-2020 و2021-2022", &[]),
        (&none, "1,234,567,890", &[]),
        (&none, "هاتف 123", &[]),
        (&home, "في 12.05.2020", &[]),
        (&none, "A0096650123456", &[]),
        (&none, "رقم الحساب 12345678901234567890", &[]),
    ];
    for (options, text, expected) in cases {
        assert_eq!(found(options.clone(), text, &[]), expected, "{text}");
    }
}

#[test]
fn tokens_become_contacts_with_values() {
    type Tokens = &'static [(&'static str, &'static str)];
    let cases: [(&str, Tokens, &[&str]); 4] = [
        (
            "انظر HTTPS://Example.org/Path?Q=1",
            &[("HTTPS://Example.org/Path?Q=1", "url")],
            &["url «HTTPS://Example.org/Path?Q=1» value=https://example.org/Path?Q=1"],
        ),
        ("a@B.COM", &[("a@B.COM", "email")], &["email «a@B.COM» value=a@b.com"]),
        (
            "#وسم و@اسم",
            &[("#وسم", "hashtag"), ("@اسم", "mention")],
            &["hashtag «#وسم» value=وسم", "handle «@اسم» value=اسم"],
        ),
        // No number inside of an address.
        (
            "http://a.org/+961350000/x",
            &[("http://a.org/+961350000/x", "url")],
            &["url «http://a.org/+961350000/x» value=http://a.org/+961350000/x"],
        ),
    ];
    for (text, tokens, expected) in cases {
        assert_eq!(found(json!({}), text, tokens), expected, "{text}");
    }
}

#[test]
fn a_country_that_is_none_is_a_mistake() {
    let chain = Chain::new().given("token").step::<ExtractContact>(json!({"country": "XX"}));
    let error = chain.ready().err().unwrap().to_string();
    assert_eq!(error, "option country: XX is no country with a calling code; write it as in ISO 3166: LB");
}

#[test]
fn conforms() {
    let options = json!({"country": "LB"});
    let mut chain = Chain::new().given("token").step::<ExtractContact>(options).ready().unwrap();
    assert_eq!(check_processor(&mut chain, false), []);
}
