"""The rules across files. One rule is one generator; its docstring is the rule.

They run only when every file's own shape is right, touch
no disk and no clock, and yield problems; only the command line prints.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from generator.corpus.corpus import Corpus
from generator.corpus.pausing import without_collection
from generator.problems import Problem, sorted_problems
from generator.rules.actions import check_actions, check_relais
from generator.rules.adresses import check_lookalikes, check_short_links, hosts_read
from generator.rules.apparence import check_colours
from generator.rules.autodiagnostic import check_help, check_named_help, check_points
from generator.rules.besoins import (
    check_besoin_appels,
    check_besoin_choice,
    check_besoin_dates,
    check_besoin_deciders,
    check_besoin_ends,
    check_besoin_links,
    check_besoin_phrases,
    check_besoin_steps,
    check_besoin_studies,
    check_besoin_suites,
)
from generator.rules.collectifs import check_collectif_dates, check_kept, check_notes, check_sessions
from generator.rules.commun import check_complements, check_copies, check_edition, check_local_names
from generator.rules.communes import (
    check_communes,
    check_contours,
    check_coverage,
    check_doubts,
    check_drawn_places,
    check_mairies,
    check_postal_codes,
    check_rivieres,
    check_zones,
)
from generator.rules.diagnostic import check_filling, check_still_holes, check_trous
from generator.rules.freshness import check_dates, check_deadlines, check_freshness, check_known_hours, check_sent
from generator.rules.glossaire import check_acronyms, check_glossary
from generator.rules.guide import (
    check_chapter_length,
    check_guide_links,
    check_guide_names,
    check_guide_sections,
    check_inserts,
    check_unused_outils,
)
from generator.rules.indicateurs import check_call, check_codes, check_halves, check_measure_dates, check_terms
from generator.rules.instances import (
    check_announced,
    check_colleges,
    check_decisions,
    check_meeting_dates,
    check_meeting_order,
    check_participants,
    check_presents,
    check_satisfaction,
    check_told,
)
from generator.rules.papier import check_cards, check_printed_codes
from generator.rules.paroles import check_called, check_promises
from generator.rules.privacy import (
    check_free_text,
    check_mailboxes,
    check_mobiles,
    check_names_of_people,
    check_people,
    check_security_numbers,
)
from generator.rules.references import (
    check_crowded,
    check_examples,
    check_files,
    check_former_ids,
    check_keywords,
    check_names,
    check_orphans,
    check_references,
    check_renamed,
    check_repeated_steps,
    check_unused_terms,
    check_words,
)
from generator.rules.style import check_jargon, check_questions, check_repetition, check_sentences
from generator.rules.territoire import (
    check_address,
    check_coordination,
    check_declaration,
    check_depot,
    check_editor,
    check_welcome,
)
from generator.rules.texts import check_markdown, check_pasted, files_read
from generator.rules.voisins import check_copies_of_sites

Rule = Callable[[Corpus, datetime.date], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    check_references,
    check_renamed,
    check_words,
    check_keywords,
    check_crowded,
    check_repeated_steps,
    check_unused_terms,
    check_orphans,
    check_former_ids,
    check_names,
    check_files,
    check_examples,
    check_complements,
    check_edition,
    check_local_names,
    check_copies,
    check_cards,
    check_printed_codes,
    check_communes,
    check_contours,
    check_drawn_places,
    check_rivieres,
    check_mairies,
    check_relais,
    check_actions,
    check_zones,
    check_doubts,
    check_postal_codes,
    check_coverage,
    check_dates,
    check_deadlines,
    check_known_hours,
    check_freshness,
    check_sent,
    check_people,
    check_mailboxes,
    check_free_text,
    check_names_of_people,
    check_mobiles,
    check_security_numbers,
    check_markdown,
    check_pasted,
    check_short_links,
    check_lookalikes,
    check_coordination,
    check_welcome,
    check_address,
    check_depot,
    check_editor,
    check_declaration,
    check_colours,
    check_jargon,
    check_repetition,
    check_sentences,
    check_questions,
    check_promises,
    check_called,
    check_acronyms,
    check_glossary,
    check_sessions,
    check_collectif_dates,
    check_kept,
    check_notes,
    check_codes,
    check_halves,
    check_terms,
    check_call,
    check_measure_dates,
    check_besoin_steps,
    check_besoin_dates,
    check_besoin_choice,
    check_besoin_ends,
    check_besoin_phrases,
    check_besoin_appels,
    check_besoin_deciders,
    check_besoin_studies,
    check_besoin_links,
    check_besoin_suites,
    check_colleges,
    check_presents,
    check_participants,
    check_told,
    check_announced,
    check_satisfaction,
    check_meeting_order,
    check_meeting_dates,
    check_decisions,
    check_trous,
    check_filling,
    check_still_holes,
    check_guide_sections,
    check_guide_names,
    check_inserts,
    check_guide_links,
    check_chapter_length,
    check_unused_outils,
    check_points,
    check_help,
    check_named_help,
    check_copies_of_sites,
)


@without_collection
def check_corpus(corpus: Corpus, today: datetime.date) -> tuple[Problem, ...]:
    """Run every rule and return all the problems, sorted."""
    found = sorted_problems(found for rule in RULES for found in rule(corpus, today))
    files_read.cache_clear()  # a third of what the rules leave behind them
    hosts_read.cache_clear()
    return found
