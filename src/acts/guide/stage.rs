//! Where a scene is played: the one loop of the walk, on a painted screen or in plain lines, with or without a voice.

mod input;
mod output;
mod written;

use std::time::Duration;

use anyhow::Context as _;

use super::played::PlayedInput;
use super::record::Scribe;
use super::{Manner, call};
use crate::acts::Context;
use crate::error::{Failure, FailureKind};
use crate::model::event::Record;
use crate::model::profile::Fact;
use crate::process::{Colour, Running, Stream};
use crate::render::{leaf, wrap};
use crate::session::calling::{Calling, Ring};
use crate::session::patience::Patience;
use crate::session::{Beat, Deed, Effect, End, Input, Scene};
use crate::store::home::Marks;
use crate::terminal::lines::Lines;
use crate::terminal::raw::Raw;
use crate::terminal::voice::{self, Voice};
use crate::words::clean::clean;
use crate::words::{refused, walk as words};

/// How often a running clock is painted.
const FRAME: i64 = 200;
/// How often a screen that only waits is painted, and looked whether another terminal has recorded something.
const REST: i64 = 1_000;
/// Whoever pressed a key so shortly before sits there, and need not be called.
const PRESENT: i64 = 2 * 60_000;

/// The stage.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing of its own that may be so")]
pub(super) struct Stage {
    face: Face,
    voice: Option<Voice>,
    /// What is to be spoken before the next wait, in one breath: a later cue would cut an earlier one off.
    unspoken: Vec<String>,
    /// It was to be spoken, and there is no voice.
    bell: bool,
    /// The alerts that were told last.
    alerts: Vec<String>,
    /// Who was to be called, as it was told last.
    banner: Option<String>,
    /// The keys of running clocks that have been told.
    keys: Vec<Vec<(&'static str, &'static str)>>,
    /// What was told and confirmed, for when the painted screen is gone.
    told: Vec<String>,
    records: Vec<Record>,
    /// Deeds are held back until a question at the end, where no key is asked for.
    holds: bool,
    held: Vec<Deed>,
    halted: bool,
    /// It stays while nothing is due.
    stays: bool,
    /// Each second of a move is heard.
    ticks: bool,
    /// What is being called, until a key comes.
    calling: Option<Calling>,
    /// How long the next scene waits for somebody.
    patience: Option<Patience>,
    /// What was called out: it stands on the screen as long.
    called: Option<String>,
    /// The program of the machine that says it.
    notifier: Option<Box<dyn Running>>,
    /// When the last key came.
    touched: Beat,
    /// What the files were like when they were read.
    marks: Marks,
    /// What they were like when what stands beside a step was judged.
    judged: Marks,
    /// How much of what was told was shown on the way.
    shown: usize,
    /// What is printed once, and not again while it is the same.
    silent: bool,
    /// The window is too small for a page: the lines of a card come one at a time.
    one_line: bool,
    /// Silence ended the scene that was played last.
    lapsed: bool,
    /// What was told as a scene ended: it stands on the next, until a key.
    carried: Option<String>,
}

enum Face {
    /// Key by key.
    Keys(Box<Raw>),
    /// Line by line, as they are typed.
    Typed(Lines),
    /// Line by line, under a clock that takes no time.
    Played(PlayedInput),
    /// It is over.
    Gone,
}

/// An answer that was given on the way out still counts.
fn halted(end: End) -> End {
    if matches!(end, End::Answered(_)) { end } else { End::Halted }
}

/// Where the answer is one object, the conversation goes beside it.
fn out(context: &mut Context<'_>, text: &str) -> Result<(), Failure> {
    if context.json {
        context.process.err(text);
    } else {
        context.process.out(text)?;
        context.process.flush()?;
    }
    Ok(())
}

fn failed(error: anyhow::Error) -> Failure {
    Failure::because(FailureKind::Failed, &error.context(refused::NO_TERMINAL)).hint(refused::WITHOUT_KEYS)
}

/// Now.
pub(super) fn beat(context: &Context<'_>) -> Result<Beat, Failure> {
    Ok(Beat::from_millis(context.process.millis()?))
}

impl Stage {
    /// Opens the stage that fits the terminal.
    pub(super) fn open(context: &mut Context<'_>, manner: Manner) -> Result<Self, Failure> {
        let process = &context.process;
        let terminal = process.is_terminal(Stream::In) && process.is_terminal(Stream::Out);
        let dumb = process.variable("TERM").is_some_and(|term| term == "dumb");
        let asked = manner.plain || process.wants("BACKFLARE_PLAIN") || process.wants("ACCESSIBLE");
        let size = process.window().filter(|(columns, rows)| *columns > 0 && *rows > 0);
        let (columns, rows) = leaf::SMALLEST;
        let one_line = terminal && size.is_some_and(|(wide, high)| wide < columns || high < rows);
        let plain = asked || !terminal || dumb || context.json || one_line;
        if plain {
            // Nor has what is said at the end any colour.
            context.process.set_colour(Colour::Never);
        }
        let process = &context.process;
        let simulated = process.simulated()?.is_some();
        let wanted = context.profile()?.get(Fact::Voice).cloned();
        let speaks = manner.say || context.process.wants("BACKFLARE_SAY") || super::wants_voice(wanted.as_ref());
        let mut voice = None;
        if speaks {
            let own = own_voice(context)?;
            voice = Voice::find(own, context.process.variable("PATH"), simulated);
            if voice.is_none() {
                let names = voice::looked_for();
                context.process.err(&words::no_voice(&names));
            }
        }
        let face = if plain && simulated {
            Face::Played(PlayedInput::default())
        } else if plain {
            Face::Typed(Lines::open(context.process).context(words::LISTENING).map_err(failed)?)
        } else {
            Face::Keys(Box::new(Raw::open(context.process).context(words::TAKING_OVER).map_err(failed)?))
        };
        // Beside a voice, unless it is switched off; without one only for somebody who wants it.
        let ticks = terminal && context.process.wants_or("BACKFLARE_TICK", voice.is_some());
        Ok(Self {
            bell: speaks && voice.is_none(),
            one_line,
            face,
            voice,
            unspoken: Vec::new(),
            alerts: Vec::new(),
            banner: None,
            keys: Vec::new(),
            told: Vec::new(),
            records: Vec::new(),
            holds: manner.hands_free,
            held: Vec::new(),
            halted: false,
            stays: terminal && !context.json && !manner.hands_free,
            ticks,
            calling: None,
            patience: None,
            called: None,
            notifier: None,
            touched: beat(context)?,
            marks: Marks::default(),
            judged: Marks::default(),
            shown: 0,
            silent: false,
            lapsed: false,
            carried: None,
        })
    }

    /// Gives the terminal back, and says what stays to be read.
    pub(super) fn close(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        self.utter(context.process);
        if let Some(mut notifier) = self.notifier.take() {
            notifier.end();
        }
        let painted = matches!(self.face, Face::Keys(_));
        self.face = Face::Gone;
        if let Some(voice) = &mut self.voice {
            voice.listen(context.process, Duration::from_secs(3)).unwrap_or_default();
        }
        if painted {
            context.process.measure();
            let told: String = std::mem::take(&mut self.told).into_iter().map(|line| clean(&line) + "\n").collect();
            context.process.out(&wrap(&told, context.process.width()))?;
        }
        Ok(())
    }

    /// Whether it stays while nothing is due: somebody at a terminal is there, or comes back.
    pub(super) fn stays(&self) -> bool {
        self.stays
    }

    /// Whether everything is spoken, and four keys are enough.
    pub(super) fn is_aloud(&self) -> bool {
        self.voice.is_some() && matches!(self.face, Face::Keys(_))
    }

    /// Whether each second of a move is heard.
    pub(super) fn ticks(&self) -> bool {
        self.ticks
    }

    /// Whether somebody pressed a key just before.
    pub(super) fn is_present(&self, context: &Context<'_>) -> Result<bool, Failure> {
        Ok(beat(context)?.since(self.touched) < PRESENT)
    }

    /// When the last key came.
    pub(super) fn touched(&self) -> Beat {
        self.touched
    }

    /// Calls, while the next scene is played, until a key comes.
    pub(super) fn calls(&mut self, calling: Option<Calling>) {
        self.calling = calling;
    }

    /// The next scene waits no longer than that.
    pub(super) fn waits(&mut self, patience: Patience) {
        self.patience = Some(patience).filter(|_| self.stays);
    }

    /// What the next scene says is known already.
    pub(super) fn is_known(&mut self, known: bool) {
        self.silent = known;
    }

    /// What was told since this was asked last, for a screen that has covered it.
    pub(super) fn take_noted(&mut self) -> Vec<String> {
        let noted = self.told.get(self.shown..).unwrap_or_default().to_vec();
        self.shown = self.told.len();
        noted
    }

    /// Whether silence ended the scene that was played last.
    pub(super) fn lapsed(&self) -> bool {
        self.lapsed
    }

    /// The program is being ended.
    pub(super) fn halted(&self) -> bool {
        self.halted
    }

    /// What was held back.
    pub(super) fn take_held(&mut self) -> Vec<Deed> {
        std::mem::take(&mut self.held)
    }

    /// From now on deeds are recorded at once.
    pub(super) fn release(&mut self) {
        self.holds = false;
    }

    /// Plays a scene to its end: the one loop.
    pub(super) fn play(
        &mut self,
        context: &mut Context<'_>,
        scene: &mut Scene,
        scribe: Option<&Scribe>,
    ) -> Result<End, Failure> {
        let mut page = None;
        self.lapsed = false;
        let mut patience = self.patience.take();
        let mut effects = scene.begin(beat(context)?);
        if self.silent {
            effects.retain(|effect| !matches!(effect, Effect::Speak(_)));
            // On a painted screen it stands all the same.
            self.silent = !matches!(self.face, Face::Keys(_));
        }
        loop {
            for effect in effects {
                match effect {
                    Effect::Say(text) => {
                        self.line(context, &text)?;
                        self.speak(&text);
                    }
                    Effect::Tell(text) => {
                        self.line(context, &text)?;
                        self.speak(&text);
                        self.carried = Some(text);
                    }
                    Effect::Speak(text) => self.speak(&text),
                    Effect::Tick => self.tick(context),
                    Effect::Record(Deed::ByTheWay(kind, digit)) => {
                        self.await_writer(context, scene, &mut page)?;
                        let next = self.by_the_way(context, kind, digit)?;
                        scene.asks_next(next);
                    }
                    Effect::Record(deed) => {
                        self.await_writer(context, scene, &mut page)?;
                        self.record(context, scribe, deed)?;
                    }
                    Effect::Finish(end) => {
                        self.calling = None;
                        // An answer is recorded next, and so is that a question was passed over.
                        if matches!(
                            (&*scene, &end),
                            (Scene::Asking(_) | Scene::Card(_), End::Answered(_) | End::Passed)
                                | (Scene::Choosing(_), End::Chosen(_) | End::Passed)
                        ) {
                            self.await_writer(context, scene, &mut page)?;
                        }
                        return Ok(if self.halted { halted(end) } else { end });
                    }
                }
            }
            if let Some(end) = self.ring(context)? {
                return Ok(end);
            }
            let now = beat(context)?;
            match patience.as_mut().and_then(|patience| patience.over(scene, now)) {
                Some(End::LetGo) => {
                    self.lapsed = true;
                    effects = scene.in_silence();
                    continue;
                }
                Some(end) => return Ok(end),
                None => {}
            }
            if let Some(upto) = self.show(context, &scene.screen(beat(context)?), &mut page)? {
                scene.shown(upto);
            }
            self.utter(context.process);
            let input = self.next(context, scene, patience.as_ref().and_then(|patience| patience.next(scene)))?;
            match input {
                Input::Key(_) | Input::Line(_) => {
                    (self.calling, self.carried) = (None, None);
                    self.touched = beat(context)?;
                    if let Some(patience) = &mut patience {
                        patience.touched(self.touched);
                    }
                }
                Input::Tick => {
                    let marks = context.home()?.marks();
                    if self.stays && scene.only_waits() && marks != self.marks {
                        return Ok(End::Anew);
                    }
                    if marks != self.judged {
                        self.judged = marks;
                        scene.forget_beside();
                    }
                }
                Input::End | Input::Halt => {}
            }
            effects = scene.handle(&input, beat(context)?);
        }
    }

    /// Calls, where it is time. An end: it was let go.
    fn ring(&mut self, context: &mut Context<'_>) -> Result<Option<End>, Failure> {
        let now = beat(context)?;
        match self.calling.as_mut().and_then(|calling| calling.ring(now)) {
            Some(Ring::Loud(said)) => {
                self.bell();
                self.line(context, &said)?;
                self.called = Some(said.clone());
                self.unspoken.insert(0, said);
                // Nobody sees a window that may lie under others.
                self.notifier = call::notify(context);
            }
            Some(Ring::Soft(said)) => {
                self.line(context, &said)?;
                if self.voice.is_some() { self.speak(&said) } else { self.bell() }
            }
            Some(Ring::Over) => {
                self.calling = None;
                return Ok(Some(End::LetGo));
            }
            None => {}
        }
        Ok(None)
    }

    /// Rings the bell of the terminal.
    pub(super) fn bell(&mut self) {
        if let Face::Keys(raw) = &mut self.face {
            raw.bell();
        }
    }

    /// One soft tick: the bell of the terminal, as no other sound is sure to be there.
    fn tick(&mut self, context: &mut Context<'_>) {
        match &self.face {
            Face::Keys(_) => self.bell(),
            Face::Typed(_) => context.process.ring(),
            Face::Played(_) | Face::Gone => {}
        }
    }
}

/// The person's own program for speaking: words, or a JSON list of words.
fn own_voice(context: &Context<'_>) -> Result<Option<Vec<String>>, Failure> {
    let Some(own) = context.process.variable("BACKFLARE_VOICE").map(|own| own.to_string_lossy().into_owned()) else {
        return Ok(None);
    };
    if own.trim_start().starts_with('[') {
        return serde_json::from_str(&own)
            .map(Some)
            .map_err(|error| Failure::usage(refused::no_words(error)).hint(refused::WRITE_WORDS));
    }
    Ok(Some(own.split_whitespace().map(str::to_owned).collect()))
}
