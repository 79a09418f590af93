//! What holds for every value in every notation: print and parse, canonical JSON and back.
