/** So many people an organization can hold. */
export const MAX_MEMBERS = 100;

export const fullMessage = `An organization has at most ${MAX_MEMBERS} members, and this one is full. Remove somebody, or withdraw an invitation that is still open.`;
