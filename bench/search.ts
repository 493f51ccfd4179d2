import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { TenantTx } from "@/db/tenant";
import type { SearchScope } from "@/server/search/scope-queries";
import { CLUSTERS, makeFiles, makeRandom, makeVector, makeWord } from "./support/make-chunks";
import { type Figure, quantile, report, timed } from "./support/report";
import { setUp } from "./support/set-up";

// Hybrid search in tenants of 1,000, 10,000 and 100,000 chunks among 200 others: how long it takes beside its own two bare
// statements, how many of the exact nearest it finds, under filters of 1 % and for questions about nothing, and what
// others' growth does to it. Vectors and words are made up, around centres and as rare as in real text:
//   tsx --conditions=react-server bench/search.ts [CHUNKS,…]

const SMALLEST = 1_000;
const given = process.argv[2]?.split(",").map(Number);
const SIZES = given ?? [SMALLEST, 10_000, 100_000];
const OTHERS = 197;
const OTHERS_CHUNKS = 50;
const QUESTIONS = 60;
const MODEL = "bench;1";

const { databaseUrl } = await setUp("postgres");
const schema = await import("@/db/schema");
const { withTenant } = await import("@/db/tenant");
const { closeDatabase } = await import("@/db/client");
const { newId } = await import("@/db/columns");
const { refreshStatistics } = await import("@/server/indexing/refresh-statistics");
const { writeFiles } = await import("@/server/indexing/write-files");
const { countWords, listNearest, listWordCandidates } = await import("@/server/search/queries");
const { retrieve } = await import("@/server/search/retrieve");
const { toTsQuery } = await import("@/server/search/words");
const { signUp } = await import("@/tests/support/sign-up");

// The bare statements: no row security. The search functions ask for the tenant, so it is named once for all of them.
const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
const bare = drizzle({ client: pool, schema, casing: "snake_case" }) as unknown as TenantTx;

interface Tenant {
  organizationId: string;
  userId: string;
  scope: SearchScope;
}

async function makeTenant(chunks: number, seed: number): Promise<Tenant> {
  const { organizationId, userId } = await signUp(`Tenant ${seed}`);
  const scope = await fill(organizationId, chunks, seed);
  await refreshStatistics(organizationId);
  return { organizationId, userId, scope };
}

/** An organization nobody belongs to, which only takes up room. */
async function makeOther(seed: number): Promise<void> {
  const id = newId();
  await bare.insert(schema.organization).values({ id, name: `Other ${seed}`, slug: `other-${seed}` });
  await fill(id, OTHERS_CHUNKS, seed);
}

async function fill(organizationId: string, chunks: number, seed: number): Promise<SearchScope> {
  const repositoryId = newId();
  await bare
    .insert(schema.repository)
    .values({ id: repositoryId, organizationId, name: "code", sourceKind: "folder", generation: 1 });
  const random = makeRandom(seed);
  const target = { organizationId, repositoryId, generation: 1, embeddingModel: MODEL };
  for (let file = 0; file < chunks / 10; file += 50) {
    const files = makeFiles(random, file, Math.min(50, chunks / 10 - file));
    await withTenant({ organizationId, as: "agent" }, (tx) => writeFiles(tx, target, files));
    if (file === 100 || file === 1_000) await refreshStatistics(organizationId);
  }
  const all = { repositoryIds: [repositoryId], generations: [1] };
  return { organizationId, ...all, published: all, language: null, fileIds: null };
}

interface Question {
  text: string;
  vector: Float32Array;
  model: string;
  models: string[];
  isMoving: boolean;
}

/** Questions near a centre, in words some chunks hold; `offTopic` ones are near nothing. */
function makeQuestions(count: number, offTopic: boolean): Question[] {
  const random = makeRandom(offTopic ? 99 : 77);
  return Array.from({ length: count }, () => ({
    text: Array.from({ length: 5 }, () => makeWord(random)).join(" "),
    vector: offTopic
      ? makeVector(random, 1_000_000 + Math.floor(random() * 1e6), 0)
      : makeVector(random, Math.floor(random() * CLUSTERS), 0.8),
    model: MODEL,
    models: [MODEL],
    isMoving: false,
  }));
}

const depthOf = (chunks: number) => Math.min(2_000, Math.max(800, Math.round(chunks / 50)));

/** Milliseconds of the whole search, and of its two bare statements, question by question in turns. */
async function times(tenant: Tenant, chunks: number, questions: Question[]) {
  const { organizationId, userId, scope } = tenant;
  await pool.query("begin");
  await pool.query("select set_config('app.tenant_id', $1, true), set_config('app.user_id', $2, true)", [
    organizationId,
    userId,
  ]);
  const own: number[] = [];
  const slower: number[] = [];
  for (const question of questions) {
    const whole = await timed(() =>
      withTenant({ organizationId, userId }, (tx) => retrieve(tx, scope, question), { mode: "snapshot" }),
    );
    const vector = await timed(() =>
      listNearest(bare, scope, { ...question, depth: depthOf(chunks), limit: 100 }),
    );
    const terms = question.text.split(" ").map((word) => toTsQuery([word]));
    const words = await timed(async () => {
      await countWords(bare, scope, { terms, cap: Math.min(5_000, Math.max(1_000, chunks / 10)) });
      await listWordCandidates(bare, scope, { terms, weights: terms.map(() => 1), limit: 400 });
    });
    own.push(whole.ms);
    slower.push(Math.max(vector.ms, words.ms));
  }
  await pool.query("commit");
  return { own, slower };
}

/** How many of the ten exact nearest are among the ten that signatures and reranking find, 0 to 1. */
async function recall(scope: SearchScope, chunks: number, questions: Question[]): Promise<number> {
  let found = 0;
  let wanted = 0;
  for (const question of questions) {
    const near = await listNearest(bare, scope, { ...question, depth: depthOf(chunks), limit: 10 });
    const { rows } = await pool.query<{ id: string }>(
      `select id from document_chunk where organization_id = $1 and ($3::text is null or language = $3)
         and ($4::text[] is null or file_id = any($4))
       order by embedding <=> $2::halfvec(1536), id limit 10`,
      [
        scope.organizationId,
        `[${Array.from({ length: 1536 }, (_, index) => (question.vector[index] ?? 0).toFixed(6)).join(",")}]`,
        scope.language,
        scope.fileIds,
      ],
    );
    const ids = new Set(near.map((one) => one.id));
    found += rows.filter((row) => ids.has(row.id)).length;
    wanted += rows.length;
  }
  return found / wanted;
}

const figures: Figure[] = [];
const questions = makeQuestions(QUESTIONS, false);
const strange = makeQuestions(QUESTIONS / 2, true);

for (let seed = 0; seed < OTHERS; seed++) await makeOther(10_000 + seed);
const small = await makeTenant(SMALLEST, 1);
await times(small, SMALLEST, questions);
const before = quantile((await times(small, SMALLEST, [...questions, ...questions])).own, 0.95);

for (const chunks of SIZES) {
  const { ms, answer: tenant } = await timed(() =>
    chunks === SMALLEST ? Promise.resolve(small) : makeTenant(chunks, chunks),
  );
  console.error(`${chunks} chunks written in ${(ms / 1000).toFixed(0)} s`);
  await times(tenant, chunks, questions.slice(0, 10));
  const { own, slower } = await times(tenant, chunks, questions);
  const name = `${chunks.toLocaleString("en")} chunks`;
  figures.push({
    what: `Hybrid search, ${name}`,
    value: quantile(own, 0.5),
    unit: "ms p50",
    peer: { what: "the slower of its two bare legs", value: quantile(slower, 0.5) },
    bound: { atMost: 1.5 },
  });
  const p95 = new Map<number, number>([
    [10_000, 25],
    [100_000, 250],
  ]).get(chunks);
  if (p95 !== undefined) {
    figures.push({
      what: `Hybrid search, ${name}`,
      value: quantile(own, 0.95),
      unit: "ms p95",
      bound: { atMost: p95 },
    });
  }
  const rare = await pool.query<{ id: string }>(
    "select id from file where organization_id = $1 and path like 'rare/%'",
    [tenant.organizationId],
  );
  const scopes: [string, SearchScope, Question[]][] = [
    ["", tenant.scope, questions],
    [", off topic", tenant.scope, strange],
    [", language of 1 %", { ...tenant.scope, language: "rare" }, questions.slice(0, 30)],
    [", files of 1 %", { ...tenant.scope, fileIds: rare.rows.map((row) => row.id) }, questions.slice(0, 30)],
  ];
  for (const [filter, scope, some] of scopes) {
    figures.push({
      what: `Recall of the ten nearest, ${name}${filter}`,
      value: await recall(scope, chunks, some),
      unit: "share",
      bound: { atLeast: 0.99 },
    });
  }
}

const after = quantile((await times(small, SMALLEST, [...questions, ...questions])).own, 0.95);
figures.push({
  what: `Search in ${SMALLEST.toLocaleString("en")} chunks, with ten times as much elsewhere`,
  value: after,
  unit: "ms p95",
  peer: { what: "before the others grew", value: before },
  bound: { atMost: 1.5 },
});
await pool.end();
await closeDatabase();
report("search", figures, { sizes: SIZES, tenants: OTHERS + SIZES.length, questions: QUESTIONS });
