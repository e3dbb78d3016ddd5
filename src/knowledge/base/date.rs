//! Days of offices and reviews, as exact as they are known.

use std::fmt;

use serde::Deserialize;

/// Said behind what was given.
pub const NO_DATE: &str = " is no date (YYYY, YYYY-MM, YYYY-MM-DD)";

/// A day, a month or a year: what is not known is 0. Ordered with the unknown first, so `2025 < 2025-01 < 2025-01-20`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Date {
    pub year: i16,
    pub month: u8,
    pub day: u8,
}

impl Date {
    pub fn new(year: i16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
        let mut two = |last: u8| match parts.next() {
            None => Some(0),
            Some(part) if part.len() == 2 => part.parse().ok().filter(|n| (1..=last).contains(n)),
            Some(_) => None,
        };
        let (month, day) = (two(12)?, two(31)?);
        let whole = parts.next().is_none() && (month > 0 || day == 0);
        (whole && day <= days_of(year, month)).then_some(Self { year, month, day })
    }

    /// The day it is now, in UTC.
    pub fn today() -> Self {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Self::of_days(Self::new(1970, 1, 1).days() + (since.as_secs() / 86_400) as i32)
    }

    /// The day that [`days`](Self::days) counts so many to.
    pub fn of_days(days: i32) -> Self {
        let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
        Self::new((era * 400 + year + i32::from(month <= 2)) as i16, month as u8, day as u8)
    }

    /// The first day it can mean.
    pub fn first(self) -> Self {
        Self { month: self.month.max(1), day: self.day.max(1), ..self }
    }

    /// The last day it can mean (31 in every month: days are only compared).
    pub fn last(self) -> Self {
        let or = |n: u8, last| if n == 0 { last } else { n };
        Self { month: or(self.month, 12), day: or(self.day, 31), ..self }
    }

    /// Days since 0000-03-01 of the first day it can mean (Gregorian, proleptic).
    pub fn days(self) -> i32 {
        let Self { year, month, day } = self.first();
        let (month, year) = (i32::from(month), i32::from(year));
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * month + 2) / 5
            + i32::from(day)
            - 1
    }
}

/// The days of a month; 31 where the month is not known.
fn days_of(year: i16, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(leap),
        _ => 31,
    }
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?}{NO_DATE}"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}
