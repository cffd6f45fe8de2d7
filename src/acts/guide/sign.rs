//! The signs after a medicine, heat or a patch, asked in the middle of a walk where somebody stopped for one. Rule 21.1.

use super::{Ended, Next, Now, Walk};
use crate::acts::answer::{RunningCourse, Stand};
use crate::acts::reaction::{AfterSign, Gathered};
use crate::acts::{Context, asked, cards, reaction, slip};
use crate::engine::cards::out_of_turn;
use crate::engine::case::Case;
use crate::error::Failure;
use crate::model::event::Record;
use crate::model::kind::Urgency;
use crate::model::profile::{Answer, Choices};
use crate::protocol::after_medicine::after_medicine;
use crate::session::asking::{AskKind, Asking, Reply};
use crate::session::card::{CardScene, CardWords};
use crate::session::{End, Scene};
use crate::views::told;
use crate::words::card::if_so;
use crate::words::clean::clean;
use crate::words::sign::BURN_STANDS;

impl Walk<'_> {
    /// Asks which of those signs is there, and records it. What is there ends the walk, as any sign does. `None`: go on.
    pub(super) fn signs_after(&mut self, context: &mut Context<'_>, now: &Now<'_>) -> Result<Option<Ended>, Failure> {
        let Some(card) = after_medicine().card() else { return Ok(None) };
        if now.plan.screening.latched() == Some(Urgency::Emergency) {
            return Ok(None);
        }
        let (protocol, profile) = (&now.course.protocol, &now.course.profile);
        let number = asked::number(profile);
        let lines = asked::sign_lines(card, protocol, &number, false);
        let mut scene = CardScene::new(&now.heading(), &told::card_title(card, false, false), lines);
        scene.signs = true;
        let end = self.put_card(context, scene, number)?;
        // Another terminal wrote something: it is asked again.
        self.asks_next = (end == End::Anew).then_some(Next::Signs);
        let End::Answered(reply) = end else { return Ok(self.went(&end, None)) };
        context.later();
        let marked = match &reply {
            Reply::Lines(marked) | Reply::UnsureOf(marked) | Reply::Only(marked) => marked.as_slice(),
            Reply::Unsure => {
                cards::answer_card(context, now.state, protocol, card, &reply)?;
                return Ok(None);
            }
            Reply::None | Reply::No | Reply::Yes | Reply::Answer(_) => return Ok(None),
        };
        let names: Vec<String> = asked::signs(card, marked).iter().map(ToString::to_string).collect();
        let gathered = reaction::gathered_by(now.state, profile, &names, |next| self.is_no(context, now, next))?;
        context.later();
        let records = self.tell_sign(context, &gathered)?;
        self.stage.keeps(records);
        Ok(self.halts())
    }

    /// Asks for new signs, where somebody said that it hurts clearly more and the plan asks no card by itself: at once, and no
    /// longer than somebody is waited for. Rule 15. `None`: go on.
    pub(super) fn signs_of_worse(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'_>,
    ) -> Result<Option<Ended>, Failure> {
        let case = Case::new(&now.course.protocol, &now.course.profile, &now.state.history);
        let Some(ask) = out_of_turn(&case) else { return Ok(None) };
        self.waits_a_while(context, now)?;
        self.put_ask(context, now, &ask)
    }

    /// Records a burn as a small one at once, and asks how large it is: whoever leaves, or does not answer, has said all the same
    /// that it burned. A large one is recorded beside it. `small`: what was recorded of it already. `None`: go on.
    pub(super) fn burned(
        &mut self,
        context: &mut Context<'_>,
        now: &Now<'_>,
        mut small: Vec<Record>,
    ) -> Result<Option<Ended>, Failure> {
        let burn = &after_medicine().after_burn;
        if small.is_empty() {
            context.later();
            small = self.tell_sign(context, &Gathered::plain(&[burn.no.to_string()]))?;
            self.stage.keeps(small.clone());
            self.stage.looks(context)?;
        }
        if now.plan.screening.latched() == Some(Urgency::Emergency) {
            return Ok(None);
        }
        let number = asked::number(&now.course.profile);
        let line = CardWords {
            text: burn.ask.clone(),
            long: burn.ask.clone(),
            say: burn.ask.clone(),
            advice: if_so(Urgency::Emergency, &number),
            ends: true,
            ..CardWords::default()
        };
        let mut scene = CardScene::new(&now.heading(), &clean(&burn.ask), vec![line]);
        scene.before = Some(clean(&burn.say));
        (scene.yes_no, scene.signs, scene.slips) = (true, true, true);
        self.waits_a_while(context, now)?;
        let end = self.stage.play(context, &mut Scene::Card(Box::new(scene)), None)?;
        if end == End::Anew {
            // Another terminal wrote something: that says nothing of the burn, and it is asked again.
            self.asks_next = Some(Next::Burn(small));
            return Ok(None);
        }
        context.later();
        let large = matches!(end, End::Answered(Reply::Lines(_) | Reply::Only(_) | Reply::Unsure | Reply::UnsureOf(_)));
        if end == End::Passed {
            self.nothing_burned(context, &small)?;
        } else if large {
            let records = self.tell_sign(context, &Gathered::plain(&[burn.yes.to_string()]))?;
            self.stage.keeps(records);
        }
        Ok(self.halts().or((end == End::Halted).then_some(Ended::Halted)))
    }

    /// Withdraws a burn that was a wrong key. After two minutes it stands, as any sign does.
    fn nothing_burned(&mut self, context: &mut Context<'_>, small: &[Record]) -> Result<(), Failure> {
        let journal = context.home()?.journal();
        let mut writer = context.lock(&journal)?;
        let state = context.state_under_lock(&mut writer)?;
        self.goes_on(&state)?;
        let withdrawn = slip::withdraw_own(&mut writer, context.now()?, small)?;
        drop(writer);
        match withdrawn {
            Some(records) => self.stage.keeps(records),
            None => self.stage.tell(context, BURN_STANDS)?,
        }
        Ok(())
    }

    /// Whether what is asked next of a sign is answered with no, in so many words: whoever leaves has not said so.
    fn is_no(&mut self, context: &mut Context<'_>, now: &Now<'_>, next: &AfterSign) -> Result<bool, Failure> {
        loop {
            let mut asking = Asking::new(AskKind::Question(Choices::YesNo), &now.heading(), &clean(next.question()));
            asking.skips = true;
            // No answer is no "no".
            self.waits_a_while(context, now)?;
            let end = self.stage.play(context, &mut Scene::Asking(Box::new(asking)), None)?;
            if end != End::Anew {
                return Ok(end == End::Answered(Reply::Answer(Answer::No)));
            }
            // Another terminal wrote something: that is no answer at all.
            self.stage.looks(context)?;
        }
    }

    /// Writes what was gathered. The records that it made.
    fn tell_sign(&mut self, context: &mut Context<'_>, gathered: &Gathered) -> Result<Vec<Record>, Failure> {
        let journal = context.home()?.journal();
        let mut writer = context.lock(&journal)?;
        let state = context.state_under_lock(&mut writer)?;
        self.goes_on(&state)?;
        let course = RunningCourse::needed(context, &state)?;
        let mut stand = Stand { state, course };
        let mut records = cards::signs(context, &mut writer, &mut stand, &gathered.names, None)?;
        records.extend(reaction::note(context, &mut writer, &mut stand, gathered)?);
        Ok(records)
    }

    fn halts(&self) -> Option<Ended> {
        self.stage.halted().then_some(Ended::Halted)
    }
}
