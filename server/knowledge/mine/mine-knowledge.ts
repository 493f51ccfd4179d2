import type { Finding, MinedFile } from "../finding.ts";
import { FindingCollector } from "./collect-findings.ts";
import { detectAssertions } from "./detect-assertions.ts";
import { detectCoverage } from "./detect-coverage.ts";
import { detectDoubles } from "./detect-doubles.ts";
import { detectFixtures } from "./detect-fixtures.ts";
import { detectFrameworks } from "./detect-frameworks.ts";
import { detectGaps } from "./detect-gaps.ts";
import { detectHelpers } from "./detect-helpers.ts";
import { detectHooks } from "./detect-hooks.ts";
import { detectImprovements } from "./detect-improvements.ts";
import { detectPatterns } from "./detect-patterns.ts";
import { detectRoutes } from "./detect-routes.ts";
import { detectRunners } from "./detect-runners.ts";
import { detectSelectors } from "./detect-selectors.ts";
import { readRepository } from "./repository.ts";

/**
 * What a repository's code says about its testing: the same files give the same findings, and every finding names the
 * places it was read from. No model takes part.
 */
export async function mineKnowledge(
  files: Iterable<MinedFile> | AsyncIterable<MinedFile>,
): Promise<Finding[]> {
  const repository = await readRepository(files);
  if (repository.tests.length === 0) return [];
  const found = new FindingCollector();
  detectFrameworks(repository, found);
  detectRunners(repository, found);
  detectPatterns(repository, found);
  detectDoubles(repository, found);
  detectFixtures(repository, found);
  detectSelectors(repository, found);
  detectRoutes(repository, found);
  detectAssertions(repository, found);
  detectHooks(repository, found);
  detectHelpers(repository, found);
  detectCoverage(repository, found);
  detectGaps(repository, found);
  detectImprovements(repository, found);
  return found.all();
}
