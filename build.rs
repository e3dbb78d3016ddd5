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

use base::{check, compile, everyday, load};

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
    fs::write(out.join("base.bin"), index).map_err(|error| one(error.to_string()))
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
