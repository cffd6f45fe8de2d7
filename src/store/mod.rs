//! The store: the home, the journal, the profile, the flares' copies of their protocols, and the ledger of what was saved.

pub mod home;
pub mod journal;
pub mod ledger;
pub mod profile;
