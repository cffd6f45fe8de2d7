//! What safety needs to know about a person, and when they sleep: the questions, and the answers that are kept.
//!
//! The questions are code, not protocol data: a veto rests on them, and every protocol that offers a medicine asks the
//! same. Which answer blocks what is decided in `engine::safety`. A question without an answer is *unknown*, never "no".

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::model::event::dose::Content;
use crate::model::letters;
use crate::model::limits::{LAST_WEEK, OWN_NIGHT, SHORTEST_NIGHT};
use crate::model::time::{Hours, Stamp, TimeOfDay};
use crate::model::unread::Unread;

/// One thing that safety asks about. The words and the choices are in [`Fact::question`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of each question say what it is")]
pub enum Fact {
    Age,
    FirstFlare,
    Pregnant,
    PregnancyWeek,
    Cancer,
    WeakBones,
    LowImmunity,
    RecentInfection,
    BackSurgery,
    FallOrBlow,
    StillSo,
    Allergy,
    Bleeding,
    ThinnerSteroid,
    Warfarin,
    HeartKidney,
    Liver,
    DiureticAsthma,
    Alcohol,
    TryingFeeding,
    UnderCare,
    DailyMedicine,
    StrongPainkiller,
    Chickenpox,
    Light,
    Pharmacist,
    RecentMedicine,
    LastDoseHelped,
    LessFeeling,
    Circulation,
    Raynaud,
    HighPressure,
    Bruise,
    BrokenSkin,
    Drowsy,
    Warmth,
    HelperHere,
    LivesAlone,
    Without,
    Hours,
    Clot,
    DiscScoliosis,
    Device,
    Nerve,
    Surgery,
    Region,
    Wakes,
    Sleeps,
    DayStarts,
    Voice,
}

/// Whether an answer is true of the person, and kept for the next flare, or of this flare alone, and in the journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Kept in the profile.
    Person,
    /// Kept in the journal.
    Flare,
}

/// Which questions are asked together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CardId {
    /// Rule 3: who this program can help. Before anything but the smallest movement.
    AboutYou,
    /// Rules 5 and 9: before the first medicine.
    Medicine,
    /// Whether the last dose was enough, before the next.
    Dose,
    /// Rules 13 and 14: before the first heat or cold.
    Warmth,
    /// Heat at 65 or over: is somebody there?
    Helper,
    /// Rule 15: before the first massage with a device or a ball.
    Massage,
    /// Where the person lives and when they sleep. Never asked before it is wanted.
    Day,
}

impl CardId {
    /// Every card of questions.
    pub const ALL: [Self; 7] =
        [Self::AboutYou, Self::Medicine, Self::Dose, Self::Warmth, Self::Helper, Self::Massage, Self::Day];

    /// The word in JSON and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AboutYou => "about-you",
            Self::Medicine => "medicine",
            Self::Dose => "dose",
            Self::Warmth => "warmth",
            Self::Helper => "helper",
            Self::Massage => "massage",
            Self::Day => "day",
        }
    }
}

/// The word for none of the words.
const NOTHING: &str = "nothing";

/// The kinds that somebody may want never to be offered. What moves, asks or calls is not among them.
pub const MAY_BE_LEFT_OUT: [&str; 7] = ["heat", "cold", "medicine", "rub", "patch", "massage", "stretch"];

/// The kinds that may come at hours of somebody's own. What asks, calls or is swallowed is not among them.
pub const MAY_HAVE_HOURS: [&str; 4] = ["heat", "cold", "walk", "stretch"];

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

/// A question: its key, where it stands and its choices. Its words are those of the phrasebook, as [`Question::ask`].
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// What it asks about.
    pub fact: Fact,
    /// The word on the command line and in JSON.
    pub key: &'static str,
    /// The card that it is asked on.
    pub card: CardId,
    /// Whether the answer outlives the flare.
    pub scope: Scope,
    /// What may be answered.
    pub choices: Choices,
}

const fn question(fact: Fact, key: &'static str, card: CardId, scope: Scope, choices: Choices) -> Question {
    Question { fact, key, card, scope, choices }
}

/// Every question, in the order in which they are asked.
#[rustfmt::skip]
pub const QUESTIONS: [Question; 50] = {
    use CardId::{AboutYou, Day, Dose, Helper, Massage, Medicine, Warmth};
    use Choices::{AtHours, NoCleared, Number, OneOf, Several, Time, YesNo, YesNoCleared};
    use Scope::{Flare, Person};
    [
        question(Fact::Age, "age", AboutYou, Person, Number(&AGES)),
        question(Fact::FirstFlare, "first-flare", AboutYou, Flare, YesNo),
        question(Fact::Pregnant, "pregnant", AboutYou, Person, YesNoCleared),
        question(Fact::PregnancyWeek, "pregnancy-week", AboutYou, Person, Number(&WEEKS)),
        question(Fact::Cancer, "cancer", AboutYou, Person, YesNo),
        question(Fact::WeakBones, "weak-bones", AboutYou, Person, YesNo),
        question(Fact::LowImmunity, "low-immunity", AboutYou, Person, YesNo),
        question(Fact::RecentInfection, "recent-infection", AboutYou, Person, YesNo),
        question(Fact::BackSurgery, "back-surgery", AboutYou, Person, YesNo),
        question(Fact::FallOrBlow, "fall-or-blow", AboutYou, Flare, YesNo),
        question(Fact::StillSo, "still-so", AboutYou, Flare, YesNo),
        question(Fact::Allergy, "allergy", Medicine, Person, YesNo),
        question(Fact::Bleeding, "bleeding", Medicine, Person, YesNo),
        question(Fact::ThinnerSteroid, "thinner-steroid", Medicine, Person, YesNo),
        question(Fact::Warfarin, "warfarin", Medicine, Person, YesNo),
        question(Fact::HeartKidney, "heart-kidney", Medicine, Person, YesNo),
        question(Fact::Liver, "liver", Medicine, Person, YesNo),
        question(Fact::DiureticAsthma, "diuretic-asthma", Medicine, Person, YesNo),
        question(Fact::Alcohol, "alcohol", Medicine, Person, YesNo),
        question(Fact::TryingFeeding, "trying-feeding", Medicine, Person, YesNo),
        question(Fact::UnderCare, "under-care", Medicine, Person, YesNo),
        question(Fact::DailyMedicine, "daily-medicine", Medicine, Person, YesNo),
        question(Fact::StrongPainkiller, "strong-painkiller", Medicine, Person, YesNo),
        question(Fact::Chickenpox, "chickenpox", Medicine, Flare, YesNo),
        question(Fact::Light, "light", Medicine, Person, YesNo),
        question(Fact::RecentMedicine, "recent-medicine", Medicine, Flare, YesNo),
        question(Fact::Pharmacist, "pharmacist", Medicine, Person, NoCleared),
        question(Fact::LastDoseHelped, "last-dose-helped", Dose, Flare, YesNo),
        question(Fact::LessFeeling, "less-feeling", Warmth, Person, YesNoCleared),
        question(Fact::Circulation, "circulation", Warmth, Person, YesNoCleared),
        question(Fact::Raynaud, "raynaud", Warmth, Person, YesNo),
        question(Fact::HighPressure, "high-pressure", Warmth, Person, YesNo),
        question(Fact::Bruise, "bruise", Warmth, Flare, YesNo),
        question(Fact::BrokenSkin, "broken-skin", Warmth, Flare, YesNo),
        question(Fact::Drowsy, "drowsy", Warmth, Flare, YesNo),
        question(Fact::Warmth, "warmth", Day, Person, OneOf(&["heat", "cold", "both", "neither"])),
        question(Fact::HelperHere, "helper-here", Helper, Flare, YesNo),
        question(Fact::LivesAlone, "lives-alone", Day, Person, YesNo),
        question(Fact::Without, "without", Day, Person, Several(&MAY_BE_LEFT_OUT)),
        question(Fact::Hours, "hours", Day, Person, AtHours(&MAY_HAVE_HOURS)),
        question(Fact::Clot, "clot", Massage, Person, YesNo),
        question(Fact::DiscScoliosis, "disc-scoliosis", Massage, Person, YesNoCleared),
        question(Fact::Device, "device", Massage, Person, YesNoCleared),
        question(Fact::Nerve, "nerve", Massage, Person, YesNoCleared),
        question(Fact::Surgery, "surgery", Massage, Person, YesNoCleared),
        question(Fact::Region, "region", Day, Person, OneOf(&["us", "uk", "ca", "eu", "au"])),
        question(Fact::Wakes, "wakes", Day, Person, Time("07:00")),
        question(Fact::Sleeps, "sleeps", Day, Person, Time("23:00")),
        question(Fact::DayStarts, "day-starts", Day, Person, Time("04:00")),
        question(Fact::Voice, "voice", Day, Person, YesNo),
    ]
};

impl Fact {
    /// Its question.
    ///
    /// # Panics
    /// Never: every fact has a question, which a test holds.
    pub fn question(self) -> &'static Question {
        QUESTIONS.iter().find(|question| question.fact == self).expect("every fact has a question, which a test holds")
    }

    /// The fact of that key.
    pub fn parse(key: &str) -> Option<Self> {
        QUESTIONS.iter().find(|question| question.key == key).map(|question| question.fact)
    }

    /// The word on the command line and in JSON.
    pub fn key(self) -> &'static str {
        self.question().key
    }

    /// Whether "none of these" answers its question with no. To `still-so` a no means that something has changed.
    pub fn none_means_no(self) -> bool {
        match self.question().choices {
            Choices::YesNo => self != Self::StillSo,
            Choices::YesNoCleared | Choices::NoCleared => true,
            Choices::Number(..) | Choices::Time(_) | Choices::OneOf(_) | Choices::Several(_) | Choices::AtHours(_) => {
                false
            }
        }
    }

    /// The facts that are asked on a card, in order.
    pub fn on_card(card: CardId) -> impl Iterator<Item = Self> {
        QUESTIONS.iter().filter(move |question| question.card == card).map(|question| question.fact)
    }
}

/// Facts of which a yes means: no plan before a clinician has looked. Rule 3; EX-09, RF-12, RF-13, RF-22, RF-23.
pub const EXCLUDING: [Fact; 6] =
    [Fact::Cancer, Fact::WeakBones, Fact::LowImmunity, Fact::RecentInfection, Fact::BackSurgery, Fact::FallOrBlow];

/// An answer and when it was given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// The answer.
    pub value: Answer,
    /// When it was given, or last confirmed.
    pub at: Stamp,
}

/// What is known about the person: the content of `profile.json`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The answers that outlive a flare.
    #[serde(default, deserialize_with = "known_answers")]
    pub answers: BTreeMap<Fact, Answered>,
    /// What somebody said of medicines that nobody here knows, by their folded names. Clinical rule 19.7.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, Remembered>,
}

/// What is in a medicine, as somebody said with `--contains`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    /// What one piece of it holds; a class of nothing that matters, where there is no pain reliever in it.
    pub contains: Vec<Content>,
    /// It goes onto the skin.
    #[serde(default)]
    pub skin: bool,
}

/// Reads the answers, and refuses one that its question does not offer: an age of "maybe" is damage, not an answer.
fn known_answers<'de, D: Deserializer<'de>>(input: D) -> Result<BTreeMap<Fact, Answered>, D::Error> {
    let answers = BTreeMap::<Fact, Answered>::deserialize(input)?;
    for (fact, answered) in &answers {
        if fact.question().choices.parse(&answered.value.to_string()).as_ref() != Some(&answered.value) {
            let (key, value) = (fact.key(), answered.value.to_string());
            return Err(de::Error::custom(Unread::Answer { key, value }));
        }
    }
    Ok(answers)
}

impl Profile {
    /// The answer to a question about the person.
    pub fn get(&self, fact: Fact) -> Option<&Answer> {
        self.answers.get(&fact).map(|answered| &answered.value)
    }

    /// The answers to these questions, where there are any: what an event keeps of them before it changes them.
    pub fn answers_to(&self, facts: impl IntoIterator<Item = Fact>) -> BTreeMap<Fact, Answered> {
        facts.into_iter().filter_map(|fact| Some((fact, self.answers.get(&fact)?.clone()))).collect()
    }

    /// Waking hours: what was answered, and the defaults for the rest. Where that leaves no night, the night begins
    /// [`OWN_NIGHT`] before getting up: somebody who gets up and goes to bed at 07:00 is taken to sleep from 23:00 on.
    pub fn hours(&self) -> Hours {
        let hours = self.answered_hours();
        if hours.night() >= SHORTEST_NIGHT { hours } else { hours.with_a_night_of(OWN_NIGHT) }
    }

    /// Whether the answers leave no night, as they could be stored by an earlier version.
    pub fn leaves_no_night(&self) -> bool {
        self.answered_hours().night() < SHORTEST_NIGHT
    }

    fn answered_hours(&self) -> Hours {
        let time = |fact, default| match self.get(fact) {
            Some(Answer::Time(time)) => *time,
            Some(Answer::No | Answer::Yes | Answer::Cleared | Answer::Number(_) | Answer::Word(_)) | None => default,
        };
        let default = Hours::default();
        Hours {
            wakes: time(Fact::Wakes, default.wakes),
            sleeps: time(Fact::Sleeps, default.sleeps),
            day_starts: time(Fact::DayStarts, default.day_starts),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MAY_BE_LEFT_OUT;
    use crate::model::kind::Kind;

    #[test]
    fn what_is_optional_may_be_left_out_and_so_may_stretching() {
        let all = Kind::ALL.into_iter().filter(|kind| kind.is_optional() || *kind == Kind::Stretch);
        let (mut all, mut listed): (Vec<&str>, Vec<&str>) = (all.map(Kind::as_str).collect(), MAY_BE_LEFT_OUT.to_vec());
        all.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, all);
    }
}
