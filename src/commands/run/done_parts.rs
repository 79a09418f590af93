//! What of an earlier run into parts is done, and which of its sources could not be read: those are tried again.

use anyhow::Result;
use rayon::prelude::*;

use crate::commands::run::manifest::{MadeWith, Manifest, SourceLine, sha256};
use crate::commands::run::partitioned::Partitioned;
use crate::commands::run::persons::file_name;
use crate::commands::run::reading::Tools;
use crate::pipeline::inputs::Input;
use crate::ui::Ui;

/// A bucket that is done, with those of its sources that could not be read.
pub(super) struct Done {
    /// How many files in them that is.
    pub(super) not_read: usize,
    sources: Vec<Input>,
}

impl Partitioned<'_> {
    /// Whether the sources of a bucket that could not be read still cannot: each is tried again, and what is wrong with it is
    /// said again.
    pub(super) fn still_not_read(&self, done: &Done, tools: &Tools<'_>, ui: &mut Ui) -> Result<bool> {
        let counts = self.reading.run_with(tools, &done.sources, ui, |_| (), |(), _| Ok(()))?;
        Ok(counts.not_read >= done.not_read)
    }

    /// What a bucket has that is done: its manifest is of these very sources, and what it says was made is there. Checksums
    /// are taken only where all else is the same.
    pub(super) fn done(&self, number: u32, inputs: &[Input], made_with: &MadeWith) -> Option<Done> {
        let Manifest { bucket, sources: known } = Manifest::read(&self.manifest(number))?;
        let key = self.key.as_ref();
        let named = |(line, input): (&SourceLine, &Input)| {
            let told = file_name(&input.name, key);
            // A name with a BSN in it was masked, and may have been another one: only a key tells names apart.
            let is_known = key.is_some() || told == *input.name;
            is_known && line.source == *told && line.made_with == *made_with
        };
        let same = |(line, input): (&SourceLine, &Input)| {
            // A source that cannot be opened is tried again each time.
            let sum = sha256(input).map(|sum| file_name(&sum, key).into_owned());
            sum.is_some() && line.sha256 == sum
        };
        let is_done = (bucket.bucket, bucket.of) == (number, self.parts)
            && known.len() == inputs.len()
            && known.iter().zip(inputs).all(named)
            && bucket.made.par_iter().all(|part| part.is_whole(self.folder))
            && known.par_iter().zip(inputs).all(same);
        let sources = known.iter().zip(inputs).filter(|(line, _)| line.not_read() > 0);
        is_done.then(|| Done {
            not_read: known.iter().map(SourceLine::not_read).sum(),
            sources: sources.map(|(_, input)| input.clone()).collect(),
        })
    }
}
