//! Which questions can matter to a plan: those that something in it waits for. No other is asked.

use crate::model::class::Class;
use crate::model::kind::Kind;
use crate::model::profile::{CardId, Fact};
use crate::protocol::format::{Protocol, Step};
use crate::protocol::named::contains;

/// What only an anti-inflammatory waits for. Rule 5.
pub(super) const NSAID_ALONE: [Fact; 6] =
    [Fact::Pharmacist, Fact::Bleeding, Fact::DiureticAsthma, Fact::TryingFeeding, Fact::UnderCare, Fact::Chickenpox];
/// What only acetaminophen waits for. Rule 9.
const ACETAMINOPHEN_ALONE: [Fact; 3] = [Fact::Light, Fact::Liver, Fact::Warfarin];

/// What a plan holds that asks of the person first.
#[expect(clippy::struct_excessive_bools, reason = "five things that a plan has or has not, each by itself")]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Matters {
    back: bool,
    nsaid: bool,
    acetaminophen: bool,
    heat: bool,
    cold: bool,
}

impl Matters {
    pub(super) fn of(protocol: &Protocol) -> Self {
        let medicines = protocol.steps.iter().filter_map(|step| step.medicine.as_ref());
        let classes: Vec<Option<Class>> = medicines.flat_map(contains).map(|content| content.class).collect();
        // Of what nobody knows every question counts.
        let holds = |is: fn(Class) -> bool| classes.iter().any(|class| class.is_none_or(is));
        let has = |kind: Kind| protocol.steps.iter().any(|step| step.kind == kind);
        Self {
            back: protocol.is_for_back(),
            nsaid: holds(Class::is_nsaid),
            acetaminophen: holds(|class| class == Class::Acetaminophen),
            heat: has(Kind::Heat),
            cold: has(Kind::Cold),
        }
    }

    /// Whether the plan is one for a low back.
    pub(super) fn is_for_back(self) -> bool {
        self.back
    }

    /// Whether the answer can change anything that the plan offers. Rules 5, 9, 13 and 14.
    ///
    /// A plan with acetaminophen alone does not ask of chickenpox, one without heat does not ask of a bruise.
    pub(super) fn can(self, fact: Fact) -> bool {
        if NSAID_ALONE.contains(&fact) {
            self.nsaid
        } else if ACETAMINOPHEN_ALONE.contains(&fact) {
            self.acetaminophen
        } else if [Fact::Bruise, Fact::Drowsy].contains(&fact) {
            self.heat
        } else if [Fact::Raynaud, Fact::HighPressure].contains(&fact) {
            self.cold
        } else {
            true
        }
    }
}

/// Whether a card before a medicine is asked before massage, which waits for one question of it, and for no other on it.
/// Rule 15.
pub fn before_massage(step: Option<&Step>, card: CardId) -> bool {
    step.is_some_and(|step| step.kind == Kind::Massage) && card == CardId::Medicine
}

/// The questions of a card that this step itself waits for.
pub fn waited_for(step: Option<&Step>, card: CardId, mut facts: Vec<Fact>) -> Vec<Fact> {
    if before_massage(step, card) {
        facts.retain(|fact| *fact == Fact::ThinnerSteroid);
    }
    facts
}
