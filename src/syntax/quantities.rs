//! Quantities with unit and scale: 1750 亿美元, 5%, 近700万人, 17萬5千, 三年多, 百分之三.

use crate::text::Span;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Money,
    Percent,
    People,
    /// 三年多, 24小时
    Duration,
    /// Anything else with a unit: 26 次, 10 个国家.
    Count,
    /// A number with a scale and no unit: 700万.
    Bare,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// With approximations before and after (近, 约, 多, 以上) and the unit.
    pub span: Span,
    pub measure: Measure,
    /// The number times its scale, where it can be read.
    pub value: Option<f64>,
    /// The unit as written.
    pub unit: Span,
    /// 近, 约, 超过, 多, 以上 …
    pub approximate: bool,
}

pub fn quantities(_text: &str) -> Vec<Quantity> {
    Vec::new()
}
