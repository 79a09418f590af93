//! Labels that say only together what they ask: `Contract van` beside `Contract t/m`, and columns that begin alike.

use std::collections::BTreeMap;

use crate::text::normalize::fold;

use super::question::{Question, Within};

/// What parts the step or the heading of a question from the question in the name of a column.
const JOINTS: [&str; 7] = [" > ", " » ", " | ", " - ", " – ", ": ", " / "];
/// A survey tool writes the part of a question between brackets behind it.
const BRACKET: &str = " [";
/// The last words of a label that asks when something begins, and of one that asks when it ends.
const BEGINS: [&str; 3] = ["van", "vanaf", "per"];
const ENDS: [&str; 4] = ["t/m", "tot en met", "tot", "t.e.m."];

/// Makes `Contract van` and `Contract t/m`, one after the other, a begin and an end of the contract.
pub(super) fn pair(all: &mut [Question]) {
    for n in 1..all.len() {
        let said = |asked: &Question| bare(asked.meaning.as_ref().unwrap_or(&asked.text));
        let (before, after) = (said(&all[n - 1]), said(&all[n]));
        let begin = BEGINS.iter().find_map(|word| without(&before, word));
        let end = ENDS.iter().find_map(|word| without(&after, word));
        // the gaps of a sentence say more than their labels, and know it themselves
        if let (Some(of), Some(other)) = (begin, end)
            && all[n].gap.is_none()
            && !of.is_empty()
            && (other.is_empty() || fold(&of) == fold(&other))
        {
            all[n - 1].meaning = Some(format!("Begin {of}"));
            all[n].meaning = Some(format!("Einde {of}"));
        }
    }
}

fn bare(label: &str) -> String {
    let lower = label.to_lowercase();
    let bare = lower.split('(').next().unwrap_or_default();
    bare.trim_matches(|c: char| !c.is_alphanumeric() && c != '/').to_owned()
}

/// A label without the word at its end.
fn without(label: &str, word: &str) -> Option<String> {
    let rest = label.strip_suffix(word)?;
    (rest.is_empty() || rest.ends_with(' ')).then(|| rest.trim().to_owned())
}

/// Takes what several columns of an export begin with, `2. Werk > Naam bedrijf` or `V5. Wie vult dit in? [uw bureau]`, for
/// the heading above them.
pub(super) fn part(all: &mut [Question]) {
    let joint = |joint: &&&str| all.iter().filter(|asked| parted(asked, joint).is_some()).count();
    let Some(joint) = JOINTS.iter().chain(&[BRACKET]).max_by_key(joint) else { return };
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for asked in all.iter() {
        parted(asked, joint).into_iter().for_each(|(heading, _)| *times.entry(heading.to_owned()).or_default() += 1);
    }
    for asked in all.iter_mut() {
        let Some((heading, rest)) = parted(asked, joint).filter(|(heading, _)| times[*heading] > 1) else { continue };
        let (heading, rest) = (heading.to_owned(), rest.to_owned());
        asked.sections.push((asked.at, heading));
        asked.meaning = Some(rest);
    }
}

fn parted<'a>(asked: &'a Question, joint: &str) -> Option<(&'a str, &'a str)> {
    let (heading, rest) = asked.text.split_once(joint).filter(|_| asked.within == Within::Clients)?;
    let rest = if joint == BRACKET { rest.trim_end().strip_suffix(']')? } else { rest };
    (!heading.trim().is_empty() && !rest.trim().is_empty()).then(|| (heading.trim(), rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_of_two_labels_make_a_begin_and_an_end() {
        assert_eq!(without(&bare("KWARTAAL T/M:"), "t/m").as_deref(), Some("kwartaal"));
        assert_eq!(without(&bare("Contract van"), "van").as_deref(), Some("contract"));
        assert_eq!(without(&bare("Tot (leeg = vast)"), "tot").as_deref(), Some(""));
        assert_eq!(without(&bare("Naam van"), "tot"), None);
        assert_eq!(without("levan", "van"), None);
    }
}
