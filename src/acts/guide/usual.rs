//! The first page of an evening of prevention: is it as usual? It guards nothing: silence lets the block come.

use super::{Ended, Now, Walk};
use crate::acts::{Context, aside};
use crate::engine::aside::Aside;
use crate::error::Failure;
use crate::model::aside::AsideKind;
use crate::session::choosing::{Choosing, Offer};
use crate::session::{End, Scene};
use crate::words::aside as words;

/// The name of that question.
const USUAL: &str = "as usual";

impl Walk<'_> {
    /// Whether that is asked now. By ear it is asked by the way.
    pub(super) fn asks_whether_as_usual(&self, now: &Now<'_>) -> bool {
        now.plan.aside == Some(Aside::Usual)
            && !self.stage.is_aloud()
            && self.asks_now(now).is_none()
            && !self.has_lapsed(now, USUAL)
    }

    /// Asks it, once a day. Whoever is worse is told what to type, and is asked the signs next. `None`: go on.
    pub(super) fn usual(&mut self, context: &mut Context<'_>, now: &Now<'_>) -> Result<Option<Ended>, Failure> {
        let offer = |(letter, word, text): (char, &str, &str)| Offer {
            letter,
            word: word.to_owned(),
            text: text.to_owned(),
            ..Offer::default()
        };
        let title = words::question(AsideKind::Usual, "");
        let mut scene = Choosing::new(&now.heading(), &title, words::USUAL.map(offer).to_vec());
        scene.alerts = now.alerts();
        self.waits_a_while(context, now)?;
        let end = self.stage.play(context, &mut Scene::Choosing(Box::new(scene)), None)?;
        context.later();
        if end == End::LetGo {
            self.lapses(now, USUAL.to_owned());
        }
        let word = if let End::Chosen(place) = end {
            words::USUAL.get(place).map_or("skip", |(_, word, _)| word)
        } else if end == End::Passed {
            "skip"
        } else {
            return Ok(self.went(&end, None));
        };
        if let Some((told, records)) = aside::by_word(context, AsideKind::Usual, word)? {
            self.stage.tell(context, &told)?;
            self.stage.keeps(records);
        }
        Ok(self.stage.halted().then_some(Ended::Halted))
    }
}
