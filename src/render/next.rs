//! `next`: the one thing to do now, or what must be answered first, or when the next thing is due.

use crate::engine::ask::{Ask, FactLine};
use crate::engine::chosen::ChoiceNow;
use crate::engine::plan::{Action, Cause, Plan};
use crate::engine::safety::followed::FollowUp;
use crate::model::kind::Urgency;
use crate::model::letters::letter;
use crate::model::profile::{Choices, Fact};
use crate::protocol::format::{Card, Protocol, Step};
use crate::render::page::{Page, ROWS, Role};
use crate::views::Shown;
use crate::views::told::{
    alerts, announced, asked_aside, at_night, at_night_line, avoid_line, banner, beside, card_lines, card_title,
    fact_line, heading, idle_lines, on_floor, questions_title, say_of, seen_lines, short, stop_of, upcoming_line,
    waiting, wanted_from,
};
use crate::words::call::{emergency_number, filled};
use crate::words::clean::clean;
use crate::words::{self, Times, choosing, now, sign, unmarked, within};

/// Everything that the view needs at hand.
struct Layers<'a> {
    plan: &'a Plan<'a>,
    protocol: &'a Protocol,
    times: Times<'a>,
    region: Option<&'a str>,
    /// What stands of signs that a clinician looked at.
    seen: Vec<String>,
    width: usize,
}

/// `next` on a screen of `width` by 20.
pub fn next_text(shown: &Shown<'_>, width: usize) -> String {
    let Shown { plan, protocol, place } = *shown;
    if plan.course.is_none() {
        return no_course_text(width);
    }
    let seen = seen_lines(shown);
    Layers { plan, protocol, times: shown.times(), region: place.region, seen, width }.text()
}

/// The question that waits, whole, also where `next` shows it in one line; or `next`, where none waits.
pub fn question_text(shown: &Shown<'_>, width: usize) -> String {
    let Shown { plan, protocol, place } = *shown;
    let seen = Vec::new();
    let view = Layers { plan, protocol, times: shown.times(), region: place.region, seen, width };
    match &plan.ask {
        Some(ask) if plan.screening.latched().is_none() => view.asking(ask),
        Some(_) | None => next_text(shown, width),
    }
}

/// What is said when no course runs.
pub fn no_course_text(width: usize) -> String {
    let mut page = Page::new();
    page.add(Role::Body, now::NO_FLARE);
    page.keys(Role::Key, &[("To begin:", "backflare start")], width);
    page.fitted(width, ROWS)
}

impl Layers<'_> {
    fn text(&self) -> String {
        let mut page = Page::new();
        page.add(Role::Heading, &heading(self.plan, &self.times));
        page.gap();
        self.add_alerts(&mut page);
        if self.plan.screening.latched().is_some() {
            self.latched(&mut page);
            return page.fitted(self.width, ROWS);
        }
        if self.plan.in_front().is_none() && self.plan.feet.is_some() {
            self.feet(&mut page);
            return page.fitted(self.width, ROWS);
        }
        match (self.plan.in_front(), &self.plan.action) {
            (Some(ask), _) => self.ask(&mut page, ask),
            (None, Some(action)) => {
                self.call(&mut page);
                self.cut_off(&mut page);
                self.action(&mut page, action);
                self.beside(&mut page);
                self.below(&mut page);
            }
            // The alert says all that is to be done.
            (None, None) if self.plan.takes_off_first() => {}
            (None, None) => {
                self.cut_off(&mut page);
                self.idle(&mut page);
                self.below(&mut page);
            }
        }
        for line in &self.seen {
            page.add(Role::Detail, line);
        }
        page.fitted(self.width, ROWS)
    }

    /// Somebody to call stands above what goes on meanwhile.
    fn call(&self, page: &mut Page) {
        if let Some(call) = &self.plan.call {
            page.add(Role::Alert(Urgency::Soon), &banner(call.step));
            let called = if call.step.banner.is_some() { now::CALLED } else { now::DONE };
            page.keys(Role::Key, &[(called, &now::type_done(call.step.id.as_str()))], self.width);
            page.gap();
        }
    }

    /// A page for a question alone.
    fn asking(&self, ask: &Ask<'_>) -> String {
        let mut page = Page::new();
        page.add(Role::Heading, &heading(self.plan, &self.times));
        page.gap();
        self.add_alerts(&mut page);
        self.ask(&mut page, ask);
        page.fitted(self.width, ROWS)
    }

    fn ask(&self, page: &mut Page, ask: &Ask<'_>) {
        match ask {
            Ask::Card { card, again, .. } => self.card(page, card, *again),
            Ask::Follow(follow) => self.follow(page, follow),
            Ask::Choice(choice) => self.choice(page, choice),
            Ask::Question { fact, step } => self.question(page, *fact, *step),
            Ask::Questions { card, asked, lines, step, .. } => {
                self.questions(page, &questions_title(*card, *asked, *step), lines, *step);
            }
        }
    }

    /// How a sign is by now that a clinician looked at, or that is old and known.
    fn follow(&self, page: &mut Page, follow: &FollowUp<'_>) {
        page.add(Role::Title, &sign::how_is_it(&within(unmarked(&clean(&follow.text))), follow.known));
        page.add(Role::Body, sign::NOT_SURE);
        page.gap();
        let keys = if follow.known {
            [(sign::AS_USUAL, sign::TYPE_AS_USUAL), (sign::DIFFERENT, sign::TYPE_DIFFERENT)].as_slice()
        } else {
            &[
                (sign::GONE, sign::TYPE_GONE),
                (sign::STILL_THERE, sign::TYPE_STILL_THERE),
                (sign::WORSE, sign::TYPE_WORSE),
            ]
        };
        page.keys(Role::Key, keys, self.width);
    }

    fn add_alerts(&self, page: &mut Page) {
        let latched = self.plan.screening.latched();
        for told in alerts(self.plan, &self.times, self.region) {
            let role = Role::Alert(told.urgency);
            // Where an emergency stands, a sign for today is told in short.
            if told.latch && latched.is_none_or(|most| told.urgency >= most) {
                page.add(
                    role,
                    match told.urgency {
                        Urgency::Emergency => "EMERGENCY",
                        Urgency::SameDay => now::BE_SEEN_TODAY,
                        Urgency::Soon => "IMPORTANT",
                    },
                );
                page.lines(role, &told.lines);
            } else {
                let word = words::prefix(told.urgency);
                let mut lines = told.lines.iter();
                page.add(role, &format!("{word}{}", lines.next().map_or("", String::as_str)));
                page.lines(Role::AlertMore(told.urgency), lines);
            }
            page.gap();
        }
    }

    /// A sign stands: its words are on the page already. Below them, what may still be done, and how it is lifted.
    fn latched(&self, page: &mut Page) {
        if let Some(Ask::Card { card, again, .. }) = &self.plan.ask {
            self.card(page, card, *again);
        } else if let Some(action) = &self.plan.action {
            page.add(Role::Aside, &now::meanwhile(&short(action.step)));
            page.lines(Role::Aside, &say_of(action));
            page.gap();
        }
        let latches = &self.plan.screening.latches;
        if latches.iter().any(|latch| latch.liftable) && latches.iter().all(|latch| latch.names_seen) {
            page.keys(Role::Key, &[(now::SEEN, now::TYPE_SEEN)], self.width);
        }
        // Whoever has lived with it for long need not say otherwise to go on. Rule 18.
        let today = latches.iter().filter(|latch| latch.urgency >= Urgency::SameDay);
        let old: Option<Vec<_>> = today.map(|latch| latch.may_be_known).collect();
        if let Some(old) = old.as_deref().and_then(<[_]>::first) {
            page.keys(Role::Key, &[(now::OLD_AND_KNOWN, &now::type_known(old.as_str()))], self.width);
            if let Some((sign, day)) = latches.iter().find_map(|latch| latch.may_be_known.zip(latch.known_by)) {
                let text = now::there_by(&day.to_string());
                page.keys(Role::Key, &[(&text, &now::type_there_by(sign.as_str(), &day.iso()))], self.width);
            }
        }
    }

    fn card(&self, page: &mut Page, card: &Card, again: bool) {
        page.add(Role::Title, &card_title(card, again, on_floor(self.plan)));
        for (letter, text, _) in card_lines(card, self.protocol) {
            page.hanging(Role::Body, &format!("{letter}) {text}"), 3);
        }
        // Part of the card: not being sure counts as yes.
        page.add(Role::Title, now::NOT_SURE);
        page.gap();
        page.keys(Role::Key, &[(now::NONE_OF_THESE, now::TYPE_NONE), (now::ONE_OF_THEM, now::TYPE_A_LINE)], self.width);
    }

    /// One question of the profile, with its answers.
    fn question(&self, page: &mut Page, fact: Fact, step: Option<&Step>) {
        let question = fact.question();
        let yes_or_no = match question.choices {
            Choices::YesNo | Choices::YesNoCleared | Choices::NoCleared => true,
            Choices::Number(..) | Choices::Time(_) | Choices::OneOf(_) | Choices::Several(_) | Choices::AtHours(_) => {
                false
            }
        };
        let by_name = yes_or_no && self.plan.opens_with_yes_or_no();
        page.add(Role::Title, question.ask());
        page.gap();
        let set = |answer: &str| {
            // Above an open question a yes would answer that one.
            let whole = if by_name { now::type_set(question.key, answer) } else { now::type_answer(answer) };
            // "y" and "n" are understood too, where the whole word would be torn off.
            let short = matches!(answer, "yes" | "no") && whole.len() + "Yes: ".len() > self.width;
            if short { whole[..=whole.len() - answer.len()].to_owned() } else { whole }
        };
        match question.choices {
            Choices::YesNo | Choices::YesNoCleared => {
                page.keys(Role::Key, &[("Yes:", &set("yes")), ("No:", &set("no"))], self.width);
            }
            Choices::NoCleared => {
                let yes = if by_name { "cleared" } else { "yes" };
                page.keys(Role::Key, &[("Yes:", &set(yes)), ("No:", &set("no"))], self.width);
            }
            Choices::Number(..) | Choices::Time(_) | Choices::AtHours(_) => {
                page.keys(Role::Key, &[("Such as", &set(question.choices.example()))], self.width);
            }
            Choices::OneOf(words) | Choices::Several(words) => {
                page.add(Role::Body, &words.join(", "));
                page.keys(Role::Key, &[("Such as", &set(question.choices.example()))], self.width);
            }
        }
        self.skip(page, step);
    }

    /// Several questions of the profile as a card.
    fn questions(&self, page: &mut Page, title: &str, lines: &[FactLine<'_>], step: Option<&Step>) {
        page.add(Role::Title, title);
        for (place, line) in lines.iter().enumerate() {
            page.hanging(Role::Body, &format!("{}) {}", letter(place), fact_line(line)), 3);
        }
        page.gap();
        page.keys(Role::Key, &[(now::NONE_OF_THESE, now::TYPE_NONE), (now::ONE_OF_THEM, now::TYPE_A_LINE)], self.width);
        self.skip(page, step);
    }

    /// Several offers, of which one is chosen.
    fn choice(&self, page: &mut Page, choice: &ChoiceNow<'_>) {
        page.add(Role::Title, &choice.title());
        page.gap();
        for option in &choice.options {
            page.hanging(Role::Body, &format!("{}) {}", option.letter, clean(&option.text)), 3);
        }
        page.gap();
        page.lines(Role::Body, &choice.card.say);
        page.gap();
        let keys = [(choosing::CHOOSE, choosing::TYPE_A_LETTER), (choosing::ASK_LATER, choosing::TYPE_SKIP)];
        page.keys(Role::Key, &keys, self.width);
        if let Some(next) = announced(self.plan) {
            page.gap();
            page.add(Role::Detail, &upcoming_line(next, &self.times));
        }
    }

    /// The step that waits for the answers, and how it is passed over.
    fn skip(&self, page: &mut Page, step: Option<&Step>) {
        if let Some(step) = step {
            page.gap();
            page.add(Role::Detail, &now::before(&short(step)));
            page.keys(Role::Hint, &[(now::NOT_NOW, "backflare skip")], self.width);
        }
    }

    /// A walk that was cut off comes before what is due. What is warm or cold may still be on.
    fn cut_off(&self, page: &mut Page) {
        if let Some(step) = self.plan.walking {
            let on = step.kind.warms_or_cools();
            page.add(Role::Title, &now::in_the_middle_of(&short(step), on));
            page.keys(Role::Key, &[("Go on:", "backflare walk")], self.width);
            page.gap();
        }
    }

    fn action(&self, page: &mut Page, action: &Action<'_>) {
        let step = action.step;
        // While only the question is left, it is the title: the moves are over for now.
        let waiting = action.open.filter(|open| open.waiting);
        page.add(Role::Title, waiting.map_or(&step.title, |open| &open.end.question));
        page.lines(Role::Body, &say_of(action));
        let number = emergency_number(self.region);
        page.lines(Role::Stop, &filled(stop_of(step, self.protocol), "", &number));
        if let Some(why) = &step.why {
            page.gap();
            page.add(Role::Why, &format!("Why: {}", clean(why)));
        }
        page.gap();
        let guides =
            action.session.is_some_and(|session| session.layout().work().is_some()) && self.plan.walking.is_none();
        let guide_me = ("Guide me", "backflare walk");
        if let Some(open) = action.open {
            if !open.waiting {
                page.add(Role::Title, &open.end.question);
            }
            // The clock never says that somebody cannot get up: only they do, in so many words.
            let sign =
                open.end.sign.as_ref().filter(|_| open.past_limit).map(|sign| now::type_this_sign(sign.as_str()));
            let mut keys = vec![("Yes:", now::TYPE_YES), ("Not yet:", now::TYPE_NOT_YET)];
            keys.extend(sign.as_deref().map(|sign| (now::NOT_AT_ALL, sign)));
            page.keys(Role::Key, &keys, self.width);
            let hints = [(now::NOT_NOW, "backflare skip"), guide_me];
            page.keys(Role::Hint, if guides { &hints } else { &hints[..1] }, self.width);
        } else if step.asks_pain {
            page.keys(Role::Key, &[(now::PAIN_NOW, now::TYPE_PAIN), (now::NOT_NOW, "backflare skip")], self.width);
        } else if step.medicine.is_some() {
            page.keys(Role::Key, &[(now::TAKEN, &took(action)), (now::NOT_NOW, "backflare skip")], self.width);
        } else {
            page.keys(Role::Key, &[(now::DONE, "backflare done"), (now::NOT_NOW, "backflare skip")], self.width);
            if guides {
                page.keys(Role::Hint, &[guide_me], self.width);
            }
        }
        if let Some(next) = announced(self.plan) {
            page.gap();
            page.add(Role::Detail, &upcoming_line(next, &self.times));
        }
    }

    /// Whether somebody is on their feet by now, and what goes on if not.
    fn feet(&self, page: &mut Page) {
        page.add(Role::Title, now::ON_YOUR_FEET);
        page.gap();
        page.keys(Role::Key, &[("Yes:", now::TYPE_YES), ("No:", now::TYPE_NO)], self.width);
        if let Some(action) = &self.plan.action {
            page.gap();
            page.add(Role::Aside, &now::meanwhile(&short(action.step)));
            page.lines(Role::Aside, &say_of(action));
        }
        self.below(page);
    }

    /// Medicines whose time has come stand beside the action, each in one line.
    fn beside(&self, page: &mut Page) {
        for action in &self.plan.beside {
            page.gap();
            page.add(Role::Body, &beside(action));
            page.keys(Role::Key, &[(now::TAKEN, &took(action))], self.width);
            let why = now::type_why(action.step.id.as_str());
            page.keys(Role::Hint, &[(now::ABOUT_IT, &why)], self.width);
        }
    }

    /// What waits for an answer stands below what is shown, in one line. So does what is asked by the way.
    fn below(&self, page: &mut Page) {
        if let Some(line) = waiting(self.plan) {
            page.gap();
            page.add(Role::Key, &line);
        }
        if let Some((step, from)) = at_night(self.plan) {
            page.gap();
            let line = at_night_line(step, from, &self.times);
            match from {
                Some(_) => page.add(Role::Hint, &line),
                None => page.together(Role::Hint, &line, &now::type_walk(step.id.as_str())),
            }
        }
        if self.plan.helped.is_some() {
            page.gap();
            // `answer` takes it where it is the first question on show.
            let first = self.plan.ask.is_none() && !self.plan.opens_with_yes_or_no();
            let first = first && self.plan.action.as_ref().is_none_or(|action| !action.step.asks_pain);
            let no = if first { now::TYPE_NO } else { now::TYPE_HELPED };
            page.keys(Role::Hint, &[(words::dose::HELPED, no)], self.width);
        }
        if let Some(aside) = self.plan.aside {
            page.gap();
            let typed = words::aside::typed(aside.kind());
            // What comes next, reasons and air give way to it where the page is too long; it is the first of the hints to go.
            page.together(Role::Hint, &asked_aside(aside), &typed);
        }
    }

    fn idle(&self, page: &mut Page) {
        if self.plan.ended {
            page.add(Role::Title, now::PLAN_IS_OVER);
            page.gap();
            page.keys(Role::Key, &[(now::TO_END_IT, "backflare end")], self.width);
            return;
        }
        if self.plan.alerts.iter().any(|alert| matches!(alert.cause, Cause::TooYoung)) {
            let keys = [(now::SIGNS_TO_KNOW, now::TYPE_RED_FLAGS), (now::TO_END_IT, "backflare end")];
            page.keys(Role::Key, &keys, self.width);
            return;
        }
        if self.plan.idle.is_empty() {
            page.add(Role::Title, now::NOTHING_TO_DO);
        }
        // With nothing else to do there is room for all that is said of a medicine.
        let idle = idle_lines(self.plan);
        let lines = if self.plan.beside.is_empty() { idle.len() } else { 1 };
        page.lines(Role::Body, idle.iter().take(lines));
        for action in &self.plan.beside {
            page.gap();
            page.add(Role::Title, &beside(action));
            page.lines(Role::Body, &say_of(action));
            let number = emergency_number(self.region);
            page.lines(Role::Stop, &filled(stop_of(action.step, self.protocol), "", &number));
            page.keys(Role::Key, &[(now::TAKEN, &took(action)), (now::NOT_NOW, "backflare skip")], self.width);
        }
        if let Some(next) = announced(self.plan) {
            page.gap();
            page.add(Role::Title, &upcoming_line(next, &self.times));
        }
        if let Some(medicine) = wanted_from(self.plan, &self.times) {
            page.add(Role::Detail, &medicine);
        }
        // Somebody who lies awake needs a short page.
        if !self.plan.avoid.is_empty() && !self.plan.sleeping && self.plan.beside.is_empty() {
            page.gap();
            // More than three are not read.
            for avoid in self.plan.avoid.iter().take(3) {
                page.hanging(Role::Detail, &format!("- {}", avoid_line(avoid, self.plan, &self.times)), 2);
            }
        }
    }
}

/// The command that records the dose that is offered.
fn took(action: &Action<'_>) -> String {
    let medicine = action.step.medicine.as_ref();
    now::type_took(medicine.map_or(action.step.id.as_str(), |medicine| medicine.name.as_str()), action.dose_mg)
}

#[cfg(test)]
pub(crate) mod tests;
