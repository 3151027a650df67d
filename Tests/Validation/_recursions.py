# SPDX-License-Identifier: GPL-3.0-or-later
"""Five short recursions that serve lines, written without looking at the program's kernel.

All times are whole microseconds. A request is (joined, tie, work): `tie` orders requests that joined at the same
instant, by class and then by number within the class. What comes out, by position of the request, is when it was
started first, when it was finished, how long it waited in all and how long of that nobody was on duty.
"""

import heapq

STRICT, RELAXED = "strict", "relaxed"
FINISH, HAND_OVER, INTERRUPT = "finish", "hand over", "interrupt"


def first_come(requests, servers):
    """Each request, in the order of joining, takes the server that is free first.

    Kiefer and Wolfowitz, Transactions of the American Mathematical Society 78 (1955) 1-18.
    """
    free_from = [0] * servers
    answers = [None] * len(requests)
    for position in sorted(range(len(requests)), key=lambda p: requests[p][:2]):
        joined, _, work = requests[position]
        started = max(joined, free_from[0])
        heapq.heapreplace(free_from, started + work)
        answers[position] = (started, started + work, started - joined, 0)
    return answers


def by_priority(requests, priorities, servers):
    """The request with the smallest priority, then the oldest, takes a free server; no service is broken off."""
    order = sorted(range(len(requests)), key=lambda p: requests[p][:2])
    answers = [None] * len(requests)
    busy_until, waiting, coming, now = [], [], 0, 0
    while coming < len(order) or waiting:
        arrivals = [requests[order[coming]][0]] if coming < len(order) else []
        departures = busy_until[:1]
        now = min(arrivals + departures)
        while busy_until and busy_until[0] == now:
            heapq.heappop(busy_until)
        while coming < len(order) and requests[order[coming]][0] == now:
            heapq.heappush(waiting, (priorities[order[coming]], coming))
            coming += 1
        while waiting and len(busy_until) < servers:
            position = order[heapq.heappop(waiting)[1]]
            joined, _, work = requests[position]
            heapq.heappush(busy_until, now + work)
            answers[position] = (now, now + work, now - joined, 0)
    return answers


def blocking_tandem(requests, places):
    """One gate, a yard with a few places, one booth inside the yard; the gate stays occupied until there is a place.

    A request is (joined, tie, work at the gate, work at the booth). Of each the answers at gate, yard and booth; a
    yard has no end. Buzacott and Shanthikumar, Stochastic Models of Manufacturing Systems (1993), section 5.2.
    """
    answers = [None] * len(requests)
    gate_free, left = 0, [0] * places
    for position in sorted(range(len(requests)), key=lambda p: requests[p][:2]):
        joined, _, gate_work, booth_work = requests[position]
        began = max(joined, gate_free)
        finished = began + gate_work
        entered = max(finished, left[-places])
        served = max(entered, left[-1])
        gate_free = entered
        left.append(served + booth_work)
        answers[position] = (
            (began, finished, began - joined, 0), (entered, None, entered - finished, 0),
            (served, served + booth_work, served - entered, 0))
    return answers


def with_roster(requests, changes, rule):
    """First come, first served, by officers who come and go.

    `changes` maps an instant to (coming, leaving). Who comes is there before anybody leaves; those who are idle leave
    first, then those whose job began first, as the rule says. Who has just come does not leave, but under `hand over`
    goes on with the job of one who does, the oldest job first. A request that is broken off waits at the place of its
    age.
    """
    order = sorted(range(len(requests)), key=lambda p: requests[p][:2])
    rank = {position: number for number, position in enumerate(order)}
    remaining = [work for _, _, work in requests]
    started, finished = [None] * len(requests), [None] * len(requests)
    waited, unattended = [0] * len(requests), [0] * len(requests)
    waits_since = {}
    working, going_home = {}, set()  # position: (began, ends)
    waiting = []
    free = next_arrival = nobody_for = last = 0
    instants = sorted(changes)
    while next_arrival < len(order) or waiting or working:
        due = [requests[order[next_arrival]][0]] if next_arrival < len(order) else []
        due += [min(ends for _, ends in working.values())] if working else []
        due += instants[:1]
        if not due:
            break
        now = min(due)
        if free == 0 and not working:
            nobody_for += now - last
        last = now
        coming, leaving = changes[now] if instants and instants[0] == now else (0, 0)
        if instants and instants[0] == now:
            instants.pop(0)
        free += coming
        for position in [p for p, (_, ends) in working.items() if ends == now]:
            del working[position]
            finished[position] = now
            if position in going_home:
                going_home.remove(position)
            else:
                free += 1
        idle = min(leaving, max(0, free - coming))
        free, leaving = free - idle, leaving - idle
        staying = [p for p in working if p not in going_home]
        leavers = sorted(staying, key=lambda p: (working[p][0], requests[p][1]))[:leaving]
        if rule == HAND_OVER:
            continued = min(len(leavers), coming, free)
            free, leavers = free - continued, leavers[continued:]
        for position in leavers:
            if rule == FINISH:
                going_home.add(position)
            else:
                remaining[position] = working.pop(position)[1] - now
                heapq.heappush(waiting, rank[position])
                waits_since[position] = (now, nobody_for)
        while next_arrival < len(order) and requests[order[next_arrival]][0] == now:
            heapq.heappush(waiting, next_arrival)
            waits_since[order[next_arrival]] = (now, nobody_for)
            next_arrival += 1
        while free and waiting:
            position = order[heapq.heappop(waiting)]
            free -= 1
            since, nobody_then = waits_since.pop(position)
            waited[position] += now - since
            unattended[position] += nobody_for - nobody_then
            working[position] = (now, now + remaining[position])
            if started[position] is None:
                started[position] = now
    return list(zip(started, finished, waited, unattended))


def several_pools(requests, units, policy):
    """Requests that need one unit of each of several pools at once, all or none.

    A request is (joined, tie, work, needs). At each instant the waiting are looked at by age. `relaxed`: whoever finds
    a free unit of each pool begins. `strict`: nobody takes a unit of a pool that an older one still waits for.
    """
    order = sorted(range(len(requests)), key=lambda p: requests[p][:2])
    answers = [None] * len(requests)
    free = dict(units)
    working, waiting, coming = [], [], 0  # working: (ends, position)
    while coming < len(order) or waiting:
        due = [requests[order[coming]][0]] if coming < len(order) else []
        now = min(due + [ends for ends, _ in working[:1]])
        while working and working[0][0] == now:
            for pool in requests[heapq.heappop(working)[1]][3]:
                free[pool] += 1
        while coming < len(order) and requests[order[coming]][0] == now:
            waiting.append(order[coming])
            coming += 1
        wanted = set()
        for position in list(waiting):
            joined, _, work, needs = requests[position]
            if all(free[pool] > 0 for pool in needs) and not wanted.intersection(needs):
                for pool in needs:
                    free[pool] -= 1
                waiting.remove(position)
                heapq.heappush(working, (now + work, position))
                answers[position] = (now, now + work, now - joined, 0)
            elif policy == STRICT:
                wanted.update(needs)
    return answers
