//! `why`: every rule that says yes or no.

use std::borrow::Cow;

use serde_json::json;

use crate::acts::{Context, Outcome, answer, answer::Course};
use crate::commands::examples;
use crate::engine::explain::explain;
use crate::error::{Failure, Kind};
use crate::model::limits::medicine_limits;
use crate::model::medicine::{Ingredient, ingredients_of};
use crate::model::nearest;
use crate::model::time::Span;
use crate::protocol::format::{Protocol, Step};
use crate::protocol::named::contains;
use crate::render;
use crate::store::protocols;
use crate::views::{self, why::Why};
use crate::words::{self, help, refused};

/// Explain why a step or a medicine is offered, or is not
///
/// Names every rule that was weighed, with figures, times and sources.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!("backflare why ibuprofen"))]
pub(crate) struct WhyArgs {
    /// Its name, as `next` and `status` show it
    #[arg(required = true, value_name = help::STEP_OR_MEDICINE)]
    pub(crate) words: Vec<String>,
}

/// Explains one step, or the step that offers a medicine. Works with no flare, by the default protocol.
pub(crate) fn run(context: &mut Context<'_>, args: &WhyArgs) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let course = match Course::read(context, &state)? {
        Some(course) => course,
        None => Course { protocol: protocols::default()?, profile: context.profile()? },
    };
    let name = args.words.join(" ");
    let step = find(&course.protocol, &name)?;
    let step = step.as_ref();
    let explanation = explain(&course.protocol, &course.profile, &state.history, step);
    let (now, place) = (context.now()?, answer::place(&course.profile, &state));
    let text = if context.json {
        views::text(&Why::of(&explanation, now, &place))
    } else {
        render::why::why_text(&explanation, &place.times(now.moment), context.process.width())
    };
    context.process.out(&text)?;
    Ok(Outcome::Done)
}

/// The step of that name, or the one that offers the medicine of that name or brand. A medicine that no step offers is
/// explained all the same, as a step that is nowhere.
fn find<'p>(protocol: &'p Protocol, name: &str) -> Result<Cow<'p, Step>, Failure> {
    let wanted = name.trim().to_lowercase().replace([' ', '_'], "-");
    if let Some(step) = protocol.steps.iter().find(|step| step.id.as_str() == wanted) {
        return Ok(Cow::Borrowed(step));
    }
    let offers = |one: &str| {
        let named = |step: &&Step| {
            let holds = |medicine| contains(medicine).iter().any(|own| own.ingredient.as_str() == one);
            step.medicine.as_ref().is_some_and(|medicine| medicine.name.as_str() == one || holds(medicine))
        };
        protocol.steps.iter().find(named)
    };
    if let Some(step) = offers(&wanted) {
        return Ok(Cow::Borrowed(step));
    }
    let within = ingredients_of(name).unwrap_or_default();
    // Of a product with several ingredients, the one that nothing offers decides.
    if let Some(ingredient) = within.iter().find(|one| offers(one.as_str()).is_none()) {
        return Ok(Cow::Owned(only_recorded(ingredient)?));
    }
    within.first().and_then(|one| offers(one.as_str())).map(Cow::Borrowed).ok_or_else(|| {
        let near = nearest::suggest(name, protocol.steps.iter().map(|step| step.id.as_str()));
        Failure::usage(refused::no_step_and_no_medicine(name)).hint(refused::all_steps(near))
    })
}

/// A step for a medicine that no step offers, so that every rule can be weighed for it.
fn only_recorded(ingredient: &Ingredient) -> Result<Step, Failure> {
    let limits = medicine_limits(ingredient);
    let step = json!({
        "id": ingredient.as_str(),
        "kind": "medicine",
        "title": sentence(&words::ingredient(ingredient)),
        "say": [],
        "timing": { "kind": "on-demand", "hours": "any" },
        "medicine": {
            "name": ingredient.as_str(),
            "dose_mg": limits.map(|limits| limits.small_mg),
            "spacing": limits.map_or(Span::ZERO, |limits| limits.gap_small),
        },
    });
    serde_json::from_value(step).map_err(|error| Failure::new(Kind::Failed, refused::not_explained(ingredient, error)))
}

/// With a capital letter.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
