//! The only place that knows tower-lsp: capabilities, the world task, conversion, configuration.
