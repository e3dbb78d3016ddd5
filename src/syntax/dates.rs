//! Dates as written: 2025 年 2 月, 去年4月, 8月15日, 12月2日晚, 20世纪70年代.

use crate::text::Span;

/// A date; what the words do not say is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    pub span: Span,
    pub year: Option<i32>,
    pub month: Option<u8>,
    pub day: Option<u8>,
    /// 去年, 今年, 上月, 近日: relative to the day of writing; `year` is an offset then (去年 = -1).
    pub relative: bool,
}

pub fn dates(_text: &str) -> Vec<Date> {
    Vec::new()
}
