//! What a typed answer means to the question that waits: one grammar for whatever `next` asks.

use crate::acts::answer::Stand;
use crate::acts::aside::{Aired, may_be_level};
use crate::acts::{Context, asked, cards, choices, feet, followed, questions, unsure};
use crate::engine::aside::Aside;
use crate::engine::ask::{Ask, FactLine};
use crate::engine::plan::{Feet, Plan};
use crate::error::Failure;
use crate::model::event::{Event, Record, StopWhy};
use crate::model::id::Id;
use crate::model::letters;
use crate::model::nearest::suggest;
use crate::model::profile::{Answer, Choices, Fact};
use crate::protocol::Protocol;
use crate::protocol::format::{OpenEnd, Step};
use crate::session::asking::Reply;
use crate::store::journal::Writer;
use crate::views::told;
use crate::words::answer as words;
use crate::words::aside as asides;
use crate::words::choosing;
use crate::words::clean::clean;
use crate::words::dose::HELPED;
use crate::words::now::ON_YOUR_FEET;
use crate::words::sign::how_is_it;

mod lettered;
mod meaning;
mod which;

use meaning::{Meaning, meant};

/// What waits for an answer.
#[derive(Clone, Debug)]
pub(crate) enum Waits<'p> {
    /// A card, or a question about the person.
    Ask(Ask<'p>),
    /// The question of an open end: can you stand?
    Open(&'p Step, &'p OpenEnd),
    /// How much it hurts.
    Pain(&'p Step),
    /// Whether somebody is on their feet.
    Feet(Feet<'p>),
    /// Whether the last dose helped.
    Helped,
    /// What is asked by the way.
    Aside(Aside<'p>),
}

/// What an answer was recorded as: in words, and the records. None: nothing was to be written.
pub(crate) struct TakenAnswer {
    /// What is said of it.
    pub(crate) told: String,
    /// What was written.
    pub(crate) records: Vec<Record>,
}

/// Everything that waits, what `next` shows first. A question that stands below an open end comes after it.
pub(crate) fn waiting<'p>(plan: &Plan<'p>) -> Vec<Waits<'p>> {
    let mut all: Vec<Waits<'p>> = Vec::new();
    all.extend(plan.feet.filter(|_| plan.in_front().is_none()).map(Waits::Feet));
    let action = plan.action.as_ref().filter(|_| plan.in_front().is_none());
    if let Some(action) = action {
        all.extend(action.open.map(|open| Waits::Open(action.step, open.end)));
        all.extend(action.step.asks_pain.then_some(Waits::Pain(action.step)));
    }
    let place = if plan.in_front().is_some() { 0 } else { all.len() };
    if let Some(ask) = &plan.ask {
        all.insert(place, Waits::Ask(ask.clone()));
    }
    all.extend(plan.helped.map(|_| Waits::Helped));
    all.extend(plan.aside.map(Waits::Aside));
    all
}

/// A question in words, as it is asked.
pub(crate) fn question(waits: &Waits<'_>, floor: bool) -> String {
    match waits {
        Waits::Ask(Ask::Card { card, again, .. }) => told::card_title(card, *again, floor),
        Waits::Ask(Ask::Follow(follow)) => how_is_it(&clean(&follow.text), follow.known),
        Waits::Ask(Ask::Choice(choice)) => clean(&choice.title()),
        Waits::Ask(Ask::Question { fact, .. }) => fact.question().ask().to_owned(),
        Waits::Ask(Ask::Questions { card, asked, step, .. }) => told::questions_title(*card, *asked, *step),
        Waits::Open(_, end) => crate::words::clean::clean(&end.question),
        Waits::Pain(_) => crate::words::now::PAIN_NOW.to_owned(),
        Waits::Feet(_) => ON_YOUR_FEET.to_owned(),
        Waits::Helped => HELPED.to_owned(),
        Waits::Aside(aside) => told::asked_aside(*aside),
    }
}

/// The words that answer it, and one of them as an example.
pub(crate) fn fits<'p>(waits: &Waits<'p>) -> (String, &'p str) {
    match waits {
        Waits::Ask(Ask::Card { card, .. }) if asked::is_yes_or_no(card) => (words::YES_NO.to_owned(), "no"),
        Waits::Ask(Ask::Card { card, .. }) => (words::letters(card.lines.len()), "none"),
        Waits::Ask(Ask::Questions { lines, .. }) => (words::letters(lines.len()), "none"),
        Waits::Ask(Ask::Choice(choice)) => {
            let options: Vec<(char, &str)> =
                choice.options.iter().map(|option| (option.letter, option.word.as_str())).collect();
            (clean(&choosing::fits(&options)), options.first().map_or("skip", |(_, word)| *word))
        }
        Waits::Ask(Ask::Follow(follow)) => (followed::answers(follow).join(", "), "gone"),
        Waits::Ask(Ask::Question { fact, .. }) => {
            let choices = fact.question().choices;
            let mut fits = choices.words();
            if let Choices::Number(numbers) = choices {
                let bands = numbers.bands.iter().enumerate().filter(|(_, (_, number))| number.is_some());
                fits.extend(bands.map(|(n, (band, _))| format!("{} ({band})", letters::letter(n))));
            }
            (words::choices(&fits), choices.example())
        }
        Waits::Open(..) => (words::OPEN.to_owned(), "not-yet"),
        Waits::Pain(_) => (words::LEVEL.to_owned(), "6"),
        Waits::Feet(_) | Waits::Helped => (words::YES_NO.to_owned(), "yes"),
        Waits::Aside(aside) => (asides::fits(aside.kind()).to_owned(), asides::example(aside.kind())),
    }
}

/// Takes an answer, and writes it. The first question that it fits is the one that is answered.
pub(crate) fn take(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    text: &str,
) -> Result<TakenAnswer, Failure> {
    let plan = stand.plan();
    let all = waiting(&plan);
    let floor = told::on_floor(&plan);
    let Some(first) = all.first() else { return Err(nothing_waits()) };
    // Whether a dose helped opens a larger one: a word that was meant for another question does not answer it. Rule 6a.2.
    // What is asked by the way is answered where nothing else waits; beside a level, by what can be none.
    let hidden = |waits: &Waits<'_>| match waits {
        Waits::Helped => !matches!(first, Waits::Helped),
        Waits::Aside(Aside::Goal) if matches!(first, Waits::Pain(_)) => may_be_level(text),
        Waits::Aside(_) => !matches!(first, Waits::Aside(_) | Waits::Pain(_)),
        Waits::Ask(_) | Waits::Open(..) | Waits::Pain(_) | Waits::Feet(_) => false,
    };
    let shown = all.iter().filter(|waits| !hidden(waits));
    let found = shown.into_iter().find_map(|waits| meant(waits, text).map(|meant| (waits, meant)));
    let Some((waits, meant)) = found else {
        let (fits, example) = fits(first);
        let refused = words::does_not_fit(text, &question(first, floor));
        let near = suggest(text, words::each(&fits)).map(words::did_you_mean);
        let hint = near.into_iter().chain([words::it_takes(&fits, example)]).collect::<Vec<_>>().join("\n");
        return Err(Failure::usage(refused).hint(hint));
    };
    if let Some(unclear) = which::unclear(&stand.course.protocol, waits, &meant) {
        return Err(unclear);
    }
    let asks = question(waits, floor);
    let told = told_of(&meant, &asks);
    let helped = matches!(waits, Waits::Helped);
    let step = step_of(waits).map(|step| step.id.clone());
    let of_person = match (waits, &meant) {
        (Waits::Ask(Ask::Questions { lines, .. }), Meaning::Card(reply)) => Some(of_person(stand, lines, reply)),
        _ => None,
    };
    // Past the limit "not yet" is no answer: only the sign says "I cannot", by its name.
    let no = if let Waits::Open(step, _) = waits { feet::not_yet(&stand.course, &stand.state, step) } else { None };
    let stood = match (waits, &meant) {
        (Waits::Feet(feet), Meaning::Feet(up)) => Some(feet::answered(&stand.course, &stand.state, *feet, *up)),
        _ => None,
    };
    let card = if let Waits::Ask(Ask::Choice(choice)) = waits { Some(choice.card.id.clone()) } else { None };
    let fact = if let Waits::Ask(Ask::Question { fact, .. }) = waits { Some(*fact) } else { None };
    // The week may be passed over for a day; what else has no step and no card is asked later.
    let week = fact.filter(|fact| *fact == Fact::PregnancyWeek).and_then(|fact| Event::passed_over(fact.key()));
    drop((all, plan));
    let records = match meant {
        Meaning::Skip if helped => passed(context, writer, stand)?,
        Meaning::Skip => match (step, card.map(|question| Event::Passed { question }).or(week)) {
            (Some(step), _) => write(context, writer, stand, Event::Skipped { step, because: None, always: false })?,
            (None, Some(passed)) => write(context, writer, stand, passed)?,
            (None, None) => return Ok(TakenAnswer { told: words::ASKED_LATER.to_owned(), records: Vec::new() }),
        },
        Meaning::Card(reply) => match of_person {
            Some(said) => answer_of_person(context, writer, stand, said, step.as_ref())?,
            None => cards::answered(context, writer, stand, &reply)?,
        },
        Meaning::Answer(answer) => {
            let fact = fact.unwrap_or(Fact::LastDoseHelped);
            let answers = [(fact, answer)];
            questions::record(context, writer, &mut stand.state, &mut stand.course.profile, &answers)?
        }
        Meaning::Open(yes) => match step {
            Some(step) => {
                let answer = if yes { Some(true) } else { no };
                write(context, writer, stand, Event::Done { step, answer, partial: None, place: None })?
            }
            None => Vec::new(),
        },
        Meaning::Worse => match step {
            Some(step) => write(context, writer, stand, Event::Stopped { step, why: StopWhy::Unsaid })?,
            None => Vec::new(),
        },
        Meaning::Follow(answer) => followed::record(context, writer, stand, answer)?,
        Meaning::Chosen(option) => match card {
            Some(card) => choices::record(context, writer, stand, &card, &option)?,
            None => Vec::new(),
        },
        Meaning::Level(level) => write(context, writer, stand, Event::pain(level))?,
        Meaning::Aired(Aired { event, fact, .. }) => {
            let mut records = event.map_or(Ok(Vec::new()), |event| write(context, writer, stand, event))?;
            if let Some(fact) = fact {
                let Stand { state, course } = stand;
                records.extend(questions::record(context, writer, state, &mut course.profile, &[fact])?);
            }
            records
        }
        Meaning::Feet(_) => match stood {
            Some(event) => write(context, writer, stand, event)?,
            None => Vec::new(),
        },
    };
    Ok(TakenAnswer { told, records })
}

/// What an answer to a card of questions about the person says.
enum OfPerson {
    /// These answers.
    Given(Vec<questions::GivenAnswer>),
    /// These are asked once more. Rule 23.2.
    OnceMore(Vec<Fact>),
}

fn of_person(stand: &Stand, lines: &[FactLine<'_>], reply: &Reply) -> OfPerson {
    let again = unsure::of_questions(&stand.course.protocol, &stand.state, lines, reply);
    if !again.is_empty() {
        return OfPerson::OnceMore(again);
    }
    let stands = |fact: Fact| stand.course.profile.get(fact) == Some(&Answer::Yes);
    OfPerson::Given(questions::given(lines, reply, stands))
}

fn answer_of_person(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    said: OfPerson,
    step: Option<&Id>,
) -> Result<Vec<Record>, Failure> {
    match said {
        OfPerson::OnceMore(again) => {
            unsure::tell(context, &again);
            unsure::put_off(context, writer, &mut stand.state, &again)
        }
        OfPerson::Given(given) if given.is_empty() => {
            Err(Failure::usage(words::YES_STANDS).hint(words::SAY_IT_BY_NAME))
        }
        OfPerson::Given(given) => {
            let answers: Vec<(Fact, Answer)> = given.into_iter().map(|one| (one.fact, one.answer)).collect();
            let waiting = step.and_then(|step| stand.course.protocol.step(step));
            questions::tell(context, &answers, waiting);
            cards::tell_made_for(context, &stand.course.protocol, &[], &answers);
            questions::record(context, writer, &mut stand.state, &mut stand.course.profile, &answers)
        }
    }
}

/// What is said of an answer to a question.
fn told_of(meant: &Meaning, asks: &str) -> String {
    match meant {
        Meaning::Aired(Aired { more: Some(more), .. }) => (*more).to_owned(),
        Meaning::Chosen(_) => words::chosen(&meant.said()),
        Meaning::Aired(_)
        | Meaning::Card(_)
        | Meaning::Answer(_)
        | Meaning::Open(_)
        | Meaning::Worse
        | Meaning::Follow(_)
        | Meaning::Level(_)
        | Meaning::Feet(_)
        | Meaning::Skip => words::noted(asks, &meant.said()),
    }
}

/// No question waits.
pub(crate) fn nothing_waits() -> Failure {
    Failure::usage(words::NOTHING_WAITS).hint(crate::words::now::WHAT_COMES)
}

fn step_of<'p>(waits: &Waits<'p>) -> Option<&'p Step> {
    match waits {
        Waits::Ask(ask) => ask.step(),
        Waits::Open(step, _) | Waits::Pain(step) => Some(step),
        Waits::Feet(_) | Waits::Helped | Waits::Aside(_) => None,
    }
}

fn write(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    event: Event,
) -> Result<Vec<Record>, Failure> {
    let records = vec![writer.append(context.now()?, None, event)?];
    stand.state.add(&records);
    Ok(records)
}

/// Whether the last dose helped is passed over: it is not asked of that dose again.
fn passed(context: &mut Context<'_>, writer: &mut Writer<'_>, stand: &mut Stand) -> Result<Vec<Record>, Failure> {
    let Some(passed) = Event::passed_over(Fact::LastDoseHelped.key()) else { return Ok(Vec::new()) };
    write(context, writer, stand, passed)
}

/// Prints what waits, whole, and the words that answer it.
pub(crate) fn told(plan: &Plan<'_>, protocol: &Protocol) -> Option<Vec<String>> {
    let all = waiting(plan);
    let first = all.first()?;
    let mut lines = vec![question(first, told::on_floor(plan))];
    match first {
        Waits::Ask(Ask::Card { card, .. }) if !asked::is_yes_or_no(card) => {
            lines.extend(
                told::card_lines(card, protocol).into_iter().map(|(letter, text, _)| format!("{letter}) {text}")),
            );
        }
        Waits::Ask(Ask::Questions { lines: own, .. }) => {
            let lettered = own.iter().enumerate();
            lines.extend(lettered.map(|(n, line)| format!("{}) {}", letters::letter(n), told::fact_line(line))));
        }
        Waits::Ask(Ask::Choice(choice)) => {
            let options = choice.options.iter();
            lines.extend(options.map(|option| format!("{}) {}", option.letter, clean(&option.text))));
        }
        Waits::Ask(Ask::Card { .. } | Ask::Follow(_) | Ask::Question { .. })
        | Waits::Open(..)
        | Waits::Pain(_)
        | Waits::Feet(_)
        | Waits::Helped
        | Waits::Aside(_) => {}
    }
    let (fits, example) = fits(first);
    lines.extend(words::it_takes(&fits, example).lines().map(str::to_owned));
    Some(lines)
}
