/** What the list of members asks for. */
export interface MembersInput {
  page: number;
  pageSize: number;
  sortBy: "createdAt" | "name" | "role";
  sortDirection: "asc" | "desc";
  searchQuery: string;
}

/** The list as it opens: the same on the server and in the browser. */
export const firstMembers: MembersInput = {
  page: 1,
  pageSize: 25,
  sortBy: "createdAt",
  sortDirection: "asc",
  searchQuery: "",
};
