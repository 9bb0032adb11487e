// The telephones of one test at a time: the caller's, an agent's, and the far side of a trunk of its own, on a real Asterisk.
// Several desks work beside each other. Not here: what a test does with them.

import { createHash } from 'node:crypto';
import { type PhoneId, type TrunkName, phoneId, trunkName } from '../../../src/base/ids.ts';
import { realIds } from '../../../src/base/real-clock.ts';
import type { Policy } from '../../../src/outbound/index.ts';
import { openPolicy } from '../../outbound/policy.ts';
import { type FarSide, startFarSide } from '../far-side.ts';
import { type NetAddress, type Phone, startPhone } from '../phone/index.ts';
import type { MediaSource } from '../phone/media.ts';
import type { Switchboard } from './switchboard.ts';

/** The address by which Asterisk knows the trunk of test callers. */
const callerHost = '127.0.0.4';

export interface Desk {
  readonly caller: Phone;
  readonly agent: Phone;
  readonly agentPhone: PhoneId;
  readonly far: FarSide;
  readonly policy: Policy;
  readonly close: () => Promise<void>;
}

export interface DeskPlace {
  readonly server: NetAddress;
  readonly realm: string;
  /** The sound of all telephones: a thread for each would keep a small machine busy with itself. */
  readonly media: MediaSource;
}

/** Opens the telephones; the agent's is signed in, the trunk made known. */
export async function openDesk({ ari }: Switchboard, { server, realm, media }: DeskPlace): Promise<Desk> {
  const phone = phoneId(realIds('flowtest'));
  const password = realIds('secret');
  const digest = createHash('md5').update(`${phone}:${realm}:${password}`).digest('hex');
  await ari.phones.put({ phone, digest });
  const caller = await startPhone({ user: 'flow-test', host: callerHost, server, media });
  const agent = await startPhone({ user: phone, password, server, media });
  await agent.register();
  const far = await startFarSide({ media });
  const trunk = trunkName(realIds('flowtest'));
  await ari.trunks.put({ trunk, ...far.address, account: null });
  return {
    ...{ caller, agent, agentPhone: phone, far, policy: policyBy(trunk) },
    close: async () => {
      await Promise.allSettled([caller.close(), agent.close(), far.close()]);
      await Promise.allSettled([ari.phones.remove(phone), ari.trunks.remove(trunk)]);
    },
  };
}

/** Everything that a test may say is allowed; money and nights are tests of their own. */
const policyBy = (trunk: TrunkName): Policy => ({
  ...openPolicy,
  trunks: [{ name: trunk, priority: 1, weight: 1, silenceMs: 3_500 }],
});
