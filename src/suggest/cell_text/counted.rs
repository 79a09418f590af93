//! Numbers and letters that count: `Doel 1`, `Doel 2`, `Doel A`.

/// A text with `{n}` for the number that counts in it, and the number; `Doel A` counts with `{a}`.
pub(in crate::suggest) fn counted(text: &str) -> Option<(String, u32)> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    // `5.3 Doel 1: behaald voor`: the number of the question does not count
    if words.len() > 2 && is_question_number(words[0]) {
        words.remove(0);
    }
    if let Some(lettered) = lettered(&words) {
        return Some(lettered);
    }
    if let [name] = words.as_slice() {
        return in_name(name);
    }
    let digits = |word: &str| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).parse::<u32>().ok();
    let position = words.iter().skip(1).position(|word| digits(word).is_some_and(|n| n > 0 && n < 20))? + 1;
    let number = digits(words[position])?;
    let counted = words[position].replacen(&number.to_string(), "{n}", 1);
    let head = words[..position].join(" ");
    // `Doel 1 / Goal 1` counts twice
    let again = |word: &&str| {
        if digits(word) == Some(number) { word.replacen(&number.to_string(), "{n}", 1) } else { (*word).to_owned() }
    };
    let rest = words[position + 1..].iter().map(again).collect::<Vec<_>>().join(" ");
    Some((format!("{head} {counted} {rest}").trim().to_owned(), number))
}

/// `doel_1`, `Doel1`, `doel_1_toelichting`: the number in the name of a column.
fn in_name(name: &str) -> Option<(String, u32)> {
    let begin = name.find(|c: char| c.is_ascii_digit())?;
    let (head, rest) = name.split_at(begin);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, tail) = rest.split_at(end);
    let number = digits.parse().ok().filter(|number| (1..20).contains(number))?;
    let named = head.chars().filter(|c| c.is_alphabetic()).count() > 2 && !head.contains(['.', '(', '/']);
    let parted = tail.is_empty() || tail.starts_with(['_', '-', '.', ':']);
    (named && parted && !tail.contains(|c: char| c.is_ascii_digit())).then(|| (format!("{head}{{n}}{tail}"), number))
}

/// `5.3`, `12`, `4a.`, `V17.`
fn is_question_number(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ')', ':']);
    let bare = bare.strip_prefix(|c: char| c.is_ascii_uppercase()).filter(|_| bare.len() < word.len()).unwrap_or(bare);
    let bare = bare.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(bare);
    !bare.is_empty() && bare.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `Doel A`, `Doel B:`: one word with a letter behind it.
fn lettered(words: &[&str]) -> Option<(String, u32)> {
    let [head, last] = words else { return None };
    let letter = last.trim_end_matches([':', '.', ')']);
    let byte = *letter.as_bytes().first().filter(|byte| letter.len() == 1 && (b'A'..=b'H').contains(byte))?;
    let named = group_of(head).is_some();
    named.then(|| (format!("{head} {}", last.replacen(letter, "{a}", 1)), u32::from(byte - b'A') + 1))
}

/// What forms call a goal beside `doel`.
const GOALS: [&str; 5] = ["leervraag", "leerpunt", "leerwens", "ontwikkelpunt", "ontwikkelvraag"];

/// The group of texts that count one after the other, `Doel 1`, `Doel 2`, `Doel 3`.
pub(in crate::suggest) fn series<'t>(texts: impl Iterator<Item = &'t str>) -> Option<&'static str> {
    let counts: Vec<(String, u32)> = texts.map(counted).collect::<Option<_>>()?;
    let (template, _) = counts.first()?;
    let alike = counts.iter().zip(1..).all(|((other, number), n)| other == template && *number == n);
    (counts.len() > 1 && alike).then(|| group_of(template)).flatten()
}

/// The group whose rows such blocks are.
pub(in crate::suggest) fn group_of(template: &str) -> Option<&'static str> {
    let folded = crate::text::normalize::fold(template);
    let goals =
        folded.contains("doel") && !folded.contains("doelgroep") || GOALS.iter().any(|word| folded.contains(word));
    match (goals, folded.contains("contactmoment") || folded.contains("gesprek")) {
        (true, _) => Some("doelen"),
        (_, true) => Some("uren"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_counts_from_one() {
        assert_eq!(series(["Doel 1", "Doel 2", "Doel 3"].into_iter()), Some("doelen"));
        assert_eq!(series(["Leervraag 1:", "Leervraag 2:"].into_iter()), Some("doelen"));
        assert_eq!(series(["Doel 1", "Actie"].into_iter()), None);
        assert_eq!(series(["Doel 2", "Doel 3"].into_iter()), None);
        assert_eq!(series(["Doel 1"].into_iter()), None);
        assert_eq!(series(["Week 1", "Week 2"].into_iter()), None);
    }

    #[test]
    fn numbers_count() {
        assert_eq!(counted("Doel 1"), Some(("Doel {n}".to_owned(), 1)));
        assert_eq!(counted("Wanneer is doel 2 klaar?"), Some(("Wanneer is doel {n} klaar?".to_owned(), 2)));
        assert_eq!(counted("Doel 3:"), Some(("Doel {n}:".to_owned(), 3)));
        assert_eq!(counted("Doel B"), Some(("Doel {a}".to_owned(), 2)));
        assert_eq!(counted("Deel A"), None);
        assert_eq!(counted("Doel 2 / Goal 2"), Some(("Doel {n} / Goal {n}".to_owned(), 2)));
        assert_eq!(counted("V18. Doel 2 [toelichting]"), Some(("Doel {n} [toelichting]".to_owned(), 2)));
        assert_eq!(counted("doel_2"), Some(("doel_{n}".to_owned(), 2)));
        assert_eq!(counted("doel1_toelichting"), Some(("doel{n}_toelichting".to_owned(), 1)));
        assert_eq!(counted("5.3"), None);
        assert_eq!(counted("doel_2026"), None);
        assert_eq!(counted("2 Gegevens"), None);
        assert_eq!(counted("Naam"), None);
    }
}
