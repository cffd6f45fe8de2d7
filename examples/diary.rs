use backflare::engine::{history::History, plan};
use backflare::model::{event::*, id::Id, kind::*, medicine::*, profile::*, time::*};
use backflare::protocol::Protocol;
use uuid::Uuid;
fn main() {
    let text = std::fs::read_to_string("protocols/back-flare.json").unwrap();
    let p: Protocol = serde_json::from_str(&text).unwrap();
    let zone = Zone::fixed(3600);
    let base = Stamp::parse("2026-11-22T00:00:00+01:00").unwrap().moment;
    let mut prof = Profile::default();
    let st = Stamp::parse("2026-11-22T09:05:00+01:00").unwrap();
    for q in QUESTIONS {
        if q.scope == Scope::Person {
            let v = match q.choices {
                Choices::Number(..) => Answer::Number(35),
                Choices::Time => continue,
                Choices::OneOf(_) => continue,
                _ => Answer::No,
            };
            prof.answers.insert(q.fact, Answered { value: v, at: st });
        }
    }
    prof.answers.insert(Fact::Sleeps, Answered { value: Answer::Time(TimeOfDay::parse("22:30").unwrap()), at: st });
    let mut tail = Tail::default();
    let script = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let mut n = 0u128;
    for line in script.lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let w: Vec<&str> = line.split_whitespace().collect();
        let (d, t) = w[0].split_once('/').unwrap();
        let tod = TimeOfDay::parse(t).unwrap();
        let now = base + Span::days(d.parse().unwrap()) + Span::minutes(tod.minutes().into());
        let s = Stamp { moment: now, offset: 3600 };
        let mut ev = vec![];
        match w[1] {
            "start" => {
                ev.push(Event::Started { protocol: p.id.clone(), version: p.version.clone(), course: Course::Flare })
            }
            "pain" => ev.push(Event::Pain { level: w[2].parse().unwrap(), leg: w.len() > 3, note: None }),
            "done" => ev.push(Event::Done { step: Id::parse(w[2]).unwrap(), answer: w.get(3).map(|x| *x == "yes") }),
            "skip" => ev.push(Event::Skipped { step: Id::parse(w[2]).unwrap(), because: None }),
            "clear" => {
                for c in &w[2..] {
                    ev.push(Event::Screened { card: Id::parse(c).unwrap(), signs: vec![], unsure: false })
                }
            }
            "no" => {
                for c in &w[2..] {
                    ev.push(Event::Answered { fact: Fact::parse(c).unwrap(), value: Answer::No })
                }
            }
            "took" => ev.push(Event::Took(Dose {
                medicine: w[2].into(),
                contains: ingredients_of(w[2]).unwrap(),
                amount_mg: Some(w[3].parse().unwrap()),
                corrects: None,
                because: None,
            })),
            "next" => {
                let h = History::new(&tail, s);
                let clock = Clock { now, zone: zone.clone() };
                let pl = plan(&p, &prof, &h, &clock);
                let a = pl.action.as_ref().map(|a| {
                    format!(
                        "{} due {} {:?}{}",
                        a.step.id,
                        zone.wall(a.due_at),
                        a.dose_mg,
                        if a.open.is_some_and(|o| o.waiting) { " OPEN" } else { "" }
                    )
                });
                let ask = pl.ask.as_ref().map(|a| match a {
                    plan::Ask::Card { card, again, .. } => format!("CARD {} {}", card.id, again),
                    plan::Ask::Facts { card, facts, .. } => format!("FACTS {:?} {:?}", card, facts),
                });
                println!(
                    "{line}  [{}] {} => {}{}   | up: {}  | next_change {:?}",
                    pl.course.as_ref().map_or("-", |c| c.phase.id.as_str()),
                    pl.screening.word(),
                    ask.unwrap_or_default(),
                    a.unwrap_or("-".into()),
                    pl.upcoming
                        .iter()
                        .take(4)
                        .map(|u| format!("{} {}", u.step.id, zone.wall(u.due_at).time()))
                        .collect::<Vec<_>>()
                        .join(", "),
                    pl.next_change.map(|m| zone.wall(m).to_string())
                );
                if w.len() > 2 {
                    for b in &pl.blocked {
                        println!(
                            "     x {} {} {:?} until {:?}",
                            b.step.id,
                            b.reason.rule(),
                            b.reason,
                            b.until.map(|m| zone.wall(m).to_string())
                        );
                    }
                    for al in &pl.alerts {
                        println!("     ! {:?}", al);
                    }
                }
            }
            x => panic!("{x}"),
        }
        for e in ev {
            n += 1;
            tail.records.push(Record { v: 1, id: Uuid::from_u128(n), at: s, rec: s, event: e });
        }
    }
}
