// Puts the driver together: one event connection, one pool for commands, the ports on top.
// Not here: what any port does, nor who listens to the notices.

import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Legs, Media, Phones, Recorder, Rooms, Supervision, TelephonyNotice, Trunks } from '../call/ports.ts';
import type { AriAccess } from './address.ts';
import { ariClientLine } from './ari-client/line.ts';
import { commandsOver } from './commands.ts';
import type { AriRest } from './commands.ts';
import { replyTo } from './faults.ts';
import { applicationsFilter } from './generated/operations.generated.ts';
import { hearing } from './hear.ts';
import { unheardTypes } from './heard-events.ts';
import type { Heard } from './heard-events.ts';
import { LegBook } from './leg-book.ts';
import { legsOn } from './legs.ts';
import { mediaOn } from './media.ts';
import { nativeLine } from './native.ts';
import type { AriParts } from './parts.ts';
import { phoneRealm, phonesOn } from './phones.ts';
import { supervisionOn } from './reconcile.ts';
import { recorderOn } from './recorder.ts';
import { RecordingBook } from './recording-book.ts';
import { roomsOn } from './rooms.ts';
import { AriSocket } from './socket.ts';
import { trunksOn } from './trunks.ts';
import { type StoredFiles, openStoredFiles } from './stored-files.ts';
import { makeWaits } from './waits.ts';

/** What requests and events travel by: our own over undici and ws, or the library ari-client. */
export type AriDriver = keyof typeof lines;

const lines = { native: nativeLine, 'ari-client': ariClientLine } as const;

export interface AriOptions extends AriAccess {
  /** `native` unless another is wanted. */
  readonly driver?: AriDriver;
  /** The name of our application, as the dialplan gives it to Stasis. */
  readonly app: string;
  /** The realm that phones' digests are computed over; `carillon` by default, as in pjsip.conf. */
  readonly realm?: string;
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly log: Log;
  /** Told in order; `connected` before the first event of each connection. It must only note and return. */
  readonly onNotice: (notice: TelephonyNotice) => void;
}

/** What was heard and had no effect, since the start. */
export interface DroppedCounts {
  /** Events about legs and prompts that had ended. */
  readonly late: number;
  /** Events about channels that are no legs of ours, or that say something unforeseen. */
  readonly strange: number;
  /** Described event types that nobody reads. */
  readonly ignored: number;
  /** Event types that Asterisk's description does not have. */
  readonly unknown: number;
  /** Messages that are not what the description promises. */
  readonly faulty: number;
  /** Answers to commands that had been given up; the native driver has none, since it takes its requests back. */
  readonly lateReplies: number;
}

/** The ports on one Asterisk. */
export interface AriConnection {
  /** Begins to connect and returns at once; `onNotice` tells when the connection is there. Takes the application over. */
  readonly open: () => void;
  readonly legs: Legs;
  readonly media: Media;
  readonly recorder: Recorder;
  readonly rooms: Rooms;
  readonly phones: Phones;
  readonly trunks: Trunks;
  readonly supervision: Supervision;
  readonly dropped: () => DroppedCounts;
  /** Closes all connections and stops trying; calls stay as they are. */
  readonly close: () => Promise<void>;
}

/** The driver, not connected yet. Throws TelephonyFault for an access that the driver asked for cannot carry. */
export function connectAri(options: AriOptions): AriConnection {
  const counts = { late: 0, strange: 0, ignored: 0, unknown: 0, faulty: 0 };
  const line = lines[options.driver ?? 'native'](options, options.clock);
  const rest = commandsOver(line);
  const stored = openStoredFiles(options, options.clock);
  const parts = partsOf(options, { rest, stored }, () => (socket.state.kind === 'up' ? 'up' : 'down'));
  const hear = hearing(parts);
  const socket = new AriSocket({
    ...options,
    dial: line.dial,
    prepare: () => prepare(options, rest),
    onUp: () => {
      options.onNotice({ kind: 'connected' });
    },
    onEvent: (event) => {
      const outcome = hear(event);
      if (outcome !== 'heard') counts[outcome] += 1;
    },
    onDropped: (heard) => {
      counts[heard.kind] += 1;
      tellDropped(options.log, heard);
    },
    onDown: (why) => {
      options.onNotice({ kind: 'disconnected', why });
    },
    onReplaced: () => {
      rest.fence('Another connection took the application over.');
      options.log.error('Another connection took the application over: no more commands from here.', {
        app: options.app,
      });
    },
  });
  return {
    open: () => {
      socket.open();
    },
    ...portsOn(parts, options.realm ?? phoneRealm),
    dropped: () => ({ ...counts, lateReplies: line.lateReplyCount() }),
    close: () => closeAll(socket, rest, stored),
  };
}

function partsOf(options: AriOptions, ways: Pick<AriParts, 'rest' | 'stored'>, link: AriParts['link']): AriParts {
  return {
    ...ways,
    link,
    book: new LegBook(),
    recordings: new RecordingBook(),
    waits: makeWaits(options.clock),
    clock: options.clock,
    app: options.app,
    log: options.log,
    post: (event) => {
      options.onNotice({ kind: 'event', event });
    },
  };
}

const portsOn = (parts: AriParts, realm: string) => ({
  legs: legsOn(parts),
  media: mediaOn(parts),
  recorder: recorderOn(parts),
  rooms: roomsOn(parts),
  phones: phonesOn(parts, realm),
  trunks: trunksOn(parts),
  supervision: supervisionOn(parts),
});

/**
 * Asks Asterisk not to send what nobody reads. Its answer also proves that commands work and that Asterisk has our
 * application registered, which it may not have yet when the event connection opens. A list of the allowed types would
 * let a type that a later Asterisk adds pass unseen; a list of the refused ones lets it be counted.
 */
async function prepare(options: AriOptions, rest: AriRest): Promise<void> {
  const filter = { disallowed: unheardTypes.map((type) => ({ type })) };
  await replyTo(rest.request(applicationsFilter, { applicationName: options.app, filter }));
}

function tellDropped(log: Log, heard: Exclude<Heard, { readonly kind: 'event' }>): void {
  if (heard.kind === 'faulty')
    log.error('An event of Asterisk is not understood.', { type: heard.type, path: heard.fault.path });
  if (heard.kind === 'unknown')
    log.warn('Asterisk sends an event that its description did not have.', { type: heard.type });
}

async function closeAll(socket: AriSocket, rest: AriRest, stored: StoredFiles): Promise<void> {
  socket.close();
  await Promise.all([rest.close(), stored.close()]);
}
