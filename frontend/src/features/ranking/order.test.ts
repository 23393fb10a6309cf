import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MoveQueue, type PendingMove } from "./moveQueue.ts";
import { crossing, moved, movedAll, moveTo, neighbourAbove, staysPut } from "./order.ts";

const list = ["a", "b", "c", "d", "e"];
const to = (request: string, destination: Parameters<typeof moveTo>[2], line: number | null = 3) => {
  const move = moveTo(list, request, destination, line);
  return move && moved(list, move).join("");
};

describe("a move", () => {
  it.each([
    ["c", "up", "acbde"],
    ["c", "down", "abdce"],
    ["c", "top", "cabde"],
    ["c", "bottom", "abdec"],
    ["e", "line", "abecd"],
    ["a", "line", "bcade"],
    ["b", { place: 4 }, "acdbe"],
    ["b", { place: 99 }, "acdeb"],
    ["new", "up", "abcdenew"],
    ["new", "top", "newabcde"],
    ["new", "line", "abnewcde"],
    ["new", { place: 2 }, "anewbcde"],
  ] as const)("of %s to %j gives %s", (request, destination, order) =>
    expect(to(request, destination)).toBe(order),
  );
  it.each([
    ["a", "up"],
    ["a", "top"],
    ["e", "down"],
    ["e", "bottom"],
    ["c", "line"],
    ["b", { place: 2 }],
    ["new", "down"],
  ] as const)("of %s to %j changes nothing", (request, destination) =>
    expect(to(request, destination)).toBeNull(),
  );
  it("knows no line when nothing is planned", () => expect(to("e", "line", null)).toBeNull());
  it("made twice is made once, so a live answer cannot double it", () => {
    const move = { request: "e", after: "a" };
    expect(movedAll(list, [move, move])).toEqual(moved(list, move));
  });
  it("below a request that has left changes nothing", () =>
    expect(moved(list, { request: "a", after: "gone" })).toEqual(list));
  it("is undone by its earlier neighbour", () => {
    const after = neighbourAbove(list, "d") as string;
    expect(moved(moved(list, { request: "d", after: null }), { request: "d", after })).toEqual(list);
  });
});

describe("the commit line", () => {
  it("names what was pushed across, not what was moved", () =>
    expect(crossing(["a", "b", "c"], ["e", "a", "b"], "e")).toEqual({ fell: ["c"], rose: [] }));
  it("names what rose when something above left", () =>
    expect(crossing(["a", "b"], ["b", "c"], "a")).toEqual({ fell: [], rose: ["c"] }));
});

it("lets another's change appear only when the request under the pointer stays", () => {
  expect(staysPut(list, ["a", "b", "c", "e", "d"], "b")).toBe(true);
  expect(staysPut(list, ["b", "a", "c", "d", "e"], "b")).toBe(false);
  expect(staysPut(list, ["b", "a", "c", "d", "e"], null)).toBe(true);
});

describe("the queue of moves", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const pending = (request: string, after: string | null, from: string | null): PendingMove => ({
    request,
    after,
    from,
    reason: null,
    isUndo: false,
  });
  const setUp = () => {
    const answers: ((accepted: boolean) => void)[] = [];
    const sent: string[] = [];
    const queue = new MoveQueue((move) => {
      sent.push(`${move.request}>${move.after}`);
      return new Promise((resolve) => answers.push(resolve));
    });
    const answer = async (accepted: boolean) => {
      answers.shift()?.(accepted);
      await vi.advanceTimersByTimeAsync(0);
    };
    return { queue, sent, answer };
  };

  it("folds quick steps of one request into one move and remembers where it began", async () => {
    const { queue, sent } = setUp();
    queue.add(pending("e", "c", "d"), true);
    queue.add(pending("e", "b", "c"), true);
    queue.add(pending("e", "a", "b"), true);
    expect(queue.get()).toMatchObject([{ request: "e", after: "a", from: "d" }]);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(300);
    expect(sent).toEqual(["e>a"]);
  });

  it("sends nothing when the steps lead back", async () => {
    const { queue, sent } = setUp();
    queue.add(pending("e", "c", "d"), true);
    queue.add(pending("e", "d", "c"), true);
    await vi.advanceTimersByTimeAsync(500);
    expect(queue.get()).toEqual([]);
    expect(sent).toEqual([]);
  });

  it("sends one at a time and keeps each shown until it is answered", async () => {
    const { queue, sent, answer } = setUp();
    queue.add(pending("a", "c", null), false);
    queue.add(pending("b", "d", null), false);
    expect(sent).toEqual(["a>c"]);
    expect(queue.get()).toHaveLength(2);
    await answer(true);
    expect(sent).toEqual(["a>c", "b>d"]);
    expect(queue.get()).toHaveLength(1);
  });

  it("does not fold a step into a move that has gone out", async () => {
    const { queue, sent, answer } = setUp();
    queue.add(pending("e", "c", "d"), true);
    await vi.advanceTimersByTimeAsync(300);
    queue.add(pending("e", "b", "c"), true);
    expect(queue.get()).toHaveLength(2);
    await answer(true);
    await vi.advanceTimersByTimeAsync(300);
    expect(sent).toEqual(["e>c", "e>b"]);
  });

  it("puts everything back when one is refused", async () => {
    const { queue, sent, answer } = setUp();
    queue.add(pending("a", "c", null), false);
    queue.add(pending("b", "d", null), false);
    await answer(false);
    expect(queue.get()).toEqual([]);
    expect(sent).toEqual(["a>c"]);
  });

  it("sends at once what waits when the screen is left", () => {
    const { queue, sent } = setUp();
    queue.add(pending("e", "c", "d"), true);
    queue.flush();
    expect(sent).toEqual(["e>c"]);
  });
});
