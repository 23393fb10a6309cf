"""PSPLIB's projects under limited resources (.sm): resources are teams, jobs are requests, a unit of time is a period.

A job needs the same of each resource in every period that it lasts, which is what an even spread of its effort gives.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from api.cases.broken import Broken
from domain.planning.rules import Problem, Team, Work

_HEADS = ("PRECEDENCE RELATIONS", "REQUESTS/DURATIONS", "RESOURCEAVAILABILITIES")
MOST_JOBS = 2_000


@dataclass(frozen=True, slots=True)
class Job:
    """What a job lasts, what it needs of each resource while it does, and the jobs that follow it."""

    duration: int
    needs: tuple[int, ...]
    followers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """Jobs by number, and what there is of each resource in every period."""

    jobs: dict[int, Job]
    available: tuple[int, ...]


def project(text: str) -> Project:
    """The project of a file. Raises Broken."""
    for kind in ("nonrenewable", "doubly constrained"):
        found = re.search(rf"-\s*{kind}\s*:\s*(\d+)", text)
        if found and int(found[1]):
            raise Broken(f"The project has resources of the kind “{kind}”; only renewable ones can be planned.")
    sections = {head: list(_rows(text, head)) for head in _HEADS}
    limits = sections["RESOURCEAVAILABILITIES"]
    if len(limits) != 1:
        raise Broken("The section RESOURCEAVAILABILITIES holds one row of numbers.")
    available = tuple(limits[0][1])
    followers: dict[int, tuple[int, ...]] = {}
    for line, row in sections["PRECEDENCE RELATIONS"]:
        if len(row) < 3 or len(row) != 3 + row[2]:
            raise Broken(f"Line {line}: a job says its number, its modes, how many follow it, and which.")
        if row[1] != 1:
            raise Broken(f"Line {line}: job {row[0]} has {row[1]} modes; only jobs of one mode can be planned.")
        followers[row[0]] = tuple(row[3:])
    jobs: dict[int, Job] = {}
    for line, row in sections["REQUESTS/DURATIONS"]:
        if len(row) != 3 + len(available):
            raise Broken(f"Line {line}: a job says its number, its mode, its duration and a need of each resource.")
        job, mode, duration, *needs = row
        if mode != 1 or job in jobs or job not in followers:
            raise Broken(f"Line {line}: job {job} stands here once, with one mode, and among the precedence relations.")
        for resource, (need, limit) in enumerate(zip(needs, available, strict=True), 1):
            if need > limit and duration:
                raise Broken(f"Line {line}: job {job} needs {need} of resource {resource}, of which there is {limit}.")
        jobs[job] = Job(duration, tuple(needs), followers[job])
    if not jobs or len(jobs) > MOST_JOBS:
        raise Broken(f"The project has {len(jobs)} jobs; 1 to {MOST_JOBS} can be planned.")
    for job, made in jobs.items():
        if unknown := [one for one in made.followers if one not in jobs]:
            raise Broken(f"Job {job} is followed by {unknown[0]}, which is no job of the project.")
    return Project(jobs, available)


def _rows(text: str, head: str) -> Iterator[tuple[int, list[int]]]:
    """The rows of whole numbers between a section's head and the next line of stars."""
    inside = False
    seen = False
    for line, row in enumerate(text.splitlines(), 1):
        if row.strip().startswith(head):
            inside = seen = True
        elif inside and row.startswith("***"):
            inside = False
        elif inside:
            words = row.split()
            if words and all(word.isdigit() for word in words):
                yield line, [int(word) for word in words]
    if not seen:
        raise Broken(f"The section {head} is missing.")


def problem(given: Project) -> Problem:
    """The planning problem: everything in one list, finished one after another at the latest.

    Jobs that take no time hold nothing; whoever follows one waits for what it waits for. Raises Broken for jobs that
    wait for each other in a circle.
    """
    before = _before(given)
    length = max(1, sum(job.duration for job in given.jobs.values()))
    teams = tuple(Team(f"R{number}", (limit,) * length) for number, limit in enumerate(given.available, 1))
    works = tuple(
        Work(
            str(number),
            "project",
            tuple((team.team, need * job.duration) for team, need in zip(teams, job.needs, strict=True) if need),
            after=tuple(str(one) for one in sorted(before[number])),
            duration=job.duration,
        )
        for number, job in sorted(given.jobs.items())
        if job.duration
    )
    return Problem(teams, works, horizon=length, longest=length, valuation=length)


def _before(given: Project) -> dict[int, set[int]]:
    """What each job waits for, through those that take no time."""
    waiting = dict.fromkeys(given.jobs, 0)
    for job in given.jobs.values():
        for one in job.followers:
            waiting[one] += 1
    ready = [number for number, count in sorted(waiting.items()) if not count]
    before: dict[int, set[int]] = {number: set() for number in given.jobs}
    done = 0
    while ready:
        number = ready.pop()
        done += 1
        job = given.jobs[number]
        for one in job.followers:
            before[one] |= {number} if job.duration else before[number]
            waiting[one] -= 1
            if not waiting[one]:
                ready.append(one)
    if done < len(given.jobs):
        raise Broken("Jobs wait for each other in a circle.")
    return before
