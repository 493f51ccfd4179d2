/** The key of one sending: kept for every further try, so that the server makes one message of them. */
export const newKey = (): string => {
  // randomUUID exists on https and on this machine only.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};
