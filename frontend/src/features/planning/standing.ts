/** What a reader must know of the newest calculation of a kind. */
export type Standing = "none" | "under-way" | "failed" | "superseded" | "cancelled" | "old" | "fresh";

export interface Calculated {
  readonly state: "WAITING" | "RUNNING" | "DONE" | "CANCELLED" | "SUPERSEDED" | "FAILED";
  readonly ofPresentData: boolean;
}

/** A result of an older state says so; one that was never reached says why, whatever older result stands beside it. */
export function standingOf(newest: Calculated | null | undefined): Standing {
  switch (newest?.state) {
    case undefined:
      return "none";
    case "WAITING":
    case "RUNNING":
      return "under-way";
    case "FAILED":
      return "failed";
    case "SUPERSEDED":
      return "superseded";
    case "CANCELLED":
      return "cancelled";
    case "DONE":
      return newest?.ofPresentData ? "fresh" : "old";
  }
}
