//! `next`: the one thing to do now, or when the next thing is due.

use serde::Serialize;

use crate::engine::aside::Aside;
use crate::engine::ask::{Ask, FactLine};
use crate::engine::chosen::ChoiceNow;
use crate::engine::plan::Plan;
use crate::model::id::Id;
use crate::model::letters::letter;
use crate::model::profile::{CardId, Fact};
use crate::model::time::Stamp;
use crate::protocol::format::ChoiceOption;
use crate::views::Shown;
use crate::views::parts::{Action, Alert, Alongside, Blocked, Card, Due, Flare, Follow, QuestionShown, Schema, Seen};
use crate::views::told::{asked_aside, card_title, fact_line, idle_lines, on_floor, questions_title};
use crate::words::aside::fits;
use crate::words::card::title;
use crate::words::clean::{all, clean};
use crate::words::now::ON_YOUR_FEET;

/// The answer of `next`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Next<'a> {
    /// `backflare/next/1`.
    pub(crate) schema: Schema,
    /// The plan.
    #[serde(flatten)]
    pub(crate) outlook: Outlook<'a>,
}

impl<'a> Next<'a> {
    /// The answer of `next` to a plan.
    pub(crate) fn of(shown: &Shown<'a>) -> Self {
        Self { schema: Schema::of("next"), outlook: Outlook::of(shown) }
    }

    /// The answer where no course runs.
    pub(crate) fn nothing(now: Stamp) -> Self {
        Self { schema: Schema::of("next"), outlook: Outlook::nothing(now) }
    }
}

/// A plan: what is now, what comes later, what is not now and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Outlook<'a> {
    /// The moment for which it holds.
    pub(crate) now: Stamp,
    /// The course that runs. `null`: none does, and everything else is empty.
    pub(crate) flare: Option<Flare<'a>>,
    /// How the warning signs stand: `pending`, `clear`, `same-day` or `emergency`. `null`: no course runs, and nobody was asked.
    pub(crate) screening: Option<&'static str>,
    /// The one thing to do now.
    pub(crate) action: Option<Action<'a>>,
    /// Somebody to call while the action goes on. `done` with its name says that it was done.
    pub(crate) call: Option<Action<'a>>,
    /// Medicines whose time has come, beside the action or beside nothing. The action is never one.
    pub(crate) beside: Vec<Alongside<'a>>,
    /// A guided step that was cut off, and can be gone on with.
    pub(crate) walking: Option<&'a Id>,
    /// What comes later, soonest first.
    pub(crate) upcoming: Vec<Due<'a>>,
    /// What is not now, and why.
    pub(crate) blocked: Vec<Blocked<'a>>,
    /// What to leave alone.
    pub(crate) avoid: Vec<String>,
    /// What stands above the action, most urgent first.
    pub(crate) alerts: Vec<Alert>,
    /// The card of warning signs that must be answered first.
    pub(crate) card: Option<Card<'a>>,
    /// How a sign is by now: asked before the cards.
    pub(crate) follow: Option<Follow<'a>>,
    /// The signs that a clinician looked at, until the flare ends.
    pub(crate) seen: Vec<Seen<'a>>,
    /// The questions that must be answered first; or, beside an action, the one that waits.
    pub(crate) questions: Option<Questions<'a>>,
    /// Offers of which one is chosen.
    pub(crate) choice: Option<ChoiceView<'a>>,
    /// What the action asks when it is over: `Can you stand?` After hours without a word: `Are you on your feet?`
    pub(crate) question: Option<String>,
    /// What is asked by the way: `answer` answers it, and so does silence.
    pub(crate) aside: Option<AsideView<'a>>,
    /// What is said when nothing is due.
    pub(crate) idle: Vec<String>,
    /// When the answer may change by time alone.
    pub(crate) next_change: Option<Stamp>,
}

impl<'a> Outlook<'a> {
    /// A plan, as it is told.
    pub(crate) fn of(shown: &Shown<'a>) -> Self {
        let Shown { plan, protocol, place } = shown;
        let Some(course) = &plan.course else { return Self::nothing(plan.now) };
        let (card, questions) = match &plan.ask {
            Some(Ask::Card { card, again, .. }) => {
                (Some(Card::of(card, protocol, card_title(card, *again, on_floor(plan)))), None)
            }
            Some(asked @ (Ask::Question { .. } | Ask::Questions { .. })) => (None, Some(Questions::of(asked))),
            Some(Ask::Follow(_) | Ask::Choice(_)) => (None, None),
            None => (None, plan.helped.map(|_| Questions::helped())),
        };
        Self {
            now: plan.now,
            flare: Some(Flare::of(course, protocol)),
            screening: Some(plan.screening.word()),
            action: plan.action.as_ref().map(|action| Action::of(action, protocol, place)),
            call: plan.call.as_ref().map(|call| Action::of(call, protocol, place)),
            beside: plan.beside.iter().filter_map(Alongside::of).collect(),
            walking: plan.walking.map(|step| &step.id),
            upcoming: plan.upcoming.iter().map(|upcoming| Due::of(upcoming, place)).collect(),
            blocked: plan.blocked.iter().map(|blocked| Blocked::of(blocked, shown)).collect(),
            avoid: plan.avoid.iter().map(|avoid| clean(&avoid.say)).collect(),
            alerts: Alert::all(shown),
            card,
            follow: plan.ask.as_ref().and_then(Follow::of),
            seen: plan.screening.seen.iter().map(|seen| Seen::of(seen, place)).collect(),
            questions,
            choice: if let Some(Ask::Choice(choice)) = &plan.ask { Some(ChoiceView::of(choice)) } else { None },
            question: question(plan),
            aside: plan.aside.map(AsideView::of),
            idle: idle_lines(plan),
            next_change: plan.next_change.map(|at| place.stamp(at)),
        }
    }

    /// The plan where no course runs.
    pub(crate) fn nothing(now: Stamp) -> Self {
        Self {
            now,
            flare: None,
            screening: None,
            action: None,
            call: None,
            beside: Vec::new(),
            walking: None,
            upcoming: Vec::new(),
            blocked: Vec::new(),
            avoid: Vec::new(),
            alerts: Vec::new(),
            card: None,
            follow: None,
            seen: Vec::new(),
            questions: None,
            choice: None,
            question: None,
            aside: None,
            idle: Vec::new(),
            next_change: None,
        }
    }
}

/// What stands to be answered with yes or not yet.
fn question(plan: &Plan<'_>) -> Option<String> {
    let open = plan.action.as_ref().and_then(|action| action.open).map(|open| clean(&open.end.question));
    plan.feet.map(|_| ON_YOUR_FEET.to_owned()).or(open)
}

/// Offers of which one is chosen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ChoiceView<'a> {
    /// The card.
    pub(crate) card: &'a Id,
    /// Its heading.
    pub(crate) title: String,
    /// The offers that this person has, in their order.
    pub(crate) options: Vec<OptionView<'a>>,
    /// What is said below them.
    pub(crate) say: Vec<String>,
}

/// One of the offers of a choice.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct OptionView<'a> {
    /// The letter that chooses it.
    pub(crate) letter: char,
    /// The word that chooses it, too.
    pub(crate) word: String,
    /// What it says.
    pub(crate) text: String,
    /// The steps that it opens.
    pub(crate) opens: &'a [Id],
    /// What it sets aside: a kind or a step. `null`: nothing.
    pub(crate) rests: Option<&'a Id>,
}

impl<'a> ChoiceView<'a> {
    fn of(choice: &ChoiceNow<'a>) -> Self {
        let option = |option: &&'a ChoiceOption| OptionView {
            letter: option.letter,
            word: clean(&option.word),
            text: clean(&option.text),
            opens: &option.opens,
            rests: option.rests.as_ref().map(|rest| &rest.what),
        };
        let (card, options) = (choice.card, choice.options.iter().map(option).collect());
        Self { card: &card.id, title: clean(&choice.title()), options, say: all(&card.say) }
    }
}

/// A question by the way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct AsideView<'a> {
    /// `pain-after`, `helper`, `flare-over`, `began`, `began-when`, `goal-level`, `goal`, `as-usual` or `slept`.
    pub(crate) key: &'static str,
    /// The question.
    pub(crate) ask: String,
    /// The words that answer it.
    pub(crate) answers: &'static str,
    /// The step that it is about.
    pub(crate) step: Option<&'a Id>,
}

impl<'a> AsideView<'a> {
    fn of(aside: Aside<'a>) -> Self {
        let step = if let Aside::After(step) = aside { Some(&step.id) } else { None };
        Self { key: aside.kind().key(), ask: asked_aside(aside), answers: fits(aside.kind()), step }
    }
}

/// Questions that are asked together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Questions<'a> {
    /// The card that they stand on.
    pub(crate) card: CardId,
    /// Its heading.
    pub(crate) title: String,
    /// Their keys.
    pub(crate) keys: Vec<&'static str>,
    /// The questions.
    pub(crate) asks: Vec<QuestionShown>,
    /// Its lines, as they are asked: a letter before each. Empty: one question, by itself.
    pub(crate) lines: Vec<FactLineView>,
    /// The step that waits for them; `skip` passes it over.
    pub(crate) step: Option<&'a Id>,
}

/// A line of questions that are asked together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct FactLineView {
    /// The letter that answers it.
    pub(crate) letter: char,
    /// What it says.
    pub(crate) text: String,
    /// The questions that it asks.
    pub(crate) keys: Vec<&'static str>,
}

impl<'a> Questions<'a> {
    /// Whether the last dose helped: it waits, and stands in front of nothing.
    fn helped() -> Self {
        Self::of(&Ask::Question { fact: Fact::LastDoseHelped, step: None })
    }

    fn of(asked: &Ask<'a>) -> Self {
        let asks: Vec<QuestionShown> = asked.facts().iter().map(|fact| QuestionShown::of(fact.question())).collect();
        let card = asked.facts().first().map_or(CardId::Dose, |fact| fact.question().card);
        let (title, lines) = match asked {
            Ask::Questions { asked, lines, step, .. } => (questions_title(card, *asked, *step), lines.as_slice()),
            Ask::Card { .. } | Ask::Follow(_) | Ask::Choice(_) | Ask::Question { .. } => {
                (title(card).to_owned(), &[][..])
            }
        };
        let keys = |line: &FactLine<'_>| line.facts.iter().map(|fact| fact.key()).collect();
        let line = |(place, line)| FactLineView { letter: letter(place), text: fact_line(line), keys: keys(line) };
        Self {
            card,
            title,
            keys: asks.iter().map(|question| question.key).collect(),
            asks,
            lines: lines.iter().enumerate().map(line).collect(),
            step: asked.step().map(|step| &step.id),
        }
    }
}
