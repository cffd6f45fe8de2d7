//! What nobody answers, in a walk that stays: how long each thing is waited for, and what comes then.
//!
//! | what waits | without a key for | then |
//! |---|---|---|
//! | an emergency card, or how such a sign is by now | ever | it stands |
//! | the same of a sign for today, off the floor | ever | it stands, and is looked at anew whenever the plan may change |
//! | getting up, while it is tried | 5 minutes | it is passed over |
//! | on the floor: whether they want something easier | 5 minutes | the moves go on |
//! | on the floor: whether they are up | 3 minutes | the moves go on; it is asked again after a set |
//! | on the floor: anything else | 3 minutes | the moves go on; a question is asked again in a rest |
//! | a card of a sign for soon, a choice, a question, a step | 20 minutes | it waits in one line, and what comes is called |
//!
//! Whether something is written then is said in [`crate::session::silence`]: what was confirmed, typed or done so far is kept.

use super::stage::beat;
use super::{Now, Walk};
use crate::acts::Context;
use crate::engine::ask::Ask;
use crate::engine::plan::Action;
use crate::error::Failure;
use crate::model::kind::{Kind, Urgency};
use crate::model::limits::QUESTION_LAPSES;
use crate::model::time::Span;
use crate::session::patience::Patience;
use crate::session::{Beat, millis};

/// How long a question holds the moves of somebody on the floor back: until the next time it is asked whether they stand. A
/// choice of this program.
const HOLDS_MOVES: Span = Span::minutes(3);
/// How long getting up may take, and how long somebody on the floor rests whom the moves hurt. A choice of this program.
pub(super) const GETTING_UP: Span = Span::minutes(5);

/// What nobody has answered.
#[derive(Default)]
pub(super) struct Unanswered {
    /// Each by its name, with the last key and the length of the journal when it lapsed.
    lapsed: Vec<(String, Beat, usize)>,
    /// The question that was put last, with the last key before.
    put: Option<(String, Beat)>,
    /// Somebody wants to answer what waits.
    pub(super) wanted: bool,
    /// The scene that was played last was let go.
    pub(super) let_go: bool,
    /// A tablet beside the step that was played last was neither taken nor passed over, nor judged too long ago.
    pub(super) beside_stands: bool,
}

/// What a question is known by.
fn name(ask: &Ask<'_>) -> String {
    match ask {
        Ask::Card { card, .. } => format!("card {}", card.id),
        Ask::Follow(follow) => format!("follow {}", follow.text),
        Ask::Choice(choice) => format!("choice {}", choice.card.id),
        Ask::Question { .. } | Ask::Questions { .. } => {
            let facts: Vec<&str> = ask.facts().iter().map(|fact| fact.key()).collect();
            format!("facts {}", facts.join(" "))
        }
    }
}

/// The name of the question whether the last dose helped.
pub(super) const HELPED: &str = "helped";

/// What it is known by whether they are up.
pub(super) const UP: &str = "up";

impl Now<'_> {
    /// After how long a question lapses. `None`: never.
    fn lapse(&self, ask: &Ask<'_>) -> Option<Span> {
        let urgency = match ask {
            Ask::Card { urgency, .. } => Some(*urgency),
            Ask::Follow(follow) => Some(follow.urgency),
            Ask::Choice(_) | Ask::Question { .. } | Ask::Questions { .. } => None,
        };
        match urgency {
            Some(Urgency::Emergency) => None,
            Some(Urgency::SameDay) if !self.is_floor() => None,
            Some(Urgency::SameDay | Urgency::Soon) | None => Some(self.patience()),
        }
    }

    /// How long somebody is waited for.
    pub(super) fn patience(&self) -> Span {
        if self.is_floor() { HOLDS_MOVES } else { QUESTION_LAPSES }
    }
}

impl Walk<'_> {
    /// The question that is asked now: nobody has let it lapse, or they came back for it.
    pub(super) fn asks_now<'n, 'a>(&self, now: &'n Now<'a>) -> Option<&'n Ask<'a>> {
        if let (true, Some(ask)) = (self.unanswered.wanted, &now.plan.ask) {
            return Some(ask);
        }
        now.plan.to_ask().filter(|ask| !self.holds_back(now, ask) && !self.has_lapsed(now, &name(ask)))
    }

    /// What is due behind something that nobody came for, where no question stands before it: that keeps nothing else back.
    pub(super) fn behind_it<'n, 'a>(&self, now: &'n Now<'a>) -> Option<&'n Action<'a>> {
        let asks = now.plan.ask.as_ref().and_then(Ask::step);
        let free = |action: &&Action<'_>| {
            action.step.kind != Kind::Medicine && asks.is_none_or(|step| step.id != action.step.id)
        };
        let may = |action: &&Action<'_>| self.is_ripe(now, action) && !self.was_offered(now, action);
        now.plan.due.iter().filter(free).find(may).filter(|_| self.stage.stays())
    }

    /// Whether a question lapsed, and no key was pressed since. On the floor moves that were done since are enough.
    pub(super) fn has_lapsed(&self, now: &Now<'_>, name: &str) -> bool {
        let (touched, records) = (self.stage.touched(), now.state.tail.records.len());
        let holds = |(_, key, then): &(String, Beat, usize)| *key == touched && (!now.is_floor() || *then == records);
        self.unanswered.lapsed.iter().any(|lapsed| lapsed.0 == name && holds(lapsed))
    }

    /// Nobody answered it.
    pub(super) fn lapses(&mut self, now: &Now<'_>, name: String) {
        self.unanswered.lapsed.retain(|lapsed| lapsed.0 != name);
        self.unanswered.lapsed.push((name, self.stage.touched(), now.state.tail.records.len()));
    }

    /// Asks no longer than somebody is waited for, and says what was said before only once.
    pub(super) fn ask(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'_>,
        ask: &Ask<'_>,
    ) -> Result<Option<super::Ended>, Failure> {
        let (lapse, name) = (now.lapse(ask), name(ask));
        let anew = now.plan.next_change.map(|at| Beat::at(at.max(now.state.clock.now + Span::seconds(1))));
        self.stage.waits(Patience::new(anew, lapse.map(millis), beat(context)?));
        let put = (name.clone(), self.stage.touched());
        let known = self.unanswered.put.replace(put.clone()) == Some(put);
        self.stage.is_known(known);
        (self.unanswered.wanted, self.unanswered.let_go) = (false, false);
        let ended = self.put_ask(context, now, ask)?;
        if (self.unanswered.let_go || self.stage.lapsed()) && lapse.is_some() {
            self.lapses(now, name);
        }
        Ok(ended)
    }

    /// The next scene is waited for as long as somebody is: it is no question of the plan.
    pub(super) fn waits_a_while(&mut self, context: &Context<'_>, now: &Now<'_>) -> Result<(), Failure> {
        self.waits_for(context, now.patience())
    }

    /// The next scene is waited for so long.
    pub(super) fn waits_for(&mut self, context: &Context<'_>, span: Span) -> Result<(), Failure> {
        self.unanswered.put = None;
        self.stage.waits(Patience::new(None, Some(millis(span)), beat(context)?));
        Ok(())
    }
}
