// Waiting for a condition with a limit: the only way that tests wait. Not for instants that are measured:
// this looks every few milliseconds, so it knows that something happened, not exactly when.

/** How often a condition is looked at, unless told otherwise, in milliseconds. */
export const defaultEveryMs = 20;

export interface UntilOptions {
  readonly withinMs: number;
  /** What is awaited, in words that end the sentence "waited in vain for ...". */
  readonly what: string;
  readonly everyMs?: number;
}

/** A condition did not come true in time; the message says which one and what was seen last. */
export class WaitedInVain extends Error {
  readonly code = 'waitedInVain';
  readonly retryable = false;
}

/**
 * Resolves with the first value of `condition` that is neither false, null nor undefined. Rejects with WaitedInVain
 * when `withinMs` passed; its cause is the last error that `condition` threw, which by itself does not end the wait.
 */
export async function until<Value>(
  condition: () => Value | Promise<Value>,
  options: UntilOptions,
): Promise<Exclude<Awaited<Value>, false | null | undefined>> {
  const endAt = performance.now() + options.withinMs;
  for (;;) {
    const look = await attempt(condition, endAt);
    if (look.kind === 'value' && isThere(look.value)) return look.value;
    if (performance.now() >= endAt) throw inVain(options, look);
    await pause(Math.min(options.everyMs ?? defaultEveryMs, Math.max(1, endAt - performance.now())));
  }
}

type Look<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'threw'; readonly fault: unknown }
  | { readonly kind: 'pending' };

/** One look, given up when the limit passes while the condition itself still hangs. */
async function attempt<Value>(condition: () => Value | Promise<Value>, endAt: number): Promise<Look<Awaited<Value>>> {
  let stop: (() => void) | undefined;
  const limit = new Promise<Look<never>>((resolve) => {
    const timer = setTimeout(
      () => {
        resolve({ kind: 'pending' });
      },
      Math.max(1, endAt - performance.now()),
    );
    stop = () => {
      clearTimeout(timer);
    };
  });
  try {
    return await Promise.race([looked(condition), limit]);
  } finally {
    stop?.();
  }
}

async function looked<Value>(condition: () => Value | Promise<Value>): Promise<Look<Awaited<Value>>> {
  try {
    return { kind: 'value', value: await condition() };
  } catch (fault) {
    return { kind: 'threw', fault };
  }
}

const isThere = <Value>(value: Value): value is Exclude<Value, false | null | undefined> =>
  value !== false && value !== null && value !== undefined;

function inVain(options: UntilOptions, look: Look<unknown>): WaitedInVain {
  const message = `waited in vain for ${options.what} (${options.withinMs} ms)`;
  switch (look.kind) {
    case 'value':
      return new WaitedInVain(`${message}; last seen: ${String(look.value)}`);
    case 'threw':
      return new WaitedInVain(`${message}; it last threw: ${String(look.fault)}`, { cause: look.fault });
    case 'pending':
      return new WaitedInVain(`${message}; the condition itself did not settle`);
  }
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
