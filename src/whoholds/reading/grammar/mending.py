"""Repairs of French trees where the parser is known to go wrong around names.

The parser attaches a bare name behind a verb as an adjunct ("ont pris Nyala") and the names after it to the verb
instead of to the first name, hangs a predicate on the negation before it ("n'est plus aux mains de") and takes the
infinitive of an opening clause for the main verb ("Après avoir pris Sake, le M23 avance"). Each repair moves one arc.
"""

from __future__ import annotations

from whoholds.reading.grammar import mended_clauses, mended_names, mended_subjects, mended_words
from whoholds.reading.parse import Parsed


def mend(parsed: Parsed) -> None:
    """Repair the tree of a French block in place; a second call changes nothing."""
    if parsed.cache.get("mended"):
        return
    parsed.cache["mended"] = True
    doc = parsed.doc
    for token in doc:
        mended_words.participle(token)
        mended_words.off_the_negation(token)
        mended_words.off_the_adverb(token)
        mended_words.off_the_copula(token)
        mended_words.not_one(doc, token)
        mended_words.passive(token)
        mended_clauses.loose_clause(token)
        mended_words.article(doc, token)
        mended_words.compound_preposition(token)
        mended_words.at_a_place(doc, token)
        mended_words.direction(token)
    for token in doc:
        mended_words.some(doc, token)
        mended_clauses.behind_que(token)
        mended_clauses.taken_up(doc, token)
        mended_clauses.turn_to(token)
        mended_clauses.predicate(token)
        mended_clauses.agreeing(token)
        mended_clauses.behind_its_verb(doc, token)
        mended_clauses.going_on(doc, token)
        mended_clauses.main_clause(doc, token)
        mended_clauses.two_subjects(doc, token)
        mended_clauses.seen_doing(doc, token)
        mended_clauses.inverted(doc, token)
        mended_clauses.set_off(doc, token)
        mended_clauses.watched(token)
        mended_clauses.next_subject(doc, token)
        mended_subjects.second_clause(doc, token)
        mended_subjects.set_off_first(doc, token)
        mended_subjects.below_that(doc, token)
        mended_subjects.ready_to(doc, token)
        mended_subjects.seen_coming(token)
        mended_subjects.lost_copula(token)
        mended_subjects.none_of_them(doc, token)
        mended_subjects.clitic(doc, token)
    for token in doc:
        if parsed.cache.get(("kind", token.i)) == "place":
            mended_names.bare_object(doc, token)
            mended_names.enumerated(parsed, token)
            mended_names.toward(parsed, token)
            mended_names.under_the_modal(token)
            mended_names.said_of(doc, token)
