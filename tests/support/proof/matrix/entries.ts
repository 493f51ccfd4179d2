import { newId } from "@/db/columns";
import { encodeEventCursor } from "@/server/audit/event-cursor";
import type { Action } from "@/server/permissions";
import type { Ids } from "../fill";
import { accountEntries } from "./account-entries";
import { conversationEntries } from "./conversation-entries";
import { documentEntries } from "./document-entries";
import { knowledgeEntries } from "./knowledge-entries";
import { repositoryEntries } from "./repository-entries";

/** How one procedure is put to the proof. */
export interface Entry {
  /** Who may call it: everybody, whoever is signed in, or members whose role may do the action. */
  needs: Action | "sign-in" | "nothing";
  /** Inputs that name these things: somebody else's, nobody's, or the caller's own. */
  inputs?: (ids: Ids) => unknown[];
  /** A list or a search: of what is not the caller's it finds nothing, where others refuse. */
  findsNothing?: true;
  /** Leaves the caller in another organization. */
  switches?: true;
  /** Changes who is a member, and as what. */
  regroups?: true;
  /** The refusal that a member with the right role meets where a run is under way; none means success. */
  meets?: Refusal | ((role: string) => Refusal);
}

type Refusal = "CONFLICT" | "BAD_REQUEST" | "FORBIDDEN" | "NOT_FOUND";

const oneOrganization = (ids: Ids) => [{ organizationId: ids.organizationId }];
const forgedToken = (ids: Ids) => [{ token: `${ids.invitationId}.${"a".repeat(43)}` }];
const page = { page: 1, pageSize: 100 };
/** The marker of a page that begins behind everything. */
const lastCursor = encodeEventCursor({ createdAt: new Date("2100-01-01"), id: "z" });

/** Every procedure of the router. One without an entry fails the proof. */
export const entries: Record<string, Entry> = {
  "account.providers": { needs: "nothing" },
  "account.me": { needs: "sign-in" },
  ...accountEntries,

  "account.security.list": {
    needs: "sign-in",
    inputs: () => [{ pageSize: 100 }, { action: "session.created" }],
  },
  "account.security.actions": { needs: "sign-in" },
  "account.security.export": { needs: "sign-in", inputs: () => [{ format: "csv" }] },
  "account.security.exportPage": {
    needs: "sign-in",
    inputs: () => [{ format: "jsonl", cursor: lastCursor }],
  },

  "audit.list": {
    needs: "audit.read",
    findsNothing: true,
    inputs: (ids) => [
      { pageSize: 100 },
      { entityId: ids.repositoryId },
      { entityTable: ids.word, cursor: lastCursor },
    ],
  },
  "audit.facets": { needs: "audit.read" },
  "audit.export": { needs: "audit.read", inputs: () => [{ format: "csv" }] },
  "audit.exportPage": {
    needs: "audit.read",
    findsNothing: true,
    inputs: (ids) => [
      { format: "csv", cursor: lastCursor },
      { format: "jsonl", cursor: lastCursor, entityTable: ids.word },
    ],
  },

  ...conversationEntries,

  "embedding.get": { needs: "embedding.read" },
  "embedding.progress": { needs: "embedding.read" },
  "embedding.cancel": { needs: "embedding.change" },
  // A change is under way in a filled world.
  "embedding.retry": { needs: "embedding.change", meets: "CONFLICT" },

  ...knowledgeEntries,

  "organization.list": { needs: "sign-in" },
  "organization.create": { needs: "sign-in", inputs: () => [{ name: "Another one" }], switches: true },
  "organization.setActive": {
    needs: "sign-in",
    inputs: (ids) => [{ organizationId: ids.organizationId }],
    switches: true,
  },
  "organization.current": { needs: "organization.read" },
  "organization.picture": { needs: "sign-in", inputs: oneOrganization },
  "organization.update": {
    needs: "organization.update",
    inputs: () => [
      { slug: `slug-${newId()}`, defaultAudience: "private" },
      { defaultAudience: "organization" },
    ],
  },
  "organization.setPicture": {
    needs: "organization.update",
    inputs: () => [{ picture: null }, { picture: "iVBORw0KGgoAAAA=" }],
  },
  // With another name than its own nothing is deleted, and whoever may not delete is not told which one that is.
  "organization.delete": {
    needs: "organization.delete",
    inputs: () => [{ name: "Another name" }],
    meets: "BAD_REQUEST",
  },
  "organization.deleted": { needs: "sign-in" },
  "organization.restore": {
    needs: "sign-in",
    inputs: oneOrganization,
    // The organization is open; to whoever is no owner it looks like none.
    meets: (role) => (role === "owner" ? "CONFLICT" : "NOT_FOUND"),
  },

  "member.list": {
    needs: "organization.read",
    inputs: () => [page, { ...page, sortBy: "name", sortDirection: "desc", searchQuery: "o" }],
  },
  "member.setRole": {
    needs: "member.manage",
    inputs: (ids) => [{ memberId: ids.memberId, role: "viewer" }],
    regroups: true,
  },
  "member.remove": {
    needs: "member.manage",
    inputs: (ids) => [{ memberId: ids.memberId }],
    regroups: true,
  },
  "member.leave": { needs: "member.leave", regroups: true },
  "member.transferOwnership": {
    needs: "organization.transfer",
    inputs: (ids) => [{ memberId: ids.memberId }],
    regroups: true,
  },

  "invitation.list": { needs: "invitation.manage", inputs: () => [page] },
  "invitation.create": {
    needs: "invitation.manage",
    inputs: () => [{ email: `${newId()}@example.org`, role: "member" }],
  },
  "invitation.renew": { needs: "invitation.manage", inputs: (ids) => [{ id: ids.invitationId }] },
  "invitation.revoke": { needs: "invitation.manage", inputs: (ids) => [{ id: ids.invitationId }] },
  // Without the secret of its link an invitation is one that never existed, for the people of its organization too.
  "invitation.view": { needs: "nothing", inputs: forgedToken, meets: "NOT_FOUND" },
  "invitation.accept": { needs: "sign-in", inputs: forgedToken, meets: "NOT_FOUND" },
  "invitation.decline": { needs: "sign-in", inputs: forgedToken, meets: "NOT_FOUND" },

  "organization.rename": { needs: "organization.update", inputs: () => [{ name: "Renamed" }] },

  ...documentEntries,

  ...repositoryEntries,

  "search.query": {
    needs: "search.query",
    findsNothing: true,
    inputs: (ids) => [
      { text: ids.word, mode: "exact" },
      { text: ids.word, mode: "exact", repositoryIds: [ids.repositoryId] },
      { text: `${ids.word.slice(0, 4)}.*${ids.word.slice(4)}`, mode: "exact", regex: true },
      { text: ids.word, mode: "exact", regex: true, repositoryIds: [ids.repositoryId] },
      { text: `sym:${ids.word}` },
      { text: `sym:${ids.word}`, repositoryIds: [ids.repositoryId] },
      { text: `sym:${ids.word} ${ids.word}`, mode: "hybrid" },
      { text: ids.word, mode: "hybrid" },
      { text: ids.word, mode: "hybrid", kind: "document" },
      { text: ids.word, mode: "hybrid", kind: "knowledge" },
      { text: ids.word, mode: "exact", kind: "knowledge", repositoryIds: [ids.repositoryId] },
      { text: `in:inner-${ids.innerFolderId} ${ids.word}`, mode: "exact", kind: "document" },
      { text: ids.word, mode: "hybrid", repositoryIds: [ids.repositoryId], path: "file" },
    ],
  },
  "search.definitions": {
    needs: "search.query",
    findsNothing: true,
    inputs: (ids) => [
      { name: ids.word },
      { name: ids.word, from: { repositoryId: ids.repositoryId, path: ids.filePath } },
    ],
  },

  "usage.current": { needs: "usage.read" },
  "usage.report": { needs: "usage.report", inputs: () => [{ month: "2026-01" }] },
  "usage.export": { needs: "usage.report", inputs: () => [{ month: "2026-01" }] },
};
