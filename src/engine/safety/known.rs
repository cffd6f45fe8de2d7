//! A sign that is old and known: a clinician knows of it and it has not changed. Rule 18.
//!
//! Three signs may be so: pain past the knee, an operation or injection long ago, a cancer long ago. Each needs its own
//! answers, every one a yes; a no, a "not sure" or silence leaves it an ordinary sign.

use crate::engine::case::Case;
use crate::model::event::{Event, KnownSign};
use crate::model::id::Id;
use crate::model::kind::CourseKind;
use crate::model::limits::{KNOWN_QUIET, RISE};
use crate::model::profile::Fact;
use crate::model::time::CivilDay;
use crate::model::who::names_somebody;
use crate::protocol::format::{Protocol, Sign};

/// What sort of old thing it is, which decides what is asked of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Pain past the knee.
    Leg,
    /// An operation or injection where it hurts.
    Operation,
    /// A cancer.
    Cancer,
}

impl Sort {
    /// What sort of old thing a sign may be. `None`: it may not be known, or its plan is not for a low back.
    pub fn of(protocol: &Protocol, sign: &Sign) -> Option<Self> {
        if !sign.may_be_known || !protocol.is_for_back() {
            return None;
        }
        if sign.fact == Some(Fact::Cancer) {
            Some(Self::Cancer)
        } else if sign.fact == Some(Fact::BackSurgery) {
            Some(Self::Operation)
        } else {
            (sign.fact.is_none() && sign.leg).then_some(Self::Leg)
        }
    }

    /// What must be answered with yes, each by its name.
    pub fn checks(self) -> &'static [&'static str] {
        match self {
            Self::Leg => &["three-months", "clinician-knows", "no-further", "no-stronger", "nothing-new"],
            Self::Operation => &["a-year", "clinician-knows", "feels-the-same"],
            Self::Cancer => &["five-years"],
        }
    }

    /// Whether a clinician must have looked at this back pain as well.
    pub fn needs_a_look(self) -> bool {
        match self {
            Self::Cancer => true,
            Self::Leg | Self::Operation => false,
        }
    }
}

/// A sign that counts as known in this course.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct OldSign<'p> {
    /// The sign.
    pub sign: &'p Sign,
    /// Where in the journal all was said that it needs.
    pub place: usize,
    /// It is the first time that it was.
    pub(super) first: bool,
}

/// The signs that count as known, by their first time.
pub(super) fn known<'p>(case: &Case<'p>) -> Vec<OldSign<'p>> {
    let mut found: Vec<OldSign<'p>> = Vec::new();
    for entry in case.history.entries() {
        let Event::Screened { known, .. } = &entry.event else { continue };
        for said in known {
            let sign = case.protocol.sign(&said.sign);
            if let Some(sign) =
                sign.filter(|sign| Sort::of(case.protocol, sign).is_some_and(|sort| whole(case, sort, said)))
            {
                let first = found.iter().all(|other| other.sign.id != sign.id);
                found.push(OldSign { sign, place: entry.place, first });
            }
        }
    }
    found
}

/// Whether everything was answered with yes that a sign of this sort needs.
fn whole(case: &Case<'_>, sort: Sort, said: &KnownSign) -> bool {
    let checked = sort.checks().iter().all(|check| said.checks.iter().any(|own| own.as_str() == *check));
    checked && (!sort.needs_a_look() || looked(case, said))
}

/// Whether a clinician looked at this pain: in a flare not before it began, and on no day to come. While prevention goes on
/// without pain none is needed; from its first pain on, one since then.
fn looked(case: &Case<'_>, said: &KnownSign) -> bool {
    let Some(run) = case.history.run() else { return false };
    let begun = match run.course {
        CourseKind::Flare => Some(run.started.date().min(case.day_of(run.started.moment))),
        CourseKind::Prevention => {
            let hurts = case.history.pains().find(|pain| pain.level.is_some_and(|level| level > KNOWN_QUIET));
            hurts.map(|pain| case.day_of(pain.at))
        }
    };
    let Some(begun) = begun else { return true };
    let since = |on: CivilDay| on >= begun && on <= case.date();
    said.looked_on.is_some_and(since) && said.who.as_deref().is_some_and(names_somebody)
}

/// The known signs in the leg of which that pain is no old thing: stronger by two than the first of this course.
pub(super) fn rises<'p>(case: &Case<'p>, known: &[OldSign<'p>], level: u8, place: usize) -> Vec<&'p Sign> {
    let first = case.history.pains().find_map(|pain| pain.level);
    let stronger = first.is_some_and(|first| level >= first.saturating_add(RISE));
    let legs = known.iter().filter(|known| known.first && known.place < place && known.sign.leg);
    legs.filter(|_| stronger).map(|known| known.sign).collect()
}

/// Whether a sign is known in this course.
pub(super) fn is_known(known: &[OldSign<'_>], name: &Id) -> bool {
    known.iter().any(|known| known.sign.id == *name)
}
