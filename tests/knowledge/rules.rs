//! Rules of names: the code that a text gets, or silence.

use chuchu::{
    features,
    rules::{self, Context},
    text::Language,
};

use super::analyse;

/// The findings of one rule, as `span: message`.
fn findings(code: &str, text: &str) -> Vec<String> {
    let analysis = analyse(text);
    let found = rules::check(&Context::new(&analysis, Language::ZhHans));
    let of_code = found.into_iter().filter(|finding| finding.code == code);
    of_code.map(|finding| format!("{}: {}", finding.span.of(text), finding.message)).collect()
}

fn dated(day: &str, text: &str) -> String {
    format!("---\ndate: {day}\n---\n\n{text}")
}

#[test]
fn offices_against_the_day() {
    let cases = [
        // (day, text, flagged)
        ("2024-06-01", "美国总统拜登发表国情演说。", false),
        ("2025-06-01", "美国总统拜登发表国情演说。", true),
        ("2025-06-01", "美国前总统拜登发表演说。", false),
        ("2024-06-01", "美国前总统拜登发表演说。", true),
        ("2024-03-01", "时任美国国务卿布林肯2022年访问布鲁塞尔。", false),
        ("2026-03-01", "2025年9月，时任美国国务卿布林肯到访。", true),
        ("2025-07-01", "加拿大总理卡尼主持内阁会议。", false),
        ("2025-02-01", "加拿大总理卡尼主持内阁会议。", true),
        ("2025-07-01", "英国总理斯塔默接受采访。", true),
        ("2025-07-01", "英國首相施紀賢接受採訪。", false),
        ("2025-07-01", "德国首相默茨接受采访。", true),
        ("2025-07-01", "北约秘书长吕特表示欢迎。", false),
        ("2024-07-01", "北约秘书长吕特表示欢迎。", true),
        ("2025-07-01", "默茨总理接受采访。", false),
        ("2025-07-01", "德国总理默茨表示，“美国总统拜登当时的决定是错的”。", false),
        ("2025-07-01", "2023年，美国总统拜登访问基辅。", false),
        ("2025-07-01", "美国总统候选人哈里斯落败。", false),
        ("2025-07-01", "上世纪八十年代，里根总统推行减税。", false),
    ];
    for (day, text, flagged) in cases {
        let found = findings("office-mismatch", &dated(day, text));
        assert_eq!(!found.is_empty(), flagged, "{day} {text}: {found:?}");
    }
}

#[test]
fn an_office_says_the_fact_that_proves_it() {
    insta::assert_snapshot!(findings("office-mismatch", &dated("2025-06-01", "美国总统拜登发表演说。")).join("\n"), @"美国总统拜登: 2025年6月1日时乔·拜登已不是美国总统（2021-01-20 至 2025-01-20）。当时的美国总统是唐纳德·特朗普。（知识库核对于 2026-11-20）");
}

#[test]
fn without_a_declared_day_no_office_is_judged() {
    assert!(findings("office-mismatch", "2025年6月1日，拜登总统发表演说。").is_empty());
}

#[test]
fn one_name_for_one_actor() {
    let cases = [
        ("特朗普签署命令。川普随后发文。", true),
        ("特朗普签署命令。特朗普总统随后发文。", false),
        ("唐纳德·特朗普签署命令。特朗普随后发文。", false),
        ("特朗普（台译川普）签署命令。", false),
        ("特朗普签署命令。有网友留言：“川普又来了。”", false),
        ("特朗普签署命令。川普政府随后解释。", true),
        ("馬克宏訪問柏林。馬克龍與默茨會面。", true),
        ("馬克龍訪問柏林。马克龙与默茨会面。", false),
        ("沙烏地阿拉伯增產。沙特隨後減產。", true),
        ("卢卡申科讲话。卢卡申克随后离开。", true),
        ("卢卡申科讲话。记者卢卡出席。", false),
        ("懂王又发文了。特朗普很高兴。", false),
    ];
    for (text, flagged) in cases {
        let found = findings("inconsistent-name", text);
        assert_eq!(!found.is_empty(), flagged, "{text}: {found:?}");
    }
}

/// A text under a name to use for one person.
fn preferring(name: &str, text: &str) -> String {
    format!("---\nnames:\n- id: person/steve-witkoff\n  prefer: {name}\n---\n\n{text}")
}

#[test]
fn own_entries_say_which_name_to_use() {
    let text = preferring("威特科夫", "特使维特科夫抵达。维特科夫说，威特科夫不会让步。");
    let found = findings("inconsistent-name", &text);
    insta::assert_snapshot!(found.join("\n"), @r"
维特科夫: “维特科夫”与“威特科夫”是同一个名字（史蒂夫·维特科夫），自有词条定为“威特科夫”。
维特科夫: “维特科夫”与“威特科夫”是同一个名字（史蒂夫·维特科夫），自有词条定为“威特科夫”。
");
    let right = preferring("威特科夫", "特使威特科夫抵达。威特科夫说，威特科夫不会让步。");
    assert_eq!(fixed("inconsistent-name", &text).first(), Some(&right));
    // Also where the document has it not at all.
    let text = preferring("威特科夫", "特使史蒂夫·维特科夫抵達機場。維特科夫說，魏科夫不會讓步。");
    assert_eq!(findings("inconsistent-name", &text).len(), 3);
    let right = preferring("威特科夫", "特使史蒂夫·威特科夫抵達機場。威特科夫說，威特科夫不會讓步。");
    assert_eq!(fixed("inconsistent-name", &text).first(), Some(&right));
    // One name alone is not inconsistent, and a quotation says what it says.
    assert!(findings("inconsistent-name", &preferring("威特科夫", "维特科夫抵达。维特科夫说。")).is_empty());
    assert!(findings("inconsistent-name", &preferring("威特科夫", "威特科夫抵达。有人喊：“维特科夫！”")).is_empty());
}

#[test]
fn a_name_to_use_in_a_region_counts_in_its_script() {
    let prefer = "{ TW: 魏科夫 }";
    let flagged = |text: &str| {
        let text = preferring(prefer, text);
        findings("inconsistent-name", &text)
            .into_iter()
            .map(|found| found.split(": ").next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(flagged("特使維特科夫抵達機場。維特科夫說，魏科夫不會讓步。"), ["維特科夫", "維特科夫"]);
    assert_eq!(flagged("特使维特科夫抵达机场。维特科夫说，魏科夫不会让步。"), ["魏科夫"]);
}

#[test]
fn original_names_letter_by_letter() {
    let cases = [
        ("卢拉（Luiz Inácio Lula da Silva）发言。", false),
        ("马克龙（Emmanuel Macron）发言。", false),
        ("马克龙（Emanuel Macron）发言。", true),
        ("马克龙（Emmanuel Marcon）发言。", true),
        ("马克龙（Macron）发言。", false),
        ("默茨（Friedrich Merz，德国总理）发言。", false),
        ("默茨（Friedrich Mertz）发言。", true),
        ("世界贸易组织（WTO）裁决。", false),
        ("世界贸易组织（WHO）裁决。", true),
        ("马克龙（图左）发言。", false),
        ("马克龙（Reuters）发言。", false),
        ("默茨（Emmanuel Macron）发言。", true),
    ];
    for (text, flagged) in cases {
        let found = findings("misspelt-original-name", text);
        assert_eq!(!found.is_empty(), flagged, "{text}: {found:?}");
    }
}

/// `rule <tab> flag or ok <tab> day or - <tab> text`: at least 90 % of each rule's faults are caught and 97 % of the rest silent.
#[test]
fn rules_of_names_on_other_topics() {
    let lines = || include_str!("names.tsv").lines().filter(|line| !line.starts_with('#'));
    for rule in ["inconsistent-name", "misspelt-original-name", "office-mismatch", "mixed-script"] {
        let (mut missed, mut alarms, mut wrong) = ((0, 0), (0, 0), Vec::new());
        for line in lines().filter(|line| line.starts_with(rule)) {
            let [_, want, day, text] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let text = if day == "-" { text.to_owned() } else { dated(day, text) };
            let found = findings(rule, &text);
            let count = if want == "flag" { &mut missed } else { &mut alarms };
            count.0 += usize::from(found.is_empty() == (want == "flag"));
            count.1 += 1;
            if found.is_empty() == (want == "flag") {
                wrong.push(format!("{line}: {found:?}"));
            }
        }
        let holds = missed.1 > 0 && missed.0 * 10 <= missed.1 && alarms.0 * 100 <= alarms.1 * 3;
        assert!(holds, "{rule}: {missed:?} missed, {alarms:?} false alarms:\n{}", wrong.join("\n"));
    }
}

/// What the quick fixes of a rule's first finding make of a text.
fn fixed(code: &str, text: &str) -> Vec<String> {
    let analysis = analyse(text);
    let findings = rules::check(&Context::new(&analysis, Language::ZhHans));
    let finding = findings.iter().find(|finding| finding.code == code).expect("a finding");
    let fixes = features::names::fixes(&analysis, finding, Language::ZhHans);
    fixes.into_iter().map(|fix| fix.edits.apply(text).expect("edits that fit")).collect()
}

#[test]
fn an_office_is_put_right() {
    let cases = [
        ("2025-07-01", "英国总理斯塔默接受采访。", "英国首相斯塔默接受采访。"),
        ("2025-06-01", "美国总统拜登发表演说。", "美国前总统拜登发表演说。"),
        ("2024-06-01", "美国前总统拜登发表演说。", "美国总统拜登发表演说。"),
        ("2025-07-01", "德国总统默茨出席仪式。", "德国总理默茨出席仪式。"),
        ("2025-07-01", "特朗普的儿子库什纳参与斡旋。", "特朗普的女婿库什纳参与斡旋。"),
        ("2025-07-01", "金正恩的姐姐金與正發表談話，隨後會見記者。", "金正恩的妹妹金與正發表談話，隨後會見記者。"),
    ];
    for (day, text, right) in cases {
        assert_eq!(fixed("office-mismatch", &dated(day, text)).first(), Some(&dated(day, right)), "{text}");
    }
}
