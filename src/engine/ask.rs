//! What waits for an answer and is on show: a card of signs, one question about the person, or several as a card.
//!
//! Text, JSON and walk show exactly this, in this order, and every answer is read by it. So a letter answers the line
//! that it stands before on the screen, and "none of these" answers the lines that were seen, and no others.

use crate::engine::chosen::ChoiceNow;
use crate::engine::safety::followed::FollowUp;
use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::model::letters;
use crate::model::profile::{CardId, Choices, Fact};
use crate::protocol::format::{Card, Protocol, QuestionCard, QuestionLine, Step};

/// The letters of a question that stand on one row of a small screen.
const ROW: usize = 35;
/// The rows of questions on one small screen. What is over comes on the next.
const MOST_ROWS: usize = 16;

/// What must be answered before anything else is offered.
#[derive(Clone, PartialEq, Debug)]
pub enum Ask<'p> {
    /// A screening card: a letter before each line.
    Card {
        /// The card.
        card: &'p Card,
        /// As urgent as its most urgent sign.
        urgency: Urgency,
        /// It was answered before in this course, and is asked with its other heading.
        again: bool,
    },
    /// How a sign is that a clinician looked at, or that is old and known: by itself, before its card.
    Follow(FollowUp<'p>),
    /// A choice: each option has its own letter.
    Choice(ChoiceNow<'p>),
    /// One question about the person, by itself: no letter, its own answers.
    Question {
        /// The question.
        fact: Fact,
        /// The step that waits for it; `skip` passes that over.
        step: Option<&'p Step>,
    },
    /// Questions that "none of these" answers with no: a letter before each.
    Questions {
        /// The card they stand on.
        card: CardId,
        /// The author's words for them. `None`: each is a line, in the program's own.
        asked: Option<&'p QuestionCard>,
        /// The lines, in the order of their letters.
        lines: Vec<FactLine<'p>>,
        /// The questions of all lines, in their order.
        facts: Vec<Fact>,
        /// The step that waits for them; `skip` passes that over.
        step: Option<&'p Step>,
    },
}

/// A line of questions about the person: under one letter, one of them or a group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactLine<'p> {
    /// The author's words for the whole group. `None`: the words of its questions.
    pub words: Option<&'p QuestionLine>,
    /// The questions that await an answer.
    pub facts: Vec<Fact>,
}

/// What a letter stands before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line<'p> {
    /// A line of a screening card: these signs.
    Signs(&'p [Id]),
    /// Questions about the person.
    Facts(Vec<Fact>),
}

impl<'p> Ask<'p> {
    /// What is on show of questions that are unanswered, those of one card. One that "none of these" does not answer
    /// comes before the others, by itself. `None`: nothing is unanswered.
    ///
    /// Whether all is still so comes before any other: yes confirms those, too.
    ///
    /// For example: of `[Age, Cancer, WeakBones]` the age is on show; once it is known, `a) Cancer  b) WeakBones`.
    pub fn of(facts: &[Fact], step: Option<&'p Step>) -> Option<Self> {
        let alone = match facts {
            [only] if only.question().ask().ends_with('?') => Some(*only),
            facts => {
                let still_so = facts.iter().copied().find(|fact| *fact == Fact::StillSo);
                still_so.or_else(|| facts.iter().copied().find(|fact| stands_alone(*fact)))
            }
        };
        if let Some(fact) = alone {
            return Some(Self::Question { fact, step });
        }
        let card = facts.first()?.question().card;
        let facts = facts[..fitting(facts)].to_vec();
        let lines = facts.iter().map(|fact| FactLine { words: None, facts: vec![*fact] }).collect();
        Some(Self::Questions { card, asked: None, lines, facts, step })
    }

    /// What is on show of questions that a step waits for, in the groups of the protocol's card before steps of its kind,
    /// where it has one. A question that stands on none of its lines comes after those that do.
    ///
    /// For example: before heat, of `[LessFeeling, Circulation, Raynaud, Drowsy]` two lines are on show, `a) LessFeeling
    /// and Circulation  b) Drowsy`; Raynaud comes before cold.
    pub fn before(protocol: &'p Protocol, facts: &[Fact], step: &'p Step) -> Option<Self> {
        let plain = Self::of(facts, Some(step))?;
        let Self::Questions { card, .. } = &plain else { return Some(plain) };
        let Some(asked) = protocol.questions_before(step.kind) else { return Some(plain) };
        let lines: Vec<FactLine<'p>> = asked
            .lines
            .iter()
            .map(|line| {
                let left: Vec<Fact> = line.facts.iter().copied().filter(|fact| facts.contains(fact)).collect();
                // Where a part of the group is answered, the words of the whole would ask it again.
                FactLine { words: Some(line).filter(|line| line.facts.len() == left.len()), facts: left }
            })
            .filter(|line| !line.facts.is_empty())
            .collect();
        if lines.is_empty() {
            return Some(plain);
        }
        let facts = lines.iter().flat_map(|line| line.facts.iter().copied()).collect();
        Some(Self::Questions { card: *card, asked: Some(asked), lines, facts, step: Some(step) })
    }

    /// Whether it is an emergency card.
    pub fn is_grave(&self) -> bool {
        matches!(self, Self::Card { urgency: Urgency::Emergency, .. })
    }

    /// The step that waits for the answer, and that `skip` passes over.
    pub fn step(&self) -> Option<&'p Step> {
        match self {
            Self::Card { .. } | Self::Follow(_) | Self::Choice(_) => None,
            Self::Question { step, .. } | Self::Questions { step, .. } => *step,
        }
    }

    /// The questions about the person that are on show, in their order.
    pub fn facts(&self) -> &[Fact] {
        match self {
            Self::Card { .. } | Self::Follow(_) | Self::Choice(_) => &[],
            Self::Question { fact, .. } => std::slice::from_ref(fact),
            Self::Questions { facts, .. } => facts,
        }
    }

    /// The line that a letter stands before. `None`: no line on show has that letter.
    pub fn line(&self, letter: char) -> Option<Line<'p>> {
        let place = letters::place(letter)?;
        match self {
            Self::Card { card, .. } => card.lines.get(place).map(|line| Line::Signs(&line.signs)),
            Self::Question { .. } | Self::Follow(_) | Self::Choice(_) => None,
            Self::Questions { lines, .. } => lines.get(place).map(|line| Line::Facts(line.facts.clone())),
        }
    }
}

/// How many of the questions, from the first, fit one small screen. At least one.
fn fitting(facts: &[Fact]) -> usize {
    let mut left = MOST_ROWS;
    let fits = facts.iter().take_while(|fact| {
        let rows = fact.question().ask().chars().count() / ROW + 1;
        let fits = rows <= left;
        left = left.saturating_sub(rows);
        fits
    });
    fits.count().max(1)
}

/// Whether a question is asked by itself, as "none of these" does not answer it with no.
fn stands_alone(fact: Fact) -> bool {
    match fact.question().choices {
        Choices::NoCleared
        | Choices::Number(..)
        | Choices::Time(_)
        | Choices::OneOf(_)
        | Choices::Several(_)
        | Choices::AtHours(_) => true,
        // "No" to this one means that something has changed.
        Choices::YesNo | Choices::YesNoCleared => fact == Fact::StillSo,
    }
}

#[cfg(test)]
mod tests {
    use super::{Ask, Line};
    use crate::model::kind::Kind;
    use crate::model::profile::{CardId, Fact};
    use crate::protocol::{library, read};

    #[test]
    fn one_question_is_on_show_or_those_that_none_of_these_answers() {
        let all = [Fact::Age, Fact::Cancer, Fact::WeakBones];
        for (waiting, alone, shown) in [
            (&all[..], true, &all[..1]),
            (&all[1..], false, &all[1..]),
            (&[Fact::Cancer, Fact::StillSo], true, &[Fact::StillSo][..]),
            (&[Fact::Age, Fact::StillSo], true, &[Fact::StillSo]),
            (&[Fact::Allergy, Fact::Pharmacist], true, &[Fact::Pharmacist]),
            (&[Fact::Allergy], false, &[Fact::Allergy]),
            (&[Fact::LastDoseHelped], true, &[Fact::LastDoseHelped]),
        ] {
            let ask = Ask::of(waiting, None).expect("something waits");
            assert_eq!((matches!(ask, Ask::Question { .. }), ask.facts()), (alone, shown), "{waiting:?}");
        }
        assert_eq!(Ask::of(&[], None), None);
    }

    /// Whatever a protocol groups, each question of a card comes on show in the end, before that kind of step.
    #[test]
    fn no_question_is_dropped_by_grouping() {
        let text = library::builtin("back-flare").expect("it is built in");
        let protocol = read::read(text).expect("it is good").into_protocol();
        for (kind, card) in
            [(Kind::Medicine, CardId::Medicine), (Kind::Heat, CardId::Warmth), (Kind::Cold, CardId::Warmth)]
        {
            let step = protocol.steps.iter().find(|step| step.kind == kind).expect("there is one");
            let all: Vec<Fact> = Fact::on_card(card).collect();
            let (mut left, mut lettered) = (all.clone(), 0);
            while let Some(ask) = Ask::before(&protocol, &left, step) {
                assert!(!ask.facts().is_empty(), "{kind}: {left:?}");
                if let Ask::Questions { lines, facts, asked: Some(_), .. } = &ask {
                    let in_lines: Vec<Fact> = lines.iter().flat_map(|line| line.facts.clone()).collect();
                    assert_eq!(in_lines, *facts, "{kind}");
                    lettered = lettered.max(lines.len());
                }
                left.retain(|fact| !ask.facts().contains(fact));
            }
            assert_eq!(left, [], "{kind}");
            assert!(lettered >= 3, "{kind}: nothing is grouped");
        }
        // Of a group that is half answered only the other half is asked, in its own words.
        let heat = protocol.steps.iter().find(|step| step.kind == Kind::Heat).expect("heat");
        let Some(Ask::Questions { lines, .. }) = Ask::before(&protocol, &[Fact::Circulation, Fact::Drowsy], heat)
        else {
            panic!("two are asked");
        };
        assert_eq!((lines[0].words, &lines[0].facts[..]), (None, &[Fact::Circulation][..]));
        assert!(lines[1].words.is_some());
    }

    #[test]
    fn a_letter_is_the_line_that_it_stands_before_and_nothing_else() {
        let ask = Ask::of(&[Fact::Cancer, Fact::WeakBones], None).expect("two");
        let lines = ['a', 'B', 'c', '1'].map(|letter| ask.line(letter));
        let one = |fact| Some(Line::Facts(vec![fact]));
        assert_eq!(lines, [one(Fact::Cancer), one(Fact::WeakBones), None, None]);
        let alone = Ask::of(&[Fact::Age, Fact::Cancer], None).expect("one");
        assert_eq!(['a', 'b'].map(|letter| alone.line(letter)), [None, None]);
    }
}
