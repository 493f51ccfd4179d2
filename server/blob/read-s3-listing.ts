import { SaxesParser } from "saxes";

interface ListedObject {
  key: string;
  sizeBytes: number;
  storedAt: Date;
}

/** Reads a page of an S3 bucket's listing. Throws where it is none. */
export function readS3Listing(xml: string): { objects: ListedObject[]; isTruncated: boolean } {
  const objects: ListedObject[] = [];
  let isTruncated = false;
  let fields: Record<string, string> = {};
  const path: string[] = [];
  const parser = new SaxesParser({ xmlns: false, fragment: false });
  parser.on("opentag", ({ name }) => {
    path.push(name);
    if (name === "Contents") fields = {};
    else fields[name] = "";
  });
  parser.on("text", (text) => {
    const name = path.at(-1) ?? "";
    fields[name] = (fields[name] ?? "") + text;
  });
  parser.on("closetag", ({ name }) => {
    path.pop();
    if (name === "IsTruncated") isTruncated = fields.IsTruncated?.trim() === "true";
    if (name !== "Contents") return;
    const { Key: key = "", Size: size = "", LastModified: at = "" } = fields;
    objects.push({ key, sizeBytes: Number(size), storedAt: new Date(at) });
  });
  parser.on("error", (error) => {
    throw error;
  });
  let isListing = false;
  parser.on("opentagstart", ({ name }) => {
    isListing ||= name === "ListBucketResult";
  });
  parser.write(xml).close();
  if (!isListing) throw new Error("The answer of the S3 server is no listing.");
  return { objects, isTruncated };
}
