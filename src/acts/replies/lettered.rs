//! A typed answer of letters: `a` is a whole line, `a2` the second of what it holds.

use crate::model::letters;
use crate::session::asking::Marked;

/// A typed answer of letters, each with the part of its line where one is named. `parts`: how many each line holds.
/// `None`: it is no such answer.
///
/// For example: `a c2` is the first line, and the second of the third.
pub(super) fn letters_of(text: &str, parts: &[usize]) -> Option<Vec<Marked>> {
    let mut marked: Vec<Marked> = Vec::new();
    let typed: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    for word in typed {
        let mut rest = word.chars();
        let line = rest.next().and_then(letters::place)?;
        let most = *parts.get(line)?;
        let part = match rest.as_str() {
            "" => None,
            number => Some(number.parse::<usize>().ok().filter(|part| (1..=most).contains(part))? - 1),
        };
        match (marked.iter_mut().find(|one| one.line == line), part) {
            (Some(one), Some(part)) if !one.parts.is_empty() => one.parts.push(part),
            (Some(one), _) => one.parts.clear(),
            (None, part) => marked.push(Marked { line, parts: part.into_iter().collect() }),
        }
    }
    for one in &mut marked {
        one.parts.sort_unstable();
        one.parts.dedup();
    }
    marked.sort_unstable_by_key(|one| one.line);
    (!marked.is_empty()).then_some(marked)
}

#[cfg(test)]
mod tests {
    use super::letters_of;

    #[test]
    fn a_letter_may_name_a_part_of_its_line() {
        let read = |text: &str| {
            let marked = letters_of(text, &[2, 1, 3])?;
            Some(marked.into_iter().map(|one| (one.line, one.parts)).collect::<Vec<_>>())
        };
        for (typed, marked) in [
            ("a", vec![(0, vec![])]),
            ("a2", vec![(0, vec![1])]),
            ("c3, a1 c1", vec![(0, vec![0]), (2, vec![0, 2])]),
            ("a a2", vec![(0, vec![])]),
            ("a2 a", vec![(0, vec![])]),
            ("b1 b1", vec![(1, vec![0])]),
        ] {
            assert_eq!(read(typed), Some(marked), "{typed}");
        }
        for wrong in ["", "a3", "a0", "b2", "d", "a-1", "1a", "a1c1", "a9999999999999999999999"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
