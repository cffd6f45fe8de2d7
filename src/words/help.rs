//! The help of the program as a whole. What a command says of itself is the documentation of its arguments.

/// The heading of the examples in a command's help, in the style of the headings that clap writes.
macro_rules! examples {
    ($($line:literal)*) => {
        concat!("\x1b[1m\x1b[4mExamples:\x1b[0m\n", $("  ", $line, "\n"),*)
    };
}
pub(crate) use examples;

macro_rules! heading {
    ($words:literal) => {
        concat!("\x1b[1m\x1b[4m", $words, ":\x1b[0m\n")
    };
}

/// A line of the list of commands; a test holds it to what the command says of itself.
macro_rules! listed {
    ($name:literal, $about:literal) => {
        concat!("  \x1b[1m", $name, "\x1b[0m", $about, "\n")
    };
}

pub(crate) const ABOUT: &str = concat!(
    "A calm, step-by-step companion for the days when your back goes out\n",
    "It just did? Type: backflare start"
);

pub(crate) const LONG_ABOUT: &str = concat!(
    "Your back just went out? Type: backflare start\n\n",
    "It asks the few questions that must be asked, then says one thing to do now,\n",
    "and from then on always knows the next: `backflare next`. What you log stays\n",
    "on this computer. It gives general information for adults, and keeps timers\n",
    "and notes. It does not examine anybody and does not diagnose."
);

pub(crate) const TEMPLATE: &str = concat!(
    "{about-with-newline}\n{usage-heading} {usage}\n\n",
    heading!("When it happens"),
    listed!("start       ", "Begin a flare: a few questions, then the first thing to do"),
    listed!("next        ", "Show the one thing to do now, or when the next is due"),
    listed!("walk        ", "Be guided through what is due, with timers, keys and voice"),
    listed!("done        ", "Record that a step was done"),
    listed!("skip        ", "Pass over a step for now"),
    listed!("snooze      ", "Put off a step for a while"),
    listed!("answer      ", "Answer the question that waits, whatever it is"),
    listed!("screen      ", "Answer the warning signs that are asked about"),
    listed!("end         ", "End the flare"),
    "\n",
    heading!("Write it down, with or without a flare"),
    listed!("log         ", "Record how much it hurts, as often as you like [aliases: pain]"),
    listed!("took        ", "Record a dose that was taken"),
    listed!("on          ", "Record that a patch or a pad went on"),
    listed!("off         ", "Record that a patch or a pad came off"),
    listed!("undo        ", "Take back the newest entry; again: the one before"),
    listed!("amend       ", "Mend an older entry, or take it back"),
    "\n",
    heading!("Look"),
    listed!("today       ", "Show the day: done, now and later"),
    listed!("status      ", "Show how things stand: day, pain, doses, what is next"),
    listed!("history     ", "Look back: a row a day, every flare, and what followed what"),
    listed!("report      ", "Make one page for a clinician, to read or to print"),
    listed!("page        ", "Make a page to hand over: helper, fridge or emergency"),
    listed!("why         ", "Explain why a step or a medicine is offered, or is not"),
    listed!("red-flags   ", "Show the warning signs and what to do about them"),
    "\n",
    heading!("Set up"),
    listed!("remind      ", "Say once what is due, for a timer to ask every five minutes"),
    listed!("profile     ", "Show or change what is known about you, and your waking hours"),
    listed!("protocol    ", "List, show or check the protocols"),
    listed!("doctor      ", "Check the files, the permissions and the clock"),
    listed!("export      ", "Take everything out: as JSON, tables, a calendar, or FHIR"),
    listed!("import      ", "Bring an export in: what is here stays, and what is new comes"),
    listed!("forget      ", "Remove a flare, or everything, for good"),
    listed!("completions ", "Print what a shell needs to complete these commands"),
    listed!("help        ", "Print the help of a command"),
    "\n",
    heading!("Options"),
    "{options}{after-help}",
);

macro_rules! emergency {
    () => {
        concat!(
            "Numb between the legs, new bladder or bowel trouble, weakness or pain in both\n",
            "legs, a fever, or a bad fall: do not wait, get emergency or same-day care.\n",
            "All signs, and whom to call: backflare red-flags"
        )
    };
}

pub(crate) const EMERGENCY: &str = emergency!();

pub(crate) const AFTER_LONG_HELP: &str = concat!(
    examples!(
        "backflare start               # a few questions, then the first thing"
        "backflare next"
        "backflare log 6               # pain is 6 of 10"
        "backflare took ibuprofen 200mg --at \"40m ago\""
        "backflare why ibuprofen       # why it is offered, or is not"
    ),
    "\n",
    heading!("Times (WHEN of --at)"),
    "  09:30, yesterday 22:00, 40m ago, 2026-11-22T09:30 or RFC 3339;\n",
    "  never a time to come.\n",
    "\n",
    heading!("Exit codes"),
    "    0  done\n",
    "    1  it could not be done, such as a full disk\n",
    "    2  it was not understood, or it is not allowed\n",
    "    3  a warning sign is there: go and be seen\n",
    "    4  there is nothing to answer: no flare runs, or nothing is due\n",
    "    5  a protocol, a profile or a journal that cannot be trusted\n",
    "  130  Ctrl-C\n",
    "\n",
    heading!("Environment"),
    "  BACKFLARE_HOME  one folder for everything, instead of the system's\n",
    "  BACKFLARE_NOW   the clock, as 2026-11-22T09:05:00+01:00; only together\n",
    "                  with BACKFLARE_HOME, for trying things out\n",
    "  TZ              the time zone\n",
    "  NO_COLOR        no colour\n",
    "  CLICOLOR_FORCE  colour, even into a pipe\n",
    "  COLUMNS         how wide the text is\n",
    "  BACKFLARE_PLAIN plain lines in a walk, as with --plain; so does ACCESSIBLE\n",
    "  BACKFLARE_SAY   a walk speaks, as with --say\n",
    "  BACKFLARE_TICK  0: no soft tick a second beside that voice; 1: a tick alone\n",
    "  BACKFLARE_VOICE the program that speaks, such as: espeak-ng -s 140\n",
    "\n",
    emergency!(),
);

/// What stands for an argument.
pub(crate) const ROUTINE_OR_STEP: &str = "ROUTINE or STEP";
pub(crate) const STEP_OR_MEDICINE: &str = "STEP or MEDICINE";

/// The line by which fish completes the values of a command that has only one.
pub(crate) fn fish_values(command: &str, values: &str) -> String {
    format!("complete -c backflare -n \"__fish_backflare_using_subcommand {command}\" -f -a \"{values}\"\n")
}
