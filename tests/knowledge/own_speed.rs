//! A hundred thousand own names: `cargo test --release --test knowledge hundred_thousand -- --ignored --nocapture` prints
//! the figures of docs/performance.md.

use std::{
    collections::BTreeMap,
    fs,
    sync::Arc,
    time::{Duration, Instant},
};

use chuchu::{
    analysis::{Analysis, Settings},
    features,
    files::own::{self, Folders, Workspace},
    knowledge::Knowledge,
    text::{Document, Language},
};

const NAMES: u32 = 100_000;
/// Runs of which the median counts.
const RUNS: usize = 15;

fn median(mut run: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS).map(|_| run()).collect();
    times.sort_unstable();
    times[RUNS / 2]
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let began = Instant::now();
    let result = work();
    (began.elapsed(), result)
}

/// Names of foreign persons, no two the same.
fn entries() -> String {
    let sounds: Vec<char> =
        "斯尔克德特埃阿巴波加乌伊夫拉罗里米尼奥亚卡科莫姆布鲁娜维塔迪洛勒莱雷曼诺萨纳内恩森索瓦耶茨".chars().collect();
    let c = |n: u32| sounds[n as usize % sounds.len()];
    let one = |n: u32| {
        let name: String =
            [c(n), c(n / 46), c(n / 2_116), '·', c(n * 7 + 3), c(n / 46 + 5), c(n / 2_116 + 11), c(n * 3)]
                .iter()
                .collect();
        format!(
            "[[actor]]\nid = \"person/own-{n}\"\nnames = [{{ text = \"{name}\", role = \"full\" }}]\nabout = {{ zh = \"虚构人物。\" }}\n"
        )
    };
    (0..NAMES).map(one).collect()
}

/// Prose with names of the base, about as long as a long article.
fn article() -> String {
    let paragraph = "美国总统特朗普与乌克兰总统泽连斯基在华盛顿会晤，双方讨论了停火方案与安全保障。\
                     欧盟委员会主席冯德莱恩表示，欧洲将继续向基辅提供援助。分析人士认为，这一安排仍面临诸多变数，\
                     尤其是在边界与驻军问题上，各方立场相去甚远。\n\n";
    (0..170).map(|n| paragraph.replace("诸多", &format!("{n}项"))).collect()
}

#[test]
#[ignore = "figures of a release build"]
fn a_hundred_thousand_names_load_match_and_hover_as_fast_as_promised() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("chuchu")).expect("a folder");
    let text = entries();
    fs::write(folder.path().join("chuchu/many.toml"), &text).expect("a file");
    let folders = Folders { user: None, cache: Some(folder.path().join("cache")) };
    let workspace = Workspace::new(folder.path().to_owned(), None);
    let load = || own::load(&folders, Some(&workspace), &BTreeMap::new()).knowledge;
    let builtin = Knowledge::builtin();
    let (compiled, _) = timed(load);
    let loaded = median(|| timed(load).0);
    let own = load();
    assert!(own.len() >= builtin.len() + NAMES as usize);

    let article = article();
    let names = |knowledge: &Arc<Knowledge>| timed(|| knowledge.mentions(&article).len());
    let found = names(&builtin).1;
    assert!(found > 500, "{found}");
    assert_eq!(names(&own).1, found);
    // In turn, so that neither is helped by what else the machine does.
    let pairs: Vec<(Duration, Duration)> = (0..RUNS).map(|_| (names(&builtin).0, names(&own).0)).collect();
    let middle = |pick: fn(&(Duration, Duration)) -> Duration| {
        let mut times: Vec<Duration> = pairs.iter().map(pick).collect();
        times.sort_unstable();
        times[RUNS / 2]
    };
    let (of_base, of_own) = (middle(|pair| pair.0), middle(|pair| pair.1));

    let own_name = own.get("person/own-77").expect("an entry").canonical().to_owned();
    let document = Document::new(&format!("据{own_name}称，会谈已经结束。"), 0);
    let settings = Settings { knowledge: own.clone(), ..Settings::default() };
    let analysis = Analysis::new(document.rope(), &settings);
    let hover = median(|| {
        let (time, card) = timed(|| features::hover(&analysis, 6, Language::ZhHans));
        assert!(card.is_some_and(|card| card.markdown.contains("虚构人物")));
        time
    });
    println!(
        "{NAMES} names, {} bytes of TOML; article of {} characters, {found} mentions",
        text.len(),
        article.chars().count()
    );
    println!("compiled from TOML {compiled:?}; loaded from the cache {loaded:?}; hover {hover:?}");
    println!("names of the article: built-in base {of_base:?}, with own entries {of_own:?}");
    assert!(loaded < Duration::from_millis(100), "{loaded:?}");
    assert!(hover < Duration::from_millis(1), "{hover:?}");
    assert!(of_own.as_secs_f64() < of_base.as_secs_f64() * 1.2, "{of_own:?} against {of_base:?}");
}
