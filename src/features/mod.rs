//! One file an editor request, plain data in and out.
//!
//! Architecture invariant: nothing here knows an LSP type or a URI; spans count bytes of the document.
