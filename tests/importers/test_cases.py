"""Lists as people really have them, with what their owners mean (``tests/support/list_cases.py``)."""

from __future__ import annotations

import pytest

from reciring.importers.participants import ParticipantListError
from reciring.importers.read import parse_participants, read_participants
from tests.support.list_cases import PASTED, difference, list_cases

CASES = list_cases()


@pytest.mark.parametrize("name", CASES)
def test_a_list_is_read_as_its_owner_means_it(name: str) -> None:
    case = CASES[name]
    try:
        pasted = name.endswith(PASTED)
        people = parse_participants(case.pasted_text) if pasted else read_participants(case.path)
    except ParticipantListError as problem:
        assert case.expected.get("refused"), str(problem)
        return
    found = [(person.name, person.organisation, person.email, person.question) for person in people.participants]
    assert not difference(case, found), case.expected["says"]
