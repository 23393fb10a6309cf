"""The whole story is told from its first day to now, in an empty database, with a line that shows how far it is."""

import sys
from datetime import datetime
from typing import TextIO

from api.demo.ballots import owners_disagree
from api.demo.company import NAME
from api.demo.conflicts import conflicts_arise
from api.demo.intake import wishes_come_in
from api.demo.owners import owners_decide
from api.demo.present import today_comes
from api.demo.priorities import priority_is_kept
from api.demo.resources import months_are_planned, offices_change
from api.demo.rounds import rounds_are_held
from api.demo.story import Story
from api.demo.value import reviews_are_held
from api.demo.what_ifs import what_ifs_are_saved
from domain.database import clock
from domain.database.clock import clock_at

WIDTH = 30


class Progress:
    """How far the story is: a bar that grows in a terminal, a line for each half year elsewhere."""

    def __init__(self, story: Story, out: TextIO) -> None:
        self._story = story
        self._out = out
        self._last = (0, 0)

    def __call__(self, moment: datetime) -> None:
        month = (moment.year, moment.month)
        if month <= self._last:
            return
        self._last = month
        story = self._story
        part = min(1.0, (moment - story.start) / (story.now - story.start))
        many = f"{moment:%B %Y}: {len(story.requests)} requests, {story.agenda.done} deeds"
        if self._out.isatty():
            bar = "#" * round(WIDTH * part)
            self._out.write(f"\r[{bar:<{WIDTH}}] {many:<52}")
        elif month[1] in (1, 7):
            self._out.write(f"{part:4.0%}  {many}\n")
        self._out.flush()

    def ended(self) -> None:
        """The last line."""
        story = self._story
        if self._out.isatty():
            self._out.write("\r" + " " * (WIDTH + 56) + "\r")
        self._out.write(
            f"The story is told: {len(story.requests)} requests and {story.agenda.done} deeds"
            f" in {story.months} months.\n"
        )
        self._out.flush()


async def load(scale: float = 1.0, *, out: TextIO | None = None) -> Story:
    """Found the company and tell its story up to now. `scale` below 1 tells a shorter one with fewer requests.

    The same day gives the same story. Needs an empty database and a session that may tell the time.
    """
    story = Story(clock.now(), scale)
    out = out or sys.stdout
    progress = Progress(story, out)
    out.write(f"Telling {story.months} months of {NAME}, the demo company; this happens once ...\n")
    out.flush()
    with clock_at(story.start):
        await story.cast.found()
    months_are_planned(story)
    offices_change(story)
    wishes_come_in(story)
    owners_decide(story)
    conflicts_arise(story)
    rounds_are_held(story)
    priority_is_kept(story)
    reviews_are_held(story)
    today_comes(story)
    owners_disagree(story)
    what_ifs_are_saved(story)
    await story.agenda.told(progress)
    progress.ended()
    return story
