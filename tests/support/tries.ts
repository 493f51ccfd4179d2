/**
 * How often a test of chance tries its luck: `few` times in every run, which has 25 minutes on two cores, and `all` in a
 * whole one (`npm test -- --whole`).
 */
export const tries = (few: number, all: number): number => (process.env.TEST_WHOLE ? all : few);
