//! What the words of a time expression have said so far, before it is resolved against a date.

/// A calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// The proleptic Gregorian calendar.
    Gregorian,
    /// The Hijri calendar (Umm al-Qura where it is defined).
    Islamic,
}

impl Calendar {
    /// The name in rows: `gregorian`, `islamic`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gregorian => "gregorian",
            Self::Islamic => "islamic",
        }
    }
}

/// A unit of time, and the grain of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A part of the day («مساء»).
    DayPart,
    /// A day.
    Day,
    /// A night, counted as a day.
    Night,
    /// A weekend.
    Weekend,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A season of the year.
    Season,
    /// A quarter of a year.
    Quarter,
    /// Half of a year.
    Half,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl Unit {
    /// The name in rows: `second`, `minute`, … `century`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::DayPart => "daypart",
            Self::Day | Self::Night => "day",
            Self::Weekend => "weekend",
            Self::Week => "week",
            Self::Month => "month",
            Self::Season => "season",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
        }
    }

    /// All names of [`Unit::name`], for declaring them.
    pub const NAMES: [&'static str; 14] = [
        "second", "minute", "hour", "daypart", "day", "weekend", "week", "month", "season", "quarter",
        "half", "year", "decade", "century",
    ];
}

/// Which way a modifier points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dir {
    Past,
    Now,
    Future,
    /// After something that the text named: «اليوم التالي».
    Following,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pod {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

impl Pod {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Noon => "MI",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }

    /// The hours that it covers, the end after midnight for the night.
    pub(crate) fn hours(self) -> (i64, i64) {
        match self {
            Self::Morning => (5, 12),
            Self::Noon => (11, 14),
            Self::Afternoon => (12, 18),
            Self::Evening => (17, 24),
            Self::Night => (20, 29),
        }
    }
}

/// Which third of a period is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    Start,
    Middle,
    End,
}

/// A time on the clock, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) hour: u8,
    pub(crate) minute: Option<u8>,
    pub(crate) second: Option<u8>,
    /// Whether the hour was written so that it can only be of 24 («14:30», «03:00»).
    pub(crate) exact: bool,
}

impl Clock {
    /// Whether there is such a time of day; midnight may be 24:00, and nothing is behind it.
    pub(crate) fn is_real(self) -> bool {
        let (minute, second) = (self.minute.unwrap_or(0), self.second.unwrap_or(0));
        self.hour < 24 && minute < 60 && second < 60 || self.hour == 24 && minute == 0 && second == 0
    }
}

/// A named part of a year: seasons from spring, quarters and halves from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum YearPart {
    Season(u8),
    Quarter(u8),
    Half(u8),
    /// So many months from its beginning or its end.
    Months {
        count: u8,
        last: bool,
    },
}

/// A counted part of a longer period; −1 counts from its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Nth {
    pub(crate) count: i8,
    /// The weekday counted; `None` for the days or weeks of `unit`. With a weekday, the unit `Day` says that the count
    /// may also be the day of the month.
    pub(crate) weekday: Option<u8>,
    pub(crate) unit: Unit,
}

/// The parts of one point in time. Empty fields were not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) weekday: Option<u8>,
    pub(crate) day: Option<u8>,
    pub(crate) month: Option<u8>,
    pub(crate) year: Option<i32>,
    pub(crate) calendar: Option<Calendar>,
    pub(crate) shift: Option<i32>,
    pub(crate) around: Option<(Unit, i32)>,
    /// A second period that holds the first: «شهر مارس من العام الماضي».
    pub(crate) of_year: Option<i32>,
    pub(crate) dir: Option<Dir>,
    pub(crate) pod: Option<Pod>,
    pub(crate) clock: Option<Clock>,
    pub(crate) zone: Option<&'static str>,
    pub(crate) edge: Option<Edge>,
    pub(crate) nth: Option<Nth>,
    pub(crate) part: Option<YearPart>,
    pub(crate) decade: Option<i32>,
    pub(crate) century: Option<i32>,
    pub(crate) holiday: Option<u16>,
    pub(crate) weekend: bool,
    pub(crate) every: bool,
}

/// Whichever of two is there, `None` when both are.
fn join<T>(a: Option<T>, b: Option<T>) -> Option<Option<T>> {
    match (a, b) {
        (Some(_), Some(_)) => None,
        (a, b) => Some(a.or(b)),
    }
}

impl Frame {
    /// Whether nothing was said.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it names a day.
    pub(crate) fn has_day(&self) -> bool {
        self.weekday.is_some() || self.day.is_some() || self.shift.is_some() || self.holiday.is_some()
    }

    /// Whether it names a period that a year can hold.
    pub(crate) fn wants_year(&self) -> bool {
        (self.month.is_some()
            || self.part.is_some()
            || self.holiday.is_some()
            || self.edge.is_some()
            || self.nth.is_some())
            && self.year.is_none()
            && self.around.is_none_or(|(unit, _)| unit == Unit::Year)
            && self.of_year.is_none()
            && (self.shift.is_none() || self.month.is_some())
    }

    /// Whether it says the hour or the part of the day.
    pub(crate) fn is_time(&self) -> bool {
        self.clock.is_some() || self.pod.is_some()
    }

    /// Both together, `None` when they contradict or repeat each other.
    pub(crate) fn with(&self, other: &Self) -> Option<Self> {
        let dir = join(self.dir, other.dir)?;
        let (around, of_year) = match (self.around, other.around) {
            (Some(a), Some((Unit::Year, year))) if a.0 != Unit::Year && self.of_year.is_none() => {
                (Some(a), Some(year))
            }
            (a, b) => (join(a, b)?, join(self.of_year, other.of_year)?),
        };
        Some(Self {
            weekday: join(self.weekday, other.weekday)?,
            day: join(self.day, other.day)?,
            month: join(self.month, other.month)?,
            year: join(self.year, other.year)?,
            calendar: if self.calendar == other.calendar {
                self.calendar
            } else {
                join(self.calendar, other.calendar)?
            },
            shift: join(self.shift, other.shift)?,
            around,
            of_year,
            dir,
            pod: join(self.pod, other.pod)?,
            clock: join(self.clock, other.clock)?,
            zone: join(self.zone, other.zone)?,
            edge: join(self.edge, other.edge)?,
            nth: join(self.nth, other.nth)?,
            part: join(self.part, other.part)?,
            decade: join(self.decade, other.decade)?,
            century: join(self.century, other.century)?,
            holiday: join(self.holiday, other.holiday)?,
            weekend: self.weekend || other.weekend,
            every: self.every || other.every,
        })
    }
}
