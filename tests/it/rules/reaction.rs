//! Rule 21: signs after a medicine, heat or a patch. The numbers are the rows of the fact sheet's table.

use crate::story::check;

#[test]
fn rule_21_each_sign_stands_as_urgent_as_it_is() {
    check(&[
        // (1), (2): black stool alone is for today; with more of it, an emergency.
        ("1h beside after-medicine black-stool", &[("2h latches", "same-day"), ("2h walk", "no latch")]),
        (
            "1h beside after-medicine black-stool
          1h beside after-medicine black-stool-worse",
            &[("2h latches", "emergency same-day")],
        ),
        // (5), (7), (10), and somebody who is hard to wake.
        ("1h beside after-medicine vomit-blood", &[("2h latches", "emergency")]),
        ("1h beside after-medicine face-swelling", &[("2h latches", "emergency")]),
        ("1h beside after-medicine big-burn", &[("2h latches", "emergency")]),
        ("1h beside after-medicine hard-to-wake", &[("2h latches", "emergency")]),
        // (6): during a sign for today.
        (
            "1h sign fever
          1h30m beside after-medicine vomit-blood",
            &[("2h latches", "emergency same-day")],
        ),
        // (9): a burn is for today.
        ("1h beside after-medicine skin-burn", &[("2h latches", "same-day")]),
        // It cannot be taken back, and neither time nor a later "none" lifts it.
        (
            "1h beside after-medicine skin-burn
          1h1m undo
          2h none",
            &[("40h latches", "same-day")],
        ),
        // It answers no card, not even the first.
        (
            "bare
          1h beside after-medicine skin-burn
          2h seen
          2h1m followed skin-burn gone",
            &[("3h ask", "card emergency")],
        ),
    ]);
}

#[test]
fn rule_21_what_it_withholds_stays_withheld_once_somebody_looked() {
    check(&[
        // (13): seen, and no anti-inflammatory until the flare ends; acetaminophen by its own rules.
        (
            "1h beside after-medicine black-stool
          2h seen
          2h1m followed black-stool gone
          2h2m none",
            &[
                ("3h latches", "none"),
                ("3h ibuprofen", "no nsaid-questions"),
                ("30h ibuprofen", "no nsaid-questions"),
                ("3h acetaminophen", "yes"),
                ("3h heat", "yes"),
            ],
        ),
        // A swelling: what was taken last as well.
        (
            "30m took acetaminophen 500mg
          1h beside after-medicine face-swelling
          2h seen
          2h1m followed face-swelling gone
          2h2m none",
            &[("9h acetaminophen", "no nsaid-questions"), ("9h ibuprofen", "no nsaid-questions")],
        ),
        (
            "10m took acetaminophen 500mg
          30m took ibuprofen 200mg
          1h beside after-medicine face-swelling
          2h seen
          2h1m followed face-swelling gone
          2h2m none",
            &[("9h acetaminophen", "yes"), ("9h ibuprofen", "no nsaid-questions")],
        ),
        // (9): a burn: nothing on that skin, and the medicines by their own rules.
        (
            "1h beside after-medicine skin-burn
          2h seen
          2h1m followed skin-burn gone
          2h2m none",
            &[
                ("3h heat", "no heat"),
                ("3h cold", "no cold"),
                ("3h menthol", "no topical"),
                ("3h patch", "no topical"),
                ("3h ibuprofen", "yes"),
                ("3h walk", "yes"),
            ],
        ),
    ]);
}
