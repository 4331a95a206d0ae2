"""The real release that the importer was commissioned for, read to the letter. Both files lie beside the checkout."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from releases.importing.reading import KnownHelpline
from releases.importing.text import decode, read_text

EXAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "examples"
NAME = "2023-04-06-met-police-vetting"
RECORD = KnownHelpline(
    name="National Domestic Abuse Helpline",
    phones=("0808 2000 247",),
    websites=("www.nationaldahelpline.org.uk",),
    live_chat_hours="3pm to 10pm, Monday to Friday",
)

pytestmark = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the shared examples are not beside this checkout")


def got(**known):
    return read_text(decode((EXAMPLES / f"{NAME}.txt").read_bytes()), **known).as_json()


def test_every_field_is_read_to_the_letter():
    expected = json.loads((EXAMPLES / f"{NAME}.expected.json").read_text())
    expected.pop("warnings")
    read = got(known=[RECORD])
    assert {key: read[key] for key in expected} == expected


def test_the_editor_is_told_three_things():
    twice, link, helpline = got(known=[RECORD])["warnings"]
    assert "headline" in twice
    assert "twice" in twice
    assert "Note 1" in link
    assert '"here"' in link
    assert "matches the National Domestic Abuse Helpline" in helpline
    assert "For support with tech abuse visit refugetechsafety.org." in helpline


def test_without_a_record_the_helpline_paragraph_stays_in_the_text():
    read = got(known=[])
    assert read["signposting"]["text"] in read["passages"][-1]["paragraphs"]
    assert any("0808 2000 247" in warning for warning in read["warnings"])


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", EXAMPLES / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_sample_layouts_score_at_least_97_in_100_and_nothing_critical():
    score = scorer()
    right = total = 0
    for folder in sorted((EXAMPLES / "layouts").iterdir()):
        source = (folder / "source.txt").read_bytes()
        read = read_text(decode(source)).as_json()
        tally = score.score(json.loads((folder / "expected.json").read_text()), read)
        assert tally.critical == [], folder.name
        assert score.words_kept(source.decode(), read) == 1.0, folder.name
        right, total = right + tally.right, total + tally.total
    assert right / total >= 0.97
