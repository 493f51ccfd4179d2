import { auditMessages as messages } from "@/app/_messages/audit";

/** An action in words; one that this version has no sentence for says its own name: "thing.do_it" is "thing: do it". */
export function actionWords(action: string): string {
  const known = Object.hasOwn(messages.actions, action) ? messages.actions[action] : undefined;
  return known ?? action.replace(".", ": ").replaceAll("_", " ");
}

/** A kind of thing in words, by the name of its table. */
export function thingWords(table: string): string {
  const known = Object.hasOwn(messages.things, table) ? messages.things[table] : undefined;
  return known ?? capital(table.replaceAll("_", " "));
}

/** With a capital, as it stands in a list of choices rather than behind a name. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
