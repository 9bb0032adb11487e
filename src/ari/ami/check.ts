// One look at the manager interface: for checks. Not here: judging what is seen, nor watching (watch.ts).

import type { Clock } from '../../base/clock.ts';
import { openAmiSession } from './session.ts';
import type { AmiAccess } from './session.ts';

/** Signs in, asks for a sign of life and leaves. Rejects with TelephonyFault when any of it fails. */
export async function checkManager(access: AmiAccess, clock: Clock): Promise<void> {
  const nobody = (): void => undefined;
  const session = await openAmiSession({ access, clock, onEvent: nobody, onLost: nobody });
  try {
    await session.action({ action: 'Ping' });
  } finally {
    session.close();
  }
}
