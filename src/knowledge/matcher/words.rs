//! Words around names that say whether they are names.

use memchr::{memchr3, memrchr3};

/// What may follow a name inside a word of the lexicon without making it another one (美国人, 法国队).
pub const SUFFIXES: &[&str] = &[
    "人",
    "人民",
    "队",
    "籍",
    "式",
    "裔",
    "方",
    "方面",
    "政府",
    "军",
    "军队",
    "总统",
    "总理",
    "史",
    "版",
    "民众",
    "国民",
    "社会",
    "国会",
    "议会",
    "企业",
    "公司",
    "当局",
    "国家",
    "组织",
    "地区",
    "大使馆",
    "使馆",
    "大使",
    "媒体",
    "市",
    "州",
    "省",
    "说",
    "称",
    "在",
    "和",
    "与",
    "是",
    "也",
    "的",
    "派",
    "党人",
    "境内",
    "问题",
    "经济",
    "外交部",
    "国防部",
    "财政部",
    "商务部",
    "科学院",
    "代表团",
    "驻",
    "之",
    "后",
    "前",
    "时",
];

/// What may stand before a name inside a word of the lexicon without making it another one (前苏联).
pub const PREFIXES: &[&str] =
    &["前", "原", "全", "旧", "老", "驻", "亲", "反", "对", "援", "访", "由", "和", "与", "在", "新"];

/// Titles and callings that stand beside a person's name.
pub const TITLES: &[&str] = &[
    "总统",
    "总理",
    "首相",
    "主席",
    "部长",
    "外长",
    "防长",
    "财长",
    "国务卿",
    "特使",
    "代表",
    "发言人",
    "大使",
    "议员",
    "议长",
    "州长",
    "市长",
    "将军",
    "上将",
    "中将",
    "少将",
    "司令",
    "教授",
    "博士",
    "学者",
    "研究员",
    "专家",
    "顾问",
    "助理",
    "秘书长",
    "总监",
    "局长",
    "委员",
    "书记",
    "院长",
    "所长",
    "主任",
    "社长",
    "总裁",
    "主管",
    "先生",
    "女士",
    "老师",
    "夫人",
    "政府",
    "团队",
    "记者",
    "作家",
    "分析师",
    "秘书",
    "领导人",
    "领袖",
    "候选人",
    "法官",
    "律师",
    "行长",
    "公使",
    "参赞",
    "国王",
    "王储",
    "亲王",
    "教皇",
    "教宗",
    "外相",
    "防相",
    "首席",
    "高官",
    "官员",
    "作者",
    "编辑",
    "同志",
];

/// Nouns after which 中 means "in", not China.
pub const HOSTS: &[&str] = &[
    "谈判", "会谈", "会晤", "声明", "过程", "冲突", "战争", "战斗", "讲话", "演讲", "发言", "讨论", "危机", "竞选",
    "选举", "报告", "报道", "文章", "文件", "协议", "计划", "方案", "其", "之", "当", "心", "手", "眼", "途", "交涉",
    "磋商", "对话", "博弈", "竞争", "合作", "斗争", "辩论", "采访", "访谈", "回应", "公报", "名单", "国家", "盟友",
    "地区", "格局", "重构", "调整", "变局", "动荡", "混乱", "信", "书", "决议", "提案", "条款", "草案", "评论", "舆论",
    "框架", "体系", "秩序",
];

/// Where the line or the Latin sentence around a byte range of a Chinese sentence begins and ends.
pub fn sentence(text: &str, start: usize, end: usize) -> (usize, usize) {
    let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
    let from = memrchr3(b'\n', b'!', b'?', before.as_bytes()).map_or(0, |at| at + 1);
    (from, memchr3(b'\n', b'!', b'?', after.as_bytes()).map_or(text.len(), |len| end + len))
}

/// True for a character that foreign names are written with, sound for sound.
#[rustfmt::skip]
pub fn is_sound(c: char) -> bool {
    matches!(c,
        '斯' | '尔' | '克' | '德' | '特' | '埃' | '阿' | '巴' | '波' | '加' | '乌' | '伊' | '夫' | '拉'
        | '罗' | '里' | '米' | '尼' | '奥' | '亚' | '卡' | '科' | '莫' | '姆' | '布' | '鲁' | '娜' | '维'
        | '塔' | '迪' | '洛' | '勒' | '莱' | '雷' | '曼' | '诺' | '萨' | '纳' | '内' | '恩' | '森' | '索'
        | '瓦' | '耶' | '茨' | '兹' | '吉' | '哈' | '贝' | '伯' | '费' | '弗' | '格' | '盖' | '冈' | '戈'
        | '古' | '胡' | '霍' | '基' | '贾' | '凯' | '肯' | '库' | '兰' | '朗' | '林' | '伦' | '马' | '迈'
        | '麦' | '梅' | '门' | '摩' | '穆' | '努' | '帕' | '佩' | '皮' | '普' | '奇' | '乔' | '切' | '琴'
        | '桑' | '瑟' | '沙' | '舍' | '什' | '舒' | '泰' | '汤' | '图' | '托' | '威' | '韦' | '温' | '沃'
        | '希' | '辛' | '休' | '雅' | '扬' | '因' | '约' | '扎' | '泽' | '詹' | '朱' | '佐' | '丁' | '顿'
        | '丹' | '登' | '邓' | '蒂' | '杜' | '厄' | '蕾' | '蒙'
    )
}

pub fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•')
}
