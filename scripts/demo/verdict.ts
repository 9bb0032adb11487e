// Who heard whom, by the recordings of both sides: each party must have heard the other's tone and no third one.
// Not here: finding a tone in a recording (tones.ts).

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { botTones, callerTones } from '../stack/sounds.ts';
import type { CallEnd, CallPlan } from './network.ts';
import { readWav, tonesIn } from './tones.ts';

export interface Verdict {
  readonly plan: CallPlan;
  /** `served`: an agent's phone answered this caller. `abandoned`: the caller left before. */
  readonly outcome: 'served' | 'abandoned' | 'failed';
  readonly heard: 'both' | 'no';
  readonly note: string;
}

/** Judges one finished call by what both sides recorded in `heardDirectory`. */
export function judge(plan: CallPlan, end: CallEnd, heardDirectory: string): Verdict {
  if (end !== 'ended') return { plan, outcome: 'failed', heard: 'no', note: end };
  const bots = botRecordings(plan, heardDirectory);
  if (bots.length === 0) return withoutAgent(plan);
  const all = [...callerTones, ...botTones];
  const callerHeard = tonesIn(read(path.join(heardDirectory, `${plan.name}-caller.wav`)), all);
  const botHeard = bots.flatMap((name) => tonesIn(read(path.join(heardDirectory, name)), all));
  const expected = bots.map((name) => botTones[Number(name.charAt(3)) - 1]);
  const good =
    callerHeard.length > 0 &&
    callerHeard.every((tone) => expected.some((one) => one === tone)) &&
    botHeard.length > 0 &&
    botHeard.every((tone) => tone === plan.tone);
  const note = `caller heard ${say(callerHeard)}, agent heard ${say(botHeard)}`;
  if (good) return { plan, outcome: 'served', heard: 'both', note };
  return { plan, outcome: 'failed', heard: 'no', note: `${note}; expected ${say(expected)} and ${plan.tone} Hz` };
}

/** No agent answered: right for who hangs up in the menu, allowed for who never presses a key, wrong for all others. */
function withoutAgent(plan: CallPlan): Verdict {
  switch (plan.script) {
    case 'impatient':
      return { plan, outcome: 'abandoned', heard: 'no', note: 'hung up in the menu, as meant' };
    case 'silent':
      return { plan, outcome: 'abandoned', heard: 'no', note: 'pressed nothing and was let go' };
    case 'choose-agent':
    case 'wrong-key':
      return { plan, outcome: 'failed', heard: 'no', note: 'reached no agent' };
  }
}

/** Each call has a caller number of its own, and a bot's recording bears the number it was shown. */
function botRecordings(plan: CallPlan, heardDirectory: string): readonly string[] {
  const digits = plan.caller.replaceAll(/\D/g, '');
  return readdirSync(heardDirectory).filter((name) => name.startsWith('bot') && name.split('-')[1] === digits);
}

const read = (file: string) => readWav(readFileSync(file));

const say = (tones: readonly (number | undefined)[]): string =>
  tones.length === 0 ? 'nothing' : `${tones.join('+')} Hz`;
