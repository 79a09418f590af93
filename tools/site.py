#!/usr/bin/env python3
"""Makes a small site of docs/, Dutch first: plain html beside the pictures, without a script or anything from elsewhere.

python3 tools/site.py [FOLDER]            in the checkout; FOLDER is target/site unless another is named
python3 tools/site.py --page FROM TO      one page of Markdown as html, such as the start pages of a release
python3 tools/site.py --markdown FOLDER   the pages as they are; a link to what is not beside FOLDER is told as text

It needs nothing but Python.
"""
import html, pathlib, re, shutil, sys

OUT = pathlib.Path(sys.argv[1] if len(sys.argv) == 2 else "target/site")
DUTCH = ["nl/aan-de-slag.md", "nl/vul-een-keer-in.md", "nl/nieuw-formulier.md", "nl/vergelijken.md"]
STYLE = """body{font:17px/1.55 system-ui,sans-serif;margin:0;color:#1d2733;background:#fff}main,nav{max-width:46rem;margin:0 auto;padding:1rem}
nav{font-size:15px;border-bottom:1px solid #d8dde3}nav a{margin-right:1rem}a{color:#0b5563}img{max-width:100%;border:1px solid #d8dde3}
pre{background:#f4f6f8;padding:.8rem;overflow-x:auto}code{font-size:.92em}table{border-collapse:collapse;display:block;overflow-x:auto}
td,th{border:1px solid #d8dde3;padding:.3rem .6rem;text-align:left;vertical-align:top}blockquote{border-left:4px solid #0b5563;margin:0;padding:0 1rem}"""


def inline(text):
    held = []

    def hold(match):
        held.append(f"<code>{html.escape(match[1])}</code>")
        return f"\0{len(held) - 1}\0"

    text = html.escape(re.sub(r"`([^`]+)`", hold, text), quote=False)
    text = re.sub(r"!\[([^\]]*)\]\(([^)]+)\)", lambda m: f'<img alt="{html.escape(m[1])}" src="{m[2]}">', text)
    text = re.sub(r"\[([^\]]+)\]\(([^)]+)\)", lambda m: anchored(m[1], m[2]), text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])", r"<em>\1</em>", text)
    return re.sub("\0(\\d+)\0", lambda m: held[int(m[1])], text)


def anchored(words, to):
    """A link; what lies outside docs/ is in the checkout and not on the site, so its place is told instead."""
    outside = re.match(r"(?:\.\./)+(?!index)(.*)", to)
    if outside and not (pathlib.Path("docs") / outside[1].partition("#")[0]).exists():
        return f"{words} (<code>{html.escape(outside[1])}</code>)"
    return f'<a href="{link(to)}">{words}</a>'


def link(to):
    if "://" in to or to.startswith("#"):
        return to
    page, _, at = to.partition("#")
    return re.sub(r"\.md$", ".html", page) + (f"#{at}" if at else "")


def anchor(text):
    return re.sub(r"[^\w-]", "", re.sub(r"\s", "-", re.sub(r"[`*]", "", text).lower()))


def cells(line):
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def body(text):
    lines, out, at = text.splitlines(), [], 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("```"):
            end = next((n for n in range(at + 1, len(lines)) if lines[n].startswith("```")), len(lines))
            out.append("<pre><code>" + html.escape("\n".join(lines[at + 1:end])) + "</code></pre>")
            at = end + 1
        elif match := re.match(r"(#+) (.*)", line):
            out.append(f'<h{len(match[1])} id="{anchor(match[2])}">{inline(match[2])}</h{len(match[1])}>')
            at += 1
        elif line.startswith("|"):
            rows = []
            while at < len(lines) and lines[at].startswith("|"):
                rows.append(cells(lines[at]))
                at += 1
            head, rest = rows[0], rows[2:]
            row = lambda tag, row: "<tr>" + "".join(f"<{tag}>{inline(cell)}</{tag}>" for cell in row) + "</tr>"
            out.append("<table>" + row("th", head) + "".join(row("td", cells) for cells in rest) + "</table>")
        elif line.startswith(">"):
            end = next((n for n in range(at, len(lines)) if not lines[n].startswith(">")), len(lines))
            out.append("<blockquote>" + body("\n".join(l[1:].removeprefix(" ") for l in lines[at:end])) + "</blockquote>")
            at = end
        elif match := re.match(r"(- |\d+\. )", line):
            tag = "ul" if match[1] == "- " else "ol"
            items = []
            while at < len(lines) and (re.match(r"(- |\d+\. )", lines[at]) or lines[at].startswith("  ")):
                if lines[at].startswith("  "):
                    items[-1] += " " + lines[at].strip()
                else:
                    items.append(re.sub(r"^(- |\d+\. )", "", lines[at]))
                at += 1
            out.append(f"<{tag}>" + "".join(f"<li>{inline(item)}</li>" for item in items) + f"</{tag}>")
        elif not line.strip():
            at += 1
        else:
            end = next((n for n in range(at + 1, len(lines)) if not lines[n].strip() or re.match(r"(```|#|\||>|- |\d+\. )", lines[n])), len(lines))
            out.append(f"<p>{inline(' '.join(lines[at:end]))}</p>")
            at = end
    return "\n".join(out)


def title(path):
    return next((line[2:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# ")), path.stem)


def html_of(words, lang, content, nav=""):
    return (f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f'<title>{html.escape(words)}</title><style>{STYLE}</style></head>\n<body>{nav}<main>\n{content}\n</main></body></html>\n')


def target(name):
    return pathlib.Path(name).with_suffix(".html").as_posix()


if len(sys.argv) == 4 and sys.argv[1] == "--page":
    path = pathlib.Path(sys.argv[2])
    lang = "nl" if path.stem == "BEGIN-HIER" else "en"
    pathlib.Path(sys.argv[3]).write_text(html_of(title(path), lang, body(path.read_text(encoding="utf-8"))), encoding="utf-8")
    sys.exit()

docs = pathlib.Path("docs")
if len(sys.argv) == 3 and sys.argv[1] == "--markdown":
    folder = pathlib.Path(sys.argv[2])
    pages = [path.relative_to(docs) for path in docs.rglob("*.md")]
    for page in pages:
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(docs / page, folder / page)
    for page in pages:
        def told(match):
            to = match[2].partition("#")[0]
            if not to or "://" in to or (folder / page.parent / to).exists():
                return match[0]
            place = re.sub(r"^(\.\./)+", "", match[2])
            return match[1] if match[1].strip("`") == place else f"{match[1]} (`{place}`)"

        text = re.sub(r"(?<!!)\[([^\]]+)\]\(([^)]+)\)", told, (docs / page).read_text(encoding="utf-8"))
        (folder / page).write_text(text, encoding="utf-8", newline="\n")
    sys.exit()

english = sorted(path.relative_to(docs).as_posix() for path in docs.glob("*.md"))
if OUT.exists():
    shutil.rmtree(OUT)
for name in DUTCH + english:
    path, up = docs / name, "../" if "/" in name else ""
    page = OUT / target(name)
    page.parent.mkdir(parents=True, exist_ok=True)
    nav = "".join(f'<a href="{up}{target(other)}">{html.escape(title(docs / other))}</a>' for other in DUTCH)
    lang = "nl" if name.startswith("nl/") else "en"
    text = body(path.read_text(encoding="utf-8"))
    page.write_text(html_of(f"{title(path)} - eenvorm", lang, text, f'<nav>{nav}<a href="{up}index.html">English</a></nav>'), encoding="utf-8")
for picture in docs.rglob("*.png"):
    shutil.copy(picture, OUT / picture.relative_to(docs))

# The Dutch lines at the head of the README; its links lead into docs/, which is the site.
readme = pathlib.Path("README.md").read_text(encoding="utf-8")
lines = [line[1:].removeprefix(" ") for line in readme.splitlines() if line.startswith(">")]
what = body("\n".join(lines).replace("](docs/", "]("))
first, rest = ("".join(f'<li><a href="{target(n)}">{html.escape(title(docs / n))}</a></li>' for n in names) for names in (DUTCH, english))
content = f'<h1>eenvorm</h1>{what}<ul>{first}</ul><h2 lang="en">In English</h2><ul lang="en">{rest}</ul>'
(OUT / "index.html").write_text(html_of("eenvorm", "nl", content), encoding="utf-8")

missing = [f"{page}: {to}" for page in OUT.rglob("*.html") for to in re.findall(r'(?:href|src)="(?!https?:)([^"#]+)', page.read_text(encoding="utf-8"))
           if not (page.parent / to).exists()]
print(f"{len(DUTCH) + len(english)} pages in {OUT}" + ("".join(f"\n  leads nowhere: {m}" for m in missing)))
