"""The Jinja2 environment: autoescape on, an undefined name is an error. Only importer of jinja2."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Callable, Mapping, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import jinja2
import markupsafe
from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.nodes import Expr
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator.corpus.communes import in_two
from generator.corpus.francais import date_fr, date_partielle_fr, horaires_fr, nombre_fr, of_name, pluriel
from generator.markdown.fiche import render_markdown
from generator.models.telephone import prix_appel, telephone_lu
from generator.problems.faults import Fault, reason
from generator.rendering.page import BASE, CODE, CODE_QR
from generator.theme import TEMPLATES

_LAYOUT = re.compile(
    r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})"  # Jinja's own: kept
    r"|(?<=[^\s>}])\n[ \t]*(?=[^\s<{])"  # a line cut between two words
    r"|^[ \t]+",  # indentation
    re.DOTALL | re.MULTILINE,
)


class _Layout(Extension):
    """Templates are laid out to be read, pages sent without it: no indentation, one space for a line cut between words.

    A tag cut between two attributes is whole again too: pages are looked at tag by tag (publishing/looking.py).
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source of a template without its layout; its lines keep their numbers, which errors tell."""
        return _LAYOUT.sub(lambda found: found[1] or (" {#\n#}" if "\n" in found[0] else ""), source)


_OPTIONS: dict[str, Any] = {
    "optimized": False,  # folding the few constants costs more than computing them
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": [_Layout],
}
_SHOWN = "environment.shown("
"""How the code of a template shows a value."""
_MADE_WITH = f"{jinja2.__version__}-{crc32(repr((_OPTIONS, _LAYOUT.pattern, _SHOWN)).encode()):08x}"
_COMPILED = Path(__file__).parent / "__pycache__" / _MADE_WITH
"""Compiled templates, beside Python's own modules; made again for another Jinja or another option."""


class _Compiled(FileSystemBytecodeCache):
    """Templates compiled once and kept, as Python keeps its modules: where it may write, or not at all."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find one template, if it was kept."""
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one template, unless Python was asked to keep nothing or the folder refuses."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                Path(self.directory).mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def telephone_fr(number: str) -> str:
    """Return a number the way French people read it, `02 99 70 34 34`, and what the call costs when it is unusual."""
    prix = prix_appel(number)
    return f"{telephone_lu(number)} ({prix})" if prix else telephone_lu(number)


def lien(url: str) -> str:
    """Return an internal link that pouring makes relative to its page."""
    return f"{BASE}/{url}"


def lieu(nom: str) -> Markup:
    """Return the name of a place that is cut at one place at most: « Saint-Martin- », « du-Port »."""
    if not {" ", "-"} & set(nom):
        return escape(nom)
    first, *rest = in_two(nom)
    between = " " if rest and nom[len(first)] == " " else ""
    kept = Markup('<span class="lieu">{}</span>')
    return escape(between).join(kept.format(part) for part in (first, *rest))


def markdown(text: str) -> Markup:
    """Render a checked Markdown text; the result is sanitised, hence marked safe."""
    return Markup(render_markdown(text))  # noqa: S704


_TO_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_ECRITS = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def json_in_html(value: Any) -> str:
    """Return JSON that cannot close a script element nor hold a line separator."""
    text = _TO_JSON(value)
    for sign, written in _ECRITS.items():
        text = text.replace(sign, written)
    return text


_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""What `escape` asks of a text, as a text: a `Markup`, that a page only joins, takes three times as long."""


def _shown(value: Any) -> str:
    """Return what a template shows: a text escaped, HTML as it is."""
    kind = type(value)
    return value if kind is Markup else _escaped(value) if kind is str else escape(value)


class _CodeOfTemplates(CodeGenerator):
    """Ours shows each value by `_shown`."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(_SHOWN)


class _Context(Context):
    """Ours calls what a template names as it is: nothing that we give them asks for the context, the environment."""

    def call(
        self, what: Callable[..., Any], *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **kwargs: Any
    ) -> Any:
        """Return what a macro or a function gives; Jinja's looks each time for what it asks for."""
        return what(*args, **kwargs)


class _Environment(Environment):
    """Ours gives each template plain globals: Jinja's are a chain of two tables, slow to go through at each page.

    It reads a template once: Jinja's looks each time whether it changed.
    """

    context_class = _Context
    code_generator_class = _CodeOfTemplates
    shown = staticmethod(_shown)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._read: dict[Any, Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what every template knows; ours is whole before a template is asked."""
        return {**self.globals, **(d or {})}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        """Return a template; none of ours is given globals of its own."""
        if name not in self._read:
            self._read[name] = super().get_template(name, parent, globals)
        return self._read[name]


@cache
def environment() -> Environment:
    """Return the one environment, with its few filters."""
    env = _Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=_Compiled(str(_COMPILED)),
        **_OPTIONS,
    )
    env.filters.update(
        date_fr=date_fr,
        date_partielle_fr=date_partielle_fr,
        horaires_fr=horaires_fr,
        lieu=lieu,
        telephone_fr=telephone_fr,
        nombre_fr=nombre_fr,
        markdown=markdown,
        pluriel=pluriel,
        de=of_name,
    )
    env.globals.update(lien=lien, code=CODE, code_qr=Markup(CODE_QR))  # noqa: S704 - a mark
    return env


@cache
def sources() -> Mapping[str, tuple[str, str]]:
    """Return name → (text, file) of every template: what a page is made from, besides its values.

    Raises Fault when one cannot be read.
    """
    try:
        return {path.name: (path.read_text("utf-8"), str(path)) for path in sorted(TEMPLATES.glob("*.html"))}
    except OSError as error:
        raise Fault(f"{error.filename} : {reason(error)}. C'est un gabarit du thème.") from error


def _source(name: str) -> tuple[str, str, None] | None:
    return (*sources()[name], None) if name in sources() else None


def renew() -> None:
    """Read the templates again; with the same texts, what was compiled is kept."""
    before = sources()
    sources.cache_clear()
    if sources() != before:
        environment.cache_clear()


def render(template: str, **values: Any) -> str:
    """Render one template of `templates/` with its values; Fault when it, or one that it imports, cannot be read."""
    try:
        return environment().get_template(template).render(values)
    except jinja2.TemplateSyntaxError as error:
        raise Fault(f"{error.name}:{error.lineno} : ce gabarit ne se lit pas ({error.message}).") from error
