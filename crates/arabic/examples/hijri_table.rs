//! Writes `data/hijri.tsv`, the month lengths of the Umm al-Qura calendar, from the `icu_calendar` crate.
//!
//! `cargo run -p warraq-arabic --example hijri_table > crates/arabic/data/hijri.tsv`

use icu_calendar::{
    Date,
    cal::{Hijri, Iso},
};

fn main() {
    println!(
        "# The Umm al-Qura calendar: Hijri year, its first day (Gregorian), and for each of its twelve months"
    );
    println!(
        "# L (long, 30 days) or s (short, 29 days). Written by `cargo run -p warraq-arabic --example hijri_table`."
    );
    println!(
        "# Origin: crate icu_calendar, whose table follows R. H. van Gent and KACST. Licence: Unicode-3.0."
    );
    for year in 1300..=1600 {
        let first = Date::try_new_hijri_with_calendar(year, 1, 1, Hijri::new_umm_al_qura());
        let Ok(first) = first else { continue };
        let iso = first.to_calendar(Iso);
        let lengths: String = (1..=12)
            .filter_map(|month| {
                Date::try_new_hijri_with_calendar(year, month, 1, Hijri::new_umm_al_qura()).ok()
            })
            .map(|date| if date.days_in_month() == 30 { 'L' } else { 's' })
            .collect();
        println!(
            "{year}\t{:04}-{:02}-{:02}\t{lengths}",
            iso.year().extended_year(),
            iso.month().ordinal,
            iso.day_of_month().0
        );
    }
}
