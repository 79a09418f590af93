//! The command line in the user's language: help, what is said of a mistake in it, and the manual page.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;
use std::sync::LazyLock;

use clap::builder::{PossibleValue, PossibleValuesParser, Str};
use clap::{Arg, Command, CommandFactory, FromArgMatches};
use serde::Deserialize;

use crate::commands::Cli;
use crate::finding::Lang;
use crate::text::visible;
use crate::ui::{in_dutch, translated};

/// The Dutch of everything that stands on the command line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dutch {
    about: String,
    more: String,
    shared: BTreeMap<String, String>,
    command: BTreeMap<String, OfCommand>,
    /// What a word stands for that a value is given as: `FILE`.
    names: BTreeMap<String, String>,
    /// What a value of a choice means, by its English.
    values: BTreeMap<String, String>,
    sentences: BTreeMap<String, String>,
    words: BTreeMap<String, String>,
    headings: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfCommand {
    about: String,
    more: Option<String>,
    /// The lines behind `Gebruik:`, where the program says them itself.
    usage: Option<String>,
    /// What is typed, below the options.
    examples: Option<String>,
    #[serde(default)]
    option: BTreeMap<String, String>,
}

static DUTCH: LazyLock<Dutch> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../templates/help.nl.toml")).expect("templates/help.nl.toml is well formed")
});

/// Above the options that every command has.
pub(in crate::commands) const GENERAL: &str = "General options";
const GENERAL_IN_DUTCH: &str = "Algemene opties";

/// The command line in this language.
pub fn command(lang: Lang) -> Command {
    let mut command = Cli::command();
    command.build();
    if lang == Lang::En {
        return with_one_usage(command);
    }
    let subcommands: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in subcommands {
        command = command.mut_subcommand(&name, |sub| dutch(sub, DUTCH.command.get(&name)));
    }
    command = command.mut_subcommand("help", listed_in_dutch);
    let long = format!("{}\n\n{}", DUTCH.about, DUTCH.more);
    with_one_usage(dutch(command, None).about(DUTCH.about.as_str()).long_about(long))
}

/// The command line to be completed, which is never parsed: what its choices mean is said in the language too.
pub fn to_complete(lang: Lang) -> Command {
    let mut command = command(lang);
    if lang == Lang::En {
        return command;
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| sub.mut_args(with_choices_in_dutch));
    }
    command.mut_args(with_choices_in_dutch)
}

fn with_choices_in_dutch(arg: Arg) -> Arg {
    let choices = arg.get_possible_values();
    if choices.iter().all(|choice| choice.get_help().is_none()) {
        return arg;
    }
    let said = |choice: PossibleValue| {
        let dutch = choice.get_help().and_then(|help| DUTCH.values.get(&help.to_string()));
        dutch.map_or_else(|| choice.clone(), |dutch| choice.clone().help(dutch.as_str()))
    };
    arg.value_parser(PossibleValuesParser::new(choices.into_iter().map(said)))
}

/// The commands with their usage as the help has it. Without this a mistake is told with an option that nobody typed, where a
/// variable of the environment stands for it.
fn with_one_usage(mut command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |mut sub| {
            let usage = sub.render_usage().to_string();
            let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage).to_owned();
            sub.override_usage(usage)
        });
    }
    command
}

/// `help` with the commands that it explains, which are copies of the commands themselves.
fn listed_in_dutch(mut help: Command) -> Command {
    let names: Vec<String> = help.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let Some(of) = DUTCH.command.get(&name) else { continue };
        help = help.mut_subcommand(&name, |sub| sub.about(of.about.as_str()));
    }
    help
}

/// A command with its options in Dutch, as far as they are known.
fn dutch(mut command: Command, of: Option<&'static OfCommand>) -> Command {
    if let Some(of) = of {
        command = command.about(of.about.as_str());
        if let Some(more) = &of.more {
            command = command.long_about(format!("{}\n\n{more}", of.about));
        }
        if let Some(usage) = &of.usage {
            command = command.override_usage(usage.as_str());
        }
        if let Some(examples) = &of.examples {
            command = command.after_help(examples.as_str());
        }
    }
    command.mut_args(move |arg| {
        let id = arg.get_id().as_str();
        let said = of.and_then(|of| of.option.get(id)).or_else(|| DUTCH.shared.get(id));
        let general = arg.get_help_heading() == Some(GENERAL);
        let arg = named_in_dutch(arg);
        let arg = if general { arg.help_heading(Some(GENERAL_IN_DUTCH)) } else { arg };
        match said {
            Some(said) => with_choices(arg.help(said.as_str()).long_help(None::<&str>), said),
            None => arg,
        }
    })
}

/// An option with the Dutch word for what is to be given: `<BESTAND>`.
fn named_in_dutch(arg: Arg) -> Arg {
    let dutch = |name: &Str| DUTCH.names.get(name.as_str()).map_or_else(|| name.clone(), |dutch| dutch.as_str().into());
    let names: Option<Vec<Str>> = arg.get_value_names().map(|names| names.iter().map(dutch).collect());
    match names {
        Some(names) => arg.value_names(names),
        None => arg,
    }
}

/// An option with its choices, where these say what they mean: the English of that cannot be changed in its place.
fn with_choices(arg: Arg, said: &str) -> Arg {
    let values: Vec<_> = arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect();
    let dutch = |value: &PossibleValue| DUTCH.values.get(&value.get_help()?.to_string());
    if !values.iter().any(|value| value.get_help().is_some()) {
        return arg;
    }
    let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    let lines = values.iter().map(|value| match dutch(value) {
        Some(means) => format!("- {}: {means}", value.get_name()),
        None => format!("- {}", value.get_name()),
    });
    let long = format!("{said}\n\nMogelijk zijn:\n{}", lines.collect::<Vec<_>>().join("\n"));
    arg.help(format!("{said} [mogelijk: {}]", names.join(", "))).long_help(long).hide_possible_values(true)
}

/// What was typed, understood; else the code with which the program ends, once it has said what there is to say.
pub fn parse(line: &[OsString], locale: Lang) -> Result<Cli, ExitCode> {
    let lang = named(line).unwrap_or(locale);
    let understood =
        command(lang).try_get_matches_from(without_language(line)).and_then(|matches| Cli::from_arg_matches(&matches));
    understood.map_err(|error| {
        let code = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        let plain = error.render().to_string();
        // What was typed may be the name of a file that steers the terminal: then it is shown first as it may be.
        let shown = visible::lines(&plain);
        if lang == Lang::En && shown == plain {
            // A closed pipe has nobody to tell it to.
            let _ = error.print();
            return code;
        }
        let said = if lang == Lang::En { shown.into_owned() } else { translated_error(&shown) };
        let _ = if error.use_stderr() {
            anstream::stderr().write_all(said.as_bytes())
        } else {
            anstream::stdout().write_all(said.as_bytes())
        };
        code
    })
}

/// `eenvorm help report --lang nl` asks for the help of a command, and of nothing that is called `--lang`.
fn without_language(line: &[OsString]) -> Vec<OsString> {
    let mut left = line.to_vec();
    if left.get(1).is_some_and(|word| word == "help") {
        if let Some(at) = left.iter().position(|word| word == "--lang") {
            left.drain(at..left.len().min(at + 2));
        }
        left.retain(|word| !word.to_string_lossy().starts_with("--lang="));
        if matches!(left.as_slice(), [_, _, asked] if asked == "--help" || asked == "-h") {
            left.pop();
        }
    }
    left
}

/// The language that the line itself names, before it is understood.
fn named(line: &[OsString]) -> Option<Lang> {
    let words: Vec<&str> = line.iter().map_while(|word| word.to_str()).take_while(|word| *word != "--").collect();
    let value = words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix("--lang")? {
        "" => words.get(at + 1).copied(),
        rest => rest.strip_prefix('='),
    });
    match value? {
        "nl" => Some(Lang::Nl),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// What the reader of the command line says, in Dutch.
fn translated_error(english: &str) -> String {
    in_words(english.lines().map(|line| format!("{}\n", line_said(line))).collect())
}

/// The words between brackets in Dutch.
fn in_words(text: String) -> String {
    DUTCH.words.iter().fold(text, |text, (en, nl)| text.replace(en, nl))
}

fn line_said(line: &str) -> String {
    // What our own code says of a wrong value stands in a hole.
    translated(DUTCH.sentences.iter(), line, in_dutch).unwrap_or_else(|| line.to_owned())
}

/// The manual page, with every subcommand.
pub fn manual(lang: Lang) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let command = command(lang);
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        clap_mangen::Man::new(sub.clone()).title(format!("eenvorm-{}", sub.get_name())).render(&mut page)?;
    }
    if lang == Lang::En {
        return Ok(page);
    }
    let text = String::from_utf8_lossy(&page);
    let heading = |line: &str| {
        let named = line.strip_prefix(".SH ").and_then(|name| DUTCH.headings.get(name.trim_matches('"')));
        named.map_or_else(|| line.to_owned(), |name| format!(".SH {name}"))
    };
    // Each choice on a line of its own.
    let begun = |line: &str| if line.starts_with("\\- ") { ".br\n" } else { "" };
    let text: String = text.lines().map(|line| format!("{}{}\n", begun(line), heading(line))).collect();
    let text = text.replace("Possible values:", "Mogelijk:").replace("<\\fIsubcommands\\fR>", "<\\fIopdracht\\fR>");
    Ok(in_words(text).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The help of every command and every option, by the words with which it is asked.
    fn english(command: &Command, named: &str, found: &mut Vec<(String, String, String)>) {
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            found.push((named.to_owned(), arg.get_id().to_string(), help));
        }
    }

    #[test]
    fn every_command_and_every_option_is_said_in_dutch() {
        let mut all = Cli::command();
        all.build();
        let mut found = Vec::new();
        english(&all, "", &mut found);
        for sub in all.get_subcommands() {
            let known = DUTCH.command.get(sub.get_name());
            assert!(known.is_some(), "`{}` has no `[command.{0}]` in templates/help.nl.toml", sub.get_name());
            let long = sub
                .get_long_about()
                .is_some_and(|long| Some(long.to_string()) != sub.get_about().map(ToString::to_string));
            assert_eq!(long, known.is_some_and(|known| known.more.is_some()), "`more` of `{}`", sub.get_name());
            let examples = sub.get_after_help().is_some();
            assert_eq!(
                examples,
                known.is_some_and(|known| known.examples.is_some()),
                "examples of `{}`",
                sub.get_name()
            );
            english(sub, sub.get_name(), &mut found);
        }
        let unsaid = |(command, option, _): &(String, String, String)| {
            let own = DUTCH.command.get(command).and_then(|of| of.option.get(option));
            own.or_else(|| DUTCH.shared.get(option)).is_none()
        };
        let wrong: Vec<String> = found
            .into_iter()
            .filter(unsaid)
            .map(|(command, option, help)| format!("`{command}` has an option `{option}` without Dutch: {help}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_choice_and_every_word_for_a_value_is_said_in_dutch() {
        let mut all = Cli::command();
        all.build();
        let shown = all.get_subcommands();
        for arg in shown.flat_map(Command::get_arguments) {
            for help in arg.get_possible_values().iter().filter_map(PossibleValue::get_help) {
                assert!(
                    DUTCH.values.contains_key(&help.to_string()),
                    "`[values]` lacks `{help}` of `{}`",
                    arg.get_id()
                );
            }
            for name in arg.get_value_names().filter(|_| arg.get_action().takes_values()).into_iter().flatten() {
                assert!(DUTCH.names.contains_key(name.as_str()), "`[names]` lacks `{name}` of `{}`", arg.get_id());
            }
        }
        for lang_nl in command(Lang::Nl).get_subcommands_mut() {
            let help = lang_nl.render_long_help().to_string();
            let words: Vec<&str> = help.split(|c: char| !c.is_alphanumeric()).collect();
            let english = |name: &&String| DUTCH.names.get(*name) != Some(*name) && words.contains(&name.as_str());
            let left: Vec<&String> = DUTCH.names.keys().filter(english).collect();
            assert!(left.is_empty(), "{left:?} in the Dutch of `{}`", lang_nl.get_name());
        }
    }

    /// What is typed in the examples is understood: their words for files are as good as others.
    #[test]
    fn every_example_is_a_line_that_the_program_understands() {
        let mut seen = 0;
        for lang in [Lang::Nl, Lang::En] {
            for sub in command(lang).get_subcommands() {
                let examples = sub.get_after_help().map(ToString::to_string).unwrap_or_default();
                for line in examples.lines().filter_map(|line| line.strip_prefix("  ")) {
                    let typed =
                        line.split("  ").next().and_then(|line| line.split(['>', '|']).next()).unwrap_or_default();
                    let words: Vec<&str> = typed.split_whitespace().collect();
                    let understood = command(lang).try_get_matches_from(words);
                    assert!(understood.is_ok(), "{line}: {}", understood.expect_err("a fault"));
                    seen += 1;
                }
            }
        }
        assert!(seen > 20, "{seen} examples");
    }

    #[test]
    fn the_help_names_all_kinds_of_form_and_all_fields_of_a_profile() {
        use crate::record::schema::Schema;
        let schema = Schema::common();
        let kinds = schema.id("formulier.soort").map(|id| schema.field(id).choices.clone()).unwrap_or_default();
        let fields: Vec<String> = crate::fill::profile::fields().map(|id| schema.field(id).name().to_owned()).collect();
        for lang in [Lang::Nl, Lang::En] {
            for (name, option, words) in
                [("compare", "kind", &kinds), ("harmonise", "kind", &kinds), ("profile", "set", &fields)]
            {
                let all = command(lang);
                let sub = all.find_subcommand(name).expect("a command");
                let arg = sub.get_arguments().find(|arg| arg.get_id() == option).expect("an option");
                let help = arg.get_help().expect("help").to_string();
                for word in words {
                    assert!(help.contains(word.as_str()), "`{word}` of `{name} --{option}`: {help}");
                }
            }
        }
    }

    #[test]
    fn a_sentence_is_found_by_what_stands_around_its_holes() {
        assert_eq!(
            line_said("error: unexpected argument '--naam' found"),
            "fout: '--naam' is geen bekende optie of past hier niet"
        );
        assert_eq!(line_said("geheel iets anders"), "geheel iets anders");
    }

    #[test]
    fn the_language_is_seen_before_the_line_is_understood() {
        let line = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(named(&line("eenvorm fill --lang nl --wat")), Some(Lang::Nl));
        assert_eq!(named(&line("eenvorm --lang=en --help")), Some(Lang::En));
        assert_eq!(named(&line("eenvorm report -- --lang nl")), None);
        assert_eq!(named(&line("eenvorm report --lang fr")), None);
    }
}
