"""The corpus seen from the pages: reverse links, order, labels, places. Computed once per build."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from generator.corpus.corpus import Corpus
from generator.corpus.etats import PROPOSABLES, statut_affiche
from generator.corpus.francais import alphabetical, liste_fr, pluriel
from generator.corpus.genres import OFFRE
from generator.corpus.memoire import lots
from generator.corpus.nouvelles import jour_des_donnees, silence, with_sources
from generator.corpus.portes import Porte, portes
from generator.corpus.questions import CORRIGER, form_of
from generator.corpus.signes import Signe, signe_of
from generator.dispositif.besoins import INITIATIVE
from generator.dispositif.couverture import Couverture, compute_couverture
from generator.dispositif.participation import signe_of_instance
from generator.forges.forge import DepotDeCode
from generator.models.fiche import Contact, Zone
from generator.models.guide import Outil
from generator.models.instance import Instance
from generator.models.parcours import Etape
from generator.rendering import forge
from generator.rendering.courrier import form_mail
from generator.rendering.entree import Entree
from generator.rendering.labels import AXES
from generator.rendering.parole import mail_link

R = TypeVar("R")


@dataclass(frozen=True, eq=False)
class Site:
    """What every page needs to know."""

    corpus: Corpus
    today: datetime.date

    @property
    def territoire(self) -> Any:
        return self.corpus.territoire

    @cached_property
    def jour(self) -> datetime.date:
        """The day of the data; the one of the build only where nothing has a source yet."""
        return jour_des_donnees(*(value for _, _, value in with_sources(self.corpus))) or self.today

    def jour_de(self, *values: Any) -> datetime.date:
        """Return the day of the data of a page that shows these values and nothing else."""
        return jour_des_donnees(*values) or self.jour

    @cached_property
    def entrees(self) -> Mapping[str, Mapping[str, Entree]]:
        """kind → (id → entry), sorted by name."""
        entries: dict[str, dict[str, Entree]] = {}
        for kind, fiches in self.corpus.by_kind().items():
            made = [
                Entree(
                    kind,
                    identifiant,
                    fiche,
                    statut := statut_affiche(fiche, self.today),
                    statut in PROPOSABLES,
                    self.corpus.coverage_of(fiche),
                    signe_of(self.corpus, kind, fiche, self.today, frozenset(self.corpus.communes)),
                    silence(fiche, self.today),
                )
                for identifiant, fiche in fiches.items()
            ]
            made.sort(key=lambda entry: (alphabetical(entry.fiche.nom), entry.id))
            # the same objects as the build before, where they are equal: what is made from them compares at a glance
            entries[kind] = {entry.id: entry for entry in lots((Entree, kind), iter, made)}
        return entries

    @cached_property
    def offre(self) -> tuple[Entree, ...]:
        """What a collective can use, kind by kind: services first."""
        return tuple(entry for kind in OFFRE for entry in self.listed(kind))

    def listed(self, kind: str) -> tuple[Entree, ...]:
        """Return the fiches that the lists and the search show: all but those withdrawn here, that keep their page."""
        return tuple(one for one in self.entrees[kind].values() if not self.corpus.is_withdrawn(kind, one.id))

    @cached_property
    def outils(self) -> Mapping[str, Outil]:
        """id → outil of the guide, sorted by title."""
        return dict(sorted(self.corpus.outils.items(), key=lambda pair: (alphabetical(pair[1].titre), pair[0])))

    @cached_property
    def by_axis(self) -> Mapping[str, Mapping[str, tuple[Entree, ...]]]:
        """axis → (term → entries); `tous` puts a fiche under every term of the axis."""
        index: dict[str, dict[str, list[Entree]]] = {
            axis: {term: [] for term in self.corpus.referentiels[axis].termes} for axis in AXES
        }
        for entry in self.offre:
            for axis in AXES:
                for term in self.corpus.terms_of(entry.fiche, axis):
                    index[axis][term].append(entry)
        return {axis: {t: tuple(entries) for t, entries in terms.items()} for axis, terms in index.items()}

    @cached_property
    def by_enjeu(self) -> Mapping[str, tuple[Entree, ...]]:
        """enjeu → what is about it, kind by kind; what is closed helps nobody today."""
        return {
            term: tuple(
                entry
                for entries in self.entrees.values()
                for entry in entries.values()
                if term in entry.fiche.enjeux and (entry.propose or entry.genre == "acteur")
            )
            for term in self.corpus.referentiels["enjeux"].termes
        }

    @cached_property
    def initiatives(self) -> tuple[Entree, ...]:
        """The acteurs that are an initiative of here, by name."""
        return tuple(entry for entry in self.entrees["acteur"].values() if entry.fiche.type == INITIATIVE)

    @cached_property
    def sujets(self) -> list[tuple[str, str, int]]:
        """(name, address, how many) of the subjects of life that have a besoin, a story or a help."""
        besoins = Counter(term for besoin in self.corpus.besoins.values() for term in besoin.enjeux)
        counted = {term: besoins[term] + len(entries) for term, entries in self.by_enjeu.items()}
        return [
            (word.libelle, f"besoins/enjeux/{term}/", counted[term])
            for term, word in self.corpus.referentiels["enjeux"].termes.items()
            if counted[term]
        ]

    @cached_property
    def couverture(self) -> Couverture:
        """The coverage matrix of the day."""
        return compute_couverture(self.corpus, self.today)

    @cached_property
    def by_acteur(self) -> Mapping[str, tuple[Entree, ...]]:
        """acteur → what it offers, carries with others, publishes or finances."""
        index: dict[str, list[Entree]] = defaultdict(list)
        for entry in self.offre:
            porteurs = (porteur.acteur for porteur in getattr(entry.fiche, "porteurs", ()))
            for holder in dict.fromkeys(
                (entry.fiche.acteur_nomme, *porteurs, *getattr(entry.fiche, "co_porteurs", ()))
            ):
                if holder:
                    index[holder].append(entry)
        return {holder: tuple(entries) for holder, entries in index.items()}

    @cached_property
    def _kept(self) -> dict[tuple[Hashable, ...], Any]:
        return {}

    def kept(self, make: Callable[..., R], *about: Hashable) -> R:
        """Return what `make`, a macro or one of our own, makes of this site and of these values alone: asked once."""
        key = (make, *about)
        if key not in self._kept:
            self._kept[key] = make(self, *about)
        return self._kept[key]  # type: ignore[no-any-return]

    def acteur_of(self, entry: Entree) -> Entree | None:
        """Return the acteur that a fiche names, None when it names nobody."""
        return self.entrees["acteur"].get(entry.fiche.acteur_nomme or "")

    def doute(self, entry: Entree) -> frozenset[str]:
        """Return the communes where a fiche is to be verified: neither open nor shown to be closed."""
        return self.corpus.coverage_douteuse(entry.fiche)

    def holders(self, entry: Entree, communes: Iterable[str] = ()) -> list[Entree]:
        """Return the acteurs that answer for a fiche in some communes, everywhere when none is told."""
        return [self.entrees["acteur"][key] for key in self.corpus.holders_of(entry.fiche, frozenset(communes))]

    def label(self, axis: str, term: str) -> str:
        """Return the label of a term (`tous` → « Tout le monde », « Tous les moments »)."""
        if term == "tous":
            return "Tous les moments du projet" if axis == "stades" else "Tout le monde"
        return self.corpus.referentiels[axis].termes[term].libelle

    def labels(self, axis: str, terms: Iterable[str]) -> list[str]:
        return [self.label(axis, term) for term in terms]

    def place_names(self, codes: Iterable[str]) -> list[str]:
        """Return the names of communes of the territory, in alphabetical order."""
        return sorted((self.corpus.communes[code].nom for code in codes), key=alphabetical)

    @cached_property
    def departements(self) -> Mapping[str, tuple[str, tuple[Any, ...]]]:
        """département code → (name, its communes of the territory by name)."""
        groups: dict[str, list[Any]] = defaultdict(list)
        for commune in self.corpus.communes.values():
            groups[commune.departement].append(commune)
        return {
            code: (
                self.corpus.officiel.departements[code][0],
                tuple(sorted(groups[code], key=lambda commune: alphabetical(commune.nom))),
            )
            for code in sorted(groups)
        }

    def where_open(self, zone: Zone) -> str:
        """Say where it is open, in words, from the territory's point of view."""
        return self.kept(Site.places_in_words, self.corpus.coverage(zone))

    def places_in_words(self, covered: frozenset[str]) -> str:
        """Say which communes of the territory, as short as possible."""
        count, total = len(covered), len(self.corpus.communes)
        if count == total:
            return f"Dans les {total} communes"
        if not count:
            return "Dans aucune commune d'ici"
        whole = [
            name
            for name, communes in self.departements.values()
            if {commune.code_insee for commune in communes} <= covered
        ]
        inside = sum(len(c) for n, c in self.departements.values() if n in whole)
        if inside == count:
            return f"{liste_fr(whole)} : {pluriel(count, 'commune')} sur {total}"
        if count <= 3:
            return ", ".join(self.place_names(covered))
        return f"{count} communes sur {total}"

    def contacts_of(self, entry: Entree) -> tuple[Contact, ...]:
        """Return the fiche's contacts, else its acteur's."""
        return self.corpus.contacts_of(entry.fiche)

    def signe_of(self, instance: Instance) -> Signe | None:
        """Return the sign of an instance today; None: it is over."""
        return signe_of_instance(instance, self.today)

    @cached_property
    def accueil(self) -> Entree:
        """The service where a person always answers."""
        return self.entrees["service"][self.corpus.territoire.accueil]

    def aides_of(self, etape: Etape) -> list[tuple[str, str]]:
        """Return (title, address) of our own help that an étape names: outils, chapters, autodiagnostic,
        instances, acteurs."""
        found = [(self.corpus.outils[key].titre, f"guide/outils/{key}/") for key in etape.outils]
        found += [(self.corpus.chapitres[key].titre, f"guide/{key}/") for key in etape.chapitres]
        if etape.autodiagnostic and self.corpus.autodiagnostic:
            found.append(("Où en est votre collectif ?", "autodiagnostic/"))
        found += [(self.corpus.instances[key].nom, self._instance_url(key)) for key in etape.instances]
        return found + [(self.entrees["acteur"][key].fiche.nom, f"acteurs/{key}/") for key in etape.acteurs]

    def _instance_url(self, key: str) -> str:
        """Return where to read how to join: the consortium has its own page."""
        return "consortium/" if self.corpus.instances[key].type == "consortium" else f"instances/{key}/"

    @cached_property
    def boite(self) -> str:
        """The mailbox that reads what people say of the site: the publisher's, else the welcome's, else a relais's."""
        doors = portes(self.corpus, frozenset(self.corpus.communes))
        return self.territoire.editeur.courriel or next((door.courriel for door in doors if door.courriel), "")

    @cached_property
    def need_mail(self) -> str:
        """A mail to tell a besoin, the questions in it; '' when nobody's mailbox is known."""
        return mail_link(self.boite)

    @cached_property
    def numero(self) -> Porte | None:
        """Whom to call about a printed page: the welcome, else a relais of the whole territory; None: no number."""
        doors = portes(self.corpus, frozenset(self.corpus.communes))
        return next((door for door in doors if door.telephone), None)

    @property
    def need_form(self) -> str:
        """The form of the forge to tell a besoin; '' when no repository is known."""
        return next((address for _, address in forge.forms_links(self.corpus.territoire)), "")

    def report_link(self, what: str, page: str = "", depot: DepotDeCode | None = None) -> str:
        """Return where to tell that a page is wrong; `page` is its path from the site's root."""
        if page and not (depot or self.territoire.site.depot):
            return self.form_mail(CORRIGER, page, f"Erreur : {what}")
        return forge.report_link(self.corpus.territoire, what, page, self.boite, depot)

    def form_mail(self, nom: str, page: str = "", sujet: str = "") -> str:
        """Return a mail with the questions of a form, about a page or not; '' when nobody's mailbox is known."""
        told = {"fiche": f"{self.territoire.site.url}{page}"} if page else None
        return form_mail(self.boite, form_of(nom), self.territoire, sujet, told)

    def edit_link(self, genre: str, identifiant: str) -> str:
        """Return where to change the file of a fiche; '' when no repository is known."""
        return forge.edit_link(self.corpus, genre, identifiant)


@lru_cache(maxsize=1)
def site_of(corpus: Corpus, today: datetime.date) -> Site:
    """Return the site of a corpus; the same one, and what it has computed, for the checks and for the pages."""
    return Site(corpus, today)
