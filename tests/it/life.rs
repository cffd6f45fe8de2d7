//! A person who follows a protocol, played by the engine alone: what is shown is answered, and time goes on to the next
//! moment at which the answer changes. A recovery of ten days takes milliseconds.

use backflare::engine;
use backflare::engine::ask::Ask;
use backflare::engine::history::History;
use backflare::engine::plan::Plan;
use backflare::model::event::{Dose, Event, Record, SignNow, Tail, WherePain};
use backflare::model::id::Id;
use backflare::model::medicine::Ingredient;
use backflare::model::profile::{Answer, Choices, Fact, Profile};
use backflare::model::time::{Clock, Moment, Span, Zone};
use backflare::protocol::Protocol;
use backflare::protocol::format::Pace;

use crate::story;

/// What a person is like.
#[derive(Clone, Copy)]
pub(crate) struct Person {
    /// The pain so long after the start.
    pub(crate) pain: fn(Span) -> u8,
    /// What is shown is passed over.
    pub(crate) skips: bool,
    /// The answer to the questions of yes and no.
    pub(crate) says_yes: fn(Fact) -> bool,
}

impl Person {
    /// Somebody to whom nothing special happens, and who gets better in eight days.
    pub(crate) fn plain() -> Self {
        Self { pain: |since| u8::try_from(7 - since.as_days().clamp(0, 6)).unwrap(), skips: false, says_yes: |_| false }
    }
}

/// Something that was shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Shown {
    pub(crate) at: Moment,
    pub(crate) step: String,
    pub(crate) paced: bool,
    pub(crate) in_routine: bool,
    pub(crate) first: bool,
}

/// A course as it goes.
pub(crate) struct Life {
    pub(crate) protocol: Protocol,
    pub(crate) profile: Profile,
    pub(crate) tail: Tail,
    pub(crate) clock: Clock,
    pub(crate) started: Moment,
    pub(crate) shown: Vec<Shown>,
}

impl Life {
    /// A course begins, and nothing has been answered.
    pub(crate) fn begin(protocol: Protocol, profile: Profile, at: Moment, zone: Zone) -> Self {
        let course = protocol.course;
        let (name, version) = (protocol.id.clone(), protocol.version.clone());
        let clock = Clock { now: at, zone };
        let mut life = Self { protocol, profile, tail: Tail::default(), clock, started: at, shown: Vec::new() };
        life.push(Event::Started { protocol: name, version, course, pauses: None, progress: None });
        life
    }

    /// Something happens now.
    pub(crate) fn push(&mut self, event: Event) {
        let now = self.clock.zone.stamp(self.clock.now);
        let rec =
            self.tail.records.last().map_or(now, |last| if last.rec.moment > now.moment { last.rec } else { now });
        let id = story::uuid(self.tail.records.len());
        self.tail.records.push(Record::new(id, now, rec, event));
    }

    /// Looks at the plan as it is.
    pub(crate) fn look<T>(&self, with: impl FnOnce(&Plan<'_>) -> T) -> T {
        let history = History::new(&self.tail, self.clock.clone());
        with(&engine::plan(&self.protocol, &self.profile, &history))
    }

    /// What the person does about what is shown now. Nothing is shown: how long until that may change.
    pub(crate) fn react(&self, person: &Person) -> Result<(Vec<Event>, Span), Option<Moment>> {
        self.look(|plan| self.answer_to(plan, person))
    }

    /// What the person does about this plan.
    pub(crate) fn answer_to(&self, plan: &Plan<'_>, person: &Person) -> Result<(Vec<Event>, Span), Option<Moment>> {
        if plan.screening.latched().is_some() {
            return Err(plan.next_change);
        }
        let since = self.clock.now - self.started;
        match (plan.to_ask(), plan.action.as_ref().or(plan.beside.first())) {
            (Some(Ask::Card { card, .. }), _) => Ok((vec![Event::screened(card.id.clone(), Vec::new())], Span::ZERO)),
            (Some(Ask::Follow(follow)), _) => {
                let gone = |sign: &&Id| Event::Followed { sign: (*sign).clone(), answer: SignNow::Gone };
                Ok((follow.signs.iter().map(gone).collect(), Span::ZERO))
            }
            (Some(Ask::Choice(choice)), _) => {
                let (card, letter) = (choice.card.id.clone(), choice.options[0].letter);
                Ok((vec![Event::Chose { card, letter }], Span::ZERO))
            }
            (Some(ask @ (Ask::Question { .. } | Ask::Questions { .. })), _) => {
                let events = ask.facts().iter().map(|fact| Event::answered(*fact, answer(*fact, person)));
                Ok((events.collect(), Span::ZERO))
            }
            (None, Some(action)) => {
                let step = action.step.id.clone();
                let event = if person.skips && action.open.is_none() {
                    Event::Skipped { step, because: Some("not today".to_owned()), always: false }
                } else if action.step.asks_pain {
                    Event::pain((person.pain)(since))
                } else if let Some(medicine) = &action.step.medicine {
                    let ingredient = Ingredient::named(&medicine.name);
                    Event::Took(Dose::new(medicine.name.to_string(), vec![ingredient], action.dose_mg))
                } else {
                    Event::Done { step, answer: action.open.map(|_| true), partial: None, place: None }
                };
                let mut events = vec![event];
                if action.step.extension && !person.skips {
                    let (step, answer) = (action.step.id.clone(), WherePain::Higher);
                    events.push(Event::Placed { step, answer });
                }
                let takes = if person.skips {
                    Span::ZERO
                } else {
                    action.session.and_then(|session| session.layout().total()).unwrap_or(Span::minutes(2))
                };
                Ok((events, takes))
            }
            (None, None) => Err(plan.next_change),
        }
    }

    /// Follows what is shown until that moment. Every step that is taken takes a minute at least.
    pub(crate) fn follow(&mut self, person: &Person, until: Span) {
        let end = self.started + until;
        let mut still = 0;
        while self.clock.now < end {
            // One plan for both: a plan is what a life is slow by.
            let (shown, reacted) = self.look(|plan| {
                // Beside a question the step stays what it is, and is not shown anew.
                let best = plan.action.as_ref().or(plan.beside.first());
                let shown = best.filter(|_| plan.to_ask().is_none()).map(|action| Shown {
                    at: self.clock.now,
                    step: action.step.id.to_string(),
                    paced: action.step.pace != Pace::Free,
                    in_routine: action.routine.is_some(),
                    first: false,
                });
                (shown, self.answer_to(plan, person))
            });
            match reacted {
                Ok((events, takes)) => {
                    if let Some(mut shown) = shown {
                        shown.first = !self.shown.iter().any(|before| before.step == shown.step);
                        self.shown.push(shown);
                    }
                    self.clock.now = self.clock.now + takes;
                    for event in events {
                        self.push(event);
                    }
                    still += 1;
                    assert!(still < 40, "{} goes in circles at {}", self.protocol.id, self.now());
                    if takes == Span::ZERO {
                        self.clock.now = self.clock.now + Span::seconds(20);
                    }
                }
                Err(next) => {
                    still = 0;
                    let next = next.unwrap_or(end);
                    assert!(next > self.clock.now, "{}: the next change lies in the past", self.protocol.id);
                    self.clock.now = next.min(end);
                }
            }
        }
    }

    /// The present moment, for people.
    pub(crate) fn now(&self) -> String {
        self.clock.zone.stamp(self.clock.now).to_string()
    }
}

fn answer(fact: Fact, person: &Person) -> Answer {
    match fact.question().choices {
        Choices::Number(..) => Answer::Number(35),
        Choices::OneOf(words) | Choices::Several(words) => {
            Answer::Word(words.first().copied().unwrap_or("no").to_owned())
        }
        Choices::Time(_) | Choices::AtHours(_) => Answer::No,
        Choices::YesNo | Choices::YesNoCleared | Choices::NoCleared => {
            if fact == Fact::StillSo || (person.says_yes)(fact) { Answer::Yes } else { Answer::No }
        }
    }
}
