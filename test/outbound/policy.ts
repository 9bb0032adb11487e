// A policy for tests that opens ten countries wide and cheaply, so that what is refused is refused for what it is.

import { e164, trunkName } from '../../src/base/ids.ts';
import type { Policy } from '../../src/outbound/index.ts';

/** Without a night, a cap that is reached, or a block. */
export const openPolicy: Policy = {
  home: 'FR',
  timezone: 'Europe/Paris',
  countries: ['FR', 'BE', 'CH', 'DE', 'ES', 'GB', 'IT', 'LU', 'NL', 'US'],
  blocked: [],
  ours: [e164('+33180001122'), e164('+33180009901')],
  verified: [e164('+33140506070')],
  rates: [{ prefix: '+', perMinute: 20 }],
  spend: { perCallMax: 600, perDayMax: 10_000 },
  night: { from: '00:00', to: '00:00', callsMax: 0 },
  callsPerSecondMax: 10,
  concurrentMax: 20,
  trunks: [{ name: trunkName('trunk-a'), priority: 1, weight: 1, silenceMs: 3_500 }],
};
