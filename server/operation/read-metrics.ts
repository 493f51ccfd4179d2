import { measureDatabase } from "./measure-database";
import { metrics } from "./metrics";

/** Everything that is measured, as Prometheus reads it. */
export async function readMetrics(): Promise<{ text: string; contentType: string }> {
  await measureDatabase();
  const { registry } = metrics();
  return { text: await registry.metrics(), contentType: registry.contentType };
}
