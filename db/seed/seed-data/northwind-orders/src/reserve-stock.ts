import type { OrderLine } from "./price-order";

export type Stock = Map<string, number>;

/** Takes the goods of an order off the shelf, all or none. Returns the first article that is short, if any. */
export function reserveStock(stock: Stock, lines: OrderLine[]): string | undefined {
  const short = lines.find((line) => (stock.get(line.sku) ?? 0) < line.quantity);
  if (short) return short.sku;
  for (const { sku, quantity } of lines) stock.set(sku, (stock.get(sku) ?? 0) - quantity);
  return undefined;
}

/** Puts reserved goods back after an order was cancelled or its payment failed. */
export function releaseStock(stock: Stock, lines: OrderLine[]): void {
  for (const { sku, quantity } of lines) stock.set(sku, (stock.get(sku) ?? 0) + quantity);
}
