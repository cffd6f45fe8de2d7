//! backflare: a calm, step-by-step companion for the days when a back goes out.
//!
//! This page is the map of the house. `backflare start` records a flare; from then on every command reads what happened,
//! asks the engine for the [`Plan`](engine::plan::Plan) of this moment, and shows or records one thing.
//!
//! # The rooms
//!
//! | module | kind | what lives there |
//! |---|---|---|
//! | [`model`] | pure | the words: ids, kinds, moments and days, events and what is taken back of them, the profile, medicines, the numbers of the rules |
//! | `words` | pure | the phrasebook: every sentence that the program itself says, as functions from values |
//! | [`protocol`] | pure | JSON to a checked protocol, with every problem at once; how long a session lasts; the built-in ones |
//! | [`engine`] | pure | history, due, safety, choose, ask: to the plan, and to its explanation; what of it calls the person; what is looked back at |
//! | [`session`] | pure | the guided walk: a key or a tick with its moment goes in, effects and a screen come out |
//! | [`exchange`] | pure | values to bytes of other formats, and an export back: JSON, CSV, iCalendar, FHIR, HTML |
//! | [`views`] | pure | the values of every `--json` answer, and what text and JSON tell alike |
//! | [`render`] | pure | values to text; decides nothing |
//! | `disk` | effect | files as such: private, atomic, limited; `std::fs` stands here and nowhere else |
//! | [`store`] | effect | home, journal, profile, the flares' copies, the ledger of what was saved |
//! | [`process`] | effect | the seam to the system, which nothing goes round: arguments, environment, clock, zone, streams, real time, the terminal, other programs |
//! | `terminal` | effect | the guided walk's hands: single keys, a painted screen, typed lines, signals, a voice |
//! | [`error`] | | the one failure type: kind (and so exit code), message, hint |
//! | `acts` | | what the verbs share, by topic: cards, questions, steps, doses, what is worn, courses; and the conductor of the walk |
//! | `commands` | | one file a verb, and none uses another: its arguments, whose documentation is its help, and one function |
//! | `cli` | | the grammar of the command line and one exhaustive dispatch |
//!
//! A room imports only rooms above it; a test (`tests/it/tidy.rs`) holds the order, and that what is called pure is.
//!
//! # What holds everywhere
//!
//! - **Time is an argument.** [`process::Process`] alone asks the system what time it is, in two functions, and it alone lets time pass. The zone
//!   is a value, too. So days are tested in milliseconds.
//! - **Only events decide.** Nothing that can be derived is stored. [`engine::plan`](fn@engine::plan) is a total function
//!   of protocol, profile, history and clock: no `Result`, no effect.
//! - **The plan carries its reasons.** Text and JSON read the same value, so they cannot disagree.
//! - **Safety stands alone.** [`engine::safety`] knows nothing of scheduling. Missing or unreadable data is itself a veto,
//!   and there is no `_` arm over our own enums. The numbers stand in [`model::limits`]; a protocol may only be stricter.
//! - **A veto guards advice, never the record** of what has already happened: `took` always records.
//! - **Validation happens once, at the door** ([`protocol::read`]). A running flare reads its own copy, which is not
//!   checked again: the ceilings hold at run time whatever a file says.
//! - **The lock is a type.** Only [`store::journal::Writer`] can append. Lock, read again, check again, append.
//! - **Confirmations come from the record** that was written, after it is on the disk.
//!
//! # What a kind of step is
//!
//! [`model::kind::Kind`] says it in one table: whether it is put on, moves, pulls, is optional, needs a hand ... Another
//! kind is four files: its row in `model/kind.rs`; which rules weigh it, and which cards it waits for, in
//! `engine/safety/mod.rs`; what a file may not exceed, and which questions it asks, in `protocol/check/ceilings.rs`; and how
//! a row of the history is headed, in `words/history.rs`. The compiler asks in each of them. (A kind of the file also stands
//! in `protocols/schema.json`, which is generated.)
//!
//! # Where to look
//!
//! What somebody who is new here asked for first, each with the file that decides it.
//!
//! | the question | its file |
//! |---|---|
//! | how far apart doses are | `engine/safety/medicine.rs`, with its figures in `model/limits.rs` |
//! | how far apart heat and cold are | `engine/safety/warmth.rs` |
//! | when a card of signs is asked again | `engine/safety/screening.rs` |
//! | which questions are on show, and which is asked alone | `engine/ask.rs` |
//! | what calls the person, and when | `engine/remind.rs`; by what it is said, `acts/notify.rs` |
//! | what `undo` may take back | `model/event/taken_back.rs` |
//! | when a day begins, and a night | `model/time/hours.rs` |
//! | how long a session lasts | `protocol/format/session.rs` |
//! | what a key does in a walk | `session/keys.rs`; what bytes make a key, `process/keys.rs` |
//! | which number is called in an emergency | `words/call.rs` |
//! | what the program says | `words/`, one file a topic; another language is another `words/` |
//! | which exit code a failure has | `error.rs` |
//! | what another command needs | its file in `commands/`, and its row in `cli.rs` |
//! | what is asked of an event | `model/event/about.rs`, so that nobody lists all events to find one |
//!
//! # What is deliberately absent
//!
//! No network. No `unsafe`. No stored state beyond the journal, the profile and each flare's protocol. No expressions in
//! protocols. No name of a step, no dose and no phase of a protocol stands in this code, which a test holds too.

pub(crate) mod acts;
pub(crate) mod cli;
pub(crate) mod commands;
pub(crate) mod disk;
pub mod engine;
pub mod error;
pub mod exchange;
pub mod model;
pub mod process;
pub mod protocol;
pub mod render;
pub mod session;
pub mod store;
pub(crate) mod terminal;
pub mod views;
pub(crate) mod words;

use crate::acts::Context;
use crate::error::{Failure, FailureKind};
use crate::process::{Colour, Process};

/// Runs the program, and returns its exit code. A reader that has gone away is success.
pub fn run(process: &mut Process) -> u8 {
    let arguments = process.arguments().to_vec();
    let early = cli::peek(&arguments);
    process.set_colour(colour(early.color));
    process.measure();
    let code = match cli::parse(&arguments) {
        Ok(parsed) => {
            let mut context = Context::new(process, parsed.global.json);
            let (ledger, records) = (context.ledger(), cli::records(&parsed.command));
            let ended = cli::dispatch(&mut context, &parsed.command).and_then(|outcome| {
                // The answer is delivered, or known not to be, while it is known what was saved.
                process.flush()?;
                Ok(outcome.code())
            });
            match ended {
                Ok(code) => code,
                // With --json, "no course" is an answer, not an error.
                Err(failure) if early.json && failure.kind == FailureKind::NoCourse => {
                    match process.out(&cli::no_course_json(&parsed.command, &failure)) {
                        Ok(_) => failure.kind.code(),
                        Err(failure) => refuse(process, true, &failure),
                    }
                }
                Err(failure) => refuse(process, early.json, &ledger.explain(failure, records)),
            }
        }
        Err(cli::Unrun::Shown(text)) => match process.out(&text) {
            Ok(_) => 0,
            Err(failure) => refuse(process, early.json, &failure),
        },
        Err(cli::Unrun::Refused { text, failure }) => {
            if early.json {
                refuse(process, true, &failure)
            } else {
                process.err(&text);
                failure.kind.code()
            }
        }
    };
    match process.flush() {
        Ok(_) => code,
        Err(failure) => refuse(process, early.json, &failure).max(FailureKind::Failed.code()),
    }
}

/// Says what went wrong and what to do, on the other stream.
fn refuse(process: &mut Process, json: bool, failure: &Failure) -> u8 {
    let text = if json { cli::failure_json(failure) } else { cli::failure_text(failure, process.width()) };
    process.err(&text);
    failure.kind.code()
}

fn colour(color: cli::Color) -> Colour {
    match color {
        cli::Color::Auto => Colour::Auto,
        cli::Color::Always => Colour::Always,
        cli::Color::Never => Colour::Never,
    }
}
