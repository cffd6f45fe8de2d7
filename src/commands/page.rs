//! `page`: a page to hand over, to who helps, to the fridge, or for an emergency.

use crate::acts::answer::{self, RunningCourse};
use crate::acts::sheets::{self, PageMade, PageTarget};
use crate::acts::{Context, Outcome, doses};
use crate::commands::examples;
use crate::error::Failure;
use crate::render::sheet;
use crate::store::protocols;
use crate::views;
use crate::views::page::{self, PageOf};
use crate::words::clean::clean;
use crate::words::{unmarked, within};

/// Make a page to hand over: helper, fridge or emergency
///
/// Names and addresses are blank lines, to be filled in by hand. What is not for
/// you is left off, and what nobody asked you is "not asked".
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(verbatim_doc_comment, after_help = examples!(
    "backflare page helper"
    "backflare page emergency"
    "backflare page fridge --html -o fridge.html"
))]
pub(crate) struct PageArgs {
    /// helper, fridge or emergency
    #[arg(value_enum, hide_possible_values = true)]
    pub(crate) page: PageName,
    /// Of this one: its id or a file; else the flare's
    #[arg(short, long, value_name = "PROTOCOL")]
    pub(crate) protocol: Option<String>,
    #[command(flatten)]
    pub(crate) target: PageTarget,
}

/// A page.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PageName {
    Helper,
    Fridge,
    Emergency,
}

/// Makes the page. It works without a flare, and under a warning sign.
pub(crate) fn run(context: &mut Context<'_>, args: &PageArgs) -> Result<Outcome, Failure> {
    let name = match args.page {
        PageName::Helper => "backflare-helper.html",
        PageName::Fridge => "backflare-fridge.html",
        PageName::Emergency => "backflare-emergency.html",
    };
    let file = args.target.file(context, name)?;
    let state = context.state()?;
    let running = if args.protocol.is_none() { RunningCourse::read(context, &state)? } else { None };
    let runs = running.is_some();
    let course = match running {
        Some(course) => course,
        None => RunningCourse {
            protocol: protocols::find(args.protocol.as_deref(), || context.home())?,
            profile: context.profile()?,
        },
    };
    let standings = doses::standings(&state, &course.profile, Some(&course.protocol));
    let plan = course.plan(&state);
    let given = PageOf {
        protocol: &course.protocol,
        profile: &course.profile,
        history: &state.history,
        runs,
        place: answer::place(&course.profile, &state),
        standings: &standings,
        signs: plan.screening.latches.iter().map(|latch| within(unmarked(&clean(&latch.text)))).collect(),
        now: state.clock.now,
    };
    let page = match args.page {
        PageName::Helper => page::helper(&given),
        PageName::Fridge => page::fridge(&given),
        PageName::Emergency => page::emergency(&given),
    };
    let made = if args.target.html {
        sheet::html_page(&page, &sheet::no_chart(), sheet::POSTER)
    } else {
        sheet::text(&page, "", context.process.width())
    };
    sheets::deliver(context, file, &PageMade { page: made, json: views::text(&page), html: args.target.html })
}
