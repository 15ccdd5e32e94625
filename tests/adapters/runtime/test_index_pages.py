# SPDX-License-Identifier: GPL-2.0-or-later
"""What the page of a package index offers, read without a server."""

from __future__ import annotations

from contextlib import suppress

import pytest

from eurosat_plugin.adapters.runtime.package_index import read_page
from eurosat_plugin.core.errors import InstallationError
from tests.growth import grows_linearly

ADDRESS = "https://example.org/simple/onnxruntime/"


def test_withdrawn_files_and_source_archives_are_left_out():
    page = (
        b'<a href="a-1.0-py3-none-any.whl#sha256=aa">a</a>'
        b'<a href="a-1.1-py3-none-any.whl#sha256=aa" data-yanked="broken">a</a>'
        b'<a href="a-1.2.tar.gz#sha256=aa">a</a>'
    )
    json = (
        b'{"files": [{"filename": "a-1.0-py3-none-any.whl", "url": "x", "hashes": {}, "yanked": false},'
        b'{"filename": "a-1.1-py3-none-any.whl", "url": "x", "hashes": {}, "yanked": "broken"},'
        b'{"filename": "a-1.2.tar.gz", "url": "x", "hashes": {}}]}'
    )

    for content in (page, json):
        assert [link.file_name for link in read_page(content, ADDRESS)] == ["a-1.0-py3-none-any.whl"]


def test_the_python_that_a_wheel_requires_is_unescaped():
    page = b'<a href="a-1.0-py3-none-any.whl" data-requires-python="&gt;=3.11">a</a>'

    assert read_page(page, ADDRESS)[0].requires_python == ">=3.11"


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b'{"files": 3}',
        b"{",
        b'{"files": [{"url": "x"}]}',
        b'{"files": [{"filename": 3, "url": "x"}]}',
        b'{"files": [{"filename": "a-1.0-py3-none-any.whl", "url": null}]}',
        b"",
        b"\xff\xfe\x00",
        b'<html><p>Please <a href="/login">log in</a></p>',
        b'{"files":' + b"[" * 100_000,
        b'{"files": [{"filename": "a-1.0-py3-none-any.whl", "url": "\\ud800"}]}',
        b'{"files": [{"filename": "a-1.0-py3-none-any.whl", "url": "https://[x/", "hashes": {}}]}',
        b'{"files": [{"filename": "a-1.0-py3-none-any.whl", "url": "x", "hashes": "sha256"}]}',
        b'{"files": ' + b"9" * 5000 + b"}",
        b"<![[<a href",
    ],
)
def test_what_is_no_page_of_an_index_is_told(content):
    with pytest.raises(InstallationError, match="is not a page of a package index"):
        read_page(content, ADDRESS)


def test_an_index_with_source_archives_alone_offers_nothing():
    assert read_page(b'<a href="a-1.2.tar.gz#sha256=aa">a</a>', ADDRESS) == []


@pytest.mark.parametrize("name", ["a-1.0-\\ud800-none-any.whl", "../a-1.0-py3-none-any.whl", "a" * 300 + ".whl"])
def test_a_file_under_an_odd_name_is_not_offered(name):
    page = f'{{"files": [{{"filename": "{name}", "url": "x", "hashes": {{}}}}]}}'.encode()

    with suppress(InstallationError):
        assert read_page(page, ADDRESS) == []


def test_a_file_that_was_commented_out_is_not_offered():
    link = '<a href="a-1.0-py3-none-any.whl">a</a>'

    page = f"<!-- {link} -->{link.replace('1.0', '1.1')}<!-- {link}".encode()

    assert [found.file_name for found in read_page(page, ADDRESS)] == ["a-1.1-py3-none-any.whl"]


@pytest.mark.parametrize(
    "piece",
    [b"<a ", b"<!--", b"<a href=x", b"<!", b"</a", b"<a " + b"x" * 9000, b'<a href="x>', b"<a href='x>", b"<a b=>"],
)
def test_the_time_for_a_page_grows_no_faster_than_the_page(piece):
    assert grows_linearly(lambda text: read_page(text.encode(), ADDRESS), piece.decode(), 50_000)
