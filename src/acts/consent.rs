//! What a clinician or a pharmacist agreed to: read from what was typed, and recorded. Rules 5a and 22.

use crate::acts::Context;
use crate::acts::answer::{self, Stand};
use crate::engine::safety::lasting;
use crate::error::Failure;
use crate::model::event::{Consent, Event, Record};
use crate::model::id::Id;
use crate::model::time::CivilDay;
use crate::model::who::names_somebody;
use crate::store::journal::Writer;
use crate::words::said;

/// Records that somebody agreed. `on` is the day, as it was typed; without it, today.
pub(crate) fn record(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    to: Consent,
    who: Option<&str>,
    on: Option<&str>,
) -> Result<Vec<Record>, Failure> {
    let Some(run) = stand.state.history.run() else { return Err(answer::no_course()) };
    let Some(who) = who.map(str::trim).filter(|who| names_somebody(who)) else {
        return Err(Failure::usage(said::AGREED_WHO).hint(said::AGREED_EXAMPLE));
    };
    let now = context.now()?;
    let on = day(context, on)?;
    let started = run.started.date();
    if on < started {
        return Err(Failure::usage(said::agreed_before(&on.to_string(), &started.to_string())).hint(said::ASK_AGAIN));
    }
    let records = vec![writer.append(now, None, Event::Agreed { to, who: who.to_owned(), on })?];
    stand.state.add(&records);
    Ok(records)
}

/// The day that was typed, which is not to come. `None`: today.
pub(crate) fn day(context: &mut Context<'_>, on: Option<&str>) -> Result<CivilDay, Failure> {
    let today = context.now()?.date();
    let on = match on {
        None | Some("today") => today,
        Some("yesterday") => today.plus(-1),
        Some(text) => {
            CivilDay::parse(text).ok_or_else(|| Failure::usage(said::no_date(text)).hint(said::AGREED_EXAMPLE))?
        }
    };
    if on > today {
        return Err(Failure::usage(said::agreed_to_come(&on.to_string())).hint(said::AGREED_EXAMPLE));
    }
    Ok(on)
}

/// Records that somebody was told of pain that lasts. Rule 10a.
pub(crate) fn told(
    context: &mut Context<'_>,
    writer: &mut Writer<'_>,
    stand: &mut Stand,
    who: &str,
) -> Result<Vec<Record>, Failure> {
    if !names_somebody(who) {
        return Err(Failure::usage(said::TOLD_WHO).hint(said::TOLD_EXAMPLE));
    }
    let Some(alert) = Id::parse(lasting::ALERT) else { return Ok(Vec::new()) };
    let event = Event::Told { alert, who: Some(who.to_owned()) };
    let records = vec![writer.append(context.now()?, None, event)?];
    stand.state.add(&records);
    Ok(records)
}
