// The facts of a simulation, kept like accounts: what may follow what, and sums that must agree. It knows nothing of the
// machines' states, so that it cannot be wrong with them. Not here: states (invariants.ts).

import type { Instant } from '../base/clock.ts';
import type { AgentId, CallId, LegId, QueueName } from '../base/ids.ts';
import type { Entry } from '../base/machine.ts';
import type { Fact } from '../call/index.ts';
import type { Told } from './agreement.ts';

export interface Ledger {
  readonly take: (entry: Entry<Fact>) => void;
  /** Broken rules so far, in sentences. */
  readonly violations: () => readonly string[];
  readonly totals: () => Totals;
  /** The centre as the facts so far tell it. */
  readonly told: () => Told;
  /** What must hold once nothing is under way any more. */
  readonly closing: () => readonly string[];
}

export type Totals = Readonly<Record<Fact['kind'], number>>;

interface InLine {
  readonly queue: QueueName;
  readonly priority: number;
  readonly joinedAt: Instant;
  /** Counts up with each join: who came first within one millisecond. */
  readonly ticket: number;
  readonly offeredTo: AgentId | null;
}

/** `queuesOf`: in which queues an agent fits whoever waits, so that the order of the line alone decides. */
export function openLedger(queuesOf: (agent: AgentId) => readonly QueueName[]): Ledger {
  const books = new Books(queuesOf);
  return {
    take: (entry) => {
      for (const fact of entry.facts) books.take(fact, entry.at);
      for (const fact of entry.facts) if (fact.kind === 'callOfferedToAgent') books.checkOrder(fact.call, fact.agent);
    },
    violations: () => books.violations,
    totals: () => Object.fromEntries(books.counts) as Totals,
    told: () => books.told(),
    closing: () => books.closing(),
  };
}

class Books {
  readonly violations: string[] = [];
  readonly counts = new Map<Fact['kind'], number>();
  readonly #queuesOf: (agent: AgentId) => readonly QueueName[];
  readonly #calls = new Map<CallId, 'open' | 'ended'>();
  readonly #legs = new Map<LegId, 'begun' | 'answered' | 'ended'>();
  readonly #line = new Map<CallId, InLine>();
  readonly #talks = new Map<AgentId, CallId>();
  readonly #held = new Set<CallId>();
  #ticket = 0;
  readonly #agentStates = new Map<AgentId, string>();

  constructor(queuesOf: (agent: AgentId) => readonly QueueName[]) {
    this.#queuesOf = queuesOf;
  }

  take(fact: Fact, at: Instant): void {
    this.counts.set(fact.kind, (this.counts.get(fact.kind) ?? 0) + 1);
    if (isOfFlow(fact)) {
      this.#must(this.#isOpen(fact.call), `${fact.call}: ${fact.kind} outside of its call`);
      return;
    }
    if (isOfNoCount(fact)) return;
    switch (fact.kind) {
      case 'callOffered':
        return this.#offered(fact.call, fact.leg);
      case 'callEnded':
        return this.#ended(fact.call);
      case 'queueJoined':
        return this.#joined(fact, at);
      case 'queueAbandoned':
      case 'queueLeft':
      case 'queueAnswered':
        return this.#leftLine(fact, at);
      case 'numberDialled':
        return this.#legBegan(fact.leg);
      case 'directOfferMade':
        this.#must(this.#isOpen(fact.call), `${fact.call} wants an agent and is no open call`);
        return this.#legBegan(fact.leg);
      case 'callOfferedToAgent':
        this.#legBegan(fact.leg);
        return this.#place(fact.call, null, fact.agent);
      case 'agentNotResponding':
        return this.#place(fact.call, fact.agent, null);
      case 'agentStateChanged':
        return this.#agentMoved(fact.agent, fact.from, fact.to);
      case 'agentRemoved':
        this.#agentStates.delete(fact.agent);
        return;
      case 'conversationBegan':
      case 'conversationEnded':
        return this.#talk(fact);
      case 'legAnswered':
      case 'legEnded':
        return this.#leg(fact);
      case 'agentAdded':
        this.#agentStates.set(fact.agent, 'offline');
        return;
      case 'holdBegan':
      case 'holdEnded':
        return this.#hold(fact);
      case 'agentMuted':
      case 'agentUnmuted':
        return this.#must(this.#talks.get(fact.agent) === fact.call, `${fact.agent} was muted and does not talk`);
    }
  }

  /** Nobody who fits this agent and comes first may still be waiting. */
  checkOrder(call: CallId, agent: AgentId): void {
    const served = this.#line.get(call);
    if (served === undefined) return;
    for (const [other, one] of this.#line) {
      const comesFirst =
        one.priority > served.priority || (one.priority === served.priority && one.ticket < served.ticket);
      const fits = one.offeredTo === null && this.#queuesOf(agent).includes(one.queue);
      this.#must(!(comesFirst && fits), `${agent} was offered ${call} although ${other} came first`);
    }
  }

  told(): Told {
    const open = <Id>(states: ReadonlyMap<Id, string>): Set<Id> =>
      new Set([...states].flatMap(([id, state]) => (state === 'ended' ? [] : [id])));
    return {
      calls: open(this.#calls),
      line: new Set(this.#line.keys()),
      agents: this.#agentStates,
      talks: this.#talks,
      legs: open(this.#legs),
    };
  }

  closing(): readonly string[] {
    const broken: string[] = [];
    const count = (kind: Fact['kind']): number => this.counts.get(kind) ?? 0;
    const same = (what: string, left: number, right: number): void => {
      if (left !== right) broken.push(`${what}: ${String(left)} and ${String(right)}`);
    };
    same('calls offered and ended', count('callOffered'), count('callEnded'));
    const out = count('queueAnswered') + count('queueAbandoned') + count('queueLeft');
    same('callers who joined, and who were answered, abandoned or left', count('queueJoined'), out);
    same('conversations begun and ended', count('conversationBegan'), count('conversationEnded'));
    const reached = count('directOfferAnswered') + count('directOfferMissed') + count('directOfferWithdrawn');
    same('agents called in, and who answered, missed it or were let go', count('directOfferMade'), reached);
    same('holds begun and ended', count('holdBegan'), count('holdEnded'));
    same('callers still in a line', this.#line.size, 0);
    for (const [leg, state] of this.#legs) if (state !== 'ended') broken.push(`the end of ${leg} was not recorded`);
    return broken;
  }

  #isOpen(call: CallId): boolean {
    return this.#calls.get(call) === 'open' || isCallback(call);
  }

  #offered(call: CallId, leg: LegId): void {
    this.#must(!this.#calls.has(call), `${call} was offered twice`);
    this.#calls.set(call, 'open');
    this.#legBegan(leg);
  }

  #legBegan(leg: LegId): void {
    this.#must(!this.#legs.has(leg), `${leg} began twice`);
    this.#legs.set(leg, 'begun');
  }

  #leg({ kind, leg }: Fact & { kind: 'legAnswered' | 'legEnded' }): void {
    const was = this.#legs.get(leg);
    const holds = kind === 'legAnswered' ? was === 'begun' : was === 'begun' || was === 'answered';
    this.#must(holds, `${leg}: ${kind} of a leg that is ${was ?? 'not there'}`);
    this.#legs.set(leg, kind === 'legAnswered' ? 'answered' : 'ended');
  }

  #ended(call: CallId): void {
    this.#must(this.#calls.get(call) === 'open', `${call} ended and was not open`);
    this.#calls.set(call, 'ended');
  }

  #joined(fact: Fact & { kind: 'queueJoined' }, at: Instant): void {
    this.#must(!this.#line.has(fact.call), `${fact.call} joined a line and was in one already`);
    this.#must(this.#isOpen(fact.call), `${fact.call} joined a line and is no open call`);
    this.#must(![...this.#talks.values()].includes(fact.call), `${fact.call} joined a line while talking`);
    this.#ticket += 1;
    this.#line.set(fact.call, { ...fact, joinedAt: at, ticket: this.#ticket, offeredTo: null });
  }

  #talk(fact: Fact & { kind: 'conversationBegan' | 'conversationEnded' }): void {
    const { agent, call } = fact;
    if (fact.kind === 'conversationBegan') {
      this.#must(!this.#talks.has(agent), `${agent} began a conversation and was in one already`);
      this.#talks.set(agent, call);
      return;
    }
    this.#must(this.#talks.get(agent) === call, `${agent} ended a conversation that did not run`);
    this.#must(fact.talkMs >= 0, `${call} talked for a negative time`);
    this.#talks.delete(agent);
  }

  #hold({ kind, call }: Fact & { kind: 'holdBegan' | 'holdEnded' }): void {
    const was = this.#held.has(call);
    this.#must(was === (kind === 'holdEnded'), `${call}: ${kind} while ${was ? 'on hold' : 'not on hold'}`);
    if (kind === 'holdBegan') this.#held.add(call);
    else this.#held.delete(call);
  }

  #agentMoved(agent: AgentId, from: string, to: string): void {
    const before = this.#agentStates.get(agent) ?? 'offline';
    this.#must(before === from, `${agent} went from ${from} and was ${before}`);
    this.#agentStates.set(agent, to);
  }

  #leftLine(fact: Fact & { kind: 'queueAbandoned' | 'queueLeft' | 'queueAnswered' }, at: Instant): void {
    const was = this.#line.get(fact.call);
    this.#must(was !== undefined, `${fact.call}: ${fact.kind} without being in a line`);
    this.#must(was === undefined || fact.waitMs === at - was.joinedAt, `${fact.call}: its wait is not since it joined`);
    this.#line.delete(fact.call);
    if (fact.kind === 'queueAnswered')
      this.#must(was?.offeredTo === fact.agent, `${fact.agent} answered ${fact.call}, which they were not offered`);
  }

  #place(call: CallId, from: AgentId | null, to: AgentId | null): void {
    const was = this.#line.get(call);
    this.#must(was?.offeredTo === from, `${call} moved in its line from where it was not`);
    if (was !== undefined) this.#line.set(call, { ...was, offeredTo: to });
  }

  #must(holds: boolean, otherwise: string): void {
    if (!holds) this.violations.push(otherwise);
  }
}

/** Of somebody who is called back: it begins with its place in a line, not with a caller. */
const isCallback = (call: CallId): boolean => /-callback-\d+$/.test(call);

/** What a flow does and hears: it may stand anywhere inside its call. */
export const flowKinds = [
  'callAnswered',
  'stepEntered',
  'promptPlayed',
  'keyChosen',
  'inputFailed',
  'inputCollected',
  'callResumed',
  'flowFailed',
  'queueRefused',
  'announced',
  'agentTold',
  'subflowEntered',
  'subflowLeft',
  'splitTaken',
  'languageChanged',
  'eventTracked',
  'offerMade',
  'requestSent',
  'requestEnded',
  'voicemailLeft',
  'transferBegan',
  'transferEnded',
  'callbackScheduled',
  'messageSent',
  'consentGiven',
  'consentRefused',
  'recordingChanged',
  'scriptOpened',
  'questionAnswered',
  'objectionRaised',
  'scriptEnded',
] as const satisfies readonly Fact['kind'][];

/** Nothing that is counted here depends on them. */
const otherKinds = [
  ...(['numberRouted', 'callerBlocked', 'callerUnblocked', 'emergencyChanged', 'callTurnedAway'] as const),
  ...(['dialRefused', 'numberAnswered', 'dialEnded', 'trunkBreakerChanged'] as const),
  ...(['phoneStateChanged', 'trunkStateChanged', 'accessRefused', 'recordingKept'] as const),
  ...(['conversationRecorded', 'messageEnded', 'callbackMoved', 'callbackDialled', 'callbackEnded'] as const),
  ...(['directOfferAnswered', 'directOfferMissed', 'directOfferWithdrawn', 'consultBegan', 'consultSwapped'] as const),
  ...(['conferenceBegan', 'handOverBegan', 'calledInVain', 'callTransferred'] as const),
] as const satisfies readonly Fact['kind'][];

const isOfNoCount = (fact: Fact): fact is Extract<Fact, { kind: (typeof otherKinds)[number] }> =>
  otherKinds.some((kind) => kind === fact.kind);

const isOfFlow = (fact: Fact): fact is Extract<Fact, { kind: (typeof flowKinds)[number] }> =>
  flowKinds.some((kind) => kind === fact.kind);
