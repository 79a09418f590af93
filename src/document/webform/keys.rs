//! Reads json values and notices keys that stand twice in one object, of which only the last is kept.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Keys of which it is said that they stand twice; one is enough to know that the file is not in order.
const SAID: usize = 10;

/// The values of a text, one after another, and the keys that stood twice.
pub fn values(text: &str) -> serde_json::Result<(Vec<Value>, Vec<String>)> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let (mut values, mut twice) = (Vec::new(), Vec::new());
    while reader.end().is_err() {
        values.push(Watch { twice: &mut twice }.deserialize(&mut reader)?);
    }
    Ok((values, twice))
}

struct Watch<'w> {
    twice: &'w mut Vec<String>,
}

impl<'de> DeserializeSeed<'de> for Watch<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Watch<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a json value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Watch { twice: &mut *self.twice })? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            let value = members.next_value_seed(Watch { twice: &mut *self.twice })?;
            if map.insert(key.clone(), value).is_some() && self.twice.len() < SAID && !self.twice.contains(&key) {
                self.twice.push(key);
            }
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_stands_twice_is_noticed() {
        let (read, twice) = values(r#"{"a": 1, "b": [{"c": 1.5, "c": -2}], "a": "x"} [null, true]"#).expect("json");
        assert_eq!(
            read.iter().map(Value::to_string).collect::<Vec<_>>(),
            [r#"{"a":"x","b":[{"c":-2}]}"#, "[null,true]"]
        );
        assert_eq!(twice, ["c", "a"]);
        assert!(values("{").is_err() && values("1 x").is_err());
    }
}
