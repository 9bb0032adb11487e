// Whoever applies the deltas knows what a new snapshot would say, whatever happens and whatever is lost on the way.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../../src/api/contract/index.ts';
import { type Board, applied } from '../../../web/src/live/board.ts';
import { happenings, liver } from './happenings.ts';
import { openStream } from './stream.ts';

/** What somebody would see who opened the page now. */
function freshBoard(stream: ReturnType<typeof openStream>): Board {
  const newcomer = stream.watch();
  stream.clock.pass(100);
  newcomer.watching.leave();
  return boardOf(applied(null, newcomer.messages[0]!));
}

function boardOf(outcome: Board | 'gap'): Board {
  if (outcome === 'gap') throw new Error('A message was missing.');
  return outcome;
}

describe('applying every delta to the first snapshot', () => {
  it('gives what a new snapshot says, after any happenings', () => {
    fc.assert(
      fc.property(happenings, fc.array(fc.nat(150), { minLength: 80, maxLength: 80 }), (day, pauses) => {
        const stream = openStream();
        const live = liver();
        const watcher = stream.watch();
        for (const [index, happening] of day.entries()) {
          stream.record(live(happening, stream.clock.now()));
          stream.clock.pass(pauses[index] ?? 0);
        }
        stream.clock.pass(200);
        const board = watcher.messages.reduce<Board | null>((known, message) => boardOf(applied(known, message)), null);
        expect(board).toEqual(freshBoard(stream));
      }),
    );
  });

  it('gives it too when messages are lost: the gap is noticed, and a snapshot closes it', () => {
    fc.assert(
      fc.property(happenings, fc.array(fc.boolean(), { minLength: 200, maxLength: 200 }), (day, losses) => {
        const stream = openStream();
        const live = liver();
        const watcher = stream.watch();
        let board: Board | null = null;
        let read = 0;
        const receive = (message: LiveMessage, lost: boolean): void => {
          if (lost) return;
          const outcome = applied(board, message);
          if (outcome === 'gap') watcher.watching.resync();
          else board = outcome;
        };
        const readAll = (lossy: boolean): void => {
          for (; read < watcher.messages.length; read += 1)
            receive(watcher.messages[read]!, lossy && losses[read] === true);
        };
        for (const happening of day) {
          stream.record(live(happening, stream.clock.now()));
          stream.clock.pass(100);
          readAll(true);
        }
        // The line is good again: the next beat tells of any number that is missing.
        for (let round = 0; round < 4; round += 1) {
          stream.clock.pass(1_000);
          readAll(false);
        }
        expect(board).toEqual(freshBoard(stream));
      }),
    );
  });
});
