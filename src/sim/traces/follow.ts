// Follows a trace through a program: the engine decides on each input again, as it did then. Where facts were recorded, they say
// whether it did decide so. Pure. Not here: how it is shown (trace-lines.ts), other programs (replay.ts).

import type { Instant } from '../../base/clock.ts';
import type { CallFact, Fact, StoredFact } from '../../call/index.ts';
import type { Program } from '../../dsl/index.ts';
import { type CallDecision, type Frame, type IvrEvent, advance, scriptFrame } from '../../ivr/index.ts';
import type { Happening } from '../flows/happening.ts';
import { happeningsOf } from '../flows/interleave.ts';
import type { CallTrace, TracedInput, TracedWorld } from './trace.ts';

/** One input and what the engine made of it. */
export interface FollowedStep {
  readonly input: TracedInput;
  readonly before: Frame;
  readonly decision: CallDecision;
  readonly happenings: readonly Happening[];
}

export interface Followed {
  readonly steps: readonly FollowedStep[];
  /** From this input on the engine goes another way than the call did; null: it never does. */
  readonly departed: { readonly input: TracedInput } | null;
}

/** Follows the trace. With `facts` of the call only as far as what is decided is what was recorded. */
export function follow(trace: CallTrace, program: Program, facts: readonly StoredFact[] | null = null): Followed {
  const recorded = facts === null ? null : bySeq(facts);
  const run = new FlowRun(trace.opening, program);
  const steps: FollowedStep[] = [];
  for (const input of trace.inputs) {
    const step = run.take(input.of, input.event, input);
    if (step === null) continue;
    const decided = step === 'fault' ? null : step;
    const were = recorded === null || input.record === null ? null : (recorded.get(nameOf(input.record)) ?? []);
    if (decided === null || (were !== null && !isSame(decided.decision.facts, were))) {
      return { steps, departed: { input } };
    }
    steps.push({ ...decided, input });
  }
  return { steps, departed: null };
}

/** What one event of a frame came to. */
export type Taken = Omit<FollowedStep, 'input'>;

/** A call on its way through a program: its own flow and the scripts that it opens. */
export class FlowRun {
  readonly program: Program;
  readonly #frames: { frame: Frame | null; readonly known: Set<string> }[];

  constructor(opening: Frame, program: Program) {
    this.program = program;
    this.#frames = [{ frame: opening, known: new Set() }];
  }

  frame(of: number): Frame | null {
    return this.#frames[of]?.frame ?? null;
  }

  /** Null: that frame is not there any more, and nothing is decided. `fault`: the engine cannot decide, which is ours. */
  take(
    of: number,
    event: IvrEvent,
    when: { readonly at: Instant; readonly world: TracedWorld },
  ): Taken | 'fault' | null {
    const { program } = this;
    const running = this.#frames[of];
    const before = running?.frame ?? null;
    if (running === undefined || before === null) return null;
    const decision = decided(() => advance({ program, ...when.world }, before, event, when.at));
    if (decision === null) return 'fault';
    running.frame = decision.state;
    for (const effect of decision.effects) {
      if (effect.kind !== 'openScript' || decision.state === null) continue;
      const frame = scriptFrame(decision.state, { ...effect, given: effect.arguments }, when.at);
      this.#frames.push({ frame, known: new Set() });
    }
    const happenings = happeningsOf({ before, decision, program, now: when.at, known: running.known });
    return { before, decision, happenings };
  }
}

function decided(decide: () => CallDecision): CallDecision | null {
  try {
    return decide();
  } catch (fault) {
    // A trace is read from outside: one that no engine of ours can have written is not followed further.
    if (fault instanceof Error) return null;
    throw fault;
  }
}

const nameOf = ({ journal, seq }: { readonly journal: string; readonly seq: number }): string => `${journal}/${seq}`;

function bySeq(facts: readonly StoredFact[]): ReadonlyMap<string, readonly Fact[]> {
  const found = new Map<string, Fact[]>();
  for (const one of facts) found.set(nameOf(one), [...(found.get(nameOf(one)) ?? []), one.fact]);
  return found;
}

/** Entries tell of others' facts too, of legs for instance; of what a flow does nothing may be missing or more. */
function isSame(decidedFacts: readonly CallFact[], recorded: readonly Fact[]): boolean {
  const were = recorded.filter(({ kind }) => ofFlows.some((one) => one === kind)).map(sorted);
  const are = decidedFacts.map(sorted);
  return are.length === were.length && are.every((text, index) => text === were[index]);
}

/** The database keeps no order of fields. */
const sorted = (fact: Fact): string => JSON.stringify(inOrder(fact));

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(
    entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, each]) => [key, inOrder(each)]),
  );
}

const ofFlows: readonly CallFact['kind'][] = [
  ...(['callOffered', 'callAnswered', 'stepEntered', 'promptPlayed', 'keyChosen', 'inputFailed'] as const),
  ...(['inputCollected', 'callResumed', 'flowFailed', 'callEnded', 'announced', 'agentTold'] as const),
  ...(['subflowEntered', 'subflowLeft', 'splitTaken', 'languageChanged', 'eventTracked', 'offerMade'] as const),
  ...(['requestSent', 'requestEnded', 'voicemailLeft', 'transferBegan', 'transferEnded'] as const),
  ...(['callbackScheduled', 'messageSent', 'consentGiven', 'consentRefused', 'recordingChanged'] as const),
  ...(['scriptOpened', 'questionAnswered', 'objectionRaised', 'scriptEnded'] as const),
];
