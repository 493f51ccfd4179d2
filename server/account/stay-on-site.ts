import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";

const FIELDS = ["callbackURL", "redirectTo", "errorCallbackURL", "newUserCallbackURL"];

/**
 * Refuses a path that only becomes another site when it is resolved: Better Auth takes `/..//stranger.example` for a path
 * of ours, and answers with the address `//stranger.example`. Whole addresses it checks itself.
 */
export function stayOnSite(): BetterAuthPlugin {
  return {
    id: "carrel-stay-on-site",
    hooks: {
      before: [
        {
          matcher: () => true,
          handler: createAuthMiddleware(async ({ body, query }) => {
            for (const given of [body, query]) {
              if (FIELDS.some((name) => leavesSite(given?.[name])))
                throw new APIError("FORBIDDEN", {
                  code: "INVALID_CALLBACK_URL",
                  message: "This address does not lead to a page of Carrel.",
                });
            }
          }),
        },
      ],
    },
  };
}

function leavesSite(target: unknown): boolean {
  if (typeof target !== "string" || !target.startsWith("/")) return false;
  const here = "http://carrel.invalid";
  const url = URL.parse(target, here);
  return url === null || url.origin !== here || url.pathname.startsWith("//");
}
