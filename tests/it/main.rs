//! The tests that look at the program from outside, and at the tree: one binary, so that it links once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it stands")]

mod after_medicine;
mod answer;
mod answers;
mod asides;
mod bad_input;
#[cfg(unix)]
mod bars;
mod begin;
mod between;
mod blocks;
mod bodies;
mod boxes;
mod cards;
mod cases;
mod choices;
mod crowd;
mod damage;
mod day;
mod doctor;
mod done;
mod end;
#[allow(dead_code, reason = "a drawer of tools: not every test file takes each of them")]
mod env;
mod exchange;
mod fading;
mod faults;
mod first_hour;
mod floor;
mod foretold;
mod forget;
mod guards;
mod help;
mod history;
mod hostile;
mod journals;
mod journey;
mod json;
mod life;
mod log;
mod long_courses;
mod next;
#[cfg(unix)]
mod open_card;
mod oracle;
#[cfg(unix)]
mod private;
mod profile;
mod prompts;
mod protocol;
mod protocols;
#[cfg(unix)]
mod pty;
mod readme;
mod red_flags;
#[cfg(unix)]
mod remind;
mod remind_days;
#[cfg(unix)]
mod remind_set_up;
mod rules;
mod rules_hold;
mod scenario;
mod schemas;
mod screen;
mod screens;
mod sessions;
mod sheets;
mod sign;
mod skip;
mod source;
mod start;
mod status;
mod storm;
mod story;
#[cfg(unix)]
mod sweep;
mod terminal;
mod tidy;
mod tidy_names;
mod tidy_words;
mod took;
#[cfg(unix)]
mod took_terminal;
mod trust;
mod turns;
mod undo;
mod unions;
#[cfg(unix)]
mod walk;
#[cfg(unix)]
mod walk_terminal;
#[cfg(target_os = "linux")]
mod whose;
mod why;
mod zone;
