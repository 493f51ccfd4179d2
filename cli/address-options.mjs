import { parseArgs } from "node:util";
import { Refusal } from "./project.mjs";

/** The options of the commands that listen at an address. Whatever they do not know is refused, with their help. */
export function readAddressOptions(help) {
  try {
    const options = {
      host: { type: "string" },
      port: { type: "string" },
      help: { type: "boolean", short: "h" },
    };
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Refusal(`${error.message}\n\n${help}`);
  }
}
