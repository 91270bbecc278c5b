//! `coordinates`: geographic coordinates in Arabic and Latin script, as decimal degrees.
//!
//! Reports of incidents, earthquakes and rescues state places by coordinates, which no layer of the news preset has.

#![deny(unsafe_code)]

use warraq_sdk::prelude::*;

mod scan;

options! {
    /// What may be chosen.
    pub struct CoordinatesOptions {
        /// Whether two bare decimals («33.5138, 36.2765») count, if each has this many decimal places or more; 0 for never.
        pub bare: i64 = 4 in 0..=9,
    }
}

/// The component.
pub struct Coordinates {
    bare: usize,
    point: LayerOut,
    latitude: ColumnOut,
    longitude: ColumnOut,
}

impl Component for Coordinates {
    type Options = CoordinatesOptions;
    const SPEC: Spec = Spec {
        version: "0.1.0",
        summary: "Finds geographic coordinates and gives them as decimal degrees",
        doc: "A pair of latitude and longitude, in this order: numbers in three sets of digits with degrees, minutes and seconds \
(`°`, `'`, `\"` or درجة, دقيقة, ثانية) or decimals, each with its direction (شمالاً, جنوباً, شرقاً, غرباً, N, S, E, W) after it. \
`خط عرض` and `خط طول` may stand before the numbers. Values outside ±90 and ±180 are no coordinates.",
        examples: &[
            Example {
                title: "In words and in signs",
                options: "",
                text: "وقع الزلزال عند خط عرض ٣٦٫٢ درجة شمالا وخط طول ٣٧٫١ درجة شرقا، وغرق القارب قرب 33°30'N 12°15'W.",
                expect: "geo.point «٣٦٫٢ درجة شمالا وخط طول ٣٧٫١ درجة شرقا» latitude=36.2 longitude=37.1\n\
geo.point «33°30'N 12°15'W» latitude=33.5 longitude=-12.25",
            },
            Example {
                title: "Bare decimals can be left out",
                options: "bare = 0",
                text: "الموقع 33.5138, 36.2765",
                expect: "",
            },
        ],
        ..Spec::new("points")
    };

    fn signature(_: &CoordinatesOptions, s: &mut Signature) -> Result<(), Error> {
        s.writes("geo.point").column("latitude", ColumnType::F64).column("longitude", ColumnType::F64);
        Ok(())
    }

    fn create(cx: &Create<'_>, options: CoordinatesOptions) -> Result<Self, Error> {
        Ok(Self {
            bare: usize::try_from(options.bare).unwrap_or(0),
            point: cx.output("geo.point")?,
            latitude: cx.output_column("geo.point", "latitude")?,
            longitude: cx.output_column("geo.point", "longitude")?,
        })
    }
}

impl Process for Coordinates {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker(Arc::clone(self)))
    }
}

/// One worker.
pub struct Worker(Arc<Coordinates>);

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let shared = &*self.0;
        scan::points(doc.text, shared.bare, &mut |point| {
            let span = Span::new(point.start as u32, point.end as u32);
            out.push(shared.point, span, Sym::NONE)
                .f64(shared.latitude, point.latitude)
                .f64(shared.longitude, point.longitude);
        });
        Ok(())
    }
}

warraq_sdk::export!(processor Coordinates);

#[cfg(test)]
mod tests {
    use super::*;
    use warraq_sdk::testing;

    #[test]
    fn examples_come_out() {
        testing::examples::<Coordinates>().unwrap();
    }
}
