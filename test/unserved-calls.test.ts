// Calls that found no controller are counted, each once: the place in the notes is recorded with the facts of each call.

import { describe, expect, it } from 'vitest';
import type { Entry } from '../src/base/machine.ts';
import { legId } from '../src/base/ids.ts';
import { silentLog } from '../src/base/log.ts';
import type { Fact } from '../src/call/index.ts';
import type { NotesPlace, UnservedCall, UnservedCalls } from '../src/call/ports.ts';
import { countUnserved, lookAgainMs, placeKey } from '../src/unserved-calls.ts';
import { fakeClock } from './fakes/clock.ts';

const placeAt = (offset: number): NotesPlace => ({ file: 'f', offset, endedAt: 0 });
const note = (n: number): UnservedCall => ({
  ...{ leg: legId(`in-${n}`), caller: '+33612345678', called: '+33180001122' },
  ...{ beganAt: n * 1_000, endedAt: n * 1_000 + 500, place: placeAt(n) },
});

/** Notes of one call each, two at a time. */
class Notes implements UnservedCalls {
  readonly calls: UnservedCall[] = [];
  fault: Error | null = null;

  read(after: NotesPlace | null) {
    if (this.fault !== null) return Promise.reject(this.fault);
    const left = this.calls.slice(after?.offset ?? 0);
    const calls = left.slice(0, 2);
    const place = calls.at(-1)?.place ?? after;
    return Promise.resolve({ calls, place, rest: left.length > 2 ? 'more' : 'none', strangeCount: 0 } as const);
  }
}

/** `dieAfter`: nothing is recorded after so many records, as when the controller dies. */
function counting(notes: Notes, stored: Map<string, unknown>, dieAfter = Infinity) {
  const clock = fakeClock(1_000_000);
  const entries: Entry<Fact>[] = [];
  let idCount = 0;
  const record = (entry: Entry<Fact>): void => {
    if (entries.length >= dieAfter) throw new Error('dead');
    entries.push(entry);
    for (const [key, value] of Object.entries(entry.changes)) stored.set(key, value);
  };
  const ids = (prefix: string): string => `${prefix}-${(idCount += 1)}`;
  const place = (stored.get(placeKey) ?? null) as NotesPlace | null;
  const unserved = countUnserved({ notes, clock, ids, log: silentLog, record }, place);
  const legs = () =>
    entries.flatMap(({ facts }) => facts.flatMap((one) => (one.kind === 'callOffered' ? [one.leg] : [])));
  return { clock, entries, unserved, legs };
}

describe('calls that found no controller', () => {
  it('are recorded at the time at which they began: offered, and ended unserved', async () => {
    const notes = new Notes();
    notes.calls.push(note(1));
    const { entries, unserved } = counting(notes, new Map());
    await unserved.look();
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ at: 1_000, changes: { [placeKey]: placeAt(1) } });
    const reason = { result: 'us', code: 'unserved' };
    expect(entries[0]?.facts).toEqual([
      {
        ...{ kind: 'callOffered', call: 'call-1', leg: 'in-1', caller: '+33612345678', called: '+33180001122' },
        ...{ flow: '', program: null },
      },
      { kind: 'legEnded', call: 'call-1', leg: 'in-1', agent: null, reason },
      { kind: 'callEnded', call: 'call-1', reason },
    ]);
  });

  it('are all read at once, and later ones when it is looked again', async () => {
    const notes = new Notes();
    notes.calls.push(note(1), note(2), note(3), note(4), note(5));
    const { clock, unserved, legs } = counting(notes, new Map());
    await unserved.look();
    expect(legs()).toEqual(['in-1', 'in-2', 'in-3', 'in-4', 'in-5']);
    notes.calls.push(note(6));
    clock.pass(lookAgainMs);
    await unserved.look();
    await expect.poll(legs).toEqual(['in-1', 'in-2', 'in-3', 'in-4', 'in-5', 'in-6']);
  });

  it.each([0, 1, 2, 3, 4, 5])('are counted once when the controller dies after %i of five', async (count) => {
    const notes = new Notes();
    notes.calls.push(note(1), note(2), note(3), note(4), note(5));
    const stored = new Map<string, unknown>();
    const first = counting(notes, stored, count);
    await first.unserved.look();
    const second = counting(notes, stored);
    await second.unserved.look();
    expect([...first.legs(), ...second.legs()]).toEqual(['in-1', 'in-2', 'in-3', 'in-4', 'in-5']);
  });

  it('are read once the notes can be read again', async () => {
    const notes = new Notes();
    notes.calls.push(note(1));
    notes.fault = new Error('EACCES');
    const { clock, unserved, legs } = counting(notes, new Map());
    await unserved.look();
    notes.fault = null;
    clock.pass(lookAgainMs);
    await expect.poll(legs).toEqual(['in-1']);
  });

  it('are not recorded any more once it is stopped', async () => {
    const notes = new Notes();
    notes.calls.push(note(1));
    const { clock, unserved, entries } = counting(notes, new Map());
    const looking = unserved.look();
    unserved.stop();
    await looking;
    clock.pass(lookAgainMs * 2);
    expect([entries.length, clock.pendingCount()]).toEqual([0, 0]);
  });
});
