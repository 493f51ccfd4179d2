import { findBrowser } from "./browser.ts";

/** Finds or unpacks a browser. Prints `{ origin }` or `{ reason }` as one line of JSON. */
const found = await findBrowser();
console.log(JSON.stringify("reason" in found ? { reason: found.reason } : { origin: found.origin }));
