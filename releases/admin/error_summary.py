"""What is wrong with a form, first on its page: each sentence a link to its field, in the rows of the release too."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BaseFormSet, CheckboxSelectMultiple, MultiWidget, RadioSelect


@dataclass(frozen=True)
class Problem:
    """`field` says where, in words; `anchor` is the id of what can be focused there, empty for the whole form."""

    field: str
    sentence: str
    anchor: str


def problems(form: BaseForm, formsets: Iterable[BaseFormSet] = (), *, without: str = "") -> list[Problem]:
    """Everything that is wrong, in the order of the page; `without` the code of what is said in a place of its own."""
    found = list(_of_form(form, "", "", without))
    for formset in formsets:
        found += [Problem("", str(error), f"{formset.prefix}-group") for error in formset.non_form_errors()]
        deleted = formset.deleted_forms if formset.can_delete else []
        for number, row in enumerate(formset.forms, 1):
            if row not in deleted:
                found += _of_form(row, f"{_name(formset)} {number}", str(row.prefix), without)
    return found


def _name(formset: BaseFormSet) -> str:
    model = getattr(formset, "model", None)
    words = str(model._meta.verbose_name) if model else str(formset.prefix).removesuffix("s")
    return words[:1].upper() + words[1:]


def _of_form(form: BaseForm, row: str, anchor: str, without: str) -> Iterator[Problem]:
    for name, errors in form.errors.as_data().items():
        for error in errors:
            sentence = " ".join(error.messages)
            if without and error.code == without:
                continue
            if name == NON_FIELD_ERRORS:
                yield Problem(row, sentence, anchor)
            else:
                label = str(form[name].label or name)
                yield Problem(f"{row}, {_lower(label)}" if row else label, sentence, _focused(form[name]))


def _lower(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _focused(field: Any) -> str:
    """The id of what the field's label would focus; of a group of choices, or a day and a time, its first."""
    if isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple | MultiWidget):
        return f"{field.auto_id}_0"
    return str(field.id_for_label or field.auto_id)
