from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        from accounts.about_people import register_holding, register_left_behind, register_link
        from cases import events, lookups, steps  # noqa: F401  (declare kinds of event, and how to ask)
        from cases.held import held, left_behind
        from cases.pages import Onward, Tab, register_onward, register_tab
        from cases.stages import LOOKED_INTO
        from cases.summary import First, register_step, register_told

        register_tab(Tab("overview", "Overview", "case", order=10))
        register_told(steps.told)
        for place, step in (
            (First.ENDED, steps.ended),
            (First.DECLARE, steps.declare),
            (First.CAME_BACK, steps.came_back),
            (First.BEGIN, steps.begin),
        ):
            register_step(place, step)
        register_onward(
            Onward(
                "It is finished, and leaves the group nothing to decide",
                "Say what came of it, and how the practitioner was told.",
                "case_conclude",
                LOOKED_INTO,
                order=20,
            )
        )
        register_holding(held)
        register_left_behind(left_behind)
        register_link("Going on leave, or gone?", "Hand over their work", "hand_over_work")
