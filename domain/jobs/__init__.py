"""Work for later, enqueued in the deed's own transaction: it happens if and only if the deed did."""

from domain.jobs.queue import enqueue

__all__ = ["enqueue"]
