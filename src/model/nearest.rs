//! "Did you mean": the one name, of those that exist, that a misspelt one was meant to be.

/// The candidate nearest to `name`, where one is near enough to be worth a question.
///
/// Case makes no difference, nor does `_` for `-`. A part of exactly one candidate is near, too: `cat-cow` is
/// `lean-cat-cow`, as long as no other cat-cow exists.
pub fn suggest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    let wanted = plain(&name.chars().take(80).collect::<String>());
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let near = candidates
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &plain(candidate)), *candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count().min(wanted.chars().count()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance);
    if let Some((_, candidate)) = near {
        return (!wanted.is_empty()).then_some(candidate);
    }
    let mut parts = candidates.into_iter().filter(|candidate| wanted.len() >= 3 && plain(candidate).contains(&wanted));
    let only = parts.next();
    if parts.next().is_some() { None } else { only }
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn the_near_is_found_and_the_far_is_not() {
        let steps = ["lean-cat-cow", "lying-cat-cow", "heat", "walk", "stand-up"];
        for (typed, meant) in [
            ("haet", Some("heat")),
            ("Lean_Cat_Cow", Some("lean-cat-cow")),
            ("lean", Some("lean-cat-cow")),
            ("cat-cow", None),
            ("stand", Some("stand-up")),
            ("ibuprofen", None),
            ("", None),
            ("wlak", Some("walk")),
        ] {
            assert_eq!(suggest(typed, steps), meant, "{typed}");
        }
    }
}
