import { hash } from "node:crypto";
import { newId } from "@/db/columns";

const keyForm = /^[0-9a-f]{32}\/[0-9a-f]{2}\/[0-9a-f]{64}$/;

/** The part of every key that belongs to one organization. */
export const blobPrefix = (organizationId: string): string => hash("sha256", organizationId).slice(0, 32);

/** A key that nothing has yet: `contentHash` is the sha-256 of the bytes. */
export function newBlobKey(organizationId: string, contentHash: string): string {
  const name = hash("sha256", `${contentHash} ${newId()}`);
  return `${blobPrefix(organizationId)}/${name.slice(0, 2)}/${name}`;
}

/** Whether it is one of ours: a store never touches anything else. */
export const isBlobKey = (key: string): boolean => keyForm.test(key);
