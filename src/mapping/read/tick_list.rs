//! A list of choices in one cell whose boxes are not ticked in a usual way: typed as `o vast  x tijdelijk`, with a letter in
//! the place of a box, with only the chosen words left, or with a remark beside them. What is plain is read; of all else
//! it is known that the list is no blank one.

use crate::mapping::spec::mapping_line::TickBox;
use crate::text::checkbox::{self, BoxState};
use crate::text::content::{MARKED, STRUCK, without_struck};
use crate::text::normalize::fold;
use crate::text::pointed::{self, Pointed, pointed};

/// What a list says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum TickedOptions {
    /// None of the choices: it is no list of them.
    NoList,
    /// The list as the form prints it.
    Nothing,
    /// These of the choices.
    Chosen(Vec<usize>),
    /// Something, and not plainly what.
    Unclear,
}

/// A word or a sign of the list.
#[derive(Debug, PartialEq)]
enum Token {
    Word(String),
    Sign(char),
}

/// What stands before, between and behind the choices.
#[derive(Debug, Default)]
struct Gap {
    /// Something stands here, be it no more than an empty box.
    any: bool,
    open_box: bool,
    /// What is neither a box nor a sign that only sets apart.
    core: String,
}

/// What a text says of the choices; `is_printed` knows what else the form prints, folded.
pub(crate) fn read(text: &str, choices: &[&TickBox], is_printed: &dyn Fn(&str) -> bool) -> TickedOptions {
    let struck = text.contains(STRUCK);
    let standing_out = text.contains(MARKED);
    let tokens = tokens(&without_struck(text));
    let words: Vec<Vec<String>> = choices.iter().map(|tick| words(&tick.label.text)).collect();
    let (found, gaps) = taken_apart(&tokens, &words, is_printed);
    let twice = (1..found.len()).any(|n| found[..n].contains(&found[n]));
    match found.as_slice() {
        [] => TickedOptions::NoList,
        _ if twice || standing_out => TickedOptions::Unclear,
        found => match marks(found, &gaps, choices.len(), struck) {
            TickedOptions::Nothing => set_apart(text, choices),
            said => said,
        },
    }
}

/// What a list says whose boxes say nothing: one of its words may stand out by signs or capitals.
fn set_apart(text: &str, choices: &[&TickBox]) -> TickedOptions {
    let labels: Vec<&str> = choices.iter().map(|tick| tick.label.text.as_str()).collect();
    let found = pointed::choices(text, &labels);
    let words: Vec<&str> = found.iter().map(|(_, range)| &text[range.clone()]).collect();
    let printed_small = |n: usize| words[n].trim() != labels[found[n].0];
    match pointed(&words, printed_small) {
        None => TickedOptions::Nothing,
        Some(Pointed::One(n)) if !checkbox::has_box(text) => TickedOptions::Chosen(vec![found[n].0]),
        Some(_) => TickedOptions::Unclear,
    }
}

fn marks(found: &[usize], gaps: &[Gap], choices: usize, struck: bool) -> TickedOptions {
    let last = found.len();
    let leading = gaps[0].any;
    let (own, beside) = if leading { (&gaps[..last], &gaps[last]) } else { (&gaps[1..], &gaps[0]) };
    let open = own.iter().any(|gap| gap.open_box);
    let said: Vec<BoxState> = own.iter().map(|gap| mark(gap, open)).collect();
    // between two words it cannot be told of which it is
    let between = !leading && !gaps[last].any && choices > 1 && gaps.iter().any(|gap| !gap.core.is_empty());
    if between || said.contains(&BoxState::Other) || !beside.core.is_empty() {
        return TickedOptions::Unclear;
    }
    let ticked: Vec<usize> =
        found.iter().zip(&said).filter(|(_, mark)| **mark == BoxState::Ticked).map(|(choice, _)| *choice).collect();
    let same = own.iter().all(|gap| gap.core == own[0].core && matches!(gap.core.as_str(), "" | "o" | "0"));
    match (ticked.is_empty(), last == choices) {
        (false, _) => TickedOptions::Chosen(ticked),
        (true, true) if choices == 1 && !open && !leading => TickedOptions::Nothing,
        (true, true) => {
            if same {
                TickedOptions::Nothing
            } else {
                TickedOptions::Unclear
            }
        }
        (true, false) if last == 1 && (struck || !open) && same => TickedOptions::Chosen(found.to_vec()),
        (true, false) if last == 1 || !open => TickedOptions::Unclear,
        (true, false) => TickedOptions::Nothing,
    }
}

fn mark(gap: &Gap, open: bool) -> BoxState {
    match gap.core.as_str() {
        "" => BoxState::Empty,
        // beside an empty box it is a remark to the choice before it
        _ if gap.open_box && open => BoxState::Other,
        "o" | "0" | "nee" | "n" => BoxState::Empty,
        "x" | "v" | "ja" | "j" | "1" | "+" | "√" => BoxState::Ticked,
        _ => BoxState::Other,
    }
}

/// The choices in their order, and the gaps around them.
fn taken_apart(tokens: &[Token], choices: &[Vec<String>], is_printed: &dyn Fn(&str) -> bool) -> (Vec<usize>, Vec<Gap>) {
    let (mut found, mut gaps, mut gap) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        let of_choice = |(n, words): (usize, &Vec<String>)| Some((n, words.len(), end_of(&tokens[at..], words)?));
        let longest = choices.iter().enumerate().filter_map(of_choice).max_by_key(|(_, length, _)| *length);
        if let Some((n, _, length)) = longest {
            found.push(n);
            gaps.push(gap_of(&gap, is_printed));
            gap.clear();
            at += length;
        } else {
            gap.push(&tokens[at]);
            at += 1;
        }
    }
    gaps.push(gap_of(&gap, is_printed));
    (found, gaps)
}

/// How many tokens the words take up where they begin here.
fn end_of(tokens: &[Token], words: &[String]) -> Option<usize> {
    let mut wanted = words.iter();
    let mut next = wanted.next()?;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(word) if word == next => match wanted.next() {
                Some(word) => next = word,
                None => return Some(at + 1),
            },
            Token::Sign(sign) if at > 0 && !checkbox::is_box(*sign) => {}
            _ => return None,
        }
    }
    None
}

fn gap_of(tokens: &[&Token], is_printed: &dyn Fn(&str) -> bool) -> Gap {
    let mut gap = Gap { any: !tokens.is_empty(), ..Gap::default() };
    let mut printed = String::new();
    for token in tokens {
        match token {
            Token::Word(word) => {
                gap.core.push_str(word);
                printed.push_str(word);
            }
            Token::Sign(sign) if checkbox::is_box(*sign) => gap.open_box = true,
            Token::Sign('[' | '(' | '{') => gap.open_box |= tokens.len() == 2,
            Token::Sign(sign) if SETS_APART.contains(sign) => {}
            Token::Sign(sign) => gap.core.push(*sign),
        }
    }
    if !printed.is_empty() && is_printed(&printed) {
        gap.core.clear();
    }
    gap
}

/// Signs that only set choices apart, or are printed to be written on.
const SETS_APART: [char; 19] =
    ['/', '\\', ',', ';', '|', ':', '.', '…', '_', '-', '–', '—', '•', '·', '*', ')', ']', '}', '\u{fe0f}'];

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() || (from.is_some() && c == MARKED) {
            from = from.or(Some(at));
            continue;
        }
        if let Some(from) = from.take() {
            tokens.push(Token::Word(fold(&text[from..at])));
        }
        if !c.is_whitespace() {
            tokens.push(Token::Sign(c));
        }
    }
    tokens
}

fn words(label: &str) -> Vec<String> {
    let word = |token| if let Token::Word(word) = token { Some(word) } else { None };
    tokens(label).into_iter().filter_map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::spec::wording::Wording;

    #[test]
    fn what_is_plain_in_a_list_is_read_and_all_else_is_no_blank() {
        let none = |_: &str| false;
        let tick = |text: &str| TickBox { word: text.to_owned(), label: Wording::new(text) };
        let ticks = [tick("Via de gemeente"), tick("Die u zelf regelt"), tick("Werkbegeleiding")];
        let choices: Vec<&TickBox> = ticks.iter().collect();
        let second = || TickedOptions::Chosen(vec![1]);
        for (text, said) in [
            ("☐ Via de gemeente ☐ Die u zelf regelt ☐ Werkbegeleiding", TickedOptions::Nothing),
            ("o Via de gemeente o Die u zelf regelt o Werkbegeleiding", TickedOptions::Nothing),
            ("Via de gemeente / Die u zelf regelt / Werkbegeleiding", TickedOptions::Nothing),
            ("o Via de gemeente x Die u zelf regelt o Werkbegeleiding", second()),
            ("__ Via de gemeente _X_ Die u zelf regelt __ Werkbegeleiding", second()),
            ("☐ Via de gemeente V Die u zelf regelt ☐ Werkbegeleiding", second()),
            ("Via de gemeente: nee  Die u zelf regelt: ja  Werkbegeleiding: nee", second()),
            ("die u zelf regelt", second()),
            ("x Via de gemeente   Die u zelf regelt   Werkbegeleiding", TickedOptions::Chosen(vec![0])),
            ("Via de gemeente X Die u zelf regelt Werkbegeleiding", TickedOptions::Unclear),
            ("☐ Via de gemeente ☐ Die u zelf regelt JA! ☐ Werkbegeleiding", TickedOptions::Unclear),
            ("☐ Via de gemeente ja ☐ Die u zelf regelt ☐ Werkbegeleiding", TickedOptions::Unclear),
            ("☐ Via de gemeente ☐ Die u zelf regelt (deze) ☐ Werkbegeleiding", TickedOptions::Unclear),
            ("☐ Via de gemeente ☐ Die u z\u{332}elf regelt ☐ Werkbegeleiding", TickedOptions::Unclear),
            ("☐ Via de gemeente en Werkbegeleiding", TickedOptions::Unclear),
            ("geen van alle", TickedOptions::NoList),
            ("☐ Via de gemeente ☐ (Die u zelf regelt) ☐ Werkbegeleiding", TickedOptions::Unclear),
            ("☐ Via de gemeente ☐ DIE U ZELF REGELT ☐ Werkbegeleiding", TickedOptions::Unclear),
            ("Via de gemeente (Die u zelf regelt) Werkbegeleiding", second()),
            ("Via de gemeente *Die u zelf regelt* Werkbegeleiding", second()),
        ] {
            assert_eq!(read(text, &choices, &none), said, "{text}");
        }
        let struck = crate::text::content::strike("Via de gemeente ☐ Werkbegeleiding");
        assert_eq!(read(&format!("☐ Die u zelf regelt {struck}"), &choices, &none), second());
    }
}
