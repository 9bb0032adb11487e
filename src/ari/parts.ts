// What the parts of the driver share: one connection's means. Not here: behaviour.

import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { CallEvent } from '../call/index.ts';
import type { LegBook } from './leg-book.ts';
import type { AriRest } from './commands.ts';
import type { RecordingBook } from './recording-book.ts';
import type { StoredFiles } from './stored-files.ts';
import type { Waits } from './waits.ts';

export interface AriParts {
  readonly rest: AriRest;
  readonly book: LegBook;
  readonly recordings: RecordingBook;
  readonly stored: StoredFiles;
  readonly waits: Waits;
  readonly clock: Clock;
  /** The name of our application in Asterisk. */
  readonly app: string;
  readonly log: Log;
  /** Tells the composition root what happened to a leg. */
  readonly post: (event: CallEvent) => void;
  /** Whether events arrive: without them nothing new is begun. */
  readonly link: () => 'up' | 'down';
}
