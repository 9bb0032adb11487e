// The telephone of the agent of a flow test's call: it answers, hears what the agent is told, and shows that caller and agent hear each
// other. Not here: which call the agent is offered (live-life.ts).

import { type Phone, type PhoneCall, silence, tone } from '../phone/index.ts';
import { type CallerEar, listenTo } from './caller-ear.ts';

const agentMsMax = 8_000;
const hearMsMax = 4_000;
/** Distinct from all tones of prompts, and silent but for this. */
export const callerHz = 2_800;
const agentHz = 2_450;
const talkTone = { withinMs: hearMsMax, forMs: 100 };

export class AgentPhone {
  readonly #phone: Phone;
  readonly #onNumber: (number: number) => void;
  #call: PhoneCall | null = null;
  #ear: CallerEar | null = null;

  /** `onNumber`: told of each piece of a prompt that the agent hears. */
  constructor(phone: Phone, onNumber: (number: number) => void) {
    this.#phone = phone;
    this.#onNumber = onNumber;
  }

  isUp(): boolean {
    return this.#call !== null;
  }

  /** Rejects when it does not ring. */
  async answers(): Promise<void> {
    this.#call = await this.#phone.nextCall({ withinMs: agentMsMax });
    this.#ear = listenTo(this.#call, this.#onNumber);
    await this.#call.answer({ sound: silence });
  }

  async hangsUp(): Promise<void> {
    const call = this.#call;
    this.#call = null;
    await call?.hangup();
  }

  /** Whether the two hear each other now. */
  async talksTo(caller: PhoneCall | null): Promise<boolean> {
    const agent = this.#call;
    caller?.say(tone(callerHz));
    agent?.say(tone(agentHz));
    const both = Promise.all([caller?.hears(agentHz, talkTone), agent?.hears(callerHz, talkTone)]);
    const heard = await both.then(
      () => true,
      () => false,
    );
    caller?.say(silence);
    agent?.say(silence);
    return heard;
  }

  close(): void {
    this.#ear?.close();
  }
}
