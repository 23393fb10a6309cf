import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Move } from "./order.ts";
import { useHeldOrder } from "./useHeldOrder.ts";

const list = ["a", "b", "c", "d"];
const changed = ["c", "a", "b", "d"];
const set = (server: string[], pending: Move[] = []) =>
  renderHook(({ server, pending }) => useHeldOrder(server, pending), { initialProps: { server, pending } });

it("takes somebody else's change at once while nothing is pointed at", () => {
  const { result, rerender } = set(list);
  rerender({ server: changed, pending: [] });
  expect(result.current).toMatchObject({ base: changed, isHeld: false });
});

it("holds it while it would pull the request under the pointer away, and follows when the pointer leaves", () => {
  const { result, rerender } = set(list);
  act(() => result.current.pointAt("b"));
  rerender({ server: changed, pending: [] });
  expect(result.current).toMatchObject({ base: list, isHeld: true });
  act(() => result.current.pointAt(null));
  expect(result.current).toMatchObject({ base: changed, isHeld: false });
});

it("does not hold a change that leaves the request under the pointer in place", () => {
  const { result, rerender } = set(list);
  act(() => result.current.pointAt("d"));
  rerender({ server: changed, pending: [] });
  expect(result.current.isHeld).toBe(false);
});

it("holds everything while something is dragged, but drops what has left the list", () => {
  const { result, rerender } = set(list);
  act(() => result.current.dragging(true));
  rerender({ server: ["c", "a", "d"], pending: [] });
  expect(result.current).toMatchObject({ base: ["a", "c", "d"], isHeld: true });
  act(() => result.current.dragging(false));
  expect(result.current).toMatchObject({ base: ["c", "a", "d"], isHeld: false });
});

it("takes the answer to one's own move under the pointer, since nothing moves on the screen", () => {
  const move = { request: "c", after: null };
  const { result, rerender } = set(list);
  act(() => result.current.pointAt("a"));
  rerender({ server: list, pending: [move] });
  rerender({ server: changed, pending: [move] });
  rerender({ server: changed, pending: [] });
  expect(result.current).toMatchObject({ base: changed, isHeld: false });
});
