"""Form fields, one for each way the design system asks a question.

Each takes `label`, `hint`, `required` and `missing` (the sentence when it is left empty), and words its
errors in plain sentences that name the field.
"""

from ui.fields.choices import Autocomplete, Checkboxes, Radios, Select, Tick, YesNo
from ui.fields.days import Day
from ui.fields.models import AutocompleteModel, CheckboxesModel, RadiosModel, SelectModel
from ui.fields.text import Email, Hidden, LongText, Number, Phone, Text
from ui.fields.uploads import Upload

__all__ = [
    "Autocomplete",
    "AutocompleteModel",
    "Checkboxes",
    "CheckboxesModel",
    "Day",
    "Email",
    "Hidden",
    "LongText",
    "Number",
    "Phone",
    "Radios",
    "RadiosModel",
    "Select",
    "SelectModel",
    "Text",
    "Tick",
    "Upload",
    "YesNo",
]
