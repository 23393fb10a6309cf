import { expect, it } from "vitest";
import { worthOf } from "./worth.ts";

const euros = (amount: string) => ({ amount, currency: "EUR" });
const team = (name: string) => ({ id: name.toLowerCase(), name });
const day = (name: string, month: string, amount: string) => ({
  team: team(name),
  month,
  perPersonDay: euros(amount),
});

it("says for each team, by name, in which month one more day brings most, and what a person would", () => {
  const person = { team: team("Web"), atLeast: null, about: euros("90"), perPersonMonth: euros("5") };
  const worth = worthOf(
    [day("Web", "2027-01", "9.00"), day("Web", "2027-02", "100.00"), day("Data", "2027-01", "3.00")],
    [person],
  );
  expect(worth.map((one) => [one.team.name, one.best?.month, one.person?.about.amount])).toEqual([
    ["Data", "2027-01", undefined],
    ["Web", "2027-02", "90"],
  ]);
});

it("keeps a team in which one more day brings nothing forward", () => {
  const person = { team: team("Web"), atLeast: euros("0"), about: euros("7"), perPersonMonth: euros("1") };
  expect(worthOf([], [person])).toEqual([{ team: person.team, best: null, person }]);
});
