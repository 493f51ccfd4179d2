const OPEN_XML = "application/vnd.openxmlformats-officedocument";

/** Kinds of file whose text is taken from them in the background, by what their bytes say. */
export const WORD = `${OPEN_XML}.wordprocessingml.document`;
export const SHEET = `${OPEN_XML}.spreadsheetml.sheet`;
export const SLIDES = `${OPEN_XML}.presentationml.presentation`;
export const PDF = "application/pdf";
export const HTML = "text/html";

const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const ZIP = Buffer.from("PK\x03\x04", "latin1");

/** A kind by the first bytes of a file; `reason` for one that is known and not read; undefined for everything else. */
export function kindOfBytes(bytes: Buffer): { mimeType: string } | { reason: string } | undefined {
  if (bytes.subarray(0, 1024).includes("%PDF-")) return { mimeType: PDF };
  if (bytes.subarray(0, 8).equals(OLD_OFFICE)) {
    return {
      reason: bytes.includes(Buffer.from("EncryptedPackage", "utf16le"))
        ? "It is protected by a password. Save it without one, then upload it again."
        : "It was written by an office program of before 2007. Save it as .docx, .xlsx or .pptx, then upload it again.",
    };
  }
  if (!bytes.subarray(0, 4).equals(ZIP)) return undefined;
  // The names of its parts stand in a zip as they are.
  if (bytes.includes("word/document.xml")) return { mimeType: WORD };
  if (bytes.includes("xl/workbook.xml")) return { mimeType: SHEET };
  if (bytes.includes("ppt/presentation.xml")) return { mimeType: SLIDES };
  return { reason: "It is an archive. Unpack it and upload what is in it, or add code as a repository." };
}
