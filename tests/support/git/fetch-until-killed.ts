import { fetchCommit } from "@/server/git/fetch-commit";
import { makeTemporaryFolder } from "@/server/indexing/temporary-folder";

// A process of its own that a test kills while git fetches for it.

const [url = ""] = process.argv.slice(2);
const { folder } = await makeTemporaryFolder();
process.stdout.write(`${folder}\n`);
const head = { url, commit: "0".repeat(40), branch: "main" };
await fetchCommit({ url, branch: "main", token: undefined }, { head, folder }, new AbortController().signal);
