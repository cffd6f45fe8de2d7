//! `took`: a medicine was taken.

use uuid::Uuid;

use crate::acts::{Context, Outcome, State, after_dose, answer, answer::Found, doses};
use crate::commands::{At, examples, note};
use crate::engine::history::Taken;
use crate::error::Failure;
use crate::model::amount::Amount;
use crate::model::event::{Dose, Event, Record};
use crate::model::id::Id;
use crate::model::medicine::{self, Ingredient};
use crate::model::nearest;
use crate::model::time::{Hours, Stamp};
use crate::process::Stream;
use crate::protocol::Checked;
use crate::views::{answers::Took, parts, standing};
use crate::words;
use crate::words::clean::quoted;

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

/// Records a dose. It is always recorded; what it comes to is said afterwards.
///
/// Whether it is the same dose as one that stands there is asked without the lock, so that nobody waits for the answer;
/// then everything is read again.
pub fn run(context: &mut Context<'_>, args: &TookArgs) -> Result<Outcome, Failure> {
    let journal = context.home()?.journal();
    let mut others: Vec<Uuid> = Vec::new();
    let mut said_at = None;
    loop {
        let mut writer = context.lock(&journal)?;
        let state = context.state_under_lock(&mut writer)?;
        // A time as it was meant when it was typed, however long a question stood open since.
        let found = Found::read(context, &state);
        let hours = found.known().hours();
        let at = match said_at {
            Some(at) => at,
            None => *said_at.insert(state.at(hours, args.at.when.as_deref())?),
        };
        let (dose, at) = dose(args, found.protocol(), &state, at)?;
        let at_or_now = at.map_or_else(|| context.now(), Ok)?;
        if let Some(other) = repeated(context, &state, &dose, at_or_now).filter(|other| !others.contains(&other.id)) {
            drop(writer);
            if is_the_same(context, &state, hours, &dose.medicine, other)? {
                let said = [words::dose::not_again(&dose.medicine)];
                let (more, course) = (Took { medicines: Vec::new() }, found.course().ok().flatten());
                return answer::confirm(context, "took", &said, &[], more, state, course);
            }
            others.push(other.id);
            context.later();
            continue;
        }
        let record = writer.append(context.now()?, at, Event::Took(dose))?;
        drop(writer);
        let state = state.after(std::slice::from_ref(&record));
        return told(context, &record, state, found);
    }
}

/// The dose as it is recorded, and when it was taken: a correction has the time of what it corrects.
fn dose(
    args: &TookArgs,
    protocol: Option<&Checked>,
    state: &State,
    at: Option<Stamp>,
) -> Result<(Dose, Option<Stamp>), Failure> {
    // The protocol only lends its names: a dose is recorded even where it cannot be read.
    let own = |name: &str| {
        let id = Id::suggest(name).and_then(|id| Id::parse(&id))?;
        let offers = protocol?.steps.iter().filter_map(|step| step.medicine.as_ref());
        offers.map(|medicine| &medicine.name).find(|known| **known == id).cloned()
    };
    let (medicine, amount) = args.dose(|name| own(name).is_some())?;
    let contains = if args.contains.is_empty() {
        let known = medicine::ingredients_of(&medicine);
        known.or_else(|| own(&medicine).map(|id| vec![Ingredient::Other(id)])).unwrap_or_default()
    } else {
        args.contains.iter().map(|word| ingredient(word)).collect::<Result<_, _>>()?
    };
    let corrects = if args.corrects { Some(doses::last_of(state, &medicine, &contains)?) } else { None };
    let at = at.or(corrects.map(|(_, at)| at));
    let (corrects, because) = (corrects.map(|(id, _)| id), args.because.clone());
    Ok((Dose { corrects, because, ..Dose::new(medicine, contains, amount.map(Amount::mg)) }, at))
}

/// The dose with which this one may be the same: somebody at a terminal is asked.
fn repeated<'a>(context: &Context<'_>, state: &'a State, dose: &'a Dose, at: Stamp) -> Option<&'a Taken> {
    let asks = context.process.is_terminal(Stream::In) && !context.json && dose.corrects.is_none();
    doses::near(state, dose, at).last().filter(|_| asks)
}

/// Asks whether it is the dose that stands there already: then nothing is written. Only a plain yes means the same: a
/// dose is rather counted twice than not at all.
fn is_the_same(
    context: &mut Context<'_>,
    state: &State,
    hours: Hours,
    name: &str,
    other: &Taken,
) -> Result<bool, Failure> {
    let question = words::dose::ask_repeat(name, &answer::times(state, &hours).at(other.at.moment));
    context.process.err(&question);
    let reply = context.process.line()?;
    Ok(reply.is_some_and(|line| matches!(line.trim().to_lowercase().as_str(), "y" | "yes")))
}

/// Reads an ingredient of `--contains`: a misspelt one must not become a medicine without a ceiling.
fn ingredient(word: &str) -> Result<Ingredient, Failure> {
    let word = word.trim();
    let known = medicine::ingredients_of(word).filter(|contains| contains.len() == 1);
    known.and_then(|mut contains| contains.pop()).ok_or_else(|| {
        let names: Vec<&str> = Ingredient::KNOWN.iter().map(Ingredient::as_str).collect();
        let near = nearest::suggest(word, names.iter().copied());
        let meant = near.map(|near| words::did_you_mean(near) + " ").unwrap_or_default();
        Failure::usage(format!("{word:?} is not an ingredient that is known here"))
            .hint(format!("{meant}These are: {}.", names.join(", ")))
    })
}

/// Says what was recorded, and where that leaves the person.
fn told(context: &mut Context<'_>, record: &Record, state: State, found: Found) -> Result<Outcome, Failure> {
    let Event::Took(dose) = &record.event else { return Ok(Outcome::Done) };
    let profile = found.known();
    let standings = doses::standings(&state, &profile, found.protocol().map(|protocol| &**protocol));
    let hours = profile.hours();
    let times = answer::times(&state, &hours);
    let region = answer::region(&profile);
    let mut lines = vec![words::dose::recorded(dose, &times.at(record.at.moment))];
    lines.extend(words::dose::assumed(dose));
    let contains: Vec<Ingredient> = dose.ingredients().cloned().collect();
    let twice = doses::near(&state, dose, record.at).any(|other| other.id != record.id);
    let taken = !dose.is_nothing();
    if dose.corrects.is_none() && taken && twice {
        lines.extend(words::dose::twice(&dose.medicine));
    }
    for standing in standings.iter().filter(|standing| contains.contains(&standing.ingredient)) {
        lines.extend(standing::stands(standing, &times, region));
    }
    lines.extend(after_dose::lines(dose, &state, &profile, &times, region));
    let place = answer::place(&profile, &state);
    let medicines = standings.iter().map(|one| parts::Standing::of(one, &place, state.clock.now)).collect();
    let (records, course) = (std::slice::from_ref(record), found.course().ok().flatten());
    answer::confirm(context, "took", &lines, records, Took { medicines }, state, course)
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
