"""What to look at before a copy is settled for the practitioner, in plain sentences. Few stand in the way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Membership, Person
from accounts.permissions import Permission
from accounts.roles import ROLES
from cases.models import Case, ConcernSource
from cases.topics import SOURCE, closed_topics, may_see_topic
from documents.font import missing_letters
from triage.access import scorings
from triage.models import Review, Sharing
from triage.scoring import overall
from triage.second import told_of
from triage.sharing import Copy, marks_of, pieces
from triage.withholding import stands_in
from ui.words import listed

# A capital letter that does not merely open a sentence: a name, as far as a program can tell.
NAME = re.compile(r"(?<=[\w,;:)] )[^\W\d_a-zà-ÿ][\w'’-]{2,}")
CAPITAL = re.compile(r"\b[^\W\d_a-zà-ÿ][\w'’-]{3,}")


@dataclass(frozen=True)
class Check:
    """One sentence. `stops` means that the copy cannot be settled before it is seen to."""

    sentence: str
    stops: bool = False


def checks(sharing: Sharing, review: Review, *, person: Person) -> list[Check]:
    """Return what to look at in the copy as it was saved, what stands in the way first.

    `review` was fetched with `whole()`.
    """
    parts = pieces(review)
    copy = Copy.of(parts, marks_of(sharing.withheld.all()))
    found = [
        *_nobody_named(sharing, review, copy),
        *_letters(copy),
        *_source(review.case, copy, person),
        *_withheld_elsewhere(review, copy),
        *_rating(review, copy),
        *_health(copy),
        *_newer(review, person),
        *_agreed(review, person),
    ]
    return sorted(found, key=lambda check: not check.stops)


def _nobody_named(sharing: Sharing, review: Review, copy: Copy) -> list[Check]:
    """Who scored and who sits on the group is not for the practitioner, unless somebody decides so."""
    allowed = {review.case.practitioner.name, review.case.manager.name}
    if sharing.names_reviewer:
        allowed.add(review.advisor.name)
    together = [each.person for each in review.joint_advisors.all()]
    found = []
    for each in dict.fromkeys([review.advisor, *together, *_advisors_and_members(review.case)]):
        if each.name not in allowed:
            places = [part for part, text in copy.readable().items() if _names(each, text)]
            if places:
                sentence = (
                    f"{each.name} is named in {_listed(places)}. Who scores, and who sits on the group, is "
                    "not for the practitioner: withhold the name there."
                )
                found.append(Check(sentence, stops=True))
    return found


def _advisors_and_members(case: Case) -> list[Person]:
    deciding = {Permission.TRIAGE_WRITE, Permission.MEETING_SEE}
    roles = [role.key for role in ROLES if role.permissions & deciding and not _runs(role.permissions)]
    members = Membership.objects.filter(organisation=case.organisation_id, role__in=roles)
    return list(Person.objects.filter(pk__in=members.values("person")))


def _runs(permissions: frozenset[Permission]) -> bool:
    # Case managers and the responsible officer write to practitioners under their own names.
    return Permission.CASE_RUN in permissions


def _names(person: Person, text: str) -> bool:
    full = f"{person.first_name} {person.last_name}"
    titled = f"{person.title} {person.last_name}"
    ways = [each for each in (full, titled) if len(each.split()) > 1]
    return any(stands_in(each, text) for each in ways)


def _letters(copy: Copy) -> list[Check]:
    missing = missing_letters("".join(copy.readable().values()))
    if not missing:
        return []
    named = listed(f"“{letter}”" for letter in missing[:10])
    return [Check(f"The PDF's font does not have {named}. Withhold the word it stands in.", stops=True)]


def _source(case: Case, copy: Copy, person: Person) -> list[Check]:
    """Return a warning where a name from the protected note on the source can be read."""
    if not may_see_topic(person, case, SOURCE):
        return []
    details = ConcernSource.objects.filter(concern__case=case).values_list("detail", flat=True)
    names = {name for detail in details for name in CAPITAL.findall(detail)}
    return _still_there(
        names - _known(case),
        copy,
        "also stands in the protected note of who raised the concern. Does it give them away?",
    )


def _withheld_elsewhere(review: Review, copy: Copy) -> list[Check]:
    """Return a warning where a name out of what is withheld can be read in another part."""
    names = {_bare(name) for name in NAME.findall(copy.hidden())}
    return _still_there(
        names - _known(review.case), copy, "stands in what you withhold too. Withhold it here?"
    )


def _known(case: Case) -> set[str]:
    """Return words that give nobody away: those of the practitioner and of the organisation."""
    who = case.practitioner
    return set(f"{who.name} {who.practice_name} {case.organisation.name} {case.manager.name}".split())


def _still_there(names: Iterable[str], copy: Copy, sentence: str) -> list[Check]:
    found = []
    for name in sorted(names):
        places = [part for part, text in copy.readable().items() if stands_in(name, text)]
        if places:
            found.append(Check(f"“{name}” in {_listed(places)} {sentence}"))
    return found


def _bare(name: str) -> str:
    return re.sub(r"['’]s$", "", name)


def _rating(review: Review, copy: Copy) -> list[Check]:
    highest = overall(review.risks.all())
    if highest is None or f"risk:{highest.position}" not in copy.whole:
        return []
    return [
        Check(
            f"You withhold risk {highest.position}, from which the overall rating comes. The rating itself, "
            "its likelihood and its severity are always shared."
        )
    ]


def _health(copy: Copy) -> list[Check]:
    """The factor "health" speaks of what somebody may have withheld above it."""
    there = {piece.key for piece in copy.pieces} - copy.whole
    if "health" not in copy.whole or "factor:health" not in there:
        return []
    return [Check("You withhold the potential health concerns. Does the factor “Health” tell of them too?")]


def _newer(review: Review, person: Person) -> list[Check]:
    newest = scorings(review.case, closed_topics(person, review.case))[:1]
    if not newest or newest[0].revision <= review.revision:
        return []
    return [Check("There is a newer scoring of this case. Should the practitioner rather read that one?")]


def _agreed(review: Review, person: Person) -> list[Check]:
    """A second scoring is not in the copy; what was agreed may have to be told in another way."""
    second = told_of(review, closed_topics(person, review.case))
    agreed = getattr(second, "agreed", None)
    if agreed is None or agreed.score == review.overall_score:
        return []
    return [
        Check(
            f"{agreed.get_colour_display()} {agreed.score} was agreed for this triage. Their copy gives the "
            "score of this review only: tell them what counts now, so that the two do not puzzle them."
        )
    ]


def _listed(places: list[str]) -> str:
    return listed(f"“{place}”" for place in places)
