import { z } from "zod";

/** Chosen anew by whoever sends, and kept when it sends once more: two of one key are one message. */
export const clientKey = z.string().min(8, "A client key has at least 8 characters.").max(100);
