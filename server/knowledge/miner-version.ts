/** Goes up with every change of what the miner finds: the next run over a repository then mines it anew by itself. */
export const MINER_VERSION = 1;
