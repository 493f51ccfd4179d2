import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const holder = globalThis as typeof globalThis & { carrelMetrics?: ReturnType<typeof makeMetrics> };

/** What this process counts. Labels come from small fixed sets: no path, name or id of anybody is among them. */
export function metrics(): ReturnType<typeof makeMetrics> {
  holder.carrelMetrics ??= makeMetrics();
  return holder.carrelMetrics;
}

const FAST = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

function makeMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    httpSeconds: new Histogram({
      name: "carrel_http_request_seconds",
      help: "Time to answer a request, by what was asked for and the hundreds of the status; streams until they end",
      labelNames: ["kind", "status"],
      buckets: FAST,
      registers,
    }),
    procedureSeconds: new Histogram({
      name: "carrel_procedure_seconds",
      help: "Time of a procedure of the API, by its name and how it ended (ok or the code of its error)",
      labelNames: ["procedure", "outcome"],
      buckets: FAST,
      registers,
    }),
    searchSeconds: new Histogram({
      name: "carrel_search_seconds",
      help: "Time of a search with everything it needs, by its mode",
      labelNames: ["mode"],
      buckets: FAST,
      registers,
    }),
    embeddings: new Counter({
      name: "carrel_embeddings_total",
      help: "Texts that got a vector in this process, by kind",
      labelNames: ["kind"],
      registers,
    }),
    embedSeconds: new Histogram({
      name: "carrel_embed_seconds",
      help: "Time of a call of the embedding model, by kind of text",
      labelNames: ["kind"],
      buckets: FAST,
      registers,
    }),
    runsEnded: new Counter({
      name: "carrel_index_runs_ended_total",
      help: "Index runs that ended in this process, by status",
      labelNames: ["status"],
      registers,
    }),
    runs: new Gauge({
      name: "carrel_index_runs",
      help: "Index runs that have not ended, in the whole installation: queued or running",
      labelNames: ["status"],
      registers,
    }),
    indexLagSeconds: new Gauge({
      name: "carrel_index_lag_seconds",
      help: "Since when the oldest index run that has not ended was asked for, in the whole installation",
      registers,
    }),
    queueJobs: new Gauge({
      name: "carrel_queue_jobs",
      help: "Jobs of each queue in the whole installation: waiting, active or failed",
      labelNames: ["queue", "state"],
      registers,
    }),
    queueOldestSeconds: new Gauge({
      name: "carrel_queue_oldest_seconds",
      help: "How long the oldest job that could start has waited, by queue",
      labelNames: ["queue"],
      registers,
    }),
    connections: new Gauge({
      name: "carrel_database_connections",
      help: "Connections of this process' pool: total, idle, and callers waiting for one; the embedded database has one",
      labelNames: ["state"],
      registers,
    }),
    databaseUp: new Gauge({
      name: "carrel_database_up",
      help: "1 when the database answered just now",
      registers,
    }),
  };
}
