//! Rule 19: real boxes, row by row of the table of the fact sheet; what is typed at the program is in `took` and `cases`.

use crate::story::check;

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a case a few lines")]
fn rule_19_each_box_counts_each_of_its_ingredients() {
    check(&[
        (
            "# 19 (1)
          0h box percocet | 5mg",
            &[("1m standing acetaminophen", "1 x, 325 of 3000 mg, not before 6h")],
        ),
        (
            "# 19 (2)
          0h box percocet | 10mg
          5h20m box percocet | 10mg
          10h40m box percocet | 10mg
          16h box percocet | 10mg",
            &[("16h standing acetaminophen", "4 x, 2600 of 3000 mg, 2 days, not before 24h")],
        ),
        (
            "# 19 (3)
          0h box percocet | 10/325mg
          6h box percocet | 10/325mg
          12h box percocet | 10/325mg
          18h box percocet | 10/325mg",
            &[("18h standing acetaminophen", "4 x, 1300 of 3000 mg, 2 days, not before 24h")],
        ),
        (
            "# 19 (4)
          0h box percocet",
            &[("1m standing acetaminophen", "1 x, 650 of 3000 mg, not before 6h")],
        ),
        (
            "# 19 (5)
          0h box co-codamol | 2x30/500mg",
            &[
                ("1m standing acetaminophen", "1 x, 1000 of 3000 mg, not before 6h"),
                ("1m driving", "until 24h"),
                ("23h59m59s heat", "no heat until 24h"),
                ("24h heat", "yes"),
            ],
        ),
        (
            "# 19 (6)
          0h box nuromol | 400mg
          6h box nuromol | 400mg
          12h box nuromol | 400mg",
            &[
                ("12h standing ibuprofen", "3 x, 1200 of 1200 mg, not before 24h, class until 36h"),
                ("12h standing acetaminophen", "3 x, 3000 of 3000 mg, not before 24h"),
                ("18h ibuprofen", "no ibuprofen-limits until 24h"),
                ("18h acetaminophen", "no acetaminophen-limits until 24h"),
                ("23h59m59s ibuprofen", "no ibuprofen-limits until 24h"),
                ("23h59m59s acetaminophen", "no acetaminophen-limits until 24h"),
                ("24h ibuprofen", "yes"),
                ("24h acetaminophen", "yes"),
            ],
        ),
        (
            "# 19 (7)
          0h box excedrin | 2 tablets",
            &[
                ("1m standing acetaminophen", "1 x, 500 of 3000 mg, not before 6h"),
                ("1m standing aspirin", "1 x, 500 mg, not before: unknown, class until 24h"),
                ("23h59m59s ibuprofen", "no one-nsaid until 24h"),
                ("24h ibuprofen", "yes"),
            ],
        ),
        (
            "# 19 (8)
          0h box beechams",
            &[
                ("1m standing acetaminophen", "1 x, 1000 of 3000 mg, not before 6h"),
                ("1m standing aspirin", "1 x, 600 mg, not before: unknown, class until 24h"),
                ("1m ibuprofen", "no one-nsaid until 24h"),
            ],
        ),
        (
            "# 19 (8), the powders
          0h box beechams powders",
            &[
                ("1m standing acetaminophen", "none"),
                ("1m standing aspirin", "1 x, 600 mg, not before: unknown, class until 24h"),
                ("1m acetaminophen", "yes"),
            ],
        ),
        (
            "# 19 (9)
          0h box percocet | 5/325",
            &[("1m standing acetaminophen", "1 x, 325 of 3000 mg, not before 6h")],
        ),
        (
            "# 19 (9), the other order
          0h box percocet | 325/5",
            &[("1m standing acetaminophen", "1 x, 325 of 3000 mg, not before 6h")],
        ),
        (
            "# 19 (10)
          0h box Tylenol Extra Strength | 1000mg
          1h box Tylenol Extra Strength | 1000mg",
            &[("1h warns", "no")],
        ),
        (
            "# 19 (10), the third
          0h box Tylenol Extra Strength | 1000mg
          1h box Tylenol Extra Strength | 1000mg
          2h box Tylenol Extra Strength | 1000mg",
            &[
                ("2h warns", "ThirdLike"),
                ("2h standing acetaminophen", "3 x, 3000 of 3000 mg, not before 24h, too soon"),
            ],
        ),
        (
            "# 19 (11), the second
          0h box dolo 650
          2h box dolo 650",
            &[("2h warns", "no")],
        ),
        (
            "# 19 (11), the third
          0h box dolo 650
          2h box dolo 650
          4h box dolo 650",
            &[("4h warns", "ThirdLike"), ("4h alerts", "none")],
        ),
        (
            "# 19 (11), the fifth, slower
          0h box dolo 650
          5h box dolo 650
          10h box dolo 650
          15h box dolo 650
          20h box dolo 650",
            &[("20h warns", "Over(3250)"), ("20h alerts", "OverLimit")],
        ),
        // The figure of another ingredient says nothing of how much acetaminophen a name that reads like it holds.
        (
            "0h took tylenol-xyz contains lent=other:200
          6h took acetaminophen 1195mg
          12h took acetaminophen 1500mg",
            &[("12h warns", "Over(3695)")],
        ),
        (
            "# 19 (11), the seventh
          0h box dolo 650
          2h box dolo 650
          4h box dolo 650
          6h box dolo 650
          8h box dolo 650
          10h box dolo 650
          12h box dolo 650",
            &[
                ("12h standing acetaminophen", "7 x, 4550 of 3000 mg, not before 30h, too soon, OVER"),
                ("12h alerts", "OverLimit"),
                ("35h59m59s alerts", "OverLimit"),
                ("36h alerts", "none"),
            ],
        ),
        (
            "# 19 (12)
          0h took aaaqq
          12h took bbbqq
          23h59m took cccqq",
            &[("23h59m warns", "ThirdUnknown")],
        ),
        (
            "# 19 (12), the third at 24:00 after the first
          0h took aaaqq
          12h took bbbqq
          24h took cccqq",
            &[("24h warns", "no")],
        ),
        (
            "# 19 (13)
          5m box vitamin d",
            &[("6m ibuprofen", "yes"), ("6m acetaminophen", "yes")],
        ),
        (
            "# 19 (15)
          1h box cbd cream",
            &[
                ("1h ibuprofen", "yes"),
                ("1h59m heat", "no topical until 2h"),
                ("1h59m59s heat", "no topical until 2h"),
                ("2h heat", "yes"),
            ],
        ),
        (
            "# 19 (18)
          0h box alcohol | 3 drinks",
            &[
                ("23h59m59s ibuprofen", "no nsaid-questions until 24h"),
                ("24h ibuprofen", "yes"),
                ("1h acetaminophen", "no acetaminophen-limits until 24h"),
            ],
        ),
        (
            "# 19 (20)
          0h box tramadol | 50mg
          4m box diazepam | 5mg",
            &[("4m two", "until 24h"), ("4m driving", "until 24h4m")],
        ),
    ]);
}
