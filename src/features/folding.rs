//! What an editor can fold: sections, front matter, comments and groups of notes.

use super::{
    notes,
    symbols::{Kind, Symbol, outline},
};
use crate::{analysis::Analysis, syntax::BlockKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoldKind {
    Section,
    Notes,
    Comment,
}

/// First and last line, from 0; more than one line each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fold {
    pub first: usize,
    pub last: usize,
    pub kind: FoldKind,
}

/// All folds, by first line.
pub fn folds(analysis: &Analysis) -> Vec<Fold> {
    let mut folds = Vec::new();
    outline(analysis).iter().for_each(|symbol| sections(analysis, symbol, &mut folds));
    folds.extend(notes::folds(analysis).into_iter().map(|(first, last)| Fold { first, last, kind: FoldKind::Notes }));
    for placed in &analysis.blocks {
        if matches!(placed.block.kind(), BlockKind::Comment | BlockKind::FrontMatter) {
            let last = placed.line + placed.block.text.trim_end().matches('\n').count();
            folds.push(Fold { first: placed.line, last, kind: FoldKind::Comment });
        }
    }
    folds.retain(|fold| fold.first < fold.last);
    folds.sort_unstable();
    folds
}

fn sections(analysis: &Analysis, symbol: &Symbol, folds: &mut Vec<Fold>) {
    if symbol.kind == Kind::Heading {
        let line = |offset: usize| {
            let (_, placed) = analysis.block_at(offset)?;
            let text = placed.block.text.get(..offset - placed.start)?;
            Some(placed.line + text.trim_end().matches('\n').count())
        };
        let ends = (line(symbol.span.start as usize), line((symbol.span.end as usize).saturating_sub(1)));
        if let (Some(first), Some(last)) = ends {
            folds.push(Fold { first, last, kind: FoldKind::Section });
        }
    }
    symbol.children.iter().for_each(|child| sections(analysis, child, folds));
}
