//! What should be seen of a guided step.

use super::beside::tablet_keys;
use super::{Guide, Mode};
use crate::model::time::Moment;
use crate::protocol::format::Side;
use crate::session::Beat;
use crate::session::keys::Act;
use crate::session::lesson::FloorMoves;
use crate::session::screen::{RunningClock, Screen};
use crate::session::script::{Part, spoken};
use crate::words::count;
use crate::words::walk::{self as say, key};

impl Guide {
    /// What should be seen.
    pub(in crate::session) fn screen(&self, now: Beat) -> Screen {
        let lesson = &self.lesson;
        let mut screen = Screen {
            page: self.page,
            heading: self.heading(now),
            alerts: lesson.alerts.clone(),
            title: lesson.title.clone(),
            note: self.note.clone(),
            next: lesson.next.clone(),
            ..Screen::default()
        };
        match &self.state {
            Mode::Ready { starts, .. } => {
                screen.begins =
                    starts.filter(|_| !lesson.hands_free).map(|starts| (starts.since(now).max(0) + 999) / 1000);
                self.ready_screen(&mut screen, starts.is_some());
            }
            Mode::Running { .. } | Mode::Paused { .. } => self.running_screen(&mut screen, now),
            Mode::Positions { .. } => self.positions_screen(&mut screen),
            Mode::Doing { .. } if lesson.gets_up => self.getting_up_screen(&mut screen),
            Mode::Doing { since, side, .. } => {
                screen.say.clone_from(&lesson.say);
                screen.drawing = self.drawing().to_vec();
                let word = lesson.script.repeats.map_or_else(|| say::NO_CLOCK.to_owned(), |n| format!("{n} times"));
                let place = side.map(|side| side_name(side).to_owned()).unwrap_or_default();
                screen.pace = Some(RunningClock { place, ..upwards(word, now.since(*since)) });
                screen.key(Act::Enter, if *side == Some(Side::First) { "change sides" } else { key::DONE });
                screen.key(Act::Hurts, key::HURTS);
                screen.key(Act::Skip, "not now");
            }
            Mode::Resume { reached, at } => self.resume_screen(&mut screen, *reached, now.since(Beat::at(*at))),
            Mode::Off { .. } => self.off_screen(&mut screen),
            Mode::Felt { level, .. } => self.felt_screen(&mut screen, *level),
            Mode::Open { .. } | Mode::Waiting { .. } if lesson.moves.is_some() => self.rest_screen(&mut screen, now),
            Mode::Open { .. } => {
                screen.question = lesson.open.as_ref().map(|open| open.question.clone());
                self.open_keys(&mut screen);
            }
            Mode::Sure { .. } => self.sure_screen(&mut screen),
            Mode::Waiting { since, .. } => {
                if let Some(open) = &lesson.open {
                    screen.say.clone_from(&open.say);
                    screen.question = Some(open.question.clone());
                }
                screen.drawing = self.drawing().to_vec();
                screen.pace = Some(upwards(String::new(), now.since(*since)));
                self.open_keys(&mut screen);
            }
            Mode::Stopped { .. } => {
                say::STOPPED.clone_into(&mut screen.title);
                screen.say.push(say::STOPPED_LEG.to_owned());
                screen.say.push(say::STOPPED_WORSE.to_owned());
                screen.say.push(say::STOPPED_SIGN.to_owned());
                screen.key(Act::Enter, key::ENOUGH);
                screen.key(Act::Again, key::FROM_START);
            }
            Mode::Before(level) | Mode::After(level) | Mode::CheckIn(level) => {
                if matches!(self.state, Mode::CheckIn(_)) {
                    screen.say.clone_from(&lesson.say);
                }
                screen.question = Some(say::pain_so_far(&level.text()));
                screen.keys.push(("0 .. 10", "then Enter"));
                screen.keys.push(("l", key::LEG));
                screen.key(Act::Enter, if level.level.is_some() { key::THAT_IS_IT } else { "pass over" });
            }
            Mode::Hurts { level, .. } => {
                screen.question = Some(say::pain_so_far(&level.text()));
                screen.keys.push(("0 .. 10", "then Enter"));
            }
            Mode::Over => {}
        }
        if self.why && !self.has_beside() {
            screen.note = Some(say::because(&lesson.why));
        }
        if !matches!(self.state, Mode::Over) {
            screen.key(Act::Leave, "leave");
        }
        self.call_screen(&mut screen, now);
        screen.spread = self.spread(&screen);
        screen
    }

    /// The small line on top. On the floor minutes pass on one page.
    fn heading(&self, now: Beat) -> String {
        let time = |moves: &FloorMoves| moves.zone.wall(Moment::from_unix(now.millis().div_euclid(1000))).time();
        let moves = self.lesson.moves.as_ref();
        moves.map_or_else(|| self.lesson.heading.clone(), |moves| format!("{} - {}", moves.place, time(moves)))
    }

    /// A rest of somebody on the floor, with the question whether they try to stand.
    fn rest_screen(&self, screen: &mut Screen, now: Beat) {
        let Some((moves, open)) = self.lesson.moves.as_ref().zip(self.lesson.open.as_ref()) else { return };
        screen.title = say::resting(&moves.rest);
        screen.lasted = Some(count(minutes_since(now, moves.since), "minute"));
        if self.is_between() && !open.past_limit {
            // It was asked just now.
            screen.note = screen.note.take().or_else(|| Some(say::MOVES_COME.to_owned()));
            screen.key(Act::Yes, key::I_CAN_STAND);
            screen.key(Act::Hurts, key::WORSE);
        } else {
            screen.question = Some(open.question.clone());
            screen.note = screen.note.take().or_else(|| Some(moves.beside.join(" ")));
            self.open_keys(screen);
        }
        screen.key(Act::Why, "why");
    }

    /// Getting up: all of it is read while it is done.
    fn getting_up_screen(&self, screen: &mut Screen) {
        screen.say = say::numbered(&self.lesson.say);
        screen.stop.clone_from(&self.lesson.stop);
        screen.key(Act::Enter, key::I_AM_UP);
        screen.key(Act::Back, key::NOT_THIS_TIME);
        screen.key(Act::Hurts, key::WORSE);
    }

    /// The keys of an open question. On the floor a yes is a try.
    fn open_keys(&self, screen: &mut Screen) {
        let Some(open) = &self.lesson.open else { return };
        let (yes, not_yet, cannot) = match (open.floor, open.past_limit) {
            (true, true) => (key::I_WILL_TRY, key::STILL_TRYING, key::CANNOT_GET_UP),
            (true, false) => (key::I_WILL_TRY, key::MORE_MOVES, key::CANNOT_GET_UP),
            (false, _) => ("yes", "not yet", key::CANNOT),
        };
        screen.key(Act::Enter, not_yet);
        screen.key(Act::Yes, yes);
        if open.past_limit {
            screen.key(Act::No, cannot);
        }
        screen.key(Act::Hurts, key::WORSE);
    }

    fn ready_screen(&self, screen: &mut Screen, by_itself: bool) {
        let lesson = &self.lesson;
        screen.say.clone_from(&lesson.say);
        screen.stop.clone_from(&lesson.stop);
        screen.drawing = self.drawing().to_vec();
        if self.has_beside() {
            self.beside_ready(screen);
            screen.key(Act::Enter, key::IT_IS_ON);
            tablet_keys(screen);
            screen.key(Act::Skip, "not now");
            if self.why {
                screen.key(Act::Hurts, key::SIGN_AFTER);
                screen.key(Act::Why, key::BACK_TO_IT);
            }
            return;
        }
        if lesson.medicine {
            screen.key(Act::Took, key::TOOK);
            screen.key(Act::Enter, "not now");
        } else {
            let begin = if lesson.off.is_some() { key::IT_IS_ON } else { key::BE_GUIDED };
            screen.key(Act::Enter, if by_itself { key::AT_ONCE } else { begin });
            if self.has_positions() {
                screen.key(Act::Position, key::OTHER_POSITION);
            }
            if self.is_on_floor() {
                screen.key(Act::Yes, key::I_CAN_ALREADY);
            } else {
                screen.key(Act::Skip, "not now");
                // What begins by itself can be stopped before it does.
                if by_itself && !lesson.stop.is_empty() && lesson.off.is_none() {
                    screen.key(Act::Hurts, key::WORSE);
                }
            }
        }
        if lesson.medicine || lesson.off.is_some() {
            screen.key(Act::Hurts, key::SIGN_AFTER);
        }
        if lesson.flows && !by_itself {
            screen.key(Act::Later, key::LATER);
        }
        screen.key(Act::Why, "why");
    }

    fn running_screen(&self, screen: &mut Screen, now: Beat) {
        let Some((position, paused)) = self.position(now) else { return };
        let script = &self.lesson.script;
        let Some(part) = script.part_at(position) else { return };
        let (into, length) = ((position - part.from).clamp(0, part.length), part.length.max(1));
        screen.pace = Some(RunningClock {
            word: if part.word.is_empty() { "Time left".to_owned() } else { part.word.clone() },
            part: u16::try_from(into * 1000 / length).unwrap_or(1000),
            place: place(part),
            seconds: (part.length - into + 999) / 1000,
            down: true,
            paused,
        });
        screen.drawing = self.drawing().to_vec();
        screen.reminder = self.lesson.say.iter().chain(&self.lesson.stop).cloned().collect();
        if let Some(next) = script.part_after(position) {
            screen.next = Some(if next.word.is_empty() { place(next) } else { next.word.clone() });
        }
        if let Some(moves) = &self.lesson.moves {
            screen.title.clone_from(&moves.title);
            screen.lasted = Some(say::minute(minutes_since(now, moves.since)));
            screen.next = None;
            let rests = part.word == moves.rest;
            if !rests {
                screen.say.push(say::in_the_rest(&moves.rest));
            }
            let of_set = || script.parts.iter().filter(|one| one.round == part.round);
            let first = of_set().next().map(|one| &one.word);
            let begins = || of_set().filter(|one| Some(&one.word) == first);
            if let Some(pace) = &mut screen.pace {
                pace.place = if rests {
                    say::set_done(part.round.0, part.round.1)
                } else {
                    say::in_set(begins().filter(|one| one.from <= position).count(), begins().count())
                };
            }
        }
        if self.is_on_floor() {
            screen.key(Act::Pause, if paused { "go on" } else { "pause" });
            screen.key(Act::Yes, key::I_CAN_STAND);
            screen.key(Act::Hurts, key::WORSE);
            if paused && self.has_positions() {
                screen.key(Act::Position, key::OTHER_POSITION);
            }
            screen.key(Act::Why, "why");
            return;
        }
        self.beside_running(screen, position);
        if self.lesson.off.is_none() {
            screen.key(Act::Pause, if paused { "go on" } else { "pause" });
        }
        screen.key(Act::Enter, if self.lesson.off.is_some() { key::TAKE_OFF } else { "done" });
        screen.key(Act::Hurts, if self.lesson.off.is_some() { key::BURNS } else { key::HURTS });
        if self.lesson.off.is_none() {
            screen.key(Act::Back, "back");
            screen.key(Act::Again, "again");
            screen.key(Act::Skip, "skip");
        }
        screen.key(Act::Why, "why");
    }

    fn resume_screen(&self, screen: &mut Screen, reached: i64, since: i64) {
        let script = &self.lesson.script;
        let when = self.lesson.resume.as_ref().map(|resume| resume.when.as_str());
        screen.say.push(say::in_the_middle_at(when));
        let worn = self.lesson.off.is_some();
        // What is warm or cold has been on all the time, whatever was counted.
        let reached = if worn { reached + since } else { reached };
        let done = script.worked(reached) / 1000;
        if script.total() > 0 {
            let of = script.worked(script.total()) / 1000;
            let at = script.part_at(reached).map(place).filter(|place| !place.is_empty());
            screen.say.push(say::so_far(&spoken(done), &spoken(of), at.as_deref()));
        }
        if worn {
            screen.key(Act::Enter, key::STILL_ON);
            screen.key(Act::CountDone, key::OFF_OR_NOW);
        } else {
            screen.key(Act::Enter, key::GO_ON_THERE);
            screen.key(Act::Again, key::FROM_START);
            screen.key(Act::CountDone, key::COUNT_DONE);
            screen.key(Act::Skip, "leave it");
        }
    }
}

/// Whole minutes since then.
fn minutes_since(now: Beat, since: Moment) -> i64 {
    now.since(Beat::at(since)).max(0) / 60_000
}

fn upwards(word: String, passed: i64) -> RunningClock {
    RunningClock { word, part: 0, place: String::new(), seconds: (passed / 1000).max(0), down: false, paused: false }
}

fn side_name(side: Side) -> &'static str {
    match side {
        Side::First => "first side",
        Side::Other => "other side",
    }
}

/// `2 of 5, other side`.
fn place(part: &Part) -> String {
    let side = part.side.map(side_name);
    let round = (part.round.1 > 1 && !part.switch).then(|| say::of(part.round.0, part.round.1));
    round.into_iter().chain(side.map(str::to_owned)).collect::<Vec<_>>().join(", ")
}
