// A broadcaster on the virtual clock with a journal that is a map, and watchers that keep what they got.

import { type BroadcasterParts, Broadcaster, type Watcher, type Watching } from '../../../src/api/live/index.ts';
import { type LiveMessage, liveMessage } from '../../../src/api/contract/index.ts';
import type { Changes } from '../../../src/base/machine.ts';
import { silentLog } from '../../../src/base/log.ts';
import { applyChanges } from '../../../src/facts/changes.ts';
import { fakeClock } from '../../fakes/clock.ts';

export interface Seen {
  readonly messages: LiveMessage[];
  readonly texts: string[];
  readonly dropped: string[];
  pingCount: number;
  bufferedBytes: number;
  readonly watching: Watching;
}

export function openStream(parts: Partial<BroadcasterParts> = {}) {
  const clock = fakeClock(1_000_000);
  const states = new Map<string, unknown>();
  const words = { stepLabel: (_program: string, _flow: string, step: string) => `« ${step} »` };
  const broadcaster = new Broadcaster({ clock, log: silentLog, words, states: () => states, ...parts });
  const record = (changes: Changes): void => {
    applyChanges(states, changes);
    broadcaster.changed(changes);
  };
  const watch = (): Seen => {
    const seen = { messages: [] as LiveMessage[], texts: [] as string[], dropped: [] as string[] };
    const state = { pingCount: 0, bufferedBytes: 0 };
    const watcher: Watcher = {
      send: (text) => {
        seen.texts.push(text);
        seen.messages.push(liveMessage.parse(JSON.parse(text)));
      },
      bufferedBytes: () => state.bufferedBytes,
      ping: () => {
        state.pingCount += 1;
      },
      drop: (why) => seen.dropped.push(why),
    };
    const watching = broadcaster.join(watcher);
    if (watching === 'full') throw new Error('There are too many watchers.');
    return Object.assign(state, seen, { watching });
  };
  return { clock, states, broadcaster, record, watch };
}
