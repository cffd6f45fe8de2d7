//! Cards and questions at a terminal: each a scene, answered with a key. Whatever asks here is this code: a walk, `start`,
//! `screen`, `answer` and `profile ask`.

use super::{Ended, Now, Stage, Walk, record, unanswered};
use crate::acts::questions::{self, GivenAnswer};
use crate::acts::{Context, answer, asked, cards, choices, feet, followed, helped, unsure};
use crate::engine::ask::Ask;
use crate::engine::chosen::ChoiceNow;
use crate::engine::plan::{Action, Feet};
use crate::engine::turn::asks_later;
use crate::error::Failure;
use crate::model::kind::Urgency;
use crate::model::profile::{Answer, Choices, Fact};
use crate::protocol::format::{ChoiceOption, Step};
use crate::session::aloud::Aloud;
use crate::session::asking::{AskKind, Asking, Reply};
use crate::session::card::CardScene;
use crate::session::choosing::{Choosing, Offer};
use crate::session::{End, Scene};
use crate::views::told;
use crate::words::card;
use crate::words::clean::{all, clean};
use crate::words::dose::HELPED;
use crate::words::now::{self, ON_YOUR_FEET};
use crate::words::sign::how_is_it;

/// What stands above a question: the small line on top, and alerts.
#[derive(Clone, Debug, Default)]
pub(super) struct AskFrame {
    heading: String,
    alerts: Vec<String>,
}

/// What came of a question about the person.
enum AskReply {
    /// These answers. `true`: the person left the rest.
    Given(Vec<GivenAnswer>, bool),
    /// No answer.
    Ended(End),
}

impl Walk<'_> {
    /// Asks what waits, one after the other, until nothing does or the person leaves.
    pub(super) fn questions(&mut self, context: &mut Context<'_>) -> Result<Ended, Failure> {
        loop {
            context.later();
            let state = context.state()?;
            self.goes_on(&state)?;
            let course = crate::acts::answer::RunningCourse::needed(context, &state)?;
            let now = Now::new(&course, &state);
            if now.plan.screening.latched().is_some() {
                return Ok(Ended::BeSeen);
            }
            // Whoever was not heard of for hours is asked first whether they are up.
            if let Some(feet) = now.plan.feet.filter(|_| now.plan.in_front().is_none()) {
                match self.feet(context, &now, feet)? {
                    Some(ended) => return Ok(ended),
                    None => continue,
                }
            }
            let Some(ask) = &now.plan.ask else { return Ok(Ended::Over) };
            if let Some(ended) = self.ask(context, &now, ask)? {
                return Ok(ended);
            }
        }
    }

    /// Asks what must be answered first. `None`: it was answered, or passed over.
    pub(super) fn put_ask(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'_>,
        ask: &Ask<'_>,
    ) -> Result<Option<Ended>, Failure> {
        let frame = AskFrame { heading: now.heading(), alerts: now.alerts() };
        if let Ask::Card { card, again, urgency } = ask {
            let number = asked::number(&now.course.profile);
            let long = asked::in_long_words(card, now.state);
            let title = told::card_title(card, *again, told::on_floor(&now.plan));
            let lines = asked::sign_lines(card, &now.course.protocol, &number, long);
            let mut scene = CardScene::new(&frame.heading, &title, lines);
            scene.alerts = frame.alerts;
            scene.yes_no = asked::is_yes_or_no(card);
            scene.signs = true;
            let protocol = &now.course.protocol;
            let fact = |id| protocol.sign(id).and_then(|sign| sign.fact);
            let asks: Vec<_> = card.lines.iter().map(|line| line.signs.iter().map(fact).collect()).collect();
            asked::expecting(&mut scene, protocol, &asks);
            self.call_question(context, now, &title)?;
            let number = Some(number).filter(|_| *urgency == Urgency::Emergency);
            let end = self.put(context, Put::Card(Box::new(scene)), number)?;
            let End::Answered(reply) = end else { return Ok(self.went(&end, None)) };
            context.later();
            let left = matches!(reply, Reply::Only(_)) && !self.stage.lapsed();
            let made_for = cards::answer_card(context, now.state, &now.course.protocol, card, &reply)?;
            self.tell_made_for(context, made_for)?;
            return Ok(self.over(left));
        }
        if let Ask::Follow(follow) = ask {
            let title = how_is_it(&clean(&follow.text), follow.known);
            let kind = AskKind::Question(Choices::OneOf(followed::answers(follow)));
            let mut asking = Asking::new(kind, &frame.heading, &title);
            asking.alerts = frame.alerts;
            self.call_question(context, now, &title)?;
            let end = self.put(context, Put::Question(Box::new(asking)), None)?;
            let End::Answered(Reply::Answer(Answer::Word(word))) = end else { return Ok(self.went(&end, None)) };
            context.later();
            if let Some(answer) = followed::read(&word) {
                followed::answered(context, now.state, follow, answer)?;
            }
            return Ok(self.over(false));
        }
        if let Ask::Choice(choice) = ask {
            return self.choose(context, now, &frame, choice);
        }
        let (state, profile) = (now.state, &now.course.profile);
        let Some(mut put) = put_of(&frame, ask) else { return Ok(None) };
        if let Put::Question(asking) = &mut put
            && now.is_floor()
        {
            asking.title = card::while_you_rest(&asking.title);
        }
        if let (Put::Card(scene), Ask::Questions { lines, .. }) = (&mut put, ask) {
            let asks: Vec<_> = lines.iter().map(|line| line.facts.iter().copied().map(Some).collect()).collect();
            asked::expecting(scene, &now.course.protocol, &asks);
        }
        self.call_question(context, now, put.title())?;
        let end = self.put(context, put, None)?;
        if let (Ask::Questions { lines, .. }, End::Answered(reply)) = (ask, &end) {
            let again = unsure::of_questions(&now.course.protocol, state, lines, reply);
            if !again.is_empty() {
                context.later();
                let said = unsure::put_off_alone(context, &again)?;
                self.tell_made_for(context, Some(said))?;
                return Ok(self.over(false));
            }
        }
        match reply_of(ask, end) {
            AskReply::Given(given, left) => {
                context.later();
                let shown = questions::known(state, profile, ask.facts());
                questions::answered(context, state, &shown, &given)?;
                let answers: Vec<(Fact, Answer)> = given.into_iter().map(|one| (one.fact, one.answer)).collect();
                self.tell_made_for(context, cards::made_for_whom(&now.course.protocol, &[], &answers))?;
                Ok(self.over(left && !self.stage.lapsed()))
            }
            AskReply::Ended(end) => self.unanswered(context, now, &end, ask.step()),
        }
    }

    /// Says what the plan is made for, where somebody said that it is so. Rule 23.2.
    fn tell_made_for(&mut self, context: &mut Context<'_>, said: Option<String>) -> Result<(), Failure> {
        said.map_or(Ok(()), |said| self.stage.tell(context, said.trim()))
    }

    /// Asks which of several offers somebody wants. `None`: go on.
    fn choose(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'_>,
        frame: &AskFrame,
        choice: &ChoiceNow<'_>,
    ) -> Result<Option<Ended>, Failure> {
        let offer = |option: &&ChoiceOption| Offer {
            letter: option.letter,
            word: clean(&option.word),
            text: clean(&option.text),
            say: option.say.as_deref().map(clean),
            opens: option.opens.iter().map(ToString::to_string).collect(),
            rests: option.rests.is_some(),
        };
        let title = clean(&choice.title());
        let mut scene = Choosing::new(&frame.heading, &title, choice.options.iter().map(offer).collect());
        scene.alerts.clone_from(&frame.alerts);
        scene.say = all(&choice.card.say);
        let hours = now.course.profile.hours();
        let times = answer::times(now.state, &hours);
        scene.say.extend(told::called_next(&now.plan).map(|next| told::upcoming_line(next, &times)));
        scene.aloud = self.stage.is_aloud();
        self.call_question(context, now, &title)?;
        let end = self.stage.play(context, &mut Scene::Choosing(Box::new(scene)), None)?;
        let option = if let End::Chosen(place) = end {
            choice.options.get(place).copied()
        } else if end == End::Passed {
            None
        } else {
            return Ok(self.went(&end, None));
        };
        context.later();
        choices::chosen(context, now.state, choice.card, option)?;
        self.staying.played();
        Ok(self.over(false))
    }

    /// Whether it is over once something was recorded.
    fn over(&self, left: bool) -> Option<Ended> {
        if self.stage.halted() { Some(Ended::Halted) } else { left.then_some(Ended::Left) }
    }

    /// Puts a question: on the screen, or spoken line by line. `number`: what is called after a yes.
    fn put(&mut self, context: &mut Context<'_>, put: Put, number: Option<String>) -> Result<End, Failure> {
        let greets = number.is_some() && !self.staying.has_played();
        let mut scene = if self.stage.is_aloud() {
            Scene::Aloud(Box::new(Aloud::new(put.spoken(), number, greets)))
        } else {
            put.scene()
        };
        let end = self.stage.play(context, &mut scene, None)?;
        if matches!(end, End::Answered(_)) {
            self.staying.played();
        }
        Ok(end)
    }

    /// Puts a card that is no part of the plan. `number`: what is called after a yes.
    pub(super) fn put_card(
        &mut self,
        context: &mut Context<'_>,
        card: CardScene,
        number: String,
    ) -> Result<End, Failure> {
        self.put(context, Put::Card(Box::new(card)), Some(number))
    }

    /// Asks somebody who lay on the floor when they were last heard of whether they are on their feet. `None`: go on.
    pub(super) fn feet(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'_>,
        feet: Feet<'_>,
    ) -> Result<Option<Ended>, Failure> {
        let mut asking = Asking::new(AskKind::Offer, &now.heading(), ON_YOUR_FEET);
        asking.alerts = now.alerts();
        asking.say = vec![now::meanwhile(&told::short(feet.no))];
        self.waits_a_while(context, now)?;
        let end = self.stage.play(context, &mut Scene::Asking(Box::new(asking)), None)?;
        if end == End::LetGo {
            self.lapses(now, unanswered::UP.to_owned());
        }
        let End::Answered(reply) = end else { return Ok(self.went(&end, None)) };
        context.later();
        feet::record(context, reply == Reply::Yes)?;
        Ok(self.stage.halted().then_some(Ended::Halted))
    }

    /// Whether it is asked now if the last dose helped.
    pub(super) fn asks_whether_it_helped(&self, now: &Now<'_>) -> bool {
        let later = |action: &Action<'_>| asks_later(&now.course.protocol, action);
        now.plan.helped.is_some()
            && self.asks_now(now).is_none()
            && !self.has_lapsed(now, unanswered::HELPED)
            && !now.plan.action.as_ref().is_some_and(later)
    }

    /// Asks whether the last dose helped, once. Passed over, it is not asked about that dose again. `None`: go on.
    pub(super) fn helped(&mut self, context: &mut Context<'_>, now: &Now<'_>) -> Result<Option<Ended>, Failure> {
        let choices = Fact::LastDoseHelped.question().choices;
        let mut asking = Asking::new(AskKind::Question(choices), &now.heading(), HELPED);
        asking.alerts = now.alerts();
        asking.skips = true;
        self.waits_a_while(context, now)?;
        let end = self.put(context, Put::Question(Box::new(asking)), None)?;
        if end == End::LetGo {
            self.lapses(now, unanswered::HELPED.to_owned());
        }
        context.later();
        let answer = if let End::Answered(Reply::Answer(answer)) = &end {
            Some(answer.clone())
        } else if end == End::Passed {
            None
        } else {
            return Ok(self.went(&end, None));
        };
        helped::record(context, answer)?;
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
                | End::Sign
                | End::Burned
                | End::Anew
                | End::Slept
                | End::LetGo
                | End::Chosen(_)
                | End::Digit(_)
                | End::Left
                | End::Halted,
                _,
            ) => Ok(self.went(end, None)),
        }
    }
}

/// A question to be put: a card of lines, or one by itself.
enum Put {
    Card(Box<CardScene>),
    Question(Box<Asking>),
}

impl Put {
    fn title(&self) -> &str {
        match self {
            Self::Card(card) => &card.title,
            Self::Question(asking) => &asking.title,
        }
    }

    /// For eyes.
    fn scene(self) -> Scene {
        match self {
            Self::Card(card) => Scene::Card(card),
            Self::Question(asking) => Scene::Asking(asking),
        }
    }

    /// For ears: the lines of a card one by one.
    fn spoken(self) -> Asking {
        match self {
            Self::Question(asking) => *asking,
            Self::Card(card) => {
                let mut asking = Asking::new(AskKind::Card, &card.heading, &card.title);
                asking.alerts.clone_from(&card.alerts);
                asking.say = card.before.iter().cloned().collect();
                asking.lines = card.lines.iter().map(|line| line.say.clone()).collect();
                asking.skips = card.skips;
                asking.signs = card.signs;
                asking
            }
        }
    }
}

/// A question about the person, or several on a card. `None`: it is a card of signs.
fn put_of(frame: &AskFrame, ask: &Ask<'_>) -> Option<Put> {
    match ask {
        Ask::Card { .. } | Ask::Follow(_) | Ask::Choice(_) => None,
        Ask::Question { fact, step } => {
            let question = fact.question();
            let mut asking = Asking::new(AskKind::Question(question.choices), &frame.heading, question.ask());
            asking.alerts.clone_from(&frame.alerts);
            asking.say = before(*step).into_iter().collect();
            asking.skips = step.is_some();
            Some(Put::Question(Box::new(asking)))
        }
        Ask::Questions { card, asked: own, lines, step, .. } => {
            let title = told::questions_title(*card, *own, *step);
            let mut scene = CardScene::new(&frame.heading, &title, asked::fact_lines(*card, lines));
            scene.alerts.clone_from(&frame.alerts);
            scene.before = own.is_none().then(|| before(*step)).flatten();
            scene.skips = step.is_some();
            Some(Put::Card(Box::new(scene)))
        }
    }
}

/// What the end of such a question answers.
fn reply_of(ask: &Ask<'_>, end: End) -> AskReply {
    match (ask, end) {
        (Ask::Question { fact, .. }, End::Answered(Reply::Answer(answer))) => {
            AskReply::Given(vec![GivenAnswer { fact: *fact, answer, by_none: false }], false)
        }
        (Ask::Questions { lines, .. }, End::Answered(reply)) => {
            let left = matches!(reply, Reply::Only(_));
            // Whoever reads the lines and says none of them has said so of each.
            AskReply::Given(questions::given(lines, &reply, |_| false), left)
        }
        (Ask::Card { .. } | Ask::Follow(_) | Ask::Choice(_) | Ask::Question { .. } | Ask::Questions { .. }, end) => {
            AskReply::Ended(end)
        }
    }
}

/// Asks questions about the person at leisure, as they come on show. `false`: the person left.
pub(crate) fn ask_about(context: &mut Context<'_>, facts: &[Fact]) -> Result<bool, Failure> {
    let mut stage = Stage::open(context, super::Manner::default())?;
    let mut left = facts.to_vec();
    let mut gone = false;
    while let Some(ask) = Ask::of(&left, None).filter(|_| !gone) {
        context.later();
        let (read, profile) = (context.state()?, context.profile()?);
        let Some(put) = put_of(&AskFrame::default(), &ask) else { break };
        let end = stage.play(context, &mut put.scene(), None)?;
        match reply_of(&ask, end) {
            AskReply::Given(given, leaves) => {
                let shown = questions::known(&read, &profile, ask.facts());
                questions::answered(context, &read, &shown, &given)?;
                left.retain(|fact| !ask.facts().contains(fact));
                gone = leaves;
            }
            AskReply::Ended(_) => gone = true,
        }
        gone |= stage.halted();
    }
    stage.close(context)?;
    Ok(!gone)
}

/// What is said with a question that a step waits for.
fn before(step: Option<&Step>) -> Option<String> {
    step.map(|step| now::before(&told::short(step)))
}
