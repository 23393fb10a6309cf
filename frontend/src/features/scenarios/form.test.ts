import { describe, expect, it } from "vitest";
import { numberTyped } from "#lib/numbers.ts";
import { changesIn, emptyForm, newLine, type ScenarioForm, withoutEmptyLines } from "./form.ts";
import { fieldOf, inputOf } from "./input.ts";
import { formOf, type SavedChange } from "./saved.ts";

const german = (text: string) => numberTyped(text, "de");
const named = (change: Partial<ScenarioForm>): ScenarioForm => ({
  ...emptyForm(),
  name: "More data",
  ...change,
});
const faultsOf = (form: ScenarioForm) =>
  inputOf(withoutEmptyLines(form), german, null).faults.map(({ field, fault }) => `${field} ${fault}`);

describe("the form of a scenario", () => {
  it("reads what was typed in the reader's language", () => {
    const capacity = [
      { ...newLine.capacity("2027-01"), team: "data", untilMonth: "2027-03", days: "12,5" },
      { ...newLine.capacity("2027-02"), team: "web", days: "-5" },
    ];
    const { input, faults } = inputOf(
      named({
        capacity,
        budgets: [{ ...newLine.budgets("2027-01"), amount: "120.000" }],
        settings: { ...emptyForm().settings, commitShare: "90", decideByMonths: "4" },
        weights: { retail: "2", finance: " " },
        effortFactor: "1,2",
      }),
      german,
      "earlier",
    );
    expect(faults).toEqual([]);
    expect(input).toEqual({
      name: "More data",
      purpose: "",
      follows: "earlier",
      changes: {
        planning: "PLANNING_ROUND",
        capacity: [
          { team: "data", month: "2027-01", untilMonth: "2027-03", days: 12.5, bought: true },
          { team: "web", month: "2027-02", untilMonth: null, days: -5, bought: false },
        ],
        budgets: [{ month: "2027-01", untilMonth: null, amount: "120000.00" }],
        policy: { commitShare: 0.9, decideByMonths: 4, entitlements: [{ unit: "retail", weight: 2 }] },
        effortFactor: "1.20",
      },
    });
  });
  it("leaves out lines that were opened and not filled, so that places agree with the wire's", () => {
    const form = named({
      capacity: [newLine.capacity("2027-01"), { ...newLine.capacity("2027-01"), team: "data", days: "" }],
      moves: [newLine.moves()],
      requestsIn: [newLine.requestsIn()],
    });
    expect(faultsOf(form)).toEqual(["changes.capacity.0.days number"]);
    expect(changesIn(form)).toBe(1);
  });
  it("names every field that stands in the way", () => {
    const form: ScenarioForm = {
      ...emptyForm(),
      moves: [{ ...newLine.moves(), request: "a", toTop: false }],
      requestsIn: [
        { ...newLine.requestsIn(), value: "much", efforts: [{ ...newLine.efforts(), team: "data" }] },
      ],
      options: [{ ...newLine.options(), question: "q" }],
      effortFactor: "0",
    };
    expect(faultsOf(form)).toEqual([
      "name name",
      "changes.moves.0.after after",
      "changes.requestsIn.0.title title",
      "changes.requestsIn.0.unit unit",
      "changes.requestsIn.0.value number",
      "changes.requestsIn.0.efforts.0.days number",
      "changes.options.0 option",
      "changes.effortFactor positive",
    ]);
  });
  it("wants at least one change", () => {
    expect(faultsOf(named({}))).toEqual(["null nothing"]);
    expect(faultsOf(named({ calibrateEfforts: "no" }))).toEqual([]);
  });
  it("finds its field whatever spelling the server uses", () => {
    expect(fieldOf("input.changes.capacity[0].until_month")).toBe("changes.capacity.0.untilMonth");
    expect(fieldOf("changes.policy.smallItemDays")).toBe("changes.policy.smallItemDays");
    expect(fieldOf("changes.requestsOut.0")).toBe("changes.requestsOut.0");
  });
  it("leads from what is said of a line to one of its fields, and from what is said of all to none", () => {
    expect(fieldOf("changes.capacity.1")).toBe("changes.capacity.1.days");
    expect(fieldOf("changes.moves.0")).toBe("changes.moves.0.request");
    expect(fieldOf("changes.requestsIn.0.efforts")).toBe("changes.requestsIn.0.efforts.0.team");
    expect(fieldOf("changes")).toBeNull();
  });
});

describe("a saved scenario", () => {
  const change = (kind: string, parts: Partial<SavedChange>): SavedChange => ({
    kind,
    text: "",
    requests: [],
    ...parts,
  });
  it("comes back into the form as it was typed", () => {
    const form = formOf(
      {
        name: "More data",
        purpose: "For the board",
        planning: "WITHIN_CYCLE",
        changes: [
          change("CAPACITY", {
            team: { id: "data" },
            firstMonth: "2027-01",
            lastMonth: "2027-01",
            days: 12.5,
            bought: true,
          }),
          change("POLICY", { setting: "commitShare", settingValue: 0.9 }),
          change("POLICY", { setting: "entitlements", settingValue: [{ unit: "retail", weight: 2 }] }),
          change("POLICY", { setting: "calibrateEfforts", settingValue: false }),
          change("ORDER", { unit: { id: "retail" }, requests: [{ id: "b" }, { id: "a" }] }),
          change("MOVE", { requests: [{ id: "a" }], after: { id: "b" } }),
          change("REQUEST_OUT", { requests: [{ id: "c" }] }),
          change("EFFORT", { factor: "1.20" }),
          change("OPTION", { question: "q", option: { id: "o" } }),
          change("REQUEST_IN", {
            newRequest: {
              title: "Kiosk",
              unit: { id: "retail" },
              value: { amount: "5000.00" },
              oneOffCost: { amount: "0.00" },
              efforts: [{ team: { id: "data" }, days: 8 }],
              deadline: "2027-05-01",
              atTop: true,
            },
          }),
        ],
      },
      (value) => String(value).replace(".", ","),
    );
    expect(form.capacity[0]).toMatchObject({
      team: "data",
      month: "2027-01",
      untilMonth: null,
      days: "12,5",
    });
    const { input, faults } = inputOf(form, german, null);
    expect(faults).toEqual([]);
    expect(input.changes).toEqual({
      planning: "WITHIN_CYCLE",
      capacity: [{ team: "data", month: "2027-01", untilMonth: null, days: 12.5, bought: true }],
      policy: { commitShare: 0.9, entitlements: [{ unit: "retail", weight: 2 }], calibrateEfforts: false },
      order: [{ unit: "retail", requests: ["b", "a"] }],
      moves: [{ request: "a", after: "b" }],
      requestsOut: ["c"],
      effortFactor: "1.20",
      options: ["o"],
      requestsIn: [
        {
          title: "Kiosk",
          unit: "retail",
          value: "5000.00",
          oneOffCost: "0.00",
          efforts: [{ team: "data", days: 8 }],
          deadline: "2027-05-01",
          after: null,
          atTop: true,
        },
      ],
    });
  });
});
