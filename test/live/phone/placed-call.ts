// A call that the phone places, from dialling to the established line.

import { CallLine, firstSound } from './call-line.ts';
import type { LineParts } from './call-line.ts';
import { PhoneFault } from './phone-fault.ts';
import type { DialOptions, NetAddress, PhoneCall } from './phone-types.ts';
import { Placing } from './placing.ts';
import type { PlacingEvents } from './placing.ts';
import { sipUri, userOf } from './sip-uri.ts';

/** Sends the INVITE and gives the call. */
export async function placeCall(
  parts: LineParts,
  target: { readonly uri: string; readonly to: NetAddress },
  options: DialOptions,
): Promise<PhoneCall> {
  const line = await CallLine.open(parts, { kind: 'dialling' });
  const { sound = firstSound, callerNumber = parts.agent.identity.user, callerName } = options;
  line.shared().say(sound);
  const name = callerName === undefined ? '' : `"${callerName}" `;
  const from = `${name}<${sipUri(callerNumber, parts.agent.address)}>`;
  let wish: 'call' | 'hangup' = 'call';
  const placing = new Placing(
    parts.agent,
    { ...target, from, audio: line.audio, more: Object.entries(options.headers ?? {}) },
    placingEvents(line, () => wish),
  );
  const called = userOf(target.uri);
  return {
    ...line.shared(),
    direction: 'placed',
    party: { number: called, name: '' },
    called,
    state: () => line.state(),
    ring: notOurs,
    sound: notOurs,
    answer: () => Promise.reject(new PhoneFault('misuse', 'a placed call is answered by the other side')),
    decline: notOurs,
    hangup: () => {
      wish = 'hangup';
      if (line.state().kind === 'up') return line.bye();
      if (line.state().kind !== 'ended') placing.cancel();
      return line.settledEnd();
    },
  };
}

function placingEvents(line: CallLine, wish: () => 'call' | 'hangup'): PlacingEvents {
  return {
    onProvisional: (status, theirs) => {
      line.takeAudio(theirs);
      if (status > 100) line.become({ kind: 'ringing' });
    },
    onAnswered: (dialog, theirs) => {
      line.takeAudio(theirs);
      line.establish(dialog);
      // They answered while our CANCEL was under way: the call stands, so it is hung up.
      if (wish() === 'hangup') void line.bye();
    },
    onRefused: (status) => {
      const at = performance.now();
      if (wish() === 'hangup' && status === 487) line.end({ kind: 'cancelled', by: 'us', at });
      else line.end({ kind: 'refused', by: 'them', status, at });
    },
    onLost: (what) => {
      line.end({ kind: 'lost', what, at: performance.now() });
    },
  };
}

function notOurs(): never {
  throw new PhoneFault('misuse', 'a placed call is rung, answered and declined by the other side');
}
