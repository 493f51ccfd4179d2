import type { Entry } from "./entries";

/** The procedures about a person's own account. The ids are of somebody else's session, picture and ways in. */
export const accountEntries: Record<string, Entry> = {
  "account.waysIn": { needs: "sign-in" },
  "account.unlink": { needs: "sign-in", inputs: (ids) => [{ id: ids.linkedAccountId }] },
  "account.passkey.rename": {
    needs: "sign-in",
    inputs: (ids) => [{ id: ids.passkeyId, name: "Renamed" }],
  },
  "account.passkey.remove": { needs: "sign-in", inputs: (ids) => [{ id: ids.passkeyId }] },
  "account.profile.update": { needs: "sign-in", inputs: () => [{ timeZone: "Europe/Berlin" }] },
  "account.profile.setPicture": {
    needs: "sign-in",
    inputs: () => [{ base64: "PHN2Zz48L3N2Zz4=" }],
    meets: "BAD_REQUEST",
  },
  "account.profile.removePicture": { needs: "sign-in" },
  "account.profile.picture": { needs: "sign-in", inputs: (ids) => [{ id: ids.pictureId }] },
  "account.email.requestChange": {
    needs: "sign-in",
    inputs: (ids) => [{ newEmail: `${ids.organizationId}@example.org`, password: "not the password" }],
    meets: "FORBIDDEN",
  },
  "account.email.confirmChange": {
    needs: "nothing",
    inputs: (ids) => [{ token: `${ids.organizationId}.token` }],
    meets: "NOT_FOUND",
  },
  "account.session.list": { needs: "sign-in" },
  "account.session.end": { needs: "sign-in", inputs: (ids) => [{ id: ids.sessionId }] },
  "account.session.endOthers": { needs: "sign-in" },
  "account.deletion.plan": { needs: "sign-in" },
  "account.deletion.delete": {
    needs: "sign-in",
    inputs: (ids) => [{ email: `${ids.organizationId}@example.org`, password: "not the password" }],
    meets: "BAD_REQUEST",
  },
};
