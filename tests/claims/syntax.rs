//! Quantities, dates, quotations and sentences as the text shows them.

use chuchu::{
    syntax::{Landmarks, dates, quantities, quotations, sentences},
    text::script::fold_text,
};

/// Each quantity as `text|measure|value`, `~` for approximate.
fn read_quantities(text: &str) -> String {
    let plain = fold_text(text);
    let found = quantities::quantities(&plain, &Landmarks::of(&plain), &dates::of_text(&plain));
    let show = |q: &quantities::Quantity| {
        let value = q.value.map_or("-".to_owned(), |value| format!("{value}"));
        format!("{}|{:?}|{value}{}", q.span.of(text), q.measure, if q.approximate { "~" } else { "" })
    };
    found.iter().map(show).collect::<Vec<_>>().join("; ")
}

fn read_dates(text: &str) -> String {
    let number = |n: Option<i32>| n.map_or("-".to_owned(), |n| n.to_string());
    let show = |date: &dates::Date| {
        let day = [date.year, date.month.map(i32::from), date.day.map(i32::from)].map(number).join("/");
        format!("{}|{day}{}", date.span.of(text), if date.relative { "*" } else { "" })
    };
    dates::of_text(&fold_text(text)).iter().map(show).collect::<Vec<_>>().join("; ")
}

fn read_quotations(text: &str) -> String {
    let show = |q: &quotations::Quotation| format!("{}{:?} {}", ">".repeat(q.depth.into()), q.marks, q.inner.of(text));
    quotations::quotations(text, &Landmarks::of(text)).0.iter().map(show).collect::<Vec<_>>().join("; ")
}

fn split(text: &str) -> Vec<&str> {
    let marks = Landmarks::of(text);
    let found = sentences::sentences(text, &marks, &quotations::quotations(text, &marks).0, &[]);
    found.iter().map(|sentence| sentence.span.of(text)).collect()
}

#[test]
fn quantities_have_unit_and_scale() {
    for (text, expected) in [
        ("总额为 1750 亿美元", "1750 亿美元|Money|175000000000"),
        ("增长5%", "5%|Percent|5"),
        ("下降２．５％", "２．５％|Percent|2.5"),
        ("近700万人流离失所", "近700万人|People|7000000~"),
        ("約17萬5千人", "約17萬5千人|People|175000~"),
        ("持续三年多", "三年多|Duration|3~"),
        ("百分之三", "百分之三|Percent|3"),
        ("约占三分之二", "三分之二|Percent|66.66666666666666"),
        ("是战前的2.6倍", "2.6倍|Multiple|2.6"),
        ("召开了 26 次会议", "26 次|Count|26"),
        ("1.2万亿元人民币", "1.2万亿元人民币|Money|1200000000000"),
        ("出口 1,750,000 吨", "1,750,000 吨|Count|1750000"),
        ("超过20万乌军", "超过20万乌军|People|200000~"),
        ("数百万难民", "数百万难民|People|-~"),
        ("三十多个国家", "三十多个|Count|-~"),
        ("100多个国家", "100多个|Count|100~"),
        ("60至90天内", "60至90天|Duration|-"),
        ("3%—5%的增速", "3%—5%|Percent|-"),
        ("七成民眾反對", "七成|Percent|7"),
        ("两个百分点", "两个百分点|Percent|2"),
        ("五百三十六架战机", "五百三十六架|Count|536"),
        ("以52票對47票", "52票|Count|52; 47票|Count|47"),
        ("一亿两千万", "一亿两千万|Bare|120000000"),
        ("24小时内", "24小时|Duration|24"),
        ("80年来", "80年|Duration|80"),
    ] {
        assert_eq!(read_quantities(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_quantity() {
    for text in [
        "三大问题",
        "两国关系",
        "第三次会议",
        "第27次会议",
        "一个国家",
        "这一场战争",
        "2025年",
        "2025 年 2 月 14 日",
        "8月15日",
        "B-2轰炸机",
        "G20峰会",
        "28点计划",
        "特朗普2.0",
        "万一失败",
        "十分重要",
        "百姓",
        "万斯表示",
        "上世纪70年代",
        "七国集团",
        "千万不要",
        "其一",
        "三者之间",
        "成员国",
        "唯一的",
        "统一",
        "F-22戰鬥機",
        "二十大报告",
        "一带一路",
        "之一",
        "数字经济",
    ] {
        assert_eq!(read_quantities(text), "", "{text}");
    }
}

#[test]
fn dates_as_written() {
    for (text, expected) in [
        ("2025 年 2 月", "2025 年 2 月|2025/2/-"),
        ("2025年2月14日", "2025年2月14日|2025/2/14"),
        ("去年4月", "去年4月|-1/4/-*"),
        ("8月15日", "8月15日|-/8/15"),
        ("12月2日晚", "12月2日晚|-/12/2"),
        ("20世纪70年代", "20世纪70年代|1970/-/-"),
        ("上世紀90年代", "上世紀90年代|1990/-/-"),
        ("民國114年", "民國114年|2025/-/-"),
        ("2025-02-14", "2025-02-14|2025/2/14"),
        ("二〇二五年三月十五日", "二〇二五年三月十五日|2025/3/15"),
        ("2019—2023年", "2019—2023年|2019/-/-"),
        ("2025年4月下旬", "2025年4月下旬|2025/4/-"),
        ("今年上半年", "今年上半年|0/-/-*"),
        ("日前", "日前|-/-/-*"),
        ("12日，", "12日|-/-/12"),
        ("廿九日", "廿九日|-/-/29"),
        ("22年2月", "22年2月|2022/2/-"),
        ("2000多年", ""),
        ("三年多", ""),
        ("10日内", ""),
        ("第3年", ""),
    ] {
        assert_eq!(read_dates(text), expected, "{text}");
    }
}

#[test]
fn quotations_in_all_marks() {
    for (text, expected) in [
        ("他说“好”。", "Double 好"),
        ("他說「這是『底線』」", "Corner 這是『底線』; >WhiteCorner 底線"),
        ("\"yes\" and \"no\"", "Straight yes; Straight no"),
        ("《时代》周刊", "Title 时代"),
        ("Trump’s “deal”", "Double deal"),
        ("未闭合“的引语", ""),
        ("外层“内层‘甲’，再说", "Single 甲"),
    ] {
        assert_eq!(read_quotations(text), expected, "{text}");
    }
    let text = "前页的话”，他又说“后页";
    let unpaired = quotations::quotations(text, &Landmarks::of(text)).1;
    assert_eq!((unpaired.close, unpaired.open), (Some(15), Some(27)));
}

#[test]
fn sentences_keep_what_closes_them() {
    assert_eq!(split("甲。乙！丙？"), ["甲。", "乙！", "丙？"]);
    assert_eq!(split("他说：“走吧。”我没动。"), ["他说：“走吧。”", "我没动。"]);
    assert_eq!(split("他说：“走。快走。”"), ["他说：“走。", "快走。”"]);
    assert_eq!(split("有据。<sup>[1]</sup>无据。"), ["有据。<sup>[1]</sup>", "无据。"]);
    assert_eq!(split("**首先，要看。**然后再说。"), ["**首先，要看。**", "然后再说。"]);
    assert_eq!(split("所谓“输了？”的说法不成立。"), ["所谓“输了？”的说法不成立。"]);
    assert_eq!(split("增长 2.5%. 完"), ["增长 2.5%. 完"]);
    assert_eq!(split("《谁来付账？》一文指出。"), ["《谁来付账？》一文指出。"]);
    assert_eq!(split("  首行缩进。\n"), ["首行缩进。"]);
}
