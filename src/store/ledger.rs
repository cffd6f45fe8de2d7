//! What a command has saved so far, for the words of a failure that comes after it.
//!
//! A command may save an entry and then fail: the disk does not read it back, or a second write finds no room. Whoever
//! is told "it failed" types it again, and a dose would count twice. So every failure says what is on the disk.

use std::cell::RefCell;
use std::rc::Rc;

use crate::error::{Failure, FailureKind};
use crate::words::kept;

/// What was saved, in order.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Account {
    saved: Vec<&'static str>,
    unsure: bool,
}

/// An account that several hands write to: each writer of a command, while the command has none.
#[derive(Clone, Default, Debug)]
pub(crate) struct Ledger(Rc<RefCell<Account>>);

impl Ledger {
    /// This is on the disk.
    pub(crate) fn saved(&self, what: &'static str) {
        self.0.borrow_mut().saved.push(what);
    }

    /// Something was written, and the disk did not confirm it. Whoever failed there says so.
    pub(crate) fn unsure(&self) {
        self.0.borrow_mut().unsure = true;
    }

    /// The failure with what it means for the record. `records`: the command is one that saves something.
    pub(crate) fn explain(&self, failure: Failure, records: bool) -> Failure {
        let Account { saved, unsure } = &*self.0.borrow();
        let broken = matches!(failure.kind, FailureKind::Failed | FailureKind::Untrusted | FailureKind::Interrupted);
        let words = if !saved.is_empty() {
            kept::saved_before(saved)
        } else if records && broken && !unsure {
            kept::NOTHING_SAVED.to_owned()
        } else {
            return failure;
        };
        let hint = failure.hint.as_deref().map(|hint| format!("\n{hint}")).unwrap_or_default();
        failure.hint(format!("{words}{hint}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_what_is_on_the_disk() {
        let failure = || Failure::new(FailureKind::Failed, "it broke").hint("Mend it.");
        let hint = |ledger: &Ledger, failure, records| ledger.explain(failure, records).hint.unwrap_or_default();
        let ledger = Ledger::default();
        assert_eq!(hint(&ledger, failure(), true), "Nothing was saved.\nMend it.");
        assert_eq!(hint(&ledger, failure(), false), "Mend it.");
        assert_eq!(hint(&ledger, Failure::usage("what?"), true), "");
        ledger.unsure();
        assert_eq!(hint(&ledger, failure(), true), "Mend it.");
        let other = ledger.clone();
        other.saved("pain");
        other.saved("took");
        assert!(hint(&ledger, Failure::usage("what?"), false).starts_with("Saved before that: pain, took. Do not"));
    }
}
