//! What is asked by the way: what an answer means, and what is written of it.

use crate::acts::answer::RunningCourse;
use crate::acts::{Context, State, questions};
use crate::engine::aside::{Aside, beginning_asked};
use crate::engine::case::Case;
use crate::error::Failure;
use crate::model::amount::number_of;
use crate::model::aside::{AsideKind, WORSE_THAN_USUAL};
use crate::model::event::{Event, Helping, Record, WORST_PAIN};
use crate::model::profile::{Answer, Fact};
use crate::views::told;
use crate::words::answer::{NOT_YET, SKIPPED};
use crate::words::aside as words;

/// The longest words for the one thing, in letters.
const LONGEST: usize = 80;

/// An answer to what was asked by the way.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Aired {
    /// In words.
    pub(crate) said: String,
    /// What is written of it. `None`: nothing.
    pub(crate) event: Option<Event>,
    /// What it says about the person.
    pub(crate) fact: Option<(Fact, Answer)>,
    /// What is to be known of it.
    pub(crate) more: Option<&'static str>,
}

/// What a typed answer means. `None`: it answers something else.
pub(crate) fn meant(aside: Aside<'_>, text: &str) -> Option<Aired> {
    let text = text.trim();
    let word = text.to_lowercase().replace(' ', "-");
    let aired = |said: &str, event| Some(Aired { said: said.to_owned(), event: Some(event), fact: None, more: None });
    let passed = || Event::passed_over(aside.kind().key());
    if word == "skip" {
        return aired(SKIPPED, passed()?);
    }
    let level = || word.parse().ok().filter(|level: &u8| *level <= WORST_PAIN);
    match aside {
        Aside::After(step) => {
            let (level, after) = (level()?, Some(step.id.clone()));
            let event = Event::Pain { level: Some(level), leg: false, note: None, after };
            aired(&crate::words::now::level(level, false), event)
        }
        Aside::Helper => {
            let tonight = words::helping(&word)?;
            let (more, fact) = match tonight {
                Helping::Yes => (words::HELPER_COMES, None),
                Helping::No => (words::NO_HELPER, None),
                Helping::Alone => (words::LIVES_ALONE, Some((Fact::LivesAlone, Answer::Yes))),
            };
            Some(Aired { said: word, event: Some(Event::Helper { tonight }), fact, more: Some(more) })
        }
        Aside::Over => match word.as_str() {
            "yes" | "y" | "1" => {
                Some(Aired { said: "yes".to_owned(), event: None, fact: None, more: Some(words::END_IT) })
            }
            "not-yet" | "no" | "n" | "2" => {
                let more = Some(words::NOT_YET);
                Some(Aired { said: NOT_YET.to_owned(), event: Some(passed()?), fact: None, more })
            }
            _ => None,
        },
        Aside::Began => {
            let what = words::began(&word)?;
            aired(crate::words::history::beginning(what), Event::Began { what, when: None })
        }
        Aside::BeganWhen(what) => {
            let when = words::began_when(&word)?;
            aired(words::when_said(when), Event::Began { what, when: Some(when) })
        }
        Aside::GoalLevel(_) => {
            let level = level()?;
            aired(&crate::words::now::level(level, false), Event::GoalLevel { level })
        }
        Aside::Slept => {
            let answer = words::slept(&word)?;
            aired(words::slept_said(answer), Event::Slept { answer })
        }
        Aside::Usual => {
            let usual = words::usual(&word)?;
            if usual {
                return aired(words::AS_USUAL, passed()?);
            }
            let event = Some(Event::passed_over(WORSE_THAN_USUAL)?);
            Some(Aired { said: words::WORSE.to_owned(), event, fact: None, more: Some(words::LEAVE_TONIGHT) })
        }
        Aside::Goal => {
            let letters = text.chars().count();
            let words_of_it = (3..=LONGEST).contains(&letters) && text.chars().any(char::is_alphabetic);
            let other = words::NO_GOAL.contains(&word.as_str()) || text.chars().any(char::is_control);
            if words_of_it && !other { aired(text, Event::Goal { text: text.to_owned() }) } else { None }
        }
    }
}

/// Whether words for the one thing may be a level of pain: `six`, `about 6`, `bad`. In two words and more without a number they
/// are none: `walk the dog`.
pub(crate) fn may_be_level(text: &str) -> bool {
    let counts = |word: &str| word.contains(|c: char| c.is_ascii_digit()) || number_of(&word.to_lowercase()).is_some();
    let mut words = text.split_whitespace();
    words.clone().count() < 2 || words.any(|word| counts(word) || word.eq_ignore_ascii_case("zero"))
}

/// Writes what a digit answers in a walk, where that is still asked, and says what was noted. `None`: it is not asked any
/// more.
///
/// `kind`: the question that stood on the screen. Another that has come meanwhile is not answered by it.
pub(crate) fn by_digit(
    context: &mut Context<'_>,
    kind: AsideKind,
    digit: usize,
) -> Result<Option<(String, Vec<Record>)>, Failure> {
    by_word(context, kind, &digit.to_string())
}

/// The same of a word.
pub(crate) fn by_word(
    context: &mut Context<'_>,
    kind: AsideKind,
    word: &str,
) -> Result<Option<(String, Vec<Record>)>, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let mut state: State = context.state_under_lock(&mut writer)?;
    let mut course = RunningCourse::needed(context, &state)?;
    let plan = course.plan(&state);
    let beginning = || beginning_asked(&Case::new(&course.protocol, &course.profile, &state.history));
    let asked = plan.aside.filter(|aside| aside.kind() == kind).or_else(beginning);
    let Some(aside) = asked.filter(|aside| aside.kind() == kind) else { return Ok(None) };
    let Some(aired) = meant(aside, word) else { return Ok(None) };
    let asked = told::asked_aside(aside);
    let told = aired.more.map_or_else(|| crate::words::answer::noted(&asked, &aired.said), str::to_owned);
    let Some(event) = aired.event else { return Ok(Some((told, Vec::new()))) };
    let mut records = vec![writer.append(context.now()?, None, event)?];
    state.add(&records);
    if let Some(fact) = aired.fact {
        records.extend(questions::record(context, &mut writer, &mut state, &mut course.profile, &[fact])?);
    }
    Ok(Some((told, records)))
}
