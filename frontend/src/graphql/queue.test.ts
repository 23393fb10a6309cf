import { expect, it } from "vitest";
import { queues } from "./queue.ts";

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it("sends the commands of one queue one at a time, in the order given", async () => {
  const inTurn = queues();
  const trail: string[] = [];
  const task = (name: string, ms: number) => async () => {
    trail.push(`${name} goes`);
    await later(ms);
    trail.push(`${name} is back`);
  };
  await Promise.all([inTurn("rank", task("first", 15)), inTurn("rank", task("second", 1))]);
  expect(trail).toEqual(["first goes", "first is back", "second goes", "second is back"]);
});

it("lets the next command go after one that failed", async () => {
  const inTurn = queues();
  const failing = inTurn("rank", () => Promise.reject(new Error("refused")));
  const next = inTurn("rank", async () => "sent");
  await expect(failing).rejects.toThrow("refused");
  await expect(next).resolves.toBe("sent");
});

it("does not hold up commands of another queue or of none", async () => {
  const inTurn = queues();
  let release: () => void = () => {};
  const slow = inTurn("rank", () => new Promise<void>((resolve) => (release = resolve)));
  await expect(inTurn("capacity", async () => 1)).resolves.toBe(1);
  await expect(inTurn(undefined, async () => 2)).resolves.toBe(2);
  await Promise.resolve();
  release();
  await slow;
});
