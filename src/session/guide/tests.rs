//! A walk is a list of keys with their moments: `(seconds, keys)`, Enter written as a line end. Between them time passes as
//! the loop lets it pass: from one wake-up to the next.

mod beside;
mod positions;
mod silence;

use super::Guide;
use crate::model::event::Partial;
use crate::model::time::{Moment, Span};
use crate::protocol::format::{Cue, Session};
use crate::session::keys::Key;
use crate::session::lesson::{CallSomebody, Lesson, OpenQuestion, OtherPosition, Resume};
use crate::session::script::Script;
use crate::session::{Beat, Deed, Effect, End, Input, Scene};

fn cue(say: &str, seconds: i64, rest: bool) -> Cue {
    Cue { say: say.to_owned(), length: Span::seconds(seconds), rest }
}

/// Five breaths of eight seconds.
fn breaths() -> Lesson {
    let cues = vec![cue("Round", 2, false), cue("Sink", 2, false), cue("Breathe", 4, true)];
    lesson(&Session { rounds: Some(5), cues, ..Session::default() })
}

fn heat() -> Lesson {
    let session = Session { length: Some(Span::minutes(15)), ..Session::default() };
    Lesson { off: Some("Is the pad off?".to_owned()), ..lesson(&session) }
}

fn lesson(session: &Session) -> Lesson {
    Lesson {
        title: "A step".to_owned(),
        say: vec!["Do it slowly.".to_owned()],
        why: "It helps some.".to_owned(),
        script: Script::new(session, "Halfway."),
        ..Lesson::default()
    }
}

struct Played {
    scene: Scene,
    now: Beat,
    deeds: Vec<(i64, Deed)>,
    said: Vec<(i64, String)>,
    ticks: Vec<i64>,
    end: Option<End>,
}

impl Played {
    fn begin(lesson: Lesson) -> Self {
        Self::begin_at(lesson, 0)
    }

    fn begin_at(lesson: Lesson, seconds: i64) -> Self {
        let (scene, now) = (Scene::Guide(Box::new(Guide::new(lesson))), Beat::from_millis(seconds * 1000));
        let mut played = Self { scene, now, deeds: Vec::new(), said: Vec::new(), ticks: Vec::new(), end: None };
        let effects = played.scene.begin(now);
        played.take(effects);
        played
    }

    fn take(&mut self, effects: Vec<Effect>) {
        let at = self.now.millis() / 1000;
        for effect in effects {
            assert_eq!(self.end, None, "nothing comes after the end");
            match effect {
                Effect::Say(text) | Effect::Tell(text) | Effect::Speak(text) => self.said.push((at, text)),
                Effect::Tick => self.ticks.push(at),
                Effect::Record(deed) => self.deeds.push((at, deed)),
                Effect::Finish(end) => self.end = Some(end),
            }
        }
    }

    /// Lets time pass to that second, from wake-up to wake-up.
    fn until(&mut self, seconds: i64) -> &mut Self {
        let to = Beat::from_millis(seconds * 1000);
        while self.end.is_none()
            && let Some(wake) = self.scene.next_wakeup().filter(|wake| *wake <= to)
        {
            self.now = wake.max(self.now);
            let effects = self.scene.handle(&Input::Tick, self.now);
            self.take(effects);
        }
        self.now = to.max(self.now);
        self
    }

    /// Time passes all at once, as for a computer that sleeps.
    fn sleep_until(&mut self, seconds: i64) -> &mut Self {
        self.now = Beat::from_millis(seconds * 1000);
        let effects = self.scene.handle(&Input::Tick, self.now);
        self.take(effects);
        self
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        for letter in keys.chars().filter(|_| self.end.is_none()).collect::<Vec<_>>() {
            let key = match letter {
                '\n' => Key::Enter,
                ' ' => Key::Space,
                letter => Key::Letter(letter),
            };
            let effects = self.scene.handle(&Input::Key(key), self.now);
            self.take(effects);
        }
        self
    }

    fn say(&mut self, input: &Input) -> &mut Self {
        let effects = self.scene.handle(input, self.now);
        self.take(effects);
        self
    }

    /// What was recorded, without how far it had come on the way.
    fn done(&self) -> Vec<Deed> {
        let kept = self.deeds.iter().filter(|(_, deed)| !matches!(deed, Deed::Reached { .. }));
        kept.map(|(_, deed)| deed.clone()).collect()
    }
}

fn done() -> Deed {
    Deed::Done { answer: None, partial: None, at: None }
}

fn part(done: i64, of: i64) -> Deed {
    Deed::Done { answer: None, partial: Some(Partial { done: Span::seconds(done), of: Span::seconds(of) }), at: None }
}

fn pain(level: u8, leg: bool) -> Deed {
    Deed::Pain { level: Some(level), leg }
}

/// Plays (second, keys) to its end: what was recorded, and how it ended.
#[track_caller]
fn check(lesson: Lesson, keys: &[(i64, &str)], deeds: &[Deed], end: Option<End>) {
    let mut played = Played::begin(lesson);
    for (seconds, keys) in keys {
        played.until(*seconds).press(keys);
    }
    assert_eq!((played.done(), played.end), (deeds.to_vec(), end), "{keys:?}");
}

#[test]
fn a_step_is_read_counted_and_recorded() {
    check(breaths(), &[(3600, "")], &[], None);
    check(breaths(), &[(10, "\n"), (60, "")], &[done()], Some(End::Next));
    check(breaths(), &[(0, "\n"), (21, "\n")], &[part(21, 40)], Some(End::Next));
    check(breaths(), &[(0, "\n"), (21, "s")], &[part(21, 40)], Some(End::Next));
    check(breaths(), &[(0, "\n"), (21, "q")], &[part(21, 40)], Some(End::Left));
    check(breaths(), &[(5, "s")], &[Deed::Skipped { because: None }], Some(End::Next));
    check(breaths(), &[(5, "q")], &[], Some(End::Left));
    check(breaths(), &[(5, "d")], &[done()], Some(End::Next));
    check(breaths(), &[(0, "?\n"), (50, "")], &[done()], Some(End::Next));
    let mut played = Played::begin(breaths());
    played.press("\n").until(60);
    assert_eq!(played.said[0], (0, "A step. Do it slowly.".to_owned()));
    assert_eq!(
        played.said[1..4],
        [(0, "1 of 5: Round."), (2, "Sink."), (4, "Breathe.")].map(|(at, text)| (at, text.to_owned()))
    );
    assert_eq!(played.said.last(), Some(&(40, "Done.".to_owned())));
}

#[test]
fn a_pause_stops_the_clock_and_back_and_again_move_it() {
    check(breaths(), &[(0, "\n"), (10, " "), (500, " "), (529, "")], &[], None);
    check(breaths(), &[(0, "\n"), (10, " "), (500, " "), (530, "")], &[done()], Some(End::Next));
    check(breaths(), &[(0, "\n"), (10, " "), (500, "\n")], &[part(10, 40)], Some(End::Next));
    // 12 s is in the second round: back to 8 s, so the end comes 4 s later.
    check(breaths(), &[(0, "\n"), (12, "b"), (43, "")], &[], None);
    check(breaths(), &[(0, "\n"), (12, "b"), (44, "")], &[done()], Some(End::Next));
    // From the beginning of a round, to the one before.
    check(breaths(), &[(0, "\n"), (17, "b"), (48, "")], &[], None);
    check(breaths(), &[(0, "\n"), (17, "b"), (49, "")], &[done()], Some(End::Next));
    check(breaths(), &[(0, "\n"), (1, "b"), (100, "")], &[], None);
    check(breaths(), &[(0, "\n"), (30, "r"), (70, "")], &[done()], Some(End::Next));
}

#[test]
fn progress_is_written_at_the_start_and_at_most_once_a_minute() {
    let cues = vec![cue("Hold", 20, false), cue("Ease off", 5, true)];
    let mut played = Played::begin(lesson(&Session { rounds: Some(4), sides: true, cues, ..Session::default() }));
    played.press("\n").until(230);
    let reached: Vec<(i64, i64)> = played
        .deeds
        .iter()
        .filter_map(
            |(at, deed)| {
                if let Deed::Reached { reached, .. } = deed { Some((*at, reached.as_seconds())) } else { None }
            },
        )
        .collect();
    assert_eq!(reached, [(0, 0), (75, 75), (155, 155)]);
    assert_eq!(played.done(), [done()]);
    let mut halted = Played::begin(breaths());
    halted.press("\n").until(13).say(&Input::Halt);
    let last = halted.deeds.last().map(|(_, deed)| deed.clone());
    assert_eq!(last, Some(Deed::Reached { reached: Span::seconds(13), paused: false }));
    assert_eq!(halted.end, Some(End::Halted));
}

#[test]
fn an_offer_grows_old_and_a_clock_that_is_set_back_makes_nothing_longer() {
    check(heat(), &[(899, "\n")], &[Deed::On], None);
    check(heat(), &[(900, "\n")], &[], Some(End::Passed));
    let medicine = || Lesson { medicine: true, ..lesson(&Session::default()) };
    check(medicine(), &[(899, "t")], &[Deed::Took], Some(End::Next));
    check(medicine(), &[(900, "")], &[], Some(End::Passed));
    // Half an hour back in the fifth minute: it still lasts fifteen.
    let mut back = Played::begin_at(heat(), 10_000);
    back.press("\n").until(10_300).sleep_until(10_300).sleep_until(8_500).until(9_099);
    assert_eq!(back.scene.screen(back.now).question, None);
    back.until(9_100);
    assert_eq!(back.scene.screen(back.now).question.as_deref(), Some("Is the pad off?"));
}

#[test]
fn a_computer_that_slept_asks_and_claims_nothing() {
    let mut played = Played::begin(breaths());
    played.press("\n").until(11).sleep_until(3600);
    assert_eq!((played.done(), played.end.clone()), (vec![], None));
    assert!(played.scene.screen(played.now).say[0].contains("You had begun it"));
    // It goes on where its round began, at 8 s.
    played.press("\n").until(3631);
    assert_eq!(played.end, None);
    played.until(3632);
    assert_eq!(played.done(), [done()]);
    // What was counted as done ended when its time was over.
    let mut counted = Played::begin(breaths());
    counted.press("\n").until(11).sleep_until(3600).press("d");
    assert_eq!(counted.done(), [Deed::Done { answer: None, partial: None, at: Some(Moment::from_unix(40)) }]);
}

#[test]
fn what_was_cut_off_is_gone_on_with() {
    let resume = |reached| {
        Some(Resume { reached: Span::seconds(reached), at: Moment::from_unix(100), when: "09:07".to_owned() })
    };
    let cut = |reached| Lesson { resume: resume(reached), ..breaths() };
    for (keys, deeds) in [
        (&[(600, "\n"), (623, "")][..], vec![]),
        (&[(600, "\n"), (624, "")][..], vec![done()]),
        (&[(600, "r"), (700, "")][..], vec![]),
        (&[(600, "r\n"), (640, "")][..], vec![done()]),
        (&[(600, "d")][..], vec![Deed::Done { answer: None, partial: None, at: Some(Moment::from_unix(122)) }]),
    ] {
        let mut played = Played::begin_at(cut(18), 600);
        for (at, keys) in keys {
            played.until(*at).press(keys);
        }
        assert_eq!(played.done(), deeds, "{keys:?}");
    }
    let mut left = Played::begin_at(cut(18), 600);
    left.press("s");
    let part = Partial { done: Span::seconds(18), of: Span::seconds(40) };
    assert_eq!(left.done(), [Deed::Done { answer: None, partial: Some(part), at: Some(Moment::from_unix(100)) }]);
}

#[test]
fn heat_has_no_pause_and_is_not_done_until_it_is_off() {
    check(heat(), &[(0, "\n"), (900, ""), (960, "\n"), (980, "\n")], &[Deed::On], None);
    check(heat(), &[(0, "\n"), (905, "y")], &[Deed::On, done()], Some(End::Next));
    check(heat(), &[(0, "\n"), (100, " "), (899, "y")], &[Deed::On], None);
    check(heat(), &[(0, "\n"), (100, "\n"), (110, "y")], &[Deed::On, part(100, 900)], Some(End::Next));
    // It burned, said while it is on or while it comes off: the signs after heat are asked once it is off, also on leaving.
    check(heat(), &[(0, "\n"), (100, "x"), (110, "y")], &[Deed::On, part(100, 900)], Some(End::Sign));
    check(heat(), &[(0, "\n"), (100, "x")], &[Deed::On], None);
    check(heat(), &[(0, "\n"), (100, "\n"), (110, "xy")], &[Deed::On, part(100, 900)], Some(End::Sign));
    check(heat(), &[(0, "\n"), (100, "qxy")], &[Deed::On, part(100, 900)], Some(End::Sign));
    check(heat(), &[(0, "\n"), (905, "x"), (906, "y")], &[Deed::On, done()], Some(End::Sign));
    // Of what was on the skin before, before it begins.
    check(heat(), &[(0, "x")], &[], Some(End::Sign));
    // What stays on for hours is not waited for.
    check(Lesson { stays_on: Some("It is on.".to_owned()), ..heat() }, &[(0, "\n")], &[Deed::On], Some(End::Next));
    // Leaving asks first; who leaves all the same leaves it on.
    check(heat(), &[(0, "\n"), (100, "q")], &[Deed::On], None);
    check(heat(), &[(0, "\n"), (100, "qq")], &[Deed::On], Some(End::Left));
    check(heat(), &[(0, "\n"), (100, "qy")], &[Deed::On, part(100, 900)], Some(End::Left));
    let mut asked = Played::begin(heat());
    asked.press("\n").until(1080);
    let asks: Vec<i64> = asked.said.iter().filter(|(_, text)| text.contains("pad off")).map(|(at, _)| *at).collect();
    assert_eq!(asks, [900, 960, 1020, 1080]);
    // Slept through its end, or cut off: asked at once, with the clock of the pad and not of the program.
    let mut slept = Played::begin(heat());
    slept.press("\n").until(10).sleep_until(5000).press("y");
    assert_eq!(slept.done(), [Deed::On, done()]);
    let resume = Some(Resume { reached: Span::ZERO, at: Moment::from_unix(0), when: String::new() });
    let mut cut = Played::begin_at(Lesson { resume: resume.clone(), ..heat() }, 2000);
    assert_eq!(cut.scene.screen(cut.now).question.as_deref(), Some("Is the pad off?"));
    cut.press("y");
    assert_eq!(cut.done(), [done()]);
    let mut goes_on = Played::begin_at(Lesson { resume, ..heat() }, 300);
    goes_on.press("\n").until(899).press("y");
    assert_eq!(goes_on.done(), []);
    goes_on.until(901).press("y");
    assert_eq!(goes_on.done(), [done()]);
}

#[test]
fn a_medicine_is_never_taken_by_enter() {
    let medicine = || Lesson { medicine: true, ..lesson(&Session::default()) };
    check(medicine(), &[(0, "\n")], &[Deed::Skipped { because: None }], Some(End::Next));
    check(medicine(), &[(0, "y d")], &[], None);
    check(medicine(), &[(0, "t")], &[Deed::Took], Some(End::Next));
    check(breaths(), &[(0, "t")], &[], None);
    // Something that came of an earlier dose is told in its place, and takes nothing.
    check(medicine(), &[(0, "x")], &[], Some(End::Sign));
}

/// Reading it again does not make it newer, and what is warm holds no longer than the plan.
#[test]
fn what_was_offered_long_ago_is_looked_at_again() {
    check(heat(), &[(840, "r"), (899, "r\n")], &[Deed::On], None);
    check(heat(), &[(840, "r"), (900, "\n")], &[], Some(End::Passed));
    check(breaths(), &[(840, "r"), (900, "\n")], &[], Some(End::Passed));
    let until = || Lesson { holds_until: Some(Moment::from_unix(600)), ..heat() };
    check(until(), &[(599, "\n")], &[Deed::On], None);
    check(until(), &[(600, "\n")], &[], Some(End::Passed));
}

#[test]
fn what_hurts_is_stopped_kept_and_asked_about() {
    let worse = Some(End::Worse);
    check(breaths(), &[(0, "\n"), (12, "xa7\n")], &[part(12, 40), pain(7, true)], worse.clone());
    check(breaths(), &[(0, "\n"), (12, "xb10\n")], &[part(12, 40), pain(10, false)], worse.clone());
    check(breaths(), &[(0, "\n"), (12, "xb\n")], &[], None);
    // A sign after a medicine, heat or a patch is asked for next, and what was done is kept. Rule 21 (12).
    check(breaths(), &[(0, "\n"), (12, "xm")], &[part(12, 40)], Some(End::Sign));
    // Whoever leaves before a number says none.
    check(breaths(), &[(0, "\n"), (12, "xbq")], &[part(12, 40)], Some(End::Left));
    check(breaths(), &[(0, "xM")], &[Deed::Skipped { because: None }], Some(End::Sign));
    check(breaths(), &[(0, "\n"), (12, "m")], &[], None);
    check(breaths(), &[(0, "\n"), (12, "x\n")], &[part(12, 40)], Some(End::Next));
    let because = Deed::Skipped { because: Some("it hurt more".to_owned()) };
    check(breaths(), &[(0, "xa6\n")], &[because, pain(6, true)], worse.clone());
    // A sign in the leg is not lost by leaving.
    let unsaid = Deed::Pain { level: None, leg: true };
    check(breaths(), &[(0, "\n"), (12, "xaq")], &[part(12, 40), unsaid], Some(End::Left));
    // Asked before and after, where the protocol gates on it.
    let gated = || Lesson { gated: true, ..breaths() };
    let known = || Lesson { pain: Some(4), ..gated() };
    check(known(), &[(0, "\n"), (50, "5\n")], &[done(), pain(5, false)], Some(End::Next));
    check(known(), &[(0, "\n"), (50, "6\n")], &[done(), pain(6, false)], worse.clone());
    check(known(), &[(0, "\n"), (50, "4l\n")], &[done(), pain(4, true)], worse.clone());
    // What is said before may hold it back, so the plan is asked again; nothing said holds nothing back.
    check(gated(), &[(0, "8\n")], &[pain(8, false)], Some(End::Passed));
    let because = Deed::Skipped { because: Some("it hurt more".to_owned()) };
    check(gated(), &[(0, "4l\n")], &[pain(4, true), because], worse);
    check(gated(), &[(0, "\n\n"), (50, "\n")], &[done()], Some(End::Next));
    check(Lesson { pain: Some(3), ..gated() }, &[(0, "\n"), (50, "5\n")], &[done(), pain(5, false)], Some(End::Worse));
}

#[test]
fn a_check_in_takes_a_number_and_enter_alone_passes_it_over() {
    let check_in = || Lesson { asks_pain: true, ..lesson(&Session::default()) };
    check(check_in(), &[(0, "10\n")], &[pain(10, false)], Some(End::Next));
    check(check_in(), &[(0, "6l\n")], &[pain(6, true)], Some(End::Next));
    check(check_in(), &[(0, "\n")], &[Deed::Skipped { because: None }], Some(End::Next));
}

#[test]
fn an_open_end_counts_up_and_asks() {
    let open = |waiting, past_limit| {
        let until = Some(Moment::from_unix(420)).filter(|_| waiting);
        let open = OpenQuestion {
            question: "Can you stand?".to_owned(),
            say: vec!["Breathe.".to_owned()],
            every: Span::minutes(5),
            waiting,
            past_limit,
            until,
            floor: true,
            advice: vec!["Please be seen today.".to_owned()],
        };
        Lesson { open: Some(open), ..breaths() }
    };
    let said = |answer| Deed::Done { answer, partial: None, at: None };
    // A key that passes over elsewhere never says that somebody stands.
    check(open(false, false), &[(0, "s")], &[Deed::Skipped { because: None }], Some(End::Next));
    check(open(false, false), &[(0, "\n"), (50, "y")], &[said(Some(true))], Some(End::Next));
    check(open(false, false), &[(0, "\n"), (50, "n")], &[said(Some(false))], Some(End::Next));
    check(open(false, false), &[(0, "\n"), (50, "\n")], &[said(None)], Some(End::Next));
    // What Enter ended early was done in part, whatever is answered.
    let in_part = |answer| {
        let partial = Some(Partial { done: Span::seconds(3), of: Span::seconds(40) });
        Deed::Done { answer, partial, at: None }
    };
    check(open(false, false), &[(0, "\n"), (3, "\ny")], &[in_part(Some(true))], Some(End::Next));
    check(open(false, false), &[(0, "\n"), (3, "\nn")], &[in_part(Some(false))], Some(End::Next));
    check(open(false, false), &[(0, "\n"), (3, "\n\n")], &[in_part(None)], Some(End::Next));
    check(open(false, false), &[(0, "\n"), (3, "\nq")], &[in_part(None)], Some(End::Left));
    check(open(true, false), &[(10, "\nn"), (419, "")], &[], None);
    check(open(true, false), &[(420, "")], &[], Some(End::Passed));
    check(open(true, false), &[(200, "y")], &[said(Some(true))], Some(End::Next));
    // Past its limit a no has consequences, so only a yes to it writes; a slip and silence have none.
    check(open(true, true), &[(10, "\n")], &[], None);
    check(open(true, true), &[(10, "n")], &[], None);
    check(open(true, true), &[(10, "nn"), (300, "")], &[], None);
    check(open(true, true), &[(10, "n"), (71, "y")], &[said(Some(true))], Some(End::Next));
    check(open(true, true), &[(10, "ny")], &[said(Some(false))], Some(End::Next));
    check(open(false, true), &[(0, "\n"), (50, "ny")], &[said(Some(false))], Some(End::Next));
    check(open(false, true), &[(0, "\n"), (50, "nq")], &[said(None)], Some(End::Left));
    let mut played = Played::begin(open(true, false));
    played.until(419);
    assert_eq!(played.said.last(), Some(&(300, "Can you stand?".to_owned())));
}

#[test]
fn a_call_stops_nothing() {
    let call = |from| CallSomebody {
        text: "CALL SOMEONE".to_owned(),
        say: "Call someone now.".to_owned(),
        from: Moment::from_unix(from),
    };
    let moves = |from| Lesson { call: Some(call(from)), ..breaths() };
    // It comes in the middle of the moves, is said once, and `c` says that it was made.
    let mut played = Played::begin(moves(10));
    assert_eq!(played.scene.screen(played.now).banner, None);
    played.press("c\n").until(20);
    assert_eq!(played.said.iter().filter(|(_, text)| text == "Call someone now.").count(), 1);
    let screen = played.scene.screen(played.now);
    assert_eq!((screen.banner.as_deref(), screen.keys[0]), (Some("CALL SOMEONE"), ("c", "I called")));
    assert!(screen.pace.is_some_and(|pace| !pace.paused), "the moves go on");
    played.press("c");
    assert_eq!((played.done(), played.scene.screen(played.now).banner), (vec![Deed::Called], None));
    played.until(41);
    assert_eq!((played.done(), played.end), (vec![Deed::Called, done()], Some(End::Next)));
    // Nobody need say so.
    check(moves(0), &[(0, "\n"), (50, "")], &[done()], Some(End::Next));
}

#[test]
fn with_no_hand_free_it_starts_by_itself() {
    let mut played = Played::begin(Lesson { hands_free: true, gated: true, ..breaths() });
    assert!(!played.scene.asks());
    played.until(120);
    assert_eq!((played.done(), played.end), (vec![done()], Some(End::Next)));
}

#[test]
fn a_step_without_a_clock_is_done_when_it_is_said() {
    let repeats = Session { rounds: Some(10), ..Session::default() };
    check(lesson(&repeats), &[(0, "\n"), (600, "")], &[], None);
    check(lesson(&repeats), &[(0, "\n"), (60, "\n")], &[done()], Some(End::Next));
    // On each side, Enter changes sides first; with no hand free the moves are counted, and the sides are called.
    let sides = || lesson(&Session { sides: true, ..repeats.clone() });
    check(sides(), &[(0, "\n"), (60, "\n"), (600, "")], &[], None);
    check(sides(), &[(0, "\n"), (60, "\n"), (90, "\n")], &[done()], Some(End::Next));
    let mut free = Played::begin(Lesson { hands_free: true, ..sides() });
    free.until(200);
    assert!(free.said.iter().any(|(_, text)| text == "Other side. 1 of 10: Go."), "{:?}", free.said);
    assert_eq!((free.done(), free.end), (vec![done()], Some(End::Next)));
    check(lesson(&Session::default()), &[(0, "\n"), (5, "s")], &[Deed::Skipped { because: None }], Some(End::Next));
}

#[test]
fn a_typed_line_is_keys() {
    let mut played = Played::begin(breaths());
    let line = |text: &str| Input::Line(text.to_owned());
    played.say(&line("")).until(9).say(&line("pause")).until(500).say(&line("pause")).until(531);
    assert_eq!(played.done(), [done()]);
    let mut stopped = Played::begin(breaths());
    stopped.say(&line("")).until(9).say(&line("stop")).say(&line("a")).say(&line("10"));
    assert_eq!(stopped.done(), [part(9, 40), pain(10, true)]);
}

#[test]
fn a_tick_marks_each_second_that_has_no_word() {
    let mut played = Played::begin(Lesson { ticks: true, ..breaths() });
    played.press("\n").until(12);
    assert_eq!(played.ticks, [1, 3, 5, 6, 7, 9, 11]);
    // A rest is silent, and it goes on where it stood.
    played.press(" ").until(60).press(" ").until(63);
    assert_eq!(played.ticks[7..], [61, 62, 63]);
    // Of what was slept through nothing is heard, and without the wish nothing at all.
    let mut played = Played::begin(Lesson { ticks: true, ..heat() });
    played.press("\n").until(900);
    assert_eq!(played.ticks, [0; 0]);
    let mut played = Played::begin(breaths());
    played.press("\n").until(40);
    assert_eq!(played.ticks, [0; 0]);
}
