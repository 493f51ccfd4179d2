// Imported first by commands that use no keys: without it, reading the environment would write a new secrets.json into an
// empty data directory, or refuse a server's address whose keys are kept elsewhere.

/** Which keys the operator had set. */
export const hasKeys = Boolean(process.env.BETTER_AUTH_SECRET && process.env.ENCRYPTION_KEY);

process.env.BETTER_AUTH_SECRET ||= "not used by this command, only long enough";
process.env.ENCRYPTION_KEY ||= "not used by this command, only long enough";
