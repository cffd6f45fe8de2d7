//! `report`: one page for a clinician.

use crate::acts::sheets::{self, PageMade, PageTarget};
use crate::acts::{Context, Outcome, memory};
use crate::commands::examples;
use crate::engine::courses::Until;
use crate::engine::memory::days;
use crate::error::Failure;
use crate::render::report::{report_html, report_text};
use crate::render::{self, history::Drawing};
use crate::views;
use crate::views::report::{QUESTIONS, Report, ReportOf};
use crate::words::{history as past_words, report as say};

/// Make one page for a clinician, to read or to print
///
/// What was noted, in few words: how it went, which warning signs were asked
/// about, what was taken, what you could do. It judges nothing.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare start --pain 6"
    "backflare report --ask \"When may I lift again?\""
    "backflare report --html -o report.html"
))]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) target: PageTarget,
    /// Tell of this flare: its id, or the beginning of it
    #[arg(long, value_name = "ID")]
    pub(crate) flare: Option<String>,
    /// Only from then on: 2026-11-22, or "30d ago"
    #[arg(long, value_name = "WHEN")]
    pub(crate) since: Option<String>,
    /// Only until then
    #[arg(long, value_name = "WHEN")]
    pub(crate) until: Option<String>,
    /// A question of yours to stand on it; may be repeated
    #[arg(long, value_name = "TEXT")]
    pub(crate) ask: Vec<String>,
    /// A name to stand on it
    #[arg(long, value_name = "TEXT")]
    pub(crate) name: Option<String>,
    /// Leave your own words out
    #[arg(long)]
    pub(crate) no_notes: bool,
}

/// Makes the page. It writes nothing but the file that is named, and answers under a warning sign, too.
pub(crate) fn run(context: &mut Context<'_>, args: &ReportArgs) -> Result<Outcome, Failure> {
    let answer = make(context, args);
    memory::if_known(context, answer)
}

fn make(context: &mut Context<'_>, args: &ReportArgs) -> Result<Outcome, Failure> {
    if args.ask.len() > QUESTIONS {
        return Err(Failure::usage(say::too_many(QUESTIONS)).hint(say::FEWER));
    }
    let (home, clock, now) = (context.home()?, context.clock()?, context.now()?);
    let profile = context.profile().unwrap_or_default();
    let hours = profile.hours();
    let (since, until) = memory::bounds(args.since.as_deref(), args.until.as_deref(), &clock, hours)?;
    let whole = context.whole(&home.journal())?;
    memory::refuse_empty(&whole)?;
    let past = memory::past(&whole);
    let course = match &args.flare {
        Some(name) => memory::named(&past, name)?,
        None => memory::newest_since(&past, since)
            .ok_or_else(|| memory::nothing(past_words::NO_FLARE, past_words::BEGIN_FLARE))?,
    };
    let date = course.started.date().iso();
    let file = args.target.file(context, &format!("backflare-{date}.html"))?;
    let copies = memory::copies(&home, [course]);
    let damaged = memory::damaged(&whole, clock.now);
    let whole_course = memory::stretch(&past, course, &copies, &damaged, clock.now);
    let outside = until.is_some_and(|until| until < whole_course.begins.moment)
        || since.is_some_and(|since| since > whole_course.ends);
    if outside {
        return Err(memory::nothing(past_words::NOTHING_THERE, past_words::LOOK_WIDER));
    }
    let stretch = whole_course.clone().within(since, until);
    let rows = days::rows(&stretch, since);
    let about = ReportOf {
        course,
        stretch: &stretch,
        whole: &whole_course,
        rows: &rows,
        past: &past,
        profile: &profile,
        protocol: copies.get(&course.id).map(|copy| &**copy),
        now,
        name: args.name.as_deref(),
        asks: &args.ask,
        notes: !args.no_notes,
    };
    let report = Report::of(&about);
    let page = if args.target.html {
        report_html(&report)
    } else {
        let width = context.process.width();
        report_text(&report, Drawing { width, blocks: false, since: true, running: course.until == Until::Runs })
    };
    if args.flare.is_none() && !context.json && memory::kept_well_since(&past, course.id) {
        let said = render::wrap(past_words::TOLD_SINCE, context.process.width());
        context.process.err(&format!("{said}\n"));
    }
    sheets::deliver(context, file, &PageMade { page, json: views::text(&report), html: args.target.html })
}
