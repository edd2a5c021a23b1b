"""What second scorings ask of somebody today."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_person
from tests.triage.second import ask, both_in, propose, requested, triaged_case, write
from triage import actions
from triage.models import SecondScoring
from triage.work import work_for


class TestWork:
    def sentences(self, person):
        return [each.sentence for each in work_for(person)]

    def test_each_step_waits_for_somebody(self, submitted):
        manager, other = submitted.manager, submitted.other
        name, reference = submitted.case.practitioner.name, submitted.case.reference
        scoring = requested(submitted)
        assert f"Ask a second advisor to score the case of {name}" in self.sentences(manager)
        ask(submitted)
        assert self.sentences(other) == [f"Declare on {reference}: you are asked to score it on your own"]
        actions.declare_alone(scoring=scoring, answer="none", by=other)
        assert self.sentences(other) == [f"Score the case of {name} on your own"]
        assert not any("second" in each for each in self.sentences(manager))
        scoring.refresh_from_db()
        actions.submit_review(review=write(submitted, scoring), by=other)
        self.they_agree(submitted, scoring, name)

    def they_agree(self, room, scoring, name):
        """Both are asked to agree, then the other to confirm; the officer only where the two do not."""
        officer = make_person("responsible_officer", organisation=room.organisation)
        scoring = SecondScoring.objects.get(pk=scoring.pk)
        for person, whom in ((room.other, room.advisor), (room.advisor, room.other)):
            assert self.sentences(person) == [f"Agree with {whom.name} on a score for the case of {name}"]
        assert f"Two have scored the case of {name}, and no score is agreed yet" in self.sentences(
            room.manager
        )
        proposed = propose(room, scoring)
        assert not self.sentences(room.advisor)
        (asked,) = work_for(room.other)
        assert "do you confirm it?" in asked.sentence
        assert asked.url.endswith(f"/second-scorings/{scoring.pk}/")
        assert not self.sentences(officer)
        actions.differ_on_score(proposed=proposed, why="The dates.", by=room.other)
        (decide,) = self.sentences(officer)
        assert "cannot agree on one" in decide
        actions.confirm_score(proposed=propose(room, scoring, severity=4), by=room.other)
        for person in (room.advisor, room.other, officer):
            assert not self.sentences(person)

    def test_where_the_case_has_another_advisor_since_the_officer_decides(self, submitted):
        officer = make_person("responsible_officer", organisation=submitted.organisation)
        both_in(submitted)
        third = make_person("advisor", organisation=submitted.organisation)
        actions.ask_advisor(case=submitted.case, advisor=third, by=submitted.manager)
        assert not self.sentences(submitted.other)
        assert "cannot agree on one" in self.sentences(officer)[0]

    def test_it_takes_the_same_queries_however_many_wait(self, submitted):
        def questions(person):
            with CaptureQueriesContext(connection) as asked:
                items = work_for(person)
            return len(asked), len(items)

        person = make_person("advisor", organisation=submitted.organisation)
        counts = []
        for more in (1, 3):
            for _case in range(more):
                case = triaged_case(submitted)
                scoring = actions.request_second(case=case, by=submitted.manager)
                actions.ask_second(scoring=scoring, person=person, by=submitted.manager)
                actions.request_second(case=triaged_case(submitted), by=submitted.manager)
            counts.append((questions(person), questions(submitted.manager)))
        (alone, manager), (alone_later, manager_later) = counts
        assert alone[1] < alone_later[1]
        assert manager[1] < manager_later[1]
        assert alone[0] == alone_later[0]
        assert manager[0] == manager_later[0]
