// Looking at an Asterisk as a whole, and reloading a module of it: for checks and for taking over. Needs no event
// connection. Not here: judging what is seen.

import type { Clock } from '../base/clock.ts';
import type { Done } from '../call/ports.ts';
import { doneOr, replyTo } from './faults.ts';
import { asteriskGetInfo, asteriskListModules, asteriskReloadModule } from './generated/operations.generated.ts';
import { deadlineMs } from './limits.ts';
import { openRest } from './rest.ts';
import type { AriAccess } from './address.ts';
import type { AriRest } from './commands.ts';

/** An Asterisk as it describes itself. */
export interface AsteriskDescription {
  /** Such as `22.10.1`, with what a distribution added. */
  readonly version: string;
  readonly modules: readonly { readonly name: string; readonly status: 'running' | 'not running' }[];
}

/** Version and loaded modules. Rejects with TelephonyFault when it cannot be reached or refuses us. */
export function describeAsterisk(access: AriAccess, clock: Clock): Promise<AsteriskDescription> {
  return withRest(access, clock, async (rest) => {
    const info = await replyTo(rest.request(asteriskGetInfo, {}, deadlineMs.configure));
    const modules = await replyTo(rest.request(asteriskListModules, {}, deadlineMs.configure));
    return {
      version: info.system?.version ?? '',
      modules: modules.map(({ name, status }) => ({ name, status: status === 'Running' ? 'running' : 'not running' })),
    };
  });
}

/** Makes Asterisk read a module's configuration again; 'gone' when no such module is loaded. */
export function reloadModule(access: AriAccess, clock: Clock, moduleName: string): Promise<Done> {
  return withRest(access, clock, (rest) =>
    doneOr(rest.request(asteriskReloadModule, { moduleName }, deadlineMs.configure), 404),
  );
}

async function withRest<Outcome>(
  access: AriAccess,
  clock: Clock,
  task: (rest: AriRest) => Promise<Outcome>,
): Promise<Outcome> {
  const rest = openRest(access, clock);
  try {
    return await task(rest);
  } finally {
    await rest.close();
  }
}
