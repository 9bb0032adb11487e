// What was really heard, sent and seen of what a flow test's call is told to have done: each line of it that nobody outside of the
// controller can vouch for says so, and then differs from the simulator's. Not here: comparing (compare.ts).

import type { Instant } from '../../../src/base/clock.ts';
import type { PromptId } from '../../../src/base/ids.ts';
import type { PromptPart, IvrEffect } from '../../../src/ivr/index.ts';
import type { Happening } from '../../../src/sim/flows/happening.ts';
import type { FarSide } from '../far-side.ts';
import type { PhoneCall } from '../phone/index.ts';
import { until } from '../until.ts';
import type { AgentScreen } from './agent-screen.ts';
import type { CallbacksMade } from './callbacks-made.ts';
import type { MockedServices } from './mocked-services.ts';
import { type PacedPrompts, type Speech, isHeard } from './paced-prompts.ts';
import { type Reached, type Stubs, smsUrl } from './stubs.ts';

/** What is on its way arrives by then. */
const arrivesMsMax = 3_000;

type Vouching = (happening: Happening) => Promise<Happening>;

export interface EvidenceParts {
  readonly prompts: PacedPrompts;
  readonly services: MockedServices;
  readonly far: FarSide;
  readonly stubs: Pick<Stubs, 'mails'>;
  readonly screen: AgentScreen;
  readonly callbacks: CallbacksMade;
  /** How many legs of the conversation are being recorded; null: there was none. */
  readonly recordedCount: () => number | null;
}

export class Evidence {
  readonly #parts: EvidenceParts;
  readonly #vouching = new Map<Happening, Vouching>();
  readonly #sms: Reached[] = [];
  readonly #stoppedAt = new Map<PromptId, Instant>();
  #requestCount = 0;

  constructor(parts: EvidenceParts) {
    this.#parts = parts;
  }

  /** Takes a request that is a text message given out; whether it was one. */
  sms(reached: Reached): boolean {
    if (reached.url !== smsUrl) return false;
    this.#sms.push(reached);
    return true;
  }

  /** Nobody vouches for this line: why. */
  mark(happening: Happening, why: string): void {
    this.#vouching.set(happening, (told) => Promise.resolve({ ...told, text: `(${why})` }));
  }

  /** Notes who can vouch for what one decision made happen: one of the call (`script` null), or of this script. */
  note(happenings: readonly Happening[], effects: readonly IvrEffect[], now: Instant, script: string | null): void {
    const rest = [...happenings];
    const next = (fits: (happening: Happening) => boolean): Happening | undefined => {
      const index = rest.findIndex(fits);
      return index < 0 ? undefined : rest.splice(index, 1)[0];
    };
    for (const effect of effects) {
      if (effect.kind === 'stop') this.#stoppedAt.set(effect.prompt, now);
      const vouching = this.#vouchingOf(effect, script);
      const happening = vouching === null ? undefined : next((each) => isOf(each, effect));
      if (vouching !== null && happening !== undefined) this.#vouching.set(happening, vouching);
    }
  }

  /** The lines as they may be compared. `phone` is the caller's. */
  async vouched(happened: readonly Happening[], phone: PhoneCall | null): Promise<readonly Happening[]> {
    const told: Happening[] = [];
    for (const happening of happened) {
      const vouching = this.#vouching.get(happening);
      if (happening.kind === 'hangup') told.push(await hungUp(happening, phone));
      else told.push(vouching === undefined ? happening : await vouching(happening));
    }
    return told;
  }

  #vouchingOf(effect: IvrEffect, script: string | null): Vouching | null {
    const { screen, callbacks, recordedCount } = this.#parts;
    if (effect.kind === 'tell' && effect.how === 'shown')
      return (told) => shown(told, () => screen.showed(script ?? '', wordsOf(effect.parts)));
    if (effect.kind === 'askAgent')
      return (told) => shown(told, () => screen.askedFor(script ?? '', effect.field, effect.text));
    if (effect.kind === 'schedule')
      return (told) => witnessed(told, () => callbacks.keeps(effect), 'nobody keeps the promise');
    if (effect.kind === 'recording' && effect.action === 'start')
      return (told) => witnessed(told, () => (recordedCount() ?? bothSides) >= bothSides, 'nothing is recorded');
    if (effect.kind === 'play' || effect.kind === 'tell')
      return (told) => this.#heard(told, effect.prompt, effect.parts);
    if (effect.kind === 'send') return (told) => sent(told, () => this.#isGivenOut(effect));
    if (effect.kind === 'transfer')
      return (told) => sent(told, () => this.#parts.far.invited().some(({ number }) => number === effect.to));
    if (effect.kind !== 'request') return null;
    const index = this.#requestCount;
    this.#requestCount += 1;
    return (told) => sent(told, () => (this.#parts.services.asked[index]?.reached.length ?? 0) > 0);
  }

  #isGivenOut({ medium, key, to }: IvrEffect & { kind: 'send' }): boolean {
    if (medium === 'sms') return this.#sms.some(({ body }) => body.includes(key) && body.includes(to));
    return this.#parts.stubs.mails().some((mail) => mail.data.includes(key) && mail.to.includes(to));
  }

  async #heard(told: Happening, prompt: PromptId, parts: readonly PromptPart[]): Promise<Happening> {
    const speech = this.#parts.prompts.speeches.find((each) => each.prompt === prompt);
    // Called off as it began, on the test's clock: nobody was to hear it.
    if (speech === undefined) return this.#stoppedAt.get(prompt) === told.at ? told : { ...told, text: '(never said)' };
    await arrives(() => speech.parts.every(({ number }) => speech.heard.has(number)) || speech.stop === 'asked');
    return { ...told, text: textOf(speech, parts) };
  }
}

/** What was heard in the words of its pieces. */
function textOf(speech: Speech, parts: readonly PromptPart[]): string {
  if (speech.overheard.size > 0) return `(heard by whom it was not for: ${wordsOf(parts)})`;
  const coded = speech.parts.values();
  return parts
    .map(({ text }) => {
      const part = text === '' ? undefined : coded.next().value;
      return part === undefined || isHeard(speech, part) ? text : '(not heard)';
    })
    .join(' ');
}

/** Whether this is the line that an effect is told by. */
function isOf({ kind, name, text }: Happening, effect: IvrEffect): boolean {
  if (effect.kind === 'play') return (kind === 'say' || kind === 'announce' || kind === 'offer') && text !== null;
  if (effect.kind === 'askAgent') return kind === 'ask' && name === effect.question;
  if (effect.kind === 'schedule') return kind === 'callback';
  if (effect.kind === 'tell') return kind === 'tell' && text !== null;
  if (effect.kind === 'request') return kind === 'request' && name === `${effect.service}.${effect.operation}`;
  return effect.kind === 'send' ? kind === effect.medium : kind === effect.kind;
}

const wordsOf = (parts: readonly PromptPart[]): string => parts.map(({ text }) => text).join(' ');

/** The caller's and the agent's. */
const bothSides = 2;

const witnessed = async (told: Happening, isThere: () => boolean, otherwise: string): Promise<Happening> =>
  (await arrives(isThere)) ? told : { ...told, text: `(${otherwise})` };

const sent = (told: Happening, isThere: () => boolean): Promise<Happening> =>
  witnessed(told, isThere, 'nothing reached the other side');

const shown = (told: Happening, isThere: () => boolean): Promise<Happening> =>
  witnessed(told, isThere, 'the agent does not see it');

/** The caller's own phone was told of the end, by the other side. */
async function hungUp(told: Happening, phone: PhoneCall | null): Promise<Happening> {
  const isEnded = (): boolean => phone?.state().kind === 'ended';
  if (phone === null || !(await arrives(isEnded))) return { ...told, text: '(the call is still up)' };
  const state = phone.state();
  const byThem = state.kind === 'ended' && (state.end.kind === 'lost' || state.end.by === 'them');
  return byThem ? told : { ...told, text: '(the caller hung up)' };
}

const arrives = (isThere: () => boolean): Promise<boolean> =>
  until(isThere, { withinMs: arrivesMsMax, what: 'something to arrive' }).then(
    () => true,
    () => false,
  );
