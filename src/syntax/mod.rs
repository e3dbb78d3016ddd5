//! Text to structure, pure and total: any input gives a structure, never an error or a panic.
//!
//! Architecture invariant: everything here is a function of one block's text (and its kind); what spans blocks is
//! `analysis`. Spans count bytes from the start of the block.

pub mod attributions;
pub mod blocks;
pub mod dates;
pub mod footnotes;
pub mod front_matter;
pub mod inline;
pub mod landmarks;
mod numerals;
pub mod quantities;
pub mod quotations;
pub mod references;
pub mod sentences;
pub mod telltales;
pub mod urls;
pub mod words;

use std::borrow::Cow;

pub use attributions::{Attribution, AttributionKind};
pub use blocks::{BlockKind, RawBlock};
pub use dates::Date;
pub use footnotes::{Definition, Marker};
pub use inline::Inline;
pub use landmarks::Landmarks;
pub use quantities::Quantity;
pub use quotations::{Quotation, Spoken, Unpaired};
pub use references::{Reference, ReferenceKind};
pub use sentences::Sentence;
pub use telltales::{Tells, Telltale};
pub use urls::{BadUrl, UrlFault};
pub use words::{Class, Word};

use crate::text::script::{self, Counts};
use landmarks::Read;

/// All that the text of one block says by itself.
#[derive(Clone, Debug, Default)]
pub struct BlockSyntax {
    pub kind: BlockKind,
    pub inline: Vec<Inline>,
    pub sentences: Vec<Sentence>,
    pub quotations: Vec<Quotation>,
    /// Quotation marks without a partner in this block.
    pub unpaired: Unpaired,
    pub quantities: Vec<Quantity>,
    pub dates: Vec<Date>,
    pub attributions: Vec<Attribution>,
    /// Those outside of quotations.
    pub words: Vec<Word>,
    /// Words that tell whose names stand about them.
    pub telltales: Vec<Telltale>,
    pub markers: Vec<Marker>,
    pub definitions: Vec<Definition>,
    /// The block announces notes or a bibliography: 注释, 參考文獻.
    pub notes_heading: Option<footnotes::NotesHeading>,
    /// Addresses that cannot be right.
    pub bad_urls: Vec<BadUrl>,
    /// The block is no text yet: the beginning of a note's label, or a page number.
    pub stub: bool,
}

impl BlockSyntax {
    /// Parses one block. `text` is the whole of it, its trailing blank lines included. Told besides: the same folded to
    /// Simplified, with the same offsets, which dates, quantities, words and attributions are read from; and how many of its
    /// characters are of one script. `meet` is told of each of its characters, folded, where the block is text.
    #[inline]
    pub fn parse(kind: BlockKind, text: &str, meet: impl FnMut(usize, char)) -> (Self, Cow<'_, str>, Counts) {
        if kind.is_text() {
            Self::of(kind, text, landmarks::read(text, meet))
        } else {
            let (plain, counts) = script::read(text, |_, _| ());
            (Self { kind, ..Self::default() }, plain, counts)
        }
    }

    fn of<'a>(kind: BlockKind, text: &'a str, read: Read<'a>) -> (Self, Cow<'a, str>, Counts) {
        let Read { plain, counts, marks, mut words } = read;
        let inline = inline::inline(text, &marks);
        let (markers, definitions) = footnotes::scan(kind, text, &marks, &inline);
        let (quotations, unpaired) = quotations::quotations(text, &marks);
        let dates = dates::dates(&plain, &marks);
        if !quotations.is_empty() {
            let mut spoken = Spoken(&quotations);
            words.retain(|word| !spoken.holds(word.span.start));
        }
        let syntax = Self {
            kind,
            sentences: sentences::sentences(text, &marks, &quotations, &markers),
            quantities: quantities::quantities(&plain, &marks, &dates),
            dates,
            attributions: attributions::attributions(&plain, &marks, &words, &quotations),
            quotations,
            unpaired,
            words,
            telltales: telltales::telltales(text, &marks),
            markers,
            definitions,
            notes_heading: footnotes::notes_heading(text),
            bad_urls: urls::bad_urls(text, &marks, &inline),
            stub: footnotes::is_stub(text),
            inline,
        };
        (syntax, plain, counts)
    }
}
