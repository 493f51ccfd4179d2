import { z } from "zod";
import { preferencesSchema } from "@/db/schema/authentication";

/** The languages whose way of writing numbers and times can be chosen; sentences are English. */
export const locales = ["en", "en-GB", "en-US", "de", "es", "fr", "it", "ja", "nl", "pl", "pt-BR"] as const;

/** What people may change about themselves; what is left out stays. */
export const profileInput = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Write the name others should see.")
    .max(100, "Shorten the name to 100 characters.")
    .optional(),
  locale: z.enum(locales, "Choose one of the languages in the list.").optional(),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, "This is no time zone. One looks like Europe/Berlin.")
    .optional(),
  preferences: preferencesSchema.strict().optional(),
});

export type ProfileChanges = z.output<typeof profileInput>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    // An offset such as +02:00 knows no summer time.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
