"""The wheel and the sdist of tms_credentials.py, as PyPI and a type checker see them."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SOURCE = PROJECT / "web/jupyter"
USE = """
from tms_credentials import show

show("~/.tapis_tokens.json", systems=("frontera",), theme="dark", src="https://credentials.example.org/embed/")
show("~/.tapis_tokens.json", systems=7)
"""


def run(*command, cwd=SOURCE):
    """A program of this virtual environment; what it printed, and whether it was content."""
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "NO_COLOR": "1"}
    done = subprocess.run([sys.executable, "-m", *command], cwd=cwd, env=env, capture_output=True, text=True)
    return done.stdout + done.stderr, done.returncode == 0


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    output, is_good = run("hatchling", "build", "--directory", str(folder))
    assert is_good, output
    return folder


@pytest.fixture
def wheel(built):
    return next(built.glob("*.whl"))


@pytest.fixture
def sdist(built):
    return next(built.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def mypy(tmp_path_factory):
    """What it learned of others' packages it knows the next time."""
    cache = tmp_path_factory.mktemp("mypy")
    return lambda file, **where: run("mypy", "--strict", "--cache-dir", str(cache), file, **where)


def test_the_wheel_is_the_one_file_as_a_typed_package_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        assert names == {"tms_credentials/__init__.py", "tms_credentials/py.typed"}
        assert archive.read("tms_credentials/__init__.py") == (SOURCE / "tms_credentials.py").read_bytes()


def test_it_has_the_version_of_all_and_needs_no_other_package(wheel):
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("/METADATA")]
        metadata = message_from_string(archive.read(name).decode())
    assert metadata["Version"] == json.loads((PROJECT / "web/package.json").read_text())["version"]
    assert metadata.get_all("Requires-Dist") is None
    assert metadata["License-Expression"] == "BSD-3-Clause"


def test_its_licence_is_the_projects():
    assert (SOURCE / "LICENSE").read_bytes() == (PROJECT / "LICENSE").read_bytes()


def test_the_sdist_alone_gives_the_same_wheel(wheel, sdist, tmp_path):
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    [source] = tmp_path.iterdir()
    output, is_good = run("hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "again"), cwd=source)
    assert is_good, output
    assert (tmp_path / "again" / wheel.name).read_bytes() == wheel.read_bytes()


def test_pypi_can_render_its_readme(wheel, sdist):
    output, is_good = run("twine", "check", "--strict", str(wheel), str(sdist))
    assert is_good and "WARNING" not in output, output


def test_the_file_is_clean_under_strict_types(mypy):
    output, is_good = mypy("tms_credentials.py")
    assert is_good, output


def test_who_uses_the_installed_package_has_its_types(mypy, tmp_path):
    (tmp_path / "use.py").write_text(USE)
    output, is_good = mypy("use.py", cwd=tmp_path)
    assert not is_good
    assert output.splitlines()[0].startswith('use.py:5: error: Argument "systems" to "show" has incompatible type "int"')
    assert "Found 1 error" in output
