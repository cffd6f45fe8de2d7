//! A key as the terminal sends it, before it is known what it is for.

/// A key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Press {
    /// A letter, a digit, a mark or a space.
    Letter(char),
    /// Ctrl and a small letter.
    Control(char),
    /// Enter.
    Enter,
    /// Takes back a letter.
    Erase,
}
