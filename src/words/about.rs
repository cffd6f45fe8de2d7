//! What a question about the person is about, and whom to ask after a yes.

use crate::model::profile::{CardId, Fact};

/// What a question is about, in a few words.
pub(crate) fn topic(fact: Fact) -> &'static str {
    match fact {
        Fact::Age => "your age",
        Fact::FirstFlare => "a first ever flare",
        Fact::Pregnant => "pregnancy",
        Fact::PregnancyWeek => "the week of a pregnancy",
        Fact::Cancer => "cancer, now or earlier",
        Fact::WeakBones => "weak bones or long-term steroids",
        Fact::LowImmunity => "a weak immune system",
        Fact::RecentInfection => "a bad infection in the last weeks",
        Fact::BackSurgery => "an operation or injection where it hurts now",
        Fact::FallOrBlow => "a fall, a blow or a knock",
        Fact::StillSo => "what you told us before",
        Fact::Allergy => "a reaction to a pain reliever",
        Fact::Bleeding => "a stomach ulcer, bleeding or bowel disease",
        Fact::ThinnerSteroid => "a blood thinner, daily aspirin or steroids",
        Fact::Warfarin => "warfarin",
        Fact::HeartKidney => "heart, blood pressure, kidney or liver trouble",
        Fact::Liver => "liver trouble",
        Fact::DiureticAsthma => "water tablets or asthma",
        Fact::Alcohol => "three or more drinks most days",
        Fact::TryingFeeding => "trying for a baby or breast-feeding",
        Fact::UnderCare => "a doctor's care for something serious",
        Fact::DailyMedicine => "another medicine every day",
        Fact::StrongPainkiller => "a strong painkiller or warfarin every day",
        Fact::Chickenpox => "chickenpox",
        Fact::Light => "a weight under 50 kg",
        Fact::Pharmacist => "a pharmacist's word on this",
        Fact::RecentMedicine => "other medicine in the last 24 hours",
        Fact::LastDoseHelped => "whether the last dose helped",
        Fact::LessFeeling => "numb skin, nerve damage or diabetes",
        Fact::Circulation => "poor blood flow",
        Fact::Raynaud => "white fingers or hives from cold",
        Fact::HighPressure => "severe high blood pressure or heart disease",
        Fact::Bruise => "a fresh bruise or swelling",
        Fact::BrokenSkin => "broken, sore or irritated skin",
        Fact::Drowsy => "alcohol or something that makes drowsy",
        Fact::Warmth => "heat or cold",
        Fact::HelperHere => "somebody being with you",
        Fact::Clot => "a blood clot or a bleeding problem",
        Fact::DiscScoliosis => "a slipped disc or the like",
        Fact::Device => "a pacemaker or an implant",
        Fact::Nerve => "diabetes, nerve damage or epilepsy",
        Fact::Surgery => "recent surgery",
        Fact::Region => "where you are",
        Fact::Wakes => "when you get up",
        Fact::Sleeps => "when you go to bed",
        Fact::DayStarts => "when your day begins",
        Fact::LivesAlone => "living alone",
        Fact::Without => "what is never offered",
        Fact::Hours => "your own hours for things",
        Fact::Voice => "the voice",
    }
}

/// Whom to ask after a yes.
pub(crate) fn ask_whom(fact: Fact) -> &'static str {
    match (fact, fact.question().card) {
        (Fact::Pregnant | Fact::PregnancyWeek | Fact::TryingFeeding, _) => {
            "Please ask your midwife, doctor or pharmacist first."
        }
        (Fact::Bruise | Fact::BrokenSkin | Fact::Drowsy, _) => "Leave it out for now.",
        (Fact::DailyMedicine | Fact::StrongPainkiller, _) => "Ask a pharmacist first. Tell them the name.",
        (_, CardId::Medicine | CardId::Dose) => "Please ask a pharmacist or doctor about this one.",
        (_, CardId::Massage) => "Please ask a clinician before massage with a device or a ball.",
        (_, CardId::AboutYou | CardId::Warmth | CardId::Helper | CardId::Day) => "Please ask a clinician first.",
    }
}

/// How a question is answered, below all of them.
pub(crate) const ANSWER_ONE: &str = "\nTo answer one:\n  backflare profile set KEY VALUE\n";

/// Stored hours leave no night: which one counts instead.
pub(crate) fn own_night(sleeps: impl std::fmt::Display, wakes: impl std::fmt::Display) -> String {
    format!(
        "\nThese hours leave no night. We count {sleeps} to {wakes}: a margin of our own.\n\
         When do you go to bed? backflare profile set sleeps {sleeps}\n"
    )
}

/// A question about the person is answered. `question` is its key.
pub(crate) fn noted(question: &str, answer: impl std::fmt::Display) -> String {
    format!("Noted: {question} is {answer}.")
}
