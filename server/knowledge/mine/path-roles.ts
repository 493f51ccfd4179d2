const testFolders = /(^|\/)(tests?|__tests__|specs?|e2e|cypress|testing|testdata|__mocks__|__fixtures__)\//;
const testNames = [
  /\.(test|spec|cy|tst|test-d|bench)\.[mc]?[jt]sx?$/,
  /^(test|tests|spec)\.[mc]?[jt]sx?$/,
  /^setup-?tests?\.[mc]?[jt]sx?$/i,
  /^(test_.*|.*_test|tests|conftest)\.py$/,
  /_test\.go$/,
  /^(Test[A-Z]\w*|\w+(Test|Tests|TestCase|IT))\.java$/,
];
const configNames = [
  /(^|[.-])(config|conf|rc)\.[mc]?[jt]s$/,
  /^(\.[\w.-]+|gulpfile|gruntfile|karma\.conf|wallaby)\.[mc]?[jt]s$/i,
  /^(setup|conf|noxfile|tasks|manage|fabfile|test_settings|settings)\.py$/,
  /^(package-info|module-info)\.java$/,
];
const asideFolders =
  /(^|\/)(_?examples?|docs?|bench(marks?)?|demos?|scripts|vendor|third_party|node_modules)\//i;
const dataNames =
  /\.(json|ya?ml|toml|txt|csv|tsv|xml|html?|sql|golden|ndjson|proto|graphql|properties|ini|env|log)$/i;
const configData =
  /^(package(-lock)?|tsconfig.*|jest.*|\..*|composer|karma.*|cypress|playwright.*)\.(json|ya?ml|toml)$/i;

export const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Test code: what lies in a folder for tests or is named as a test, helpers and data among it. */
export const isTestPath = (path: string): boolean =>
  testFolders.test(path) || testNames.some((one) => one.test(baseName(path)));

/** Whether a folder for tests holds it, rather than the folder of what it tests. */
export const isInTestFolder = (path: string): boolean => testFolders.test(path);

/** Code that the product is made of: no test, no configuration, no declarations, no examples. */
export const isModulePath = (path: string): boolean =>
  !isTestPath(path) &&
  !asideFolders.test(`/${path}`) &&
  !/\.d\.[mc]?ts$/.test(path) &&
  !configNames.some((one) => one.test(baseName(path)));

/** A file of data, which tests read, and no configuration. */
export const isDataPath = (path: string): boolean =>
  dataNames.test(path) && !configData.test(baseName(path)) && !baseName(path).startsWith(".");

/** `price` of `price.ts`, `price.test.ts`, `test_price.py`, `price_test.go`, `PriceTest.java`: what a name is about. */
export function subjectOf(path: string): string {
  const name = baseName(path);
  const stem = name.slice(0, name.indexOf(".") < 0 ? undefined : name.indexOf("."));
  if (!isTestPath(path)) return stem.toLowerCase();
  return stem
    .replace(/^test_|_test$/, "")
    .replace(/^Test(?=[A-Z])|(Tests?|TestCase|IT)$/, "")
    .toLowerCase();
}

/** Whether a file can say how tests are run or measured. */
export const isConfiguration = (path: string): boolean =>
  /^(package|template)\.json$|^(Makefile|makefile|GNUmakefile|Justfile|justfile|Jenkinsfile)$|^(tox|setup|pytest)\.(ini|cfg)$|^(setup|noxfile)\.py$|^pyproject\.toml$|^(pom|build)\.xml$|^build\.gradle(\.kts)?$|^\.travis\.yml$|^\.(nycrc|coveragerc|c8rc)(\.json)?$|^\.?codecov\.ya?ml$|^(vitest|vite|jest|playwright|karma|cypress)[\w.-]*\.(config|conf)\.[mc]?[jt]s$|^(vitest|jest|playwright|cypress)\.config\.[mc]?[jt]s$/.test(
    baseName(path),
  ) || /(^|\/)(\.github\/workflows|\.circleci)\/[^/]+\.ya?ml$|(^|\/)\.gitlab-ci\.yml$/.test(path);
