//! The compiler on a few rows of our own: the same bytes every time, every form found.

use std::fs;

use tempfile::TempDir;
use warraq_arabic::morphology::lexicon::Lexicon;

use super::{Options, compile};

/// Tables as CamelMorph has them, with their heads left out.
const TABLES: [(&str, &str); 10] = [
    ("Verb-LEX-PV", "d.r.s,daras-u,daras,,trans,\nn.$.r,na$ar-u,na$ar,,trans,\n"),
    ("Verb-LEX-IV", "d.r.s,daras-u,dorus,,a-# trans,\nn.$.r,na$ar-u,no$ur,,a-# trans,\n"),
    ("Verb-LEX-CV", "d.r.s,daras-u,{dorus,,trans,\n"),
    ("Adj-LEX", "k.b.r,kabiyr,kabiyr,MS||MD||MP||FS||FD||FP,_,pos:adj gen:- num:-\n"),
    ("Adj-Comp-LEX", "k.b.r,>akobar,>akobar,MS,#dip,pos:adj_comp gen:m num:s\n"),
    ("Adj-Num-LEX", "r.b.E,rAbiE,rAbiE,MS||FS,_,pos:adj_num gen:- num:-\n"),
    ("Noun-Num-LEX", "x.m.s,xamosap,xamos,MS||FS,_,pos:noun_num gen:- num:-\n"),
    ("Noun-Quant-LEX", "k.l.l,kul~,kul~,MS,_,pos:noun_quant gen:m num:s\n"),
    ("Noun-Prop-LEX", "s.m.r,samiyr,samiyr,MS,_,pos:noun_prop gen:m num:-\n"),
    ("Other-LEX", "k.t.b,kitAb,kitAb,MS||MD,_,pos:noun gen:m num:s\n"),
];

const FILES: [(&str, &str); 4] = [
    (
        "lemmas.csv",
        "ROOT,LEMMA,LEMMA_ARA,PATTERN_ABSTRACT,PATTERN,GLOSS,FUNCTION,POS\n\
         d.r.s,madorasap,مَدْرَسَة,ma1o2a3ap,ma1o2a3ap,school,-,NOUN\n\
         b.H.r,baHor,بَحْر,1a2o3,1a2o3,sea,-,NOUN\n",
    ),
    ("cities.tsv", "# name, country\nطنجة\tMA\n"),
    ("texts/a.txt", "درس سمير في المدرسة الكبيرة، ونشرت كتابها عن البحار. البحار كبيرة، وبحار\n"),
    ("texts/b.txt", "تدرس طنجة بحار الأرض وتنشر كتابا كبيرا\n"),
];

fn compiled() -> Vec<u8> {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("texts")).expect("a folder");
    for (name, rows) in TABLES {
        let rows = format!("ROOT,LEMMA,FORM,COND-T,COND-S,FEAT\n{rows}");
        fs::write(path(&format!("MSA-{name}.csv")), rows).expect("a table");
    }
    for (name, text) in FILES {
        fs::write(path(name), text).expect("a file");
    }
    let options = Options {
        camel_morph: folder.path().to_owned(),
        chainbank: path("lemmas.csv"),
        places: vec![path("cities.tsv")],
        corpus: path("texts"),
        out: path("words.lexicon"),
    };
    compile(&options).expect("sources").1
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let first = compiled();
    assert!(first == compiled(), "two runs differ");
    let lexicon = Lexicon::from_bytes(&first).expect("a lexicon");
    for (form, lemma) in [
        ("درست", "دَرَس"),
        ("نشرت", "نَشَر"),
        ("يدرسون", "دَرَس"),
        ("كبيرات", "كَبِير"),
        ("مدرست", "مَدْرَسَة"),
        ("بحار", "بَحْر"),
        ("طنجة", "طنجة"),
        ("سمير", "سَمِير"),
    ] {
        let mut lemmas = lexicon.lookup(form).filter_map(|a| lexicon.lemma(a.lemma));
        assert!(lemmas.any(|found| found == lemma), "{form} has no {lemma}");
    }
}
