"""What the import linter cannot see: migrations, foreign keys, URL names; bare managers in views."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[1]
FLOORS = [
    {"audit", "ui", "clocks"},
    {"accounts"},
    {"files"},
    {"outbox"},
    {"cases"},
    {"documents"},
    {"support"},
    {"triage"},
    {"pag"},
    {"letters", "lessons"},
    {"desk"},
]
FLOOR = {app: number for number, names in enumerate(FLOORS) for app in names}


USES = {
    ".py": re.compile(r'\b(?:reverse|redirect)\(\s*"([a-z_]+)"'),
    ".html": re.compile(r'{% url "([a-z_]+)"'),
}


def may_know(app: str, other: str) -> bool:
    if app == other or other not in FLOOR:
        return True
    return FLOOR[other] < FLOOR[app]


def test_every_app_of_ours_stands_on_a_floor():
    ours = {config.name for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    assert ours == set(FLOOR)


def test_foreign_keys_point_down():
    up = [
        f"{model.__name__}.{field.name}"
        for app in FLOOR
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if not may_know(app, field.related_model._meta.app_label)
    ]
    assert up == []


def test_migrations_depend_on_floors_below():
    loader = MigrationLoader(None)
    up = [
        f"{app}.{name} on {other}"
        for (app, name), migration in loader.disk_migrations.items()
        if app in FLOOR
        for other, _name in migration.dependencies
        if not may_know(app, other)
    ]
    assert up == []


def names_of_app() -> dict[str, str]:
    """Return which app each URL name belongs to."""
    owners: dict[str, str] = {}
    for resolver in get_resolver().url_patterns:
        module = getattr(resolver, "urlconf_name", None)
        app = module.__name__.split(".")[0] if hasattr(module, "__name__") else str(module).split(".")[0]
        if app in FLOOR:
            named = [pattern for pattern in resolver.url_patterns if getattr(pattern, "name", None)]
            owners |= {pattern.name: app for pattern in named}
    return owners


def uses_of_names() -> list[tuple[str, str, str]]:
    """Return (app, file, URL name) for each name a template or a Python file of an app uses."""
    found = []
    for app in FLOOR:
        files = [*(ROOT / app).rglob("*.py"), *(ROOT / "templates" / app).rglob("*.html")]
        for path in files:
            text = path.read_text(encoding="utf-8")
            found += [(app, str(path.relative_to(ROOT)), name) for name in USES[path.suffix].findall(text)]
    return found


def test_pages_link_by_name_only_to_floors_below():
    owners = names_of_app()
    assert owners["case"] == "cases"
    up = [use for use in uses_of_names() if use[2] in owners and not may_know(use[0], owners[use[2]])]
    assert up == []


def view_files() -> list[Path]:
    return sorted(
        path
        for app in FLOOR
        if FLOOR[app] >= FLOOR["cases"]
        for path in (ROOT / app).rglob("*.py")
        if "views" in path.relative_to(ROOT).parts or path.name == "views.py"
    )


@pytest.mark.parametrize("path", view_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_views_reach_records_only_through_what_the_person_may_see(path):
    """`Model.objects` may be followed only by a word of ours that scopes: never all, get, filter or first."""
    bare = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"all", "get", "filter", "first", "exclude", "count", "in_bulk", "values"}
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "objects"
    ]
    assert bare == []
