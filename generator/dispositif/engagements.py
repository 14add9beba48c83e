"""What an acteur does in the dispositif: the instances it runs, what it commits to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.models.instance import Instance

TYPES = ("instance", "consortium", "comite")


def instances_in_order(corpus: Corpus) -> tuple[tuple[str, Instance], ...]:
    """Return the instances by half, then kind, then name: the order of every list of them."""
    return tuple(
        sorted(corpus.instances.items(), key=lambda pair: (pair[1].volet, TYPES.index(pair[1].type), pair[1].nom))
    )


def run_by(corpus: Corpus, acteur: str) -> tuple[tuple[str, Instance], ...]:
    """Return the instances that an acteur runs."""
    return tuple((key, instance) for key, instance in instances_in_order(corpus) if instance.animateur == acteur)


def instance_of(corpus: Corpus, service: str) -> tuple[str, Instance] | None:
    """Return the instance that a service is the fiche of, None for nearly all of them."""
    return next((pair for pair in corpus.instances.items() if pair[1].service == service), None)


def commitments(corpus: Corpus, acteur: str) -> Iterator[tuple[str, str, str]]:
    """Yield (address, name, what it commits to) for each instance, then each besoin, where an acteur is engaged."""
    for key, instance in instances_in_order(corpus):
        for engagement in instance.engagements:
            if engagement.acteur == acteur:
                yield f"instances/{key}/", instance.nom, engagement.texte
    for key, besoin in corpus.besoins.items():
        for engagement in besoin.engagements:
            if engagement.acteur == acteur:
                yield f"besoins/{key}/", besoin.libelle, engagement.texte
