//! The same judgement, told for one step: every rule that was weighed, yes and no.

use crate::engine::ahead::opens;
use crate::engine::case::Case;
use crate::engine::choose::other_hours;
use crate::engine::due::{Due, last_done};
use crate::engine::history::History;
use crate::engine::judge::judge;
use crate::engine::phase::{Grown, grown};
use crate::engine::plan::Reason;
use crate::engine::safety::Weighed;
use crate::engine::setting::Setting;
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
    /// How far that session has grown by now, where it grows.
    pub grown: Option<Grown<'p>>,
    /// For a medicine, the dose in milligrams that would be offered.
    pub dose_mg: Option<u32>,
    /// That is the larger dose.
    pub larger_dose: bool,
    /// Lying down is lying on a side, in pregnancy.
    pub on_side: bool,
}

/// Judges one step as the plan does, and keeps every reason. A distance or a pace that only shifts the time is told as
/// a reason with the moment at which it ends.
pub fn explain<'p>(
    protocol: &'p Protocol,
    profile: &'p Profile,
    history: &'p History,
    step: &'p Step,
) -> Explanation<'p> {
    let setting = &Setting::at(Case::new(protocol, profile, history));
    let case = &setting.case;
    let judged = judge(setting, step);
    let here = protocol.step(&step.id).is_some();
    let not_before = match judged.due {
        Due::Now(..) | Due::Later(_) => opens(case, &judged),
        Due::Never => {
            let until = judged.reasons.iter().map(|(_, until)| *until);
            let until = until.chain(judged.veto.as_ref().map(|veto| veto.until)).collect::<Option<Vec<_>>>();
            until.and_then(|until| until.into_iter().max()).filter(|at| !case.reached(*at))
        }
    };
    // A question that nobody answered is not answered by time.
    let timed = judged.veto.as_ref().is_none_or(|veto| veto.until.is_some());
    let not_before = not_before.filter(|_| here && timed);
    let mut reasons = judged.reasons;
    if history.run().is_none() {
        // What belongs to a flare is against nothing while none runs.
        reasons.retain(|(reason, _)| !matches!(reason, Reason::Phase(_) | Reason::Needs { .. } | Reason::NotYet(_)));
    }
    if !here {
        reasons.push((Reason::NotHere, None));
    }
    let allowed = reasons.is_empty() && judged.veto.is_none();
    let waits = if let Due::Later(from) = judged.due { Some(not_before.unwrap_or(from)) } else { None };
    if let Some(from) = waits.filter(|_| allowed) {
        let passed_over =
            history.last_skipped(&step.id).is_some_and(|at| last_done(case, step).is_none_or(|done| at >= done));
        let reason = match () {
            () if other_hours(case, step) => Reason::Hours,
            () if passed_over => Reason::PassedOver,
            () => Reason::NotDue,
        };
        reasons.push((reason, Some(from)));
    }
    let (session, dose_mg, larger_dose) = (judged.session, judged.dose_mg, judged.larger);
    Explanation {
        step,
        session,
        grown: grown(case, step, session),
        dose_mg,
        larger_dose,
        on_side: case.facts.lies_on_side(),
        allowed: allowed && waits.is_none(),
        not_before,
        rules: judged.rules,
        reasons,
        every: step.timing.every,
        sources: protocol.sources.iter().filter(|source| step.sources.contains(&source.cite)).collect(),
    }
}
