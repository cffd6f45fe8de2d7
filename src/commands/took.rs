//! `took`: a medicine was taken.

use serde_json::json;

use crate::commands::{At, Context, Outcome, State, answer, answer::Course, examples, note};
use crate::engine::facts::Facts;
use crate::engine::safety::{Case, Standing, medicine as rules};
use crate::error::Failure;
use crate::model::amount::Amount;
use crate::model::event::{Dose, Event, Record};
use crate::model::id::Id;
use crate::model::limits::medicine_limits;
use crate::model::medicine::{self, Ingredient};
use crate::model::nearest;
use crate::model::profile::Profile;
use crate::protocol::Protocol;
use crate::render::clean::clean;
use crate::render::status::standing_line;
use crate::render::words;

/// Record a dose that was taken
///
/// It is always recorded, and said loudly where it was too soon or too much.
/// Without AMOUNT the largest single dose counts. A name that backflare does not
/// know counts as every kind of pain reliever, until --contains says.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
#[command(
    verbatim_doc_comment,
    after_help = examples!(
        "backflare took ibuprofen 200mg"
        "backflare took tylenol 2x500mg --at \"40m ago\""
        "backflare took \"cold syrup\" --contains acetaminophen,sedating"
        "backflare took ibuprofen 0mg --corrects --because \"not taken after all\""
    )
)]
pub struct TookArgs {
    /// The medicine, by its own name or a brand's
    pub medicine: String,
    /// How much: 200mg, 0.2g, or 2x200mg for two tablets
    #[arg(value_name = "AMOUNT")]
    pub amount: Vec<String>,
    /// When it was taken
    #[command(flatten)]
    pub at: At,
    /// What is in it, where the name is not known
    #[arg(long, value_name = "INGREDIENT,..", value_delimiter = ',')]
    pub contains: Vec<String>,
    /// Replace its last dose; 0mg: it was not taken
    #[arg(long, requires = "because")]
    pub corrects: bool,
    /// Why it is replaced
    #[arg(long, value_name = "TEXT", value_parser = note, requires = "corrects")]
    pub because: Option<String>,
}

impl TookArgs {
    /// The medicine and the amount. `known` are names that only a protocol knows.
    ///
    /// The amount begins with a digit, and may be two words; so may a name that is known (`advil pm`). A name of
    /// several words that nobody knows must stand in quotes: `ibuprofen lots` is not a medicine.
    pub fn dose(&self, known: impl Fn(&str) -> bool) -> Result<(String, Option<Amount>), Failure> {
        let place = self.amount.iter().position(|word| begins_amount(word)).unwrap_or(self.amount.len());
        let (more, amount) = (self.amount[..place].join(" "), self.amount[place..].join(" "));
        let name = format!("{} {more}", self.medicine.trim());
        let name = name.trim();
        if name.is_empty() {
            return Err(Failure::usage("the medicine has no name").hint("Name it: backflare took ibuprofen 200mg"));
        }
        if Amount::parse(name).is_ok() {
            return Err(Failure::usage(format!("{name:?} is an amount, not a medicine"))
                .hint(format!("The name comes first: backflare took ibuprofen {name}")));
        }
        if !more.is_empty() && medicine::ingredients_of(name).is_none() && !known(name) {
            return Err(Failure::usage(format!("{more:?} is not an amount; one looks like 200mg, 0.2g or 2x200mg"))
                .hint(format!("Where it belongs to the name, put that in quotes: backflare took {name:?}")));
        }
        if amount.is_empty() {
            return Ok((name.to_owned(), None));
        }
        match Amount::parse(&amount) {
            Ok(amount) => Ok((name.to_owned(), Some(amount))),
            Err(error) => Err(Failure::usage(format!("{amount:?} is not an amount: {error}"))
                .hint(format!("For example: backflare took {} 200mg", quoted(name)))),
        }
    }
}

/// Whether a word is the beginning of an amount, even of a bad one, rather than part of a name.
fn begins_amount(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || "-+.,\u{2212}".contains(c))
}

/// A name as a shell takes it.
pub(super) fn quoted(name: &str) -> String {
    if name.chars().all(|c| c.is_alphanumeric() || c == '-') { name.to_owned() } else { format!("{name:?}") }
}

/// Records a dose. It is always recorded; what it comes to is said afterwards.
pub fn run(context: &mut Context<'_>, args: &TookArgs) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let state = context.state_under_lock(&mut writer)?;
    // The protocol only lends its names: a dose is recorded even where it cannot be read.
    let course = Course::read(context, &state).ok().flatten();
    let own = |name: &str| {
        let id = Id::suggest(name).and_then(|id| Id::parse(&id))?;
        let offers = course.as_ref()?.protocol.steps.iter().filter_map(|step| step.medicine.as_ref());
        offers.map(|medicine| &medicine.name).find(|known| **known == id).cloned()
    };
    let (name, amount) = args.dose(|name| own(name).is_some())?;
    let at = context.at(&state, args.at.when.as_deref())?;
    let contains = if args.contains.is_empty() {
        medicine::ingredients_of(&name).or_else(|| own(&name).map(|id| vec![Ingredient::Other(id)])).unwrap_or_default()
    } else {
        args.contains.iter().map(|word| ingredient(word)).collect::<Result<_, _>>()?
    };
    let corrects = if args.corrects { Some(last_of(&state, &name, &contains)?) } else { None };
    let at = match (at, &corrects) {
        (None, Some((_, at))) => Some(*at),
        (at, _) => at,
    };
    let dose = Dose {
        medicine: name.clone(),
        contains,
        amount_mg: amount.map(Amount::mg),
        corrects: corrects.map(|(id, _)| id),
        because: args.because.clone(),
    };
    let record = writer.append(context.now()?, at, Event::Took(dose))?;
    drop(writer);
    told(context, &record)
}

/// Reads an ingredient of `--contains`: a misspelt one must not become a medicine without a ceiling.
fn ingredient(word: &str) -> Result<Ingredient, Failure> {
    let word = word.trim();
    let known = medicine::ingredients_of(word).filter(|contains| contains.len() == 1);
    known.and_then(|mut contains| contains.pop()).ok_or_else(|| {
        let names: Vec<&str> = Ingredient::KNOWN.iter().map(Ingredient::as_str).collect();
        let near = nearest::suggest(word, names.iter().copied());
        let meant = near.map(|near| format!("Did you mean {near}? ")).unwrap_or_default();
        Failure::usage(format!("{word:?} is not an ingredient that backflare knows"))
            .hint(format!("{meant}It knows: {}.", names.join(", ")))
    })
}

/// The newest dose of that medicine: the one that is corrected.
fn last_of(
    state: &State,
    name: &str,
    contains: &[Ingredient],
) -> Result<(uuid::Uuid, crate::model::time::Stamp), Failure> {
    let same = |taken: &&crate::engine::history::Taken| {
        !taken.unreadable
            && (taken.medicine.eq_ignore_ascii_case(name) || (!contains.is_empty() && taken.contains == contains))
    };
    let last = state.history.doses().iter().filter(same).max_by_key(|taken| (taken.at.moment, taken.place));
    last.map(|taken| (taken.id, taken.at)).ok_or_else(|| {
        Failure::usage(format!("no dose of {name:?} is in the journal, so there is none to correct"))
            .hint("What has been taken: backflare status")
    })
}

/// Says what was recorded, and where that leaves the person.
fn told(context: &mut Context<'_>, record: &Record) -> Result<Outcome, Failure> {
    let Event::Took(dose) = &record.event else { return Ok(Outcome::Done) };
    let state = context.state()?;
    let profile = context.profile().unwrap_or_default();
    let course = Course::read(context, &state).ok().flatten();
    let standings = standings(&state, &profile, course.as_ref().map(|course| &course.protocol));
    let hours = profile.hours();
    let times = answer::times(&state, &hours);
    let taken_at = times.at(record.at.moment);
    let name = clean(&dose.medicine);
    let mut lines = Vec::new();
    let amount = dose.amount_mg.map_or_else(String::new, |mg| format!(" {mg} mg"));
    lines.push(match (dose.corrects, dose.amount_mg) {
        (Some(_), Some(0)) => format!("Corrected: the last {name} was not taken."),
        (Some(_), _) => format!("Corrected: {name}{amount} at {taken_at}."),
        (None, Some(0)) => format!("Recorded: no {name} was taken at {taken_at}."),
        (None, _) => format!("Recorded: {name}{amount} at {taken_at}."),
    });
    if dose.contains.is_empty() && dose.amount_mg != Some(0) {
        lines.push(
            "Nobody here knows what is in it, so it counts as every kind of pain reliever. Say it, such as:".into(),
        );
        let again = "--corrects --because \"read the label\" --contains acetaminophen,sedating";
        lines.push(format!("backflare took {}{} {again}", quoted(&name), amount.replace(" mg", "mg")));
    }
    if dose.amount_mg.is_none() {
        let largest = dose.contains.iter().filter_map(medicine_limits).map(|limits| limits.single_mg).max();
        lines.push(largest.map_or_else(
            || "No amount was said, so the largest single dose counts.".to_owned(),
            |mg| format!("No amount was said, so the largest single dose counts: {mg} mg."),
        ));
    }
    let same = |other: &&crate::engine::history::Taken| {
        let known = !dose.contains.is_empty() && other.contains == dose.contains;
        other.id != record.id && (known || other.medicine.eq_ignore_ascii_case(&dose.medicine))
    };
    let near = |other: &&crate::engine::history::Taken| {
        (other.at.moment - record.at.moment).as_seconds().abs() <= 5 * 60 && dose.amount_mg != Some(0)
    };
    if dose.corrects.is_none() && state.history.doses().iter().filter(same).any(|other| near(&other)) {
        lines.push("The same was recorded just before, so both count. Typed twice?".to_owned());
        lines.push(format!("backflare took {} 0mg --corrects --because \"typed twice\"", quoted(&name)));
    }
    for standing in standings.iter().filter(|standing| dose.contains.contains(&standing.ingredient)) {
        lines.extend(warnings(standing));
        lines.push(standing_line(standing, &times));
    }
    if dose.contains.contains(&Ingredient::Sedating) && dose.amount_mg != Some(0) {
        lines.push("For 24 hours: no driving, no alcohol, no heat. Sit a minute before you stand.".to_owned());
    }
    let more = json!({ "standing": standings.iter().map(standing_json).collect::<Vec<_>>() });
    answer::confirm(context, "took", &lines, std::slice::from_ref(record), more)
}

/// What is said loudly: too soon, too much, one before the most.
fn warnings(standing: &Standing) -> Vec<String> {
    let name = words::ingredient(&standing.ingredient);
    let mut lines = Vec::new();
    if standing.over() {
        let most = standing.most_mg.unwrap_or(0);
        lines.push(format!(
            "WARNING: label limit passed: {} mg of {name} in 24 hours; the label allows {most} mg.",
            standing.sum_mg
        ));
        lines.push(if standing.ingredient == Ingredient::Acetaminophen {
            "Call a poison line or a doctor now, even if you feel fine. In the US: 1-800-222-1222.".to_owned()
        } else {
            "Call a pharmacist or doctor today. Get help now for black stools, vomiting blood, fainting or chest pain."
                .to_owned()
        });
    } else if standing.too_soon {
        lines.push(format!("WARNING: that was sooner after the last {name} than the label says."));
    } else if standing.one_left {
        lines.push(format!("One more dose of {name} reaches the label limit of 24 hours."));
    }
    lines
}

/// How every ingredient stands, with or without a course.
pub(crate) fn standings(state: &State, profile: &Profile, protocol: Option<&Protocol>) -> Vec<Standing> {
    let none = Protocol::none();
    let protocol = protocol.unwrap_or(&none);
    let facts = Facts::new(protocol, profile, &state.history, &state.clock);
    let case = Case { protocol, history: &state.history, facts, clock: &state.clock, hours: profile.hours() };
    rules::standings(&case)
}

fn standing_json(standing: &Standing) -> serde_json::Value {
    json!({
        "ingredient": standing.ingredient,
        "doses_in_24h": standing.doses,
        "sum_mg_in_24h": standing.sum_mg,
        "most_mg_in_24h": standing.most_mg,
        "over": standing.over(),
        "too_soon": standing.too_soon,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dose(words: &[&str]) -> Result<(String, Option<u32>), String> {
        let mut words = words.iter().map(|word| (*word).to_owned());
        let (medicine, amount) = (words.next().unwrap_or_default(), words.collect());
        let (at, contains) = (At::default(), Vec::new());
        let args = TookArgs { medicine, amount, at, contains, corrects: false, because: None };
        match args.dose(|name| name == "lidocaine patch") {
            Ok((name, amount)) => Ok((name, amount.map(Amount::mg))),
            Err(failure) => Err(format!("{failure}\n{}", failure.hint.as_deref().unwrap_or_default())),
        }
    }

    #[test]
    fn the_name_comes_first_and_the_amount_may_be_two_words() {
        for (words, name, mg) in [
            (&["ibuprofen"][..], "ibuprofen", None),
            (&["ibuprofen", "200mg"], "ibuprofen", Some(200)),
            (&["ibuprofen", "400", "mg"], "ibuprofen", Some(400)),
            (&["ibuprofen", "2", "x", "200", "mg"], "ibuprofen", Some(400)),
            (&["ibuprofen", "0mg"], "ibuprofen", Some(0)),
            (&["Advil", "PM"], "Advil PM", None),
            (&["advil", "pm", "200mg"], "advil pm", Some(200)),
            (&["lidocaine", "patch", "36mg"], "lidocaine patch", Some(36)),
            (&["cold syrup"], "cold syrup", None),
            (&["5-htp", "100mg"], "5-htp", Some(100)),
        ] {
            assert_eq!(dose(words), Ok((name.to_owned(), mg)), "{words:?}");
        }
    }

    #[test]
    fn what_is_not_a_dose_is_refused_with_what_to_write() {
        for (words, part) in [
            (&["ibuprofen", "2"][..], "\"2\" is not an amount: a number needs its unit, such as 200mg"),
            (&["ibuprofen", "2"], "backflare took ibuprofen 200mg"),
            (&["cold syrup", "2"], "backflare took \"cold syrup\" 200mg"),
            (&["ibuprofen", "-200mg"], "below zero"),
            (&["ibuprofen", "lots"], "\"lots\" is not an amount"),
            (&["ibuprofen", "lots"], "backflare took \"ibuprofen lots\""),
            (&["200mg"], "\"200mg\" is an amount, not a medicine"),
            (&[" "], "no name"),
        ] {
            let refused = dose(words).expect_err("refused");
            assert!(refused.contains(part), "{words:?}: {refused}");
        }
    }
}
