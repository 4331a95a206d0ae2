import time

import pytest

from helpline.reach import e164, https_address, printed_address


@pytest.mark.parametrize(
    "printed, number",
    [
        ("0808 2000 247", "+448082000247"),
        ("+44 808 2000 247", "+448082000247"),
        ("+44 (0)808 2000 247", "+448082000247"),
        ("0808\u00a02000\u00a0247", "+448082000247"),
        ("0800 1111", "+448001111"),
        ("(020) 7946 0428", "+442079460428"),
        ("+353 1 555 0142", "+35315550142"),
    ],
)
def test_a_printed_number_is_dialled_in_e164(printed, number):
    assert e164(printed) == number


@pytest.mark.parametrize(
    "printed",
    ["", "0808", "0808 2000 24x", "0808 2000 2477", "0808 2000",
     "call us", "00808 2000 247", "808 2000 247", "+0808 2000 247", "٠٨٠٨٢٠٠٠٢٤٧",
     "0808 2000 247 / 248", "0808 2000 247\n0808 2000 248", "1" * 40, "tel:08082000247", "<b>0808 2000 247</b>"],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_a_sentence(printed):
    with pytest.raises(ValueError, match="is not a telephone number. Write it as it is printed, such as 0808 2000 247"):
        e164(printed)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.nationaldahelpline.org.uk/",
        "https://example.org/chat?x=1",
        "https://example.org:8443/",
        " https://e.org ",
    ],
)
def test_a_whole_https_address_is_taken(text):
    assert https_address(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    ["", "www.nationaldahelpline.org.uk", "http://example.org/", "javascript:alert(1)", "data:text/html,x",
     "https://", "https://localhost/", "https://user:secret@example.org/", "https://example.org/ x", "//example.org/",
     'https://example.org/"onclick="x', "https://example.org:99999/", "https://[broken/", "https://exa\u202emple.org/",
     "https://-bad.org/", "HTTPS//example.org", "https://example.org\\@evil.org/"],
)  # fmt: skip
def test_any_other_address_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="Write the whole address, beginning with https://"):
        https_address(text)


def test_an_address_is_printed_without_scheme_and_last_slash():
    assert printed_address("https://www.nationaldahelpline.org.uk/") == "www.nationaldahelpline.org.uk"


@pytest.mark.parametrize("piece", ["a", "-", "0 ", "(0)", ".", "https://a."])
def test_a_hundred_thousand_characters_are_refused_at_once(piece):
    started = time.perf_counter()
    for read in (e164, https_address):
        with pytest.raises(ValueError, match="Write"):
            read("0" + piece * 100_000)
    assert time.perf_counter() - started < 1  # backtracking would take minutes
