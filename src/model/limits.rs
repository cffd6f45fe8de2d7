//! Every number of every rule, in one place: the ceilings that no protocol may loosen, and what no file can speak of (ages,
//! how long an answer holds, how far a clock may be believed).
//!
//! Each names its rule and the facts behind it (`HC-06` and the like). Where no source gives a number, the number is a
//! choice of this program and says so: "a caution margin". `protocol::check` refuses a protocol that goes past one of
//! them; `engine::safety` obeys them even when a file that nobody checked does.

use crate::model::medicine::Ingredient;
use crate::model::time::Span;

/// How much of a medicine, and how often. Rules 6, 8 and 9.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MedicineLimits {
    /// The largest single dose, in milligrams. An amount that is not known counts as this much.
    pub single_mg: u32,
    /// The most in any 24 hours, the dose in question included.
    pub in_24h_mg: u32,
    /// The most in any 12 hours, the dose in question included, where a label says so.
    pub in_12h_mg: Option<u32>,
    /// A dose of at most so much is a small one.
    pub small_mg: u32,
    /// The least time after a small dose.
    pub gap_small: Span,
    /// The least time after a larger one.
    pub gap_large: Span,
    /// The most different days in [`ANALGESIC_WINDOW`].
    pub days: u32,
    /// The fact behind the single dose.
    pub single_fact: &'static str,
    /// The fact behind the sum in 24 hours.
    pub in_24h_fact: &'static str,
    /// The fact behind the gaps.
    pub gap_fact: &'static str,
    /// The fact behind the days.
    pub days_fact: &'static str,
}

impl MedicineLimits {
    /// The least time after a dose of so much.
    pub fn gap_after(&self, mg: u32) -> Span {
        if mg <= self.small_mg { self.gap_small } else { self.gap_large }
    }
}

/// Ibuprofen: 200 mg, or 400 mg; 1,200 mg in 24 hours. Rule 6; IB-01, IB-02, IB-03, IB-07.
pub const IBUPROFEN: MedicineLimits = MedicineLimits {
    single_mg: 400,
    in_24h_mg: 1_200,
    in_12h_mg: None,
    small_mg: 200,
    gap_small: Span::hours(4),
    gap_large: Span::hours(6),
    days: ANALGESIC_DAYS,
    single_fact: "IB-02",
    in_24h_fact: "IB-03",
    gap_fact: "IB-07",
    days_fact: "IB-04",
};

/// Naproxen sodium: 220 mg, or 440 mg first; 440 mg in 12 hours and 660 mg in 24. Rule 8; NX-01 to NX-05.
pub const NAPROXEN: MedicineLimits = MedicineLimits {
    single_mg: 440,
    in_24h_mg: 660,
    in_12h_mg: Some(440),
    small_mg: 220,
    gap_small: Span::hours(8),
    gap_large: Span::hours(8),
    days: ANALGESIC_DAYS,
    single_fact: "NX-02",
    in_24h_fact: "NX-04",
    gap_fact: "NX-01",
    days_fact: "NX-05",
};

/// Acetaminophen: 1,000 mg; 3,000 mg in 24 hours over all products. Rule 9; AC-01, AC-02, AC-04, AC-07.
pub const ACETAMINOPHEN: MedicineLimits = MedicineLimits {
    single_mg: 1_000,
    in_24h_mg: 3_000,
    in_12h_mg: None,
    small_mg: 650,
    gap_small: Span::hours(4),
    gap_large: Span::hours(6),
    days: ANALGESIC_DAYS,
    single_fact: "AC-01",
    in_24h_fact: "AC-02",
    gap_fact: "AC-01",
    days_fact: "AC-04",
};

/// The limits of an ingredient. `None`: there are none of ours, either because it may not be offered at all (see
/// [`may_be_offered`]) or because only its protocol knows it.
pub fn medicine_limits(ingredient: &Ingredient) -> Option<MedicineLimits> {
    match ingredient {
        Ingredient::Ibuprofen => Some(IBUPROFEN),
        Ingredient::Naproxen => Some(NAPROXEN),
        Ingredient::Acetaminophen => Some(ACETAMINOPHEN),
        Ingredient::Aspirin
        | Ingredient::Diclofenac
        | Ingredient::MethylSalicylate
        | Ingredient::OtherNsaid
        | Ingredient::Sedating
        | Ingredient::Other(_) => None,
    }
}

/// Whether a protocol may offer it. What may not is only ever recorded. Rules 7 and 12; AS-03, TP-11, TP-21, MR-07.
pub fn may_be_offered(ingredient: &Ingredient) -> bool {
    match ingredient {
        Ingredient::Ibuprofen | Ingredient::Naproxen | Ingredient::Acetaminophen | Ingredient::Other(_) => true,
        Ingredient::Aspirin
        | Ingredient::Diclofenac
        | Ingredient::MethylSalicylate
        | Ingredient::OtherNsaid
        | Ingredient::Sedating => false,
    }
}

/// The most different days with any pain reliever, not only in a row. Rule 10; IB-04, NX-05, AC-04.
pub const ANALGESIC_DAYS: u32 = 10;
/// The stretch over which those days are counted, or the whole flare where it is longer. Rule 10; a caution margin.
pub const ANALGESIC_WINDOW: Span = Span::days(30);
/// Without pain for so long, the next is a new episode. NC-19, rule 26.4.
pub const EPISODES_APART: Span = Span::days(30);
/// So many drinks in 24 hours keep pain relievers away until 24 hours after the last. Rule 19.9; a caution margin,
/// stricter than IB-14 and AC-05.
pub const DRINKS_TOO_MANY: u32 = 3;
/// What counts where nobody said how many. Rule 19.9; a caution margin.
pub const DRINKS_UNSAID: u32 = 3;
/// Less aspirin than this at once, and nothing beside it, is aspirin as it is taken for the heart, in milligrams. A caution
/// margin; medicines.md 9.
pub const HEART_ASPIRIN: u32 = 300;
/// From when on, after a small dose, it is asked whether it helped, and until when. Rule 6a.
pub const HELPED_FROM: Span = Span::minutes(60);
/// See [`HELPED_FROM`].
pub const HELPED_UNTIL: Span = Span::minutes(180);
/// From one anti-inflammatory to another. Rule 7; IB-13; the length is a caution margin.
pub const NSAID_SWITCH: Span = Span::hours(24);

/// The longest heat session. Rule 13; HC-06; the hard stop is a caution margin (HC-38).
pub const HEAT_SESSION: Span = Span::minutes(20);
/// From the beginning of one heat session to the beginning of the next. Rule 13; a caution margin.
pub const HEAT_GAP: Span = Span::hours(2);
/// The most heat sessions in any 24 hours. Rule 13; a caution margin.
pub const HEAT_IN_24H: u32 = 6;
/// The longest cold session. Rule 14; HC-24, HC-37.
pub const COLD_SESSION: Span = Span::minutes(20);
/// From one cold session to the next. Rule 14; HC-36.
pub const COLD_GAP: Span = Span::hours(2);
/// The most cold sessions in any 24 hours. Rule 14; a caution margin.
pub const COLD_IN_24H: u32 = 4;
/// From heat to cold, and from cold to heat. Rule 14; HC-29.
pub const HEAT_COLD_GAP: Span = Span::hours(2);

/// The most times that a rub goes on in any 24 hours. Rule 12; TP-08.
pub const RUB_IN_24H: u32 = 4;
/// From anything else on the skin to heat there. Rule 19.8; a caution margin.
pub const SKIN_BEFORE_HEAT: Span = Span::minutes(60);
/// From a rub, or from a patch that came off, to heat there. Rule 12; TP-05; the length is a caution margin.
pub const TOPICAL_BEFORE_HEAT: Span = Span::hours(12);
/// From heat to a rub or a patch there. Rule 12; a caution margin.
pub const HEAT_BEFORE_TOPICAL: Span = Span::minutes(60);
/// How long a patch may stay on. Rule 12; TP-14.
pub const PATCH_ON: Span = Span::hours(8);
/// From a patch that came off to the next. Rule 12; a caution margin.
pub const PATCH_OFF: Span = Span::hours(12);
/// A patch is off so long before bed. Rule 12; TP-15; the length is a caution margin.
pub const PATCH_BEFORE_BED: Span = Span::minutes(30);
/// So long before a patch must come off, it is said. A caution margin.
pub const PATCH_REMINDER: Span = Span::minutes(30);
/// The most different days with a rub or a patch. Rule 12; TP-08, TP-17.
pub const TOPICAL_DAYS: u32 = 7;

/// What went on in a course that is over, and never came off, is taken to be on for so long. A margin of our own: until
/// then every answer says to take it off; no distance from it reaches further than 12 hours, and no count of days further
/// than 30. In the course that runs it is on until somebody says that it is off.
pub const WORN_BEFORE: Span = Span::days(35);

/// Stretches, and exercises that are not micro-movement, wait so long after the start. Rule 15; MV-23, MV-35; the length is a caution margin.
pub const STRETCH_FROM: Span = Span::hours(48);
/// What a helper does waits so long after the start. Rule 15; MV-34; a caution margin.
pub const HELPER_FROM: Span = Span::hours(72);
/// Massage waits so long after the start. Rule 15; MG-01, MG-02; the length is a caution margin.
pub const MASSAGE_FROM: Span = Span::hours(72);
/// The longest massage of one spot. Rule 15; a caution margin (MG-12).
pub const MASSAGE_SPOT: Span = Span::seconds(60);
/// The longest massage of one muscle, however many rounds. Rule 15; a caution margin (MG-12).
pub const MASSAGE_MUSCLE: Span = Span::minutes(2);
/// The longest massage in a day, all sessions together. Rule 15; a caution margin (MG-12).
pub const MASSAGE_A_DAY: Span = Span::minutes(15);
/// How long a medicine that makes drowsy keeps heat and massage away. Rule 13 says 8 hours; ours is longer, as nobody
/// knows which medicine it was. HC-13, MR-06; the length is a caution margin.
pub const SEDATED: Span = Span::hours(24);
/// The most rounds of a micro-movement before [`STRETCH_FROM`]. Rule 15; MV-12.
pub const MICRO_ROUNDS: u32 = 5;
/// The longest hold in a micro-movement before [`STRETCH_FROM`]. Rule 15; MV-13.
pub const MICRO_HOLD: Span = Span::seconds(2);
/// The most sets of one micro-movement in a day before [`STRETCH_FROM`], except while stuck. Rule 15; MV-12.
pub const MICRO_SETS_A_DAY: u32 = 3;
/// The longest walk before [`STRETCH_FROM`]. Rule 15; a caution margin.
pub const WALK_EARLY: Span = Span::minutes(5);

/// More repeats in a set than this are a slip of the pen, in a plan that is not for a low back. Rule 23.4; a caution margin.
pub const TYPO_ROUNDS: u32 = 60;
/// More sets in a day than this, in such a plan. Rule 23.4; a caution margin.
pub const TYPO_SETS_A_DAY: u32 = 24;
/// A walk longer than this, in such a plan. Rule 23.4; a caution margin.
pub const TYPO_WALK: Span = Span::minutes(60);
/// The most repeats in a set of a plan that a clinician gave. Rule 24.3; a caution margin.
pub const PRESCRIBED_ROUNDS: u32 = 20;
/// The most sets in a day of such a plan. Rule 24.3; a caution margin.
pub const PRESCRIBED_SETS_A_DAY: u32 = 12;
/// From one start to the next in such a plan. Rule 24.3; a caution margin.
pub const PRESCRIBED_APART: Span = Span::hours(1);
/// For so long after the day on which it was given a plan may be accepted. Rule 24.1; a caution margin.
pub const PRESCRIBED_HOLDS_DAYS: i64 = 180;
/// A step after which the pain went further down the leg rests for so long. Rule 24.5; a caution margin.
pub const FURTHER_RESTS: Span = Span::hours(24);
/// A second time within so long, and it is withdrawn. Rule 24.5; a caution margin.
pub const FURTHER_TWICE: Span = Span::hours(72);
/// The most acetaminophen in any 24 hours that a clinician may give, where the label of the region allows it. Rule 24.6; AC-08,
/// AC-14, AC-27.
pub const PRESCRIBED_ACETAMINOPHEN_MG: u32 = 4_000;
/// The least time after any dose of it in such a plan, in the United Kingdom. Rule 24.6; AC-08.
pub const PRESCRIBED_ACETAMINOPHEN_GAP: Span = Span::hours(4);
/// The largest dose of anything that is swallowed: more is a slip of the pen. Rule 25.4; a caution margin.
pub const TYPO_DOSE_MG: u32 = 5_000;
/// The least time between two doses of anything that is swallowed. Rule 25.4; a caution margin.
pub const ORAL_APART: Span = Span::hours(1);

/// An answer to a card may be called a slip so long after it was written. Rule 16.4; a caution margin (RF-59).
pub const SLIP_WITHIN: Span = Span::minutes(2);
/// One card has no second slip within so long. Rule 16.4; a caution margin.
pub const SLIP_AGAIN: Span = Span::hours(24);
/// Whoever says that a clinician looked sooner than this after an emergency sign is asked once more. Rule 17.4; a caution
/// margin.
pub const SEEN_SOON: Span = Span::minutes(30);

/// So long somebody's word on acetaminophen holds for somebody who is pregnant. Rule 22.2; a caution margin.
pub const PREGNANT_AGREED: Span = Span::days(3);
/// So long somebody who is pregnant may be down before that is told; others an hour. Rule 22.6; a caution margin.
pub const PREGNANT_DOWN: Span = Span::minutes(30);
/// From this whole week of pregnancy on whoever lies down lies on a side. Rule 22.3; SL-09.
pub const SIDE_FROM_WEEK: u16 = 28;
/// The last week that a pregnancy is taken to have: what was told of it has grown too old after that. A caution margin.
pub const LAST_WEEK: u16 = 42;
/// So long after a pregnancy was told it counts as being alone where nobody says otherwise. Rule 22.6; a caution margin.
pub const ALONE_UNSAID: Span = Span::minutes(2);
/// Up to this level prevention goes on where a cancer is old and known, without a new look. Rule 18.7; a caution margin.
pub const KNOWN_QUIET: u8 = 2;

/// How often the screening cards are asked again at first. Rule 2; a caution margin.
pub const RESCREEN_EARLY: Span = Span::hours(12);
/// Until so long after the start. Rule 2; a caution margin.
pub const RESCREEN_EARLY_UNTIL: Span = Span::hours(72);
/// How often they are asked again after that. Rule 2; a caution margin.
pub const RESCREEN: Span = Span::hours(24);
/// How often they are asked again in prevention. Rule 2; a caution margin.
pub const RESCREEN_PREVENTION: Span = Span::days(7);
/// After so long without an entry the cards are asked, and an empty journal no longer means "nothing taken". Rule 2.
pub const SILENCE: Span = Span::hours(24);
/// The plan of a flare is over so long after its start. Rule 10; a caution margin.
pub const PLAN_ENDS: Span = Span::days(42);

/// So much acetaminophen in 24 hours stands as an alert, whatever leaves the window meanwhile. Rule 19.6; AC-27.
pub const TOO_MUCH_ACETAMINOPHEN: u32 = 4_000;
/// The third dose of what reads like acetaminophen within so long is told. Rule 19.6; a caution margin.
pub const LIKE_ACETAMINOPHEN_WITHIN: Span = Span::hours(8);

/// The window over which doses, sessions and rubs are counted. Rules 6 to 9 and 12 to 14; IB-03, AC-02, TP-08.
pub const COUNTED_OVER: Span = Span::hours(24);
/// The shorter window of a label that names one. Rule 8; NX-03.
pub const COUNTED_OVER_HALF: Span = Span::hours(12);

/// From this age lifting, too, may break a bone: the emergency card is asked again. RF-12; RF-13.
pub const BONES_FROM: u16 = 50;

/// The age below which there is no plan. Rule 3; EX-06.
pub const ADULT: u16 = 18;
/// Over this age a first flare is shown to a clinician. Rule 3; RF-33.
pub const FIRST_FLARE_AGE: u16 = 50;
/// From this age on a pharmacist is asked before an anti-inflammatory. Rule 5; IB-10.
pub const ASK_PHARMACIST_FROM: u16 = 60;
/// From this age on heat is for when somebody is there. Rule 13; HC-12; a caution margin.
pub const HELPER_AGE: u16 = 65;
/// How long the advice for a first flare at that age stands. A caution margin.
pub const FIRST_FLARE_ADVICE: Span = Span::hours(24);

/// A pain so much above the one before is a rise: the cards are asked again, and nothing grows. Rules 2 and 15; SC-02.
pub const RISE: u8 = 2;
/// From this level a pain that lasts is to be told to somebody. Rule 10a; RF-51; the level is a caution margin.
pub const SEVERE_PAIN: u8 = 9;
/// It lasts when two logs lie at least so far apart ... Rule 10a; a caution margin.
pub const LASTING_AT_LEAST: Span = Span::hours(6);
/// ... and at most so far. Rule 10a; a caution margin.
pub const LASTING_AT_MOST: Span = Span::hours(48);
/// From this level two bad nights in a row are to be told to somebody. Rule 10a; RF-50; the level is a caution margin.
pub const BAD_NIGHT_PAIN: u8 = 7;
/// So many logs in a row below that level end it. Rule 10a; a caution margin.
pub const LASTING_ENDS: usize = 2;
/// So many check-ins in a row without a sign in the leg end it. Rule 15; a caution margin.
pub const QUIET_CHECK_INS: usize = 2;
/// The most walks in a day of the first 48 hours. Rule 15; a caution margin.
pub const WALKS_A_DAY: u32 = 4;

/// Heat must be off so long before lights out. Rule 13; a caution margin.
pub const OFF_BEFORE_BED: Span = Span::minutes(15);
/// So long before bed, "nothing drowsy" must have been said within [`DROWSY_HOLDS`]. Rule 13; a caution margin.
pub const ASK_AGAIN_BEFORE_BED: Span = Span::hours(2);
/// After so long a profile answer is asked again at the start of a flare. A caution margin.
pub const PROFILE_STALE: Span = Span::days(30);
/// How long "somebody is with me" holds. A caution margin.
pub const HELPER_HOLDS: Span = Span::hours(2);
/// How long alcohol, or anything else that makes drowsy, keeps heat away. Rule 13; a caution margin.
pub const DROWSY_HOLDS: Span = Span::hours(8);
/// How long a fresh bruise keeps heat away. Rule 13; HC-19.
pub const BRUISE_HOLDS: Span = Span::hours(48);
/// How long an answer about the last 24 hours holds. Rule 11; a caution margin.
pub const RECENT_HOLDS: Span = Span::hours(24);

/// How far the clock may stand behind the newest entry before it is not believed. Rule 11; a caution margin.
pub const CLOCK_TOLERANCE: Span = Span::minutes(2);
/// How long a guided step that was cut off may be gone on with. A choice of this program.
pub const WALK_HOLDS: Span = Span::hours(12);
/// The least time from lights out to getting up: anything shorter is a slip, and would hold no heat back at night. A caution
/// margin.
pub const SHORTEST_NIGHT: Span = Span::hours(1);
/// How long before getting up the night begins where what was stored leaves none. A caution margin.
pub const OWN_NIGHT: Span = Span::hours(8);
/// How often a step may have to be done before another comes: so many old lines of each are read. A choice of this program.
pub const MOST_NEEDED: usize = 8;
/// Done so shortly before its time counts as done at its time. A choice of this program.
pub const EARLY: Span = Span::minutes(30);
/// While somebody is on the floor: the least time from one card to the next when nothing was done between. A choice of this
/// program.
pub const CARD_PAUSE: Span = Span::minutes(10);
/// How long a question that a step waits for is asked in front before the rest goes on without it. A choice of this program.
pub const QUESTION_LAPSES: Span = Span::minutes(20);
/// After how long without a word from somebody on the floor it is asked whether they are on their feet. A choice of this
/// program.
pub const UNHEARD: Span = Span::hours(3);
/// After how long that is asked in the morning, where a night lies between. A choice of this program.
pub const UNHEARD_AT_NIGHT: Span = Span::hours(1);
/// The least time from one set of the smallest moves to the next, on the floor. A caution margin: 40 seconds of work in two
/// minutes.
pub const FLOOR_CYCLE: Span = Span::minutes(2);
/// How long a step could have come on its first day for that to count as let go. A choice of this program.
pub const DAY_LET_GO: Span = Span::hours(2);
/// After how many days let go, one after the other, an offer only comes when somebody asks. A choice of this program.
pub const DAYS_TO_REST: i64 = 3;
/// From this level on nobody is cheered on. A choice of this program.
pub const BAD_PAIN: u8 = 7;
/// So many civil days are looked back at in prevention. A choice of this program.
pub const EVENINGS: i64 = 14;
/// After so many civil days without anything somebody was away. A choice of this program.
pub const AWAY_DAYS: i64 = 3;
/// Every level at or below this makes a light day. A choice of this program.
pub const LOW_PAIN: u8 = 2;
/// How far back that is looked at. A choice of this program.
pub const LOW_PAIN_FOR: Span = Span::hours(24);
/// How long prevention may rest before it goes on further back. A caution margin.
pub const LONG_REST: Span = Span::days(21);
/// How much further back. A caution margin.
pub const SET_BACK: Span = Span::days(28);
