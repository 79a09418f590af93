//! What the model of labels adds to the nearest wordings: how likely a text asks each field, whosever it is.

use foldhash::HashMap;

use super::label_model::{LabelModel, OUTSIDE};
use super::lexicon::Lexicon;

// Chosen by hand and fitted by nothing, unlike the model itself and the curve of `confidence`; `cargo bench --bench suggest`
// says what a change of them does.

/// Fields less likely than this are left out.
const LEAST: f64 = 0.1;
/// How much the nearest wording and the model weigh; both full are more than is needed.
const SHARES: (f64, f64) = (0.6, 0.6);
/// What both together come to at most: only the very words of a field are certain.
const MOST: f64 = 0.93;
/// Beside a field of the same name of another party, a field keeps at least this share of what both have.
const SAME_NAME: f64 = 0.5;

/// How likely each slot is asked, from 0 to 1; [`None`] stands for what is outside the schema.
pub(in crate::suggest) struct Learnt(HashMap<Option<usize>, f64>);

impl Learnt {
    /// Nothing is learnt of a text that only names somebody: `Jobcoach` may be a label, a heading or a column.
    pub(in crate::suggest) fn of(lexicon: &Lexicon, text: &str) -> Self {
        if lexicon.vocabulary.words(text).stems.is_empty() {
            return Self(HashMap::default());
        }
        let model = LabelModel::common();
        let shares = model.classify(text, &lexicon.vocabulary);
        let of_classes = || model.classes.iter().zip(shares.iter().copied().map(f64::from));
        // `Telefoon` is as likely the client's as the employer's, so each alone is unlikely; whose it is the headings say
        let mut of_names: HashMap<&str, (f64, f64)> = HashMap::default();
        for (class, share) in of_classes() {
            let (all, most) = of_names.entry(name(class)).or_default();
            *all += share;
            *most = most.max(share);
        }
        let mut learnt = HashMap::default();
        for (class, share) in of_classes() {
            let (all, most) = of_names[name(class)];
            let likely = all * (SAME_NAME + (1.0 - SAME_NAME) * share / most);
            if likely >= LEAST || class == OUTSIDE {
                learnt.extend(lexicon.of_class(class).into_iter().map(|slot| (slot, likely)));
            }
        }
        Self(learnt)
    }

    /// The wording of each likely slot that is nearest by its letters, by position.
    pub(in crate::suggest) fn nearest(&self, lexicon: &Lexicon, letters: &[f64]) -> Vec<usize> {
        let of_slots = self.0.keys().flatten().map(|slot| &lexicon.of_slot[*slot]);
        of_slots
            .filter_map(|entries| entries.iter().copied().max_by(|a, b| letters[*a].total_cmp(&letters[*b])))
            .collect()
    }

    /// How like a text is to a slot, given how like it is to one wording of it. The square root, as of two likely fields
    /// neither comes near to one.
    pub(in crate::suggest) fn beside(&self, like: f64, slot: Option<usize>) -> f64 {
        let likely = self.0.get(&slot).copied().unwrap_or_default();
        (SHARES.0 * like + SHARES.1 * likely.sqrt()).max(like).min(MOST)
    }
}

/// What a field is called in its group: `client.telefoon` and `werkgever.telefoon` have one name.
fn name(class: &str) -> &str {
    class.split_once('.').map_or(class, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wordings that stand on no list, each nearest to another field by its single words.
    #[test]
    fn a_label_in_words_of_several_wordings_comes_to_its_field() {
        let lexicon = Lexicon::new(std::iter::empty());
        for (text, id) in [
            ("Welke school of opleiding heeft u afgemaakt?", "client.opleiding"),
            ("Hoeveel verdient de medewerker bruto in een maand?", "dienstverband.loon"),
            ("Hoe reist hij heen en weer naar de zaak?", "client.vervoer"),
            ("Op welke rekening mogen wij de subsidie storten?", "werkgever.iban"),
        ] {
            let learnt = Learnt::of(&lexicon, text);
            let best = learnt.0.iter().filter(|(slot, _)| slot.is_some()).max_by(|a, b| a.1.total_cmp(b.1));
            let best = best.and_then(|(slot, _)| slot.map(|slot| lexicon.slots[slot].id.clone()));
            assert_eq!(best.as_deref(), Some(id), "{text}");
        }
    }
}
