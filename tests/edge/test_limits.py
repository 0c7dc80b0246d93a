"""The sender's own limits: never more than the platform allows, on a clock that the test moves."""

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.limits import OVERALL, PER_CHAT, PER_GROUP, Limit, Limits


class Seconds:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def most_in(times: list[float], limit: Limit) -> int:
    """The most of these times that fall into any stretch of the limit's length."""
    return max((sum(1 for at in times if start <= at < start + limit.seconds) for start in times), default=0)


@given(st.lists(st.integers(min_value=-3, max_value=3).filter(bool), min_size=1, max_size=120))
def test_no_stretch_of_time_sees_more_than_allowed(chats: list[int]) -> None:
    clock = Seconds()
    limits = Limits(on=True, clock=clock)
    sent: list[tuple[float, int]] = []
    for chat_id in chats:
        while (wait := limits.wait(chat_id)) > 0:
            clock.now += wait + 1e-6
        limits.take(chat_id)
        sent.append((clock.now, chat_id))
    assert most_in([at for at, _ in sent], OVERALL) <= OVERALL.count
    for chat_id in set(chats):
        of_chat = [at for at, chat in sent if chat == chat_id]
        assert most_in(of_chat, PER_CHAT) <= PER_CHAT.count
        assert chat_id > 0 or most_in(of_chat, PER_GROUP) <= PER_GROUP.count


def test_a_frozen_chat_waits_as_long_as_it_was_told_and_no_other_does() -> None:
    clock = Seconds()
    limits = Limits(on=False, clock=clock)
    limits.freeze(-1, 30)
    assert limits.held() == {-1: 30}
    assert limits.wait(-2) == 0
    clock.now += 30
    assert limits.held() == {}


def test_switched_off_only_the_platforms_own_word_counts() -> None:
    limits = Limits(on=False, clock=Seconds())
    for _ in range(100):
        limits.take(-1)
    assert limits.wait(-1) == 0


def test_a_group_gets_twenty_a_minute() -> None:
    clock = Seconds()
    limits = Limits(on=True, clock=clock)
    for _ in range(20):
        assert limits.wait(-1) == 0
        limits.take(-1)
        clock.now += 1
    assert limits.wait(-1) == 40
    assert limits.wait(7) == 0
