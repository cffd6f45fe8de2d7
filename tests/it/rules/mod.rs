//! The safety rules of the specification, one table each, with its own figures. `story.rs` reads the stories.
//!
//! What is expected comes from the rules alone. `no RULE until TIME` names the first rule that says no, and the moment
//! from which none does; without a time, time alone lifts it not.
//!
//! A file has the name of the file of `src/engine/safety` that holds the rule, or of the rule's own word:
//!
//! | number | the word in an answer | file |
//! |---|---|---|
//! | 1, 2 | `screening`, `latch` | `screening.rs` |
//! | 16 to 18 | `screening`, `latch`, `movement` | `signs.rs` |
//! | 3 | `eligibility` | `eligibility.rs` |
//! | 4 | `ceiling` | `ceilings.rs` |
//! | 5, 7 | `nsaid-questions`, `one-nsaid` | `medicine.rs` |
//! | 6, 8, 9 | `ibuprofen-limits`, `naproxen-limits`, `acetaminophen-limits` | `medicine.rs` |
//! | 10 | `duration` | `duration.rs` |
//! | 11 | `uncertain-time` | `uncertain.rs` |
//! | 12 | `topical` | `topical.rs` |
//! | 13, 14 | `heat`, `cold` | `warmth.rs` |
//! | 19 | `alerts`, and the sums | `boxes.rs` |
//! | 5a, 6a, 19.8, 19.9, 20 | `nsaid-questions`, `acetaminophen-limits`, `heat` | `daily.rs` |
//! | 5 to 13 | by what a medicine belongs to | `classes.rs` |
//! | 15 | `movement` | `movement.rs`, `massage.rs` |
//! | 21 | `latch`, `nsaid-questions`, `heat`, `cold`, `topical` | `reaction.rs` |
//! | 22 | pregnancy, over several words | `pregnancy.rs` |
//! | 23 to 25 | plans for other bodies, given by a clinician, and what they may offer | `plans.rs` |

mod boxes;
mod ceilings;
mod classes;
mod daily;
mod duration;
mod eligibility;
mod massage;
mod medicine;
mod movement;
mod plans;
mod pregnancy;
mod reaction;
mod screening;
mod signs;
mod topical;
mod uncertain;
mod warmth;
