"""How requests move between two plans, in words. Pure."""

from domain.wording import days, joined, money


def moves_text(came_in: int, dropped_out: int, earlier: int, later: int) -> str:
    """How many requests move, in words: "2 requests come in, 1 starts later"."""
    said = [
        f"{number} {one if number == 1 else several}"
        for number, one, several in (
            (came_in, "comes in", "come in"),
            (dropped_out, "drops out", "drop out"),
            (earlier, "starts earlier", "start earlier"),
            (later, "starts later", "start later"),
        )
        if number
    ]
    if not said:
        return "no request moves"
    number, rest = said[0].split(" ", 1)
    return joined([f"{number} {'request' if number == '1' else 'requests'} {rest}", *said[1:]])


def more_text(effort: int, promised: int) -> str:
    """Work and value, more or less: "40 days and €120,000 more"."""
    said = [
        f"{text} {'more' if change > 0 else 'less'}"
        for change, text in ((effort, f"{days(abs(effort))} days"), (promised, money(abs(promised))))
        if change
    ]
    return joined(said) if said else "days and value stay"
