//! The same judgement, told for one step: every rule that was weighed, yes and no.

use crate::engine::plan::Reason;
use crate::engine::safety::Weighed;
use crate::model::time::{Moment, Span};
use crate::protocol::format::{Source, Step};

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
}
