import { existsSync } from "node:fs";

// Loaded before a command (`--import`): the variables of `.env` in the folder it runs in, which the environment outweighs.
// Node's own option for it, --env-file-if-exists, complains where there is no such file.

const FILE = ".env";

if (existsSync(FILE)) process.loadEnvFile(FILE);
