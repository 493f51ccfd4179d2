/** One question: the rows of values that speak for each choice, which of them is right, and how much it counts. */
export interface Choice {
  rows: number[][];
  right: number[];
  weight: number;
}

const STEPS = 250;
const RATE = 0.05;

/**
 * Weights of the values of a row: the right row of each question gets the highest sum (multinomial logistic regression), or,
 * with `isAlone`, each question's only row a positive sum if it is right (plain logistic regression; the last weight is the
 * constant). `decay` pulls each weight towards zero, once the values are of one spread.
 */
export function fitWeights(
  choices: Choice[],
  { decay, isAlone }: { decay: number; isAlone: boolean },
): number[] {
  const used = choices.filter(({ right }) => isAlone || right.length > 0);
  const width = used[0]?.rows[0]?.length ?? 0;
  const { mean, spread } = spreadOf(
    used.flatMap(({ rows }) => rows),
    width,
  );
  const size = width + 1;
  const ready = used.map(({ rows, ...rest }) => ({
    ...rest,
    rows: rows.map((row) =>
      Float64Array.from({ length: size }, (_, at) =>
        at < width ? ((row[at] ?? 0) - (mean[at] ?? 0)) / (spread[at] ?? 1) : isAlone ? 1 : 0,
      ),
    ),
  }));
  const total = used.reduce((sum, { weight }) => sum + weight, 0);
  const weights = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  // Adam (Kingma and Ba, 2015) over all questions at once.
  for (let step = 1; step <= STEPS; step++) {
    const slopes = weights.map((weight, at) => (at < width ? decay * weight : 0));
    for (const { rows, right, weight } of ready) {
      const sums = rows.map((row) => dot(row, weights));
      const likely = isAlone ? sums.map((sum) => 1 / (1 + Math.exp(-sum))) : softmax(sums);
      rows.forEach((row, index) => {
        const isRight = right.includes(index) ? 1 / right.length : 0;
        const pull = (((likely[index] ?? 0) - isRight) * weight) / total;
        for (let at = 0; at < size; at++) slopes[at] = (slopes[at] ?? 0) + pull * (row[at] ?? 0);
      });
    }
    const rate = step < STEPS * 0.7 ? RATE : RATE / 5;
    for (let at = 0; at < size; at++) {
      const slope = slopes[at] ?? 0;
      const one = 0.9 * (first[at] ?? 0) + 0.1 * slope;
      const two = 0.999 * (second[at] ?? 0) + 0.001 * slope * slope;
      first[at] = one;
      second[at] = two;
      const move = one / (1 - 0.9 ** step) / (Math.sqrt(two / (1 - 0.999 ** step)) + 1e-8);
      weights[at] = (weights[at] ?? 0) - rate * move;
    }
  }
  const plain = [...weights].slice(0, width).map((weight, at) => weight / (spread[at] ?? 1));
  const shift = plain.reduce((sum, weight, at) => sum + weight * (mean[at] ?? 0), 0);
  return isAlone ? [...plain, (weights[width] ?? 0) - shift] : plain;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function softmax(sums: number[]): number[] {
  const top = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - top));
  const all = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / all);
}

function spreadOf(rows: number[][], width: number) {
  const columns = Array.from({ length: width }, (_, at) => rows.map((row) => row[at] ?? 0));
  const mean = columns.map((column) => column.reduce((a, b) => a + b, 0) / rows.length);
  const spread = columns.map((column, at) => {
    const squares = column.reduce((sum, value) => sum + (value - (mean[at] ?? 0)) ** 2, 0);
    return Math.sqrt(squares / rows.length) || 1;
  });
  return { mean, spread };
}
