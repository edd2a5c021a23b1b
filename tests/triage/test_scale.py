"""A published guide is read once by each process; a draft says what it says now."""

import pytest

from tests.factories import make_organisation
from tests.triage.guides import contents, make_guide
from triage.guides.contents import write_contents
from triage.models import Guide
from triage.scale import Scale

pytestmark = pytest.mark.django_db


def test_what_is_published_is_read_once_and_never_as_another_guide(django_assert_num_queries):
    ours = make_guide(make_organisation())
    theirs = make_guide(
        make_organisation(), bands=[each | {"meaning": "Theirs."} for each in contents()["bands"]]
    )
    said = [each.meaning for each in Scale(ours).bands]
    assert "Theirs." not in said
    assert {each.meaning for each in Scale(theirs).bands} == {"Theirs."}
    with django_assert_num_queries(1):
        assert [each.meaning for each in Scale(Guide.objects.get(pk=ours.pk)).bands] == said


def test_a_draft_is_read_anew():
    draft = make_guide(make_organisation(), publish=False)
    before = [each.label for each in Scale(draft).factors]
    write_contents(draft, contents(factors=contents()["factors"][:1]))
    assert len(before) > 1
    assert [each.label for each in Scale(Guide.objects.get(pk=draft.pk)).factors] == before[:1]
