//! The questions about a person: the words in which they are asked.
//!
//! On a card a question is a line that may be true. One that ends with a question mark is asked by itself.

use crate::model::profile::{Fact, Question};

impl Question {
    /// The question, or the line on the card.
    pub fn ask(&self) -> &'static str {
        match self.fact {
            Fact::Age => "How old are you?",
            Fact::FirstFlare => "Is this the first time that you have this?",
            Fact::Pregnant => "You are pregnant, or might be",
            Fact::PregnancyWeek => "How many whole weeks pregnant are you?",
            Fact::Cancer => "Cancer, now or at any time",
            Fact::WeakBones => "Weak or thin bones, or steroids for a long time",
            Fact::LowImmunity => "Weak immune system, a transplant, or drugs you have injected",
            Fact::RecentInfection => "A bad infection in the last weeks",
            Fact::BackSurgery => "An operation or injection where it hurts now",
            Fact::FallOrBlow => "This began with a fall, a blow or a knock",
            Fact::StillSo => "Is all that you told us before still so?",
            Fact::Allergy => "A bad reaction to any pain reliever, ever",
            Fact::Bleeding => "Stomach ulcer, bleeding, Crohn's or colitis",
            Fact::ThinnerSteroid => "Blood thinner, daily aspirin, or steroid tablets",
            Fact::Warfarin => "Is the blood thinner warfarin?",
            Fact::HeartKidney => "A stroke, heart surgery, or heart, kidney, liver, blood pressure trouble",
            Fact::Liver => "Is it the liver?",
            Fact::DiureticAsthma => "Water tablets, or asthma",
            Fact::Alcohol => "3 or more alcoholic drinks most days",
            Fact::TryingFeeding => "Trying for a baby, or breast-feeding",
            Fact::UnderCare => "In treatment for something serious",
            Fact::DailyMedicine => {
                "Another medicine every day: antidepressant, lithium, methotrexate, transplant or immune tablets, heart or blood-pressure tablets, an antibiotic, strong painkillers"
            }
            Fact::StrongPainkiller => "Is a strong painkiller or warfarin among your daily medicines?",
            Fact::Chickenpox => "Chickenpox now",
            Fact::Light => "You weigh under 50 kg (8 stone)",
            Fact::RecentMedicine => "In the last 24 hours: a painkiller, cold-and-flu mix or rub not in here",
            Fact::Pharmacist => "At 60 or over: has a pharmacist agreed to this for you?",
            Fact::LastDoseHelped => "Did the last one help enough?",
            Fact::LessFeeling => "Numb skin, nerve damage, or diabetes",
            Fact::Circulation => "Poor blood flow in your legs or hands",
            Fact::Raynaud => "Fingers that go white in the cold, or hives from cold",
            Fact::HighPressure => "Severe high blood pressure or heart disease",
            Fact::Bruise => "A fresh bruise or swelling there, under two days old",
            Fact::BrokenSkin => "Broken, sore or irritated skin there",
            Fact::Drowsy => "Alcohol or anything that makes you drowsy in the last 8 hours",
            Fact::Warmth => "Which do you like?",
            Fact::HelperHere => "Is somebody with you for the next two hours?",
            Fact::LivesAlone => "Do you live alone?",
            Fact::Without => "What do you never want to be offered?",
            Fact::Hours => "What do you want at an hour of your own?",
            Fact::Clot => "A blood clot, or a bleeding problem",
            Fact::DiscScoliosis => "A slipped disc, scoliosis or the like",
            Fact::Device => "A pacemaker or an implant",
            Fact::Nerve => "Diabetes, nerve damage or epilepsy",
            Fact::Surgery => "Recent surgery",
            Fact::Region => "Where are you? It sets the emergency number.",
            Fact::Wakes => "When do you get up?",
            Fact::Sleeps => "When do you go to bed?",
            Fact::DayStarts => "When does a new day begin for you?",
            Fact::Voice => "Speak the cues of a walk aloud?",
        }
    }
}
