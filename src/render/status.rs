//! `status`: how it stands, in a few lines, and in one line for a prompt.

use serde_json::{Value, json};
use textwrap::core::display_width;

use crate::engine::plan::{Ask, Plan};
use crate::engine::safety::Standing;
use crate::model::kind::Urgency;
use crate::model::time::{Hours, Moment, Stamp, Zone};
use crate::protocol::format::Step;
use crate::render::page::{Page, Role};
use crate::render::standing;
use crate::render::told::{alerts, announced, heading, upcoming_line};
use crate::words::clean::clean;
use crate::words::now;
use crate::words::{Times, prefix, within};

/// What `status` tells.
#[derive(Clone, Debug)]
pub struct Status<'a> {
    /// The plan for now.
    pub plan: &'a Plan<'a>,
    /// How each medicine of the last 24 hours stands.
    pub standings: &'a [Standing],
    /// The newest pain: the level, whether it goes down the leg, and when.
    pub pain: Option<(u8, bool, Stamp)>,
    /// What is on: a patch or a pad, and since when.
    pub on: &'a [(&'a Step, Moment)],
    /// The zone of the place.
    pub zone: &'a Zone,
    /// The person's hours.
    pub hours: &'a Hours,
    /// Where they are, for the emergency number.
    pub region: Option<&'a str>,
}

impl Status<'_> {
    fn times(&self) -> Times<'_> {
        Times { now: self.plan.now.moment, zone: self.zone, hours: self.hours }
    }

    /// What comes first now, in a few words.
    fn now_line(&self) -> Option<String> {
        let plan = self.plan;
        match (plan.screening.latched(), &plan.ask, &plan.action) {
            (Some(Urgency::Emergency), ..) => Some(now::NOW_EMERGENCY.to_owned()),
            (Some(Urgency::SameDay | Urgency::Soon), ..) => Some(now::NOW_BE_SEEN.to_owned()),
            (None, Some(Ask::Card { .. } | Ask::Facts { .. }), _) => Some(now::NOW_QUESTIONS.to_owned()),
            (None, None, Some(action)) => {
                // While an open end waits for its answer, what to do meanwhile, not the moves that are over.
                let meanwhile = action.open.filter(|open| open.waiting).and_then(|open| open.end.say.first());
                let what = within(meanwhile.unwrap_or(&action.step.title));
                Some(format!("Now: {}", what.trim_end_matches('.')))
            }
            (None, None, None) => None,
        }
    }

    /// What is to be done now, or what comes next, in one line.
    pub fn what_now(&self) -> String {
        let next = || announced(self.plan).map(|upcoming| upcoming_line(upcoming, &self.times()));
        let line = self.now_line().or_else(next).unwrap_or_else(|| now::NOTHING_ELSE.to_owned());
        let end = if line.ends_with(['.', '?']) { "" } else { "." };
        format!("{line}{end}")
    }

    /// The whole status.
    pub fn text(&self, width: usize) -> String {
        let times = self.times();
        let mut page = Page::new();
        if self.plan.course.is_some() {
            page.add(Role::Title, &heading(self.plan, &times));
        } else {
            page.add(Role::Title, now::NO_FLARE);
        }
        for told in alerts(self.plan, &times, self.region) {
            let word = prefix(told.urgency);
            page.add(Role::Alert(told.urgency), &format!("{word}{}", told.lines.join(" ")));
        }
        if let Some((level, leg, at)) = self.pain {
            page.add(Role::Body, &format!("Pain: {}, {}", now::level(level, leg), times.at(at.moment)));
        }
        for standing in self.standings {
            page.add(Role::Body, &standing::line(standing, &times));
        }
        for (step, since) in self.on {
            page.add(Role::Body, &format!("On since {}: {}", times.at(*since), within(&step.title)));
        }
        if let Some(now) = self.now_line() {
            page.add(Role::Body, &now);
        }
        if let Some(next) = announced(self.plan) {
            page.add(Role::Body, &upcoming_line(next, &times));
        }
        page.whole(width)
    }

    /// One line of at most 24 columns for a prompt or a status bar, without styles: `d2 4/10 13:05 a slow walk`.
    pub fn short(&self) -> String {
        let times = self.times();
        let plan = self.plan;
        let Some(course) = &plan.course else { return "no flare\n".to_owned() };
        let mut line = format!("d{}", course.day);
        if let Some(urgency) = plan.screening.latched() {
            let help = match urgency {
                Urgency::Emergency => now::GET_EMERGENCY_HELP,
                Urgency::SameDay | Urgency::Soon => now::BE_SEEN_TODAY,
            };
            return format!("{line} {help}\n");
        }
        if let Some((level, ..)) = self.pain {
            line = format!("{line} {level}/10");
        }
        let what = match (&plan.ask, &plan.action, announced(plan)) {
            (Some(_), ..) => "questions".to_owned(),
            (None, Some(action), _) => format!("now {}", within(&action.step.title)),
            (None, None, Some(next)) => format!("{} {}", times.at(next.due_at), within(&next.step.title)),
            (None, None, None) => String::new(),
        };
        format!("{}\n", cut(&clean(format!("{line} {what}").trim_end()), SHORT))
    }

    /// The same as JSON: `backflare/status/1`.
    pub fn json(&self) -> Value {
        let times = self.times();
        let at = |moment: Moment| self.zone.stamp(moment).to_string();
        let plan = self.plan;
        let medicines: Vec<Value> = self
            .standings
            .iter()
            .map(|standing| {
                json!({
                    "name": standing.ingredient,
                    "doses_in_24h": standing.doses,
                    "sum_mg": standing.sum_mg,
                    "most_mg": standing.most_mg,
                    "days": standing.days,
                    "last_at": at(standing.last),
                    "not_before": standing.not_before.map(at),
                    "over_limit": standing.over(),
                    "too_soon": standing.too_soon,
                    "text": standing::line(standing, &times),
                })
            })
            .collect();
        let flare = plan.course.as_ref().map(|course| {
            json!({
                "id": course.id,
                "course": course.course,
                "started_at": course.started,
                "day": course.day,
                "phase": course.phase.id,
            })
        });
        let told: Vec<Value> = alerts(plan, &times, self.region)
            .iter()
            .map(|told| json!({ "urgency": told.urgency, "text": told.lines.join(" ") }))
            .collect();
        let on: Vec<Value> =
            self.on.iter().map(|(step, since)| json!({ "step": step.id, "since": at(*since) })).collect();
        let next = plan.upcoming.first().map(|next| json!({ "step": next.step.id, "due_at": at(next.due_at) }));
        json!({
            "schema": "backflare/status/1",
            "now": plan.now,
            "flare": flare,
            "screening": plan.screening.word(),
            "pain": self.pain.map(|(level, leg, at)| json!({ "level": level, "leg": leg, "at": at })),
            "medicines": medicines,
            "on": on,
            "action": plan.action.as_ref().map(|action| &action.step.id),
            "next": next,
            "alerts": told,
        })
    }
}

/// The columns of the short line.
const SHORT: usize = 24;

/// As much of a text as fits.
fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if display_width(&kept) + display_width(letter.encode_utf8(&mut [0; 4])) > width {
            break;
        }
        kept.push(letter);
    }
    kept.trim_end().to_owned()
}

#[cfg(test)]
mod tests;
