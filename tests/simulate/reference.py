"""The sampled year a second time: one run, one day, one activity at a time, in plain Python.

Written from the specification to be obviously right, not fast. It takes the same random numbers by
the same names (`draws`) and must come to the same weeks and measures as the arrays do.
"""

import math
from fractions import Fraction

from portfolio_app.core.assumptions import Assumptions
from portfolio_app.core.sharing import Holder
from portfolio_app.core.yearplan import (
    NOT_ON,
    Commitment,
    Duty,
    Kind,
    PostYear,
    YearPlan,
    goes_to_me,
)
from portfolio_app.simulate.absence import in_school_holidays
from portfolio_app.simulate.draws import Draws

DAY = 24 * 60
ME, PARTNER = 0, 1
NAMES = ("me", "partner")


class Person:
    """One person's year: which days they are away, and the minutes of each week."""

    def __init__(self, weeks: int) -> None:
        self.leave: set[int] = set()
        self.sick: set[int] = set()
        self.worked = [0.0] * weeks
        self.planned = [0.0] * weeks
        self.protected = [0.0] * weeks
        self.for_post = [0.0] * weeks
        self.cover = [0.0] * weeks


class Post:
    """How the post fared: commitments one by one, requests one by one, backlog week by week."""

    def __init__(self, weeks: int) -> None:
        self.due = self.both = self.needed_both = 0.0
        self.displaced = self.required = self.delivered = 0.0
        self.missed = [0.0] * weeks
        self.backlog = [0.0] * weeks
        self.waits: list[tuple[int, bool]] = []


class Reference:
    """One run of one option."""

    def __init__(
        self, plan: YearPlan, assumed: Assumptions, draws: Draws, run: int, *, average: bool = False
    ) -> None:
        self.plan, self.assumed, self.draws, self.run = plan, assumed, draws, run
        self.average = average
        self.people = Person(plan.weeks), Person(plan.weeks)
        self.post = Post(plan.weeks)
        self.draw_leave()
        self.draw_sickness()
        for week in range(plan.weeks):
            for duty in plan.duties:
                self.do(duty, week)
        if plan.post is not None:
            for week in range(plan.weeks):
                for one in plan.post.commitments:
                    self.attend(plan.post, one, week)
            arrived = self.answer_requests(plan.post)
            self.do_flexible_work(plan.post, arrived)

    def uniform(self, name: str, rows: int, row: int) -> float:
        """One number of this run."""
        return float(self.draws.uniform(name, rows)[row, self.run])

    # -- who is away ----------------------------------------------------------------------------

    def days_of(self, week: int) -> range:
        """The days of a week, also those outside the year."""
        first = week * 7 - self.plan.before
        return range(first, first + 7)

    def is_whole(self, week: int) -> bool:
        """Whether all days of a week lie in the year."""
        return all(0 <= day < self.plan.days for day in self.days_of(week))

    def draw_leave(self) -> None:
        """Whole weeks of both, then single days of both; each keeps clear of what stands."""
        agreed = self.uniform("agreement", 1, 0) < self.assumed.not_both_away
        weeks: list[set[int]] = [set(), set()]
        for who in (ME, PARTNER):
            barred = weeks[ME] if who == PARTNER and agreed else set()
            weeks[who] = self.whole_weeks(who, barred)
        for who in (ME, PARTNER):
            self.people[who].leave = {
                day
                for week in weeks[who]
                for day in self.days_of(week)
                if self.plan.is_working(day)
            }
        for who in (ME, PARTNER):
            other = self.people[1 - who].leave if agreed else set()
            self.add_single_days(who, set(other))

    def whole_weeks(self, who: int, barred: set[int]) -> set[int]:
        taken: set[int] = set()
        room = math.floor(self.plan.leave_weeks[who])
        lengths = [2] * self.assumed.two_week_blocks + [1] * self.assumed.one_week_blocks
        for number, length in enumerate(lengths):
            if room < length:
                continue
            room -= length
            best, start = math.inf, None
            for week in range(self.plan.weeks):
                block = range(week, week + length)
                if any(
                    w >= self.plan.weeks or not self.is_whole(w) or w in taken or w in barred
                    for w in block
                ):
                    continue
                likely = 1.0
                if self.assumed.school_holidays and in_school_holidays(self.plan.monday(week)):
                    likely = 4.0
                chance = self.uniform(f"block {number} {NAMES[who]}", self.plan.weeks, week)
                wait = -math.log1p(-chance) / likely
                if wait < best:
                    best, start = wait, week
            if start is not None:
                taken.update(range(start, start + length))
        return taken

    def add_single_days(self, who: int, barred: set[int]) -> None:
        leave = self.people[who].leave
        part = self.uniform(f"leave part {NAMES[who]}", 1, 0)
        left = math.floor(float(self.plan.leave_weeks[who] * 5) + part) - len(leave)
        open_days = [day for day in range(self.plan.days) if self.plan.is_working(day)]
        scored = sorted(
            (self.uniform(f"days {NAMES[who]}", len(open_days), row), day)
            for row, day in enumerate(open_days)
            if day not in leave and day not in barred
        )
        leave.update(day for _, day in scored[: max(0, left)])

    def draw_sickness(self) -> None:
        daily = min(1.0, float(self.assumed.sick_spells) / 365.25)
        stays = 1 - 1 / float(self.assumed.sick_days)
        if not daily:
            return
        for who in (ME, PARTNER):
            for day in range(self.plan.days):
                chance = self.uniform(f"sick {NAMES[who]}", self.plan.days, day)
                if chance >= daily:
                    continue
                length = 1
                if stays > 0:
                    length += math.floor(math.log(max(chance / daily, 1e-300)) / math.log(stays))
                last = min(day + length, self.plan.days)
                self.people[who].sick.update(range(day, last))

    def is_away(self, who: int, day: int) -> bool:
        """On leave, sick, or for the partner off."""
        person = self.people[who]
        off = who == PARTNER and any(a <= day < b for a, b in self.plan.partner_off)
        return day in person.leave or day in person.sick or off

    def working_days(self, week: int) -> list[int]:
        """The working days of a week within the year."""
        return [
            d for d in self.days_of(week) if 0 <= d < self.plan.days and self.plan.is_working(d)
        ]

    def days_off(self, who: int, week: int) -> int:
        """How many of them a person is away."""
        return sum(self.is_away(who, day) for day in self.working_days(week))

    def share(self, who: int, week: int) -> float:
        """The part of a five-day week that a person works."""
        return (len(self.working_days(week)) - self.days_off(who, week)) / 5

    # -- duties ---------------------------------------------------------------------------------

    def falls(self, days: tuple[int, ...], rate: Fraction | None, name: str, week: int) -> float:
        """How often something falls in a week, before anybody is away."""
        if days[week] == NOT_ON:
            return 0
        if rate is None:
            return 1
        if self.average:
            return float(rate)
        phase = self.uniform(f"phase {name}", 1, 0)
        return math.floor((week + 1) * float(rate) + phase) - math.floor(week * float(rate) + phase)

    def done(self, duty: Duty, week: int) -> float:
        """How often a duty's holder does it in a week."""
        who = ME if duty.holder is Holder.ME else PARTNER
        if duty.kind is Kind.SPREAD:
            return self.share(who, week)
        often = self.falls(duty.days, duty.rate, duty.phase or duty.id, week)
        if duty.kind is Kind.CALL:
            return 0 if self.days_off(who, week) >= 3 else often
        return 0 if self.is_away(who, duty.days[week]) else often

    def mine_done(self, id_: str, week: int) -> float:
        """How often I do what others give way to, at most once."""
        found = [
            self.done(duty, week)
            for duty in self.plan.duties
            if duty.id == id_ and duty.kind is not Kind.SPREAD and duty.holder is Holder.ME
        ]
        return min(1, max(found, default=0))

    def do(self, duty: Duty, week: int) -> None:
        """Do a duty in a week, as often as it falls and is not given up for another."""
        person = self.people[ME if duty.holder is Holder.ME else PARTNER]
        times = self.done(duty, week)
        for id_ in duty.dropped_by:
            times *= 1 - self.mine_done(id_, week)
        planned = float(duty.minutes) * times
        if duty.kind is Kind.CALL:
            factor = self.call_factor(duty, week)
        else:
            factor = self.overrun(duty.id, duty.category, week)
        person.worked[week] += planned * factor
        person.protected[week] += float(duty.protected) * times
        if duty.paid:
            person.planned[week] += planned

    def call_factor(self, duty: Duty, week: int) -> float:
        """Only the unpredictable part of a duty week is uneven."""
        spread = float(self.assumed.call_spread)
        if not spread or not duty.uneven:
            return 1
        drawn = float(self.draws.gamma(duty.id, self.plan.weeks, spread=spread)[week, self.run])
        steady = duty.minutes - duty.uneven
        return (float(steady) + float(duty.uneven) * drawn) / float(duty.minutes)

    def overrun(self, name: str, category: str, week: int) -> float:
        """Worked over planned time: lognormal with the category's mean and spread."""
        if not category:
            return 1
        one = self.assumed.overrun(category)
        if not one.spread:
            return float(one.mean)
        normal = float(self.draws.normal(name, self.plan.weeks)[week, self.run])
        return log_normal(normal, float(one.mean), float(one.spread))

    # -- the post -------------------------------------------------------------------------------

    def attend(self, post: PostYear, one: Commitment, week: int) -> None:
        """One commitment in one week: who is there, and what it takes of them."""
        times = self.falls(one.days, one.rate, f"post {one.id}", week)
        there, covering = self.who_goes(post, one, week)
        minutes = float(one.minutes) * times
        factor = self.overrun(one.id, one.category, week)
        for who in there:
            person = self.people[who]
            person.for_post[week] += minutes * factor
            if who in covering:
                person.cover[week] += minutes
            else:
                person.planned[week] += minutes
        if ME in there:
            self.people[ME].protected[week] += float(one.protected) * times
        if ME in covering:
            displaced = float(one.displaces) * times
            self.people[ME].for_post[week] -= displaced
            self.people[ME].planned[week] -= displaced
            self.post.displaced += displaced
        self.post.due += times
        self.post.required += minutes
        if there:
            self.post.delivered += minutes
        else:
            self.post.missed[week] += times
        if one.needs_both:
            self.post.needed_both += times
            if len(there) == 2:
                self.post.both += times

    def who_goes(self, post: PostYear, one: Commitment, week: int) -> tuple[set[int], set[int]]:
        """Who is there, and which of them stands in for the other."""
        if one.days[week] == NOT_ON:
            return set(), set()
        on_duty = any(self.mine_done(id_, week) >= 1 for id_ in one.dropped_by)
        can = {
            who
            for who, holder in enumerate((Holder.ME, Holder.PARTNER))
            if holder in post.holders and not self.is_away(who, one.days[week])
        }
        if on_duty:
            can.discard(ME)
        if one.needs_both:
            return can, set()
        turn = None
        if one.mine is not None:
            turn = ME if goes_to_me(one.mine, week) else PARTNER
        if turn in can:
            return {turn}, set()
        if not post.covers:
            return set(), set()
        busy = any(self.mine_done(id_, week) >= 1 for id_ in one.busy_with)
        chances = {ME: one.my_chance and not busy, PARTNER: one.partner_chance}
        for who in (ME, PARTNER):
            if (
                who != turn
                and who in can
                and chances[who]
                and self.has_cover_left(post, one, who, week)
            ):
                return {who}, {who}
        return set(), set()

    def has_cover_left(self, post: PostYear, one: Commitment, who: int, week: int) -> bool:
        given = self.people[who].cover[week]
        return post.cover_limit is None or given + float(one.minutes) <= post.cover_limit

    def answer_requests(self, post: PostYear) -> list[float]:
        """Every request of the year: when it comes, how long it takes, how long it waits."""
        arrived = [0.0] * self.plan.weeks
        demand = post.demand
        if demand is None:
            return arrived
        open_days = [day for day in range(self.plan.days) if self.plan.is_working(day)]
        mean = float(demand.requests) * len(open_days) / 5
        most = int(mean + 6 * math.sqrt(mean)) + 1
        count = int(self.draws.poisson("requests", mean)[self.run])
        for number in range(min(count, most)):
            at = self.uniform("request at", most, number) * len(open_days)
            day = open_days[int(at)]
            minute = int(9 * 60 + (at - int(at)) * 8 * 60)
            urgent = self.uniform("request urgent", most, number) < demand.urgent
            normal = float(self.draws.normal("request minutes", most)[number, self.run])
            spread = float(demand.minutes * demand.spread)
            length = log_normal(normal, float(demand.minutes), spread)
            arrived[self.plan.week_of(day)] += length
            windows = post.at_work if urgent else post.on_post
            self.post.waits.append((self.wait(post, windows, day, minute), urgent))
        return arrived

    def wait(
        self,
        post: PostYear,
        windows: tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]],
        day: int,
        minute: int,
    ) -> int:
        """Minutes until somebody who is there has come to a window of theirs."""
        for later in range(day, self.plan.days):
            begins = [
                begin
                for who, holder in enumerate((Holder.ME, Holder.PARTNER))
                if holder in post.holders
                and self.plan.is_working(later)
                and not self.is_away(who, later)
                for begin in self.open_from(windows[who], later, minute if later == day else 0)
            ]
            if begins:
                return (later - day) * DAY + min(begins) - minute
        return (self.plan.days - day) * DAY - minute

    def open_from(self, windows: tuple[tuple[int, int], ...], day: int, minute: int) -> list[int]:
        """The first minutes of a day, not before this one, that lie in the windows of the week."""
        midnight = (day + self.plan.before) % 7 * DAY
        found = []
        for start, end in windows:
            first = max(start - midnight, minute)
            if first < min(end - midnight, DAY):
                found.append(first)
        return found

    def do_flexible_work(self, post: PostYear, arrived: list[float]) -> None:
        """Each week's flexible work and requests, and what waits, as far as there is room."""
        holders = [who for who, h in enumerate((Holder.ME, Holder.PARTNER)) if h in post.holders]
        waiting = 0.0
        for week in range(self.plan.weeks):
            wanted = float(post.flexible) * len(self.working_days(week)) / 5 + arrived[week]
            rooms = {who: float(post.rooms[who]) * self.share(who, week) for who in holders}
            spare = {
                who: float(self.assumed.own_time) if self.share(who, week) > 0 else 0.0
                for who in holders
            }
            need = wanted + waiting
            paid = min(need, sum(rooms.values()))
            unpaid = min(need - paid, sum(spare.values()))
            waiting = need - paid - unpaid
            for who in holders:
                person = self.people[who]
                part = paid * rooms[who] / sum(rooms.values()) if paid else 0.0
                own = unpaid * spare[who] / sum(spare.values()) if unpaid else 0.0
                person.planned[week] += part
                person.for_post[week] += part + own
            self.post.backlog[week] = waiting
            self.post.required += wanted
            self.post.delivered += paid + unpaid

    # -- what it comes to -----------------------------------------------------------------------

    def worked(self, who: int) -> list[float]:
        """Minutes of each week, the post's among them."""
        person = self.people[who]
        return [own + post for own, post in zip(person.worked, person.for_post, strict=True)]

    def unpaid(self, who: int) -> list[float]:
        """Minutes of each week beyond what is planned and paid."""
        planned = self.people[who].planned
        return [max(0.0, w - p) for w, p in zip(self.worked(who), planned, strict=True)]

    def measures(self) -> dict[str, float]:
        """The measures of this run, by name."""
        found = {f"me.{name}": value for name, value in self.of_person(ME).items()}
        post = self.plan.post
        if post is not None and Holder.PARTNER in post.holders:
            theirs = self.of_person(PARTNER)
            for not_known in ("weeks_over_contract", "weeks_over_own", "protected"):
                theirs.pop(not_known, None)
            found |= {f"partner.{name}": value for name, value in theirs.items()}
        if post is not None:
            found |= {f"post.{name}": value for name, value in self.of_post(post).items()}
        return found

    def of_person(self, who: int) -> dict[str, float]:
        plan, person = self.plan, self.people[who]
        whole = [week for week in range(plan.weeks) if self.is_whole(week)]
        worked = self.worked(who)
        with_work = [week for week in whole if worked[week] > 0]
        averages = []
        span = min(plan.average_weeks, len(whole))
        for first in range(len(whole) - span + 1):
            weeks = whole[first : first + span]
            present = span - sum(self.days_off(who, week) for week in weeks) / 5
            averages.append(sum(worked[week] for week in weeks) / max(present, 1))
        found = {
            "hours": sum(worked[week] for week in whole) / max(len(with_work), 1) / 60,
            "hours_year": sum(worked) / 60,
            "planned": sum(person.planned) / 60,
            "weeks_worked": len(with_work),
            "weeks_over_contract": sum(worked[w] > float(plan.contract) + 1e-6 for w in whole),
            "weeks_over_law": sum(worked[w] > plan.law_limit + 1e-6 for w in whole),
            "average_most": max(averages) / 60,
            "average_over": float(max(averages) > plan.law_limit),
            "unpaid": sum(self.unpaid(who)) / 60,
            "protected": sum(person.protected) / 60,
            "leave": len(person.leave),
        }
        if plan.own_limit is not None:
            found["weeks_over_own"] = sum(worked[w] > plan.own_limit + 1e-6 for w in whole)
        return found

    def of_post(self, post: PostYear) -> dict[str, float]:
        kept = self.post
        flags = [missed > 0 for week, missed in enumerate(kept.missed) if self.is_whole(week)]
        found = {
            "delivered": kept.delivered / kept.required if kept.required else 1,
            "backlog_most": max(kept.backlog) / 60,
            "backlog_end": kept.backlog[-1] / 60,
        }
        if post.commitments:
            uncovered = sum(kept.missed) / kept.due if kept.due else 0
            found |= {
                "covered": 1 - uncovered,
                "uncovered": uncovered,
                "weeks_uncovered": sum(flags),
                "longest_uncovered": longest_run(flags),
                "displaced": kept.displaced / 60,
            }
        if Holder.PARTNER in post.holders:
            mine, theirs = (sum(person.for_post) for person in self.people)
            found["balance"] = mine / (mine + theirs) if mine + theirs else 0.5
            if any(one.needs_both for one in post.commitments):
                found["both"] = kept.both / kept.needed_both if kept.needed_both else 1
        if post.demand is not None:
            for name, waits in (
                ("wait", [wait for wait, _ in kept.waits]),
                ("urgent_wait", [wait for wait, urgent in kept.waits if urgent]),
            ):
                found[name] = sum(waits) / len(waits) / 60 if waits else 0
        return found


def log_normal(normal: float, mean: float, spread: float) -> float:
    """A factor of this mean and standard deviation."""
    if not spread:
        return mean
    variance = math.log(1 + (spread / mean) ** 2)
    return math.exp(math.log(mean) - variance / 2 + math.sqrt(variance) * normal)


def longest_run(flags: list[bool]) -> int:
    """The longest run of true values."""
    longest = current = 0
    for flag in flags:
        current = current + 1 if flag else 0
        longest = max(longest, current)
    return longest
