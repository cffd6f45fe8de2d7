//! The engine: (protocol, profile, history, clock) in, a [`Plan`](plan::Plan) out. Total and pure.
//!
//! The order of the files is the order of thought. [`history`] is what happened; [`due`] says when a step's own timing
//! makes it due; [`safety`] says what may not be, whatever the timing; [`choose`] puts what is left in order; [`ask`] is what
//! waits for an answer; [`plan`](fn@plan) is the answer, [`explain`] the same judgement told for one step, and
//! [`today`](mod@today) the plan within its day. [`remind`] says what of it calls the person. [`courses`] looks back at
//! every course, also those that are over, and [`memory`] tells them day by day and beside each other.

mod ahead;
pub mod alerts;
mod answered;
pub mod aside;
pub mod ask;
pub mod between;
pub mod blocks;
pub mod cards;
pub mod case;
mod choice;
pub mod choose;
pub mod chosen;
pub mod company;
pub mod courses;
pub mod due;
pub mod explain;
pub mod facts;
pub mod fade;
pub mod history;
pub mod judge;
pub mod matters;
pub mod memory;
pub mod moved;
pub mod phase;
pub mod plan;
pub mod remind;
pub mod safety;
pub mod setting;
pub mod today;
pub mod turn;
pub mod watch;

pub use choose::{plan, plan_to_next};
pub use today::today;
