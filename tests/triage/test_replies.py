"""What is replied to a card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.triage import read_answer, read_reply

DONE = """
弄好了
已修好
已修好，换了门机
办结 已更换门机
搞定了
done
Done, replaced the motor
换了新的可以用了
师傅修完走了
好了
修好了，有问题再联系
已处理
已经恢复正常
灯管换好了
水管已更换，不漏了
疏通了，可以用了
来电了
已完成
问题解决了
没问题了，您再试试
已经清理干净
电梯恢复运行了
✅
Fixed
fixed, thanks for waiting
It's working again now
All good now.
Replaced the door motor, done
Repaired. Please tell us if it happens again
should be working now
Done: no longer leaking
sorted
""".strip().splitlines()

NOT_DONE = """
马上修好
还没修好
修不好要换件
昨天修好的又坏了
能修好吗
明天能修好吗
正在处理
已派人
收到
好的
ok
没问题
师傅在路上了
已联系厂家，明天来修
修好了吗
预计下午修好
配件到了就换
等修好了通知你
快修好了
已安排师傅处理
已经报修了
还在修
修了一半，还差一个灯
没有完全修好
办结不了
什么时候能好
如果修好了告诉我
在处理中
not fixed yet
Not done
isn't fixed
haven't fixed it
will be fixed tomorrow
is it fixed?
almost done
half done
Fixed the panel but the door is still stuck
working on it
on my way
waiting for a part, then it will be fixed
the part has been ordered
fixed yesterday and broken again
can it be fixed today
done for today, back tomorrow
well done
thanks
""".strip().splitlines()


@pytest.mark.parametrize("said", DONE)
def test_a_handler_says_it_is_done(said: str) -> None:
    assert read_reply(said).done


@pytest.mark.parametrize("said", NOT_DONE)
def test_a_handler_does_not_say_it_is_done(said: str) -> None:
    assert not read_reply(said).done


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("好了", "solved"),
        ("可以了", "solved"),
        ("谢谢已经好了", "solved"),
        ("好了，谢谢师傅", "solved"),
        ("现在可以用了", "solved"),
        ("不漏了", "solved"),
        ("修好了", "solved"),
        ("满意", "solved"),
        ("还没好", "unsolved"),
        ("没修好", "unsolved"),
        ("又坏了", "unsolved"),
        ("还是漏", "unsolved"),
        ("没有解决", "unsolved"),
        ("好了一会又堵了", "unsolved"),
        ("说修好了，但是还是不亮", "unsolved"),
        ("谢谢", None),
        ("好的", None),
        ("修好了吗", None),
        ("明天来看看", None),
        ("不满意", None),
        ("收到", None),
        ("fixed", "solved"),
        ("Yes, thanks", "solved"),
        ("all good now", "solved"),
        ("It works again, thank you", "solved"),
        ("it's fine now", "solved"),
        ("not fixed", "unsolved"),
        ("Not fixed, still leaking", "unsolved"),
        ("still broken", "unsolved"),
        ("no", "unsolved"),
        ("it isn't working", "unsolved"),
        ("doesn't work", "unsolved"),
        ("stuck again", "unsolved"),
        ("fixed for an hour but the same problem is back", "unsolved"),
        ("thanks", None),
        ("ok", None),
        ("is it fixed?", None),
        ("still waiting?", None),
        ("almost fixed", None),
        ("not satisfied", None),
        ("will try tomorrow", None),
    ],
)
def test_a_reporter_answers_a_resolved_card(said: str, answer: str | None) -> None:
    assert read_answer(said) == answer


@given(st.text())
def test_any_reply_can_be_read(said: str) -> None:
    reply = read_reply(said)
    assert reply.text == said
    assert 0 <= reply.score <= 1
    assert read_answer(said) in ("solved", "unsolved", None)


def test_what_ends_in_what_is_still_to_come_is_not_done() -> None:
    assert not read_reply("租金表已发到您邮箱，明天上午带您看8楼的两间。").done
    assert read_reply("租金表已发到您邮箱了，都处理好了").done
