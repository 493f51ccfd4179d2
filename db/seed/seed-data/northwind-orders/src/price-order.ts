export interface OrderLine {
  sku: string;
  quantity: number;
  /** In cents. */
  unitPrice: number;
}

const FREE_SHIPPING_FROM = 5_000;
const SHIPPING = 490;

/** What a customer pays in cents: the lines, less a discount in percent, plus shipping below the free limit. */
export function priceOrder(lines: OrderLine[], discountPercent = 0): number {
  const goods = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
  const discounted = Math.round(goods * (1 - discountPercent / 100));
  return discounted + (discounted >= FREE_SHIPPING_FROM ? 0 : SHIPPING);
}

/** Splits a total over several parcels so that no cent is lost: the first ones carry the remainder. */
export function splitTotal(total: number, parcels: number): number[] {
  const share = Math.floor(total / parcels);
  const remainder = total - share * parcels;
  return Array.from({ length: parcels }, (_, index) => share + (index < remainder ? 1 : 0));
}
