//! The store: the home, the journal, the profile, the protocols and each flare's copy of one, and the ledger of what was
//! saved.

pub(crate) mod flares;
pub mod home;
pub mod journal;
pub(crate) mod ledger;
pub mod profile;
pub(crate) mod protocols;
pub(crate) mod said;
pub mod trust;
