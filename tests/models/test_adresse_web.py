"""Web addresses: every legal sign passes, and each cause of a refusal has its own sentence."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.models.base import UrlWeb
from tests.colle import COLLE, beaucoup
from tests.models.lire import read


@pytest.mark.parametrize(
    "url",
    [
        "https://exemple.org/wiki/Chambre_de_l'économie",
        "https://exemple.org/L'aide%20au%20Bafa.pdf",
        "https://exemple.org/wiki/Phare_(homonymie)",
        "https://exemple.org/a;b?c=d!e$f&g=*h+i,j@k",
        "https://exemple.org/?q=1;b=2#/page!x",
        "https://exemple.org/un-titre-coupe-par-le-site...",
        "https://archive.example/web/2020/https://exemple.org/a",
        "https://93.184.216.34/",
    ],
)
def test_a_legal_sign_passes(url: str) -> None:
    assert read(UrlWeb, url) == url


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("www.exemple.org", "avec https:// au début"),
        ("https://exemple.org.", "finit par « . »"),
        ("https://exemple.org/a,", "finit par « , »"),
        ("https://exemple.org/page)", "finit par « ) »"),
        ("https://exemple.org/page »", "espace"),
        ("https://exemple.org/page»", "finit par « » »"),
        ("https://exemple.org/a b", "espace"),
        ("https://exemple.org/page|x", "%7C"),
        ("https://exemple.org/{id}", "« {id} » est à remplacer"),
        ("https://exemple.org/{\n", "« { » est à remplacer"),
        ("mailto:accueil@exemple.org", "courriel"),
        ("accueil@exemple.org", "courriel"),
        ("file:///C:/guide.pdf", "sur un ordinateur"),
        ("C:\\Documents\\guide.pdf", "sur un ordinateur"),
        ("http://https://exemple.org", "écrit deux fois"),
        ("https://https//exemple.org", "écrit deux fois"),
        ("https://a.example https://b.example", "deux adresses"),
        ("https://moi:secret@exemple.org", "mot de passe"),
        ("https://192.168.0.1/", "tout le monde peut ouvrir"),
        ("https://localhost:8000/", "tout le monde peut ouvrir"),
        ("https://", "le nom du site manque"),
    ],
)
def test_each_cause_has_its_sentence(url: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read(UrlWeb, url)
    (detail,) = refused.value.errors()
    assert detail["type"] == "url_web"
    assert said in detail["msg"]


MORCEAUX = st.sampled_from(
    ("https://", "http://", "exemple.org", "www.", "/", "?a=", "&", "#", "%20", ".", ",", ")", "(")
)


@given(st.lists(MORCEAUX | st.text(COLLE, max_size=3), max_size=9).map("".join) | st.text(max_size=20))
@beaucoup
def test_what_is_kept_is_what_was_typed(text: str) -> None:
    """An address is kept sign for sign, and leads to a host that has a name; else one sentence tells one cause."""
    try:
        kept = read(UrlWeb, text)
    except ValidationError as refused:
        (detail,) = refused.errors()
        assert "\n" not in detail["msg"]
        return
    assert kept == text.strip()
    parts = urlsplit(kept)
    assert parts.scheme in ("http", "https") and "." in str(parts.hostname) and "@" not in parts.netloc
    assert not re.search(r"[\s<>\"{}|\\^`]", kept)
    assert kept[-1] not in ",;:!?»”’"
