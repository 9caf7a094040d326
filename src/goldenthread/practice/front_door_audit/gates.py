"""What must hold before a contact is audited, and before anything is said of the audit."""

from goldenthread.language import Entry, Episode, Record
from goldenthread.practice.front_door_audit.cycles import contact_of, last, who_did
from goldenthread.practice.front_door_audit.forms import GOOD_ENOUGH, GRADES, NO, Audit
from goldenthread.timekeeping import spoken


def the_contact_is_decided(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """An audit goes from the worry to the decision."""
    contact = contact_of(record, entry)
    if contact is None or contact.ended is None:
        return "Choose a contact on which somebody has decided: the audit goes from the worry to the decision."
    if entry.day < contact.ended:
        return f"The contact was decided on {spoken(contact.ended)}. It is chosen for an audit on that day or later."
    return None


def no_audit_goes_on(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """One audit of a child's contacts at a time."""
    before = last(record)
    if before is None or before.closed:
        return None
    return f"An audit is under way since {spoken(before.chosen.day)}. Close that one before another is chosen."


def auditors_stand_apart(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Nobody is asked to audit what they did themselves, or to look a second time at a grade of their own."""
    asked = [int(entry.get(name)) for name in ("auditor", "moderator") if entry.get(name)]
    if who_did(contact_of(record, entry)) & set(asked):
        return "They took, directed or decided this contact. Choose somebody who did not."
    if len(set(asked)) < len(asked):
        return "The second look at a grade is somebody else's than the auditor's. Choose another, or nobody."
    return None


def an_audit_is_asked_for(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A contact is audited once it was chosen, and once."""
    before = last(record)
    if before is None or before.audited:
        return "No contact of this child waits for an audit. Choose one for it first."
    return None


def not_ones_own_work(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """Nobody audits what they did themselves."""
    before = last(record)
    if before and entry.author.worker in who_did(contact_of(record, before.chosen)):
        return "You took, directed or decided this contact. Somebody who did not audits it."
    return None


def findings_are_owned(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What must get better is somebody's to do."""
    bare = [one for one in Audit.findings.said_in(entry.answers) if not (one.get("owner") and one.get("by"))]
    if bare:
        return f"Say who does something about “{bare[0].get('gap', '')}”, and by when."
    if entry.get("grade") not in GOOD_ENOUGH and not Audit.findings.said_in(entry.answers):
        return "Say what must get better, who does it and by when: a grade alone changes nothing."
    return None


def grade_fits_the_child(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """The child weighs on the grade: nothing is good where risk was missed or the child is not safe."""
    if entry.get("grade") in GOOD_ENOUGH and NO in (entry.get("risk"), entry.get("safe")):
        grade = GRADES[str(entry.get("grade"))].lower()
        return f"Risk was not recognised, or the child is not safe: that is not {grade}. Look at the grade again."
    return None


def it_is_audited(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """What is not audited is neither moderated nor closed; what is closed stays so."""
    before = last(record)
    if before is None or before.audited is None:
        return "The audit is not done yet."
    if before.closed:
        return f"The audit was closed on {spoken(before.closed.day)}."
    return None


def moderator_stands_apart(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A second grade comes from a second person, who did not do the work either."""
    before = last(record)
    if before is None or before.audited is None:
        return None
    theirs = who_did(contact_of(record, before.chosen)) | {before.audited.author.worker}
    if entry.author.worker in theirs:
        return "You audited it, or did the work. Somebody else moderates the grade."
    return None
