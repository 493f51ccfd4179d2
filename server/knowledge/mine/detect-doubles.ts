import type { FindingCollector } from "./collect-findings.ts";
import { isTestPath } from "./path-roles.ts";
import type { MinedRepository, ReadFile } from "./repository.ts";

/** By language: the calls that make a double, as they are written. */
const makers: Record<string, RegExp> = {
  js: /^(sinon|sandbox)\.(spy|stub|mock|fake|replace|createSandbox|createStubInstance|useFakeTimers|useFakeServer)$|^(vi|jest)\.(fn|mock|doMock|spyOn|mocked|hoisted|useFakeTimers|stubGlobal|stubEnv|setSystemTime|createMockFromModule|unstable_mockModule)$|^((t|test)\.)?mock\.(fn|method|getter|setter|module|timers\.enable)$|^td\.(func|object|replace|constructor|instance)$|^cy\.(intercept|stub|spy|clock)$|^(page|context)\.route$|^jasmine\.(createSpy|createSpyObj|clock)$|^(nock|setupServer|proxyquire|rewiremock)$|^esmock$/,
  py: /^((unittest\.)?mock\.)?(Mock|MagicMock|AsyncMock|NonCallableMock|PropertyMock|create_autospec|mock_open|patch(\.(object|dict|multiple))?)$|^monkeypatch\.(setattr|setenv|setitem|delattr|delenv|delitem|chdir|syspath_prepend)$|^mocker\.\w+(\.\w+)?$|^responses\.(add|activate)$|^(requests_mock\.\w+|freeze_time|respx\.\w+|httpretty\.\w+)$/,
  go: /^httptest\.(NewRecorder|NewServer|NewTLSServer|NewUnstartedServer)$|^(gomock\.NewController|sqlmock\.New\w*|httpmock\.Activate\w*|iotest\.\w+|fake\.NewSimpleClientset)$/,
  java: /^((\w*Mockito|EasyMock|PowerMock\w*)\.)?(mock|spy|createMock|createNiceMock|createStrictMock|mockStatic)$|^Mockito\.(when|doReturn|doThrow|doNothing)$/,
};
const marks = /^(Mock|Spy|MockBean|SpyBean|InjectMocks|Captor|MockitoBean)$/;
const bareNames =
  /^(Mock|MagicMock|AsyncMock|NonCallableMock|PropertyMock|create_autospec|mock_open|patch|mock|spy|freeze_time)(\.|$)/;

/** What stands in for the real thing: calls and annotations that make doubles, and files that are one. */
export function detectDoubles({ testCode }: MinedRepository, found: FindingCollector): void {
  for (const read of testCode) {
    const { file, facts } = read;
    const maker =
      makers[
        file.language === "py" || file.language === "go" || file.language === "java" ? file.language : "js"
      ];
    for (const { path, at } of facts.calls) {
      const name = path.replaceAll("()", "");
      if (maker?.test(name) && isImported(name, read)) found.add("mocks", name, { file, span: at });
    }
    for (const { name, at } of facts.marks) {
      if (file.language === "java" ? marks.test(name) : maker?.test(name) && isImported(name, read))
        if (
          !facts.calls.some(
            (call) => call.at.start >= at.start && call.at.end <= at.end && call.path === name,
          )
        )
          found.add("mocks", file.language === "java" ? `@${name}` : name, { file, span: at });
    }
    if (isDouble(read)) found.add("mocks", file.path, { file });
  }
}

/** A name without a module before it is a double only where it comes from a library of doubles. */
function isImported(name: string, { facts }: ReadFile): boolean {
  if (!bareNames.test(name)) return true;
  const first = name.split(".")[0] ?? "";
  const from = facts.imports.find(
    ({ names, module }) => names.includes(first) || names.includes("*") || module.endsWith(`.${first}`),
  );
  return from ? /mock|freezegun|node:test/i.test(`${from.module}.${first}`) : false;
}

const doubleNames = /(^|\/)__mocks__\/|(^|\/)([Mm]ock|[Ff]ake|[Ss]tub)s?(?![a-z])[^/]*(\/|\.\w+$)/;

function isDouble({ file, facts }: ReadFile): boolean {
  return (
    isTestPath(file.path) && doubleNames.test(file.path) && !facts.parts.some(({ kind }) => kind === "test")
  );
}
