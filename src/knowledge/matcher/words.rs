//! Words around names that say whether they are names.

use memchr::{memchr3, memrchr3};

use crate::text::CharSet;

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

/// Characters that foreign names are written with, sound for sound.
const SOUNDS: &str = "斯尔克德特埃阿巴波加乌伊夫拉罗里米尼奥亚卡科莫姆布鲁娜维塔迪洛勒莱雷曼诺萨纳内恩森索瓦耶茨兹吉哈贝伯费弗格盖冈戈古胡霍基\
    贾凯肯库兰朗林伦马迈麦梅门摩穆努帕佩皮普奇乔切琴桑瑟沙舍什舒泰汤图托威韦温沃希辛休雅扬因约扎泽詹朱佐丁顿丹登邓蒂杜厄蕾蒙";
static IS_SOUND: CharSet = CharSet::of(SOUNDS);

/// True for one of [`SOUNDS`].
pub fn is_sound(c: char) -> bool {
    IS_SOUND.holds(c)
}

pub fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•')
}
