//! The page of mistakes: scores, and every row that only one side has, in its sentence.

use std::fmt::Write as _;

use warraq::eval::{Mistake, Score};

use crate::markup::markup;

const CSS: &str = "\
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, 'Noto Sans Arabic', sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
td, th { padding: .1rem .8rem; text-align: end; } td:first-child, th:first-child { text-align: start; }
tr:nth-child(even) { background: #8881; }
details { margin: .8rem 0; } summary { cursor: pointer; }
ul { list-style: none; padding: 0; } li { padding: .15rem 0; border-bottom: 1px solid #8883; }
.tag { font-size: .75rem; display: inline-block; min-width: 9rem; }
.missed mark { background: #e0a80077; color: inherit; } .spurious mark { background: #e0454577; color: inherit; }
.context { unicode-bidi: isolate; }
";

/// The page, which loads nothing.
pub fn page(score: &Score) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Scores</title>\n<style>\n{CSS}</style>\n</head>\n<body>\n<h1>Scores</h1>\n\
         <table>\n<tr><th>score</th><th>precision</th><th>recall</th><th>F1</th><th>gold</th><th>found</th></tr>\n"
    );
    for (name, tally) in &score.tallies {
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td>{:.2}</td><td>{:.2}</td><td>{:.2}</td><td>{}</td><td>{}</td></tr>",
            markup(name),
            100.0 * tally.precision(),
            100.0 * tally.recall(),
            100.0 * tally.f1(),
            tally.gold,
            tally.found
        );
    }
    out.push_str("</table>\n");
    let missing: Vec<String> = score.missing.iter().map(|name| markup(name)).collect();
    if !missing.is_empty() {
        let _ = writeln!(out, "<p>No record for: {}</p>", missing.join(", "));
    }
    let _ = writeln!(
        out,
        "<h2>Mistakes</h2>\n<p class=\"missed\"><mark>missed</mark> rows are in the gold only, \
         <span class=\"spurious\"><mark>spurious</mark></span> ones were found only.</p>"
    );
    let mut rest = score.mistakes.as_slice();
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|mistake| mistake.document == first.document).count();
        let (own, others) = rest.split_at(same);
        let _ = writeln!(
            out,
            "<details open><summary><bdi>{}</bdi> · {same}</summary>\n<ul>",
            markup(&first.document)
        );
        own.iter().for_each(|mistake| item(mistake, &mut out));
        out.push_str("</ul></details>\n");
        rest = others;
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn item(mistake: &Mistake, out: &mut String) {
    let kind = if mistake.missed { "missed" } else { "spurious" };
    let (before, behind) = &mistake.around;
    let _ = writeln!(
        out,
        "<li class=\"{kind}\"><span class=\"tag\">{kind} {} {}</span> \
         <span class=\"context\" dir=\"auto\">{}<mark>{}</mark>{}</span></li>",
        markup(&mistake.layer),
        markup(&mistake.label),
        markup(before),
        markup(&mistake.text),
        markup(behind)
    );
}
