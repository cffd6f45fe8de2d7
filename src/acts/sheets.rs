//! A page to hand over goes out: to the screen, or into a file that only its owner can read.

use std::io::Write as _;
use std::path::PathBuf;

use crate::acts::{Context, Outcome};
use crate::disk;
use crate::error::Failure;
use crate::process::Stream;
use crate::render;
use crate::words::{exchange, report as say};

/// Where a page goes: the options that every page has.
#[derive(clap::Args, Clone, PartialEq, Eq, Debug)]
pub(crate) struct PageTarget {
    /// As one HTML file that prints on one page
    #[arg(long)]
    pub(crate) html: bool,
    /// Into this file; -: to the screen
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    pub(crate) force: bool,
}

impl PageTarget {
    /// The file that is to be written: the one that was named, or for HTML at a terminal one of that name. `None`: it goes to
    /// the screen. A file that is there is refused before anything is worked out.
    pub(crate) fn file(&self, context: &Context<'_>, name: &str) -> Result<Option<PathBuf>, Failure> {
        let screen = self.output.as_ref().is_some_and(|path| path.as_os_str() == "-");
        let beside = self.html && !context.json && context.process.is_terminal(Stream::Out);
        let file = match &self.output {
            Some(path) => Some(path.clone()).filter(|_| !screen),
            None => beside.then(|| PathBuf::from(name)),
        };
        match file {
            Some(file) if !self.force && disk::is_taken(&file) => {
                Err(Failure::usage(exchange::taken(file.display())).hint(exchange::FORCE))
            }
            file => Ok(file),
        }
    }
}

/// A page in its forms.
pub(crate) struct PageMade {
    /// As text, or as HTML where that was asked for.
    pub(crate) page: String,
    /// As JSON.
    pub(crate) json: String,
    /// It is HTML.
    pub(crate) html: bool,
}

/// Brings a page out. A file is there as a whole, or not at all.
pub(crate) fn deliver(context: &mut Context<'_>, file: Option<PathBuf>, made: &PageMade) -> Result<Outcome, Failure> {
    let said = match file {
        None if context.json => made.json.clone(),
        None => made.page.clone(),
        Some(path) => {
            let plain = anstream::adapter::strip_str(&made.page).to_string();
            let written = disk::replace_by(&path, None, |file| file.write_all(plain.as_bytes()));
            // The folder of one's own has nothing to do with it.
            written
                .map_err(|failure| Failure::new(failure.kind, failure.message).hint(exchange::ELSEWHERE))?
                .map_err(|error| disk::unconfirmed(&path, &error))?;
            if context.json {
                made.json.clone()
            } else {
                let words = if made.html { say::written } else { exchange::written };
                render::wrap(&words(&path.display().to_string()), context.process.width()) + "\n"
            }
        }
    };
    context.process.out(&said)?;
    Ok(Outcome::Done)
}
