"""What no page of ours sends is refused before any form reads it."""

import pytest


@pytest.mark.parametrize(
    "sent",
    [{"why": "A zero\x00in it"}, {"key": "k" * 65}, {"credential": "9" * 5_000}, {"credential": "[" * 100_000}],
    ids=["a zero", "a key longer than any", "a number without end", "a nesting without end"],
)
def test_what_no_page_sends_is_refused(client, authority, sent):
    client.force_login(authority.users["Sam"])
    post = {"post": authority.posts["Sam"].pk}

    assert client.post("/posts/change/", post | sent).status_code == 400
    assert client.post("/posts/change/", post | {"why": "Words", "key": "k" * 64, "credential": "{"}).status_code == 302
