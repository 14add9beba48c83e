"""Templates are laid out for those who read them; a page is sent without it."""

from __future__ import annotations

import jinja2
import pytest

from generator.rendering.environment import environment


@pytest.mark.parametrize(
    ("laid_out", "sent"),
    [
        ("<ul>\n  <li>un</li>\n</ul>", "<ul>\n<li>un</li>\n</ul>"),
        ("<p>un mot,\n  puis un autre</p>", "<p>un mot, puis un autre</p>"),
        ('<a class="x"\n   href="y">', '<a class="x" href="y">'),
        ("<b>un</b>{# #}\n  <b>deux</b>", "<b>un</b><b>deux</b>"),
        ("<p>\n  {%- if true %}\n    oui\n  {%- endif %}\n</p>", "<p>oui</p>"),
        ("<p>un\n  {{- 'deux' }}</p>", "<p>undeux</p>"),
        ("<p>un {# #}\n  {{ 'deux' }}</p>", "<p>un deux</p>"),
        ("{{ 'un '\n   'deux' }}", "un deux"),
        ("{{ '  espaces\ngardés' }}", "  espaces\ngardés"),
        ("  {% set x = 1 %}\n  {{ x }}", "1"),
    ],
)
def test_the_layout_of_a_template_is_not_sent(laid_out: str, sent: str) -> None:
    assert environment().from_string(laid_out).render() == sent


def test_an_error_tells_the_line_as_it_is_written() -> None:
    cut = "<p>un mot\n  puis un autre\n  puis un troisième</p>\n\n{{ absent }}"
    with pytest.raises(jinja2.UndefinedError) as caught:
        environment().from_string(cut).render()
    lines = [entry.lineno for entry in caught.traceback if str(entry.path) == "<template>"]
    assert lines[-1] + 1 == 5
