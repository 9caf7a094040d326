"""Somebody who is not named on a child's record yet, found for a question of a draft and put into it."""

import datetime as dt
from uuid import UUID

from goldenthread.casework import access, drafts, search
from goldenthread.casework.drafts import Draft, Place
from goldenthread.casework.filling import form_of


def asks_for_a_person(draft: Draft, place: Place) -> str:
    """The question at this place of a draft, in its words.

    :raises NotAllowed: if the form has no such question, or it is not about a person
    """
    subject, name = place
    question = form_of(draft.step).all_questions().get(name)
    whose = subject in draft.about if question is not None and question.own else subject is None
    if question is None or question.chooses != "person" or not whose:
        raise access.NotAllowed("This form does not ask for a person there. Go back to the form, and choose from it.")
    return str(question.label)


def people_for(draft: Draft, text: str, *, by: access.Actor, today: dt.date) -> search.People:
    """Everybody whom this person may see and who answers to what they typed, but for those the draft is about."""
    found = search.find(text, actor=by, today=today, only="people").people
    others = [one for one in found.found if one.subject not in draft.about]
    return search.People(others, found.count - (len(found.found) - len(others)))


def choose(draft: UUID, place: Place, person: UUID, *, by: access.Actor, at: dt.datetime) -> None:
    """Answer a question of a draft with somebody who was found; everything else in it stays as it is.

    :raises NotAllowed: if this person's record is not open to them, or the form does not ask for anybody there
    :raises DraftClosed: if it was recorded or thrown away meanwhile
    """
    held = drafts.open_draft(draft, by=by, at=at)
    asks_for_a_person(held, place)
    access.require_open(by, person)
    drafts.save(draft, {place: (str(person), held.version(place))}, by=by, at=at)
