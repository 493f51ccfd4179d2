/**
 * The header in which Better Auth looks for the caller's address, to count attempts and to describe sessions. Our route
 * writes it anew on every request, so nobody else can: `x-forwarded-for`, which it would read by itself, anybody may send.
 */
export const ADDRESS_HEADER = "x-carrel-client-address";
