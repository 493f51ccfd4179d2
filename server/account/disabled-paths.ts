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
  "/change-email",
  "/delete-user",
  "/delete-user/callback",
  "/link-social",
  "/unlink-account",
  "/refresh-token",
  "/get-access-token",
  "/account-info",
];
