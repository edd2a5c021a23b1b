"""What can be done with an agenda beside putting cases on it: one verb, one function."""

from pag.agenda.actions.between import ask_between, next_meeting, write_consulted
from pag.agenda.actions.move import move_item
from pag.agenda.actions.order import place_item, place_other
from pag.agenda.actions.other import add_other, change_other, record_other, take_off_other
from pag.agenda.actions.ratify import ratify, ratify_step

__all__ = [
    "add_other",
    "ask_between",
    "change_other",
    "move_item",
    "next_meeting",
    "place_item",
    "place_other",
    "ratify",
    "ratify_step",
    "record_other",
    "take_off_other",
    "write_consulted",
]
