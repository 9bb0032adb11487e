import type { Bench } from './bench-stack.ts';
export const benchHold = (_: Bench): Promise<null> => Promise.resolve(null);
