"""Looking after the audit trail."""

import argparse
import asyncio

from api.cli.addresses import addresses
from api.cli.refusals import Refused
from api.settings import Settings


def verify(settings: Settings, asked: argparse.Namespace) -> int:
    """Check that the evidence is guarded and whole; 1 when something is wrong."""
    from domain.audit.verification import Finding
    from domain.audit.verification import verify as verified
    from domain.database.engine import Unavailable, connected
    from domain.migrations.guards import APPEND_ONLY

    async def looked(url: str) -> tuple[Finding, ...]:
        async with connected(url, size=1, read_size=1, statement_timeout=300):
            return await verified(APPEND_ONLY)

    with addresses(settings) as at:
        try:
            findings = asyncio.run(looked(at.serving))
        except Unavailable as away:
            raise Refused(str(away)) from None
    for finding in findings:
        print(f"{'wrong' if finding.wrong else 'fine '}  {finding.looked_at}")
        for each in finding.wrong:
            print(f"       - {each}")
    print("Not seen from here: a superuser who removed the guards, rewrote the past and put them back.")
    return 1 if any(finding.wrong for finding in findings) else 0
