// Out of the music, out of the line. Not here: when (queue.ts, faults).

import { stayedMs } from '../ambient.ts';
import type { Stay } from '../frame.ts';
import type { Turn } from '../turn.ts';

/** The music stops, since something is to be heard. */
export function quietRoom(turn: Turn): void {
  const { stay } = turn.frame;
  if (stay?.room !== 'in') return;
  turn.effect({ kind: 'leaveWaitingRoom', queue: stay.queue, music: musicOf(turn, stay) });
  turn.change({ stay: { ...stay, room: 'out' } });
}

/** Leaves without asking: the flow goes elsewhere at once. */
export function leaveLine(turn: Turn, why: 'abandoned' | 'flow'): void {
  const { stay } = turn.frame;
  if (stay === null) return;
  turn.effect({ kind: 'leaveQueue', why });
  endStay(turn, stay);
}

/** The line is behind the caller; what it was like stays known. */
export function endStay(turn: Turn, stay: Stay): void {
  turn.effect({ kind: 'leaveWaitingRoom', queue: stay.queue, music: musicOf(turn, stay) });
  freeze(turn, stay);
  turn.change({ stay: null });
}

/** `waiting` keeps what it was when the wait was over. */
export function freeze(turn: Turn, stay: Stay): void {
  const { waited } = turn.frame;
  if (waited !== null && waited.elapsedMs === null) {
    turn.change({ waited: { ...waited, elapsedMs: stayedMs(stay, turn.now) } });
  }
}

/** The music that the statement names; null: the queue's own. */
export function musicOf(turn: Turn, { address, depth }: Pick<Stay, 'address' | 'depth'>): string | null {
  const level = [...turn.frame.stack, turn.frame][depth];
  const op = turn.program.flows[level?.flow ?? '']?.ops[address];
  return op?.op === 'queue' ? op.music : null;
}
