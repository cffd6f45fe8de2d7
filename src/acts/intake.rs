//! What was typed as a dose, read: the medicine, how much of it, what is in it, and which dose it replaces.

mod in_name;
mod typed_words;

use typed_words::{Contains, contains, split};

use crate::acts::{State, answer, answer::FilesRead, doses};
use crate::engine::history::Taken;
use crate::error::Failure;
use crate::model::amount::{Amount, Count, Each};
use crate::model::class::Class;
use crate::model::count::{Basis, Counted, Unfit, count, strengths, told};
use crate::model::event::{Content, Dose};
use crate::model::id::Id;
use crate::model::limits::{COUNTED_OVER, medicine_limits};
use crate::model::medicine::Ingredient;
use crate::model::medicine::resolve::{KnownName, Resolved, Sold, is_for_skin, resolve};
use crate::model::medicine::sounds::{Sound, sound};
use crate::model::medicine::table::{Milligrams, key};
use crate::model::profile::Remembered;
use crate::model::time::{Hours, Stamp};
use crate::protocol::Checked;
use crate::protocol::named::contains as contents_of;
use crate::words;

/// An amount for an example where nothing is known of the medicine.
const ONE_PIECE: &str = "\"1 tablet\"";

/// Which dose is replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Which {
    /// The one dose of that name.
    Newest,
    /// The one that was taken at that minute.
    At(Stamp),
    /// The one whose id begins or ends so.
    Id(String),
}

/// What was typed.
pub(crate) struct Typed {
    /// The first word.
    pub(crate) medicine: String,
    /// The name that was meant by it, where that was asked.
    pub(crate) meant: Option<String>,
    /// Whether it was asked which name was meant.
    pub(crate) asked_near: bool,
    /// What stood behind it.
    pub(crate) words: Vec<String>,
    /// The amount with its strength, where that was asked.
    pub(crate) strength: Option<Amount>,
    /// When it was taken.
    pub(crate) at: Option<Stamp>,
    /// What is in it.
    pub(crate) contains: Vec<String>,
    /// Which dose it replaces.
    pub(crate) which: Option<Which>,
    /// Why.
    pub(crate) because: Option<String>,
}

/// A dose as it will be recorded, and what there is to say of it.
pub(crate) struct Intake {
    /// The dose.
    pub(crate) dose: Dose,
    /// When it was taken, where that is not now. A correction has the time of what it corrects.
    pub(crate) at: Option<Stamp>,
    /// The dose that it replaces.
    pub(crate) replaces: Option<Taken>,
    /// Names that may have been meant.
    pub(crate) near: Vec<String>,
    /// The strengths that one piece may have, each with the number of pieces, where nobody said it.
    pub(crate) strengths: Vec<Amount>,
    /// What is kept for that name.
    pub(crate) remembers: Option<(String, Remembered)>,
    /// Earlier doses of that name, as they count now.
    pub(crate) recounts: Vec<(Stamp, Dose)>,
    known: Option<(KnownName, Basis)>,
    /// The amount as it was typed.
    typed: Option<Amount>,
}

/// Whether a word is the beginning of an amount, even of a bad one, rather than part of a name.
pub(crate) fn begins_amount(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || "-+.,\u{2212}\u{bc}\u{bd}\u{be}".contains(c))
}

/// The dose that a text names: its time, or an end of its id. `None`: it is neither.
pub(crate) fn which(state: &State, hours: Hours, text: &str) -> Option<Which> {
    let text = text.trim();
    if text.is_empty() {
        return Some(Which::Newest);
    }
    let plain = text.replace('-', "").to_ascii_lowercase();
    if let Ok(Some(at)) = state.at(hours, Some(text)) {
        return Some(Which::At(at));
    }
    let hex = plain.len() >= 4 && plain.bytes().all(|byte| byte.is_ascii_hexdigit());
    hex.then_some(Which::Id(plain))
}

/// Reads what was typed.
pub(crate) fn read(found: &FilesRead, state: &State, typed: &Typed) -> Result<Intake, Failure> {
    // The protocol only lends its names: a dose is recorded even where it cannot be read.
    let own = |name: &str| own(found.protocol(), name);
    let (name, amount) = split(typed, |name| own(name).is_some())?;
    let name = typed.meant.clone().unwrap_or(name);
    let amount = typed.strength.clone().or(amount);
    let profile = found.known();
    let kept = &profile.names;
    let resolved = resolve(&name);
    let contains = contains(&typed.contains)?;
    let near = match &resolved {
        Resolved::Unknown { near } => near.clone(),
        Resolved::Known(_) => Vec::new(),
    };
    let folded = key(&name);
    let remembered = kept.get(&folded);
    let (known, extra, remembers) = match resolved {
        Resolved::Known(known) => {
            if matches!(contains, Contains::Nothing) && !known.is_harmless() {
                let what: Vec<String> = known.ingredients().map(words::ingredient).collect();
                return Err(Failure::usage(words::dose::cannot_be_none(&name, &what)));
            }
            let more = match contains {
                Contains::These(more) => Some(Remembered { contains: more, skin: false }),
                Contains::Nothing | Contains::Unsaid => None,
            };
            let extra = more.as_ref().or(remembered).map(|kept| kept.contains.clone()).unwrap_or_default();
            (Some(known), extra, more)
        }
        Resolved::Unknown { .. } => {
            if matches!(contains, Contains::Nothing) && !typed.asked_near {
                refuse_none_of_near(&name, &near)?;
            }
            let said = match contains {
                Contains::These(contains) => Some(Remembered { contains, skin: is_for_skin(&name) }),
                Contains::Nothing => Some(nothing(&name)),
                Contains::Unsaid => None,
            };
            let known = said.as_ref().or(remembered).map(|kept| told(&name, &kept.contains));
            let known = known.or_else(|| own(&name).map(|contents| told(&name, &contents)));
            (known, Vec::new(), said)
        }
    };
    let (mut dose, basis) = dose(&name, known.as_ref(), amount.as_ref())?;
    let units = dose.units.map_or(1, u32::from);
    let nothing = dose.is_nothing();
    for content in extra {
        if !dose.contains.iter().any(|own| own.ingredient == content.ingredient) {
            let mg = if nothing { Some(0) } else { content.mg.map(|mg| mg.saturating_mul(units)) };
            dose.contains.push(Content { mg, ..content });
        }
    }
    let replaces = match &typed.which {
        Some(which) => Some(meant(state, profile.hours(), &name, &dose, which, typed.at)?),
        None => None,
    };
    let at = match (&replaces, typed.at) {
        (Some(of), Some(at)) if same_minute(of, at) => Some(of.at),
        (Some(of), None) => Some(of.at),
        (_, at) => at,
    };
    dose.corrects = replaces.as_ref().map(|of| of.id);
    dose.because.clone_from(&typed.because);
    let recounts = match (&remembers, &known) {
        (Some(_), Some(known)) if near_unknown(&name) => recounts(state, &folded, known, replaces.as_ref()),
        (Some(_) | None, _) => Vec::new(),
    };
    let near = if dose.contains.is_empty() { near } else { Vec::new() };
    let remembers = remembers.map(|kept| (folded, kept));
    let strengths = known.as_ref().map(|known| strengths(known, amount.as_ref())).unwrap_or_default();
    let known = known.zip(basis);
    Ok(Intake { dose, at, replaces, near, strengths, remembers, recounts, known, typed: amount })
}

/// Refuses "none" for a name that is written nearly like a medicine, or sounds like one: a slip of the pen would silence every
/// warning.
/// Rules 19.5, 19.7.
fn refuse_none_of_near(name: &str, near: &[String]) -> Result<(), Failure> {
    let sounds = match sound(name).filter(|_| near.is_empty()) {
        Some(Sound::Nsaid) => {
            return Err(Failure::usage(words::dose::none_of_nsaid(name)).hint(words::dose::WHOLE_NAME));
        }
        Some(Sound::Ibuprofen) => Some(Ingredient::Ibuprofen.as_str().to_owned()),
        None => None,
    };
    let Some(Resolved::Known(known)) = near.first().or(sounds.as_ref()).map(|near| resolve(near)) else {
        return Ok(());
    };
    if known.is_harmless() {
        return Ok(());
    }
    let what: Vec<String> = known.ingredients().map(words::ingredient).collect();
    Err(Failure::usage(words::dose::none_of_near(name, &known.name)).hint(words::dose::say_which(&known.name, &what)))
}

/// What one piece of an amount holds: `500 mg`, `5/325 mg`.
pub(crate) fn strength_of(amount: &Amount) -> String {
    let one = Amount { count: Count::ONE, each: amount.each.clone() };
    words::dose::with_space(&one.to_string())
}

/// Whether the table alone does not know a name.
fn near_unknown(name: &str) -> bool {
    match resolve(name) {
        Resolved::Known(_) => false,
        Resolved::Unknown { .. } => true,
    }
}

/// What a protocol lends: a medicine that only it knows, as the class that it says. What is called "other" is as unknown as a
/// name alone. Clinical rule 25.5.
fn own(protocol: Option<&Checked>, name: &str) -> Option<Vec<Content>> {
    let id = Id::suggest(name).and_then(|id| Id::parse(&id))?;
    let own = protocol?.steps.iter().filter_map(|step| step.medicine.as_ref()).find(|own| own.name == id)?;
    Some(contents_of(own).into_iter().map(|content| Content { mg: None, ..content }).collect())
}

/// What is kept of a name of which somebody says that it holds no pain reliever.
fn nothing(name: &str) -> Remembered {
    let skin = is_for_skin(name);
    let word = Id::suggest(name).and_then(|id| Id::parse(&id)).or_else(|| Id::parse("nothing"));
    let class = Some(if skin { Class::Skin } else { Class::Harmless });
    let contains = word.map(|id| Content { ingredient: Ingredient::Other(id), class, mg: None });
    Remembered { contains: contains.into_iter().collect(), skin }
}

/// The dose of a name and an amount, and what its milligrams rest on.
fn dose(name: &str, known: Option<&KnownName>, amount: Option<&Amount>) -> Result<(Dose, Option<Basis>), Failure> {
    let Some(known) = known else {
        let units = amount.filter(|amount| amount.each == Each::Piece).and_then(|amount| amount.count.number());
        let amount_mg = amount.and_then(|amount| match &amount.each {
            Each::Mg(mg) => Some(amount.count.of(*mg).up()),
            Each::Figures(figures) => {
                let sum = figures.iter().fold(Milligrams::NONE, |sum, figure| sum.plus(*figure));
                Some(amount.count.of(sum).up())
            }
            Each::Ml(_) | Each::Drops | Each::Piece => None,
        });
        return Ok((Dose { medicine: name.to_owned(), units, amount_mg, ..Dose::default() }, None));
    };
    let Counted { contains, units, basis } =
        count(known, amount).map_err(|unfit| unfitting(name, known, amount, &unfit))?;
    let product =
        (known.sold != Sold::Together && known.whole && key(&known.name) != key(name)).then(|| known.name.clone());
    Ok((Dose { medicine: name.to_owned(), product, units, contains, ..Dose::default() }, Some(basis)))
}

fn unfitting(name: &str, known: &KnownName, amount: Option<&Amount>, unfit: &Unfit) -> Failure {
    let typed = amount.map(ToString::to_string).unwrap_or_default();
    if *unfit == Unfit::Pieces {
        return Failure::usage(words::dose::no_liquid(name)).hint(words::dose::say_the_mg(name));
    }
    let message = match unfit {
        Unfit::Figures(figures) => words::dose::one_ingredient(name, *figures),
        Unfit::TooSmall(least) => words::dose::too_small(name, &typed, &least.to_string()),
        Unfit::Fraction => words::dose::part_of_mg(name, &typed),
        Unfit::Pieces => words::dose::no_liquid(name),
    };
    Failure::usage(message).hint(words::dose::example(name, &usual(known)))
}

/// An amount for an example: the small dose of the label, where one is known here, and else the smallest piece that is sold.
fn usual(known: &KnownName) -> String {
    let Some(first) = known.contains.first() else { return ONE_PIECE.to_owned() };
    if let Some(limits) = medicine_limits(&first.ingredient) {
        let small = known
            .boxes
            .iter()
            .filter_map(|pack| pack.mg.first())
            .filter(|mg| **mg <= Milligrams::whole(limits.small_mg));
        let smallest = |mg: &Milligrams| mg.times(4) >= Milligrams::whole(limits.small_mg * 3);
        return small
            .copied()
            .filter(smallest)
            .min()
            .map_or_else(|| format!("{}mg", limits.small_mg), |mg| format!("{mg}mg"));
    }
    let boxes = known.boxes.iter().filter_map(|pack| pack.mg.first()).filter(|mg| !mg.is_none());
    boxes.min().or(first.mg.as_ref()).map_or_else(|| ONE_PIECE.to_owned(), |mg| format!("{mg}mg"))
}

/// As [`usual`], of a name.
fn usual_of(name: &str) -> String {
    match resolve(name) {
        Resolved::Known(known) => usual(&known),
        Resolved::Unknown { .. } => ONE_PIECE.to_owned(),
    }
}

/// The one dose that a correction means. Where it is not one, they are listed, and nothing changes.
fn meant(
    state: &State,
    hours: Hours,
    name: &str,
    dose: &Dose,
    which: &Which,
    at: Option<Stamp>,
) -> Result<Taken, Failure> {
    let candidates = doses::of_name(state, name, dose);
    let picked: Vec<&Taken> = match (which, at) {
        (Which::Id(end), _) => {
            let id = |taken: &&Taken| {
                let id = taken.id.simple().to_string();
                id.starts_with(end) || id.ends_with(end)
            };
            state.history.doses().iter().filter(|taken| !taken.unreadable).filter(id).collect()
        }
        (Which::At(at), _) => candidates.iter().copied().filter(|taken| same_minute(taken, *at)).collect(),
        (Which::Newest, Some(at)) if candidates.iter().any(|taken| same_minute(taken, at)) => {
            candidates.iter().copied().filter(|taken| same_minute(taken, at)).collect()
        }
        (Which::Newest, _) => candidates.clone(),
    };
    if let [one] = picked.as_slice() {
        return Ok((*one).clone());
    }
    let times = answer::times(state, &hours);
    let listed = if picked.is_empty() { candidates } else { picked };
    if listed.is_empty() {
        return Err(Failure::usage(words::dose::none_to_correct(name)).hint(words::dose::WHAT_WAS_TAKEN));
    }
    let line =
        |taken: &&Taken| words::dose::listed(&taken.dose, &times.at(taken.at.moment), &doses::which(state, taken.id));
    let lines: Vec<String> = listed.iter().map(line).collect();
    Err(Failure::usage(words::dose::not_one_dose(name)).hint(lines.join("\n")))
}

/// Whether a dose was taken in that minute.
fn same_minute(taken: &Taken, at: Stamp) -> bool {
    (0..60).contains(&(taken.at.moment - at.moment).as_seconds())
}

/// Whether the milligrams of a dose may be a guess for what it is not: the largest single dose of an ingredient that turns
/// out not to be in it. Of what holds none that counts, nobody is told of milligrams that nobody noted.
fn guessed(dose: &Dose, known: &KnownName) -> bool {
    let harmless = known.contains.iter().all(|part| [Class::Harmless, Class::Skin].contains(&part.class));
    let largest = dose.ingredients().filter_map(medicine_limits).map(|limits| limits.single_mg).max();
    harmless && largest.is_some() && dose.amount_mg() == largest
}

/// The doses of that name in the last 24 hours, as they count with what is known of it now.
fn recounts(state: &State, folded: &str, known: &KnownName, but: Option<&Taken>) -> Vec<(Stamp, Dose)> {
    let within = |taken: &&Taken| {
        !taken.unreadable
            && key(&taken.dose.medicine) == *folded
            && taken.at.moment + COUNTED_OVER > state.clock.now
            && but.is_none_or(|but| but.id != taken.id)
    };
    let again = |taken: &Taken| {
        let said = taken.dose.amount_mg().filter(|_| !guessed(&taken.dose, known)).map(Amount::mg);
        let amount = taken.dose.units.map(Amount::pieces).or(said);
        let (dose, _) = dose(&taken.dose.medicine, Some(known), amount.as_ref()).ok()?;
        let because = Some(words::dose::RECOUNTED.to_owned());
        Some((taken.at, Dose { corrects: Some(taken.id), because, ..dose }))
    };
    state.history.doses().iter().filter(within).filter_map(again).collect()
}

impl Intake {
    /// The strengths that do not count as they were taken, as they are typed.
    fn others(&self) -> Vec<(String, String)> {
        let strongest = self.strengths.last();
        let others = self.strengths.iter().filter(|one| Some(*one) != strongest);
        others.map(|one| (strength_of(one), one.to_string())).collect()
    }

    /// What there is to say of the name and of the amount.
    pub(crate) fn said(&self, state: &State) -> Vec<String> {
        let dose = &self.dose;
        let mut lines = Vec::new();
        if dose.is_nothing() {
            let others = doses::of_name(state, &dose.medicine, dose);
            if dose.corrects.is_none() && !others.is_empty() {
                lines.extend(words::dose::corrects_is_needed(&dose.medicine));
            }
            return lines;
        }
        if dose.contains.is_empty() {
            let which = doses::which_of_name(state, &dose.medicine);
            lines.extend(words::dose::unknown(dose, self.typed.as_ref(), &self.near, &which));
            return lines;
        }
        let Some((known, basis)) = &self.known else { return lines };
        if !known.whole {
            lines.push(words::dose::read_as(&known.name));
        }
        if known.sold == Sold::Differently {
            lines.push(words::dose::SOLD_DIFFERENTLY.to_owned());
        }
        let about = !known.checked;
        let alcohol = dose.contains.iter().any(|content| content.class() == Some(Class::Alcohol));
        if dose.contains.iter().all(|content| content.mg.is_none()) && !alcohol {
            return lines;
        }
        match basis {
            Basis::Said => {}
            Basis::Largest => lines.push(words::dose::no_amount(dose)),
            Basis::Strongest => lines.push(words::dose::NO_STRENGTH.to_owned()),
            Basis::NoBox => lines.push(words::dose::NO_BOX.to_owned()),
            Basis::Drops => lines.push(words::dose::NO_DROPS.to_owned()),
        }
        lines.extend(words::dose::counted(dose, about));
        if *basis == Basis::Strongest && !self.strengths.is_empty() {
            lines.extend(words::dose::mend_strength(&dose.medicine, &self.others()));
        } else if *basis != Basis::Said {
            lines.extend(words::dose::mend(&dose.medicine));
        }
        lines
    }
}
