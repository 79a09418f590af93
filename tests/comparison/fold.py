"""Words as they compare: without case, accents and punctuation; labels without question numbers and asides too."""
import re
import unicodedata

ASIDES = {"verplicht", "verplichtveld", "nietverplicht", "optioneel", "facultatief", "indienvantoepassing",
          "invantoepassing", "ivt", "indienbekend", "indienaanwezig", "nvtindiennvt", "vultuin"}


def fold(text):
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c for c in plain.lower() if c.isalnum())


def fold_label(text):
    """A label without its question number and its asides."""
    text = text.strip()
    number = re.match(r"\(?(?:[Vv]raag\s*(?=\d))?(?:\d[\d.]*(?:(?:[a-df-z](?=\W|$)[).:]*)|[):])?|[A-Za-z][.)](?=\s))\s*(.*)",
                      text, re.S)
    if number and number[1]:
        rest = number[1]
        marked = re.match(r"\(?(?:[Vv]raag\s*)?(?:\d+\.[\d.]*|\d[\d.]*[a-df-z]?[):]|\d[\d.]*[a-df-z]\W|[A-Za-z][.)]\s)", text)
        apart = text[: len(text) - len(rest)][-1:].isspace()
        if (marked and (apart or rest[0].isupper() or not text[0].isdigit())) or (apart and rest[0].isupper()):
            text = rest
    while True:
        text = text.rstrip().rstrip(":*.").rstrip()
        aside = re.match(r"(.+)\(([^()]*)\)$", text, re.S)
        if not aside or fold(aside[2]) not in ASIDES:
            return fold(text)
        text = aside[1]
