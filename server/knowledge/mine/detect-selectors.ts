import type { FindingCollector } from "./collect-findings.ts";
import type { MinedRepository } from "./repository.ts";

const queries =
  /^(get|find|query)(All)?By(Role|Text|Label|LabelText|Placeholder|PlaceholderText|TestId|AltText|Title|DisplayValue)$|^(locator|querySelector|querySelectorAll|frameLocator)$|^find_elements?(_by_\w+)?$|^(get_by_(role|text|label|placeholder|test_id|alt_text|title))$/;

/** How tests find elements on a page. */
export function detectSelectors({ testCode }: MinedRepository, found: FindingCollector): void {
  for (const { file, facts } of testCode) {
    for (const { path, at } of facts.calls) {
      const name = path.replaceAll("()", "");
      const last = name.slice(name.lastIndexOf(".") + 1);
      if (queries.test(last)) found.add("selectors", last, { file, span: at });
      else if (/^(cy\.(get|contains|findBy\w+)|By\.\w+|\$\$?|page\.\$\$?)$/.test(name))
        found.add("selectors", name, { file, span: at });
    }
  }
}
