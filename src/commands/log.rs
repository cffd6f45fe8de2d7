//! `log`: how much it hurts.

use crate::acts::{Context, Outcome, answer, answer::Found, helped};
use crate::commands::{At, examples, note, pain};
use crate::error::Failure;
use crate::model::event::{Event, Record};
use crate::views::answers::Nothing;

/// Record how much it hurts, as often as you like
///
/// 0 is no pain, 10 the worst that you can imagine. Works with no flare, too.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, allow_negative_numbers = true, after_help = examples!(
    "backflare log 6"
    "backflare log 4 --at \"40m ago\" --note \"after a walk\""
    "backflare log 7 --leg"
))]
pub struct LogArgs {
    /// A whole number from 0 (none) to 10 (the worst)
    #[arg(value_name = "N", value_parser = pain)]
    pub level: u8,
    /// It goes down the leg
    #[arg(long)]
    pub leg: bool,
    /// When it was so
    #[command(flatten)]
    pub at: At,
    /// A few words for yourself
    #[arg(long, value_name = "TEXT", value_parser = note)]
    pub note: Option<String>,
}

/// Records a level of pain.
pub fn run(context: &mut Context<'_>, args: &LogArgs) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let found = Found::read(context, &state);
    let hours = found.known().hours();
    let at = state.at(hours, args.at.when.as_deref())?;
    let event = Event::Pain { level: Some(args.level), leg: args.leg, note: args.note.clone(), after: None };
    let record = writer.append(context.now()?, at, event)?;
    drop(writer);
    let state = state.after(std::slice::from_ref(&record));
    let more = helped::ask(context, &state, &found)?;
    let state = state.after(&more);
    let when = answer::times(&state, &hours).at(record.at.moment);
    let mut lines = vec![logged(&record, &when)];
    let newest = state.tail.records.iter().position(|other| other.id == record.id);
    if newest.is_some_and(|newest| state.history.rises().iter().any(|(_, place)| *place == newest)) {
        lines.push("That is a clear rise. A few questions first.".to_owned());
    }
    answer::confirm(context, "log", &lines, &[record], Nothing {}, state, found.course().ok().flatten())
}

/// The confirmation, from what was written.
fn logged(record: &Record, when: &str) -> String {
    if let Event::Pain { level: Some(level), leg, .. } = &record.event {
        let leg = if *leg { ", down the leg" } else { "" };
        return format!("Logged {level}/10{leg} at {when}.");
    }
    String::new()
}
