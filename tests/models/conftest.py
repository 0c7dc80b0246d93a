"""A server that stands in for a model's."""

from collections.abc import AsyncIterator

import pytest

from tests.models.standin import StandIn, standing_in


@pytest.fixture
async def server() -> AsyncIterator[StandIn]:
    """Answers as the test tells it."""
    async with standing_in() as server:
        yield server
