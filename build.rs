//! Compiles what the binary carries: the table that folds Traditional to Simplified, and the knowledge base of `seeds/`.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

#[path = "src/knowledge/base/mod.rs"]
#[allow(dead_code, unused_imports)]
mod base;
#[path = "src/text/script/pinyin.rs"]
mod sounds;
#[path = "src/text/script/table.rs"]
#[allow(dead_code)]
mod table;

use base::{check, compile, everyday, index, joints, load};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/knowledge/base");
    println!("cargo::rerun-if-changed=src/text/script");
    println!("cargo::rerun-if-changed=seeds");
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(messages) => {
            for message in messages {
                println!("cargo::error={message}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Vec<String>> {
    let one = |message: String| vec![message];
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| one("no manifest directory".into()))?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| one("no output directory".into()))?);
    let tables = script_tables().map_err(one)?;
    fs::write(out.join("script.bin"), &tables).map_err(|error| one(error.to_string()))?;
    let sounds = sounds::build(sound);
    fs::write(out.join("pinyin.bin"), &sounds).map_err(|error| one(error.to_string()))?;
    let sounds = sounds::Sounds::read(&sounds);
    let dictionary = jieba_rs::Jieba::new();
    let index = seeds(
        &root,
        &dictionary,
        &compile::Tables {
            fold: &|c| table::fold(&tables, c),
            sound: &|c| sounds.of(c),
            word: Some(&|word| dictionary.has_word(word)),
        },
    )?;
    let table = joints_table(&root, &dictionary, &index);
    fs::write(out.join("joints.bin"), table).map_err(|error| one(error.to_string()))?;
    fs::write(out.join("base.bin"), index).map_err(|error| one(error.to_string()))
}

/// The table of [`base::joints`], from the words of jieba's dictionary and those that it is taught. The library does not list
/// its words: they are read from its sources, where cargo keeps them; without them the table is empty and the program slower.
fn joints_table(root: &Path, dictionary: &jieba_rs::Jieba, index: &[u8]) -> Vec<u8> {
    let Some(words) = words_of_jieba(root).filter(|words| words.iter().all(|word| dictionary.has_word(word))) else {
        println!(
            "cargo::warning=the words of jieba-rs are not where cargo keeps sources: names will be found more slowly"
        );
        return Vec::new();
    };
    let frame = index::Frame::read(index);
    let taught = frame.as_ref().map_or(&[][..], |frame| index::Index::new(index, frame).taught());
    let taught = String::from_utf8_lossy(taught);
    joints::build(words.iter().map(String::as_str).chain(taught.lines().filter_map(first_word)))
}

/// All words of the dictionary, of the version that the lock file names.
fn words_of_jieba(root: &Path) -> Option<Vec<String>> {
    let lock = fs::read_to_string(root.join("Cargo.lock")).ok()?;
    let version = lock.split_once("name = \"jieba-rs\"\nversion = \"")?.1.split_once('"')?.0;
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")))?;
    let registries = fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten().map(|entry| entry.path());
    let named = |folder: PathBuf| [folder.join(format!("jieba-rs-{version}")), folder.join("jieba-rs")];
    let mut folders = registries.chain([root.join("vendor")]).flat_map(named);
    let dictionary = folders.find_map(|folder| fs::read_to_string(folder.join("src/data/dict.txt")).ok())?;
    Some(dictionary.lines().filter_map(first_word).map(str::to_owned).collect())
}

fn first_word(line: &str) -> Option<&str> {
    line.split_ascii_whitespace().next()
}

/// Compiles `seeds/`; what is wrong there is said with file and line.
fn seeds(root: &Path, dictionary: &jieba_rs::Jieba, tables: &compile::Tables<'_>) -> Result<Vec<u8>, Vec<String>> {
    let mut paths = Vec::new();
    toml_files(&root.join("seeds"), &mut paths).map_err(|error| vec![format!("seeds: {error}")])?;
    paths.sort();
    let mut loaded = load::Loaded::default();
    let mut texts = Vec::new();
    for path in &paths {
        let text = fs::read_to_string(path).map_err(|error| vec![format!("{}: {error}", path.display())])?;
        loaded.add(&path.to_string_lossy(), &text);
        texts.push(text);
    }
    loaded.settle(&());
    let language = check::Language { fold: tables.fold, everyday: &|word| everyday::is_everyday(dictionary, word) };
    let problems = check::check(&loaded, language, &());
    if !problems.is_empty() {
        let shown = problems.iter().map(|problem| {
            let path = paths[problem.file].strip_prefix(root).unwrap_or(&paths[problem.file]);
            let line = load::line(&texts[problem.file], problem.span.start);
            format!("{}:{line}: {}", path.display(), problem.message)
        });
        return Err(shown.collect());
    }
    Ok(compile::compile(loaded, tables))
}

fn toml_files(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            toml_files(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            found.push(path);
        }
    }
    Ok(())
}

/// The table of [`table`], from OpenCC's dictionaries.
fn script_tables() -> Result<Vec<u8>, String> {
    use ferrous_opencc::{OpenCC, config::BuiltinConfig as Config};
    let open = |config| OpenCC::from_config(config).map_err(|error| format!("OpenCC: {error}"));
    let chain = [open(Config::T2s)?, open(Config::Hk2s)?, open(Config::Tw2s)?];
    // 峰 is 峯 to OpenCC's own standard alone.
    let back = [open(Config::S2t)?, open(Config::S2tw)?, open(Config::S2hk)?];
    let one = |converter: &OpenCC, c: char| {
        let text = converter.convert(c.encode_utf8(&mut [0; 4]));
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none()).unwrap_or(c)
    };
    Ok(table::build(
        |c| chain.iter().map(|converter| one(converter, c)).find(|&d| d != c).unwrap_or(c),
        |c| back.iter().map(|converter| one(converter, c)).find(|&d| d == c).unwrap_or_else(|| one(&back[0], c)),
    ))
}

/// The usual reading of a character, without tone.
fn sound(c: char) -> Option<&'static str> {
    use pinyin::ToPinyin;
    c.to_pinyin().map(pinyin::Pinyin::plain)
}
