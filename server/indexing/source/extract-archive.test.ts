import { readdirSync, readlinkSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { extractArchive } from "./extract-archive.ts";
import {
  makeTar,
  makeZip,
  refusal,
  type TarEntry,
  unpack,
  writeArchive,
  type ZipEntry,
} from "./test-archives.ts";

const MiB = 1024 * 1024;

const forms = [
  { form: "zip", make: (entries: ZipEntry[]) => makeZip(entries) },
  { form: "tar", make: (entries: TarEntry[]) => makeTar(entries) },
  { form: "tar.gz", make: (entries: TarEntry[]) => gzipSync(makeTar(entries)) },
];

describe.each(forms)("of a $form", ({ make }) => {
  test("every file comes back under its path with its bytes", async () => {
    const { files } = await unpack(
      make([
        { name: "a.ts", data: "one" },
        { name: "src/ü/b.ts", data: "two" },
      ]),
    );
    expect(files).toEqual({ "a.ts": "one", "src/ü/b.ts": "two" });
  });

  test("files are written under numbers, whatever they are called", async () => {
    const { archivePath, targetDir } = writeArchive(make([{ name: "a" }, { name: "b/c" }]));
    await extractArchive({ archivePath, targetDir });
    expect(readdirSync(targetDir)).toEqual(["000001", "000002"]);
  });

  test("a single folder around everything is taken off", async () => {
    const entries = [{ name: "pkg-1.0/" }, { name: "pkg-1.0/a.ts" }, { name: "pkg-1.0/src/b.ts" }];
    expect(Object.keys((await unpack(make(entries))).files)).toEqual(["a.ts", "src/b.ts"]);
  });

  test("two folders at the top stay", async () => {
    const { files } = await unpack(make([{ name: "a/x" }, { name: "b/y" }]));
    expect(Object.keys(files)).toEqual(["a/x", "b/y"]);
  });

  test.each([
    "../evil",
    "a/../../evil",
    "/etc/passwd",
    "\\\\server\\share",
    "..\\evil",
    "a\\..\\..\\evil",
    "C:\\evil",
    "c:evil",
    "a/..",
  ])("the path %j is refused", async (name) => {
    expect(await refusal(make([{ name: "good.ts" }, { name }]))).toBe("unsafe_path");
  });

  test("paths that differ only in case are two files", async () => {
    const { files } = await unpack(
      make([
        { name: "Readme", data: "1" },
        { name: "README", data: "2" },
      ]),
    );
    expect(files).toEqual({ Readme: "1", README: "2" });
  });

  test("of two entries with one path the last counts", async () => {
    const entries = [{ name: "a", data: "old" }, { name: "./a", data: "new" }, { name: "b" }];
    expect((await unpack(make(entries))).files).toEqual({ a: "new", b: "" });
  });

  test("what .gitignore and .carrelignore name is left out and reported", async () => {
    const entries = [
      { name: "p/dist/a.js" },
      { name: "p/dist/b.js" },
      { name: "p/.gitignore", data: "dist/\n*.log\n" },
      { name: "p/x.log" },
      { name: "p/src/.carrelignore", data: "!keep.log\nsecret.ts" },
      { name: "p/src/keep.log" },
      { name: "p/src/secret.ts" },
    ];
    const { files, skipped } = await unpack(make(entries));
    expect(Object.keys(files)).toEqual([".gitignore", "src/.carrelignore", "src/keep.log"]);
    expect(skipped).toEqual({ "dist/": "ignored", "src/secret.ts": "ignored", "x.log": "ignored" });
  });

  test("installed packages and version control are passed over and reported once", async () => {
    const entries = [
      { name: "a.ts" },
      { name: "node_modules/x/a.js" },
      { name: "node_modules/y.js" },
      { name: "w/.git/HEAD" },
    ];
    const { files, skipped } = await unpack(make(entries));
    expect(Object.keys(files)).toEqual(["a.ts"]);
    expect(skipped).toEqual({ "node_modules/": "well_known_folder", "w/.git/": "well_known_folder" });
  });

  test("a file over the limit is skipped with the reason", async () => {
    const { files, skipped } = await unpack(
      make([{ name: "a" }, { name: "big", data: Buffer.alloc(MiB + 1, "x") }]),
    );
    expect([Object.keys(files), skipped]).toEqual([["a"], { big: "over_size_limit" }]);
  });

  test("names that are no UTF-8 are kept apart", async () => {
    const { files } = await unpack(
      make([
        { name: Buffer.from([0x61, 0xe9]), data: "é" },
        { name: Buffer.from([0x61, 0xe8]), data: "è" },
      ]),
    );
    expect(files).toEqual({ aè: "è", aé: "é" });
  });

  test("names with control characters are skipped", async () => {
    const { skipped } = await unpack(make([{ name: "a" }, { name: "b\u001b[31m\nc" }]));
    expect(skipped).toEqual({ "b\u001b[31m\nc": "strange_name" });
  });

  test("paths too deep are skipped", async () => {
    const deep = `${"d/".repeat(30)}f`;
    expect((await unpack(make([{ name: "a" }, { name: deep }]), { maxDepth: 30 })).skipped).toEqual({
      [deep]: "too_deep",
    });
  });

  test("an archive inside is a file like any other", async () => {
    const inner = gzipSync(Buffer.alloc(9 * MiB));
    const { files } = await unpack(make([{ name: "a" }, { name: "inner.gz", data: inner }]));
    expect(Object.keys(files)).toEqual(["a", "inner.gz"]);
  });

  test("more files than allowed are refused", async () => {
    const entries = [{ name: "a" }, { name: "b" }, { name: "c" }];
    expect(await refusal(make(entries), { maxFiles: 2 })).toBe("too_many_files");
  });

  test("more entries than allowed are refused, even if none of them is a file", async () => {
    const entries = [{ name: "a/" }, { name: "b/" }, { name: "c/" }];
    expect(await refusal(make(entries), { maxEntries: 2 })).toBe("too_many_files");
  });

  test("more bytes than allowed are refused", async () => {
    const entries = [
      { name: "a", data: "x".repeat(3000) },
      { name: "b", data: "y".repeat(3000) },
    ];
    expect(await refusal(make(entries), { maxTotalBytes: 5000 })).toBe("too_large");
  });

  test("a larger archive than allowed is refused unread", async () => {
    expect(await refusal(make([{ name: "a", data: "x" }]), { maxArchiveBytes: 20 })).toBe("too_large");
  });

  test("one out of all proportion to what it unpacks to is refused", async () => {
    const entries = Array.from({ length: 30 }, (_, index) => ({
      name: `f${index}`,
      data: Buffer.alloc(MiB),
    }));
    const limits = make === forms[1]?.make ? { maxRatio: 0.1 } : {};
    expect(await refusal(make(entries), limits)).toBe("ratio");
  });

  test("an empty one is refused", async () => {
    expect(await refusal(make([]))).toBe(make === forms[1]?.make ? "not_an_archive" : "empty");
  });

  test("one that holds only folders is refused as empty", async () => {
    expect(await refusal(make([{ name: "a/", type: "5" }]))).toBe("empty");
  });

  test("one cut short is refused as damaged", async () => {
    const data = Buffer.from(Array.from({ length: 90_000 }, (_, index) => (index * 7919) % 251));
    const whole = make([
      { name: "a", data },
      { name: "b", data },
    ]);
    for (const share of [0.5, 0.9]) {
      expect(await refusal(whole.subarray(0, Math.floor(whole.length * share)))).toBe("damaged_archive");
    }
  });

  test("one with flipped bytes is refused as damaged", async () => {
    if (make === forms[1]?.make) return;
    const whole = Buffer.from(make([{ name: "a", data: "some text ".repeat(50) }]));
    whole.fill(0xff, 38, 50);
    expect(await refusal(whole)).toBe("damaged_archive");
  });

  test("cancelling and the time limit end the work", async () => {
    const archive = writeArchive(make([{ name: "a" }]));
    await expect(extractArchive({ ...archive, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "cancelled",
    });
    await expect(extractArchive({ ...archive, limits: { timeoutMs: -1 } })).rejects.toMatchObject({
      code: "timeout",
    });
  });

  test("neither success nor refusal leaves a file open", async () => {
    const good = writeArchive(make([{ name: "a" }]));
    await extractArchive(good);
    const bad = writeArchive(
      make([
        { name: "a", data: "x".repeat(500_000) },
        { name: "../b" },
        { name: "c", data: "y".repeat(500_000) },
      ]),
    );
    await expect(extractArchive(bad)).rejects.toMatchObject({ code: "unsafe_path" });
    expect(openFiles().filter((path) => path.includes("carrel-source-"))).toEqual([]);
  });
});

test("what is no archive is refused, whatever its name", async () => {
  expect(await refusal(Buffer.from("hello, I am no archive"))).toBe("not_an_archive");
  expect(await refusal(Buffer.alloc(0))).toBe("not_an_archive");
  expect(await refusal(gzipSync("gzipped, but no tar"))).toBe("damaged_archive");
});

function openFiles(): string[] {
  return readdirSync("/proc/self/fd").flatMap((descriptor) => {
    try {
      return [readlinkSync(`/proc/self/fd/${descriptor}`)];
    } catch {
      return [];
    }
  });
}
