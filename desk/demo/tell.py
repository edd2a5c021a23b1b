"""Telling one case, from the concern to wherever the story leaves it."""

import datetime as dt
import uuid
from dataclasses import replace
from functools import partial
from typing import Any

from cases import actions as cases
from cases.actions.concern import NewConcern
from cases.actions.record import SafetyAnswer
from cases.models.case import Closing
from cases.models.practitioner import Regulator
from cases.stages import Stage
from desk.demo import between, decided, following, lettered, reading, scored, second, shared
from desk.demo.cast import Cast
from desk.demo.papers import add_paper
from desk.demo.steps import Story
from desk.demo.told import Told
from support import actions as support
from support.actions import Plan
from support.models import SupportPlan
from ui.dates import today

REGULATORS = {
    "doctor": Regulator.GMC,
    "dentist": Regulator.GDC,
    "optometrist": Regulator.GOC,
    "pharmacist": Regulator.GPHC,
    "nurse": Regulator.NMC,
}


def tell(told: dict[str, Any], cast: Cast) -> None:
    """Play one case of the stories."""
    Teller(told, cast).play()


class Teller(Told):
    """What happens to the case, room by room."""

    def play(self) -> None:
        """Add up what happened, room by room, and play it in order of time."""
        story = Story()
        story.add(self.received, self.open, hour=9)
        story.add(self.received - 1, lambda: lettered.first(self), hour=11)
        self.add_words(story)
        self.add_triage(story)
        self.add_group(story)
        if self.told["pastoral_contact"]:
            story.add(min(self.received, 5), self.look_after, hour=17)
        if self.told["unsafe_today"]:
            story.add(min(self.received, 4), self.review_safety, hour=9)
        self.add_keeping_in_touch(story)
        # A case that is withdrawn ends before the call that says so.
        withdrawn = self.told["stage"] == Stage.WITHDRAWN
        story.add(
            min(each["days_ago"] for each in self.told["contacts"]) if withdrawn else 0, self.end, hour=8
        )
        story.play()

    def add_keeping_in_touch(self, story: Story) -> None:
        """Look each week whether somebody expects to hear; not in the last days, with a day agreed."""
        looked_after = bool(self.told["pastoral_contact"])
        for ago in range(self.received - 8, 5 if looked_after else 1, -7):
            story.add(ago, lambda: lettered.keep_in_touch(self), hour=16)

    def add_words(self, story: Story) -> None:
        for paper in self.told["documents"]:
            # What came later, such as a report or what the group asked for; the rest came with the concern.
            if "days_ago" in paper:
                story.add(paper["days_ago"], partial(self.add_paper, paper), hour=10)
        for number, note in enumerate(self.told["notes"]):
            story.add(self.received - 2 - 3 * number, partial(self.note, note), hour=12)
        for contact in self.told["contacts"]:
            story.add(contact["days_ago"], partial(self.log, contact), hour=13)
        if self.told["account"]:
            triage = self.told["triage"]
            story.add((triage["days_ago"] + 1) if triage else self.received - 3, self.receive_account, hour=9)

    def add_triage(self, story: Story) -> None:
        triage = self.told["triage"]
        if triage:
            story.add(triage["days_ago"] + 2, lambda: scored.ask(self), hour=14)
            story.add(triage["days_ago"], lambda: scored.review(self, triage), hour=15)
            self.add_return(story, triage)
            if "second" in triage:
                second.add(self, story, triage["second"])
            if "shared" in triage:
                shared.add(self, story, triage["shared"])
        elif self.told["stage"] == Stage.TRIAGE:
            story.add(self.received - 2, lambda: scored.ask(self), hour=14)
            story.add(self.received - 3, lambda: scored.begin(self), hour=14)

    def add_return(self, story: Story, triage: dict[str, Any]) -> None:
        """A review that came back for more, and was submitted again where the story says what was added."""
        if "returned" in triage:
            story.add(triage["days_ago"] - 2, lambda: scored.send_back(self, triage), hour=9)
            if triage["returned"]["added"]:
                story.add(triage["days_ago"] - 4, lambda: scored.add_more(self, triage), hour=11)

    def add_group(self, story: Story) -> None:
        triage, decision = self.told["triage"], self.told["decision"]
        if not decision:
            if self.told["stage"] == Stage.WITH_GROUP:
                story.add(triage["days_ago"] - 1, lambda: decided.put_on_next(self), hour=10)
                reading.add(self, story)
            return
        # A late triage still reaches the agenda: then the papers go out the same evening.
        put_ago = min(decision["days_ago"] + 6, triage["days_ago"])
        story.add(put_ago, lambda: decided.put(self), hour=16)
        declared_ago = min(decision["days_ago"] + 3, put_ago)
        story.add(declared_ago, lambda: decided.declare(self), hour=18)
        following.add(self, story, declared_ago=declared_ago)
        between.add(self, story)
        story.add(decision["days_ago"], lambda: decided.decide(self), hour=19)
        if decision["letter_sent_days_after"] is not None:
            told_on = decision["days_ago"] - decision["letter_sent_days_after"]
            story.add(told_on, lambda: lettered.outcome(self), hour=11)
        if self.told["lessons"]:
            story.add(decision["days_ago"] - 12, lambda: decided.learn(self), hour=10)
        story.add(min(decision["days_ago"], 3), lambda: decided.follow_up(self), hour=20)

    def open(self) -> None:
        """Record practitioner and concern, and what came with them."""
        told, who = self.told, self.told["practitioner"]
        practitioner = cases.record_practitioner(
            organisation=self.cast.organisation,
            details={
                **{name: who[name] for name in ("title", "first_name", "last_name", "discipline")},
                "regulator": REGULATORS[who["discipline"]],
                "registration_number": who["registration_number"],
                "private_email": who["private_email"],
                "phone": who["phone"],
                "address": "\n".join(who["address"]),
                "practice_name": who["practice_name"],
                "practice_code": who["practice_ods"],
            },
            submission_key=uuid.uuid4(),
            by=self.cast.manager,
        )
        first, *others = [self.concern(each) for each in told["concerns"]]
        self.case = cases.open_case(
            practitioner=practitioner,
            route=told["route"],
            concern=first,
            safety=self.safety(),
            submission_key=uuid.uuid4(),
            by=self.cast.manager,
        )
        cases.answer_own(case=self.case, statement="", manager=None, by=self.cast.manager)
        for concern in others:
            cases.add_concern(
                case=self.case, concern=concern, submission_key=uuid.uuid4(), by=self.cast.manager
            )
        for reference in told["other_references"]:
            self.case.refresh_from_db()
            cases.change_details(
                case=self.case,
                route=told["route"],
                version=self.case.version,
                by=self.cast.manager,
                **reference,
            )
        if told["restricted"]:
            cases.restrict(case=self.case, people=[], by=self.cast.one("responsible_officer"))
        for paper in told["documents"]:
            if "days_ago" not in paper:
                self.add_paper(paper)
        if told["pastoral_contact"]:
            self.name_contact(told["pastoral_contact"])

    def add_paper(self, paper: dict[str, Any]) -> None:
        add_paper(case=self.case, paper=paper, by=self.cast.manager)

    def concern(self, told: dict[str, Any]) -> NewConcern:
        return NewConcern(
            category=told["category"],
            received_on=today(),
            summary=told["summary"],
            source=told["source"],
            source_detail=told["source_detail"],
        )

    def safety(self) -> SafetyAnswer:
        told = self.told["unsafe_today"]
        if not told:
            return SafetyAnswer(unsafe=False)
        review_on = today() + dt.timedelta(days=told["review_days"])
        return SafetyAnswer(
            unsafe=True, step=told["step"], decided_by=told["decided_by"], review_on=review_on
        )

    def review_safety(self) -> None:
        """Keep the immediate step while the case is open to question; lift it once there is an outcome."""
        settled = self.told["stage"] in (Stage.OUTCOME, Stage.MONITORING, Stage.CLOSED, Stage.WITHDRAWN)
        answer = SafetyAnswer(unsafe=False) if settled else self.safety()
        cases.answer_safety(case=self.case, answer=answer, by=self.cast.manager)

    def name_contact(self, told: dict[str, Any]) -> None:
        plan = Plan(
            contact_name=told["name"],
            contact_role="Pastoral contact",
            contact_phone=told["phone"],
            contact_email=told["email"],
            uninvolved=True,
            reach=told["preferred"],
            next_update_on=today() + dt.timedelta(days=14),
        )
        support.save_plan(case=self.case, plan=plan, version=0, by=self.cast.manager)

    def look_after(self) -> None:
        """Promise the next update, and note what of the eight considerations has been done."""
        ended = self.told["stage"] in (Stage.CLOSED, Stage.WITHDRAWN)
        kept = SupportPlan.objects.get(case=self.case)
        due = None if ended else today() + dt.timedelta(days=self.received % 9 + 3)
        plan = replace(Plan.of(kept), next_update_on=due)
        support.save_plan(case=self.case, plan=plan, version=kept.version, by=self.cast.manager)
        for key, text in (
            ("explained", "Talked through on the telephone, and again in the first letter."),
            ("contact", "They chose whom they wanted."),
        ):
            support.consider(
                case=self.case,
                key=key,
                state="done",
                note=text,
                by=self.cast.manager,
                submission_key=uuid.uuid4(),
            )

    def note(self, text: str) -> None:
        cases.note(case=self.case, text=text, by=self.cast.manager, submission_key=uuid.uuid4())

    def log(self, told: dict[str, Any]) -> None:
        cases.log_contact(
            case=self.case,
            how=told["how"],
            on=today(),
            summary=told["summary"],
            told=told["told"],
            listened=told["listened"],
            by=self.cast.manager,
            submission_key=uuid.uuid4(),
        )

    def receive_account(self) -> None:
        cases.receive_account(
            case=self.case,
            text=self.told["account"],
            received_on=today(),
            how="email",
            by=self.cast.manager,
            submission_key=uuid.uuid4(),
        )

    def end(self) -> None:
        """Bring the case to the stage where the story leaves it."""
        self.case.refresh_from_db()
        stage = Stage(self.told["stage"])
        if stage == Stage.CLOSED:
            if self.case.stage in (Stage.MONITORING, Stage.INVESTIGATION):
                cases.move(case=self.case, to=Stage.OUTCOME, by=self.cast.manager)
            closing = self.told["closing"]
            cases.close(
                case=self.case, closing=closing["kind"], closing_note=closing["note"], by=self.cast.manager
            )
            # Where no concern remained, the letter is still to be written.
            if closing["kind"] != Closing.NO_CONCERN:
                lettered.closing(self)
        elif stage == Stage.WITHDRAWN:
            cases.withdraw(
                case=self.case,
                reason="The person who raised it asked for it to be withdrawn.",
                submission_key=uuid.uuid4(),
                by=self.cast.manager,
            )
        elif self.case.stage != stage and stage == Stage.OUTCOME:
            cases.move(case=self.case, to=stage, by=self.cast.manager)
