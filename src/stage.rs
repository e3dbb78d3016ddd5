//! What a thread is working out, so that a panic can be told by it: a name costs nothing to note and holds none of the
//! writer's text.

use std::cell::Cell;

thread_local! {
    static STAGE: Cell<&'static str> = const { Cell::new("") };
}

/// Notes what is worked out from here on: a part of the analysis, or a rule by its code.
pub(crate) fn begin(stage: &'static str) {
    STAGE.set(stage);
}

/// What this thread began last; a panic leaves it as it was.
pub(crate) fn current() -> &'static str {
    STAGE.get()
}
