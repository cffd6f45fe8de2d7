//! `why`: every rule that says yes or no.

use crate::commands::took::quoted;
use crate::commands::{Context, Outcome, answer::Course, examples, shelf};
use crate::engine::explain::explain;
use crate::error::Failure;
use crate::model::medicine::ingredients_of;
use crate::model::nearest;
use crate::protocol::format::{Protocol, Step};
use crate::render;

/// Explain why a step or a medicine is offered, or is not
///
/// Names every rule that was weighed, with figures, times and sources.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!("backflare why ibuprofen"))]
pub struct WhyArgs {
    /// Its name, as `next` and `status` show it
    #[arg(required = true, value_name = "STEP or MEDICINE")]
    pub words: Vec<String>,
}

/// Explains one step, or the step that offers a medicine. Works with no flare, by the default protocol.
pub fn run(context: &mut Context<'_>, args: &WhyArgs) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let course = match Course::read(context, &state)? {
        Some(course) => course,
        None => Course { protocol: shelf::default()?, profile: context.profile()? },
    };
    let name = args.words.join(" ");
    let step = find(&course.protocol, &name)?;
    let explanation = explain(&course.protocol, &course.profile, &state.history, &state.clock, step);
    let (now, hours) = (context.now()?, course.profile.hours());
    let zone = &state.clock.zone;
    let text = if context.json {
        render::json_text(&render::why::why_json(&explanation, now, zone, &hours))
    } else {
        render::why::why_text(&explanation, now, zone, &hours, context.process.width())
    };
    context.process.out(&text)?;
    Ok(Outcome::Done)
}

/// The step of that name, or the one that offers the medicine of that name or brand.
fn find<'p>(protocol: &'p Protocol, name: &str) -> Result<&'p Step, Failure> {
    let wanted = name.trim().to_lowercase().replace([' ', '_'], "-");
    if let Some(step) = protocol.steps.iter().find(|step| step.id.as_str() == wanted) {
        return Ok(step);
    }
    let contains = ingredients_of(name).unwrap_or_default();
    let offers = |step: &&Step| {
        step.medicine.as_ref().is_some_and(|medicine| {
            medicine.name.as_str() == wanted || contains.iter().any(|one| one.as_str() == medicine.name.as_str())
        })
    };
    protocol.steps.iter().find(offers).ok_or_else(|| {
        if contains.is_empty() {
            let near = nearest::suggest(name, protocol.steps.iter().map(|step| step.id.as_str()));
            let meant = near.map(|near| format!("Did you mean {near}?\n")).unwrap_or_default();
            Failure::usage(format!("no step and no medicine is called {name:?}"))
                .hint(format!("{meant}All steps: backflare protocol show"))
        } else {
            Failure::usage(format!("{name} is never offered here, only recorded"))
                .hint(format!("To record it: backflare took {} 200mg", quoted(name)))
        }
    })
}
