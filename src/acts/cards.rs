//! The cards of warning signs: asked, answered with "none of these" or with signs, and recorded.

use crate::acts::answer::{RunningCourse, Stand, same_flare};
use crate::acts::{Context, State, ask, asked, followed, questions, unsure};
use crate::engine::ask::{Ask, Line};
use crate::engine::facts::Facts;
use crate::engine::matters::waited_for;
use crate::engine::plan::Plan;
use crate::error::Failure;
use crate::model::event::{Event, KnownSign, Record, SignNow};
use crate::model::id::Id;
use crate::model::kind::Urgency;
use crate::model::nearest;
use crate::model::profile::{Answer, EXCLUDING, Fact, Profile, Scope};
use crate::model::time::Stamp;
use crate::protocol::Protocol;
use crate::protocol::after_medicine::after_medicine;
use crate::protocol::format::{Card, Sign};
use crate::render::wrap;
use crate::session::asking::Reply;
use crate::store::journal::Writer;
use crate::views::told;
use crate::words::{card as words, refused};

/// Answers the pending cards with "none of these", and prints each that it answers: all of them, or those that are
/// `named`. What `next` tells a person to type names the card on show where others wait behind it, so that nobody
/// answers what they have not seen.
pub(crate) fn clear(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    named: &[String],
) -> Result<Vec<Record>, Failure> {
    let cards = &stand.course.protocol.cards;
    if let Some(name) = named.iter().find(|name| cards.iter().all(|card| card.id.as_str() != **name)) {
        let ids: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
        let near = nearest::suggest(name, ids.iter().copied());
        return Err(Failure::usage(refused::no_card(name)).hint(refused::the_cards(near, &ids.join(", "))));
    }
    let plan = stand.plan();
    // How a sign is by now comes before its card, and after an emergency card.
    let follows = !plan.screening.follow.is_empty();
    if let Some(follow @ Ask::Follow(_)) = plan.ask.as_ref().filter(|_| follows) {
        return Err(questions::waits(&plan, follow));
    }
    let is_named = |card: &Card| named.is_empty() || named.iter().any(|name| card.id.as_str() == name);
    let pending = plan.screening.pending.iter().filter(|pending| is_named(pending.card));
    let pending: Vec<_> = pending.filter(|pending| !follows || pending.urgency == Urgency::Emergency).collect();
    if pending.is_empty() {
        let asked = plan.ask.as_ref().filter(|ask| named.is_empty() && !matches!(ask, Ask::Card { .. }));
        if let Some(choice @ Ask::Choice(_)) = asked {
            return Err(questions::waits(&plan, choice));
        }
        if let Some(asked) = asked {
            let (facts, step) = (whole_card(stand, asked), asked.step());
            let title = facts.first().map(|first| told::questions_title(first.question().card, None, step));
            return questions::clear(context, writer, stand, &facts, title.as_deref().unwrap_or_default());
        }
        if !context.json {
            context.process.err(words::NONE_WAITS);
        }
        return Ok(Vec::new());
    }
    for pending in &pending {
        print(context, &stand.course.protocol, pending.card, pending.again);
    }
    // What the profile holds with a yes stays a yes, however old it is.
    let (protocol, profile) = (&stand.course.protocol, &stand.course.profile);
    let held = |fact: Fact| matches!(profile.get(fact), Some(Answer::Yes | Answer::Cleared));
    let held = |card: &Card| {
        let signs = protocol.signs_of(card).filter(|sign| sign.fact.is_some_and(held));
        signs.map(|sign| sign.id.clone()).collect()
    };
    let answer = |card: &Card| CardAnswer { signs: held(card), ..CardAnswer::none(&card.id) };
    let answered: Vec<CardAnswer> = pending.iter().map(|pending| answer(pending.card)).collect();
    let Stand { state, course: RunningCourse { protocol, profile } } = stand;
    written(context, writer, (protocol, state, profile), &answered, None)
}

/// Answers the emergency cards that wait, and no other, with "none of these". One that also asks about the person is asked:
/// nothing that is stored of them changes. That no emergency card waits is no reason to answer another.
pub(crate) fn clear_emergency(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
) -> Result<Vec<Record>, Failure> {
    let protocol = &stand.course.protocol;
    let of_person = |sign: &Sign| sign.fact.is_some_and(|fact| fact.question().scope == Scope::Person);
    let plan = stand.plan();
    let urgent = plan.screening.pending.iter().filter(|pending| pending.urgency == Urgency::Emergency);
    // Nor one that is asked of some alone: it also asks what must be seen today.
    let everybody = urgent.filter(|pending| pending.card.only_if.is_none());
    let answered = everybody.filter(|pending| !protocol.signs_of(pending.card).any(of_person));
    let named: Vec<String> = answered.map(|pending| pending.card.id.to_string()).collect();
    drop(plan);
    if named.is_empty() { Ok(Vec::new()) } else { clear(context, writer, stand, &named) }
}

/// What was answered to a card.
#[derive(Clone)]
pub(crate) struct CardAnswer {
    card: Id,
    /// These signs are there.
    signs: Vec<Id>,
    /// Not sure of these signs, or of each that it asks where it names none. It counts as yes.
    unsure: bool,
    /// What was said of signs that are old and known.
    known: Vec<KnownSign>,
}

impl CardAnswer {
    /// None of these.
    fn none(card: &Id) -> Self {
        Self { card: card.clone(), signs: Vec::new(), unsure: false, known: Vec::new() }
    }

    /// Whether it says yes to a sign: by naming it, or by being sure of none.
    fn says_yes(&self, sign: &Id) -> bool {
        (self.unsure && self.signs.is_empty()) || self.signs.contains(sign)
    }

    /// The answer as it is recorded, with what the profile holds of the facts that the card's lines ask about.
    fn event(&self, protocol: &Protocol, profile: &Profile) -> Event {
        let was = profile.answers_to(self.facts(protocol).map(|(_, fact)| fact));
        let Self { card, signs, unsure, known } = self.clone();
        Event::Screened { card, signs, unsure, known, by: None, place: None, was }
    }

    /// What its lines ask about the person, each with its sign.
    fn facts<'p>(&self, protocol: &'p Protocol) -> impl Iterator<Item = (&'p Sign, Fact)> {
        let card = protocol.card(&self.card);
        let signs = card.into_iter().flat_map(|card| protocol.signs_of(card));
        let facts = signs.filter_map(|sign| sign.fact.map(|fact| (sign, fact)));
        facts.filter(|(_, fact)| fact.question().scope == Scope::Person)
    }
}

/// Writes the answers to cards, and keeps what their lines say about the person. "None of these" takes back no yes to what
/// a clinician must look at: that is for `profile set`, by name.
fn written(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    (protocol, state, profile): (&Protocol, &mut State, &mut Profile),
    answered: &[CardAnswer],
    at: Option<Stamp>,
) -> Result<Vec<Record>, Failure> {
    let events = answered.iter().map(|answered| (at, answered.event(protocol, profile))).collect();
    let facts = Facts::new(protocol, profile, &state.history);
    let mut answers = Vec::new();
    for one in answered {
        for (sign, fact) in one.facts(protocol) {
            let yes = one.says_yes(&sign.id) || answered.iter().any(|other| other.signs.contains(&sign.id));
            let stands = EXCLUDING.contains(&fact) && facts.ever_yes(fact).is_some();
            if yes || !stands {
                answers.push((fact, if yes { Answer::Yes } else { Answer::No }));
            }
        }
    }
    questions::keep(context, writer, state, profile, events, &answers)
}

/// Writes a sign of which somebody said that it is old and known, with what was said. A fact about the person is kept as any
/// yes.
pub(crate) fn known(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    card: &Id,
    known: KnownSign,
    fact: Option<Fact>,
) -> Result<Vec<Record>, Failure> {
    let Stand { state, course: RunningCourse { profile, protocol } } = stand;
    let asked = protocol.card(card).is_some_and(|card| protocol.signs_of(card).any(|sign| sign.id == known.sign));
    let mut answered = CardAnswer::none(card);
    answered.signs.push(known.sign.clone());
    answered.known.push(known);
    // Where its own card is on show, its lines say it; else it is said by itself.
    let beside = fact.filter(|_| !asked);
    let was = beside.and_then(|fact| profile.answers.get(&fact).cloned());
    let answer = |fact| Event::Answered { fact, value: Answer::Yes, was, who: None, on: None, dose: None };
    let mut events: Vec<(Option<Stamp>, Event)> = beside.map(answer).into_iter().map(|event| (None, event)).collect();
    events.push((None, answered.event(protocol, profile)));
    let facts = answered.facts(protocol).map(|(sign, fact)| {
        let yes = answered.signs.contains(&sign.id);
        (fact, if yes { Answer::Yes } else { Answer::No })
    });
    let answers: Vec<(Fact, Answer)> = facts.chain(beside.map(|fact| (fact, Answer::Yes))).collect();
    questions::keep(context, writer, state, profile, events, &answers)
}

/// The questions on show, and what else waits on their card and "none of these" answers: each is printed, so all of them
/// are answered, and not only what fits the first screen.
fn whole_card(stand: &Stand, asked: &Ask<'_>) -> Vec<Fact> {
    let known = Facts::new(&stand.course.protocol, &stand.course.profile, &stand.state.history);
    let card = asked.facts().first().map(|first| first.question().card);
    let waits = card.map(|card| waited_for(asked.step(), card, known.unanswered(card))).unwrap_or_default();
    let more = waits.into_iter().filter(|fact| fact.none_means_no() && !asked.facts().contains(fact));
    asked.facts().iter().copied().chain(more).collect()
}

/// Prints a card that is answered without having been asked.
fn print(context: &mut Context<'_>, protocol: &Protocol, card: &Card, again: bool) {
    if context.json {
        return; // The answer names what was recorded.
    }
    let lines = told::card_lines(card, protocol);
    let text = ask::listed(
        context,
        &words::none_of(&told::card_title(card, again, false)),
        lines.iter().map(|(letter, line, _)| format!("{letter}) {line}")),
    );
    context.process.err(&text);
}

/// The card on show, or the first that is pending.
fn card_on_show<'p>(plan: &Plan<'p>) -> Result<(&'p Card, Urgency), Failure> {
    if let Some(Ask::Card { card, urgency, .. }) = &plan.ask {
        return Ok((card, *urgency));
    }
    if let Some(ask @ (Ask::Follow(_) | Ask::Choice(_) | Ask::Question { .. } | Ask::Questions { .. })) = &plan.ask {
        return Err(questions::waits(plan, ask));
    }
    plan.screening
        .pending
        .first()
        .map(|pending| (pending.card, pending.urgency))
        .ok_or_else(|| Failure::usage(refused::NO_CARD_WAITS).hint(refused::NAME_THE_SIGN))
}

/// "Not sure" counts as yes.
pub(crate) fn unsure(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
) -> Result<Vec<Record>, Failure> {
    if matches!(&stand.plan().ask, Some(Ask::Follow(_))) {
        return followed::record(context, writer, stand, SignNow::Unsure);
    }
    let card = card_on_show(&stand.plan())?.0.clone();
    replied(context, writer, stand, &card, &Reply::Unsure)
}

/// Records the reply to a card. What nobody is sure of is asked once more, where the plan is made for it.
fn replied(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    card: &Card,
    reply: &Reply,
) -> Result<Vec<Record>, Failure> {
    let Stand { state, course: RunningCourse { protocol, profile } } = stand;
    let again = unsure::of_card(protocol, state, card, reply);
    if !again.is_empty() {
        unsure::tell(context, &again);
        return unsure::put_off(context, writer, state, &again);
    }
    let answered = [of_reply(protocol, card, reply)];
    tell_made_for(context, protocol, &answered, &[]);
    written(context, writer, (protocol, state, profile), &answered, None)
}

/// Signs that are present, by id or by the letter of the card on show. A sign of another card is taken, too: nobody is
/// sent away because a question has not come up yet. `at` is since when they are there; `None`: since now.
pub(crate) fn signs(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    names: &[String],
    at: Option<Stamp>,
) -> Result<Vec<Record>, Failure> {
    let (answered, facts) = meant(stand, names)?;
    let Stand { state, course: RunningCourse { protocol, profile } } = stand;
    let mut records = Vec::new();
    if !answered.is_empty() {
        records = written(context, writer, (protocol, state, profile), &answered, at)?;
    }
    if !facts.is_empty() {
        records.extend(questions::record(context, writer, state, profile, &facts)?);
    }
    tell_made_for(context, &stand.course.protocol, &answered, &facts);
    Ok(records)
}

/// Cards as they are answered, and questions about the person.
type Meant = (Vec<CardAnswer>, Vec<(Fact, Answer)>);

/// What the names of signs mean: the cards with those of their signs that are there, and the questions that are answered.
fn meant(stand: &Stand, names: &[String]) -> Result<Meant, Failure> {
    let plan = stand.plan();
    let protocol = &stand.course.protocol;
    let shown = if let Some(Ask::Card { card, .. }) = &plan.ask { Some(*card) } else { None };
    let mut by_card: Vec<CardAnswer> = Vec::new();
    let mut facts: Vec<(Fact, Answer)> = Vec::new();
    let yes = |fact: Fact| (fact, fact.question().choices.yes());
    for name in names {
        // A letter means a line of what is on show, and of nothing else.
        let letter = name.chars().next().filter(|letter| name.chars().count() == 1 && letter.is_ascii_alphabetic());
        let line = match (letter, &plan.ask) {
            (Some(letter), Some(asked)) => match (asked.line(letter), asked) {
                (Some(Line::Facts(line)), _) => {
                    facts.extend(line.into_iter().map(yes));
                    continue;
                }
                (Some(Line::Signs(signs)), _) => shown.map(|card| (card, signs.to_vec())),
                (None, Ask::Follow(_) | Ask::Choice(_) | Ask::Question { .. } | Ask::Questions { .. }) => {
                    return Err(questions::waits(&plan, asked));
                }
                (None, Ask::Card { .. }) => None,
            },
            (Some(_) | None, None) | (None, Some(_)) => None,
        };
        let sign = Id::parse(name).filter(|id| protocol.sign(id).is_some());
        let card = sign.as_ref().and_then(|id| {
            let has = |card: &&Card| card.lines.iter().any(|line| line.signs.contains(id));
            // One that stands in for others is answered only where it was on show.
            let asked_first = || protocol.cards.iter().filter(|card| card.stands_in_for.is_empty());
            shown.filter(|card| has(card)).or_else(|| asked_first().find(has))
        });
        // A question about the person from a card that is not on show: the other lines of that have not been seen.
        let unseen = card.filter(|card| shown.is_none_or(|shown| shown.id != card.id));
        let fact = sign.as_ref().and_then(|id| protocol.sign(id)).and_then(|sign| sign.fact);
        if let (None, Some(_), Some(fact)) = (&line, unseen, fact) {
            facts.push(yes(fact));
            continue;
        }
        let (card, ids) = match (line, card, sign) {
            (Some((card, ids)), ..) => (card, ids),
            (None, Some(card), Some(id)) => (card, vec![id]),
            // A sign that stands on no card still latches, with the first card as its place; one that may come after a
            // medicine, with the card of those.
            (None, None, Some(id)) => match own_place(&id).or(protocol.cards.first()) {
                Some(card) => (card, vec![id]),
                None => return Err(unknown_sign(protocol, name)),
            },
            (None, _, None) => {
                let fact = Fact::parse(name).filter(|fact| fact.none_means_no());
                let fact = fact.ok_or_else(|| unknown_sign(protocol, name))?;
                facts.push(yes(fact));
                continue;
            }
        };
        match by_card.iter_mut().find(|other| other.card == card.id) {
            Some(answered) => answered.signs.extend(ids),
            None => by_card.push(CardAnswer { signs: ids, ..CardAnswer::none(&card.id) }),
        }
    }
    Ok((by_card, facts))
}

/// The card of the signs that may come after a medicine, heat or a patch, for one of those.
fn own_place(sign: &Id) -> Option<&'static Card> {
    after_medicine().reaction(sign).and(after_medicine().card())
}

/// Says what the plan is made for, where somebody said that it is so. Rule 23.2.
pub(crate) fn tell_made_for(
    context: &mut Context<'_>,
    protocol: &Protocol,
    answered: &[CardAnswer],
    facts: &[(Fact, Answer)],
) {
    if let Some(said) = made_for_whom(protocol, answered, facts).filter(|_| !context.json) {
        context.process.err(&wrap(&said, context.process.width()));
    }
}

/// What the plan is made for, where one of these answers says so. Rule 23.2.
pub(crate) fn made_for_whom(protocol: &Protocol, answered: &[CardAnswer], facts: &[(Fact, Answer)]) -> Option<String> {
    let on_cards = answered.iter().flat_map(|one| {
        let yes = |(sign, _): &(&Sign, Fact)| one.says_yes(&sign.id);
        one.facts(protocol).filter(yes).map(|(_, fact)| fact).collect::<Vec<_>>()
    });
    let told = facts.iter().filter(|(_, answer)| *answer == Answer::Yes).map(|(fact, _)| *fact);
    Some(format!("{}\n", asked::made_for(protocol, on_cards.chain(told))?))
}

fn unknown_sign(protocol: &Protocol, name: &str) -> Failure {
    let near = nearest::suggest(name, protocol.signs.iter().map(|sign| sign.id.as_str()));
    Failure::usage(refused::no_sign(name)).hint(refused::the_signs(near))
}

/// Records the answer to a card that was on the screen as `asked` stood.
pub(crate) fn answer_card(
    context: &mut Context<'_>,
    asked: &State,
    protocol: &Protocol,
    card: &Card,
    reply: &Reply,
) -> Result<Option<String>, Failure> {
    let journal = context.home()?.journal();
    let mut writer = context.lock(&journal)?;
    let mut state = context.state_under_lock(&mut writer)?;
    same_flare(asked.flare(), &state)?;
    let again = unsure::of_card(protocol, &state, card, reply);
    if !again.is_empty() {
        unsure::put_off(context, &mut writer, &mut state, &again)?;
        return Ok(Some(unsure::told(&again)));
    }
    // Not the profile that the card was shown with: somebody may have answered something meanwhile.
    let mut profile = context.profile()?;
    let answered = [of_reply(protocol, card, reply)];
    written(context, &mut writer, (protocol, &mut state, &mut profile), &answered, None)?;
    Ok(made_for_whom(protocol, &answered, &[]))
}

/// Records the answer to the card that waits, and prints the card where its lines are answered without having been asked.
pub(crate) fn answered(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    reply: &Reply,
) -> Result<Vec<Record>, Failure> {
    let plan = stand.plan();
    let Some(Ask::Card { card, again, .. }) = &plan.ask else { return Ok(Vec::new()) };
    let (card, again) = ((*card).clone(), *again);
    drop(plan);
    if *reply == Reply::None {
        print(context, &stand.course.protocol, &card, again);
    }
    replied(context, writer, stand, &card, reply)
}

/// An answer as it is recorded. What somebody said yes to before they left is told beside a card that does not ask it: the
/// lines of its own card were not answered.
fn of_reply(protocol: &Protocol, card: &Card, reply: &Reply) -> CardAnswer {
    match reply {
        Reply::None | Reply::No | Reply::Answer(_) => CardAnswer::none(&card.id),
        Reply::Unsure if unsure::is_expected(protocol, card) => {
            let signs = protocol.signs_of(card).map(|sign| sign.id.clone()).collect();
            CardAnswer { signs, unsure: true, ..CardAnswer::none(&card.id) }
        }
        Reply::Unsure => CardAnswer { unsure: true, ..CardAnswer::none(&card.id) },
        Reply::UnsureOf(marked) => {
            CardAnswer { signs: asked::signs(card, marked), unsure: true, ..CardAnswer::none(&card.id) }
        }
        Reply::Yes => CardAnswer {
            signs: card.lines.iter().flat_map(|line| line.signs.clone()).collect(),
            ..CardAnswer::none(&card.id)
        },
        Reply::Lines(marked) => CardAnswer { signs: asked::signs(card, marked), ..CardAnswer::none(&card.id) },
        Reply::Only(marked) => {
            let signs = asked::signs(card, marked);
            let asks =
                |other: &&Card| other.lines.iter().any(|line| line.signs.iter().any(|sign| signs.contains(sign)));
            let place = protocol.cards.iter().find(|other| !asks(other)).unwrap_or(card);
            CardAnswer { signs, ..CardAnswer::none(&place.id) }
        }
    }
}
