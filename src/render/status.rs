//! `status`: how it stands, in a few lines, and in one line for a prompt.

use serde_json::{Value, json};

use crate::engine::plan::{Ask, Plan};
use crate::engine::safety::Standing;
use crate::model::kind::Urgency;
use crate::model::time::{Hours, Moment, Stamp, Zone};
use crate::protocol::format::Step;
use crate::render::clean::clean;
use crate::render::page::{Page, Role};
use crate::render::told::{alerts, announced, heading, upcoming_line};
use crate::render::words::{Times, ingredient, within};

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
            (Some(Urgency::Emergency), ..) => Some("Now: get emergency help".to_owned()),
            (Some(Urgency::SameDay | Urgency::Soon), ..) => Some("Now: be seen today".to_owned()),
            (None, Some(Ask::Card { .. } | Ask::Facts { .. }), _) => Some("Now: a few questions".to_owned()),
            (None, None, Some(action)) => {
                // While an open end waits for its answer, what to do meanwhile, not the moves that are over.
                let meanwhile = action.open.filter(|open| open.waiting).and_then(|open| open.end.say.first());
                let now = within(meanwhile.unwrap_or(&action.step.title));
                Some(format!("Now: {}", now.trim_end_matches('.')))
            }
            (None, None, None) => None,
        }
    }

    /// What is to be done now, or what comes next, in one line.
    pub fn what_now(&self) -> String {
        let next = || announced(self.plan).map(|upcoming| upcoming_line(upcoming, &self.times()));
        let line = self.now_line().or_else(next).unwrap_or_else(|| "Nothing else is due".to_owned());
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
            page.add(Role::Title, "No flare is running.");
        }
        for told in alerts(self.plan, &times, self.region) {
            let word = match told.urgency {
                Urgency::Emergency => "EMERGENCY: ",
                Urgency::SameDay => "TODAY: ",
                Urgency::Soon => "NOTE: ",
            };
            page.add(Role::Alert(told.urgency), &format!("{word}{}", told.lines.join(" ")));
        }
        if let Some((level, leg, at)) = self.pain {
            let leg = if leg { ", down the leg" } else { "" };
            page.add(Role::Body, &format!("Pain: {level} of 10{leg}, {}", times.at(at.moment)));
        }
        for standing in self.standings {
            page.add(Role::Body, &standing_line(standing, &times));
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

    /// One line for a prompt or a status bar, without styles: `day 2 - pain 4 - 13:05 a slow walk`.
    pub fn short(&self) -> String {
        let times = self.times();
        let Some(course) = &self.plan.course else { return "no flare\n".to_owned() };
        let mut parts = vec![format!("day {}", course.day)];
        parts.extend(self.pain.map(|(level, ..)| format!("pain {level}")));
        match (self.now_line(), announced(self.plan)) {
            (Some(now), _) => parts.push(now.replacen("Now: ", "now ", 1)),
            (None, Some(next)) => parts.push(format!("{} {}", times.at(next.due_at), within(&next.step.title))),
            (None, None) => {}
        }
        format!("{}\n", clean(&parts.join(" - ")))
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
                    "text": standing_line(standing, &times),
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

/// How a medicine stands: what `status` and `took` say of it.
pub fn standing_line(standing: &Standing, times: &Times<'_>) -> String {
    let name = ingredient(&standing.ingredient);
    let doses = if standing.doses == 1 { "1 dose".to_owned() } else { format!("{} doses", standing.doses) };
    let sum = match (standing.sum_mg, standing.most_mg) {
        (0, _) => String::new(),
        (sum, Some(most)) => format!(", {sum} of {most} mg"),
        (sum, None) => format!(", {sum} mg"),
    };
    let mut said = format!("In 24 hours: {name}, {doses}{sum}.");
    if standing.over() {
        said.push_str(" Over the label limit.");
    } else if standing.most_mg.is_some_and(|most| standing.sum_mg >= most) {
        said.push_str(" Label limit reached.");
    }
    if let Some(moment) = standing.not_before.filter(|moment| *moment > times.now) {
        said.push(' ');
        said.push_str(&times.not_before(moment));
    }
    said
}

#[cfg(test)]
mod tests;
