//! What an amount comes to: how many milligrams of each ingredient. Clinical rule 19.2.
//!
//! Where the amount does not say it, the largest that the box allows for counts; a guess is never a small one.

use crate::model::amount::{Amount, Count, Each};
use crate::model::class::Class;
use crate::model::event::{Content, Dose};
use crate::model::limits::medicine_limits;
use crate::model::medicine::Ingredient;
use crate::model::medicine::resolve::{KnownIngredient, KnownName, Pack, Sold, resolve};
use crate::model::medicine::table::{Milligrams, Unit, table};

/// Drinks that count where nobody says how many. Clinical rule 19.9.
pub const DRINKS: u16 = 3;

/// What was taken, as it counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    /// Each ingredient and how much of it.
    pub contains: Vec<Content>,
    /// How many pieces, where that is known and whole.
    pub units: Option<u16>,
    /// What it rests on.
    pub basis: Basis,
}

/// What the milligrams of a dose rest on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// What was said.
    Said,
    /// Nothing was said: the largest single dose of the label.
    Largest,
    /// Pieces were said, but not how strong: the strongest of that name.
    Strongest,
    /// A figure was said that stands on no box: the largest single dose, or more where the figure is larger.
    NoBox,
    /// Drops were said, and nobody knows how much one holds: the largest single dose of the label.
    Drops,
}

/// Why an amount cannot be of that medicine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// So many figures, where the medicine has one ingredient.
    Figures(usize),
    /// Less than a tenth of the smallest piece that is sold, which is so many milligrams.
    TooSmall(Milligrams),
    /// A part of a milligram, where no piece has one.
    Fraction,
    /// Millilitres of what comes in pieces.
    Pieces,
}

/// What an amount of it comes to. `None`: nobody said how much.
///
/// ```
/// use backflare::model::amount::Amount;
/// use backflare::model::count::count;
/// use backflare::model::medicine::resolve::resolve;
/// let percocet = resolve("percocet").known().expect("known");
/// let five = count(&percocet, Some(&Amount::mg(5))).expect("fits");
/// assert_eq!(five.contains.iter().map(|one| one.mg).collect::<Vec<_>>(), [Some(5), Some(325)]);
/// ```
pub fn count(known: &KnownName, amount: Option<&Amount>) -> Result<Counted, Unfit> {
    let Some(amount) = amount else { return Ok(unsaid(known)) };
    let said = |counted: Counted| if amount.count == Count::ONE { counted.without_units() } else { counted };
    let many = amount.count;
    match &amount.each {
        Each::Mg(mg) if mg.is_none() => {
            let none = |_: usize| Some(Milligrams::NONE);
            Ok(counted(known, none, Count::ONE, Basis::Said).without_units())
        }
        Each::Mg(mg) => {
            small(known, many.of(*mg))?;
            single(known, many, *mg).map(said)
        }
        Each::Figures(figures) => boxed(known, many, figures),
        Each::Ml(ml) => {
            let Some(unit) = known.unit.millilitres() else {
                let nobody_knows = known.contains.iter().all(|piece| piece.mg.is_none());
                return if nobody_knows { Ok(unsaid(known)) } else { Err(Unfit::Pieces) };
            };
            let mg = |place: usize| known.contains[place].mg.map(|mg| many.of(mg).times(*ml).over(unit));
            let units = ml.div_ceil(unit).saturating_mul(many.up());
            let units = u16::try_from(units).ok();
            Ok(Counted { units, ..counted(known, mg, Count::ONE, Basis::Said) })
        }
        Each::Drops => Ok(Counted { basis: Basis::Drops, ..unsaid(known) }),
        Each::Piece => Ok(pieces(known, many)),
    }
}

/// The strengths that a piece of it may have, as one types each with that number of pieces: `2x500mg`. Empty: the amount says
/// it already, or nothing could be chosen from.
pub fn strengths(known: &KnownName, amount: Option<&Amount>) -> Vec<Amount> {
    let pieces = amount.filter(|amount| amount.each == Each::Piece);
    let Some(pieces) = pieces.filter(|_| known.sold == Sold::AsOne && known.strength.is_empty()) else {
        return Vec::new();
    };
    let mut rows: Vec<Vec<Milligrams>> =
        known.boxes.iter().map(|pack| pack.mg.iter().copied().filter(|mg| !mg.is_none()).collect()).collect();
    rows.sort();
    rows.dedup();
    if rows.len() < 2 || rows.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let each = |row: Vec<Milligrams>| if let [mg] = row.as_slice() { Each::Mg(*mg) } else { Each::Figures(row) };
    rows.into_iter().map(|row| Amount { count: pieces.count, each: each(row) }).collect()
}

/// Each ingredient with its milligrams.
fn counted(known: &KnownName, mg: impl Fn(usize) -> Option<Milligrams>, units: Count, basis: Basis) -> Counted {
    let content = |(place, piece): (usize, &KnownIngredient)| Content {
        ingredient: piece.ingredient.clone(),
        class: Some(piece.class),
        mg: mg(place).map(Milligrams::up),
    };
    Counted { contains: known.contains.iter().enumerate().map(content).collect(), units: units.number(), basis }
}

/// The boxes of which one piece holds what stands in the name.
fn named(known: &KnownName) -> Vec<&Pack> {
    known.boxes.iter().filter(|pack| matches(pack, &known.strength)).collect()
}

/// Whether the figures stand on a box, in any order. Fewer than the box has are enough.
fn matches(pack: &Pack, figures: &[Milligrams]) -> bool {
    let mut left: Vec<Milligrams> = pack.mg.iter().copied().filter(|mg| !mg.is_none()).collect();
    let mut takes = |figure: &Milligrams| {
        let place = left.iter().position(|mg| mg == figure);
        place.map(|place| left.remove(place)).is_some()
    };
    !figures.is_empty() && figures.iter().all(&mut takes)
}

/// The most of an ingredient that one label's largest single dose has.
fn largest(known: &KnownName, place: usize) -> Option<Milligrams> {
    let doses = known.boxes.iter().map(|pack| pack.mg[place].times(u64::from(pack.single)));
    let piece = known.contains[place].mg.map(|mg| mg.times(u64::from(known.single)));
    doses.max().or(piece).filter(|mg| !mg.is_none())
}

/// Nobody said how much: the largest single dose of the label, of the strength in the name where there is one.
fn unsaid(known: &KnownName) -> Counted {
    let counted =
        |mg: &dyn Fn(usize) -> Option<Milligrams>| counted(known, mg, Count::ONE, Basis::Largest).without_units();
    if known.contains.iter().any(|piece| piece.class == Class::Alcohol) {
        return Counted { units: Some(DRINKS), ..counted(&|_| None) };
    }
    let boxes = named(known);
    if let [strength] = known.strength.as_slice()
        && known.contains.len() == 1
    {
        let single = boxes.iter().map(|pack| pack.single).max().unwrap_or(1);
        return counted(&|_| Some(strength.times(u64::from(single))));
    }
    if !boxes.is_empty() {
        let dose = |place: usize| boxes.iter().map(|pack| pack.mg[place].times(u64::from(pack.single))).max();
        return counted(&dose);
    }
    // One ingredient counts as no more than the largest single dose of the rules, but where each of its boxes is for more.
    let within = |most: &Milligrams| {
        let single = |pack: &Pack| pack.mg[0].times(u64::from(pack.single));
        known.boxes.is_empty() || known.boxes.iter().any(|pack| single(pack) <= *most)
    };
    let most =
        |place: usize| limit(&known.contains[place].ingredient).filter(|_| known.contains.len() == 1).filter(within);
    let dose = |place: usize| {
        let dose = largest(known, place)?;
        Some(most(place).map_or(dose, |most| dose.min(most)))
    };
    counted(&dose)
}

fn limit(ingredient: &Ingredient) -> Option<Milligrams> {
    medicine_limits(ingredient).map(|limits| Milligrams::whole(limits.single_mg))
}

/// One figure in milligrams.
fn single(known: &KnownName, many: Count, mg: Milligrams) -> Result<Counted, Unfit> {
    if known.contains.len() == 1 {
        if !mg.is_whole() && !has_parts(&known.contains[0].ingredient) {
            return Err(Unfit::Fraction);
        }
        return Ok(counted(known, |_| Some(many.of(mg)), many, Basis::Said));
    }
    if known.sold == Sold::Together || known.boxes.is_empty() {
        // Nobody knows of which of them it is: each counts as so much.
        return Ok(counted(known, |_| Some(many.of(mg)), many, Basis::Said));
    }
    let fits: Vec<&Pack> = known.boxes.iter().filter(|pack| pack.mg.contains(&mg)).collect();
    if fits.is_empty() {
        return Ok(no_box(known, many, mg));
    }
    Ok(of_boxes(known, many, &fits))
}

/// So many pieces of one of these boxes: each ingredient as its largest among them. Of a name for different things, what
/// is in none of them still counts.
fn of_boxes(known: &KnownName, many: Count, fits: &[&Pack]) -> Counted {
    let mg = |place: usize| {
        let most = fits.iter().map(|pack| pack.mg[place]).max().filter(|mg| !mg.is_none());
        let other = || if known.sold == Sold::Differently { largest(known, place) } else { Some(Milligrams::NONE) };
        most.map(|mg| many.of(mg)).or_else(other)
    };
    let mut found = counted(known, mg, many, Basis::Said);
    found.contains.retain(|content| content.mg != Some(0));
    found
}

/// A figure that stands on no box: the largest single dose, or as many pieces as its strongest ingredient needs for it.
fn no_box(known: &KnownName, many: Count, mg: Milligrams) -> Counted {
    let strongest = known.contains.iter().filter_map(|piece| piece.mg).max().unwrap_or(mg);
    let mut needed = 1;
    while strongest.times(needed) < many.of(mg) && needed < 1_000 {
        needed += 1;
    }
    let dose = |place: usize| {
        let pieces = known.contains[place].mg.map(|mg| mg.times(needed));
        pieces.max(largest(known, place))
    };
    counted(known, dose, Count::ONE, Basis::NoBox).without_units()
}

impl Counted {
    fn without_units(self) -> Self {
        Self { units: None, ..self }
    }
}

/// The figures of a box.
fn boxed(known: &KnownName, many: Count, figures: &[Milligrams]) -> Result<Counted, Unfit> {
    if known.contains.len() == 1 {
        return Err(Unfit::Figures(figures.len()));
    }
    let in_order = |pack: &&Pack| pack.mg.iter().filter(|mg| !mg.is_none()).eq(figures);
    let ordered: Vec<&Pack> = known.boxes.iter().filter(in_order).collect();
    if !ordered.is_empty() {
        return Ok(of_boxes(known, many, &ordered));
    }
    let any: Vec<&Pack> = known.boxes.iter().filter(|pack| matches(pack, figures)).collect();
    if !any.is_empty() {
        return Ok(of_boxes(known, many, &any));
    }
    // Of a strength that is not in the table the larger figure belongs to what is the heavier in a piece.
    let mut places: Vec<usize> = (0..known.contains.len()).collect();
    places.sort_by_key(|place| std::cmp::Reverse(known.contains[*place].mg));
    let mut sorted = figures.to_vec();
    sorted.sort_by_key(|figure| std::cmp::Reverse(*figure));
    let mg = |place: usize| {
        let rank = places.iter().position(|own| *own == place)?;
        sorted.get(rank).map(|figure| many.of(*figure)).or_else(|| largest(known, place))
    };
    Ok(counted(known, mg, many, Basis::NoBox))
}

/// So many pieces: of the strength in the name, or of the strongest.
fn pieces(known: &KnownName, many: Count) -> Counted {
    let boxes = named(known);
    if !boxes.is_empty() {
        return of_boxes(known, many, &boxes);
    }
    if let [strength] = known.strength.as_slice()
        && known.contains.len() == 1
    {
        return counted(known, |_| Some(many.of(*strength)), many, Basis::Said);
    }
    let basis = if known.boxes.len() > 1 { Basis::Strongest } else { Basis::Said };
    counted(known, |place| known.contains[place].mg.map(|mg| many.of(mg)), many, basis)
}

/// Whether pieces of an ingredient have parts of a milligram: `7.5mg`.
fn has_parts(ingredient: &Ingredient) -> bool {
    table().smallest(ingredient).is_none_or(|least| least < Milligrams::whole(20))
}

/// An amount that no piece has is a slip: below a tenth of the smallest.
fn small(known: &KnownName, mg: Milligrams) -> Result<(), Unfit> {
    // Of what somebody else said that is in it nobody knows the pieces.
    if known.sold == Sold::Together {
        return Ok(());
    }
    let least = |ingredient: &Ingredient| table().smallest(ingredient);
    let least = known.contains.iter().filter_map(|piece| least(&piece.ingredient)).min();
    match least {
        Some(least) if mg.times(10) < least => Err(Unfit::TooSmall(least)),
        Some(_) | None => Ok(()),
    }
}

/// What somebody said that an unknown medicine holds, in one piece of it. Clinical rule 19.4 and 19.7.
pub fn told(name: &str, contents: &[Content]) -> KnownName {
    let mg = |content: &Content| content.mg.map(Milligrams::whole);
    let contains: Vec<KnownIngredient> = contents
        .iter()
        .map(|content| KnownIngredient {
            ingredient: content.ingredient.clone(),
            class: content.class().unwrap_or(Class::Other),
            mg: mg(content),
        })
        .collect();
    let row: Option<Vec<Milligrams>> = contents.iter().map(mg).collect();
    let boxes: Vec<Pack> = row.into_iter().map(|mg| Pack { mg, single: 2 }).collect();
    KnownName {
        name: name.to_owned(),
        whole: true,
        sold: if boxes.is_empty() { Sold::Together } else { Sold::AsOne },
        checked: true,
        contains,
        boxes,
        single: 2,
        unit: Unit::Dose,
        strength: Vec::new(),
    }
}

/// A dose of that name and amount, where the name is known and the amount fits it.
pub fn dose(medicine: &str, amount: Option<&Amount>) -> Option<Dose> {
    let known = resolve(medicine).known()?;
    let Counted { contains, units, .. } = count(&known, amount).ok()?;
    Some(Dose { medicine: medicine.to_owned(), units, contains, ..Dose::default() })
}
