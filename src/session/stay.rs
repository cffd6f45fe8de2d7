//! Between two things: what comes next and when, counted down in one line, and one key to go on.
//!
//! Nothing happens here by itself. At the moment that is announced, or at which the plan may change, the scene ends, and
//! whoever drives it looks anew. In the night it says only until when it is quiet, and any key shows what helps then.

use std::ops::RangeInclusive;

use crate::model::letters::{self, letter};
use crate::model::time::{Moment, Span, Zone};
use crate::session::asking::Reply;
use crate::session::keys::{self, Act, Key};
use crate::session::screen::{Announced, Screen};
use crate::session::{Beat, Deed, Effect, End, Input};
use crate::words::stay as say;
use crate::words::walk::{NO_MORE_KNOWN, NO_SUCH_KEY, because, key};

/// A wake-up that comes so much too late was slept through.
const SLEPT: i64 = 15_000;
/// How long the choice of the night stays on the screen.
const AWAKE: i64 = 2 * 60_000;
/// For how long something is put off by one key.
const LATER: Span = Span::minutes(30);
/// The key that answers a question that waits.
const ANSWERS: char = 'a';
/// What opens the page of a medicine at night.
const TABLET: Act = Act::Took;

/// Something that comes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comes {
    /// What it is called within a sentence.
    pub name: String,
    /// When it comes.
    pub at: Moment,
    /// That moment in words.
    pub when: String,
    /// Why it is done. Empty: no more is known.
    pub why: String,
}

/// What there is at night.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NightHours {
    /// Until when it is quiet, in words.
    pub until: String,
    /// What helps somebody who lies awake.
    pub choices: Vec<String>,
    /// A medicine for those who want it, in a line.
    pub medicine: Option<String>,
    /// A key opens its page: nothing holds it back. It stands behind the last of the choices.
    pub opens: bool,
}

impl NightHours {
    /// The medicine whose page a key opens.
    fn opened(&self) -> Option<&String> {
        self.medicine.as_ref().filter(|_| self.opens)
    }
}

/// The time between two things.
#[derive(Clone, PartialEq, Debug)]
pub struct Stay {
    /// The small line on top, without the time.
    pub heading: String,
    /// Where the time of day is that of the heading.
    pub zone: Zone,
    /// What stands above.
    pub alerts: Vec<String>,
    /// What was just recorded.
    pub noted: Vec<String>,
    /// What is good to know now.
    pub news: Vec<String>,
    /// What may be done meanwhile.
    pub idle: Vec<String>,
    /// Something that was announced, and is still good to do.
    pub still: Option<Comes>,
    /// A question that waits, in a line.
    pub waits: Option<String>,
    /// What comes next.
    pub next: Option<Comes>,
    /// What comes later today, a line each.
    pub day: Vec<String>,
    /// It is night.
    pub night: Option<NightHours>,
    /// What is asked by the way, in lines: a digit answers it.
    pub aside: Vec<String>,
    /// The digits that do.
    pub digits: Option<RangeInclusive<usize>>,
    /// When the plan may change by itself.
    pub until: Option<Moment>,
    /// It is spoken what comes.
    pub speaks: bool,
    page: u32,
    shows_day: bool,
    shows_why: bool,
    awake: Option<Beat>,
    note: Option<String>,
    due: Option<Beat>,
    seen: Beat,
}

impl Stay {
    /// A time with nothing in it.
    pub fn new(heading: &str, zone: Zone) -> Self {
        Self {
            heading: heading.to_owned(),
            zone,
            alerts: Vec::new(),
            noted: Vec::new(),
            news: Vec::new(),
            idle: Vec::new(),
            still: None,
            waits: None,
            next: None,
            day: Vec::new(),
            night: None,
            aside: Vec::new(),
            digits: None,
            until: None,
            speaks: false,
            page: 0,
            shows_day: false,
            shows_why: false,
            awake: None,
            note: None,
            due: None,
            seen: Beat::from_millis(i64::MIN),
        }
    }

    /// What is said as it begins.
    pub(super) fn begin(&mut self, now: Beat) -> Vec<Effect> {
        self.seen = now;
        self.due = self.next_wakeup();
        let said = match (&self.night, &self.next) {
            (Some(night), _) => Some(say::quiet_until(&night.until)),
            (None, Some(next)) => Some(say::next_spoken(&next.name, &next.when)),
            (None, None) => None,
        };
        said.filter(|_| self.speaks).map(Effect::Speak).into_iter().collect()
    }

    pub(super) fn handle(&mut self, input: &Input, now: Beat) -> Vec<Effect> {
        let set_back = now < self.seen;
        self.seen = now;
        let mut effects = Vec::new();
        match input {
            Input::Key(key) => self.key(*key, now, &mut effects),
            Input::Line(line) => {
                self.page += 1;
                for key in keys::of_line(line, false) {
                    if effects.is_empty() {
                        self.key(key, now, &mut effects);
                    }
                }
            }
            Input::Tick => {
                let late = self.due.map_or(-1, |due| now.since(due));
                if late > SLEPT {
                    effects.push(Effect::Finish(End::Slept));
                } else if set_back || late >= 0 && self.awake.is_none_or(|until| now < until) {
                    effects.push(Effect::Finish(End::Anew));
                } else if self.awake.take_if(|until| now >= *until).is_some() {
                    self.page += 1;
                }
            }
            Input::End => effects.push(Effect::Finish(End::Left)),
            Input::Halt => effects.push(Effect::Finish(End::Halted)),
        }
        self.due = self.next_wakeup();
        effects
    }

    /// When something happens by itself.
    pub(super) fn next_wakeup(&self) -> Option<Beat> {
        let next = self.next.as_ref().filter(|_| self.night.is_none()).map(|next| next.at);
        let moments = next.into_iter().chain(self.until).map(Beat::at);
        moments.chain(self.awake).min()
    }

    fn key(&mut self, key: Key, now: Beat, effects: &mut Vec<Effect>) {
        self.note = None;
        self.noted.clear();
        let act = keys::act(key);
        if act == Some(Act::Leave) {
            effects.push(Effect::Finish(End::Left));
        } else if let Some(night) = &self.night {
            let count = night.choices.len();
            let chosen = match key {
                Key::Enter => (count > 0).then_some(0),
                Key::Letter(_) if act == Some(TABLET) && night.opens => Some(count),
                Key::Letter(letter) => letters::place(letter).filter(|chosen| *chosen < count),
                Key::Space | Key::Erase => None,
            };
            let there = |chosen: &usize| *chosen < count || night.opens;
            match chosen.filter(|chosen| self.awake.is_some() && there(chosen)) {
                Some(chosen) => effects.push(Effect::Finish(End::Chosen(chosen))),
                None if self.awake.is_none() => {
                    let choices = night.choices.iter().enumerate();
                    let spoken = choices.map(|(place, choice)| say::choice_spoken(letter(place), choice));
                    let spoken =
                        spoken.chain(night.opened().map(|medicine| say::choice_spoken(keys::name(TABLET), medicine)));
                    effects.push(Effect::Speak(spoken.collect::<Vec<_>>().join(" ")));
                    self.page += 1;
                }
                None => self.note = Some(NO_SUCH_KEY.to_owned()),
            }
            self.awake = Some(now.plus(AWAKE));
        } else if self.waits.is_some() && matches!(key, Key::Letter(ANSWERS | 'A')) {
            effects.push(Effect::Finish(End::Answered(Reply::Yes)));
        } else if let Some(digit) = self.digit(key) {
            effects.push(Effect::Finish(End::Digit(digit)));
        } else {
            self.day_key(act, now, effects);
        }
    }

    /// The digit that answers what is asked by the way.
    fn digit(&self, key: Key) -> Option<usize> {
        let Key::Letter(letter) = key else { return None };
        let digit = usize::try_from(letter.to_digit(10)?).ok()?;
        self.digits.as_ref().filter(|digits| digits.contains(&digit)).map(|_| digit)
    }

    fn day_key(&mut self, act: Option<Act>, now: Beat, effects: &mut Vec<Effect>) {
        match act {
            Some(Act::Enter | Act::Yes) if self.still.is_some() || self.next.is_some() => {
                effects.push(Effect::Finish(End::Next));
            }
            Some(Act::Later) => {
                let Some(next) = self.still.as_ref().or(self.next.as_ref()) else {
                    self.note = Some(say::NOTHING_WAITS.to_owned());
                    return;
                };
                let today = Moment::from_unix(now.millis() / 1000);
                let span = next.at.max(today) - today + LATER;
                effects.extend([Effect::Record(Deed::PutOff(span)), Effect::Finish(End::Anew)]);
            }
            Some(Act::CountDone) => {
                self.shows_day = !self.shows_day;
                self.page += 1;
            }
            Some(Act::Why) => {
                self.shows_why = !self.shows_why;
                self.page += 1;
                let why = self.shown_why().unwrap_or_default();
                effects.extend(self.shows_why.then_some(Effect::Speak(why)));
            }
            Some(Act::Again) => {
                self.speaks = true;
                effects.extend(self.begin(now));
            }
            Some(Act::Enter | Act::Yes) => self.note = Some(say::NOTHING_WAITS.to_owned()),
            Some(
                Act::Pause
                | Act::Skip
                | Act::Back
                | Act::Leave
                | Act::Hurts
                | Act::Took
                | Act::No
                | Act::Called
                | Act::Position,
            )
            | None => self.note = Some(NO_SUCH_KEY.to_owned()),
        }
    }

    /// Why what comes is done, where somebody asked.
    fn shown_why(&self) -> Option<String> {
        let comes = self.still.as_ref().or(self.next.as_ref()).filter(|comes| !comes.why.is_empty());
        self.shows_why.then(|| comes.map_or_else(|| NO_MORE_KNOWN.to_owned(), |comes| because(&comes.why)))
    }

    /// Whether it is the same as another, but for the time and what is asked by the way: then nothing is said again.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let of = |stay: &Self| (stay.still.clone(), stay.next.clone(), stay.night.clone(), stay.alerts.clone());
        of(self) == of(other) && self.noted.is_empty()
    }

    pub(super) fn screen(&self, now: Beat) -> Screen {
        let time = self.zone.wall(Moment::from_unix(now.millis().div_euclid(1000))).time();
        let mut screen = Screen {
            page: self.page,
            heading: format!("{} - {time}", self.heading),
            alerts: self.alerts.clone(),
            note: self.note.clone().or_else(|| self.shown_why()),
            ..Screen::default()
        };
        if let Some(night) = &self.night {
            self.night_screen(night, &mut screen);
            return screen;
        }
        screen.title = self.idle.first().cloned().unwrap_or_else(|| say::REST_IS_FINE.to_owned());
        screen.say.extend(self.noted.iter().chain(&self.news).cloned());
        screen.say.extend(self.still.iter().map(|still| say::still_good(&still.name, &still.when)));
        screen.say.extend(self.aside.iter().cloned());
        screen.say.extend(self.waits.iter().cloned());
        let left = |at: Moment| Beat::at(at).since(now).max(0);
        screen.coming = self.next.as_ref().map(|next| Announced {
            words: say::next_at(&next.name, &next.when),
            seconds: (left(next.at) + 999) / 1000,
        });
        if self.shows_day {
            screen.say.extend(self.day.iter().cloned());
        } else {
            screen.reminder.extend(self.idle.iter().skip(1).cloned());
        }
        if self.still.is_some() {
            screen.key(Act::Enter, key::STILL);
        } else if self.next.is_some() {
            screen.key(Act::Enter, key::NOW_ALREADY);
        }
        if self.still.is_some() || self.next.is_some() {
            screen.key(Act::Later, key::LATER);
        }
        if self.waits.is_some() {
            screen.keys.push(("a", key::ANSWER_IT));
        }
        if self.still.as_ref().or(self.next.as_ref()).is_some_and(|comes| !comes.why.is_empty()) {
            screen.key(Act::Why, "why");
        }
        if !self.day.is_empty() {
            screen.key(Act::CountDone, if self.shows_day { key::DAY_AWAY } else { key::DAY });
        }
        screen.key(Act::Leave, key::LEAVE_KEPT);
        screen
    }

    fn night_screen(&self, night: &NightHours, screen: &mut Screen) {
        screen.title = say::quiet_until(&night.until);
        screen.say.extend(self.noted.iter().cloned());
        if self.awake.is_none() {
            screen.keys.push((say::ANY_KEY, key::AWAKE));
        } else {
            let choices = night.choices.iter().enumerate();
            screen.say.extend(choices.map(|(place, choice)| format!("{}) {choice}", letter(place))));
            let key = if night.opens { format!("{}) ", keys::name(TABLET)) } else { String::new() };
            screen.say.extend(night.medicine.iter().map(|medicine| format!("{key}{medicine}")));
            screen.say.extend(self.idle.iter().cloned());
            if !night.choices.is_empty() {
                screen.key(Act::Enter, key::FIRST);
                screen.keys.push((say::A_LETTER, key::CHOOSES));
            }
        }
        screen.key(Act::Leave, key::LEAVE_KEPT);
    }
}

#[cfg(test)]
mod tests;
