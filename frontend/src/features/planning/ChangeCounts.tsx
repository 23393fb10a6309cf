import { Plural, Trans } from "@lingui/react/macro";

/** How many requests a planning round moves, in one sentence. */
export interface Counts {
  readonly comesIn: number;
  readonly earlier: number;
  readonly later: number;
  readonly dropsOut: number;
}

export function ChangeCounts({ counts: { comesIn, earlier, later, dropsOut } }: { counts: Counts }) {
  if (comesIn + earlier + later + dropsOut === 0) {
    return (
      <span>
        <Trans>It changed no months.</Trans>
      </span>
    );
  }
  const parts = [
    comesIn > 0 && <Plural key="in" value={comesIn} one="# comes in" other="# come in" />,
    earlier > 0 && <Plural key="earlier" value={earlier} one="# starts sooner" other="# start sooner" />,
    later > 0 && <Plural key="later" value={later} one="# starts later" other="# start later" />,
    dropsOut > 0 && <Plural key="out" value={dropsOut} one="# drops out" other="# drop out" />,
  ].filter((part) => part !== false);
  return (
    <span>
      {parts.map((part, at) => (
        <span key={part.key}>
          {at > 0 && ", "}
          {part}
        </span>
      ))}
      .
    </span>
  );
}
