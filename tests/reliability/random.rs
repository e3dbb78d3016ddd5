//! Numbers and drafts made up from a seed.

/// xorshift64*: good enough to shuffle a session, and the same everywhere.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    fn draw(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `limit`, which is not 0.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.draw() >> 16) as usize % limit
    }

    pub fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

/// What drafts are made of: sentences of every kind that rules look at, notes, and bits of markup out of place.
const PIECES: &[&str] = &[
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "。",
    "，",
    "字",
    "的",
    "a",
    "1",
    " ",
    "# 小标题\n",
    "一、形势\n",
    "## 注释\n",
    "<sup>[1]</sup>",
    "<sup>[2]</sup>",
    "[1]",
    "[3]",
    "[^甲]",
    "①",
    "\n[1] 某某：《某书》，某出版社2024年版，第10页。\n",
    "\n[2] 某机构报告，https://example.org/a。\n",
    "\n[^甲]: 一条注释。\n",
    "\n① 某报，2025年3月1日。\n",
    "去年该国出口增长了百分之十二。",
    "据媒体报道，双方将于下月会谈。",
    "據知情人士透露，談判已經破裂。",
    "外界普遍认为这一政策难以持续。",
    "他说：“局势正在恶化，我们必须行动。”",
    "她強調：「這不是選項，而是責任。」",
    "多數專家指出，這一數字超過三百億美元。",
    "泽连斯基（Volodymyr Zelenskyy）表示欢迎。",
    "特朗普政府宣布对欧盟加征25%的关税。",
    "中美俄三方在联合国展开交锋。",
    "这是自1991年以来的首次。",
    "問：您怎麼看？\n",
    "答：還要觀察。\n",
    "> 引文一行\n",
    "- 列表一项\n",
    "<!-- chuchu: allow all -->\n",
    "<!--",
    "-->",
    "```\n",
    "“",
    "”",
    "「",
    "」",
    "《",
    "》",
    "[",
    "]",
    "（",
    "）",
    "**",
    "𠮷",
    "👩‍👩‍👧",
    "https://example.org/x_y?z=1",
];

/// A draft of so many pieces.
pub fn draft(random: &mut Random, pieces: usize) -> String {
    (0..pieces).map(|_| random.of(PIECES)).collect()
}
