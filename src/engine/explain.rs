//! The same judgement, told for one step: every rule that was weighed, yes and no.

use crate::engine::choose::{other_hours, setting};
use crate::engine::due::Due;
use crate::engine::history::History;
use crate::engine::judge::judge;
use crate::engine::plan::Reason;
use crate::engine::safety::Weighed;
use crate::model::profile::Profile;
use crate::model::time::{Moment, Span};
use crate::protocol::format::{Protocol, Session, Source, Step};

/// Why a step or a medicine is offered, or is not.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation<'p> {
    /// The step.
    pub step: &'p Step,
    /// Nothing is against it now.
    pub allowed: bool,
    /// Where something is against it: from when nothing would be, if time alone decides.
    pub not_before: Option<Moment>,
    /// The safety rules, yes and no.
    pub rules: Vec<Weighed>,
    /// The protocol's own reasons against it now.
    pub reasons: Vec<(Reason<'p>, Option<Moment>)>,
    /// How often it is due, where the protocol says so.
    pub every: Option<Span>,
    /// The sources that the protocol names for it.
    pub sources: Vec<&'p Source>,
    /// The stage of its session that fits now.
    pub session: Option<&'p Session>,
    /// For a medicine, the dose in milligrams that would be offered.
    pub dose_mg: Option<u32>,
    /// That is the larger dose.
    pub larger_dose: bool,
}

/// Judges one step as the plan does, and keeps every reason. A distance or a pace that only shifts the time is told as
/// a reason with the moment at which it ends.
pub fn explain<'p>(
    protocol: &'p Protocol,
    profile: &'p Profile,
    history: &'p History,
    step: &'p Step,
) -> Explanation<'p> {
    let now = history.clock().now;
    setting(protocol, profile, history, |setting| {
        let judged = judge(setting, step);
        let veto_until = judged.veto.as_ref().map(|veto| veto.until);
        let here = protocol.step(&step.id).map(|_| now);
        let all =
            judged.reasons.iter().map(|(_, until)| *until).chain(veto_until).chain([here]).collect::<Option<Vec<_>>>();
        let due = if let Due::Later(from) = judged.due { Some(from) } else { None };
        let mut reasons = judged.reasons;
        if protocol.step(&step.id).is_none() {
            reasons.push((Reason::NotHere, None));
        }
        let allowed = reasons.is_empty() && judged.veto.is_none();
        if let Some(from) = due.filter(|_| allowed) {
            let reason = if other_hours(&setting.case, step) { Reason::Hours } else { Reason::NotDue };
            reasons.push((reason, Some(from)));
        }
        let not_before = all.and_then(|all| all.into_iter().chain(due).max()).filter(|at| *at > now);
        let (session, dose_mg, larger_dose) = (judged.session, judged.dose_mg, judged.larger);
        Explanation {
            step,
            session,
            dose_mg,
            larger_dose,
            allowed: allowed && due.is_none(),
            not_before,
            rules: judged.rules,
            reasons,
            every: step.timing.every,
            sources: protocol.sources.iter().filter(|source| step.sources.contains(&source.cite)).collect(),
        }
    })
}
