//! `why`: every rule that says yes or no.

use std::borrow::Cow;

use serde_json::json;

use crate::acts::{Context, Outcome, answer, answer::RunningCourse, steps};
use crate::commands::examples;
use crate::engine::ask::Ask;
use crate::engine::explain::explain;
use crate::engine::plan::Plan;
use crate::error::{Failure, FailureKind};
use crate::model::limits::medicine_limits;
use crate::model::medicine::{Ingredient, ingredients_of};
use crate::model::time::Span;
use crate::protocol::called::{Called, called};
use crate::protocol::format::{Protocol, Step};
use crate::protocol::named::contains;
use crate::render;
use crate::store::protocols;
use crate::views::{self, told::announced, why::Why};
use crate::words::{self, help, refused};

/// Explain why a step or a medicine is offered, or is not
///
/// Names every rule that was weighed, with figures, times and who is behind it.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare why ibuprofen"
    "backflare why heat --all      # and where each figure is from"
))]
pub(crate) struct WhyArgs {
    /// Any of its words; without one, what `next` shows
    #[arg(value_name = help::STEP_OR_MEDICINE)]
    pub(crate) words: Vec<String>,

    /// Also the facts behind each rule, and each source
    #[arg(long)]
    pub(crate) all: bool,
}

/// Explains one step, or the step that offers a medicine. Works with no flare, by the default protocol.
pub(crate) fn run(context: &mut Context<'_>, args: &WhyArgs) -> Result<Outcome, Failure> {
    let state = context.state()?;
    let course = match RunningCourse::read(context, &state)? {
        Some(course) => course,
        None if args.words.is_empty() => return Err(answer::no_course()),
        None => RunningCourse { protocol: protocols::default()?, profile: context.profile()? },
    };
    let plan = course.plan(&state);
    let name = args.words.join(" ");
    let step = match name.as_str() {
        "" => Cow::Borrowed(shown(&plan)?),
        name => find(&course.protocol, &plan, name)?,
    };
    let step = step.as_ref();
    let explanation = explain(&course.protocol, &course.profile, &state.history, step);
    let (now, place) = (context.now()?, answer::place(&course.profile, &state));
    let text = if context.json {
        views::text(&Why::of(&explanation, now, &place))
    } else {
        render::why::why_text(&explanation, &place.times(now.moment), args.all, context.process.width())
    };
    context.process.out(&text)?;
    Ok(Outcome::Done)
}

/// The step that `next` shows, or that waits for the question on show, or that comes next.
fn shown<'p>(plan: &Plan<'p>) -> Result<&'p Step, Failure> {
    let asks = plan.ask.as_ref().and_then(Ask::step);
    let step = plan.action.as_ref().map(|action| action.step).or(asks);
    let step = step.or_else(|| announced(plan).map(|next| next.step));
    step.ok_or_else(|| Failure::usage(refused::NOTHING_DUE).hint(refused::WHAT_COMES))
}

/// The step of that name, or the one that offers the medicine of that name or brand. A medicine that no step offers is
/// explained all the same, as a step that is nowhere.
fn find<'p>(protocol: &'p Protocol, plan: &Plan<'p>, name: &str) -> Result<Cow<'p, Step>, Failure> {
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
    if let Some(step) = within.first().and_then(|one| offers(one.as_str())) {
        return Ok(Cow::Borrowed(step));
    }
    if let Called::Nothing(near) = called(protocol, name, false) {
        let hint = steps::all_steps(protocol, near);
        return Err(Failure::usage(refused::no_step_and_no_medicine(name)).hint(hint));
    }
    steps::meant(protocol, Some(plan), name).map(Cow::Borrowed)
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
    serde_json::from_value(step)
        .map_err(|error| Failure::new(FailureKind::Failed, refused::not_explained(ingredient, error)))
}

/// With a capital letter.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
