"""For every code a wrong and a right example, as the rules page shows them; the tests try each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """Lines of a record, or names of files, that give a problem, and how to write them instead.

    `kind` is the kind of record that the lines stand in, `""` where any file will do, and None
    where the example is not lines of one record. `⟨U+200B⟩` stands for a character that cannot be
    shown, `⟨0xFC⟩` for a single byte.
    """

    wrong: str
    right: str
    kind: str | None


def _files(wrong: str, right: str) -> Example:
    return Example(wrong, right, None)


def _yaml(wrong: str, right: str) -> Example:
    return Example(wrong, right, "")


_SOURCE = """\
sources:
  gazette:
    title: {title}
    publisher: The Gazette
    url: {url}
    accessed: 2024-05-01
    language: en
    type: news
"""

EXAMPLES: dict[str, Example] = {
    # Files and folders
    "no-data": _files("kb check --root /tmp", "kb check"),
    "unread-file": _files("data/vendors/example-vision.yml", "data/vendors/example-vision.yaml"),
    "not-regular": _files(
        "data/vendors/acme.yaml -> ../drafts/acme.yaml", "data/vendors/acme.yaml, the file itself"
    ),
    "name-collision": _files(
        "data/vendors/acme.yaml and data/organisations/acme.yaml", "data/vendors/acme.yaml alone"
    ),
    # The file as YAML
    "ambiguous-bool": _yaml("name: NO", 'name: "NO"'),
    "ambiguous-number": _yaml("retention_days: 010", "retention_days: 10"),
    "ambiguous-date": _yaml("founded: 2024-1-5", "founded: 2024-01-05"),
    "bad-date": _yaml("founded: 2024-02-30", "founded: 2024-02-29"),
    "empty-value": _yaml("website:", "website: https://www.example.org/"),
    "duplicate-key": _yaml("founded: 2012\nfounded: 2013", "founded: 2012"),
    "merge-key": _yaml("amount:\n  <<: 12", "amount:\n  count: 12"),
    "anchor": _yaml("note: &later see below", 'note: "&later see below"'),
    "alias": _yaml("note: *later*", 'note: "*later*"'),
    "tag": _yaml("note: !important", 'note: "!important"'),
    "directive": _yaml("%YAML 1.1\n---\nfounded: 2012", "founded: 2012"),
    "many-documents": _yaml("founded: 2012\n---\nfounded: 2013", "founded: 2012"),
    "empty-file": _yaml("# to be written", "name: Example Vision"),
    "root-not-mapping": _yaml("- Example Vision", "name: Example Vision"),
    "key-not-text": _yaml("2012: the year of its foundation", "founded: 2012"),
    "too-deep": _yaml("note: " + "[" * 25 + "]" * 25, 'note: "[[[[ and so on"'),
    "too-big": _files("a file of 70,000 bytes", "two records, each with a part of it"),
    "tab": _yaml("name:⟨U+0009⟩Example Vision", "name: Example Vision"),
    "crlf": _yaml("name: Example Vision⟨U+000D⟩", "name: Example Vision"),
    "line-separator": _yaml("name: Example⟨U+2028⟩Vision", "name: Example Vision"),
    "bom": _yaml("⟨U+FEFF⟩name: Example Vision", "name: Example Vision"),
    "not-utf8": _yaml("publisher: S⟨0xFC⟩ddeutsche Zeitung", "publisher: Süddeutsche Zeitung"),
    "control-character": _yaml(r'name: "Example \e[31mVision"', "name: Example Vision"),
    "bidi-control": _yaml("name: Example⟨U+202E⟩ Vision", "name: Example Vision"),
    "invisible-character": _yaml("name: Exam⟨U+200B⟩ple Vision", "name: Example Vision"),
    "no-final-newline": _files("type: news, and the file ends", "type: news, and a line end"),
    "inline-comment": _yaml("name: Unit #8200", 'name: "Unit #8200"'),
    "yaml-syntax": _yaml("title: Police: a trial", 'title: "Police: a trial"'),
    # Keys and values
    "unknown-key": Example("founed: 2012", "founded: 2012", "vendor"),
    "missing-key": Example(
        "names:\n  - name: EV\n    cites: [gazette]",
        "names:\n  - name: EV\n    kind: abbreviation\n    cites: [gazette]",
        "vendor",
    ),
    "not-in-list": Example("mode: Real-time", "mode: real_time", "deployment"),
    "want-text": Example("summary: 1.10", 'summary: "1.10"', "vendor"),
    "want-number": Example('retention_days: "30"', "retention_days: 30", "deployment"),
    "want-date": Example("founded: [2012]", "founded: 2012", "vendor"),
    "want-list": Example("purposes: payment", "purposes: [payment]", "deployment"),
    "want-mapping": Example(
        "place: Exampleville", "place:\n  label: Exampleville\n  cites: [gazette]", "deployment"
    ),
    "bad-format": Example("founded: March 2012", "founded: 2012-03", "vendor"),
    "out-of-range": Example("retention_days: -1", "retention_days: 0", "deployment"),
    "bad-url": Example(
        "website: https://example.org@evil.example/", "website: https://example.org/", "vendor"
    ),
    "mixed-script": Example("name: Ex⟨U+0430⟩mple", "name: Example", "vendor"),
    # One record by itself
    "bad-id": Example("former_ids: [index]", "former_ids: [example-vision-ltd]", "vendor"),
    "id-mismatch": Example("id: another", "id: example", "vendor"),
    "bad-order": Example(
        "founded: 2012\ndissolved: 2011-05", "founded: 2012\ndissolved: 2021-05", "vendor"
    ),
    "unknown-source": Example(
        "cites: {default: [gazette, council, gazete]}",
        "cites: {default: [gazette, council]}",
        "vendor",
    ),
    "uncited-fact": Example(
        "products:\n  - id: seer\n    name: Seer",
        "products:\n  - id: seer\n    name: Seer\n    cites: [gazette]",
        "vendor",
    ),
    "no-source": Example(
        "memberships:\n  - in: gb\n    from: 1973",
        "memberships:\n  - in: gb\n    from: 1973\n"
        + _SOURCE.format(title="Members", url="https://gazette.example.org/members"),
        "jurisdiction",
    ),
    "unused-source": Example(
        "cites: {default: [gazette]}", "cites: {default: [gazette, council]}", "vendor"
    ),
    "repeated-item": Example("purposes: [payment, payment]", "purposes: [payment]", "deployment"),
    "unknown-field": Example("not_applicable: [colour]", "not_applicable: [mode]", "deployment"),
    "present-and-absent": Example(
        "mode: both\nnot_applicable: [mode]", "not_applicable: [mode]", "deployment"
    ),
    "lone-conflict": Example(
        "customers:\n  - {count: 9, of: cities, conflict: cities, cites: [gazette]}",
        "customers:\n  - {count: 9, of: cities, conflict: cities, cites: [gazette]}\n"
        "  - {count: 7, of: cities, conflict: cities, cites: [council]}",
        "vendor",
    ),
    "weak-confirmation": Example(
        "customers:\n  - {count: 9, of: cities, certainty: confirmed, cites: [gazette]}",
        "customers:\n  - {count: 9, of: cities, certainty: confirmed, cites: [council]}",
        "vendor",
    ),
    "half-place": Example(
        "place: {label: Exampleville, latitude: 51.48, cites: [gazette]}",
        "place: {label: Exampleville, latitude: 51.48, longitude: -3.18, cites: [gazette]}",
        "deployment",
    ),
    "unknown-code": Example(
        "valuations:\n  - {date: 2018, amount: {amount: 12, currency: UKP}, cites: [gazette]}",
        "valuations:\n  - {date: 2018, amount: {amount: 12, currency: GBP}, cites: [gazette]}",
        "vendor",
    ),
    "provision-form": Example(
        "provisions:\n  s-1: {citation: s. 1, effect: requires, cites: [gazette]}",
        "provisions:\n  s-1: {citation: s. 1, effect: requires, requires: [{what: warrant}], "
        "cites: [gazette]}",
        "regulation",
    ),
    "web-archive-as-source": Example(
        "cites: {}\n"
        + _SOURCE.format(
            title="Watcher", url="https://web.archive.org/web/2024/https://gazette.example.org/"
        ),
        "cites: {}\n" + _SOURCE.format(title="Watcher", url="https://gazette.example.org/"),
        "vendor",
    ),
    # Records together
    "unknown-reference": Example(
        "operator: exampelville-police", "operator: exampleville-police", "deployment"
    ),
    "wrong-kind": Example(
        "operator: face-recognition", "operator: exampleville-police", "deployment"
    ),
    "source-mismatch": Example(
        "cites: {}\n"
        + _SOURCE.format(title="Departments", url="https://council.example.org/departments"),
        "cites: {}\n" + _SOURCE.format(title="Departments", url="https://gazette.example.org/2"),
        "vendor",
    ),
    "future-date": Example("founded: 2999", "founded: 2012", "vendor"),
    "cycle": Example("broader: [example]", "broader: [biometric-identification]", "technology"),
    "id-reused": Example(
        "former_ids: [example-vision]", "former_ids: [example-vision-ltd]", "vendor"
    ),
    "redirect-loop": Example(
        "withdrawn: {date: 2024-05-01, reason: A double., replaced_by: example}",
        "withdrawn: {date: 2024-05-01, reason: A double., replaced_by: example-vision}",
        "vendor",
    ),
    "one-sided-listing": Example(
        "provisions:\n  s-1: {citation: s. 1, effect: lists, cites: [gazette], "
        "scope: {suppliers: [example-vision]}}",
        "provisions:\n  s-1: {citation: s. 1, effect: prohibits, cites: [gazette]}",
        "regulation",
    ),
    "unreferenced": _files(
        "data/organisations/zoo.yaml, which no record names", "the file taken out, or named"
    ),
    "near-duplicate": Example(
        "name: Example Visions\njurisdiction: gb-exampleville",
        "name: Harbour Optics\njurisdiction: gb-exampleville",
        "vendor",
    ),
    # What was published before
    "deleted-without-tombstone": _files(
        "data/vendors/acme.yaml deleted", "data/vendors/acme.yaml with 'withdrawn' in it"
    ),
    "renamed-without-redirect": _files(
        "data/vendors/acme.yaml renamed to acme-ltd.yaml",
        "data/vendors/acme-ltd.yaml with 'former_ids: [acme]' in it",
    ),
}
