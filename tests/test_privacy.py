"""Every field has a privacy decision: what it is, whose, why it is held, how long, and where it leaves."""

from collections import Counter

import pytest
from django.apps import apps
from django.db.models import Field, Model
from pghistory.models import Event as History

from accounts.models import Person
from cases.models import Case
from tests.factories import make_case, make_organisation, make_person
from tools import privacy

# They hold a key that a browser made up, or count changes.
COUNTERS = {"submission_key", "version"}


def decided_elsewhere(field: Field) -> bool:
    """A key of its own, or of a row that has its own decision; keys of people say who did something."""
    points = field.related_model
    return points is not Person and (field.primary_key or points is not None or field.name in COUNTERS)


def held() -> Counter[str]:
    """Every field of every table. The history of rows keeps what its table keeps."""
    found = Counter()
    for model in apps.get_models():
        if not model._meta.managed or model._meta.proxy or issubclass(model, History):
            continue
        for field in model._meta.concrete_fields:
            if not decided_elsewhere(field):
                found[f"{model._meta.label}.{field.name}"] += 1
    return found


def test_every_field_stands_in_one_row_and_every_row_is_about_fields_there_are():
    decided = Counter(f"{row.model}.{name}" for row in privacy.rows() for name in row.fields)
    assert held() - decided == Counter(), "Write a row in the app's privacy.toml, or add to one."
    assert decided - held() == Counter(), "These fields are gone, stand there twice, or need no row."


def test_no_word_is_there_that_no_row_uses():
    rows = privacy.rows()
    assert {row.kept for row in rows if row.personal} == set(privacy.KEPT)
    assert {row.of for row in rows if row.personal} == set(privacy.OF)
    assert {each for row in rows for each in row.leaves} == set(privacy.LEAVES)


def test_the_table_says_it_all_for_information_governance():
    table = "\n".join(privacy.table())
    for row in privacy.rows():
        assert (f"| {row.model} | {', '.join(row.fields)} |" in table) is row.personal


WHOLE = 'what = "a"\nof = "staff"\nwhy = "b"\nkept = "case"\n'


@pytest.mark.parametrize(
    "written",
    [
        WHOLE,
        'fields = ["x"]\n',
        f'fields = ["x"]\n{WHOLE}'.replace('why = "b"\n', ""),
        f'fields = ["x"]\n{WHOLE}'.replace('"b"', '""'),
        f'fields = ["x"]\n{WHOLE}'.replace('"case"', '"forever"'),
        f'fields = ["x"]\n{WHOLE}'.replace('"staff"', '"anybody"'),
        f'fields = ["x"]\n{WHOLE}leaves = ["fax"]\n',
        f'fields = ["x"]\n{WHOLE}colour = "red"\n',
        f'fields = ["x"]\n{WHOLE}personal = false\n',
    ],
)
def test_a_row_that_is_not_whole_is_refused(tmp_path, written):
    (tmp_path / "privacy.toml").write_text(f"[[Thing]]\n{written}")
    with pytest.raises(ValueError, match=r"Thing"):
        privacy.read(tmp_path / "privacy.toml")


def texts(record: Model, *, sheet: bool) -> set[str]:
    """What the record says in the fields that, by their rows, are or are not in the sheet of cases."""
    rows = [row for row in privacy.rows() if row.model == record._meta.label]
    names = [name for row in rows if ("sheet" in row.leaves) is sheet for name in row.fields]
    values = (getattr(record, name) for name in names)
    return {value for value in values if isinstance(value, str) and len(value) > 3}


def test_the_sheet_of_cases_holds_nothing_that_is_not_said_to_leave_in_it(client, db):
    manager = make_person("case_manager", organisation=make_organisation(), phone="01632 960999")
    made = make_case(by=manager, source_detail="The receptionist, Pat Hidden")
    case = Case.objects.select_related("practitioner", "summary").get(pk=made.pk)
    concern = case.concerns.get()
    client.force_login(manager)
    sheet = client.get("/cases/export/").content.decode()
    assert case.reference in sheet
    kept = [texts(each, sheet=False) for each in (case.practitioner, case, concern, concern.source)]
    assert sum(map(len, kept)) > 5
    assert [text for found in kept for text in found if text in sheet] == []
