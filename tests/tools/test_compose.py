"""The container files, as far as they can be checked where no container engine runs."""

import json
import re
import stat
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile

from lotus_cases.settings import base
from tools.paths import ROOT, listed

# From the compose specification's repository, schema/compose-spec.json (Apache License 2.0).
SCHEMA = Path(__file__).parent / "data" / "compose-spec.json"
OUR_PROCESSES = ("web", "worker", "beat")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text()


def test_the_compose_file_fits_the_specification() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    schema = json.loads(SCHEMA.read_text())
    assert not [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(compose)]


@pytest.mark.parametrize("name", ["web", "worker"])
def test_web_and_worker_can_be_many(services: dict[str, Any], name: str) -> None:
    assert not {"container_name", "ports", "hostname"} & services[name].keys()


@pytest.mark.parametrize("name", OUR_PROCESSES)
def test_our_processes_wait_for_the_one_migration(services: dict[str, Any], name: str) -> None:
    assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert "lotus_app:" in services[name]["environment"]["DATABASE_URL"]
    assert "lotus_owner" not in str(services[name])


def test_only_the_migration_works_as_the_owner(services: dict[str, Any]) -> None:
    settings = services["migrate"]["environment"]
    assert "lotus_owner:" in settings["DATABASE_URL"]
    assert settings["DATABASE_APP_ROLE"] == "lotus_app"


@pytest.mark.parametrize("name", [*OUR_PROCESSES, "postgres", "redis", "proxy"])
def test_every_lasting_service_says_whether_it_is_well(
    services: dict[str, Any], dockerfile: str, name: str
) -> None:
    assert "healthcheck" in services[name] or (name == "web" and "HEALTHCHECK" in dockerfile)


def test_no_secret_is_in_the_compose_file_and_every_name_is_documented() -> None:
    compose = (ROOT / "docker-compose.yml").read_text()
    asked = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", compose))
    documented = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / "docker/env.example").read_text(), re.M))
    assert asked == documented.keys()
    assert not any(documented[name] for name in asked if re.search("PASSWORD|KEY", name))


def test_every_setting_of_the_readme_reaches_the_containers(services: dict[str, Any]) -> None:
    """Else a virus scanner, say, is set and never asked. Folders are the image's, roles the migration's."""
    table = re.findall(r"^\| (`[^|]+`) \|", (ROOT / "README.md").read_text(), re.M)
    named = {name for row in table for name in re.findall(r"`([A-Z_]+)`", row)}
    folders = {"FILES_DIR", "LOCAL_DIR", "STATIC_ROOT"}
    for_make_run = {"DEMO", "LOTUS_BIND", "MIGRATION_DATABASE_URL", "PORT", "POSTGRES_BIN"}
    for name in OUR_PROCESSES:
        missing = named - services[name]["environment"].keys()
        assert missing == folders | for_make_run | {"DATABASE_APP_ROLE"}


def test_the_image_uses_the_lists_that_make_uses(dockerfile: str) -> None:
    assert set(re.findall(r"requirements/([\w-]+\.txt)", dockerfile)) == {
        "base.txt",
        "assets.txt",
        "system.txt",
    }
    assert dockerfile.count("--require-hashes") == 2
    assert not [name for name in listed("system.txt") if name in dockerfile]


def test_the_image_does_not_run_as_root(dockerfile: str) -> None:
    runtime = dockerfile.split(" AS runtime")[1]
    assert re.search(r"^USER lotus$", runtime, re.M)
    assert runtime.index("USER lotus") < runtime.index("CMD [")


def test_every_file_that_the_image_copies_is_there(dockerfile: str) -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.M)
    assert not [source for line in copied for source in line.split() if not (ROOT / source).exists()]


def test_static_files_can_be_read_by_whom_they_were_not_gathered_by(tmp_path: Path) -> None:
    options = base.STORAGES["staticfiles"]["OPTIONS"]
    name = StaticFilesStorage(location=str(tmp_path), **options).save("pdf/page.css", ContentFile("a {}"))
    modes = [stat.filemode((tmp_path / part).stat().st_mode) for part in ("pdf", name)]
    assert modes == ["drwxr-xr-x", "-rw-r--r--"]
