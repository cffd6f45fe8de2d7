use proptest::prelude::*;

use super::{fact_lines, sign_lines};
use crate::engine::ask::Ask;
use crate::model::kind::Kind;
use crate::model::profile::{CardId, Fact};
use crate::protocol::format::Protocol;
use crate::protocol::{library, read};
use crate::render::leaf;
use crate::session::asking::{Marked, Reply};
use crate::session::card::{CardScene, CardWords};
use crate::session::keys::Key;
use crate::session::{Beat, Effect, End, Input, Scene};
use crate::words::clean::clean;

const NUMBER: &str = "911 US, 999 UK, 112 EU, 000 AU";

fn protocol() -> Protocol {
    let text = library::builtin("back-flare").expect("it is built in");
    read::read(text).expect("it is good").into_protocol()
}

fn of_signs(id: &str, heading: &str, title: &str) -> CardScene {
    let protocol = protocol();
    let card = protocol.cards.iter().find(|card| card.id.as_str() == id).expect("a card");
    CardScene::new(heading, title, sign_lines(card, &protocol, NUMBER, false))
}

fn of_facts(kind: Kind, card: CardId) -> CardScene {
    let protocol = protocol();
    let step = protocol.steps.iter().find(|step| step.kind == kind).expect("a step");
    let facts: Vec<Fact> = Fact::on_card(card).filter(|fact| fact.none_means_no()).collect();
    let facts: Vec<Fact> = facts
        .into_iter()
        .filter(|fact| {
            protocol.questions_before(kind).is_some_and(|own| own.lines.iter().any(|line| line.facts.contains(fact)))
        })
        .collect();
    let Some(Ask::Questions { asked: Some(own), lines, .. }) = Ask::before(&protocol, &facts, step) else {
        panic!("a card");
    };
    CardScene::new("", &clean(&own.title), fact_lines(card, &lines))
}

fn rows(scene: &Scene, width: usize, rows: usize) -> (Vec<String>, usize) {
    let screen = scene.screen(Beat::from_millis(0));
    let leaf = screen.leaf.clone().expect("a card");
    let (frame, upto) = leaf::frame(&screen, &leaf, width, rows);
    (frame.iter().map(|row| anstream::adapter::strip_str(row).to_string()).collect(), upto)
}

/// Presses keys, `\n` for Enter, on a window of that size. What is shown at last, and how it ended, if it did.
fn press(card: CardScene, keys: &str, size: (usize, usize)) -> (Vec<String>, Option<End>) {
    let mut scene = Scene::Card(Box::new(card));
    scene.begin(Beat::from_millis(0));
    for letter in keys.chars() {
        let (_, upto) = rows(&scene, size.0, size.1);
        scene.shown(upto);
        let key = if letter == '\n' { Key::Enter } else { Key::Letter(letter) };
        if let Some(Effect::Finish(end)) = scene.handle(&Input::Key(key), Beat::from_millis(0)).pop() {
            return (Vec::new(), Some(end));
        }
    }
    (rows(&scene, size.0, size.1).0, None)
}

#[track_caller]
fn drawn(card: CardScene, keys: &str, expected: &str) {
    let (shown, end) = press(card, keys, (40, 20));
    assert_eq!((shown.join("\n").as_str(), end), (expected.trim_matches('\n'), None));
}

/// The screens of the specification, as they are drawn there, at 40 by 20.
#[test]
#[expect(clippy::too_many_lines, reason = "each screen is drawn whole")]
fn the_cards_are_as_they_were_drawn() {
    drawn(
        of_signs("emergency", "Day 1 - 09:05", "Before you move: any of these?"),
        "",
        "
Day 1 - 09:05
Before you move: any of these?

a) Numb or tingling between the legs, or
   new bladder, bowel or sexual trouble
b) Pain, weakness or numbness in both
   legs, or a leg losing strength
c) A crash or high fall. Or any fall or
   knock if you are over 50, have weak
   bones or take steroids
d) Chest pain. Or sudden, very bad belly
   or back pain with sweat, faintness or
   a racing heart

n none of these       u not sure
a letter: that one    ? more    q leave
",
    );
    drawn(
        of_signs("emergency", "Day 1 - 09:05", "Before you move: any of these?"),
        "d",
        "
You chose d:
Chest pain. Or sudden, very bad belly or
back pain with sweat, faintness or a
racing heart.

If that is so, get emergency help now:
911 US, 999 UK, 112 EU, 000 AU.
Do not wait for the next screen.

Is it so?

y yes, it is so
n no, I pressed the wrong key
? what it means        q leave
",
    );
    drawn(
        of_signs("same-day-now", "Day 1 - Stuck - 09:14", "While you rest: any of these today?"),
        "",
        "
Day 1 - Stuck - 09:14
While you rest: any of these today?

a) A fever of 38.0 C (100.4 F), chills,
   or losing weight without trying
b) Belly pain or a pulse there. Or
   burning, bloody or very frequent pee,
   or a recent urine infection
c) A lump, a changed shape, unsteady
   walking, or a band of pain round you
d) No position eases it. Or worse at
   night, or with a cough or a strain,
   or it sits between the shoulders

n none of these       u not sure
a letter: that one    ? more    q leave
",
    );
    drawn(
        of_facts(Kind::Medicine, CardId::Medicine),
        "",
        "
Before a pain reliever: any of these?

a) A reaction to any pain reliever, or
   asthma, or water tablets
b) Ulcer, bleeding, Crohn's, colitis or
   chickenpox now. Or a blood thinner,
   daily aspirin or steroids
c) A stroke, heart surgery, or heart,
   kidney, liver, blood pressure trouble
d) Any other medicine every day, or
   treatment for something serious
e) 3 or more drinks most days. Trying
   for a baby, or breast-feeding
f) In the last 24 hours: a painkiller,
   cold mix or rub that is not in here

n none of these       u not sure
a letter: that one    ? more    q leave
",
    );
    drawn(
        of_signs("new", "Day 1 - On your feet - 19:00", "Anything new since the last time?"),
        "",
        "
Day 1 - On your feet - 19:00
Anything new since the last time?

a) Numb or tingling between the legs
b) Bladder, bowel or sexual trouble
c) Both legs: pain, weak or numb
d) A leg losing strength
e) Chest pain, or sudden belly pain
f) A crash, fall or knock
g) Fever, chills, losing weight
h) Belly pain or pulse, pee trouble
i) Lump, new shape, unsteady, band pain
j) Nothing eases it; worse with cough
k) One leg: past the knee, numb, weak
l) One thigh or buttock only
m) Cannot stand, or cannot walk

n none of these       u not sure
a letter: that one    ? more    q leave
",
    );
}

#[test]
fn nothing_counts_before_a_yes_and_a_group_asks_which() {
    let emergency = || of_signs("emergency", "", "Before you move: any of these?");
    let leg = || of_signs("leg", "", "Anything in one leg?");
    let line = |line, parts: &[usize]| Marked { line, parts: parts.to_vec() };
    let answered = |reply| Some(End::Answered(reply));
    for (card, keys, end) in [
        (emergency(), "n", answered(Reply::None)),
        (emergency(), "d", None),
        (emergency(), "dn", None),
        (emergency(), "dnn", answered(Reply::None)),
        (emergency(), "dy", answered(Reply::Lines(vec![line(3, &[])]))),
        (emergency(), "u", None),
        (emergency(), "un", None),
        (emergency(), "uy", answered(Reply::Unsure)),
        (emergency(), "dq", Some(End::Left)),
        (emergency(), "?", None),
        (emergency(), "?xn", answered(Reply::None)),
        (emergency(), "\n", None),
        (emergency(), "z", None),
        (leg(), "ay", None),
        (leg(), "aya\n", answered(Reply::Lines(vec![line(0, &[0])]))),
        (leg(), "ayba\n", answered(Reply::Lines(vec![line(0, &[0, 1])]))),
        (leg(), "ayu", answered(Reply::Lines(vec![line(0, &[0, 1])]))),
        (leg(), "ay\n", None),
        // What must be seen in the next days does not end the card: there may be more.
        (leg(), "by", None),
        (leg(), "byn", answered(Reply::Lines(vec![line(1, &[])]))),
        (leg(), "byq", answered(Reply::Only(vec![line(1, &[])]))),
    ] {
        assert_eq!(press(card, keys, (40, 20)).1, end, "{keys:?}");
    }
}

/// Of a plan that is made for something whoever is not sure may say of which line.
#[test]
fn not_sure_may_be_said_of_one_line() {
    let card = |one_by_one| {
        let mut card = of_signs("emergency", "", "Before you move: any of these?");
        card.one_by_one = one_by_one;
        card
    };
    let unsure_of =
        |lines: &[usize]| Some(End::Answered(Reply::UnsureOf(lines.iter().copied().map(Marked::whole).collect())));
    for (one_by_one, keys, end) in [
        (true, "ub", None),
        (true, "uby", unsure_of(&[1])),
        (true, "ubcy", unsure_of(&[2])),
        (true, "uy", Some(End::Answered(Reply::Unsure))),
        (true, "ubny", None),
        (true, "ubnn", Some(End::Answered(Reply::None))),
        (true, "uzy", Some(End::Answered(Reply::Unsure))),
        (false, "uby", Some(End::Answered(Reply::Unsure))),
    ] {
        assert_eq!(press(card(one_by_one), keys, (40, 20)).1, end, "{keys:?}");
    }
    // Not before the last line was on the screen: the others would be answered unseen.
    assert_eq!(press(card(true), "uby", (24, 8)).1, Some(End::Answered(Reply::Unsure)));
    let (shown, _) = press(card(true), "u", (40, 20));
    assert!(shown.join("\n").contains("a letter: only of that line"), "{shown:?}");
}

#[test]
fn none_of_these_before_the_last_line_says_how_many_are_to_come_and_goes_on() {
    let today = || of_signs("same-day-now", "", "Any of these today?");
    let (shown, end) = press(today(), "", (30, 12));
    assert!(end.is_none() && shown.join("\n").contains("Enter more (1 of "), "{shown:?}");
    assert!(!shown.join("\n").contains("none of these"), "{shown:?}");
    let (shown, end) = press(today(), "n", (30, 12));
    assert!(end.is_none() && shown.join(" ").contains("to come"), "{shown:?}");
    // A letter of a line that nobody saw is none.
    let (shown, _) = press(today(), "d", (30, 12));
    assert!(shown.join("\n").contains("a)") && !shown.join("\n").contains("You chose"), "{shown:?}");
}

/// Plays keys and looks for each line, whole, on what was painted.
fn seen_all(card: CardScene, keys: &[char], size: (usize, usize)) -> (Option<End>, bool) {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let texts: Vec<String> = card.lines.iter().map(|line| flat(&line.text)).collect();
    let mut seen = vec![false; texts.len()];
    let mut scene = Scene::Card(Box::new(card));
    for letter in keys {
        let (frame, upto) = rows(&scene, size.0, size.1);
        assert!(frame.len() <= size.1, "{size:?}: {frame:#?}");
        let whole = flat(&frame.join(" "));
        for (place, text) in texts.iter().enumerate() {
            seen[place] |= whole.contains(text.as_str());
        }
        assert!(whole.contains("q leave"), "{size:?}: no keys: {frame:#?}");
        scene.shown(upto);
        let key = if *letter == '\n' { Key::Enter } else { Key::Letter(*letter) };
        if let Some(Effect::Finish(end)) = scene.handle(&Input::Key(key), Beat::from_millis(0)).pop() {
            return (Some(end), seen.iter().all(|seen| *seen));
        }
    }
    (None, seen.iter().all(|seen| *seen))
}

fn every_card() -> Vec<CardScene> {
    let protocol = protocol();
    let mut cards: Vec<CardScene> = Vec::new();
    for card in protocol.cards.iter().filter(|card| !super::is_yes_or_no(card)) {
        // Its long words are only ever asked where the card says how often.
        for long in [false, true].into_iter().filter(|long| !long || card.long_every.is_some()) {
            let lines: Vec<CardWords> = sign_lines(card, &protocol, NUMBER, long);
            cards.push(CardScene::new("Day 1 - Stuck - 09:14", &card.title, lines));
        }
    }
    cards.push(of_facts(Kind::Medicine, CardId::Medicine));
    cards.push(of_facts(Kind::Heat, CardId::Warmth));
    cards.push(of_facts(Kind::Cold, CardId::Warmth));
    cards
}

#[test]
fn at_any_size_none_of_these_comes_after_the_last_line() {
    for size in [(30, 8), (30, 12), (32, 16), (36, 18), (40, 15), (40, 20), (80, 24), (120, 10), (200, 60)] {
        for card in every_card() {
            let title = card.title.clone();
            let (end, all) = seen_all(card, &['n'; 40], size);
            assert_eq!((end, all), (Some(End::Answered(Reply::None)), true), "{title} at {size:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_card_is_answered_none_before_each_of_its_lines_was_painted(
        width in 20_usize..=200,
        rows in 8_usize..=60,
        keys in prop::collection::vec(prop::sample::select(vec!['n', '\n', '?', 'u', 'a', 'd', 'y', 'x']), 1..40),
    ) {
        for card in every_card() {
            let (end, all) = seen_all(card, &keys, (width, rows));
            if end == Some(End::Answered(Reply::None)) {
                prop_assert!(all, "{width} by {rows}: {keys:?}");
            }
        }
    }
}
