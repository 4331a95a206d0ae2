"""docker-compose.yml and Dockerfile, read as data: no engine runs here, so what can be known without one is tested."""

import re
from typing import Any

import pytest
import yaml

from tests.house.source import ROOT


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def volumes_of(service: dict[str, Any]) -> list[str]:
    return [volume.split(":")[0] for volume in service.get("volumes", [])]


def test_only_nginx_is_published_and_only_on_this_machine(services: dict[str, Any]) -> None:
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert list(published) == ["nginx"]
    assert all(port.startswith("127.0.0.1:") for port in published["nginx"])


def test_nginx_has_the_help_for_when_the_newsroom_is_away_and_no_upload(services: dict[str, Any]) -> None:
    assert "last-known-good" in volumes_of(services["nginx"])
    assert "media" not in volumes_of(services["nginx"])


def test_the_newsroom_and_nginx_agree_on_the_port_and_the_folder(services: dict[str, Any]) -> None:
    conf = (ROOT / "deploy/nginx.conf").read_text()
    assert "server web:8000;" in conf
    assert "0.0.0.0:8000" in services["web"]["command"]
    assert "last-known-good:/var/lib/newsroom/last-known-good:ro" in services["nginx"]["volumes"]
    assert "root /var/lib/newsroom/last-known-good;" in conf
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "LAST_KNOWN_GOOD_DIR=/var/lib/newsroom/last-known-good" in dockerfile


def test_the_image_runs_what_the_compose_file_runs(services: dict[str, Any]) -> None:
    (command,) = re.findall(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert yaml.safe_load(command) == services["web"]["command"]


def test_the_image_holds_every_app_and_is_not_run_by_root() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    for app in ("newsroom", "releases", "helpline", "journalists"):
        if (ROOT / app).exists():
            assert f"COPY {app} {app}" in dockerfile
            assert f"!{app}" in (ROOT / ".dockerignore").read_text().split()
    assert re.search(r"^USER newsroom$", dockerfile, re.MULTILINE)


def test_no_secret_is_written_down(services: dict[str, Any]) -> None:
    for service in services.values():
        assert not {"SECRET_KEY", "DATABASE_URL", "POSTGRES_PASSWORD"} & set(service.get("environment", {}))
