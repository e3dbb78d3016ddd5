//! Cuts a stream of JSON into the objects that an import reads, one in memory at a time.
//!
//! Dumps have one entity a line, between `[` and `]` with commas or by themselves: there a bad line costs itself alone.
//! Saved results are one array or object over any number of lines: there braces tell where an object ends.

use std::io::{self, BufRead};

/// Longest object read, in bytes; the largest entities have some four million.
const LONGEST: usize = 16 << 20;
/// Bytes looked at to tell one form from the other.
const LOOK: usize = 64 << 10;

/// One object, or why there is none.
pub(super) struct Piece {
    /// The line that it begins in, from 1.
    pub line: u64,
    pub bytes: Result<Vec<u8>, &'static str>,
}

/// How the objects stand in the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Lines,
    /// Objects that so many braces are open around, themselves included.
    Nested(usize),
}

pub(super) struct Pieces<R> {
    input: R,
    form: Option<Form>,
    line: u64,
    braces: Braces,
}

impl<R: BufRead> Pieces<R> {
    pub fn new(input: R) -> Self {
        Self { input, form: None, line: 1, braces: Braces::default() }
    }

    /// The next object; `None` at the end.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn next(&mut self) -> io::Result<Option<Piece>> {
        let form = match self.form {
            Some(form) => form,
            None => *self.form.insert(form(self.input.fill_buf()?)),
        };
        match form {
            Form::Lines => self.line(),
            Form::Nested(depth) => self.nested(depth),
        }
    }

    fn line(&mut self) -> io::Result<Option<Piece>> {
        loop {
            let line = self.line;
            let Some(bytes) = self.until_newline()? else { return Ok(None) };
            self.line += 1;
            let Ok(bytes) = bytes else { return Ok(Some(Piece { line, bytes: Err("longer than an object may be") })) };
            let object = bytes.trim_ascii().strip_suffix(b",").unwrap_or(bytes.trim_ascii()).trim_ascii();
            if !matches!(object, b"" | b"[" | b"]" | b"\xef\xbb\xbf[") {
                return Ok(Some(Piece { line, bytes: Ok(object.to_vec()) }));
            }
        }
    }

    /// The bytes up to the end of the line; too many are read past and given up.
    fn until_newline(&mut self) -> io::Result<Option<Result<Vec<u8>, ()>>> {
        let (mut line, mut some) = (Some(Vec::new()), false);
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(some.then(|| line.ok_or(())));
            }
            some = true;
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let taken = end.unwrap_or(buffer.len());
            if let Some(known) = &mut line {
                known.extend_from_slice(&buffer[..taken]);
                line = line.filter(|line| line.len() <= LONGEST);
            }
            self.input.consume(taken + usize::from(end.is_some()));
            if end.is_some() {
                return Ok(Some(line.ok_or(())));
            }
        }
    }

    fn nested(&mut self, wanted: usize) -> io::Result<Option<Piece>> {
        let (mut object, mut begun) = (Some(Vec::new()), None);
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(begun.map(|line| Piece { line, bytes: Err("cut off") }));
            }
            let (mut taken, mut done) = (0, false);
            for &byte in buffer {
                taken += 1;
                let opens = self.braces.step(byte) && self.braces.depth == wanted;
                if opens && begun.is_none() {
                    begun = Some(self.line);
                }
                self.line += u64::from(byte == b'\n');
                if let Some(known) = object.as_mut().filter(|_| begun.is_some()) {
                    known.push(byte);
                    object = object.filter(|object| object.len() <= LONGEST);
                }
                done = begun.is_some() && self.braces.depth < wanted;
                if done {
                    break;
                }
            }
            self.input.consume(taken);
            if let Some(line) = begun.filter(|_| done) {
                return Ok(Some(Piece { line, bytes: object.ok_or("longer than an object may be") }));
            }
        }
    }
}

/// The braces that are open, strings apart.
#[derive(Default)]
struct Braces {
    depth: usize,
    string: bool,
    escaped: bool,
}

impl Braces {
    /// Takes one more byte; true where it opens a brace.
    fn step(&mut self, byte: u8) -> bool {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.string => self.escaped = true,
            b'"' => self.string = !self.string,
            b'{' if !self.string => self.depth += 1,
            b'}' if !self.string => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        byte == b'{' && !self.string
    }
}

/// How the objects of a stream stand, from its beginning.
fn form(beginning: &[u8]) -> Form {
    let text = String::from_utf8_lossy(&beginning[..beginning.len().min(LOOK)]);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let key = text.strip_prefix('{').map(|rest| rest.trim_start());
    if key.is_some_and(|key| ["\"head\"", "\"results\"", "\"entities\""].iter().any(|word| key.starts_with(word))) {
        return Form::Nested(3);
    }
    // An array whose first object is not a line by itself.
    match text.strip_prefix('[').map(|rest| rest.trim_start_matches([' ', '\t', '\r'])) {
        Some(rest) if rest.starts_with('{') => Form::Nested(1),
        Some(rest) => match rest.trim_start().split_once('\n') {
            Some((line, _)) if !line.trim_end().ends_with(['}', ',']) || line.trim() == "{" => Form::Nested(1),
            _ => Form::Lines,
        },
        None => Form::Lines,
    }
}
