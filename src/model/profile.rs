//! What safety needs to know about a person, and when they sleep: the questions, and the answers that are kept.
//!
//! The questions are code, not protocol data: a veto rests on them, and every protocol that offers a medicine asks the
//! same. Which answer blocks what is decided in `engine::safety`. A question without an answer is *unknown*, never "no".

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, de};

mod answer;

pub use answer::{AGES, Answer, Choices, Numbers, WEEKS};

use crate::model::event::dose::Content;
use crate::model::limits::{OWN_NIGHT, SHORTEST_NIGHT};
use crate::model::time::{Hours, Stamp};
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
