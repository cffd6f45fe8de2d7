//! What a name that no table has sounds like. It steers caution, and is shown to nobody as a proof.

/// The endings of anti-inflammatory drugs, and some that have none.
const NSAID_ENDINGS: [&str; 6] = ["profen", "fenac", "oxicam", "coxib", "fenamate", "fenamic"];
const NSAID_NAMES: [&str; 7] =
    ["nimesulide", "indometacin", "indomethacin", "ketorolac", "metamizole", "etodolac", "nabumetone"];

/// How the names of many boxes of ibuprofen begin.
const IBUPROFEN_FRONT: &str = "ibu";

/// What a name sounds like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sound {
    /// A box of ibuprofen.
    Ibuprofen,
    /// Some anti-inflammatory.
    Nsaid,
}

/// What a name, or a part of it, sounds like. `None`: like nothing that is known. Rules 19.5, 25.3.
///
/// `ibubeta` is ibuprofen, `my-foofenac` an anti-inflammatory, `zinc` neither.
pub fn sound(name: &str) -> Option<Sound> {
    let name = name.to_lowercase();
    let parts = || name.split(|letter: char| !letter.is_alphanumeric());
    if parts().any(|part| part.starts_with(IBUPROFEN_FRONT)) {
        return Some(Sound::Ibuprofen);
    }
    let nsaid = |part: &str| NSAID_ENDINGS.iter().any(|end| part.ends_with(end)) || NSAID_NAMES.contains(&part);
    parts().any(nsaid).then_some(Sound::Nsaid)
}

#[cfg(test)]
mod tests {
    use super::{Sound, sound};

    #[test]
    fn a_name_sounds_like_what_its_parts_do() {
        for (name, expected) in [
            ("ibubeta", Some(Sound::Ibuprofen)),
            ("my-IBU-400", Some(Sound::Ibuprofen)),
            ("foofenac", Some(Sound::Nsaid)),
            ("Dex ketoprofen", Some(Sound::Nsaid)),
            ("ketorolac_x", Some(Sound::Nsaid)),
            ("zinc", None),
            ("caribue", None),
            ("", None),
        ] {
            assert_eq!(sound(name), expected, "{name:?}");
        }
    }
}
