import { describe, expect, it } from "vitest";
import { saysSignedOut } from "./faults.ts";

describe("an answer", () => {
  it("says that the session is over, whatever else it brings", () => {
    const errors = [{ message: "Sign in first.", extensions: { code: "UNAUTHENTICATED" } }];
    expect(saysSignedOut({ data: null, errors })).toBe(true);
    expect(saysSignedOut({ data: { request: null }, errors })).toBe(true);
  });

  it.each([
    null,
    {},
    { data: { me: null } },
    { errors: [{ message: "x" }] },
    { errors: [{ extensions: { code: "FORBIDDEN" } }] },
  ])("%j does not", (body) => expect(saysSignedOut(body)).toBe(false));
});
