import { defineConfig } from "@playwright/test";
export default defineConfig({ testDir: "tests/e2e", workers: 1, timeout: 90000, reporter: [["list"]], outputDir: "/tmp/op-results" });
