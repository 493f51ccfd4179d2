const intervals: Record<number, string> = {
  60: "Every hour",
  360: "Every 6 hours",
  1440: "Every day",
  10080: "Every week",
};

/** Sentences of git repositories: adding one, what is shown of it, and its settings. */
export const gitMessages = {
  address: "Address",
  addressHint:
    "The https address one clones it from. Everybody in the organization can read what is indexed from it.",
  addressPlaceholder: "https://git.example.org/team/project.git",
  addressMissing: "Give the address of the repository.",
  branch: "Branch",
  branchHint: "Left empty, it is the server’s default branch.",
  token: "Token",
  tokenHint:
    "For a private repository: an access token that may read it. It is stored encrypted, sent to this server only and never shown again. Where the server wants a certain user, write user:token.",
  showToken: "Show the token",
  hideToken: "Hide the token",
  asking: "The server is being asked",

  defaultBranch: "The server’s default",
  commit: "Commit",
  schedule: "Looked at by itself",
  next: "next",

  settings: "Git settings",
  settingsThis: "Change branch, token or schedule",
  settingsTitle: (name: string) => `Git settings of ${name}`,
  settingsBody: "They count from the next time it is indexed. The address cannot be changed.",
  saved: "Git settings saved",
  save: "Save settings",
  keepToken: "A token is stored. Left empty, it stays.",
  noToken: "None is stored. Only a private repository needs one: an access token that may read it.",
  removeToken: "Remove the stored token",
  every: "Index again by itself",
  everyHint: "The server is asked for its newest commit. Only what has changed is indexed again.",
  never: "Never",
  interval: (minutes: number) => intervals[minutes] ?? `Every ${minutes} minutes`,
};

/** The choices of a schedule, in minutes; null is never. */
export const scheduleChoices: (number | null)[] = [null, ...Object.keys(intervals).map(Number)];
