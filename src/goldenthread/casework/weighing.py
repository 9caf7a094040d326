"""The analysed chronology: of what happened, what somebody chose, and said what it means for the child."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from goldenthread.casework.lights import Light

WEIGHED, LEFT_OUT = "analysed_chronology.weighed", "analysed_chronology.left_out"
WEIGHS = {WEIGHED, LEFT_OUT}


def weighings(versions: Mapping[UUID, Sequence[Light]]) -> dict[UUID, Light]:
    """What was last said of each event in the analysed chronology, by the entry that first said the event."""
    root_of = {light.id: root for root, kept in versions.items() for light in kept}
    found: dict[UUID, Light] = {}
    said = [kept[-1] for kept in versions.values() if kept[-1].step in WEIGHS and not kept[-1].withdrawn]
    for light in sorted(said, key=lambda one: (one.known, one.position)):
        event = root_of.get(light.follows) if light.follows else None
        if event is None or versions[event][-1].withdrawn:
            continue
        if light.step == WEIGHED:
            found[event] = light
        else:
            found.pop(event, None)
    return found
