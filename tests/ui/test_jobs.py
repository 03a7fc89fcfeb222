"""Jobs answer on the main thread, once, and only if they are still wanted."""

import threading

import pytest

from portfolio_app.ui.jobs import Cancelled, Control, Failure, Jobs

PATIENCE_S = 10.0


def never(failure: object) -> None:
    pytest.fail(f"not expected: {failure}")


class Gate:
    """A job that waits until it is let go, and says when it has begun."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.open = threading.Event()

    def __call__(self, snapshot: str, control: Control) -> str:
        self.begun.set()
        assert self.open.wait(PATIENCE_S)
        control.check()
        return snapshot


def test_an_answer_comes_on_the_main_thread(jobs: Jobs) -> None:
    told: list[tuple[int, threading.Thread]] = []
    ran_on: list[threading.Thread] = []

    def double(number: int, _control: Control) -> int:
        ran_on.append(threading.current_thread())
        return number * 2

    jobs.run(
        "sum",
        double,
        21,
        on_done=lambda answer: told.append((answer, threading.current_thread())),
        on_failed=never,
    )
    assert jobs.wait_idle()
    assert told == [(42, threading.main_thread())]
    assert ran_on[0] is not threading.main_thread()


def test_an_error_is_handed_on_as_a_value(jobs: Jobs, expected_logs: list[str]) -> None:
    expected_logs.append("job year failed")
    told: list[Failure] = []

    def fail(_snapshot: None, _control: Control) -> None:
        raise ValueError("week 53 is not in the year")

    jobs.run("year", fail, None, on_done=never, on_failed=told.append)
    assert jobs.wait_idle()
    assert [(one.key, one.message) for one in told] == [("year", "week 53 is not in the year")]
    assert isinstance(told[0].error, ValueError)
    assert not jobs.busy


def test_a_later_run_of_the_same_key_drops_the_earlier_answer(jobs: Jobs) -> None:
    told: list[str] = []
    first, second = Gate(), Gate()
    jobs.run("year", first, "old", on_done=told.append, on_failed=never)
    assert first.begun.wait(PATIENCE_S)
    jobs.run("year", second, "new", on_done=told.append, on_failed=never)
    second.open.set()
    first.open.set()
    assert jobs.wait_idle()
    assert told == ["new"]


def test_an_answer_that_ignores_its_cancelling_is_dropped_all_the_same(jobs: Jobs) -> None:
    told: list[str] = []
    begun, go = threading.Event(), threading.Event()

    def deaf(snapshot: str, _control: Control) -> str:
        begun.set()
        go.wait(PATIENCE_S)
        return snapshot

    jobs.run("year", deaf, "unwanted", on_done=told.append, on_failed=never)
    assert begun.wait(PATIENCE_S)
    jobs.cancel("year")
    assert not jobs.is_running("year")
    assert jobs.busy
    go.set()
    assert jobs.wait_idle()
    assert told == []


def test_a_cancelled_job_stops_at_its_next_check(jobs: Jobs) -> None:
    gate = Gate()
    stopped: list[bool] = []

    def job(snapshot: str, control: Control) -> str:
        try:
            return gate(snapshot, control)
        except Cancelled:
            stopped.append(control.cancelled)
            raise

    jobs.run("year", job, "x", on_done=never, on_failed=never)
    assert gate.begun.wait(PATIENCE_S)
    jobs.cancel_all()
    gate.open.set()
    assert jobs.wait_idle()
    assert stopped == [True]


def test_a_job_cancelled_before_it_begins_never_runs(jobs: Jobs) -> None:
    gates = [Gate(), Gate()]
    for place, gate in enumerate(gates):
        jobs.run(f"busy {place}", gate, "", on_done=lambda _: None, on_failed=never)
    for gate in gates:
        assert gate.begun.wait(PATIENCE_S)
    third = Gate()
    jobs.run("waiting", third, "", on_done=never, on_failed=never)
    jobs.cancel("waiting")
    for gate in gates:
        gate.open.set()
    assert jobs.wait_idle()
    assert not third.begun.is_set()


def test_keys_do_not_disturb_each_other(jobs: Jobs) -> None:
    told: list[str] = []
    for key in ("week", "year", "share"):
        jobs.run(key, lambda s, _c: s, key, on_done=told.append, on_failed=never)
    assert jobs.wait_idle()
    assert sorted(told) == ["share", "week", "year"]


def test_progress_is_told_in_order_and_within_bounds(jobs: Jobs) -> None:
    told: list[tuple[float, str]] = []

    def steps(_snapshot: None, control: Control) -> None:
        for done in (-1.0, 0.5, 2.0):
            control.progress(done, f"at {done}")

    jobs.run(
        "year",
        steps,
        None,
        on_done=lambda _: None,
        on_failed=never,
        on_progress=lambda done, text: told.append((done, text)),
    )
    assert jobs.wait_idle()
    assert told == [(0.0, "at -1.0"), (0.5, "at 0.5"), (1.0, "at 2.0")]


def test_a_callback_may_start_the_next_job(jobs: Jobs) -> None:
    told: list[int] = []

    def more(answer: int) -> None:
        told.append(answer)
        if answer < 3:
            jobs.run("chain", lambda n, _c: n + 1, answer, on_done=more, on_failed=never)

    jobs.run("chain", lambda n, _c: n + 1, 0, on_done=more, on_failed=never)
    assert jobs.wait_idle()
    assert told == [1, 2, 3]


def test_parts_come_before_the_answer_and_never_for_a_job_that_is_dropped(jobs: Jobs) -> None:
    told: list[object] = []
    gate = Gate()

    def in_parts(name: str, control: Control) -> str:
        control.part(f"{name} so far")
        return gate(name, control)

    def start(name: str) -> None:
        tell = told.append
        jobs.run("year", in_parts, name, on_done=tell, on_failed=never, on_part=tell)

    start("old")
    assert gate.begun.wait(PATIENCE_S)
    start("new")
    gate.open.set()
    assert jobs.wait_idle()
    assert told == ["new so far", "new"]


def test_being_busy_is_told(jobs: Jobs) -> None:
    told: list[bool] = []
    jobs.busy_changed.connect(told.append)
    jobs.run("year", lambda s, _c: s, 1, on_done=lambda _: None, on_failed=never)
    assert jobs.wait_idle()
    assert told == [True, False]


def test_waiting_gives_up_when_time_runs_out(jobs: Jobs) -> None:
    gate = Gate()
    jobs.run("year", gate, "", on_done=lambda _: None, on_failed=never)
    assert not jobs.wait_idle(20)
    gate.open.set()
    assert jobs.wait_idle()


@pytest.mark.usefixtures("qapp")
def test_shutting_down_ends_every_thread_and_calls_nobody() -> None:
    before = set(threading.enumerate())
    jobs = Jobs()
    begun = threading.Event()

    def long(_snapshot: None, control: Control) -> None:
        begun.set()
        while True:
            control.check()

    jobs.run("long", long, None, on_done=never, on_failed=never)
    jobs.run("queued", long, None, on_done=never, on_failed=never)
    jobs.run("waiting", long, None, on_done=never, on_failed=never)
    assert begun.wait(PATIENCE_S)
    jobs.shutdown()
    assert {thread for thread in threading.enumerate() if thread not in before} == set()
    assert not jobs.busy
