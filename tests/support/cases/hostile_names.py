"""Names that mean something to what an answer passes through on its way to a reader."""

from __future__ import annotations

# Each is a name by the rules of case files, and may stand wherever one may. The first have of all
# that follows something, as far as 64 characters go.
HOSTILE_NAMES = {
    "all programs": '"). :- x. \\"). x("\'), halt. ~w {P} {0.__class__} %(x)s $x',
    "all documents": '<img src=x>&amp; ]]><!-- "]; x \\N \\L [red]x[/red] \\u202e: *a]',
    "all characters": "\u202e王\u2067某\u2028x\ufeff\u200b\u061cדוד\u0334\u200d🦊\U000e0041\uffff",
    "clingo": '"). :- x. #script (python) import os #end.',
    "an end of a string": '\\"). x("\\',
    "Prolog": "'), halt. % ~w ~n X = f('",
    "slots": "{Person} {P} {text} {0.__class__} %(x)s %p $x",
    "HTML": "<img src=x onerror=alert(1)></title><script>alert(1)</script>",
    "attributes": "\" onload='alert(1)' x=\"&amp; &#60;b&#62; &#x3c",
    "XML": "]]><![CDATA[ --><!-- <?x ?> <!DOCTYPE x>",
    "a link": "javascript:alert(1)",
    "DOT": '"]; evil [label="\\N \\G \\L \\E \\T \\H \\l\\\\',
    "labels of DOT": "</FONT>><<TABLE><TR><TD>x</TD></TR></TABLE>",
    "markup of a terminal": "[red]x[/red] [link=javascript:x]y[/link] [/] :x: \\x1b[31m",
    "JSON and YAML": '\\u202e", "x": ["\\ !!python/object:os [&a *a]',
    "a pointer and a pair": "/a~1b~0c/#/../..=x=true=false",
    "an override of direction": "\u202e王某\u202dx\u202c\u202c",
    "an isolate without end": "\u2067王某",
    "ends of isolates": "王某\u2069\u2069",
    "marks of direction": "\u200f王\u200e某\u061c",
    "what is written from the right": "דוד 123 (בן)",
    "breaks of lines": "王\u2028某\u2029x",
    "nothing to see": "\ufeff王\u200b某\u2060\u00ad",
    "joiners between letters": "王\u200d某\u200c",
    "tags": "王某\U000e0041\U000e007f",
    "no characters": "王\ufffe某\uffff\ufdd0\U0010ffff",
    "a pile of marks": "a" + "\u0334" * 63,
    "64 emoji": "🦊" * 64,
    "emoji that join": "👩\u200d" * 31 + "👩\U0001f3fd",
    "64 wide letters": "W" * 64,
}
