/** The input for one page of open invitations, from 1: the same on the server and in the browser. */
export const invitationsPage = (page: number) => ({ page, pageSize: 25 });
