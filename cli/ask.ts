import { readArguments } from "./ask/read-arguments";
import { showProgress } from "./ask/show-progress";
import { prepareThrowAwayData } from "./ask/throw-away-data";
import { fail } from "./fail";

// `npm run ask -- PATH "question" ["question" …]`: indexes a folder into a throw-away embedded database and answers from
// it, through the same procedures and over HTTP, as a browser would.

const asked = readArguments(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
if ("help" in asked) {
  console.log(asked.help);
  process.exit(0);
}
if ("refusal" in asked) fail(asked.refusal, asked.status);

prepareThrowAwayData(asked.root);
const progress = showProgress(process.stderr);
progress.say("starting an embedded database");
// Only now: they read the environment when they are loaded.
const { answerQuestions } = await import("./ask/answer-questions");
try {
  await answerQuestions(asked, progress);
} catch (error) {
  progress.end();
  fail(error);
}
// What is written to a pipe may still be under way when a process ends by `exit`.
process.stdout.write("", () => process.exit(0));
