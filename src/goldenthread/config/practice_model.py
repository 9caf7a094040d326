"""The practice model that an authority works by. One is chosen; what was said in another stays readable."""

from django.core.exceptions import ImproperlyConfigured

from goldenthread.language import Pathway
from goldenthread.practice.practice_model.pathway import (
    WHO,
    RestorativePractice,
    SignsOfSafety,
    StrengtheningFamilies,
)

MODELS: dict[str, type[Pathway]] = {
    "signs_of_safety": SignsOfSafety,
    "restorative": RestorativePractice,
    "strengthening_families": StrengtheningFamilies,
}


def choose(model: str) -> list[type[Pathway]]:
    """Every model's pathway, of which nobody takes a step but of the chosen one.

    :raises ImproperlyConfigured: if there is no such model
    """
    if model not in MODELS:
        raise ImproperlyConfigured(f"PRACTICE_MODEL={model!r} is none of {', '.join(MODELS)}. Choose one of these.")
    for name, pathway in MODELS.items():
        for step in pathway.steps():
            step.by = WHO if name == model else ()
    return list(MODELS.values())
