//! What waits for an answer and is on show: a card of signs, one question about the person, or several as a card.
//!
//! Text, JSON and walk show exactly this, in this order, and every answer is read by it. So a letter answers the line
//! that it stands before on the screen, and "none of these" answers the lines that were seen, and no others.

use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::model::letters;
use crate::model::profile::{CardId, Choices, Fact};
use crate::protocol::format::{Card, Step};

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
        /// The questions, in the order of their letters.
        facts: Vec<Fact>,
        /// The step that waits for them; `skip` passes that over.
        step: Option<&'p Step>,
    },
}

/// What a letter stands before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line<'p> {
    /// A line of a screening card: these signs.
    Signs(&'p [Id]),
    /// A question about the person.
    Fact(Fact),
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
        Some(Self::Questions { card, facts: facts[..fitting(facts)].to_vec(), step })
    }

    /// The step that waits for the answer, and that `skip` passes over.
    pub fn step(&self) -> Option<&'p Step> {
        match self {
            Self::Card { .. } => None,
            Self::Question { step, .. } | Self::Questions { step, .. } => *step,
        }
    }

    /// The questions about the person that are on show, in their order.
    pub fn facts(&self) -> &[Fact] {
        match self {
            Self::Card { .. } => &[],
            Self::Question { fact, .. } => std::slice::from_ref(fact),
            Self::Questions { facts, .. } => facts,
        }
    }

    /// The line that a letter stands before. `None`: no line on show has that letter.
    pub fn line(&self, letter: char) -> Option<Line<'p>> {
        let place = letters::place(letter)?;
        match self {
            Self::Card { card, .. } => card.lines.get(place).map(|line| Line::Signs(&line.signs)),
            Self::Question { .. } => None,
            Self::Questions { facts, .. } => facts.get(place).map(|fact| Line::Fact(*fact)),
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
        Choices::NoCleared | Choices::Number(..) | Choices::Time | Choices::OneOf(_) => true,
        // "No" to this one means that something has changed.
        Choices::YesNo | Choices::YesNoCleared => fact == Fact::StillSo,
    }
}

#[cfg(test)]
mod tests {
    use super::{Ask, Line};
    use crate::model::profile::Fact;

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

    #[test]
    fn a_letter_is_the_line_that_it_stands_before_and_nothing_else() {
        let ask = Ask::of(&[Fact::Cancer, Fact::WeakBones], None).expect("two");
        let lines = ['a', 'B', 'c', '1'].map(|letter| ask.line(letter));
        assert_eq!(lines, [Some(Line::Fact(Fact::Cancer)), Some(Line::Fact(Fact::WeakBones)), None, None]);
        let alone = Ask::of(&[Fact::Age, Fact::Cancer], None).expect("one");
        assert_eq!(['a', 'b'].map(|letter| alone.line(letter)), [None, None]);
    }
}
