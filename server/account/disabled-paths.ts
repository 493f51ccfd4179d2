/**
 * Better Auth's endpoints that are shut. Organizations, members and invitations are changed by our own procedures
 * (docs/decisions): its endpoints would bypass roles, locks and the audit trail. The rest comes with its screens.
 * The isolation proof calls every endpoint that is not listed here.
 */
export const disabledPaths = [
  "/organization/create",
  "/organization/update",
  "/organization/delete",
  "/organization/set-active",
  "/organization/get-organization",
  "/organization/get-full-organization",
  "/organization/list",
  "/organization/invite-member",
  "/organization/cancel-invitation",
  "/organization/accept-invitation",
  "/organization/get-invitation",
  "/organization/reject-invitation",
  "/organization/list-invitations",
  "/organization/get-active-member",
  "/organization/check-slug",
  "/organization/remove-member",
  "/organization/update-member-role",
  "/organization/leave",
  "/organization/list-user-invitations",
  "/organization/list-members",
  "/organization/get-active-member-role",
  "/organization/has-permission",
  // A session's active organization is set by organization.setActive, which checks the membership.
  "/update-session",
  // Names, pictures, addresses, sessions and ways in are changed by our own procedures: they check more, and no
  // session's token ever leaves the server.
  "/update-user",
  "/list-sessions",
  "/revoke-session",
  "/revoke-sessions",
  "/revoke-other-sessions",
  "/list-accounts",
  // They say "not yours" where our procedures say "does not exist".
  "/passkey/list-user-passkeys",
  "/passkey/delete-passkey",
  "/passkey/update-passkey",
  // Its link signs in whoever opens it, without a second factor, and may be opened more than once.
  "/change-email",
  "/delete-user",
  "/delete-user/callback",
  "/unlink-account",
  "/refresh-token",
  "/get-access-token",
  "/account-info",
  // Codes by mail are not offered, and a secret that is in use is never shown again.
  "/two-factor/send-otp",
  "/two-factor/verify-otp",
  "/two-factor/get-totp-uri",
];
