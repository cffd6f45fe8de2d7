//! The parts that text and JSON both tell: alerts, cards, what a step says, sources. Values to words, without a layout.

use crate::engine::aside::Aside;
use crate::engine::ask::{Ask, FactLine};
use crate::engine::between::Turn;
use crate::engine::matters::before_massage;
use crate::engine::plan::{Action, Cause, Plan, Reason, Upcoming};
use crate::engine::safety::Weighed;
use crate::engine::safety::followed::SeenFor;
use crate::engine::safety::lasting::Lasting;
use crate::engine::today::Occurrence;
use crate::model::aside::AsideKind;
use crate::model::id::Id;
use crate::model::kind::{Kind, Urgency};
use crate::model::letters::letter;
use crate::model::profile::CardId;
use crate::model::time::{Moment, Span};
use crate::protocol::format::{
    Avoid, BodyPosition, Card, CardLine, DueHours, MedicineClass, Protocol, QuestionCard, Source, Step,
};
use crate::views::alert::cause;
use crate::views::{Shown, verdict};
use crate::words::call::{emergency_number, filled};
use crate::words::clean::{all, clean};
use crate::words::{self, Times, unmarked, within};
use crate::words::{now, page, stay};

/// How far ahead it is told in how many minutes something comes.
const SOON: Span = Span::minutes(60);

/// An alert in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// How urgent it is.
    pub urgency: Urgency,
    /// What it says, most important line first.
    pub lines: Vec<String>,
    /// It is about a sign that stops the plan.
    pub latch: bool,
}

/// The alerts of a plan in words. Signs that are answered with the same referral are told as one.
///
/// A latched sign without an alert of its own is told too: nothing that stops the plan may go unsaid.
///
/// What was said often enough for today is left to `status`, which tells [`every_alert`].
pub(crate) fn alerts(plan: &Plan<'_>, times: &Times<'_>, region: Option<&str>) -> Vec<Told> {
    alerts_but(
        plan,
        times,
        region,
        |cause| matches!(cause, Cause::LastingPain(Lasting { told, said_today }) if *told || *said_today),
    )
}

/// As [`alerts`], with what is said once a day and was said today.
pub(crate) fn every_alert(plan: &Plan<'_>, times: &Times<'_>, region: Option<&str>) -> Vec<Told> {
    alerts_but(plan, times, region, |_| false)
}

fn alerts_but(
    plan: &Plan<'_>,
    times: &Times<'_>,
    region: Option<&str>,
    quiet: impl Fn(&Cause<'_>) -> bool,
) -> Vec<Told> {
    let mut signs: Vec<(Urgency, &[String], Vec<&str>)> = Vec::new();
    let mut add = |urgency, say, text| match signs.iter_mut().find(|sign| (sign.0, sign.1) == (urgency, say)) {
        Some(sign) if !sign.2.contains(&text) => sign.2.push(text),
        Some(_) => {}
        None => signs.push((urgency, say, vec![text])),
    };
    let mut told = Vec::new();
    for alert in plan.alerts.iter().filter(|alert| !quiet(&alert.cause)) {
        if let Cause::Sign { text, say } = &alert.cause {
            add(alert.urgency, *say, text.as_str());
        } else {
            let lines = cause(&alert.cause, alert.urgency, times, region);
            told.push(Told { urgency: alert.urgency, lines, latch: matches!(alert.cause, Cause::TooYoung) });
        }
    }
    for latch in &plan.screening.latches {
        let said = plan.alerts.iter().any(|alert| match &alert.cause {
            Cause::Sign { text, .. } => *text == latch.text,
            Cause::TooYoung
            | Cause::Escalation(_)
            | Cause::PastLimit(_)
            | Cause::CallSomebody
            | Cause::DownPregnant
            | Cause::FirstFlareOver50
            | Cause::TenDays
            | Cause::OverLimit { .. }
            | Cause::ClockBehind { .. }
            | Cause::Unreadable { .. }
            | Cause::MergeMarks { .. }
            | Cause::ZoneLost { .. }
            | Cause::ZoneMoved { .. }
            | Cause::CopyBeside { .. }
            | Cause::TakeOff { .. }
            | Cause::LastingPain(_)
            | Cause::TwoSedatives { .. }
            | Cause::Sedated { .. }
            | Cause::Withdrawn { .. }
            | Cause::WhereIsThePain { .. }
            | Cause::PlanEnded => false,
        });
        if !said {
            add(latch.urgency, latch.say, latch.text.as_str());
        }
    }
    let mut signs: Vec<Told> = signs
        .into_iter()
        .map(|(urgency, say, texts)| {
            let text = texts.iter().map(|text| within(unmarked(text))).collect::<Vec<_>>().join("; ");
            let lines = cause(&Cause::Sign { text, say }, urgency, times, region);
            Told { urgency, lines, latch: urgency >= Urgency::SameDay }
        })
        .collect();
    signs.append(&mut told);
    signs.sort_by_key(|told| std::cmp::Reverse((told.urgency, told.latch)));
    signs
}

/// A source in one line: `HC-06 Healthwise, Heat or Ice for Low Back Pain, 2024`.
pub fn source_line(source: &Source) -> String {
    if source.margin {
        return text_line(source);
    }
    clean(&format!("{} {}", source.cite, text_line(source)))
}

/// The text that a source is from: `Healthwise, Heat or Ice for Low Back Pain, 2024`. A margin is from no text.
pub fn text_line(source: &Source) -> String {
    if source.margin {
        return clean(&now::margin(&source.publisher));
    }
    let year = source.year.map(|year| format!(", {year}")).unwrap_or_default();
    clean(&format!("{}, {}{year}", source.publisher, source.title))
}

/// The sources that a step cites, one line each; a margin is told once.
pub fn source_lines(ids: &[String], protocol: &Protocol) -> Vec<String> {
    let find = |id: &String| protocol.sources.iter().find(|source| source.cite == *id);
    once(ids.iter().map(|id| find(id).map_or_else(|| clean(id), source_line)))
}

/// The lines in their order, each once.
pub fn once(lines: impl Iterator<Item = String>) -> Vec<String> {
    lines.fold(Vec::new(), |mut told, line| {
        if !told.contains(&line) {
            told.push(line);
        }
        told
    })
}

/// The words of a step's reason to stop.
pub fn stop_of<'p>(step: &Step, protocol: &'p Protocol) -> &'p [String] {
    let named = |id: &Id| protocol.stops.iter().find(|stop| stop.id == *id);
    step.stop.as_ref().and_then(named).map_or(&[], |stop| &stop.say)
}

/// What an action says: the words of its open end while only that is left, those of the larger dose where it is
/// offered (in place of the first line, which names the smaller), or its own.
pub fn say_of(action: &Action<'_>) -> Vec<String> {
    if let Some(open) = action.open.filter(|open| open.waiting) {
        return action.grown.map_or_else(|| all(&open.end.say), |grown| vec![clean(&grown.row.rest)]);
    }
    let larger = action.step.medicine.iter().filter(|_| action.larger_dose).flat_map(|medicine| &medicine.option_say);
    let mut say: Vec<String> = larger.map(|line| clean(line)).collect();
    let own = Some(&action.step.say_pregnant).filter(|lines| action.on_side && !lines.is_empty());
    let step = own.unwrap_or(&action.step.say);
    say.extend(step.iter().skip(usize::from(!say.is_empty())).map(|line| clean(line)));
    say.extend(action.grown.map(|grown| clean(grown.size)));
    say
}

/// The positions of an action that are for this person: what each is called, its words, and whether it is the one of the drawing.
pub fn positions_of(action: &Action<'_>) -> Vec<(String, Vec<String>, bool)> {
    let fits = |position: &&BodyPosition| position.pregnant_ok || !action.on_side;
    let first = action.step.positions.first();
    let own = action.step.positions.iter().filter(fits).map(|position| {
        let mut say = all(&position.say);
        say.extend(action.grown.map(|grown| clean(grown.size)));
        (clean(&position.name), say, Some(position) == first)
    });
    own.collect()
}

/// Somebody to call, in short: the author's banner, or the first lines of the step.
pub fn banner(step: &Step) -> String {
    let own = step.banner.as_ref().map(|banner| clean(&banner.text));
    own.unwrap_or_else(|| words::stay::call_for_help(&clean(&step.title), &in_full(step)))
}

/// Somebody to call, as a voice says it.
pub fn banner_spoken(step: &Step) -> String {
    let own = step.banner.as_ref().map(|banner| clean(&banner.say));
    own.unwrap_or_else(|| words::stay::call_for_help(&clean(&step.title), &in_full(step)))
}

/// What a step says first.
fn in_full(step: &Step) -> String {
    step.say.first().map(|line| clean(line)).unwrap_or_default()
}

/// The lines of a card: the letter, the words and the signs of each.
pub fn card_lines<'p>(card: &'p Card, protocol: &Protocol) -> Vec<(char, String, Vec<&'p str>)> {
    let words = |line: &CardLine| {
        let texts = || line.signs.iter().filter_map(|id| protocol.sign(id)).map(|sign| clean(&sign.text));
        line.text.as_deref().map_or_else(|| texts().collect::<Vec<_>>().join("; "), clean)
    };
    let signs = |line: &'p CardLine| line.signs.iter().map(Id::as_str).collect();
    card.lines.iter().enumerate().map(|(n, line)| (letter(n), words(line), signs(line))).collect()
}

/// The heading of a card: the first time, again, or in the rests of somebody who cannot get up yet.
pub fn card_title(card: &Card, again: bool, floor: bool) -> String {
    let title = card.again.as_ref().filter(|_| again).unwrap_or(&card.title);
    clean(card.resting.as_ref().filter(|_| floor && !again).unwrap_or(title))
}

/// Whether somebody cannot get up yet, so that what is asked is asked in the rests between moves.
pub fn on_floor(plan: &Plan<'_>) -> bool {
    plan.course.as_ref().is_some_and(|course| course.phase.floor)
}

/// The words of a line of questions: the author's, or those of its questions.
pub fn fact_line(line: &FactLine<'_>) -> String {
    let own = || line.facts.iter().map(|fact| fact.question().ask()).collect::<Vec<_>>().join("; ");
    line.words.map_or_else(own, |words| clean(&words.text))
}

/// The heading of questions that are asked together.
pub fn questions_title(card: CardId, asked: Option<&QuestionCard>, step: Option<&Step>) -> String {
    let card = if before_massage(step, card) { CardId::Massage } else { card };
    asked.map_or_else(|| words::card::title(card).to_owned(), |asked| clean(&asked.title))
}

/// The small line on top: `Day 1 - Stuck - 09:07`.
pub(crate) fn heading(plan: &Plan<'_>, times: &Times<'_>) -> String {
    let time = times.at(plan.now.moment);
    let unasked = matches!(plan.in_front(), Some(Ask::Card { urgency: Urgency::Emergency, again: false, .. }));
    match &plan.course {
        // Before the first card is answered nobody knows how somebody is.
        Some(course) if unasked => now::day_alone(course.day, &time),
        Some(course) => now::day(course.day, &clean(&course.phase.title), &time),
        None => time,
    }
}

/// The small line without the time: `Day 1 - Stuck`. Empty: nothing runs.
pub(crate) fn where_one_is(plan: &Plan<'_>) -> String {
    plan.course.as_ref().map(|course| now::day_and_phase(course.day, &clean(&course.phase.title))).unwrap_or_default()
}

/// What waits below what is on show: `A question waits, for heat: backflare answer`.
pub(crate) fn waiting(plan: &Plan<'_>) -> Option<String> {
    let asked = plan.below()?;
    Some(now::waits(waiting_count(plan, asked), asked.step().map(short).as_deref()))
}

/// The same for somebody who answers it by a key: `A question waits, for heat.`
pub(crate) fn question_waits(plan: &Plan<'_>) -> Option<String> {
    let asked = plan.ask.as_ref()?;
    Some(stay::question_waits(waiting_count(plan, asked), asked.step().map(short).as_deref()))
}

/// How many questions wait with this one.
fn waiting_count(plan: &Plan<'_>, asked: &Ask<'_>) -> usize {
    let cards = plan.screening.pending.iter().filter(|pending| pending.shown).count();
    cards + usize::from(!matches!(asked, Ask::Card { .. }))
}

/// What is asked by the way: which question, and what it is about.
pub(crate) fn about_aside(aside: Aside<'_>) -> (AsideKind, String) {
    let about = match aside {
        Aside::After(step) => short(step),
        Aside::GoalLevel(text) => clean(text),
        Aside::Helper
        | Aside::Over
        | Aside::Began
        | Aside::BeganWhen(_)
        | Aside::Goal
        | Aside::Usual
        | Aside::Slept => String::new(),
    };
    (aside.kind(), about)
}

/// That question, as it is asked.
pub(crate) fn asked_aside(aside: Aside<'_>) -> String {
    let (kind, about) = about_aside(aside);
    crate::words::aside::question(kind, &about)
}

/// A step in a few words, for a sentence.
pub(crate) fn short(step: &Step) -> String {
    step.name.as_deref().map_or_else(|| within(unmarked(&step.title)), clean)
}

/// When something that comes is announced: rounded up to five minutes, a medicine to the minute. So nothing is announced for
/// this minute, and nobody is told of 10:51.
///
/// Due at 10:46:20, a walk is told for 10:50 and a tablet for 10:47.
pub(crate) fn comes_at(upcoming: &Upcoming<'_>) -> Moment {
    let minutes = if upcoming.step.kind == Kind::Medicine { 1 } else { 5 };
    let step = minutes * 60;
    Moment::from_unix(upcoming.due_at.unix().saturating_add(step - 1).div_euclid(step).saturating_mul(step))
}

/// What is said while nothing is due. Beside the first line stands one that changes every hour, and none comes twice within
/// six; of prevention it is said first how it goes.
pub(crate) fn idle_lines(plan: &Plan<'_>) -> Vec<String> {
    let mut said = all(plan.idle);
    let Some(course) = &plan.course else { return said };
    let hours = (plan.now.moment - course.started.moment).as_seconds().max(0) / 3600;
    let turns = i64::try_from(plan.between.len()).unwrap_or(HOURS_APART).max(HOURS_APART);
    let at_once = match plan.between.first() {
        Some(Turn::After(_) | Turn::Evenings { .. } | Turn::Back) => true,
        Some(Turn::Said(_) | Turn::Eased { .. }) | None => false,
    };
    let place = if at_once { 0 } else { hours % turns };
    let turn = usize::try_from(place).ok().and_then(|place| plan.between.get(place));
    let Some(turn) = turn else { return said };
    let words = match turn {
        Turn::Said(text) | Turn::After(text) => clean(text),
        Turn::Eased { first, now } => now::eased(*first, *now),
        Turn::Evenings { done, of } => now::evenings(*done, *of),
        Turn::Back => now::BACK_AGAIN.to_owned(),
    };
    match turn {
        Turn::Evenings { .. } | Turn::Back => said.insert(0, words),
        Turn::Said(_) | Turn::After(_) | Turn::Eased { .. } => {
            // What a phase says of itself is not left out.
            said.truncate(if course.phase.idle.is_empty() { 1 } else { said.len() });
            said.push(words);
        }
    }
    said
}

/// A line between two things comes again after so many hours at the soonest.
const HOURS_APART: i64 = 6;

/// Something to leave alone, and until when where that is not for good: `No stretching yet (until Tue 09:05)`.
pub(crate) fn avoid_line(avoid: &Avoid, plan: &Plan<'_>, times: &Times<'_>) -> String {
    let text = clean(&avoid.say);
    let until = avoid.until.zip(plan.course.as_ref()).map(|(until, course)| course.started.moment + until);
    until.map_or_else(|| text.clone(), |until| page::until(&text, &times.at(until)))
}

/// A medicine that stands beside what is on show: `If you want it: ibuprofen 200 mg`.
pub(crate) fn beside(action: &Action<'_>) -> String {
    let medicine = action.step.medicine.as_ref();
    let amount = medicine.and_then(|medicine| medicine.amount.as_deref()).map(clean);
    let dose = action.dose_mg.map(|mg| format!("{mg} mg")).or(amount);
    now::beside(&short(action.step), dose.as_deref(), is_wanted(action.step))
}

/// Whether a step is a medicine for those who want it, and nothing that is to be taken at its time.
pub(crate) fn is_wanted(step: &Step) -> bool {
    let wanted = |class| match class {
        MedicineClass::Nsaid | MedicineClass::Acetaminophen | MedicineClass::Opioid | MedicineClass::Sedating => true,
        MedicineClass::Anticoagulant
        | MedicineClass::Steroid
        | MedicineClass::Antibiotic
        | MedicineClass::OtherOral
        | MedicineClass::EyeDrop
        | MedicineClass::Skin
        | MedicineClass::Other => false,
    };
    step.medicine.as_ref().is_some_and(|medicine| medicine.class.is_none_or(wanted))
}

/// A medicine of somebody who lies awake, for those who want it: from when, where a rule holds it back so long. It is for
/// whoever asks, and never shown in bed by itself.
pub(crate) fn at_night<'p>(plan: &Plan<'p>) -> Option<(&'p Step, Option<Moment>)> {
    let mut wanted = plan.blocked.iter().filter(|blocked| plan.sleeping && is_wanted(blocked.step));
    wanted.find_map(|blocked| {
        let held = matches!(blocked.reason, Reason::Veto(_)).then_some(blocked.until).flatten();
        let open = matches!(blocked.reason, Reason::Hours);
        (open || held.is_some()).then_some((blocked.step, held))
    })
}

/// The same in words: `If you want it: ibuprofen`, or `The next ibuprofen: not before 03:50.`
pub(crate) fn at_night_line(step: &Step, from: Option<Moment>, times: &Times<'_>) -> String {
    let name = short(step);
    from.map_or_else(|| now::beside(&name, None, true), |at| stay::next_dose(&name, &times.at(at)))
}

/// The signs that a clinician looked at: `Seen for: a fever, by Dr Osei, at 09:40.`
pub(crate) fn seen_lines(shown: &Shown<'_>) -> Vec<String> {
    let times = shown.times();
    let line = |seen: &SeenFor<'_>| {
        words::sign::seen_for(&within(unmarked(&clean(&seen.text))), &clean(seen.who), &times.at(seen.at))
    };
    shown.plan.screening.seen.iter().map(line).collect()
}

/// What comes next, to be told. What is only for somebody who lies awake is never announced: nobody is to wait for it. Nor
/// is a medicine that somebody may want, as long as anything else comes: it stands beside that.
pub fn announced<'a, 'p>(plan: &'a Plan<'p>) -> Option<&'a Upcoming<'p>> {
    awake(plan).find(|upcoming| !is_wanted(upcoming.step)).or_else(|| awake(plan).next())
}

/// What comes next for somebody who is called, a medicine among it; of what comes with it at one time, the other.
pub(crate) fn called_next<'a, 'p>(plan: &'a Plan<'p>) -> Option<&'a Upcoming<'p>> {
    let first = awake(plan).next()?;
    let with = |other: &&Upcoming<'_>| !is_wanted(other.step) && comes_at(other) <= comes_at(first);
    awake(plan).find(with).or(Some(first))
}

fn awake<'a, 'p>(plan: &'a Plan<'p>) -> impl Iterator<Item = &'a Upcoming<'p>> {
    plan.upcoming.iter().filter(|upcoming| upcoming.step.timing.hours != DueHours::Sleeping)
}

/// The medicine that somebody may want before what is announced comes: `If you want it: ibuprofen from 15:42.`
pub(crate) fn wanted_from(plan: &Plan<'_>, times: &Times<'_>) -> Option<String> {
    let announced = announced(plan)?;
    let before = |other: &&Upcoming<'_>| is_wanted(other.step) && other.due_at < announced.due_at;
    let medicine = awake(plan).find(before)?;
    Some(now::wanted_from(&short(medicine.step), &times.at(comes_at(medicine)))).filter(|_| !is_wanted(announced.step))
}

/// `Next: a walk at 10:50, in 49 minutes.`
pub(crate) fn upcoming_line(upcoming: &Upcoming<'_>, times: &Times<'_>) -> String {
    let at = comes_at(upcoming);
    let away = Span::minutes((at - times.now).as_seconds().saturating_add(59).div_euclid(60));
    now::next(&short(upcoming.step), &times.at(at), Some(away).filter(|away| *away <= SOON))
}

/// Why safety says yes or no, in words.
pub(crate) fn sentence(weighed: &Weighed, times: &Times<'_>) -> String {
    match &weighed.verdict {
        Ok(fine) => verdict::fine(fine, times),
        Err(veto) => verdict::veto(veto, times),
    }
}

/// Whether a step belongs to a phase by name; one that names none belongs to all.
pub fn belongs(step: &Step, phase: &Id) -> bool {
    step.phases.is_empty() || step.phases.contains(phase)
}

/// What a protocol says to somebody with a sign of that urgency.
pub fn referral(protocol: &Protocol, urgency: Urgency, region: Option<&str>) -> Vec<String> {
    let say = match urgency {
        Urgency::Emergency => &protocol.referrals.emergency,
        Urgency::SameDay => &protocol.referrals.same_day,
        Urgency::Soon => &protocol.referrals.soon,
    };
    filled(say, words::protocol::WHAT_YOU_NOTICED, &emergency_number(region))
}

/// Something that happened, in words: `Pain 4 of 10 (after the stairs)`.
pub fn happened(what: &Occurrence<'_>) -> String {
    match what {
        Occurrence::Done { id, step, answer, partial } => {
            let title = title(id, *step);
            let question = step.iter().find_map(|step| step.sessions.iter().find_map(|session| session.open.as_ref()));
            match (question, answer) {
                (Some(open), Some(answer)) => now::answered(&clean(&open.question), *answer),
                (Some(_) | None, _) => match partial {
                    Some(part) => now::part_of(&title, &words::length(part.done), &words::length(part.of)),
                    None => title,
                },
            }
        }
        Occurrence::Skipped { id, step, because } => {
            let why = because.map(|because| format!(" ({})", clean(because))).unwrap_or_default();
            format!("{}{why}", title(id, *step))
        }
        Occurrence::Took(dose) => {
            let amount = dose.amount_mg().map(|mg| format!(" {mg} mg")).unwrap_or_default();
            format!("Took {}{amount}", clean(&dose.medicine))
        }
        Occurrence::Pain { level, leg, note } => {
            let note = note.map(|note| format!(" ({})", clean(note))).unwrap_or_default();
            match level {
                Some(level) => format!("Pain {}{note}", now::level(*level, *leg)),
                None => format!("{}{note}", now::DOWN_THE_LEG),
            }
        }
        Occurrence::Worn { id, step, on } => format!("{}: {}", title(id, *step), if *on { "on" } else { "off" }),
        Occurrence::Signs => now::SIGN_NOTED.to_owned(),
        Occurrence::Seen(note) => now::seen(&clean(note)),
    }
}

/// The title of a step; of one that the protocol does not know, its name in words.
fn title(id: &Id, step: Option<&Step>) -> String {
    step.map_or_else(|| clean(id.as_str()).replace('-', " "), |step| clean(&step.title))
}
