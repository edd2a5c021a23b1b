from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "lessons"

    def ready(self) -> None:
        from accounts.about_people import register_holding
        from cases.pages import Tab, register_tab
        from cases.policies import at_closing
        from lessons import events, pdf  # noqa: F401  (declare this app's kinds of event and of PDF)
        from lessons.held import held
        from lessons.permissions import sees_tab
        from lessons.policies import left_at_closing

        register_holding(held)
        register_tab(Tab("lessons", "Lessons", "lessons", order=50, shown=sees_tab))
        at_closing(left_at_closing)
