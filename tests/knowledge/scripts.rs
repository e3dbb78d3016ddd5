//! Strays of the other script.

use chuchu::{
    features::names,
    rules::{self, Context},
    text::{Language, Script, script},
};

use super::analyse;

/// Enough text to tell the script by, before the text that matters.
const HANS: &str = "这项协议经过长时间谈判才达成，各国对执行细节仍有争议，观察者认为结果难以预料。\n\n";
const HANT: &str = "這項協議經過長時間談判才達成，各國對執行細節仍有爭議，觀察者認為結果難以預料。\n\n";

fn strays(text: &str) -> Vec<String> {
    let findings = rules::check(&Context::new(&analyse(text), Language::ZhHans));
    let found = findings.into_iter().filter(|finding| finding.code == "mixed-script");
    found.map(|finding| finding.span.of(text).to_owned()).collect()
}

#[test]
fn strays_are_found_in_either_script() {
    let cases: [(&str, &str, &[&str]); 22] = [
        (HANS, "会谈在華盛顿举行，双方交换意见。", &["華"]),
        (HANS, "欧盟继续支持烏克蘭重建的计划。", &["烏克蘭"]),
        (HANS, "他們认为这个问题还没有结论。", &["們"]),
        (HANS, "乾隆年间，他写下这部著作，慰藉后人。", &[]),
        (HANS, "皇后与公里、台湾与云南、范先生与于先生，各得其所。", &[]),
        (HANS, "他在信中写道：“國家興亡，匹夫有責。”这句话流传很广。", &[]),
        (HANS, "他的论文《國際關係論叢》发表之后引发讨论。", &[]),
        (HANS, "马克龙（台译馬克宏）访问东京，双方发表声明。", &[]),
        (HANS, "國際關係與區域秩序的變遷。", &[]),
        (HANS, "日本媒体使用「戦後の国際関係」这个说法，并没有解释。", &[]),
        (HANS, "代码`烏克蘭`不会改变，这是约定。", &[]),
        (HANS, "会议記錄由秘书处保存，期限为五年。", &["記錄"]),
        (HANT, "會議討論了关税和投資，沒有結論。", &["关"]),
        (HANT, "他认为這個問題還沒有答案。", &["认为"]),
        (HANT, "皇后搭車走了十公里，范先生云云，干卿何事。", &[]),
        (HANT, "峰會在台北舉行，群眾與秘書長游先生征戰多年。", &[]),
        (HANT, "網友留言：「简体字也可以。」這句話引起討論。", &[]),
        (HANT, "《国际问题研究》是一份期刊，創辦已久。", &[]),
        (HANT, "國際关系與区域秩序的變遷，仍是學者的議題。", &["关", "区"]),
        (HANT, "国际关系与区域秩序的变迁。", &[]),
        ("", "乌克兰总统說，这场战争必须结束，双方应当谈判。", &["說"]),
        ("", "泽连斯基抵达。澤連斯基说，谈判进展顺利，各国应当继续支援。", &["澤連"]),
    ];
    for (before, text, expected) in cases {
        assert_eq!(strays(&format!("{before}{text}")), expected, "{text}");
    }
}

#[test]
fn a_text_in_both_scripts_is_left_alone() {
    assert_eq!(strays(&format!("{HANS}{HANT}")), [] as [&str; 0]);
}

#[test]
fn the_fixes_write_the_script_of_the_document() {
    let text = format!("{HANT}會議討論了关系、发展和头发，沒有結論。");
    let analysis = analyse(&text);
    let findings = rules::check(&Context::new(&analysis, Language::ZhHant));
    let finding = findings.iter().find(|finding| finding.code == "mixed-script").expect("a finding");
    let fixed = |at: usize| {
        let fixes = names::fixes(&analysis, finding, Language::ZhHant);
        fixes[at].edits.apply(&text).expect("edits that fit")
    };
    assert_eq!(fixed(0), format!("{HANT}會議討論了關係、发展和头发，沒有結論。"));
    assert_eq!(fixed(1), format!("{HANT}會議討論了關係、發展和頭髮，沒有結論。"));
}

#[test]
fn no_everyday_text_of_one_script_has_strays_in_it() {
    // What a converter makes of a text is in one script.
    for text in
        [HANS, "里程、云层、后天、干部、台风、面粉、范围、松树、系统、制造、只有、冬天、表示、回复、发布、征收。"]
    {
        let converted = script::to_traditional(text);
        let foreign: String = converted.chars().filter(|&c| script::foreign_to(Script::Hant, c)).collect();
        assert_eq!(foreign, "", "{converted}");
        assert!(!text.chars().any(|c| script::foreign_to(Script::Hans, c)), "{text}");
    }
}
