//! Scripted persons, who do what the plan says in their own way, and the recoveries that come of it.

use backflare::engine;
use backflare::engine::ask::Ask;
use backflare::engine::history::History;
use backflare::engine::plan::{Action, Plan};
use backflare::model::event::{Dose, Event, Record, SignNow, Tail};
use backflare::model::kind::Kind;
use backflare::model::medicine::ingredients_of;
use backflare::model::profile::{Answer, Answered, Choices, Fact, Profile, Scope};
use backflare::model::time::{Clock, Moment, Span, Stamp, Zone};
use backflare::protocol::format::Protocol;
use uuid::{Builder, Uuid};

/// Somebody, and how they go about it.
pub(crate) struct Person {
    /// What they are called in the table.
    pub(crate) name: &'static str,
    age: u16,
    /// How long they take to get round to something.
    dawdles: Span,
    /// Of so many offers, one is passed over.
    skips: usize,
    /// They take what is offered against the pain.
    takes: bool,
    /// The pain on each day; the last holds from then on.
    pain: &'static [u8],
}

/// The persons of the benchmark.
pub(crate) const PEOPLE: [Person; 3] = [
    Person {
        name: "diligent",
        age: 44,
        dawdles: Span::minutes(1),
        skips: 50,
        takes: true,
        pain: &[8, 7, 6, 6, 5, 4, 3, 3, 2, 2, 1],
    },
    Person {
        name: "busy",
        age: 35,
        dawdles: Span::minutes(25),
        skips: 3,
        takes: false,
        pain: &[6, 6, 5, 5, 4, 4, 3, 2, 2, 1],
    },
    Person {
        name: "slow to mend",
        age: 58,
        dawdles: Span::minutes(10),
        skips: 8,
        takes: true,
        pain: &[7, 7, 6, 7, 6, 6, 5, 6, 5, 5, 4],
    },
];

/// A recovery as it went.
pub(crate) struct Recovery {
    /// What happened.
    pub(crate) tail: Tail,
    /// What is known about the person by then.
    pub(crate) profile: Profile,
    /// How often the plan was asked for.
    pub(crate) plans: usize,
}

impl Recovery {
    /// What had happened at a moment.
    pub(crate) fn until(&self, now: Moment) -> Tail {
        let before = self.tail.records.iter().filter(|record| record.rec.moment <= now);
        Tail { records: before.cloned().collect(), ..Tail::default() }
    }
}

/// An id of version 7, as the program makes them.
pub(crate) fn id(at: Moment, number: usize) -> Uuid {
    let millis = u64::try_from(at.unix()).unwrap_or(0).saturating_mul(1000);
    let mut rest = [0; 10];
    rest[2..].copy_from_slice(&(number as u64).to_be_bytes());
    Builder::from_unix_timestamp_millis(millis, &rest).into_uuid()
}

/// Lives through so many days of a course: at each change of the plan it is asked anew, and what it says is done.
pub(crate) fn recover(person: &Person, protocol: &Protocol, zone: &Zone, begin: Moment, days: i64) -> Recovery {
    let recovery = Recovery { tail: Tail::default(), profile: Profile::default(), plans: 0 };
    let mut life = Life { person, zone, begin, now: begin, offers: 0, recovery };
    for fact in [Fact::Age, Fact::Wakes, Fact::Sleeps, Fact::DayStarts, Fact::Region, Fact::Warmth] {
        life.answer(fact);
    }
    let (protocol_id, version) = (protocol.id.clone(), protocol.version.clone());
    let course = protocol.course;
    life.write(Event::Started { protocol: protocol_id, version, course, pauses: None, progress: None });
    while life.now < begin + Span::days(days) {
        let clock = Clock { now: life.now, zone: zone.clone() };
        let history = History::new(&life.recovery.tail, clock);
        let profile = life.recovery.profile.clone();
        let plan = engine::plan(protocol, &profile, &history);
        life.recovery.plans += 1;
        if !life.act(&plan) {
            life.now = plan.next_change.unwrap_or(life.now + Span::hours(1));
        }
    }
    life.recovery
}

struct Life<'a> {
    person: &'a Person,
    zone: &'a Zone,
    begin: Moment,
    now: Moment,
    offers: usize,
    recovery: Recovery,
}

impl Life<'_> {
    fn stamp(&self) -> Stamp {
        self.zone.stamp(self.now)
    }

    fn write(&mut self, event: Event) {
        let records = &mut self.recovery.tail.records;
        let (at, id) = (self.zone.stamp(self.now), id(self.now, records.len()));
        records.push(Record::new(id, at, at, event));
    }

    fn pain(&self) -> u8 {
        let day = usize::try_from((self.now - self.begin).as_days()).unwrap_or(0);
        self.person.pain.get(day).or(self.person.pain.last()).copied().unwrap_or(0)
    }

    /// Does what the plan asks. `false`: there is nothing to do until it changes.
    fn act(&mut self, plan: &Plan<'_>) -> bool {
        match (&plan.ask, &plan.action) {
            (Some(Ask::Card { card, .. }), _) => {
                self.now = self.now + Span::seconds(40);
                self.write(Event::screened(card.id.clone(), Vec::new()));
            }
            (Some(Ask::Follow(follow)), _) => {
                self.now = self.now + Span::seconds(40);
                for sign in &follow.signs {
                    self.write(Event::Followed { sign: (*sign).clone(), answer: SignNow::Gone });
                }
            }
            (Some(Ask::Choice(choice)), _) => {
                self.now = self.now + Span::seconds(40);
                self.write(Event::Chose { card: choice.card.id.clone(), letter: choice.options[0].letter });
            }
            (Some(ask @ (Ask::Question { .. } | Ask::Questions { .. })), _) => {
                self.now = self.now + Span::seconds(40);
                for fact in ask.facts() {
                    self.answer(*fact);
                }
            }
            (None, Some(action)) => self.follow(action),
            (None, None) => return false,
        }
        true
    }

    fn follow(&mut self, action: &Action<'_>) {
        let step = action.step;
        let length = action.session.and_then(|session| session.length).unwrap_or(Span::minutes(2));
        self.offers += 1;
        self.now = self.now + self.person.dawdles;
        let medicine = step.medicine.as_ref();
        let wanted = medicine.is_none() || self.person.takes;
        if !wanted || (self.offers.is_multiple_of(self.person.skips) && step.kind != Kind::CheckIn) {
            self.write(Event::skipped(step.id.clone()));
            return;
        }
        if let Some(medicine) = medicine {
            let name = medicine.name.to_string();
            let contains = ingredients_of(&name).unwrap_or_default();
            let dose = Dose::new(name, contains, action.dose_mg);
            self.write(Event::Took(dose));
        } else if step.asks_pain {
            self.write(Event::pain(self.pain()));
        } else {
            self.now = self.now + length;
            // Up on the second try.
            let answer = action.open.as_ref().map(|_| self.offers > 1);
            self.write(Event::Done { step: step.id.clone(), answer, partial: None, place: None });
        }
    }

    /// Answers a question as somebody would who is well but for this.
    fn answer(&mut self, fact: Fact) {
        let question = fact.question();
        let value = match question.choices {
            Choices::Number(..) => Answer::Number(self.person.age),
            Choices::OneOf(words) if fact == Fact::Warmth => Answer::Word(words[2].to_owned()),
            Choices::OneOf(words) => Answer::Word(words[0].to_owned()),
            Choices::Time(_) | Choices::Several(_) | Choices::AtHours(_) => return,
            Choices::YesNo | Choices::YesNoCleared | Choices::NoCleared if yes(fact) => Answer::Yes,
            Choices::YesNo | Choices::YesNoCleared | Choices::NoCleared => Answer::No,
        };
        match question.scope {
            Scope::Person => {
                let at = self.stamp();
                self.recovery.profile.answers.insert(fact, Answered { value, at });
            }
            Scope::Flare => self.write(Event::answered(fact, value)),
        }
    }
}

/// The questions to which a yes keeps nothing away.
fn yes(fact: Fact) -> bool {
    matches!(fact, Fact::StillSo | Fact::LastDoseHelped | Fact::HelperHere)
}
