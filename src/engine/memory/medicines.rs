//! What was taken in a stretch, one ingredient after the other, beside what the labels allow.
//!
//! The most in 24 hours is that of any 24 hours, whatever the clock said at their beginning. A dose whose amount nobody
//! said counts as the largest single one, as it does for the rules.
//!
//! | time | taken | the most in 24 hours | over the label of 1,200 mg |
//! |---|---|---|---|
//! | Mon 08:00 | ibuprofen 400 mg | 400 | |
//! | Mon 14:00 | ibuprofen 400 mg | 800 | |
//! | Mon 20:00 | ibuprofen 400 mg | 1,200 | |
//! | Tue 07:59 | ibuprofen 400 mg | 1,600 | this one |
//! | Wed 08:00 | ibuprofen 400 mg | 1,600 | |

use std::collections::BTreeSet;

use crate::engine::memory::{Item, Stretch, days};
use crate::model::event::{Content, Dose, Record};
use crate::model::limits::{COUNTED_OVER, COUNTED_OVER_HALF, MedicineLimits, NSAID_SWITCH, medicine_limits};
use crate::model::medicine::Ingredient;
use crate::model::time::{CivilDay, Hours, Span, Stamp, Zone};

/// What was taken of one ingredient.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Used {
    /// How much.
    pub taken: days::DaySum,
    /// On how many days.
    pub days: usize,
    /// The most in any 24 hours, in milligrams; a dose of unknown amount counts as the largest single one, where there is
    /// one. 0: nothing is known.
    pub most_mg: u32,
    /// What the label allows in 24 hours, in milligrams. `None`: no limit of ours holds for it.
    pub label_mg: Option<u32>,
}

/// A dose that was more than a label allows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Over<'r> {
    /// When it was taken.
    pub at: Stamp,
    /// What was taken.
    pub dose: &'r Dose,
    /// What was over the label, and of which ingredient.
    pub why: Vec<(Ingredient, OverWhy)>,
}

/// What was over a label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OverWhy {
    /// So much at once; the label says so much.
    Single(u32, u32),
    /// So much in 24 hours; the label says so much.
    InDay(u32, u32),
    /// So much in 12 hours; the label says so much.
    InHalfDay(u32, u32),
    /// So long after the one before; the label says so long.
    Soon(Span, Span),
    /// Another anti-inflammatory within 24 hours.
    Beside(Ingredient),
}

/// What was taken, by name.
pub fn used(stretch: &Stretch<'_>) -> Vec<Used> {
    let mut sums: Vec<days::DaySum> = Vec::new();
    // Civil days, as rule 10 counts them, by the clock of the place where each was noted.
    let mut on: Vec<(String, BTreeSet<CivilDay>)> = Vec::new();
    for item in &stretch.items {
        let Some(dose) = item.as_dose() else { continue };
        let at = item.record.at;
        let day = Hours::default().day_of(at.moment, &Zone::fixed(at.offset));
        for (name, mg) in days::contents(dose) {
            match on.iter_mut().find(|(known, _)| *known == name) {
                Some((_, days)) => {
                    days.insert(day);
                }
                None => on.push((name.clone(), BTreeSet::from([day]))),
            }
            days::take(&mut sums, name, mg);
        }
    }
    sums.sort_by(|one, other| one.name.cmp(&other.name));
    let doses: Vec<(Stamp, &Dose)> =
        stretch.items.iter().filter_map(|item| Some((item.record.at, item.as_dose()?))).collect();
    let one = |taken: days::DaySum| {
        let limits = limits_of(&taken.name);
        let amounts: Vec<(Stamp, u32)> =
            doses.iter().filter_map(|(at, dose)| Some((*at, amount(dose, &taken.name, limits.as_ref())?))).collect();
        let days = on.iter().find(|(name, _)| *name == taken.name).map_or(0, |(_, days)| days.len());
        Used { days, most_mg: most(&amounts, COUNTED_OVER), label_mg: limits.map(|limits| limits.in_24h_mg), taken }
    };
    sums.into_iter().map(one).collect()
}

fn limits_of(name: &str) -> Option<MedicineLimits> {
    Ingredient::KNOWN.iter().find(|known| known.as_str() == name).and_then(medicine_limits)
}

/// How much of a name is in a dose. `None`: nothing of it.
fn amount(dose: &Dose, name: &str, limits: Option<&MedicineLimits>) -> Option<u32> {
    let unsaid = limits.map_or(0, |limits| limits.single_mg);
    let of = |(own, mg): (String, Option<u32>)| (own == name).then(|| mg.unwrap_or(unsaid));
    days::contents(dose).into_iter().filter_map(of).reduce(u32::saturating_add)
}

/// The largest sum within so long.
fn most(amounts: &[(Stamp, u32)], within: Span) -> u32 {
    amounts.iter().map(|(at, _)| sum_until(amounts, *at, within)).max().unwrap_or(0)
}

/// The sum of the time that ends with a dose, that dose included.
fn sum_until(amounts: &[(Stamp, u32)], at: Stamp, within: Span) -> u32 {
    let counts = |other: Stamp| other.moment <= at.moment && other.moment + within > at.moment;
    amounts.iter().filter(|(other, _)| counts(*other)).fold(0, |sum, (_, mg)| sum.saturating_add(*mg))
}

/// The doses of a stretch that were more than a label allows, by time. `all` are those of the whole journal that count: what
/// was taken before the stretch counts for the sums in it.
pub fn over<'r>(all: impl Iterator<Item = &'r Record>, stretch: &Stretch<'r>) -> Vec<Over<'r>> {
    let mut doses: Vec<(Stamp, &Dose)> = all.filter_map(|record| Some((record.at, record.event.as_dose()?))).collect();
    doses.sort_by_key(|(at, _)| at.moment);
    let first = stretch.items.first().map_or(stretch.begins.moment, Item::at);
    let within = |at: Stamp| at.moment >= first && at.moment <= stretch.ends;
    let mut found = Vec::new();
    for (place, (at, dose)) in doses.iter().enumerate().filter(|(_, (at, _))| within(*at)) {
        let why: Vec<(Ingredient, OverWhy)> =
            dose.contents().flat_map(|content| whys(&doses[..=place], content)).collect();
        if !why.is_empty() {
            found.push(Over { at: *at, dose, why });
        }
    }
    found
}

/// What was over a label with the last of these doses, of one of its ingredients.
fn whys(doses: &[(Stamp, &Dose)], content: &Content) -> Vec<(Ingredient, OverWhy)> {
    let Some(((at, _), before)) = doses.split_last() else { return Vec::new() };
    let mut why = Vec::new();
    if let Some(limits) = medicine_limits(&content.ingredient) {
        let name = content.ingredient.as_str();
        let of = |(at, dose): &(Stamp, &Dose)| Some((*at, amount(dose, name, Some(&limits))?));
        let amounts: Vec<(Stamp, u32)> = doses.iter().filter_map(of).collect();
        let single = content.mg.unwrap_or(0);
        if single > limits.single_mg {
            why.push(OverWhy::Single(single, limits.single_mg));
        }
        let day = sum_until(&amounts, *at, COUNTED_OVER);
        if day > limits.in_24h_mg {
            why.push(OverWhy::InDay(day, limits.in_24h_mg));
        }
        let half = sum_until(&amounts, *at, COUNTED_OVER_HALF);
        if let Some(most) = limits.in_12h_mg.filter(|most| half > *most) {
            why.push(OverWhy::InHalfDay(half, most));
        }
        if let Some((last, mg)) = before.iter().filter_map(of).next_back() {
            let (after, least) = (at.moment - last.moment, limits.gap_after(mg));
            if after < least {
                why.push(OverWhy::Soon(after, least));
            }
        }
    }
    if content.is_nsaid() {
        let near = before.iter().filter(|(other, _)| other.moment + NSAID_SWITCH > at.moment);
        let mut others = near.flat_map(|(_, dose)| dose.contents());
        let other = others.find(|other| other.is_nsaid() && other.ingredient != content.ingredient);
        why.extend(other.map(|other| OverWhy::Beside(other.ingredient.clone())));
    }
    why.into_iter().map(|why| (content.ingredient.clone(), why)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::courses::Past;
    use crate::model::event::Event;
    use crate::model::id::Id;
    use crate::model::kind::CourseKind;
    use crate::model::time::Moment;
    use uuid::Uuid;

    /// Doses as `hours ingredient mg`; `?`: not said.
    fn check(doses: &[&str], most: &[(&str, u32)], loud: &[&str]) {
        let stamp = |hours: i64| Stamp { moment: Moment::from_unix(1_800_000_000) + Span::hours(hours), offset: 0 };
        let started = Event::Started {
            protocol: Id::parse("mine").expect("an id"),
            version: "1".to_owned(),
            course: CourseKind::Flare,
            pauses: None,
            progress: None,
        };
        let record = |number: usize, hours: i64, event| {
            Record::new(Uuid::from_u128(number as u128), stamp(hours), stamp(hours), event)
        };
        let mut records = vec![record(0, 0, started)];
        for (number, text) in doses.iter().enumerate() {
            let words: Vec<&str> = text.split(' ').collect();
            let ingredient = Ingredient::named(&Id::parse(words[1]).expect("an id"));
            let dose = Dose::new(words[1], vec![ingredient], words[2].parse().ok());
            records.push(record(number + 1, words[0].parse().expect("hours"), Event::Took(dose)));
        }
        let past = Past::of(&records);
        let course = &past.courses[0];
        let stretch = Stretch::of_course(course, None, stamp(240).moment);
        let sums: Vec<(String, u32)> = used(&stretch).into_iter().map(|used| (used.taken.name, used.most_mg)).collect();
        assert_eq!(sums.iter().map(|(name, mg)| (name.as_str(), *mg)).collect::<Vec<_>>(), most, "{doses:?}");
        let told = |over: &Over<'_>| {
            let why: Vec<String> = over.why.iter().map(|(_, why)| format!("{why:?}")).collect();
            format!("{} {}", (over.at.moment - stamp(0).moment).as_seconds() / 3600, why.join(" "))
        };
        assert_eq!(over(past.entries.doses(), &stretch).iter().map(told).collect::<Vec<_>>(), loud, "{doses:?}");
    }

    #[test]
    fn the_most_of_a_day_is_that_of_any_24_hours() {
        check(&[], &[], &[]);
        check(&["1 ibuprofen 400", "7 ibuprofen 400", "13 ibuprofen 400"], &[("ibuprofen", 1200)], &[]);
        // A day later to the hour the first is out again.
        check(
            &["1 ibuprofen 400", "9 ibuprofen 400", "17 ibuprofen 400", "25 ibuprofen 400"],
            &[("ibuprofen", 1200)],
            &[],
        );
        check(
            &["1 ibuprofen 400", "9 ibuprofen 400", "17 ibuprofen 400", "24 ibuprofen 400"],
            &[("ibuprofen", 1600)],
            &["24 InDay(1600, 1200)"],
        );
        // What nobody said counts as the largest.
        check(&["1 ibuprofen ?", "9 ibuprofen 200"], &[("ibuprofen", 600)], &[]);
        check(&["1 mystery ?"], &[("mystery", 0)], &[]);
    }

    #[test]
    fn a_dose_over_a_label_says_by_what() {
        check(&["1 ibuprofen 600"], &[("ibuprofen", 600)], &["1 Single(600, 400)"]);
        check(&["1 ibuprofen 200", "4 ibuprofen 200"], &[("ibuprofen", 400)], &["4 Soon(Span(10800), Span(14400))"]);
        check(&["1 naproxen 440", "9 naproxen 220"], &[("naproxen", 660)], &["9 InHalfDay(660, 440)"]);
        check(
            &["1 ibuprofen 200", "20 naproxen 220"],
            &[("ibuprofen", 200), ("naproxen", 220)],
            &["20 Beside(Ibuprofen)"],
        );
        check(&["1 ibuprofen 200", "26 naproxen 220"], &[("ibuprofen", 200), ("naproxen", 220)], &[]);
        // What was noted in the flare of the hours before it counts, too.
        check(&["-3 acetaminophen 1000", "3 acetaminophen 1000"], &[("acetaminophen", 2000)], &[]);
    }
}
