/** Sentences of creating, choosing and leaving an organization, and of the session. */
export const organizationMessages = {
  search: "Search",
  home: "Home",
  repositories: "Repositories",
  settings: "Settings",

  commands: "Organization and account",
  switchTo: (name: string) => `Switch to ${name}`,
  switchFailed: "The organization could not be switched",

  createTitle: "Create an organization",
  createBody: "Its repositories and searches are apart from every other. You become its owner.",
  name: "Name",
  nameHint: "Usually the team or the company. It can be changed later.",
  nameMissing: "Write a name.",
  nameTooLong: "Shorten the name to 80 characters.",
  create: "Create organization",

  chooseTitle: "You are not in this organization any more",
  chooseBody: "You were removed from it, or it was deleted. Nothing you did elsewhere is affected.",
  chooseOther: "Go on in another one:",
  open: (name: string) => `Open ${name}`,
  noneLeft: "You belong to no other organization. Create one to go on.",

  signOutFailed: "You are still signed in",
  roles: { owner: "Owner", admin: "Admin", member: "Member", viewer: "Viewer" } as Record<string, string>,
};
