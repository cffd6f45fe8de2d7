//! `remind`: what was said now, and when something will be said next; and the script that sets it up.

use serde::Serialize;

use crate::engine::remind::{Call, Thing, What};
use crate::model::id::Id;
use crate::model::medicine::Ingredient;
use crate::model::time::Stamp;
use crate::protocol::format::Medicine;
use crate::views::Place;
use crate::views::parts::Schema;
use crate::words::clean::clean;
use crate::words::{ingredient, remind};

/// The most steps that a reminder names.
const NAMED: usize = 3;

/// The answer of `remind`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Remind<'a> {
    /// `backflare/remind/1`.
    pub(crate) schema: Schema,
    /// The moment for which it holds.
    pub(crate) now: Stamp,
    /// What was said now, in one message: what is most urgent first. Empty: nothing is due that was not said before.
    pub(crate) said: Vec<SaidThing<'a>>,
    /// The words in which it was said. `null`: nothing was.
    pub(crate) text: Option<String>,
    /// The program that said it: `notify-send`, or `bell`. `null`: nothing was said.
    pub(crate) by: Option<String>,
    /// The programs that could not say it before that one could.
    pub(crate) failed: Vec<String>,
    /// When something will be said next, if nothing is recorded until then. `null`: nothing within the next day or so.
    pub(crate) next_at: Option<Stamp>,
}

/// One thing that was said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SaidThing<'a> {
    /// What it is: `sign`, `take-off`, `question` or `step`.
    pub(crate) what: &'static str,
    /// Its step. `null`: it has none.
    pub(crate) step: Option<&'a Id>,
    /// Since when it has been due; a sign and a question come anew each morning.
    pub(crate) due_at: Stamp,
}

impl<'a> Remind<'a> {
    /// What was said, and by what.
    pub(crate) fn of(call: &'a Call<'_>, place: &Place<'_>) -> Self {
        let said = |thing: &'a Thing<'_>| SaidThing {
            what: thing.what.word(),
            step: thing.what.step(),
            due_at: place.stamp(thing.since),
        };
        Self {
            schema: Schema::of("remind"),
            now: call.now,
            said: call.things.iter().map(said).collect(),
            text: None,
            by: None,
            failed: Vec::new(),
            next_at: None,
        }
    }
}

/// The answer of `remind --print`.
#[expect(clippy::struct_field_names, reason = "the fields are the names of the JSON")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Script {
    /// `backflare/remind-print/1`.
    pub(crate) schema: Schema,
    /// What it is for: `systemd`, `launchd`, `cron` or `schtasks`.
    pub(crate) system: &'static str,
    /// It takes away what the other one set up.
    pub(crate) off: bool,
    /// The script.
    pub(crate) script: String,
}

/// What is said now, in one message. `names`: medicines by their names, which others may read on a locked screen.
pub(crate) fn message(call: &Call<'_>, place: &Place<'_>, names: bool) -> String {
    let times = place.times(call.now.moment);
    let (mut said, mut offers, mut titles, mut hidden) = (Vec::new(), Vec::new(), Vec::new(), false);
    for thing in &call.things {
        match &thing.what {
            What::Sign(urgency) => said.push(remind::sign(*urgency).to_owned()),
            What::TakeOff { kind, by, .. } => {
                let by = (*by > call.now.moment).then(|| times.at(*by));
                said.push(remind::take_off(*kind, by.as_deref()));
            }
            What::Question => said.push(remind::QUESTION.to_owned()),
            What::Step(action) if action.step.kind.is_remedy() && !names => hidden = true,
            What::Step(action) => {
                if let Some(medicine) = &action.step.medicine {
                    offers.push(offer(medicine, action.dose_mg));
                    continue;
                }
                // A routine is one thing, whatever is in it.
                let title = clean(action.routine.map_or(&action.step.title, |routine| &routine.title));
                if !titles.contains(&title) {
                    titles.push(title);
                }
            }
        }
    }
    let shown: Vec<&str> = titles.iter().take(NAMED).map(String::as_str).collect();
    said.extend(remind::steps(&shown, titles.len() - shown.len()));
    said.append(&mut offers);
    if hidden {
        said.push(if said.is_empty() { remind::SOMETHING } else { remind::SOMETHING_ELSE }.to_owned());
    }
    said.join(" ")
}

fn offer(medicine: &Medicine, dose_mg: Option<u32>) -> String {
    let name = ingredient(&Ingredient::named(&medicine.name));
    let dose = dose_mg.map(|mg| format!("{mg} mg")).or_else(|| medicine.amount.as_deref().map(clean));
    remind::medicine(&name, dose.as_deref())
}
