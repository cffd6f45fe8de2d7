use super::{list_text, red_flags_text, show_text};
use crate::render::next::tests::protocol;
use crate::render::page::tests::plain;
use crate::views::protocol::{List, Listed, RedFlags, Show};

#[test]
fn the_list_says_who_did_not_review_it() {
    let protocol = protocol();
    let list = [Listed { protocol: &protocol, origin: "built in" }];
    let text = plain(&list_text(&list, 72));
    assert_eq!(text, "test 1.0.0\nA test\nGeneral information. No clinician has checked it yet.\nbuilt in\n");
    assert!(!List::of(&list).protocols[0].head.reviewed);
}

#[test]
fn a_reviewer_is_the_word_of_the_file() {
    let mut protocol = protocol();
    protocol.reviewers = vec!["Dr Who".to_owned(), "the FDA".to_owned()];
    let list = [Listed { protocol: &protocol, origin: "a file" }];
    for text in [list_text(&list, 72), show_text(&protocol, None, 72)] {
        let text = plain(&text);
        assert!(text.contains("Its file names as reviewer: Dr Who, the FDA. Nobody here checked that."), "{text}");
        assert!(!text.contains("eviewed"), "{text}");
    }
    assert!(!List::of(&list).protocols[0].head.reviewed);
}

#[test]
fn a_protocol_is_shown_whole() {
    let protocol = protocol();
    let text = plain(&show_text(&protocol, None, 72));
    for must in [
        "test 1.0.0 by Us\nGeneral information. No clinician has checked it yet.\n",
        "Stuck (stuck)\n- Five tiny moves (exercise, cat-cow-stuck)\n",
        "- Bedtime (bedtime): walk\n",
        "What to leave alone\n- No soft chairs\u{fffd} or sofas.\n",
        "EMERGENCY\n- Numb around your genitals or bottom [saddle-numb]\nPlease get emergency help now.\n",
    ] {
        assert!(text.contains(must), "{must:?} is missing:\n{text}");
    }
    let json = serde_json::to_value(Show::of(&protocol)).expect("an answer");
    assert_eq!(json["phases"][0]["steps"][0], "cat-cow-stuck");
    assert_eq!(json["file"]["steps"][1]["id"], "worst");
    assert!(!json.to_string().contains("\\u001b"));
}

#[test]
fn red_flags_say_what_to_do() {
    let protocol = protocol();
    let text = plain(&red_flags_text(&protocol, Some("eu"), 40, false));
    let scrolled = plain(&red_flags_text(&protocol, Some("eu"), 40, true));
    let place = |text: &str, what: &str| text.find(what).expect("it is there");
    assert!(place(&text, "EMERGENCY") < place(&text, "BE SEEN TODAY"));
    assert!(place(&scrolled, "EMERGENCY") > place(&scrolled, "BE SEEN TODAY"));
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect();
        lines.sort_unstable();
        lines
    };
    assert_eq!(sorted(&text), sorted(&scrolled), "the same is said in another order");
    for must in ["EMERGENCY", "BE SEEN TODAY", "Call 112, or ask", "- Numb around", "- A temperature", "number: 112"] {
        assert!(text.contains(must), "{must:?} is missing:\n{text}");
    }
    let json = serde_json::to_value(RedFlags::of(&protocol, None)).expect("an answer");
    assert_eq!(json["cards"][0]["id"], "emergency");
    assert_eq!(json["cards"][0]["urgency"], "emergency");
    assert_eq!(json["cards"][1]["signs"][0]["id"], "fever");
    assert_eq!(json["cards"][1]["signs"][0]["text"], "A temperature of 38.0 C or more");
}
