//! What may be answered to a question, and an answer: as it is typed, kept and shown.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::NOTHING;
use crate::model::letters;
use crate::model::limits::LAST_WEEK;
use crate::model::time::TimeOfDay;
use crate::model::unread::Unread;

/// What may be answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choices {
    /// `no` or `yes`.
    YesNo,
    /// `no`, `yes`, or `cleared`: yes, and a clinician agreed.
    YesNoCleared,
    /// `no`, or `cleared`: somebody who may say so agreed.
    NoCleared,
    /// A whole number, or a band of numbers.
    Number(&'static Numbers),
    /// A time on the clock, such as this one.
    Time(&'static str),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Any of these words, with commas between them, or `nothing`.
    Several(&'static [&'static str]),
    /// A time on the clock for any of these words, with commas between them, or `nothing`: `heat=15:00,walk=10:00`.
    AtHours(&'static [&'static str]),
}

/// The numbers that may be answered, in bands for whoever rather presses one key.
#[derive(PartialEq, Eq, Debug)]
pub struct Numbers {
    low: u16,
    high: u16,
    /// An answer to show how one looks.
    example: &'static str,
    /// The bands, the lowest first, each with the number that stands for it. One without a number is "not sure".
    pub bands: &'static [(&'static str, Option<u16>)],
}

impl Numbers {
    /// The number that an answer gives, or that stands for its band. `None`: it gives none.
    pub fn count(&self, answer: &Answer) -> Option<u16> {
        match answer {
            Answer::Number(number) => Some(*number),
            Answer::Word(word) => self.bands.iter().find(|(band, _)| band == word).and_then(|(_, number)| *number),
            Answer::No | Answer::Yes | Answer::Cleared | Answer::Time(_) => None,
        }
    }

    /// The band that a letter stands before.
    pub fn band(&self, letter: char) -> Option<Answer> {
        self.bands.get(letters::place(letter)?).map(|(band, _)| Answer::Word((*band).to_owned()))
    }

    /// The band without a number. `None`: somebody knows this of themselves.
    pub fn not_sure(&self) -> Option<&'static str> {
        self.bands.iter().find(|(_, number)| number.is_none()).map(|(band, _)| *band)
    }
}

/// Ages in years. What stands for a band is the oldest in it, of the last the youngest: so whatever begins at an age is
/// asked, or kept away, for everybody in the band whom it may concern.
pub const AGES: Numbers = Numbers {
    low: 0,
    high: 120,
    example: "35",
    bands: &[
        ("under-18", Some(17)),
        ("18-49", Some(49)),
        ("50-59", Some(59)),
        ("60-64", Some(64)),
        ("65-or-over", Some(65)),
    ],
};

/// Whole weeks of pregnancy. What stands for a band is the last week in it, of the last the first: so what begins with a week
/// begins in time for everybody in the band. Rule 22.3.
pub const WEEKS: Numbers = Numbers {
    low: 1,
    high: LAST_WEEK,
    example: "24",
    bands: &[
        ("under-20", Some(19)),
        ("20-23", Some(23)),
        ("24-27", Some(27)),
        ("28-or-over", Some(28)),
        ("not-sure", None),
    ],
};

impl Choices {
    /// The words that may be answered; for numbers and times, what they look like.
    pub fn words(self) -> Vec<String> {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        match self {
            Self::YesNo => words(&["no", "yes"]),
            Self::YesNoCleared => words(&["no", "yes", "cleared"]),
            Self::NoCleared => words(&["no", "cleared"]),
            Self::Number(numbers) => {
                let figures = format!("{}-{}", numbers.low, numbers.high);
                [figures].into_iter().chain(numbers.not_sure().map(str::to_owned)).collect()
            }
            Self::Time(_) => words(&["HH:MM"]),
            Self::OneOf(list) => words(list),
            Self::Several(list) => list.iter().copied().chain([NOTHING]).map(str::to_owned).collect(),
            Self::AtHours(list) => {
                let each = list.iter().map(|word| format!("{word}=HH:MM"));
                each.chain([NOTHING.to_owned()]).collect()
            }
        }
    }

    /// An answer to show how one looks.
    pub fn example(self) -> &'static str {
        match self {
            Self::YesNo | Self::YesNoCleared => "yes",
            Self::NoCleared => "cleared",
            Self::Number(numbers) => numbers.example,
            Self::Time(example) => example,
            Self::OneOf(words) | Self::Several(words) => words.first().copied().unwrap_or("no"),
            Self::AtHours(_) => "heat=15:00",
        }
    }

    /// What "yes" is recorded as. To the question whether somebody agreed it is that they did.
    pub fn yes(self) -> Answer {
        match self {
            Self::NoCleared => Answer::Cleared,
            Self::YesNo
            | Self::YesNoCleared
            | Self::Number(..)
            | Self::Time(_)
            | Self::OneOf(_)
            | Self::Several(_)
            | Self::AtHours(_) => Answer::Yes,
        }
    }

    /// Reads an answer; `None` where it is not one of the choices.
    pub fn parse(self, text: &str) -> Option<Answer> {
        let text = text.trim().to_ascii_lowercase();
        match self {
            Self::YesNo | Self::YesNoCleared | Self::NoCleared => {
                let word = match text.as_str() {
                    "n" => "no",
                    "y" => "yes",
                    other => other,
                };
                self.words().iter().any(|choice| choice == word).then(|| Answer::read(word))
            }
            Self::Number(numbers) => {
                let bounds = numbers.low..=numbers.high;
                let number = text.parse().ok().filter(|n| bounds.contains(n)).map(Answer::Number);
                let band = || numbers.bands.iter().any(|(band, _)| *band == text).then(|| Answer::Word(text.clone()));
                number.or_else(band)
            }
            Self::Time(_) => TimeOfDay::parse(&text).map(Answer::Time),
            Self::OneOf(list) => list.contains(&text.as_str()).then_some(Answer::Word(text)),
            Self::Several(list) => several(list, &text).map(Answer::Word),
            Self::AtHours(list) => at_hours(list, &text).map(Answer::Word),
        }
    }
}

/// What several words are that were typed, each once, in the order of the list. `None`: one of them is not among them.
///
/// `medicine, cold` is `cold,medicine`.
fn several(list: &[&str], text: &str) -> Option<String> {
    let typed: Vec<&str> = text.split([',', ' ']).filter(|word| !word.is_empty()).collect();
    if typed == [NOTHING] {
        return Some(NOTHING.to_owned());
    }
    let known = !typed.is_empty() && typed.iter().all(|word| list.contains(word));
    known.then(|| list.iter().copied().filter(|word| typed.contains(word)).collect::<Vec<_>>().join(","))
}

/// What several words with their times are that were typed. `None`: one of them is not among them, or has no time.
///
/// `walk=10:00 heat=15:00` is `walk=10:00,heat=15:00`.
fn at_hours(list: &[&str], text: &str) -> Option<String> {
    let typed: Vec<&str> = text.split([',', ' ']).filter(|word| !word.is_empty()).collect();
    if typed.is_empty() || typed == [NOTHING] {
        return (!typed.is_empty()).then(|| NOTHING.to_owned());
    }
    let each = typed.iter().map(|one| {
        let (word, time) = one.split_once('=')?;
        let time = TimeOfDay::parse(time).filter(|_| list.contains(&word))?;
        Some(format!("{word}={time}"))
    });
    each.collect::<Option<Vec<_>>>().map(|each| each.join(","))
}

/// An answer. In files: `"no"`, `"yes"`, `"cleared"`, a number as text, a time, or a word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// It is not so.
    No,
    /// It is so.
    Yes,
    /// It is so, and a clinician agreed.
    Cleared,
    /// So many.
    Number(u16),
    /// At that time.
    Time(TimeOfDay),
    /// One of the words of the question.
    Word(String),
}

impl Answer {
    /// The age in years that an answer gives, or that stands for its band. `None`: it gives none.
    pub fn years(&self) -> Option<u16> {
        AGES.count(self)
    }

    fn read(text: &str) -> Self {
        match text {
            "no" => Self::No,
            "yes" => Self::Yes,
            "cleared" => Self::Cleared,
            other => other
                .parse()
                .map(Self::Number)
                .ok()
                .or_else(|| TimeOfDay::parse(other).map(Self::Time))
                .unwrap_or_else(|| Self::Word(other.to_owned())),
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::No => f.write_str("no"),
            Self::Yes => f.write_str("yes"),
            Self::Cleared => f.write_str("cleared"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Time(time) => write!(f, "{time}"),
            Self::Word(word) => f.write_str(word),
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(input)?;
        if text.is_empty() {
            return Err(de::Error::custom(Unread::EmptyAnswer));
        }
        Ok(Self::read(&text))
    }
}
