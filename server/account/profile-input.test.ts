import { expect, test } from "vitest";
import { profileInput } from "./profile-input";

test("a profile takes names, languages, time zones and preferences that exist", () => {
  const profile = {
    name: " Ada ",
    locale: "de",
    timeZone: "Europe/Berlin",
    preferences: { theme: "dark" },
  };
  expect(profileInput.parse(profile)).toEqual({ ...profile, name: "Ada" });
  expect(profileInput.parse({})).toEqual({});
});

test.each([
  [{ name: "   " }, "Write the name"],
  [{ name: "a".repeat(101) }, "Shorten the name"],
  [{ locale: "tlh" }, "Choose one of the languages"],
  [{ timeZone: "Mars/Olympus" }, "no time zone"],
  [{ timeZone: "+02:00" }, "no time zone"],
  [{ preferences: { theme: "pink" } }, ""],
  [{ preferences: { admin: true } }, ""],
])("%j is refused", (input, message) => {
  const { error } = profileInput.safeParse(input);
  expect(error?.issues[0]?.message).toContain(message);
});
