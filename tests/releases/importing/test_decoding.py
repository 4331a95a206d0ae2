"""Which files are text, and what is said of those that are not."""

import pytest

from releases.importing.decoding import MAX_BYTES
from releases.importing.text import CannotRead, decode, read_text

WORDS = "“Zoë’s café” – £5\nNext line"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_the_same_in_every_encoding_that_press_offices_send(encoding):
    assert decode(WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\u2028", "\x0b"])
def test_every_line_end_is_a_newline(ending):
    assert decode(f"one{ending}two".encode()) == "one\ntwo"


def test_big_endian_utf_16_is_read_by_its_mark():
    assert decode(b"\xfe\xff" + WORDS.encode("utf-16-be")) == WORDS


@pytest.mark.parametrize(
    "raw, what",
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 text follows", "PDF"),
        (b"PK\x03\x04 word/document.xml", "Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office document"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"plain\x00text", "control characters"),
        (b"\x01\x02\x03\x04\x05 ab", "control characters"),
        (b"a" * (MAX_BYTES + 1), "larger than"),
    ],
)
def test_what_is_not_a_text_is_refused_with_a_sentence_that_says_why(raw, what):
    with pytest.raises(CannotRead) as refusal:
        decode(raw)
    sentence = str(refusal.value)
    assert what in sentence
    assert sentence.endswith(".")
    assert ":" in sentence, "it also says what to do"


def test_a_file_at_the_limit_is_read():
    assert len(decode(b"a" * MAX_BYTES)) == MAX_BYTES


def test_a_stray_byte_does_not_lose_the_letters_around_it():
    assert decode(b"caf\xe9 \x81 bar and a good many other words") == "café \ufffd bar and a good many other words"


def test_text_of_white_space_alone_is_refused_by_the_reader_too():
    with pytest.raises(CannotRead):
        read_text("\n \n\t")
