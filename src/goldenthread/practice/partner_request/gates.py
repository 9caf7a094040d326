"""What must hold when a partner is asked for information about a child who may be harmed."""

from goldenthread.language import Entry, Episode, Record

CONCERNS = ("strategy_discussion", "section47", "transfer_in", "child_protection")


def there_is_a_concern(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """A partner is asked, by the clock, about a child protection concern; a contact's checks stand with the contact."""
    if any(True for pathway in CONCERNS for _ in record.open(pathway)):
        return None
    return (
        "No strategy discussion, section 47 enquiry or child protection plan is open. Ask partners about a contact "
        "from the front-door board, or call a strategy discussion first."
    )


def it_was_asked(record: Record, episode: Episode | None, entry: Entry) -> str | None:
    """An answer belongs to a request that waits for one."""
    asked = {str(each.root) for each in episode.all("partner_request.asked")} if episode else set()
    back = {str(each.get("request")) for each in episode.all("partner_request.answered")} if episode else set()
    if str(entry.get("request")) not in asked - back:
        return "That request waits for no answer. Choose one that does."
    return None
