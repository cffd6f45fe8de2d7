//! What a command has at hand: the process, and, each only once it is asked for, the clock, the folders and the state.
//!
//! Nothing is opened ahead of need: help and `red-flags` work with a broken home folder, and pain and doses are recorded
//! under a profile or a protocol that cannot be trusted. What is read comes back as a value of its own, so that a plan
//! may borrow from it while the process is written to.

use uuid::Uuid;

use crate::engine::history::{History, Run};
use crate::error::{Failure, FailureKind};
use crate::model::event::{Record, Tail, sign_stands, taken_back};
use crate::model::limits::COUNTED_OVER;
use crate::model::profile::Profile;
use crate::model::time::{Clock, Hours, Span, Stamp};
use crate::model::when::{self, WhenError};
use crate::process::Process;
use crate::protocol::{Checked, Protocol};
use crate::store;
use crate::store::flares::{self, Copies};
use crate::store::home::{self, Home};
use crate::store::journal::{Journal, Whole, Writer};
use crate::store::ledger::Ledger;
use crate::store::protocols;
use crate::store::trust::{self, Doubt, Trusted};
use crate::words::{refused, system};

/// The smallest move of a clock to another zone that is looked at, in seconds.
const MOVED_BY: i32 = 3600;

/// What a command may reach.
pub(crate) struct Context<'p> {
    /// The streams, the environment and the terminal.
    pub(crate) process: &'p mut Process,
    /// The answer is one JSON object.
    pub(crate) json: bool,
    clock: Option<Clock>,
    home: Option<Home>,
    ledger: Ledger,
}

impl<'p> Context<'p> {
    /// A context in which nothing has been opened.
    pub(crate) fn new(process: &'p mut Process, json: bool) -> Self {
        Self { process, json, clock: None, home: None, ledger: Ledger::default() }
    }

    /// Now, and where. The same moment during the whole command, so that what it says agrees with itself.
    pub(crate) fn clock(&mut self) -> Result<Clock, Failure> {
        if self.clock.is_none() {
            self.clock = Some(self.process.clock()?);
        }
        self.clock.clone().ok_or_else(|| Failure::new(FailureKind::Failed, refused::NO_CLOCK))
    }

    /// Asks the clock anew: for the one command that lasts.
    pub(crate) fn later(&mut self) {
        self.clock = None;
    }

    /// The present moment, with the offset of this place.
    pub(crate) fn now(&mut self) -> Result<Stamp, Failure> {
        let clock = self.clock()?;
        Ok(clock.zone.stamp(clock.now))
    }

    /// Where things live.
    pub(crate) fn home(&mut self) -> Result<Home, Failure> {
        if self.home.is_none() {
            self.home = Some(Home::find(self.process.environment())?);
        }
        self.home.clone().ok_or_else(|| Failure::new(FailureKind::Failed, refused::NO_HOME))
    }

    /// Reads what happened. Writes nothing and takes no lock.
    pub(crate) fn state(&mut self) -> Result<State, Failure> {
        let (home, clock, now) = (self.home()?, self.clock()?, self.now()?);
        let lost = self.process.zone_fault();
        let tail = home.journal().read(now, &mut |waiting| self.process.wait_for_another(waiting))?;
        let state = State::new(&home, clock.clone(), tail, lost.clone());
        if state.doubt.is_none() {
            return Ok(state);
        }
        // Somebody may be beginning a flare just now.
        let tail = home.journal().read_settled(now, &mut |waiting| self.process.wait_for_another(waiting))?;
        Ok(State::new(&home, clock, tail, lost))
    }

    /// Takes the lock of the journal, and says so where somebody has to wait for it.
    pub(crate) fn lock<'j>(&mut self, journal: &'j Journal) -> Result<Writer<'j>, Failure> {
        let writer = journal.lock(&mut |waiting| self.process.wait_for_another(waiting))?;
        Ok(writer.telling(&self.ledger))
    }

    /// Reads every line of the journal, without the lock.
    pub(crate) fn whole(&mut self, journal: &Journal) -> Result<Whole, Failure> {
        journal.whole(&mut |waiting| self.process.wait_for_another(waiting))
    }

    /// What this command has saved so far.
    pub(crate) fn ledger(&self) -> Ledger {
        self.ledger.clone()
    }

    /// Reads what happened under the lock: what is decided to be written is decided on this.
    pub(crate) fn state_under_lock(&mut self, writer: &mut Writer<'_>) -> Result<State, Failure> {
        let (home, clock, now) = (self.home()?, self.clock()?, self.now()?);
        Ok(State::new(&home, clock, writer.tail(now)?, self.process.zone_fault()))
    }

    /// Reads what is known about the person.
    pub(crate) fn profile(&mut self) -> Result<Profile, Failure> {
        store::profile::read_profile(&self.home()?)
    }

    /// Reads the protocol of the course that runs. `None`: no course runs. Where nobody knows, that is a failure.
    pub(crate) fn protocol(&mut self, state: &State) -> Result<Option<Checked>, Failure> {
        let home = self.home()?;
        match state.running() {
            // Of a sign that was told while none ran there is no copy.
            Trusted::There(run) if run.id == trust::TOLD_ALONE => {
                protocols::default().map(|protocol| Some(Checked::signs_alone(protocol)))
            }
            Trusted::There(run) => flares::read(&home, run.id).map(Some),
            Trusted::Nothing => Ok(None),
            Trusted::Unknown(failure) => Err(failure),
        }
    }
}

/// What happened, as it was read at one moment.
pub(crate) struct State {
    /// Now, and where.
    pub(crate) clock: Clock,
    /// The end of the journal as it stands in the file, for what goes by place there.
    pub(crate) tail: Tail,
    /// What follows from it.
    pub(crate) history: History,
    /// What the copies of earlier courses say of their steps, as far as they were read.
    copies: Copies,
    /// Why nobody knows whether a course runs.
    doubt: Option<Doubt>,
}

impl State {
    fn new(home: &Home, clock: Clock, mut tail: Tail, zone_lost: Option<String>) -> Self {
        let doubt = trust::weigh(home, &mut tail);
        tail.zone_lost = zone_lost;
        tail.copies = home::names_of_copies(home);
        let mut copies = Copies::of(home);
        tail.kinds = copies.kinds_before(&tail);
        let history = History::new(&tail, clock.clone());
        Self { clock, tail, history, copies, doubt }
    }

    /// Whether a course runs.
    pub(crate) fn running(&self) -> Trusted<&Run> {
        match (self.history.run(), &self.doubt) {
            (Some(run), _) => Trusted::There(run),
            (None, None) => Trusted::Nothing,
            (None, Some(doubt)) => Trusted::Unknown(doubt.failure()),
        }
    }

    /// Whether something was told in the course that runs that may be a sign, and nobody has looked since.
    pub(crate) fn sign_stands(&self) -> bool {
        let course = self.history.run().map_or(&[][..], |run| &self.tail.records[run.place + 1..]);
        sign_stands(course, &taken_back(&self.tail.records))
    }

    /// The state once these records, which were just written under the lock that it was read under, stand in the journal:
    /// nothing is read again.
    ///
    /// Not for a taking back of a start or an end: the course that runs then may have begun before what was read.
    #[must_use]
    pub(crate) fn after(mut self, records: &[Record]) -> Self {
        self.add(records);
        self
    }

    /// Takes in records that were just written. See [`State::after`].
    pub(crate) fn add(&mut self, records: &[Record]) {
        self.tail.add(records);
        if records.iter().any(|record| record.event.bounds_course()) {
            self.tail.kinds = self.copies.kinds_before(&self.tail);
        }
        self.history = History::new(&self.tail, self.clock.clone());
    }

    /// The moment that `--at` names. `None`: it was not given, and the writer's own moment counts.
    ///
    /// A clock that stands behind the newest entry cannot say what "40 minutes ago" was. `hours` say when a day begins.
    pub(crate) fn at(&self, hours: Hours, text: Option<&str>) -> Result<Option<Stamp>, Failure> {
        let Some(text) = text else { return Ok(None) };
        let clock = &self.clock;
        if let Some(newest) = self.history.clock_behind() {
            let now = clock.zone.stamp(clock.now);
            return Err(Failure::usage(refused::clock_behind(now, newest)).hint(system::AT_BEHIND));
        }
        if let Some(file) = self.tail.zone_lost.as_deref().filter(|_| when::needs_zone(text)) {
            return Err(Failure::usage(system::no_time_of_day(text, file)).hint(system::SAY_AGO));
        }
        when::parse(text, clock, &hours).map(Some).map_err(|error| Failure::usage(refused::no_time(text, error)))
    }

    /// As [`Self::at`], of what a wait is counted from: a dose, or a pad. Where the clock came to another zone lately, a time of
    /// day that may be that of the one before is refused.
    pub(crate) fn at_of_wait(&self, hours: Hours, text: Option<&str>) -> Result<Option<Stamp>, Failure> {
        let (Some(text), Some(at)) = (text, self.at(hours, text)?) else { return Ok(None) };
        match self.elsewhere(at).filter(|_| when::needs_zone(text)) {
            Some(there) => Err(Failure::usage(refused::no_time(text, WhenError::Elsewhere(at, there)))),
            None => Ok(Some(at)),
        }
    }

    /// What that time of day was in the zone in which something was recorded within a day, where that would be later: a dose of
    /// 09:30 in Berlin, told in Tokyo at 17:31, was a minute ago, and not eight hours. `None`: only one can be meant.
    fn elsewhere(&self, at: Stamp) -> Option<Stamp> {
        let records = &self.tail.records;
        let behind = |record: &Record| self.clock.zone.offset_at(record.rec.moment) - record.rec.offset;
        let last = records.iter().rposition(|record| behind(record).abs() >= MOVED_BY)?;
        let (there, back) = (records[last].rec, behind(&records[last]));
        let arrived = records.get(last + 1).map_or(self.clock.now, |next| next.rec.moment);
        let moment = at.moment + Span::seconds(back.into());
        let lately = self.clock.now - there.moment < COUNTED_OVER;
        (back > 0 && lately && moment <= arrived).then_some(Stamp { moment, offset: there.offset })
    }

    /// The id of the course that runs.
    pub(crate) fn flare(&self) -> Option<Uuid> {
        self.history.run().map(|run| run.id)
    }

    /// Whether nothing runs, and all there is is a sign that was told meanwhile.
    pub(crate) fn told_alone(&self) -> bool {
        self.flare() == Some(trust::TOLD_ALONE)
    }

    /// Remembers what the copy of the course that runs says of its steps, for when another one begins.
    pub(crate) fn know(&mut self, protocol: &Protocol) {
        if let Some(flare) = self.flare() {
            self.copies.know(flare, protocol);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk;
    use crate::model::event::Event;
    use crate::model::id::Id;
    use crate::model::kind::CourseKind;

    fn fake(home: &std::path::Path) -> Process {
        let home = home.to_str().expect("a temporary folder has a plain name");
        let environment = [("BACKFLARE_HOME", home), ("BACKFLARE_NOW", "2026-11-22T09:05:00Z")];
        Process::fake(&["backflare"], &environment, "").0
    }

    #[test]
    fn reading_makes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().join("not-yet");
        let mut process = fake(&home);
        let mut context = Context::new(&mut process, false);
        let state = context.state().expect("an empty state");
        assert!(state.history.run().is_none());
        assert_eq!(context.protocol(&state).expect("none"), None);
        assert_eq!(context.profile().expect("an empty one"), Profile::default());
        assert!(!home.exists());
    }

    #[test]
    fn a_past_time_is_read_and_another_refused_with_its_words() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut process = fake(folder.path());
        let mut context = Context::new(&mut process, false);
        let state = context.state().expect("an empty state");
        assert_eq!(state.at(Hours::default(), None).expect("none"), None);
        let at = state.at(Hours::default(), Some("40m ago")).expect("a time").expect("given");
        assert_eq!(at.to_string(), "2026-11-22T08:25:00+00:00");
        let failure = state.at(Hours::default(), Some("12:00")).expect_err("to come");
        assert_eq!(failure.kind, FailureKind::Usage);
        assert!(failure.message.contains("--at \"12:00\"") && failure.message.contains("yesterday 12:00"));
    }

    #[test]
    fn a_clock_far_behind_the_journal_names_no_past_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut process = fake(folder.path());
        let mut context = Context::new(&mut process, false);
        let journal = context.home().expect("a home").journal();
        let later = Stamp::parse("2026-11-22T09:08:00Z").expect("a time");
        let pain = Event::pain(5);
        context.lock(&journal).expect("the lock").append(later, None, pain).expect("written");
        let state = context.state().expect("a state");
        let failure = state.at(Hours::default(), Some("40m ago")).expect_err("behind");
        assert!(failure.message.contains("2026-11-22T09:08:00+00:00"), "{failure}");
    }

    #[test]
    fn a_course_without_its_protocol_is_not_trusted() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut process = fake(folder.path());
        let mut context = Context::new(&mut process, false);
        let (now, home) = (context.now().expect("now"), context.home().expect("a home"));
        let journal = home.journal();
        let mut writer = context.lock(&journal).expect("the lock");
        let protocol = Id::parse("a-protocol").expect("an id");
        let started = Event::Started {
            protocol,
            version: "1".to_owned(),
            course: CourseKind::Flare,
            pauses: None,
            progress: None,
        };
        let record = writer.append(now, None, started).expect("written");
        for content in [None, Some("{}"), Some("{\"format\": 1,")] {
            if let Some(content) = content {
                disk::write_atomic(&flares::path(&home, record.id), content.as_bytes()).expect("written");
            }
            let state = context.state_under_lock(&mut writer).expect("what happened is known");
            let failure = context.protocol(&state).expect_err("refused");
            assert_eq!(failure.kind, FailureKind::Untrusted);
            assert!(
                failure.message.contains("flares") && failure.hint.is_some_and(|hint| hint.contains("start --new"))
            );
        }
    }
}
