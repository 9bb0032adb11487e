// The telephony behind the wire-level fake: channels, bridges, phones, as Asterisk shows them to its interface, traps
// included (a channel that plays is busy; one dialled twice hangs up; a channel of the dialplan is followed
// only until it leaves). Not here: HTTP, events on their way.

import { applicationJson, bridgeJson, channelJson } from './json.ts';
import { Playbacks } from './playbacks.ts';
import { LiveRecordings } from './recordings.ts';

/** `fails`: 503; `unassigned`: 404; `progress`: 183 and no answer; `sounds`: the same, and sound with it. */
export type OutsideHabit = 'answers' | 'rings' | 'isBusy' | 'declines' | 'fails' | 'unassigned' | 'progress' | 'sounds';

/** Cause and SIP status of those that end at once. */
const refusals: Readonly<Partial<Record<OutsideHabit, readonly [cause: number, status?: number]>>> = {
  isBusy: [17],
  declines: [21, 603],
  fails: [34, 503],
  unassigned: [1, 404],
};

export interface Channel {
  readonly id: string;
  readonly direction: 'inbound' | 'outbound';
  readonly appData: string;
  readonly caller: string;
  readonly called: string;
  /** The phone or trunk by which it is reached. */
  readonly endpoint: string;
  state: 'Down' | 'Ring' | 'Ringing' | 'Up';
  dialled: 'no' | 'yes';
  readonly followed: 'no' | 'yes';
  /** `muted`: what comes in from the channel is not passed on. */
  voice: 'open' | 'muted';
  readonly variables: Map<string, string>;
}

interface Bridge {
  readonly type: string;
  readonly name: string;
  readonly channels: Set<string>;
}

export interface SwitchboardParts {
  readonly app: string;
  readonly lengthOf: (sound: string) => number | null;
  readonly tell: (type: string, rest: object) => void;
}

/** How long a phone takes to ring, and one that answers to answer, in milliseconds. */
const ringsAfterMs = 10;
const answersAfterMs = 50;

export class Switchboard {
  readonly channels = new Map<string, Channel>();
  readonly bridges = new Map<string, Bridge>();
  /** Objects pushed as configuration, by `type/id`. */
  readonly objects = new Map<string, object>();
  readonly habits = new Map<string, OutsideHabit>();
  /** Phones that are signed in. */
  readonly contacts = new Set<string>();
  /** What left by trunks. */
  readonly placed: Channel[] = [];
  /** How many calls reached each phone. */
  readonly rung = new Map<string, number>();
  /** The causes with which channels ended. */
  readonly causes = new Map<string, number>();
  readonly playbacks: Playbacks;
  readonly recordings: LiveRecordings;
  readonly #parts: SwitchboardParts;
  readonly #listeners = new Map<string, string>();
  #count = 0;

  constructor(parts: SwitchboardParts) {
    this.#parts = parts;
    this.playbacks = new Playbacks({ ...parts, recordedMs: (name) => this.recordings.lengthMs(name) });
    this.recordings = new LiveRecordings({ tell: parts.tell, quiet: (channel) => this.playbacks.quiet(channel) });
  }

  json(channel: Channel) {
    const { id, state, appData, caller, direction, endpoint } = channel;
    const json = channelJson(id, state, appData, caller);
    return direction === 'inbound' ? json : { ...json, name: `PJSIP/${endpoint}-0000000${String(id.length % 10)}` };
  }

  bridge(id: string) {
    const found = this.bridges.get(id);
    return found === undefined ? null : bridgeJson(id, found.type, found.name, [...found.channels]);
  }

  application() {
    return applicationJson(
      this.#parts.app,
      [...this.channels.values()].filter(({ followed }) => followed === 'yes').map(({ id }) => id),
    );
  }

  /** A call comes in by the dialplan. */
  arrive(caller: string, called: string): Channel {
    this.#count += 1;
    const id = `fake-${String(Math.floor(Date.now() / 1_000))}.${String(this.#count)}`;
    const appData = `${this.#parts.app},inbound,${called}`;
    return this.#enter({
      id,
      direction: 'inbound',
      appData,
      caller,
      called,
      endpoint: '',
      state: 'Ring',
      followed: 'no',
    });
  }

  create(id: string, whom: { readonly called: string; readonly endpoint: string; readonly appArgs: string }): Channel {
    const { called, endpoint } = whom;
    const appData = `${this.#parts.app},${whom.appArgs}`;
    const facts = { id, direction: 'outbound', appData, caller: '', called, endpoint } as const;
    return this.#enter({ ...facts, state: 'Down', followed: 'yes' });
  }

  dial(channel: Channel, timeoutMs: number): void {
    if (channel.dialled === 'yes') return this.hangUp(channel.id, 16);
    channel.dialled = 'yes';
    this.rung.set(channel.endpoint, (this.rung.get(channel.endpoint) ?? 0) + 1);
    if (channel.called !== channel.endpoint) this.placed.push(channel);
    const habit = this.habits.get(channel.endpoint) ?? 'answers';
    const refusal = refusals[habit];
    if (refusal !== undefined) return this.#later(ringsAfterMs, channel, () => this.hangUp(channel.id, ...refusal));
    this.#later(ringsAfterMs, channel, () => {
      const isProgress = habit === 'progress' || habit === 'sounds';
      channel.variables.set('CHANNEL(rtp,dest,audio)', habit === 'sounds' ? '127.0.0.1:4000' : '(null):0');
      channel.state = isProgress ? 'Down' : 'Ringing';
      if (!isProgress) this.#parts.tell('ChannelStateChange', { channel: this.json(channel) });
      const dialstatus = isProgress ? 'PROGRESS' : 'RINGING';
      this.#parts.tell('Dial', { peer: this.json(channel), dialstatus, dialstring: '', forward: '' });
    });
    if (habit === 'answers') this.#later(answersAfterMs, channel, () => this.answer(channel));
    if (timeoutMs > 0)
      this.#later(timeoutMs, channel, () => {
        if (channel.state !== 'Up') this.hangUp(channel.id, 19);
      });
  }

  /** A channel that listens to another, and ends with it. */
  snoop(id: string, of: Channel, appArgs: string): Channel {
    const facts = {
      id,
      direction: 'outbound',
      appData: `${this.#parts.app},${appArgs}`,
      caller: '',
      called: of.id,
      endpoint: '',
    } as const;
    this.#listeners.set(id, of.id);
    return this.#enter({ ...facts, state: 'Up', followed: 'yes' });
  }

  answer(channel: Channel): void {
    if (channel.state === 'Up') return;
    channel.state = 'Up';
    this.#parts.tell('ChannelStateChange', { channel: this.json(channel) });
  }

  join(bridge: Bridge, channel: string): void {
    for (const other of this.bridges.values()) other.channels.delete(channel);
    bridge.channels.add(channel);
  }

  press(channel: Channel, digit: string): void {
    if (channel.state === 'Up')
      this.#parts.tell('ChannelDtmfReceived', { channel: this.json(channel), digit, duration_ms: 80 });
  }

  /** `by`: whether the party hangs up, or Asterisk is asked to; told as Asterisk tells it, which names no plain cause. */
  hangUp(id: string, cause: number, techCause?: number, by: 'party' | 'interface' = 'party'): void {
    const channel = this.channels.get(id);
    if (channel === undefined) return;
    for (const [listener, of] of [...this.#listeners]) if (of === id) this.hangUp(listener, 16);
    this.#listeners.delete(id);
    this.playbacks.abandon(id);
    this.recordings.abandon(id);
    this.channels.delete(id);
    this.causes.set(id, cause);
    for (const { channels } of this.bridges.values()) channels.delete(id);
    const tech = techCause === undefined ? {} : { tech_cause: techCause };
    const asked = by === 'interface' ? { cause: 32, soft: true } : cause === 16 ? {} : { cause, ...tech };
    this.#parts.tell('ChannelHangupRequest', { channel: this.json(channel), ...asked });
    this.#parts.tell('StasisEnd', { channel: this.json(channel) });
    if (channel.followed === 'yes')
      this.#parts.tell('ChannelDestroyed', { channel: this.json(channel), cause, cause_txt: '', ...tech });
  }

  /** Whether nothing plays on the channel, or it is in a bridge, whose thread it then does not hold. */
  async free(channel: string): Promise<void> {
    if (![...this.bridges.values()].some(({ channels }) => channels.has(channel))) await this.playbacks.quiet(channel);
  }

  #enter(facts: Omit<Channel, 'dialled' | 'voice' | 'variables'>): Channel {
    const channel: Channel = { ...facts, dialled: 'no', voice: 'open', variables: new Map() };
    this.channels.set(channel.id, channel);
    const [, ...args] = channel.appData.split(',');
    this.#later(1, channel, () => this.#parts.tell('StasisStart', { channel: this.json(channel), args }));
    return channel;
  }

  #later(ms: number, channel: Channel, task: () => void): void {
    setTimeout(() => {
      if (this.channels.get(channel.id) === channel) task();
    }, ms).unref();
  }
}
