"""What can be done with an agenda beside putting cases on it: one verb, one function."""

from pag.agenda.actions.order import place_item, place_other
from pag.agenda.actions.other import add_other, change_other, record_other, take_off_other

__all__ = [
    "add_other",
    "change_other",
    "place_item",
    "place_other",
    "record_other",
    "take_off_other",
]
