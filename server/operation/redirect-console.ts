import { log, scrub } from "@/server/log";

/**
 * Sends errors and warnings that Next and other packages print into the log, where secrets are blotted out and the
 * request is named: they print whole errors, and drivers put the values of statements into those.
 */
export function redirectConsole(): void {
  for (const level of ["error", "warn"] as const) {
    console[level] = (...parts: unknown[]) => {
      const errors = parts.filter((part) => part instanceof Error);
      const texts = parts.filter((part): part is string => typeof part === "string");
      const others = parts.filter((part) => !(part instanceof Error) && typeof part !== "string");
      const message =
        texts.join(" ") || errors[0]?.message.split("\nparams: ", 1)[0] || "Printed by a package";
      log[level](
        {
          ...(errors.length > 0 ? { err: errors[0] } : {}),
          ...(others.length > 0 ? { details: others } : {}),
        },
        message,
      );
    };
  }
}

/** A line for the person at the terminal, without what no log may hold. */
export function sayPlainly(text: string): void {
  process.stderr.write(scrub(text));
}
