"""Reads pages with Python's own HTML parser, which shares no code with the writer.

page_reader.py check FILE...          each page is well-formed, accessible in the ways that a program can tell, and inert
page_reader.py outline FILE...        all pages have the elements and attributes of the first
page_reader.py texts FILE TEXTS.json  the page shows each text of a JSON array
"""

import html.parser
import json
import sys

VOID = {"meta", "br", "link", "hr", "col"}
ALLOWED = VOID | set(
    "html head title style body header footer main nav section div span p a strong h1 h2 h3 h4 h5 ul ol li dl dt dd "
    "table caption thead tbody tr th td details summary figure svg g line circle text".split()
)
ATTRIBUTES = set(
    "lang charset name content http-equiv id class href rel scope role tabindex viewbox x y x1 x2 y1 y2 cx cy r "
    "aria-label aria-labelledby aria-hidden".split()
)


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path, self.open, self.elements, self.faults = path, [], [], []
        self.text, self.title, self.styles, self.headings = [], "", 0, []
        with open(path, encoding="utf-8", newline="") as file:
            self.feed(file.read())
        self.close()
        if self.open:
            self.fault("left open: " + " ".join(self.open))

    def fault(self, text):
        self.faults.append(f"{self.path}:{self.getpos()[0]}: {text}")

    def handle_starttag(self, name, attributes):
        self.elements.append((name, attributes, list(self.open)))
        if name not in VOID:
            self.open.append(name)
        if len(name) == 2 and name[0] == "h" and name[1].isdigit():
            self.headings.append(int(name[1]))

    def handle_endtag(self, name):
        if not self.open or self.open.pop() != name:
            self.fault(f"</{name}> closes something else")

    def handle_data(self, data):
        if "style" in self.open:
            self.styles += 1
        elif "head" not in self.open:
            self.text.append(data)
        elif "title" in self.open:
            self.title += data

    def handle_comment(self, data):
        self.fault(f"a comment: {data!r}")

    def handle_pi(self, data):
        self.fault(f"an instruction: {data!r}")

    def unknown_decl(self, data):
        self.fault(f"a declaration: {data!r}")

    def handle_decl(self, declaration):
        if declaration != "doctype html" or self.getpos() != (1, 0):
            self.fault(f"a declaration: {declaration!r}")

    def outline(self):
        return [(name, [key for key, _ in attributes]) for name, attributes, _ in self.elements]


def check(page):
    ids, references, labels = [], [], []
    for name, attributes, inside in page.elements:
        values = dict(attributes)
        if len(values) != len(attributes):
            page.fault(f"<{name}> has an attribute twice")
        if name not in ALLOWED:
            page.fault(f"<{name}> was never meant to be there")
        for key in values:
            if key not in ATTRIBUTES:
                page.fault(f"<{name} {key}> was never meant to be there")
        if "id" in values:
            ids.append(values["id"])
        if "aria-labelledby" in values:
            references.append(values["aria-labelledby"])
        href = values.get("href", "#main")
        if href.startswith("#"):
            references.append(href[1:])
        elif not href.startswith(("https://", "http://")):
            page.fault(f"a link to {href!r}")
        if name == "th" and values.get("scope") not in ("col", "row"):
            page.fault("<th> without scope")
        if values.get("role") == "region" and not values.get("aria-label"):
            page.fault("a region without a label")
        if values.get("tabindex", "0") != "0":
            page.fault("the order of focus is changed")
        labels += [values["aria-label"]] if "aria-label" in values else []
    for reference in references:
        if reference not in ids:
            page.fault(f"nothing has the id {reference!r}")
    if len(set(ids)) != len(ids):
        page.fault("an id stands twice: " + ", ".join(sorted({i for i in ids if ids.count(i) > 1})))
    names = [name for name, _, _ in page.elements]
    for name in ("html", "head", "title", "body", "main", "h1", "header", "footer"):
        if names.count(name) != 1:
            page.fault(f"{names.count(name)} <{name}>")
    if names.count("table") != names.count("caption"):
        page.fault("a table without a caption")
    if dict(page.elements[0][1]).get("lang") != "en-GB":
        page.fault("no language")
    levels = page.headings
    if levels[:1] != [1] or any(after > before + 1 for before, after in zip(levels, levels[1:])):
        page.fault(f"headings skip a level: {levels}")
    if not page.title.strip():
        page.fault("no title")


def main():
    command, files = sys.argv[1], sys.argv[2:]
    faults = []
    if command == "check":
        for page in map(Page, files):
            check(page)
            faults += page.faults
    elif command == "outline":
        first = Page(files[0])
        for page in map(Page, files[1:]):
            faults += page.faults
            pairs = zip(first.outline() + [None], page.outline() + [None])
            different = next(((i, a, b) for i, (a, b) in enumerate(pairs) if a != b), None)
            if different:
                faults.append(f"{page.path}: element {different[0]} is {different[2]}, expected {different[1]}")
    elif command == "texts":
        text = "\n".join(Page(files[0]).text)
        with open(files[1], encoding="utf-8") as file:
            faults = [f"{files[0]} does not show {wanted!r}" for wanted in json.load(file) if wanted not in text]
    print("\n".join(faults[:20]))
    sys.exit(1 if faults else 0)


main()
