import { settingsMessages } from "@/app/_messages/settings";

// In this order: most browsers also name the ones they descend from.
const browsers = [
  ["Edge", /\bEdg(e|A|iOS)?\//],
  ["Opera", /\bOPR\//],
  ["Firefox", /\b(Firefox|FxiOS)\//],
  ["Chrome", /\b(HeadlessChrome|Chrome|Chromium|CriOS)\//],
  ["Safari", /\bSafari\//],
  ["curl", /^curl\//],
] as const;

const systems = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMac OS X\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\bLinux\b/],
] as const;

/** "Firefox on Linux", as far as a browser's own description tells. */
export function deviceName(userAgent: string | null | undefined): string {
  const browser = browsers.find(([, pattern]) => pattern.test(userAgent ?? ""))?.[0];
  const system = systems.find(([, pattern]) => pattern.test(userAgent ?? ""))?.[0];
  if (browser && system) return settingsMessages.device(browser, system);
  return browser ?? system ?? settingsMessages.unknownDevice;
}
