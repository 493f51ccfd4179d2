export type ChargeResult = { status: "paid"; receipt: string } | { status: "declined"; reason: string };

const MAX_ATTEMPTS = 5;
const FIRST_DELAY_MS = 200;

/**
 * Asks the payment provider for the money. A declined card is final; a provider that does not answer is asked again
 * with exponential backoff.
 */
export async function chargeCard(ask: () => Promise<ChargeResult>): Promise<ChargeResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === MAX_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, FIRST_DELAY_MS * 2 ** (attempt - 1)));
    }
  }
}
