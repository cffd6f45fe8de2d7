//! `screen`: the warning signs are answered.

use crate::acts::answer::{RunningCourse, Stand};
use crate::acts::{Context, Outcome, State, answer, cards, consent, followed, guide, known, reaction, seen, slip};
use crate::commands::{examples, note};
use crate::error::Failure;
use crate::model::event::{Consent, Record, SignNow};
use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::process::Stream;
use crate::render::next::question_text;
use crate::store::protocols;
use crate::views;
use crate::views::answers::Screened;
use crate::words::{recorded, refused, said, sign};

/// Answer the warning signs that are asked about
///
/// At a terminal it asks. A sign that is there stops the plan until a clinician
/// has looked at you; --seen says who and where. Then --now says how it is, and
/// the signs are asked again as "anything new since?".
/// A wrong key can be called a slip for two minutes. A sign that is old, and that
/// a clinician knows of, can be said to be so with --known.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(
    verbatim_doc_comment,
    group = clap::ArgGroup::new("answer").args(["clear", "unsure", "sign", "seen", "now", "known", "slip", "agreed", "told"]),
    group = clap::ArgGroup::new("dated").args(["sign", "seen"]).multiple(true),
    group = clap::ArgGroup::new("checked").args(["sign", "known"]).multiple(true),
    after_help = examples!(
        "backflare start"
        "backflare screen --clear      # none of the signs is there; prints them"
        "backflare screen --clear emergency      # of that card alone"
        "backflare screen --seen \"Dr Osei, City Hospital\" --at 1m ago"
        "backflare screen --agreed anti-inflammatory --who \"the pharmacist\""
        "backflare red-flags           # the ids for --sign"
    )
)]
pub(crate) struct ScreenArgs {
    /// None is there, of all cards or these; prints them
    #[arg(long, value_name = "CARD", num_args = 0.., value_delimiter = ',')]
    pub(crate) clear: Option<Vec<String>>,
    /// You are not sure, which counts as yes
    #[arg(long)]
    pub(crate) unsure: bool,
    /// These are there
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub(crate) sign: Vec<String>,
    /// A clinician has looked at it: who, and where
    #[arg(long, value_name = "WHO")]
    pub(crate) seen: Option<String>,
    /// When they looked, or since when it is there
    #[arg(long, value_name = "WHEN", requires = "dated", conflicts_with_all = ["clear", "unsure", "now", "known", "slip", "agreed", "told"])]
    pub(crate) at: Option<String>,
    /// Soon after an emergency sign: "yes, they did"
    #[arg(long, value_name = "WORDS", requires = "seen")]
    pub(crate) examined: Option<String>,
    /// How a sign is that they looked at, or a known one
    #[arg(long, value_name = "HOW", hide_possible_values = true)]
    pub(crate) now: Option<HowNow>,
    /// It is old, a clinician knows, nothing has changed
    #[arg(long, value_name = "ID")]
    pub(crate) known: Option<String>,
    /// What is so of it, such as three-months=yes
    #[arg(long, value_name = "CHECK=yes", requires = "checked", num_args = 1.., value_delimiter = ',')]
    pub(crate) check: Vec<String>,
    /// The wrong key: "none of these is there"
    #[arg(long, value_name = "WORDS")]
    pub(crate) slip: Option<String>,
    /// Agreed to: anti-inflammatory, acetaminophen, heat
    #[arg(long, value_name = "WHAT", requires = "who", hide_possible_values = true)]
    pub(crate) agreed: Option<Agreed>,
    /// You told somebody of pain that lasts: who
    #[arg(long, value_name = "WHO", value_parser = note)]
    pub(crate) told: Option<String>,
    /// Who agreed, or looked at a known sign
    #[arg(long, value_name = "TEXT", value_parser = note, conflicts_with_all = ["clear", "unsure", "sign", "seen"])]
    pub(crate) who: Option<String>,
    /// On which day: 2026-11-22, yesterday or today
    #[arg(long, value_name = "DAY", requires = "who")]
    pub(crate) on: Option<String>,
}

/// How a sign is by now.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum HowNow {
    /// Not there any more
    Gone,
    /// There, and not worse; as usual
    #[value(alias = "as-usual")]
    StillThere,
    /// Worse, or different
    #[value(alias = "different")]
    Worse,
    /// Not sure, which counts as worse
    #[value(alias = "not-sure")]
    Unsure,
}

impl From<HowNow> for SignNow {
    fn from(now: HowNow) -> Self {
        match now {
            HowNow::Gone => Self::Gone,
            HowNow::StillThere => Self::StillThere,
            HowNow::Worse => Self::Worse,
            HowNow::Unsure => Self::Unsure,
        }
    }
}

/// What is agreed to.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Agreed {
    /// Anti-inflammatories, such as ibuprofen
    #[value(name = "anti-inflammatory", alias = "nsaid")]
    Nsaid,
    /// Acetaminophen (paracetamol)
    Acetaminophen,
    /// Heat on the back
    Heat,
}

impl From<Agreed> for Consent {
    fn from(agreed: Agreed) -> Self {
        match agreed {
            Agreed::Nsaid => Self::Nsaid,
            Agreed::Acetaminophen => Self::Acetaminophen,
            Agreed::Heat => Self::Heat,
        }
    }
}

impl ScreenArgs {
    /// Nothing is answered on the command line.
    fn is_bare(&self) -> bool {
        let Self { clear, unsure, sign, seen, now, known, slip, agreed, told, .. } = self;
        let words = [seen, known, slip, told];
        let said = words.iter().any(|words| words.is_some()) || clear.is_some() || now.is_some() || agreed.is_some();
        !said && !unsure && sign.is_empty()
    }
}

/// Answers the pending cards.
pub(crate) fn run(context: &mut Context<'_>, args: &ScreenArgs) -> Result<Outcome, Failure> {
    if args.at.is_some() && args.seen.is_none() && args.sign.is_empty() {
        return Err(Failure::usage(refused::AT_OF_NOTHING).hint(refused::AT_OF_SIGN));
    }
    if args.who.is_some() && args.agreed.is_none() && args.known.is_none() {
        return Err(Failure::usage(refused::WHO_OF_NOTHING).hint(said::AGREED_EXAMPLE));
    }
    if let Some(who) = &args.seen {
        return seen(context, seen::SaidSeen { who, at: args.at.as_deref(), examined: args.examined.as_deref() });
    }
    let asks = context.process.is_terminal(Stream::In) && !context.json;
    // What is asked of a known sign is asked before the lock is taken.
    let said = match &args.known {
        Some(sign) => {
            let state = context.state()?;
            let course = RunningCourse::needed(context, &state)?;
            let (who, on) = (args.who.as_deref(), args.on.as_deref());
            Some(known::gathered(context, &course.protocol, known::SaidKnown { sign, checks: &args.check, who, on })?)
        }
        None => None,
    };
    let told = if args.sign.is_empty() { None } else { Some(gathered(context, args)?) };
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    let alone = state.history.run().is_none();
    let course = match &told {
        Some(told) => course_or_none(context, &state, &told.names)?,
        None => RunningCourse::needed(context, &state)?,
    };
    let mut stand = Stand { state, course };
    let records = if let Some(known) = said {
        known::record(context, &mut writer, &mut stand, known)?
    } else if let Some(now) = args.now {
        followed::record(context, &mut writer, &mut stand, now.into())?
    } else if let Some(words) = &args.slip {
        slip::withdraw(context, &mut writer, &mut stand, words)?
    } else if let Some(who) = &args.told {
        consent::told(context, &mut writer, &mut stand, who)?
    } else if let Some(to) = args.agreed {
        consent::record(context, &mut writer, &mut stand, to.into(), args.who.as_deref(), args.on.as_deref())?
    } else if let Some(named) = &args.clear {
        cards::clear(context, &mut writer, &mut stand, named)?
    } else if args.unsure {
        cards::unsure(context, &mut writer, &mut stand)?
    } else if let Some(told) = &told {
        let at = stand.state.at(stand.course.profile.hours(), args.at.as_deref())?;
        let mut records = cards::signs(context, &mut writer, &mut stand, &told.names, at)?;
        records.extend(reaction::note(context, &mut writer, &mut stand, told)?);
        if alone {
            stand.state = context.state_under_lock(&mut writer)?;
            stand.course = RunningCourse::needed(context, &stand.state)?;
        }
        records
    } else if asks {
        Vec::new()
    } else {
        // No terminal: what would be asked is shown, with the flags that answer it.
        drop(writer);
        return asked(context, stand);
    };
    drop(writer);
    // Bare, what is on show is asked; after a slip the whole card, at once.
    if asks && (args.is_bare() || args.slip.is_some()) {
        drop(stand);
        return guide::by_keys(context);
    }
    let now = context.now()?.moment;
    if !context.json && args.known.is_none() && slip::is_possible(&stand.state, now) {
        context.process.err(&format!("{}\n", sign::wrong_key()));
    }
    finish(context, stand, &records)
}

/// The signs that were named, with what is asked next of those that come after a medicine.
fn gathered(context: &mut Context<'_>, args: &ScreenArgs) -> Result<reaction::Gathered, Failure> {
    if args.check.is_empty() && !reaction::concerns(&args.sign) {
        return Ok(reaction::Gathered::plain(&args.sign));
    }
    let state = context.state()?;
    let profile = context.profile().unwrap_or_default();
    reaction::gathered(context, &state, &profile, &args.sign, &args.check)
}

/// The course that runs. Where none does, a sign that must be seen today or now is told all the same.
fn course_or_none(context: &mut Context<'_>, state: &State, names: &[String]) -> Result<RunningCourse, Failure> {
    if let Some(course) = RunningCourse::read(context, state)? {
        return Ok(course);
    }
    let protocol = protocols::default()?;
    let urgency = |name: &String| Id::parse(name).and_then(|id| protocol.sign(&id)).map(|sign| sign.urgency);
    // A letter means a line of what is on show, and nothing is.
    let letter = |name: &String| name.chars().count() == 1;
    if names.iter().any(|name| letter(name) || urgency(name) == Some(Urgency::Soon)) {
        return Err(answer::no_course());
    }
    Ok(RunningCourse { protocol, profile: context.profile()? })
}

/// Shows the question that waits, whole.
fn asked(context: &mut Context<'_>, stand: Stand) -> Result<Outcome, Failure> {
    if context.json {
        return finish(context, stand, &[]);
    }
    let Stand { state, course } = stand;
    let plan = course.plan(&state);
    let text = question_text(&answer::shown(&course, &plan, &state), context.process.width());
    let outcome = answer::outcome(&plan);
    drop(plan);
    answer::deliver(context, &text, (state, Some(course)))?;
    Ok(outcome)
}

/// Shows how it stands after the answers.
fn finish(context: &mut Context<'_>, stand: Stand, records: &[Record]) -> Result<Outcome, Failure> {
    let Stand { state, course } = stand;
    let plan = course.plan(&state);
    let text = if context.json {
        let next = answer::next_view(&course, &plan, &state);
        let more = Screened { screening: Some(plan.screening.word()) };
        views::text(&answer::confirmation("screen", records, next, more))
    } else {
        answer::next_text(&course, &plan, &state, context.process.width())
    };
    let outcome = answer::outcome(&plan);
    drop(plan);
    answer::deliver(context, &text, (state, Some(course)))?;
    Ok(outcome)
}

/// A clinician has looked.
fn seen(context: &mut Context<'_>, said: seen::SaidSeen<'_>) -> Result<Outcome, Failure> {
    let (state, found, records) = seen::record(context, said)?;
    // Of a sign that was told while no flare ran nothing is left once somebody has looked.
    let found = found.course().ok().flatten().filter(|_| !state.told_alone());
    if let Some(course) = found {
        return finish(context, Stand { state, course }, &records);
    }
    let lines = [recorded::SEEN.to_owned()];
    answer::confirm(context, "screen", &lines, &records, Screened { screening: None }, state, None)
}
