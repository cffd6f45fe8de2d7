//! What safety answered, put into words: the yes and the no of each rule.

use crate::engine::safety::{Fine, Veto, Why};
use crate::words::{Times, fine as yes, veto as no};

/// Why safety says no, and from when it may not.
pub(crate) fn veto(veto: &Veto, times: &Times<'_>) -> String {
    times.until(why(&veto.why, times), veto.until)
}

/// Why safety says no.
pub(crate) fn why(why: &Why, times: &Times<'_>) -> String {
    match why {
        Why::CardPending(urgency) => no::card_pending(*urgency),
        Why::Latched(urgency) => no::latched(*urgency),
        Why::Unanswered(fact) => no::unanswered(*fact),
        Why::Answered(fact) => no::answered(*fact),
        Why::NeedsYes(to) => no::needs_yes(*to).to_owned(),
        Why::TooYoung => no::TOO_YOUNG.to_owned(),
        Why::AskPharmacist => no::ASK_PHARMACIST.to_owned(),
        Why::NeedsHelper => no::NEEDS_HELPER.to_owned(),
        Why::TooSoon { ingredient, gap, last } => no::too_soon(ingredient, *last, *gap, times),
        Why::OverSum { ingredient, taken_mg, dose_mg, most_mg } => {
            no::over_sum(ingredient, *taken_mg, *dose_mg, *most_mg)
        }
        Why::TooManyDoses { taken, most } => no::too_many_doses(*taken, *most),
        Why::OverSingle { most_mg } => no::over_single(*most_mg),
        Why::SmallerFirst { dose_mg } => no::smaller_first(*dose_mg),
        Why::OtherNsaid(ingredient) => no::other_nsaid(ingredient),
        Why::Drinks => no::DRINKS.to_owned(),
        Why::AskAbout(ingredient) => no::ask_about(ingredient),
        Why::UnknownMedicine => no::UNKNOWN_MEDICINE.to_owned(),
        Why::TooManyDays { days, most } => no::too_many_days(*days, *most),
        Why::NeverOffered(ingredient) => no::never_offered(ingredient),
        Why::ClockBehind => no::CLOCK_BEHIND.to_owned(),
        Why::Unreadable => no::UNREADABLE.to_owned(),
        Why::SessionTooSoon { gap } => no::session_too_soon(*gap),
        Why::TooManySessions { most } => no::too_many_sessions(*most),
        Why::HeatColdApart { gap } => no::heat_cold_apart(*gap),
        Why::SessionTooLong { most } => no::session_too_long(*most),
        Why::Asleep => no::ASLEEP.to_owned(),
        Why::TooCloseToBed => no::TOO_CLOSE_TO_BED.to_owned(),
        Why::Drowsy { gap } => no::drowsy(*gap),
        Why::Bruise => no::BRUISE.to_owned(),
        Why::CreamOn { gap } => no::cream_on(*gap),
        Why::AfterHeat { gap } => no::after_heat(*gap),
        Why::PatchIsOn => no::PATCH_IS_ON.to_owned(),
        Why::PatchOff { gap } => no::patch_off(*gap),
        Why::TooManyTopicalDays { days, most } => no::too_many_topical_days(*days, *most),
        Why::NotInRegion(ingredient) => no::not_in_region(ingredient),
        Why::SpotTooLong { most } => no::spot_too_long(*most),
        Why::EnoughMassage { most } => no::enough_massage(*most),
        Why::TooEarly { from } => no::too_early(*from),
        Why::TooLate { ended } => no::too_late(*ended),
        Why::NotSmallEnough => no::NOT_SMALL_ENOUGH.to_owned(),
        Why::EnoughSets { most } => no::enough_sets(*most),
        Why::LegSign => no::LEG_SIGN.to_owned(),
        Why::NotSteady => no::NOT_STEADY.to_owned(),
        Why::OldSign => no::OLD_SIGN.to_owned(),
        Why::Reacted => no::REACTED.to_owned(),
        Why::Burned => no::BURNED.to_owned(),
        Why::WhereIsThePain => no::WHERE_IS_THE_PAIN.to_owned(),
        Why::WentFurtherDown => no::WENT_FURTHER_DOWN.to_owned(),
        Why::Withdrawn => no::WITHDRAWN.to_owned(),
        Why::OnlyPrescribed(ingredient) => no::only_prescribed(ingredient),
        Why::NoRule => no::NO_RULE.to_owned(),
    }
}

/// Why a rule has nothing against it.
pub(crate) fn fine(fine: &Fine, times: &Times<'_>) -> String {
    match fine {
        Fine::Screened => yes::SCREENED.to_owned(),
        Fine::AlwaysAllowed => yes::ALWAYS_ALLOWED.to_owned(),
        Fine::Eligible => yes::ELIGIBLE.to_owned(),
        Fine::QuestionsClear => yes::QUESTIONS_CLEAR.to_owned(),
        Fine::GapKept { ingredient, last, gap } => yes::gap_kept(ingredient, *last, *gap, times),
        Fine::SumKept { ingredient, taken_mg, dose_mg, most_mg } => {
            yes::sum_kept(ingredient, *taken_mg, *dose_mg, *most_mg)
        }
        Fine::NoOtherNsaid => yes::NO_OTHER_NSAID.to_owned(),
        Fine::DaysKept { days, most } => yes::days_kept(*days, *most),
        Fine::RecordsGood => yes::RECORDS_GOOD.to_owned(),
        Fine::LineLost => yes::LINE_LOST.to_owned(),
        Fine::SessionsKept { in_24h, most, gap } => yes::sessions_kept(*in_24h, *most, *gap),
        Fine::HeatColdKept { gap } => yes::heat_cold_kept(*gap),
        Fine::Awake => yes::AWAKE.to_owned(),
        Fine::NothingDrowsy => yes::NOTHING_DROWSY.to_owned(),
        Fine::TimesKept { taken, most } => yes::times_kept(*taken, *most),
        Fine::HeatGone { gap } => yes::heat_gone(*gap),
        Fine::NoCream { gap } => yes::no_cream(*gap),
        Fine::NoPatch { gap } => yes::no_patch(*gap),
        Fine::TopicalDaysKept { days, most } => yes::topical_days_kept(*days, *most),
        Fine::LengthKept { most } => yes::length_kept(*most),
        Fine::RegionFits => yes::REGION_FITS.to_owned(),
        Fine::MassageKept { most } => yes::massage_kept(*most),
        Fine::LateEnough { from } => yes::late_enough(*from),
        Fine::SmallMove => yes::SMALL_MOVE.to_owned(),
        Fine::SetsKept { done, most } => yes::sets_kept(*done, *most),
        Fine::NoLegSign => yes::NO_LEG_SIGN.to_owned(),
        Fine::Steady => yes::STEADY.to_owned(),
        Fine::Prescribed => yes::PRESCRIBED.to_owned(),
    }
}

#[cfg(test)]
mod tests;
