"""How consent stands at a contact, whenever it was settled."""

from goldenthread.language import Episode


def stands(contact: Episode) -> str:
    """How consent stands: as the contact was told, or as somebody settled it since."""
    return str((contact.last("front_door.consent_settled") or contact.entries[0]).get("consent", ""))
