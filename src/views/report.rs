//! `report`: one page for a clinician. What was noted, in a fixed order, and what was not asked.
//!
//! It must fit one sheet of paper, so everything that a person can add without end has a most, and says what was left out.

mod sheet_parts;

use std::collections::HashSet;

use serde::Serialize;
use uuid::Uuid;

use sheet_parts::{footer, parts};

use crate::engine::courses::{Course, Past, Until};
use crate::engine::memory::days::{self, Row};
use crate::engine::memory::{Item, Stretch, medicines};
use crate::model::event::Event;
use crate::model::id::Id;
use crate::model::profile::{Answer, Fact, Profile};
use crate::model::time::{Moment, Span, Stamp};
use crate::protocol::Protocol;
use crate::protocol::format::Card;
use crate::views::history::{Day, Flare, Totals};
use crate::views::parts::Schema;
use crate::views::sheet::Sheet;
use crate::views::told;
use crate::words::clean::clean;
use crate::words::{history as past_words, report as say, trail, unmarked, within};

/// The most questions.
pub(crate) const QUESTIONS: usize = 5;
/// The most notes: the latest.
const NOTES: usize = 3;
/// The most letters of what somebody wrote.
const LETTERS: usize = 100;
/// The most medicines.
const MEDICINES: usize = 4;
/// The most doses over a label: the latest.
const OVERS: usize = 3;
/// The most letters of a name in the table of doses.
const NAME: usize = 16;
/// The most days of the table of doses: the latest.
const DOSE_DAYS: usize = 8;
/// The most earlier flares: the latest.
const EARLIER: usize = 3;
/// The most steps that were broken off: the latest.
const BROKEN: usize = 3;

/// What the page is made from.
pub(crate) struct ReportOf<'a, 'r> {
    /// The course.
    pub(crate) course: &'a Course<'r>,
    /// The part of it that was asked for.
    pub(crate) stretch: &'a Stretch<'r>,
    /// All of it: what was asked of warning signs was asked, whenever that was.
    pub(crate) whole: &'a Stretch<'r>,
    /// Its days.
    pub(crate) rows: &'a [Row<'r>],
    /// The whole journal.
    pub(crate) past: &'a Past<'r>,
    /// What is known about the person.
    pub(crate) profile: &'a Profile,
    /// The course's own protocol, where it can be read.
    pub(crate) protocol: Option<&'a Protocol>,
    /// The present moment.
    pub(crate) now: Stamp,
    /// The name that is to stand on it.
    pub(crate) name: Option<&'a str>,
    /// The questions.
    pub(crate) asks: &'a [String],
    /// The person's own words may stand on it.
    pub(crate) notes: bool,
}

/// The answer of `report`.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Report<'a> {
    /// `backflare/report/1`.
    pub(crate) schema: Schema,
    /// The moment for which it holds.
    pub(crate) now: Stamp,
    /// The title.
    pub(crate) title: String,
    /// The course.
    pub(crate) flare: Flare<'a>,
    /// A sign that nobody has looked at, in words. Empty: there is none.
    pub(crate) warning: Vec<String>,
    /// The first lines, in plain words.
    pub(crate) summary: Vec<String>,
    /// A row a day, or a week.
    pub(crate) days: Vec<Day<'a>>,
    /// The days in all.
    pub(crate) totals: Totals,
    /// Every level of pain.
    pub(crate) levels: Vec<PainAt>,
    /// Every dose.
    pub(crate) doses: Vec<DoseMark>,
    /// The chart in words, a sentence each.
    pub(crate) chart: Vec<String>,
    /// The cards of warning signs: asked, answered, and not asked.
    pub(crate) signs: Vec<CardAsked<'a>>,
    /// What was taken, and how much at most.
    pub(crate) medicines: Vec<MedicineUsed>,
    /// The doses that were more than a label allows.
    pub(crate) over_label: Vec<OverLabel>,
    /// The page itself.
    pub(crate) page: Sheet,
}

/// A level of pain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PainAt {
    /// When.
    pub(crate) at: Stamp,
    /// 0 to 10.
    pub(crate) level: u8,
}

/// A dose on the chart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DoseMark {
    /// When.
    pub(crate) at: Stamp,
    /// The ingredient, by its US name; of a medicine that nobody knows, its name as it was typed.
    pub(crate) name: String,
    /// How much. `null`: not noted.
    pub(crate) mg: Option<u32>,
}

/// A card of warning signs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct CardAsked<'a> {
    /// The card.
    pub(crate) card: &'a Id,
    /// How often it was answered. 0: it was not asked.
    pub(crate) times: u32,
    /// When it was answered last. `null`: never.
    pub(crate) last_at: Option<Stamp>,
    /// What was answered with yes.
    pub(crate) yes: Vec<CardYes<'a>>,
    /// All of it in words.
    pub(crate) text: String,
}

/// A yes to a warning sign, or "not sure", which counts as one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct CardYes<'a> {
    /// The sign. `null`: not sure which.
    pub(crate) sign: Option<&'a Id>,
    /// When.
    pub(crate) at: Stamp,
    /// No clinician has looked since.
    pub(crate) stands: bool,
    /// In words.
    pub(crate) text: String,
}

/// What was taken of one thing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct MedicineUsed {
    /// The ingredient, by its US name; of a medicine that nobody knows, its name as it was typed.
    pub(crate) name: String,
    /// On how many days.
    pub(crate) days: usize,
    /// The most in any 24 hours, in milligrams. A dose of unknown amount counts as the largest single one.
    pub(crate) most_in_24h_mg: u32,
    /// What the label allows. `null`: no limit is known here.
    pub(crate) label_in_24h_mg: Option<u32>,
    /// All of it in words.
    pub(crate) text: String,
}

/// A dose that was more than a label allows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct OverLabel {
    /// When.
    pub(crate) at: Stamp,
    /// Why it was taken all the same, as the person said. `null`: not said.
    pub(crate) because: Option<String>,
    /// All of it in words.
    pub(crate) text: String,
}

/// What somebody wrote, as much of it as the page has room for.
pub(crate) fn clipped(text: &str) -> String {
    let text = clean(text);
    if text.chars().count() <= LETTERS {
        return text;
    }
    text.chars().take(LETTERS).chain("...".chars()).collect()
}

impl<'r> Report<'r> {
    /// The page.
    pub(crate) fn of(about: &ReportOf<'r, 'r>) -> Self {
        let totals = Totals::of(about.stretch, about.rows, about.protocol);
        let (days, signs) = (about.rows.iter().map(Day::of).collect::<Vec<_>>(), signs(about));
        let (medicines, over_label) = (used(about.stretch), over(about));
        let standing = signs.iter().flat_map(|asked| &asked.yes).filter(|yes| yes.stands);
        let standing: Vec<String> = standing.map(|yes| yes.text.clone()).collect();
        let warning = if standing.is_empty() { Vec::new() } else { say::stands(&standing) };
        let summary = summary(about, &totals, &signs);
        let title = say::title(part(about), about.name.map(clipped).as_deref());
        let mut report = Self {
            schema: Schema::of("report"),
            now: about.now,
            title: title.clone(),
            flare: Flare::of(about.course, about.stretch),
            chart: chart(&days),
            levels: about.stretch.levels_at().map(|(at, level)| PainAt { at, level }).collect(),
            doses: marks(about.stretch),
            days,
            totals,
            signs,
            medicines,
            over_label,
            page: Sheet {
                schema: Schema::of("report"),
                title,
                warning: warning.clone(),
                lead: summary.clone(),
                parts: Vec::new(),
                footer: footer(about),
            },
            warning,
            summary,
        };
        report.page.parts = parts(about, &report);
        report
    }
}

/// The part of the body, where it is not a low back.
fn part<'a>(about: &ReportOf<'a, '_>) -> Option<&'a str> {
    about.protocol.filter(|protocol| !protocol.is_for_back()).and_then(|protocol| protocol.part.as_deref())
}

fn running(about: &ReportOf<'_, '_>) -> bool {
    about.course.until == Until::Runs
}

/// When the stretch ends, at the place of its last entry.
fn ends(about: &ReportOf<'_, '_>) -> Stamp {
    let offset = about.stretch.items.last().map_or(about.stretch.begins.offset, |item| item.record.at.offset);
    Stamp { moment: about.stretch.ends, offset }
}

fn summary(about: &ReportOf<'_, '_>, totals: &Totals, signs: &[CardAsked<'_>]) -> Vec<String> {
    let from = about.rows.first().map_or(about.stretch.begins, |row| row.begins);
    let from = if from.moment < about.stretch.begins.moment { about.stretch.begins } else { from };
    let days = 1 + (about.stretch.ends - from.moment).as_days().max(0);
    let mut lines = vec![say::covers(from, ends(about), days, running(about))];
    match totals.pain_first.zip(totals.pain_max).zip(totals.pain_last) {
        Some(((first, most), last)) => lines.push(say::pain(first, most, last)),
        None => lines.push(say::NO_PAIN.to_owned()),
    }
    let entries = about.stretch.levels().count();
    lines.extend((entries > 0).then(|| say::entries(entries)));
    lines.extend(totals.low_from_day.map(past_words::low_from));
    lines.extend(about.whole.began().map(past_words::began));
    let said = signs.iter().any(|asked| !asked.yes.is_empty());
    lines.push(if said { say::SIGN_SAID } else { say::NO_SIGN_SAID }.to_owned());
    lines
}

/// The chart in words: a sentence a row.
fn chart(days: &[Day<'_>]) -> Vec<String> {
    let sentence = |day: &Day<'_>| {
        let doses: Vec<String> =
            day.doses.iter().map(|dose| say::sum(&dose.name, dose.mg, dose.doses, dose.amount_unsaid)).collect();
        let levels = day.pain.as_ref().map(|pain| (pain.min, pain.max));
        let begins = day.begins();
        let ends = Stamp { moment: begins.moment + Span::days(1), ..begins };
        say::day(&say::day_from(day.day, day.days, &say::timed(begins), &say::timed(ends)), levels, &doses)
    };
    days.iter().map(sentence).collect()
}

fn marks(stretch: &Stretch<'_>) -> Vec<DoseMark> {
    let doses = stretch.items.iter().filter_map(|item| Some((item.record.at, item.as_dose()?)));
    let each = doses.flat_map(|(at, dose)| {
        days::contents(dose).into_iter().map(move |(name, mg)| DoseMark { at, name: clean(&name), mg })
    });
    each.collect()
}

/// Every card of the protocol, and every other that was answered: those with a yes first, then those that were not asked.
fn signs<'r>(about: &ReportOf<'r, 'r>) -> Vec<CardAsked<'r>> {
    let answered = || {
        let card =
            |item: &Item<'r>| if let Event::Screened { card, .. } = &item.record.event { Some(card) } else { None };
        about.whole.kept().filter_map(card)
    };
    let own = about.protocol.map_or(&[][..], |protocol| protocol.cards.as_slice());
    // A card that asks again what others asked first is told of once it was asked.
    // One that is only for some is told of once it was asked, or is known to be theirs.
    let told = |card: &&Card| {
        let first = card.stands_in_for.is_empty() && card.only_if.is_none_or(|fact| is_so(about, fact));
        first || answered().any(|id| *id == card.id)
    };
    let own = own.iter().filter(told);
    let mut cards: Vec<(&'r Id, Option<&'r Card>)> = own.map(|card| (&card.id, Some(card))).collect();
    for id in answered() {
        if cards.iter().all(|(known, _)| *known != id) {
            cards.push((id, None));
        }
    }
    let mut asked: Vec<CardAsked<'r>> = cards.into_iter().map(|(id, card)| one_card(about, id, card)).collect();
    asked.sort_by_key(|asked| match (asked.yes.is_empty(), asked.times) {
        (false, _) => 0,
        (true, 0) => 1,
        (true, _) => 2,
    });
    asked
}

/// Whether something is so of this person, or was said to be so in this course.
fn is_so(about: &ReportOf<'_, '_>, fact: Fact) -> bool {
    let sign =
        |id: &Id| about.protocol.and_then(|protocol| protocol.sign(id)).is_some_and(|sign| sign.fact == Some(fact));
    let said = |item: &Item<'_>| matches!(&item.record.event, Event::Screened { signs, .. } if signs.iter().any(sign));
    about.profile.get(fact) == Some(&Answer::Yes) || about.whole.kept().any(said)
}

/// The answers that were a slip of the key.
fn slips(stretch: &Stretch<'_>) -> HashSet<Uuid> {
    let of = |item: &Item<'_>| if let Event::Withdrawn { of } = item.record.event { Some(of) } else { None };
    stretch.kept().filter_map(of).collect()
}

/// A sign in the words in which it was asked; where nobody knows those any more, its name.
fn sign_words(about: &ReportOf<'_, '_>, id: &Id) -> String {
    match about.protocol.and_then(|protocol| protocol.sign(id)) {
        Some(sign) => within(unmarked(&sign.text)),
        None => id.as_str().replace('-', " "),
    }
}

fn one_card<'r>(about: &ReportOf<'r, 'r>, id: &'r Id, card: Option<&'r Card>) -> CardAsked<'r> {
    let slips = slips(about.whole);
    let looked = about.whole.kept().filter(|item| matches!(item.record.event, Event::Seen { .. }));
    let looked: Option<Moment> = looked.map(Item::at).max();
    let title = card.map_or_else(|| id.as_str().replace('-', " "), |card| told::card_title(card, false, false));
    let (mut times, mut last_at, mut yes) = (0, None, Vec::new());
    for item in about.whole.kept() {
        let Event::Screened { card: own, signs, unsure, .. } = &item.record.event else { continue };
        if own != id {
            continue;
        }
        times += 1;
        last_at = Some(item.record.at);
        if slips.contains(&item.record.id) {
            continue;
        }
        let (at, when) = (item.record.at, say::timed(item.record.at));
        let stands = running(about) && looked.is_none_or(|looked| looked <= item.at());
        yes.extend(signs.iter().map(|sign| CardYes {
            sign: Some(sign),
            at,
            stands,
            text: if *unsure { say::unsure_of } else { say::yes }(&sign_words(about, sign), &when),
        }));
        if *unsure && signs.is_empty() {
            yes.push(CardYes { sign: None, at, stands, text: say::unsure(&title, &when) });
        }
    }
    // A sign that is still there when it is asked again is one sign, since when it was said first.
    let mut met = HashSet::new();
    yes.retain(|yes: &CardYes<'_>| met.insert(yes.sign));
    let lines = match (card, about.protocol) {
        (Some(card), Some(protocol)) => told::card_lines(card, protocol)
            .into_iter()
            .map(|(_, text, _)| within(unmarked(&text)))
            .collect::<Vec<_>>()
            .join("; "),
        (Some(_) | None, _) => title,
    };
    let last = last_at.map(say::timed).unwrap_or_default();
    let texts: Vec<String> = yes.iter().map(|yes| yes.text.clone()).collect();
    let text = match (times, texts.is_empty()) {
        (0, _) => lines + ".",
        (times, true) => say::none_of(times, &last, &lines),
        (times, false) => say::yes_to(&texts, times, &last),
    };
    CardAsked { card: id, times, last_at, yes, text }
}

fn used(stretch: &Stretch<'_>) -> Vec<MedicineUsed> {
    let one = |used: medicines::Used| {
        let days::DaySum { name, doses, mg, unsaid } = used.taken;
        let name = clean(&name);
        let mut text = say::used(used.days, mg, doses, unsaid);
        if used.most_mg > 0 {
            text = format!("{text} {}", say::most(used.most_mg, used.label_mg));
        }
        MedicineUsed { name, days: used.days, most_in_24h_mg: used.most_mg, label_in_24h_mg: used.label_mg, text }
    };
    // What was taken most often first: the page may have no room for all.
    let mut all = medicines::used(stretch);
    all.sort_by_key(|used| std::cmp::Reverse(used.taken.doses));
    all.into_iter().map(one).collect()
}

fn over(about: &ReportOf<'_, '_>) -> Vec<OverLabel> {
    let why = |why: &medicines::OverWhy| match why {
        medicines::OverWhy::Single(_, most) => say::over_single(*most),
        medicines::OverWhy::InDay(mg, most) => say::over_day(*mg, *most, 24),
        medicines::OverWhy::InHalfDay(mg, most) => say::over_day(*mg, *most, 12),
        medicines::OverWhy::Soon(after, least) => say::over_soon(*after, *least),
        medicines::OverWhy::Beside(other) => say::over_beside(other),
    };
    let one = |over: medicines::Over<'_>| {
        let whys: Vec<String> = over.why.iter().map(|(_, one)| why(one)).collect();
        let because = over.dose.because.as_deref().filter(|_| about.notes).map(clipped);
        let what = trail::dose(over.dose);
        OverLabel { at: over.at, text: say::over(&say::timed(over.at), &what, &whys, because.as_deref()), because }
    };
    medicines::over(about.past.entries.doses(), about.stretch).into_iter().map(one).collect()
}
