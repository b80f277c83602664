"""What reports measure: each definition tried at its edges."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordkit.domain import metrics
from recordkit.domain.matters import Acknowledgement, Matter, Meeting, Resolution
from recordkit.domain.metrics import Days, Share

ZONE = ZoneInfo("Asia/Shanghai")
OCTOBER = Days(date(2026, 10, 1), date(2026, 11, 1))


def at(month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, second, tzinfo=ZONE)


NOW, RECEIVED, ENDED = at(11, 10), at(10, 5), at(10, 20, 16)


def case(received: datetime = RECEIVED, **changes: object) -> Matter:
    facts: dict[str, object] = {
        "kind": "投诉",
        "category": "药品",
        "channel": "来电",
        "department": "骨科",
        "due": received.date() + timedelta(days=7),
    }
    return Matter(received=received, **{**facts, **changes})  # type: ignore[arg-type]


def meeting(ended: datetime = ENDED, sent: datetime | None = None, **changes: object) -> Meeting:
    facts = {
        "title": "周例会",
        "kind": "周例会",
        "started": ended - timedelta(hours=1),
        "departments": frozenset(),
    }
    return Meeting(ended=ended, sent=sent, **{**facts, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 2000, "0.1"),
        (1, 2001, "0.0"),
        (0, 5, "0.0"),
        (5, 5, "100.0"),
        (0, 0, None),
    ],
)
def test_a_percentage_has_one_decimal_halves_up(part: int, whole: int, percent: str | None) -> None:
    assert Share(part, whole).percent() == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(("answers", "percent"), [(4, None), (5, Decimal("80.0"))])
def test_satisfaction_has_no_percentage_below_five_answers(answers: int, percent: Decimal | None) -> None:
    """R109: (very + satisfied) ÷ valid."""
    said = ["很满意", "满意", "满意", "满意", "一般"][:answers]
    share = metrics.satisfied([case(satisfaction=one) for one in said] + [case()])
    assert share.whole == answers
    assert share.percent(metrics.FEW) == percent


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([1, 2, 3, 4], "0.5", 2),
        ([1, 2, 3], "0.5", 2),
        (range(1, 11), "0.9", 9),
        (range(1, 12), "0.9", 10),
        ([7], "0.9", 7),
    ],
)
def test_quantiles_are_nearest_rank(values: list[int], share: str, expected: int) -> None:
    assert metrics.nearest_rank([Decimal(n) for n in values], Decimal(share)) == expected


@given(st.lists(st.integers(0, 1000), min_size=1), st.integers(1, 100))
def test_a_quantile_is_one_of_the_values_and_enough_lie_below(numbers: list[int], percent: int) -> None:
    share = Decimal(percent) / 100
    found = metrics.nearest_rank([Decimal(n) for n in numbers], share)
    assert found in numbers
    assert sum(n <= found for n in numbers) >= share * len(numbers)
    assert sum(n < found for n in numbers) < share * len(numbers)


def test_nothing_has_no_spread() -> None:
    assert metrics.spread([]) == metrics.Spread(0, None, None, None)
    assert metrics.nearest_rank([], Decimal("0.5")) is None


@pytest.mark.parametrize(
    ("value", "base", "expected"),
    [
        ("110", "100", "0.100"),
        ("90", "100", "-0.100"),
        ("5", "0", None),
        ("5", None, None),
        (None, "5", None),
        ("1", "3", "-0.667"),
    ],
)
def test_a_change_to_nothing_is_none(value: str | None, base: str | None, expected: str | None) -> None:
    numbers = [None if one is None else Decimal(one) for one in (value, base, expected)]
    assert metrics.change(numbers[0], numbers[1]) == numbers[2]


@pytest.mark.parametrize(("volume", "rate"), [(None, None), (0, None), (47_650, Decimal("34.21"))])
def test_a_complaint_rate_wants_its_volume(volume: int | None, rate: Decimal | None) -> None:
    """R109, R110: the volume is given, never invented."""
    assert metrics.complaint_rate(163, volume) == rate


@pytest.mark.parametrize(
    ("triaged", "ok"), [(at(10, 5, 9, 10), 1), (at(10, 5, 9, 10, 1), 0), (None, 0), (at(10, 5, 9), 1)]
)
def test_the_tenth_minute_is_in_time(triaged: datetime | None, ok: int) -> None:
    """R39, C11: 以内 includes."""
    assert metrics.triaged_in_time([case(triaged=triaged)]) == Share(ok, 1)


@pytest.mark.parametrize(
    ("received", "replied", "share"),
    [
        (at(10, 5), at(10, 12, 23, 59), Share(1, 1)),  # the seventh day is in time
        (at(10, 5), at(10, 13, 0), Share(0, 1)),
        (at(10, 5), None, Share(0, 1)),  # open and overdue counts as failed
        (at(9, 28), at(10, 2), Share(1, 1)),  # received before, due in it
        (at(10, 28), at(10, 29), Share(0, 0)),  # received in it, due after
    ],
)
def test_a_reply_counts_where_it_falls_due(
    received: datetime, replied: datetime | None, share: Share
) -> None:
    """R42: 7日答复率."""
    assert metrics.replied_in_seven_days([case(received, replied=replied)], OCTOBER, NOW) == share


def test_the_earliest_of_all_terms_is_counted_apart() -> None:
    """C16: received on a Saturday, the fifth working day is before the seventh day."""
    one = case(at(10, 17), due=date(2026, 10, 23), replied=at(10, 24))
    assert metrics.replied_in_seven_days([one], OCTOBER, NOW) == Share(1, 1)
    assert metrics.replied_in_time([one], OCTOBER, NOW) == Share(0, 1)


def test_what_is_not_due_yet_is_not_judged() -> None:
    """R42: an open month."""
    cases = [case(at(10, 5)), case(at(10, 5), replied=at(10, 6))]
    assert metrics.replied_in_seven_days(cases, OCTOBER, at(10, 12)) == Share(0, 0)
    assert metrics.replied_in_seven_days(cases, OCTOBER, at(10, 13)) == Share(1, 2)
    assert (metrics.overdue(cases, at(10, 12)), metrics.overdue(cases, at(10, 13))) == (0, 1)


@pytest.mark.parametrize(
    ("sent", "now", "share"),
    [
        (at(10, 20, 20), NOW, Share(1, 1)),
        (at(10, 20, 20, 1), NOW, Share(0, 1)),
        (None, NOW, Share(0, 1)),
        (None, at(10, 20, 19), Share(0, 0)),
    ],
)
def test_minutes_are_in_time_four_hours_after_the_end(
    sent: datetime | None, now: datetime, share: Share
) -> None:
    """R8: 纪要4小时及时率."""
    assert metrics.minutes_in_time([meeting(sent=sent), meeting(at(11, 2, 16))], OCTOBER, now) == share


@pytest.mark.parametrize(
    ("sent", "acknowledged", "share"),
    [
        (at(10, 20, 17), at(10, 21, 17), Share(1, 1)),
        (at(10, 20, 17), at(10, 21, 17, 1), Share(0, 1)),
        (at(10, 21, 17), at(10, 21, 20, 1), Share(0, 1)),  # 28 hours after the end is the cap
        (None, None, Share(0, 1)),
    ],
)
def test_an_owner_acknowledges_within_a_day_of_sending(
    sent: datetime | None, acknowledged: datetime | None, share: Share
) -> None:
    """R10, C15: 决议24小时确认率."""
    held = meeting(sent=sent, acknowledgements=(Acknowledgement("沈砚", None, acknowledged),))
    assert metrics.acknowledged_in_time([held], OCTOBER, NOW) == share


def test_resolutions_count_in_the_span_in_which_they_fall_due() -> None:
    """R11: 决议按期完成率."""
    due = date(2026, 10, 30)
    made = [
        Resolution("甲", "沈砚", due, due),
        Resolution("乙", "沈砚", due, due + timedelta(days=1)),
        Resolution("丙", "沈砚", due - timedelta(days=1)),
        Resolution("丁", "沈砚", date(2026, 11, 5)),
    ]
    held = [meeting(at(9, 20, 16), resolutions=tuple(made))]
    assert metrics.resolved_in_time(held, OCTOBER, NOW) == Share(1, 3)
    assert [one.text for one in metrics.still_open(held, date(2026, 10, 31))] == ["丙"]
    assert [one.text for one in metrics.still_open(held, due)] == ["丙", "乙"]


def test_counts_stand_with_their_shares_the_most_first() -> None:
    """R53."""
    cases = [case(category=name) for name in ("药品", "护理", "药品", "", "护理", "药品", "药品")]
    lines = metrics.counted(cases, lambda one: one.category)
    assert [(line.name, line.count, str(line.share), str(line.cumulative)) for line in lines] == [
        ("药品", 4, "0.571", "0.571"),
        ("护理", 2, "0.286", "0.857"),
        ("未填", 1, "0.143", "1.000"),
    ]


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([9, 7, 5], [9, 7, 5]),
        ([9, 7, 4, 1], [9, 7, 5]),
        ([9, 7, 3], [9, 10]),  # a small one alone would be told by what is left of the sum
        ([3, 1], []),
        ([], []),
    ],
)
def test_small_counts_are_not_told_in_public(numbers: list[int], shown: list[int]) -> None:
    cases = [case(category=str(i)) for i, number in enumerate(numbers) for _ in range(number)]
    assert [line.count for line in metrics.counted(cases, lambda one: one.category, public=True)] == shown


@given(st.lists(st.sampled_from("甲乙丙丁戊"), max_size=60))
def test_public_counts_hide_all_that_are_few_and_lose_none_of_the_rest(names: list[str]) -> None:
    cases = [case(category=name) for name in names]
    lines = metrics.counted(cases, lambda one: one.category, public=True)
    assert all(line.count >= metrics.FEW for line in lines)
    assert sum(line.count for line in lines) in (len(names), 0)


def test_times_are_kept_apart() -> None:
    """C8: minutes to classify, days to reply."""
    one = case(triaged=at(10, 5, 9, 6), replied=at(10, 8, 21))
    assert metrics.minutes_to_classify([one, case()]) == metrics.Spread(1, Decimal(6), Decimal(6), Decimal(6))
    assert metrics.days_to_reply([one, case()]).mean == Decimal("3.5")


def test_a_span_holds_its_first_day_and_not_the_one_after_its_last() -> None:
    cases = [case(at(10, 1, 0)), case(at(10, 31, 23, 59)), case(at(11, 1, 0)), case(at(9, 30, 23, 59))]
    assert metrics.received_in(cases, OCTOBER) == cases[:2]
