//! Cards and questions within a walk: each a scene, answered with a key.

use super::{Ended, Now, Walk, record};
use crate::acts::questions::{self, GivenAnswer};
use crate::acts::{Context, answer, cards, followed, helped};
use crate::engine::ask::Ask;
use crate::error::Failure;
use crate::model::kind::Urgency;
use crate::model::profile::{Answer, Choices, Fact};
use crate::protocol::format::Step;
use crate::session::aloud::Aloud;
use crate::session::asking::{AskKind, Asking, Reply};
use crate::session::{End, Scene};
use crate::views::told;
use crate::words::call::emergency_number;
use crate::words::clean::clean;
use crate::words::dose::HELPED;
use crate::words::now;
use crate::words::sign::how_is_it;

impl Walk<'_> {
    /// Asks what must be answered first. `None`: it was answered, or passed over.
    pub(super) fn ask(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'_>,
        ask: &Ask<'_>,
    ) -> Result<Option<Ended>, Failure> {
        let (heading, alerts) = (now.heading(), now.alerts());
        match ask {
            Ask::Card { card, again, urgency } => {
                let title = told::card_title(card, *again, told::on_floor(&now.plan));
                let mut asking = Asking::new(AskKind::Card { signs: true }, &heading, &title);
                asking.alerts = alerts;
                let lines = told::card_lines(card, &now.course.protocol);
                self.call_question(context, now, &asking.title)?;
                asking.lines = lines.into_iter().map(|(_, line, _)| line).collect();
                let number =
                    (*urgency == Urgency::Emergency).then(|| emergency_number(answer::region(&now.course.profile)));
                let end = self.put(context, asking, number)?;
                let End::Answered(reply) = end else { return Ok(self.went(&end, None)) };
                let places = if let Reply::Lines(places) = &reply { places.as_slice() } else { &[] };
                context.later();
                let protocol = &now.course.protocol;
                cards::answer_card(context, now.state, protocol, card, places, reply == Reply::Unsure)?;
                Ok(self.stage.halted().then_some(Ended::Halted))
            }
            Ask::Follow(follow) => {
                let title = how_is_it(&clean(&follow.text), follow.known);
                let kind = AskKind::Question(Choices::OneOf(followed::answers(follow)));
                let mut asking = Asking::new(kind, &heading, &title);
                asking.alerts = alerts;
                self.call_question(context, now, &asking.title)?;
                let end = self.put(context, asking, None)?;
                let End::Answered(Reply::Answer(Answer::Word(word))) = end else { return Ok(self.went(&end, None)) };
                context.later();
                if let Some(answer) = followed::read(&word) {
                    followed::answered(context, now.state, follow, answer)?;
                }
                Ok(self.stage.halted().then_some(Ended::Halted))
            }
            Ask::Question { fact, step } => {
                let question = fact.question();
                let mut asking = Asking::new(AskKind::Question(question.choices), &heading, question.ask());
                asking.alerts = alerts;
                asking.say = before(*step);
                asking.skips = step.is_some();
                self.call_question(context, now, &asking.title)?;
                let end = self.put(context, asking, None)?;
                let End::Answered(Reply::Answer(answer)) = end else {
                    return self.unanswered(context, now, &end, *step);
                };
                self.answer(context, now, ask, &[GivenAnswer { fact: *fact, answer, by_none: false }])
            }
            Ask::Questions { card, asked, lines, step, .. } => {
                let title = told::questions_title(*card, *asked);
                let mut asking = Asking::new(AskKind::Card { signs: false }, &heading, &title);
                asking.alerts = alerts;
                asking.say = before(*step);
                asking.lines = lines.iter().map(told::fact_line).collect();
                asking.skips = step.is_some();
                self.call_question(context, now, &asking.title)?;
                let end = self.put(context, asking, None)?;
                let End::Answered(reply) = end else { return self.unanswered(context, now, &end, *step) };
                let places = if let Reply::Lines(places) = &reply { places.as_slice() } else { &[] };
                self.answer(context, now, ask, &questions::given(lines, places))
            }
        }
    }

    /// Puts a question: on the screen, or spoken line by line. `number`: what is called after a yes.
    fn put(&mut self, context: &mut Context<'_>, asking: Asking, number: Option<String>) -> Result<End, Failure> {
        let greets = number.is_some() && !self.staying.has_played();
        let mut scene = if self.stage.is_aloud() {
            Scene::Aloud(Box::new(Aloud::new(asking, number, greets)))
        } else {
            Scene::Asking(Box::new(asking))
        };
        let end = self.stage.play(context, &mut scene, None)?;
        if matches!(end, End::Answered(_)) {
            self.staying.played();
        }
        Ok(end)
    }

    /// Asks whether the last dose helped, once. Passed over, it is not asked about that dose again. `None`: go on.
    pub(super) fn helped(&mut self, context: &mut Context<'_>, now: &Now<'_>) -> Result<Option<Ended>, Failure> {
        let choices = Fact::LastDoseHelped.question().choices;
        let mut asking = Asking::new(AskKind::Question(choices), &now.heading(), HELPED);
        asking.alerts = now.alerts();
        asking.skips = true;
        let end = self.put(context, asking, None)?;
        context.later();
        match end {
            End::Answered(Reply::Answer(answer)) => helped::record(context, Some(answer))?,
            End::Passed => helped::record(context, None)?,
            End::Next
            | End::Answered(_)
            | End::Worse
            | End::Anew
            | End::Slept
            | End::LetGo
            | End::Chosen(_)
            | End::Left
            | End::Halted => return Ok(self.went(&end, None)),
        };
        Ok(self.stage.halted().then_some(Ended::Halted))
    }

    /// Records answers to the questions that were on show.
    fn answer(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'_>,
        ask: &Ask<'_>,
        given: &[GivenAnswer],
    ) -> Result<Option<Ended>, Failure> {
        context.later();
        let shown = questions::known(now.state, &now.course.profile, ask.facts());
        questions::answered(context, now.state, &shown, given)?;
        Ok(self.stage.halted().then_some(Ended::Halted))
    }

    /// Left without an answer: the step that waits for it is passed over, or the walk ends.
    fn unanswered(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'_>,
        end: &End,
        step: Option<&Step>,
    ) -> Result<Option<Ended>, Failure> {
        match (end, step) {
            (End::Passed, Some(step)) => {
                record::skip(context, now.state, step)?;
                Ok(None)
            }
            (End::Passed, None) => Ok(Some(Ended::Left)),
            (
                End::Next
                | End::Answered(_)
                | End::Worse
                | End::Anew
                | End::Slept
                | End::LetGo
                | End::Chosen(_)
                | End::Left
                | End::Halted,
                _,
            ) => Ok(self.went(end, None)),
        }
    }
}

/// What is said with a question that a step waits for.
fn before(step: Option<&Step>) -> Vec<String> {
    step.map(|step| now::before(&step.title)).into_iter().collect()
}
