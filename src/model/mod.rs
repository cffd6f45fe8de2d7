//! The words of the program: ids, kinds, time, events, the profile and the medicines. Pure, and imports nothing of ours.

pub mod amount;
pub mod aside;
pub mod class;
pub mod count;
pub mod event;
pub mod id;
pub mod kind;
pub mod letters;
pub mod limits;
pub mod medicine;
pub mod nearest;
pub mod profile;
pub mod reminded;
pub mod time;
pub(crate) mod unread;
pub mod when;
pub mod who;
