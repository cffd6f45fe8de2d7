//! `page`: what is handed over to who helps, to the fridge, and to an ambulance. What to do comes from the protocol; what is
//! closed for this person is left off; and what nobody answered is "not asked", never "no".

use std::collections::BTreeSet;

use crate::engine::explain::{Explanation, explain};
use crate::engine::history::{History, NEVER, Taken};
use crate::engine::memory::days::{self, DaySum};
use crate::engine::memory::stands_up;
use crate::engine::plan::Reason;
use crate::engine::safety::{Standing, Why};
use crate::model::class::Class;
use crate::model::kind::{Kind, Urgency};
use crate::model::limits::COUNTED_OVER;
use crate::model::profile::{Answer, Fact, Profile};
use crate::model::time::{Moment, Span};
use crate::protocol::format::{Avoid, Card, DueHours, Protocol, Routine, Step, TimingKind};
use crate::views::parts::Schema;
use crate::views::sheet::{Sheet, SheetLine, SheetPart, SheetTable};
use crate::views::{Place, standing, told};
use crate::words::call::{emergency_number, filled};
use crate::words::clean::{all, clean};
use crate::words::protocol::says_it_was_reviewed;
use crate::words::{ingredient, length, page as say, report, unmarked};

/// So many lines of the table of tablets wait for a pen.
const ROWS: usize = 5;

/// What a page is made from.
pub(crate) struct PageOf<'a> {
    /// The plan.
    pub(crate) protocol: &'a Protocol,
    /// What is known about the person.
    pub(crate) profile: &'a Profile,
    /// What happened.
    pub(crate) history: &'a History,
    /// The plan is the one that runs. Another one has no days yet.
    pub(crate) runs: bool,
    /// Where they are.
    pub(crate) place: Place<'a>,
    /// How the medicines stand.
    pub(crate) standings: &'a [Standing],
    /// The signs that stand, in words.
    pub(crate) signs: Vec<String>,
    /// The present moment.
    pub(crate) now: Moment,
}

/// Whether a step may stand on a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum MayStand {
    /// Nothing but time is against it.
    Yes,
    /// A question is to be answered before it.
    Unasked,
    /// It is not for this person.
    No,
}

impl PageOf<'_> {
    fn number(&self) -> String {
        emergency_number(self.place.region)
    }

    fn started(&self) -> Option<Moment> {
        self.history.run().filter(|_| self.runs).map(|run| run.started.moment)
    }

    /// A moment so long after the start: its time where a course runs, or else its day.
    fn after_start(&self, span: Span) -> String {
        match self.started() {
            Some(started) => report::timed(self.place.stamp(started + span)),
            None => say::on_day(span),
        }
    }

    /// `beside`: somebody is there who helps.
    fn open(&self, step: &Step, beside: bool) -> MayStand {
        let Explanation { rules, reasons, .. } = explain(self.protocol, self.profile, self.history, step);
        let never = reasons.iter().any(|(reason, _)| {
            matches!(reason, Reason::NotLiked | Reason::Pregnant | Reason::Leg | Reason::InsteadOf(_) | Reason::Over(_))
        });
        let mut open = if never { MayStand::No } else { MayStand::Yes };
        for veto in rules.iter().filter_map(|weighed| weighed.verdict.as_ref().err()) {
            // A card that comes again, and a pain that is not steady yet, pass: a page of paper is for some days.
            let passes = matches!(veto.why, Why::CardPending(_) | Why::NotSteady);
            let helped = beside && veto.why == Why::NeedsHelper;
            let personal = matches!(
                veto.why,
                Why::Latched(_) | Why::Answered(_) | Why::TooYoung | Why::AskPharmacist | Why::NeedsHelper
            );
            if matches!(veto.why, Why::Unanswered(_)) {
                open = if open == MayStand::Yes { MayStand::Unasked } else { open };
            } else if !passes && !helped && (personal || veto.until.is_none()) {
                open = MayStand::No;
            }
        }
        open
    }

    /// The steps that may stand on a page, of those that are such.
    fn steps(&self, beside: bool, is: impl Fn(&Step) -> bool) -> Vec<(&Step, MayStand)> {
        let steps = self.protocol.steps.iter().filter(|step| is(step));
        steps.map(|step| (step, self.open(step, beside))).filter(|(_, open)| *open != MayStand::No).collect()
    }

    /// The parts of the day in the order of the day, each in one line: `Midday: a walk, heat`.
    fn blocks(&self) -> Vec<String> {
        let hours = self.profile.hours();
        let begins = |routine: &Routine| {
            let first = routine.timing.at.first();
            let first = first.map(|at| i64::from(at.anchor.time(&hours).minutes()) * 60 + at.offset.as_seconds());
            // What has no hour of its own follows the first question of the morning.
            first.unwrap_or(i64::from(hours.wakes.minutes()) * 60)
        };
        let comes = |routine: &&Routine| routine.timing.kind != TimingKind::OnDemand;
        let mut routines: Vec<&Routine> = self.protocol.routines.iter().filter(comes).collect();
        routines.sort_by_key(|routine| begins(routine));
        let line = |routine: &Routine| {
            let asks = |step: &Step| step.kind == Kind::Medicine || step.kind == Kind::CheckIn;
            let steps = self.steps(false, |step| routine.steps.contains(&step.id) && !asks(step));
            let in_order = routine.steps.iter().filter_map(|id| steps.iter().find(|(step, _)| step.id == *id));
            let mut names: Vec<String> = in_order.map(|(step, _)| told::short(step)).collect();
            names.dedup();
            (!names.is_empty()).then(|| say::block(&clean(&routine.title), &names))
        };
        routines.into_iter().filter_map(line).collect()
    }

    fn sheet(&self, title: &str, lead: Vec<String>, mut parts: Vec<SheetPart>, footer: Vec<String>) -> Sheet {
        parts.retain(|part| !part.is_empty());
        let warning = if self.signs.is_empty() { Vec::new() } else { report::stands(&self.signs) };
        Sheet { schema: Schema::of("page"), title: title.to_owned(), warning, lead, parts, footer }
    }

    /// The cards that are asked first of this person: one that is only for some is left off until it is known to be theirs.
    fn cards(&self) -> impl Iterator<Item = &Card> {
        let theirs = |card: &Card| card.only_if.is_none_or(|fact| self.profile.get(fact) == Some(&Answer::Yes));
        self.protocol.cards.iter().filter(move |card| card.stands_in_for.is_empty() && theirs(card))
    }

    /// The most urgent sign of a line.
    fn urgency(&self, signs: &[&str]) -> Option<Urgency> {
        let own = self.protocol.signs.iter().filter(|sign| signs.contains(&sign.id.as_str()));
        own.map(|sign| sign.urgency).max()
    }

    /// The lines of these cards that are as urgent, each once.
    fn lines<'a>(&self, cards: impl Iterator<Item = &'a Card>, is: impl Fn(Urgency) -> bool) -> Vec<String> {
        let mut met: BTreeSet<String> = BTreeSet::new();
        let mut lines = Vec::new();
        for (_, text, signs) in cards.flat_map(|card| told::card_lines(card, self.protocol)) {
            // What an earlier line has asked already is not asked in other words.
            let new = signs.iter().any(|sign| !met.contains(*sign));
            met.extend(signs.iter().map(|sign| (*sign).to_owned()));
            if new && self.urgency(&signs).is_some_and(&is) {
                lines.push(unmarked(&text).to_owned());
            }
        }
        lines
    }

    /// What must be seen at once.
    fn emergencies(&self) -> SheetPart {
        let lines = self.lines(self.cards(), |urgency| urgency == Urgency::Emergency);
        SheetPart::list(&say::call_if(&self.number()), lines)
    }

    fn footer(&self) -> Vec<String> {
        let checked = match self.protocol.reviewers.as_slice() {
            [] => say::NOT_CHECKED.to_owned(),
            names => says_it_was_reviewed(&all(names)),
        };
        let printed = say::printed(&report::dated(self.place.stamp(self.now)));
        std::iter::once(say::GENERAL.to_owned()).chain([checked, printed]).collect()
    }

    fn avoid(&self, heading: &str) -> SheetPart {
        let line = |avoid: &Avoid| {
            let text = clean(&avoid.say);
            avoid.until.map_or_else(|| text.clone(), |until| say::until(&text, &self.after_start(until)))
        };
        let over = |avoid: &&Avoid| {
            let passed = |span: Span| self.started().is_some_and(|started| started + span <= self.now);
            !avoid.until.is_some_and(passed)
        };
        SheetPart::list(heading, self.protocol.avoid.iter().filter(over).map(line).collect())
    }

    /// How the medicines with a limit stand.
    fn standing(&self) -> Vec<String> {
        let times = self.place.times(self.now);
        self.standings.iter().map(|one| standing::line(one, &times)).collect()
    }

    /// Every dose of the last 24 hours, by time: what slows breathing first, and what nobody knows before what is known.
    fn doses(&self) -> Vec<&Taken> {
        let lately = |dose: &&Taken| dose.at.moment + COUNTED_OVER > self.now;
        let mut doses: Vec<&Taken> = self.history.doses().iter().filter(lately).collect();
        doses.sort_by_key(|dose| foremost(dose));
        doses
    }

    fn taken(&self) -> Vec<String> {
        let line = |dose: &&Taken| {
            let told = self.place.stamp(dose.at.moment);
            let at = if dose.at.moment == NEVER { say::TIME_NOT_KNOWN.to_owned() } else { report::timed(told) };
            if dose.unreadable {
                say::perhaps_a_dose(&dose.dose.medicine, &at)
            } else {
                say::dose(&dose.dose, dose.is_unknown(), &at)
            }
        };
        self.doses().iter().map(line).collect()
    }

    /// The sum of each thing that was taken more than once, or that is over its label.
    fn together(&self) -> Vec<String> {
        let mut sums: Vec<DaySum> = Vec::new();
        let readable = self.doses().into_iter().filter(|dose| !dose.unreadable);
        for (name, mg) in readable.flat_map(|dose| days::contents(&dose.dose)) {
            days::take(&mut sums, name, mg);
        }
        let line = |sum: &DaySum| {
            let own = self.standings.iter().find(|standing| standing.ingredient.as_str() == sum.name);
            let over = own.is_some_and(Standing::over);
            let name = own.map_or_else(|| clean(&sum.name), |own| ingredient(&own.ingredient));
            (sum.mg > 0 && (sum.doses > 1 || over)).then(|| say::together(&name, sum.mg, sum.unsaid, over))
        };
        sums.iter().filter_map(line).collect()
    }
}

/// How far ahead of others a dose stands: 0 first. What slows breathing is what an ambulance must know first. MR-08 to MR-12.
fn foremost(dose: &Taken) -> u8 {
    let of = |class: Class| dose.contents().any(|content| content.class() == Some(class));
    match () {
        () if of(Class::Opioid) => 0,
        () if of(Class::Alcohol) => 1,
        () if dose.drowsy_until().is_some() => 2,
        () if dose.is_unknown() => 3,
        () => 4,
    }
}

fn titled(step: &Step, open: MayStand) -> SheetLine {
    let asks = (open == MayStand::Unasked).then(|| say::ASK_FIRST.to_owned());
    let read = (!step.say.is_empty()).then(|| say::READ_TO_THEM.to_owned());
    let words: Vec<String> = asks.into_iter().chain(read).chain(all(&step.say)).collect();
    SheetLine::marked(format!("{}:", unmarked(&clean(&step.title))), words.join(" "))
}

/// For who helps: when to call, what to do now and tonight, what to do with their hands and from when.
pub(crate) fn helper(given: &PageOf<'_>) -> Sheet {
    let began = given
        .started()
        .map_or_else(|| say::FOR_WHOM.to_owned(), |started| say::began(&report::timed(given.place.stamp(started))));
    // What can only be said of the past is not what a helper looks out for.
    let new = given.cards().filter(|card| card.again.is_some() || card.only_if.is_some());
    let mut today = given.lines(new, |urgency| urgency == Urgency::SameDay);
    let floor = stands_up(given.protocol).and_then(|id| given.protocol.step(id));
    today.extend(floor.map(|_| say::STILL_DOWN.to_owned()));
    let mut now: Vec<SheetLine> = say::stay().into_iter().map(SheetLine::plain).collect();
    let stands = floor.filter(|step| given.open(step, true) != MayStand::No);
    now.extend(stands.map(|_| SheetLine::plain(say::TO_STAND)));
    for (step, open) in given.steps(true, |step| step.kind.warms_or_cools() && step.until.is_none()) {
        now.push(titled(step, open));
    }
    now.push(SheetLine::plain(say::WRITE_DOWN));
    let tonight = given.steps(true, |step| step.begins_sleep).into_iter().flat_map(|(step, _)| all(&step.say));
    let tonight: Vec<String> = tonight.collect();
    let tonight = tonight.first().map(|_| say::READ_TO_THEM.to_owned()).into_iter().chain(tonight).collect();
    let mut parts = vec![
        given.emergencies(),
        SheetPart::list(say::DOCTOR_IF, today),
        SheetPart::lines(say::NOW, now),
        SheetPart::list(say::TONIGHT, tonight).beside(),
    ];
    for (step, _) in given.steps(true, |step| step.helper) {
        let from = step.from.unwrap_or(Span::ZERO);
        let opens = given.started().is_none_or(|started| started + from > given.now) && from > Span::ZERO;
        let heading = if opens { say::not_before(&given.after_start(from)) } else { say::WITH_A_HELPER.to_owned() };
        let mut words = vec![clean(&step.title), say::READ_TO_THEM.to_owned()];
        words.extend(all(&step.say));
        words.extend(all(told::stop_of(step, given.protocol)));
        parts.push(SheetPart::list(&heading, words).beside());
    }
    parts.push(given.avoid(say::AVOID).beside());
    let mut taken = given.taken();
    taken.extend(given.standing());
    let taken = if taken.is_empty() { vec![say::NO_TABLET.to_owned()] } else { taken };
    parts.push(SheetPart::list(say::TABLETS, taken));
    given.sheet(say::HELPER, vec![began], parts, given.footer())
}

/// For the fridge: when to call, the parts of the day, how long and how often, and a table for the tablets.
pub(crate) fn fridge(given: &PageOf<'_>) -> Sheet {
    let only_on_floor =
        |step: &Step| given.protocol.phases.iter().any(|phase| phase.floor && step.phases == [phase.id.clone()]);
    let daily = |step: &Step| step.kind.is_measured() && !step.helper && !only_on_floor(step);
    let asked = |step: &Step| step.timing.kind == TimingKind::OnDemand;
    let measured = given.steps(false, daily);
    let dosages = |on_demand: bool| -> Vec<String> {
        measured.iter().filter(|(step, _)| asked(step) == on_demand).map(|(step, _)| dosage(step)).collect()
    };
    let mut parts = vec![given.emergencies()];
    parts.push(SheetPart::list(say::THE_DAY, given.blocks()));
    parts.push(SheetPart::list(say::THROUGH_THE_DAY, dosages(false)));
    parts.push(SheetPart::list(say::WHEN_ASKED, dosages(true)));
    let unasked = measured.iter().filter(|(_, open)| *open == MayStand::Unasked).map(|(step, _)| told::short(step));
    let unasked: Vec<String> = unasked.collect();
    parts.push(SheetPart::new("", say::questions_first(&unasked).into_iter().collect()));
    parts.push(given.avoid(say::AVOID).beside());
    let rows = std::iter::repeat_n(say::tablet_row(), ROWS).collect();
    let table = SheetTable { heads: say::tablet_heads(), rows, by_column: false };
    parts.push(SheetPart { table: Some(table), ..SheetPart::new(say::TABLETS, vec![say::PAIN.to_owned()]).beside() });
    given.sheet(say::FRIDGE, vec![say::WHICH_DAY.to_owned()], parts, given.footer())
}

/// How a step is done: its stages that time alone decides, how far apart, how often.
fn dosage(step: &Step) -> String {
    let stage = |session: &crate::protocol::format::Session| {
        let layout = session.layout();
        let text = match (session.length, layout.work()) {
            (Some(length_said), _) => length(length_said),
            (None, _) if layout.rounds() > 0 => say::rounds(layout.rounds(), session.sides),
            (None, work) => length(work?),
        };
        Some((session.from.unwrap_or(Span::ZERO), text))
    };
    let mut stages: Vec<(Span, String)> =
        step.sessions.iter().filter(|session| session.phase.is_none()).filter_map(stage).collect();
    stages.dedup_by(|one, before| one.1 == before.1);
    let in_24h = step.most_in_24h.map(|most| (most, true));
    let every = step.timing.every.filter(|_| step.timing.hours != DueHours::Sleeping && step.kind.warms_or_cools());
    say::dosage(
        &told::short(step),
        &say::Dosage {
            stages,
            every,
            most: in_24h.or(step.most_a_day.map(|most| (most, false))),
            from: step.from,
            until: step.until,
        },
    )
}

/// For an ambulance: what to say, who to call, what is known about the person.
pub(crate) fn emergency(given: &PageOf<'_>) -> Sheet {
    let number = given.number();
    let sign = if given.signs.is_empty() { say::BLANK.to_owned() } else { given.signs.join("; ") };
    let referral = filled(&given.protocol.referrals.emergency, &sign, &number);
    let say_it = if referral.is_empty() { vec![say::call(&number)] } else { referral };
    let about = [
        (say::AGE, Fact::Age),
        (say::ALLERGY, Fact::Allergy),
        (say::THINNER, Fact::ThinnerSteroid),
        (say::PREGNANT, Fact::Pregnant),
    ];
    let mut about: Vec<String> =
        about.into_iter().map(|(what, fact)| say::answer(what, given.profile.get(fact))).collect();
    about.push(say::OTHER_MEDICINE.to_owned());
    let mut taken = given.taken();
    taken.extend(given.together());
    let parts = vec![
        SheetPart::new("", say_it),
        SheetPart::new("", say::blanks()),
        SheetPart::list(say::ABOUT_ME, about),
        SheetPart::list(say::TAKEN, if taken.is_empty() { vec![say::NONE_NOTED.to_owned()] } else { taken }),
    ];
    let at = given.place.stamp(given.now);
    let printed = say::printed(&format!("{} {}", report::dated(at), at.wall().time()));
    given.sheet(say::EMERGENCY, Vec::new(), parts, vec![printed, say::FROM_MY_NOTES.to_owned()])
}
