//! What is said where a flare was ended on another terminal while something of it stood open on this one.

pub(crate) const OVER: &str = "that flare was ended meanwhile, on another terminal";
pub(crate) const NOT_RECORDED: &str = "that flare was ended meanwhile, on another terminal, so this was not recorded";
pub(crate) const WHAT_IS: &str = "What is now: backflare next";
