"""What a template needs to know of one question on a form, whatever widget asks it."""

from typing import Any

from django import forms
from django.forms import Field
from django.forms.boundfield import BoundField

from goldenthread.blocks.widgets import GovDate

# The first that fits; a widget not listed is one line of text.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (GovDate, "date"),
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.SelectMultiple, "checkboxes"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "tick"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
)


def _options(bound: BoundField, *, id: str) -> list[dict[str, Any]]:
    """The choices with their own ids; the first bears the question's id, where an error's link should land."""
    value = bound.value()
    chosen = {str(one) for one in value} if isinstance(value, list | tuple | set) else {str(value)} - {"None"}
    found: list[dict[str, Any]] = []

    def add(value: Any, label: Any, group: str) -> None:
        found.append({
            "value": "" if value is None else str(value),
            "label": str(label).strip("-") or "Choose one",
            "group": group,
            "id": f"{id}_{len(found)}" if found else id,
            "checked": ("" if value is None else str(value)) in chosen,
        })  # fmt: skip

    for value, label in getattr(bound.field, "choices", None) or bound.field.widget.choices:
        if isinstance(label, list | tuple):
            for inner, inner_label in label:
                add(inner, inner_label, str(value))
        else:
            add(value, label, "")
    return found


def _said(bound: BoundField, *, naming: bool = False) -> list[str]:
    """What is wrong. In a list apart from the questions, an unanswered one is named."""
    said = []
    for error in bound.errors.as_data():
        unanswered = error.code == "required" and error.message == Field.default_error_messages["required"]
        wanted = f"Answer: {bound.label}" if naming else "This needs an answer."
        said += [wanted] if unanswered else [str(one) for one in error.messages]
    return said


def describe(bound: BoundField, *, kind: str = "") -> dict[str, Any]:
    """One question as plain values: what is asked, why, what was answered, what is wrong, and who describes whom."""
    widget = bound.field.widget
    kind = kind or next((name for shape, name in KINDS if isinstance(widget, shape)), "input")
    id = bound.auto_id or bound.html_name
    told = {
        "kind": kind,
        "id": id,
        "first_id": id,
        "name": bound.html_name,
        "label": str(bound.label),
        "hint": str(bound.help_text or ""),
        "why": str(getattr(bound.field, "why", "") or ""),
        "example": str(getattr(bound.field, "example", "") or ""),
        "errors": _said(bound),
        "required": bound.field.required,
        "of_item": getattr(bound.field, "item", None) is not None,
        "disabled": bound.field.disabled,
        "value": bound.value(),
        "attrs": {name: value for name, value in widget.attrs.items() if name not in {"class", "id", "rows", "cols"}},
        "type": getattr(widget, "input_type", "text") or "text",
        "rows": widget.attrs.get("rows", 5),
        "limit": getattr(bound.field, "max_length", None),
    }
    if kind == "date":
        names = ("day", "month", "year")
        typed = widget.decompress(bound.value())
        told["parts"] = [
            {"name": f"{bound.html_name}_{part}", "id": f"{id}_{part}", "label": part.capitalize(), "value": text or "",
             "size": 2 if part == "day" else 4}
            for part, text in zip(names, typed, strict=True)
        ]  # fmt: skip
        told["first_id"] = f"{id}_day"
    elif kind in {"radios", "checkboxes", "select"}:
        options = _options(bound, id=id)
        # An empty choice is how a list says "nothing chosen"; radios and boxes say it by being empty.
        told["options"] = options if kind == "select" else [one for one in options if one["value"] != ""]
        if kind != "select" and told["options"]:
            told["options"][0]["id"] = id
    described = [f"{id}-hint"] if told["hint"] else []
    told["described_by"] = " ".join(described + ([f"{id}-error"] if told["errors"] else []))
    return told


def mistakes(form: forms.BaseForm) -> list[dict[str, str]]:
    """Everything wrong with a form, each with the place to mend it, in the order of the page."""
    found = [{"text": str(error), "href": ""} for error in form.non_field_errors()]
    for bound in form:
        told = describe(bound)
        found += [{"text": error, "href": f"#{told['first_id']}"} for error in _said(bound, naming=True)]
    return found
