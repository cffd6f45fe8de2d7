//! The signs after a medicine, heat or a patch, asked in the middle of a walk where somebody stopped for one. Rule 21.1.

use super::{Ended, Now, Walk};
use crate::acts::answer::{RunningCourse, Stand};
use crate::acts::reaction::{AfterSign, Gathered};
use crate::acts::{Context, asked, cards, reaction};
use crate::error::Failure;
use crate::model::kind::Urgency;
use crate::model::profile::{Answer, Choices};
use crate::protocol::after_medicine::after_medicine;
use crate::session::asking::{AskKind, Asking, Reply};
use crate::session::card::{CardScene, CardWords};
use crate::session::{End, Scene};
use crate::views::told;
use crate::words::card::if_so;
use crate::words::clean::clean;

impl Walk<'_> {
    /// Asks which of those signs is there, and records it. What is there ends the walk, as any sign does. `None`: go on.
    pub(super) fn signs_after(&mut self, context: &mut Context<'_>, now: &Now<'_>) -> Result<Option<Ended>, Failure> {
        let Some(card) = after_medicine().card() else { return Ok(None) };
        let (protocol, profile) = (&now.course.protocol, &now.course.profile);
        let number = asked::number(profile);
        let lines = asked::sign_lines(card, protocol, &number, false);
        let mut scene = CardScene::new(&now.heading(), &told::card_title(card, false, false), lines);
        scene.signs = true;
        let end = self.put_card(context, scene, number)?;
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
        self.tell_sign(context, &gathered)
    }

    /// Asks how large a burn is, and records it: whoever leaves, or does not answer, has said all the same that it burned. `None`:
    /// go on.
    pub(super) fn burned(&mut self, context: &mut Context<'_>, now: &Now<'_>) -> Result<Option<Ended>, Failure> {
        let Some(burn) = &after_medicine().after_burn else { return Ok(None) };
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
        let end = self.stage.play(context, &mut Scene::Card(Box::new(scene)), None)?;
        if end == End::Passed {
            return Ok(None);
        }
        let large = matches!(end, End::Answered(Reply::Lines(_) | Reply::Only(_) | Reply::Unsure | Reply::UnsureOf(_)));
        let sign = if large { &burn.yes } else { &burn.no };
        context.later();
        let names = [sign.to_string()];
        let ended = self.tell_sign(context, &Gathered::plain(&names))?;
        Ok(ended.or((end == End::Halted).then_some(Ended::Halted)))
    }

    /// Whether what is asked next of a sign is answered with no, in so many words: whoever leaves has not said so.
    fn is_no(&mut self, context: &mut Context<'_>, now: &Now<'_>, next: &AfterSign) -> Result<bool, Failure> {
        let mut asking = Asking::new(AskKind::Question(Choices::YesNo), &now.heading(), &clean(next.question()));
        asking.skips = true;
        // No answer is no "no".
        self.waits_a_while(context, now)?;
        let end = self.stage.play(context, &mut Scene::Asking(Box::new(asking)), None)?;
        Ok(end == End::Answered(Reply::Answer(Answer::No)))
    }

    fn tell_sign(&mut self, context: &mut Context<'_>, gathered: &Gathered) -> Result<Option<Ended>, Failure> {
        let journal = context.home()?.journal();
        let mut writer = context.lock(&journal)?;
        let state = context.state_under_lock(&mut writer)?;
        self.goes_on(&state)?;
        let course = RunningCourse::needed(context, &state)?;
        let mut stand = Stand { state, course };
        let mut records = cards::signs(context, &mut writer, &mut stand, &gathered.names, None)?;
        records.extend(reaction::note(context, &mut writer, &mut stand, gathered)?);
        drop(writer);
        self.stage.keeps(records);
        Ok(self.stage.halted().then_some(Ended::Halted))
    }
}
