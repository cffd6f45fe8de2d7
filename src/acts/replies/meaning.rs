//! What a typed answer means to what waits for it, and what it is in words.

use super::Waits;
use super::lettered::letters_of;
use crate::acts::aside::Aired;
use crate::acts::{aside, asked, choices, followed};
use crate::engine::ask::Ask;
use crate::model::event::SignNow;
use crate::model::letters;
use crate::model::profile::{Answer, Choices, Fact};
use crate::model::time::TimeOfDay;
use crate::protocol::format::ChoiceOption;
use crate::session::asking::{Marked, Reply};
use crate::words::answer as words;
use crate::words::clean::clean;
use crate::words::{unmarked, within};

/// What a typed answer means.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Meaning {
    /// To a card.
    Card(Reply),
    /// To a question about the person.
    Answer(Answer),
    /// To an open end.
    Open(bool),
    /// It got worse.
    Worse,
    /// How a sign is by now.
    Follow(SignNow),
    /// How much it hurts.
    Level(u8),
    /// Whether somebody is on their feet.
    Feet(bool),
    /// To a choice.
    Chosen(Box<ChoiceOption>),
    /// Ask later.
    Skip,
    /// To what is asked by the way.
    Aired(Aired),
}

impl Meaning {
    /// The answer in words.
    pub(super) fn said(&self) -> String {
        match self {
            Self::Card(Reply::None) => words::NONE.to_owned(),
            Self::Card(Reply::Unsure) | Self::Follow(SignNow::Unsure) => words::NOT_SURE.to_owned(),
            Self::Card(Reply::Lines(marked) | Reply::Only(marked)) => lettered(marked),
            Self::Card(Reply::UnsureOf(marked)) => words::not_sure_of(&lettered(marked)),
            Self::Card(Reply::Answer(answer)) | Self::Answer(answer) => answer.to_string(),
            Self::Card(Reply::Yes) | Self::Open(true) | Self::Feet(true) => "yes".to_owned(),
            Self::Card(Reply::No) | Self::Feet(false) => "no".to_owned(),
            Self::Open(false) => words::NOT_YET.to_owned(),
            Self::Follow(SignNow::Gone) => words::GONE.to_owned(),
            Self::Follow(SignNow::StillThere) => words::STILL_THERE.to_owned(),
            Self::Follow(SignNow::Worse) | Self::Worse => words::WORSE.to_owned(),
            Self::Level(level) => crate::words::now::level(*level, false),
            Self::Chosen(option) => within(unmarked(&clean(&option.text))),
            Self::Skip => words::SKIPPED.to_owned(),
            Self::Aired(aired) => aired.said.clone(),
        }
    }
}

fn lettered(marked: &[Marked]) -> String {
    let letters: Vec<String> = marked.iter().map(|one| letters::letter(one.line).to_string()).collect();
    letters.join(", ")
}

/// What somebody means by a text. `None`: it is no answer to what waits.
pub(super) fn meant(waits: &Waits<'_>, text: &str) -> Option<Meaning> {
    if let Waits::Aside(aside) = waits {
        return aside::meant(*aside, text).map(Meaning::Aired);
    }
    let text = text.trim().to_lowercase();
    let word = text.replace(' ', "-");
    if word == "skip" {
        return Some(Meaning::Skip);
    }
    match waits {
        Waits::Ask(Ask::Card { card, .. }) => {
            let parts: Vec<usize> = card.lines.iter().map(|line| line.signs.len()).collect();
            card_reply(&text, &parts, asked::is_yes_or_no(card)).map(Meaning::Card)
        }
        Waits::Ask(Ask::Questions { lines, .. }) => {
            let parts: Vec<usize> = lines.iter().map(|line| line.facts.len()).collect();
            card_reply(&text, &parts, lines.len() == 1).map(Meaning::Card)
        }
        Waits::Ask(Ask::Choice(choice)) => {
            choices::meant(&choice.options, &word).map(|option| Meaning::Chosen(Box::new((*option).clone())))
        }
        Waits::Ask(Ask::Follow(_)) => followed::read(&text).map(Meaning::Follow),
        Waits::Ask(Ask::Question { fact, .. }) => fact_answer(*fact, &text).map(Meaning::Answer),
        Waits::Helped => fact_answer(Fact::LastDoseHelped, &text).map(Meaning::Answer),
        Waits::Open(..) => match word.as_str() {
            "yes" | "y" => Some(Meaning::Open(true)),
            "not-yet" | "no" | "n" => Some(Meaning::Open(false)),
            "worse" => Some(Meaning::Worse),
            _ => None,
        },
        Waits::Feet(_) => match word.as_str() {
            "yes" | "y" => Some(Meaning::Feet(true)),
            "no" | "n" | "not-yet" => Some(Meaning::Feet(false)),
            _ => None,
        },
        Waits::Pain(_) => text.parse().ok().filter(|level| *level <= 10).map(Meaning::Level),
        Waits::Aside(_) => None,
    }
}

/// `none`, `not-sure`, letters of its lines, or both: `not-sure a`. `parts`: how many things each line holds. `single`: it is
/// one question, so yes and no answer it as well.
fn card_reply(text: &str, parts: &[usize], single: bool) -> Option<Reply> {
    let unsure = ["not-sure ", "not sure ", "unsure ", "u "].into_iter().find_map(|word| text.strip_prefix(word));
    if let Some(letters) = unsure {
        let Some(Reply::Lines(marked)) = card_reply(letters, parts, false) else { return None };
        return Some(Reply::UnsureOf(marked));
    }
    match text.replace(' ', "-").as_str() {
        "none" => return Some(Reply::None),
        "not-sure" | "unsure" | "u" => return Some(Reply::Unsure),
        "no" | "n" if single => return Some(Reply::None),
        "yes" | "y" if single => return Some(Reply::Lines(vec![Marked::whole(0)])),
        _ => {}
    }
    letters_of(text, parts).map(Reply::Lines)
}

/// An answer to one question about the person. Not sure is what is more careful.
fn fact_answer(fact: Fact, text: &str) -> Option<Answer> {
    let choices = fact.question().choices;
    if ["not sure", "not-sure", "unsure", "u"].contains(&text) {
        return unsure(fact);
    }
    match choices {
        Choices::Time(_) => clock(text).map(Answer::Time),
        Choices::Number(numbers) => choices.parse(text).or_else(|| {
            let mut letters = text.chars();
            let letter = letters.next().filter(|_| letters.next().is_none())?;
            numbers.band(letter)
        }),
        Choices::NoCleared if ["yes", "y"].contains(&text) => Some(Answer::Cleared),
        Choices::NoCleared
        | Choices::YesNo
        | Choices::YesNoCleared
        | Choices::OneOf(_)
        | Choices::Several(_)
        | Choices::AtHours(_) => choices.parse(text),
    }
}

/// What "not sure" counts as: a yes to what keeps something away, and a no to what would open it.
fn unsure(fact: Fact) -> Option<Answer> {
    match fact.question().choices {
        Choices::YesNo if matches!(fact, Fact::StillSo | Fact::HelperHere) => Some(Answer::No),
        Choices::YesNo | Choices::YesNoCleared => Some(Answer::Yes),
        Choices::NoCleared => Some(Answer::No),
        Choices::Number(numbers) => numbers.not_sure().map(|band| Answer::Word(band.to_owned())),
        Choices::Time(_) | Choices::OneOf(_) | Choices::Several(_) | Choices::AtHours(_) => None,
    }
}

/// A time as people type it: `22:30`, `1030pm`, `10.30 pm`, `7am`.
fn clock(text: &str) -> Option<TimeOfDay> {
    let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let half = [("am", 0), ("pm", 12)].into_iter().find_map(|(end, hours)| Some((text.strip_suffix(end)?, hours)));
    let (digits, add) = half.map_or((text.as_str(), None), |(digits, hours)| (digits, Some(hours)));
    let digits = digits.replace('.', ":");
    let (hour, minute) = match digits.split_once(':') {
        Some((hour, minute)) => (hour.to_owned(), minute.to_owned()),
        None if digits.len() > 2 && digits.is_ascii() => {
            let (hour, minute) = digits.split_at(digits.len() - 2);
            (hour.to_owned(), minute.to_owned())
        }
        None => (digits.clone(), "00".to_owned()),
    };
    let hour: u32 = hour.parse().ok()?;
    let hour = match add {
        Some(add) if (1..=12).contains(&hour) => hour % 12 + add,
        Some(_) => return None,
        None => hour,
    };
    TimeOfDay::parse(&format!("{hour:02}:{minute}"))
}

#[cfg(test)]
mod tests {
    use super::{Fact, card_reply, clock, fact_answer};
    use crate::model::profile::Answer;
    use crate::session::asking::{Marked, Reply};

    #[test]
    fn a_card_takes_none_not_sure_and_its_own_letters() {
        let lines = |text: &str| match card_reply(text, &[1; 4], false) {
            Some(Reply::Lines(marked)) => Some(marked.iter().map(|one| one.line).collect::<Vec<_>>()),
            _ => None,
        };
        for (typed, places) in
            [("a", Some(vec![0])), ("a c", Some(vec![0, 2])), ("c, a", Some(vec![0, 2])), ("d", Some(vec![3]))]
        {
            assert_eq!(lines(typed), places, "{typed}");
        }
        for wrong in ["e", "a e", "ac", "yes", "35", ""] {
            assert_eq!(card_reply(wrong, &[1; 4], false), None, "{wrong}");
        }
        assert_eq!(card_reply("none", &[1; 4], false), Some(Reply::None));
        for unsure in ["not-sure", "not sure", "u"] {
            assert_eq!(card_reply(unsure, &[1; 4], false), Some(Reply::Unsure));
            assert_eq!(
                card_reply(&format!("{unsure} b"), &[1; 4], false),
                Some(Reply::UnsureOf(vec![Marked::whole(1)]))
            );
            for wrong in ["e", "none", "u"] {
                assert_eq!(card_reply(&format!("{unsure} {wrong}"), &[1; 4], false), None);
            }
        }
        assert_eq!(card_reply("no", &[1], true), Some(Reply::None));
    }

    #[test]
    fn not_sure_is_what_is_more_careful_and_a_time_is_read_as_typed() {
        assert_eq!(fact_answer(Fact::Allergy, "not sure"), Some(Answer::Yes));
        assert_eq!(fact_answer(Fact::HelperHere, "not-sure"), Some(Answer::No));
        assert_eq!(fact_answer(Fact::Pharmacist, "not-sure"), Some(Answer::No));
        assert_eq!(fact_answer(Fact::Pharmacist, "yes"), Some(Answer::Cleared));
        assert_eq!(fact_answer(Fact::Age, "not-sure"), None);
        assert_eq!(fact_answer(Fact::Age, "35"), Some(Answer::Number(35)));
        assert_eq!(fact_answer(Fact::Age, "b"), Some(Answer::Word("18-49".to_owned())));
        assert_eq!(fact_answer(Fact::Age, "f"), None);
        assert_eq!(fact_answer(Fact::PregnancyWeek, "u"), Some(Answer::Word("not-sure".to_owned())));
        assert_eq!(fact_answer(Fact::PregnancyWeek, "d"), Some(Answer::Word("28-or-over".to_owned())));
        assert_eq!(fact_answer(Fact::PregnancyWeek, "43"), None);
        let years = |text: &str| fact_answer(Fact::Age, text).and_then(|age| age.years());
        assert_eq!(["a", "50-59", "e", "71"].map(years), [Some(17), Some(59), Some(65), Some(71)]);
        for (typed, read) in [
            ("22:30", Some("22:30")),
            ("1030pm", Some("22:30")),
            ("10.30 pm", Some("22:30")),
            ("7am", Some("07:00")),
            ("12 am", Some("00:00")),
            ("12pm", Some("12:00")),
            ("7", Some("07:00")),
            ("25:00", None),
            ("13pm", None),
            ("soon", None),
        ] {
            assert_eq!(clock(typed).map(|time| time.to_string()).as_deref(), read, "{typed}");
        }
    }
}
