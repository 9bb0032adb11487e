// Where names lead, by the system's own resolver, which knows the hosts file. It works in the few threads that also bring the
// journal to the disk, so a name server that hangs must not take them all.

/** Of Node's four threads (libuv's default) half stay free for the journal. */
const atOnceMax = 2;

export type Lookup = (host: string) => Promise<readonly string[]>;

/** The same lookup with at most two at a time; who asks for a name that is being looked up shares the answer. */
export function fewLookups(lookup: Lookup): Lookup {
  const running = new Map<string, Promise<readonly string[]>>();
  const turns: (() => void)[] = [];
  let busyCount = 0;
  const inTurn = async (host: string): Promise<readonly string[]> => {
    if (busyCount >= atOnceMax) await new Promise<void>((resolve) => turns.push(resolve));
    else busyCount += 1;
    try {
      return await lookup(host);
    } finally {
      // The turn is handed on, not given back: nobody can slip in between.
      const next = turns.shift();
      if (next === undefined) busyCount -= 1;
      else next();
    }
  };
  return (host) => {
    const known = running.get(host);
    if (known !== undefined) return known;
    const found = inTurn(host).finally(() => running.delete(host));
    running.set(host, found);
    return found;
  };
}
