const pageSize = 25;

/** The input for one page of members, from 1: the same on the server and in the browser. */
export const membersPage = (page: number) => ({ page, pageSize });
