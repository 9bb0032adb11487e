// Runs one engine per call: events in, decisions recorded, effects performed. Not here: decisions (advance.ts) and how
// an effect is performed (perform.ts).

import { type Cancel, deadline } from '../base/clock.ts';
import { type CallId, type LegId, type PromptId, callId, programHash } from '../base/ids.ts';
import { type Changes, type Machine, startMachine } from '../base/machine.ts';
import { type CallEvent, type CallFact, type EndReason, endReason, insist } from '../call/index.ts';
import type { Program } from '../dsl/index.ts';
import { advance } from './advance.ts';
import type { IvrEffect } from './effects.ts';
import type { CallState, Frame, IvrEvent, SealedFrame } from './frame.ts';
import { newFrame } from './new-frame.ts';
import { perform } from './perform.ts';
import { promisesOf } from './perform-schedule.ts';
import { intentsOf } from './perform-send.ts';
import { type Listening, onLeg } from './on-leg.ts';
import type { IvrPorts } from './ports.ts';
import { type OpenScript, type Scripts, type ScriptsOfCalls, type StoredScript, startScripts } from './scripts.ts';
import { opened, sealed, shown } from './sealing.ts';
import { traced } from './tracing.ts';

/** All calls that run a flow on this controller. */
export interface Calls {
  /** What happened to a leg; legs that are no caller of ours are ignored. */
  onLeg(event: CallEvent): void;
  post(call: CallId, event: IvrEvent): void;
  /** We are back after an absence; `playing` are the prompts that are still heard. */
  resume(playing: ReadonlySet<PromptId>): void;
  frames(): readonly Frame[];
  /** What agents are shown beside their calls. */
  readonly scripts: Scripts;
  /** Resolves once all that this call asked for so far is done; at once when the call is gone. */
  settled(call: CallId): Promise<void>;
}

/** What runs a call to a number that no flow has as its entry: nothing, for such a call is hung up as it begins. */
const noProgram: Program = {
  ...{ hash: programHash('none'), timezone: 'UTC', flows: {}, prompts: {} },
  ...{ records: {}, enums: {}, hours: {}, services: {}, questions: {} },
};
const noFlow = '';

interface RunningCall {
  readonly machine: Machine<CallState, IvrEvent>;
  readonly timers: Map<number, Cancel>;
}

/** The stored name of a call's frame. */
export const frameKey = (call: CallId): string => `call/${call}`;

export function startCalls(
  ports: IvrPorts,
  restored: Iterable<SealedFrame>,
  restoredScripts: Iterable<StoredScript> = [],
): Calls {
  const running = new Map<CallId, RunningCall>();
  const callOf = new Map<LegId, CallId>();
  const scripts = startScripts(ports, restoredScripts);
  const post = (call: CallId, event: IvrEvent): void => {
    const machine = running.get(call)?.machine;
    const news = machine === undefined ? null : placeNews(ports, machine.state());
    // Told before anything that may speak of it, and recorded: nothing is looked up while the flow decides.
    if (news !== null && event.kind !== 'legEnded') machine?.post(news);
    machine?.post(event);
  };
  const forget = (frame: Frame): void => {
    for (const cancel of running.get(frame.call)?.timers.values() ?? []) cancel();
    running.delete(frame.call);
    callOf.delete(frame.leg);
  };
  const run = (frame: Frame, program: Program): void => {
    const timers = new Map<number, Cancel>();
    const own = (event: IvrEvent): void => post(frame.call, event);
    const machine = startCall({ ports, frame, program, timers, scripts, post: own, forget });
    running.set(frame.call, { machine, timers });
    callOf.set(frame.leg, frame.call);
  };
  for (const stored of restored) restore(ports, stored, run);
  const listening: Listening = {
    ...{ ports, post, callOf: (leg) => callOf.get(leg) },
    states: () => running.values().map(({ machine }) => machine.state()),
    offered: (event) => offered(ports, event, run, post),
  };
  return {
    onLeg: (event) => {
      onLeg(event, listening);
      scripts.onLeg(event);
    },
    post,
    resume: (playing) => {
      for (const { machine } of running.values()) machine.post({ kind: 'resumed', playing: [...playing] });
      scripts.resume(playing, (call) => running.has(call));
    },
    scripts,
    frames: () => [...running.values()].flatMap(({ machine }) => machine.state() ?? []),
    settled: (call) => running.get(call)?.machine.settled() ?? Promise.resolve(),
  };
}

/** What the flow of a waiting caller does not know yet of their place; null: it knows it, or they do not wait. */
function placeNews({ queue }: IvrPorts, state: CallState): IvrEvent | null {
  if (state === null || state.stay === null) return null;
  const place = queue.place(state.call);
  const { position, estimateMs } = state.waited ?? {};
  if (place === null || (place.position === position && place.estimateMs === estimateMs)) return null;
  return { kind: 'waiting', ...place };
}

type Run = (frame: Frame, program: Program) => void;

function offered(
  ports: IvrPorts,
  event: CallEvent & { kind: 'offered' },
  run: Run,
  post: (call: CallId, event: IvrEvent) => void,
): void {
  const call = callId(ports.ids('call'));
  const route = ports.routes.find(event.called, call, event.caller);
  if (route === null)
    ports.log.warn('A call came for a number that no flow has as its entry.', { called: event.called });
  run(firstFrame(ports, call, event, route), route?.program ?? noProgram);
  post(call, { kind: 'begin' });
}

type Route = NonNullable<ReturnType<IvrPorts['routes']['find']>>;

function firstFrame(ports: IvrPorts, call: CallId, event: CallEvent & { kind: 'offered' }, route: Route | null): Frame {
  const { leg, caller, called } = event;
  const program = route?.program ?? noProgram;
  return newFrame({ call, leg, caller, called, program, flow: route?.flow ?? noFlow, now: ports.clock.now() });
}

/** A call that was running when we ended goes on, or comes to its end when it cannot. */
function restore(ports: IvrPorts, stored: SealedFrame, run: Run): void {
  const frame = opened(stored, ports.seal);
  const program = stored.flow === noFlow ? noProgram : ports.routes.program(stored.program);
  if (frame === null) run(withoutMemory(ports, stored), noProgram);
  else if (program === null) run(withoutProgram(ports, frame), noProgram);
  else run(frame, program);
}

function withoutProgram(ports: IvrPorts, frame: Frame): Frame {
  const { call, program } = frame;
  ports.log.error('A call’s program is missing; the call is ended.', { call, program });
  return atItsEnd(ports, frame, 'programMissing');
}

function withoutMemory(ports: IvrPorts, frame: Frame): Frame {
  ports.log.error('What a call remembers cannot be opened, for its key is another; the call is ended.', {
    call: frame.call,
  });
  return atItsEnd(ports, frame, 'memoryMissing');
}

/** A frame that cannot go on leaves the line, and hangs up once the telephone system is in hand. */
function atItsEnd(ports: IvrPorts, frame: Frame, code: string): Frame {
  ports.queue.leave(frame.call, 'abandoned');
  const until = deadline(ports.clock.now(), 0);
  return { ...frame, wait: { kind: 'ending', reason: endReason('us', code), timer: frame.serial, until } };
}

interface CallParts {
  readonly ports: IvrPorts;
  readonly frame: Frame;
  readonly program: Program;
  readonly timers: Map<number, Cancel>;
  readonly post: (event: IvrEvent) => void;
  readonly scripts: ScriptsOfCalls;
  readonly forget: (frame: Frame) => void;
}

function startCall({ ports, frame, program, timers, scripts, post, forget }: CallParts): Machine<CallState, IvrEvent> {
  const tracing = ports.traces === 'none' ? null : traced(frame.call, ports.world(program));
  const world = tracing?.world ?? ports.world(program);
  const machine: Machine<CallState, IvrEvent> = startMachine<CallState, IvrEvent, CallFact, IvrEffect>({
    name: 'call',
    state: frame,
    now: ports.clock.now,
    transition: (state, event, now) => {
      if (state === null) return { state, facts: [], effects: [] };
      const decision = advance(world, state, event, now);
      if (decision.state === null) {
        forget(frame);
        scripts.callEnded(frame.call, reasonOf(event));
      }
      ports.decided?.({ program, before: state, event, decision, now, script: null });
      return decision;
    },
    changes: (before, after, effects) => ({
      ...(before === after
        ? {}
        : { [frameKey(frame.call)]: after === null ? null : sealed(after, program, ports.seal) }),
      ...intentsOf(ports.outbox, frame.call, effects),
      ...promisesOf(ports.callbacks, frame.call, effects, program.timezone),
      ...scriptsIn(effects, (effect) => scripts.intent(after ?? frame, effect, program)),
    }),
    shown: (event, state) => shown(event, state, program),
    ...(tracing === null ? {} : { trace: tracing.note }),
    record: ports.record,
    // A message or a promise does not wait for what the telephone is asked.
    lane: (effect) => (effect.kind === 'send' || effect.kind === 'schedule' ? effect.key : frame.call),
    perform: (effect) =>
      effect.kind === 'openScript'
        ? openScript(scripts, { state: machine.state(), frame }, effect, program)
        : perform({ ports, world, frame, timers, post, state: () => machine.state() }, effect),
    onFault: (fault, { kind }) => {
      ports.log.error('A call could not decide on an event and is ended.', { call: frame.call, fault, kind });
      recordEnd(ports, frame, 'fault');
      ports.queue.leave(frame.call, 'abandoned');
      forget(frame);
      scripts.callEnded(frame.call, endReason('us', 'fault'));
      void endLeg(ports, frame.leg);
      return 'die';
    },
    onEffectFault: (fault) => {
      ports.log.error('A call could not do what it decided.', { call: frame.call, fault });
      post({ kind: 'failed', code: 'effectFailed' });
    },
  });
  return machine;
}

/** One whose call has ended meanwhile ends at once, and is recorded to have. */
async function openScript(
  scripts: ScriptsOfCalls,
  caller: { readonly state: CallState; readonly frame: Frame },
  effect: OpenScript,
  program: Program,
): Promise<void> {
  scripts.open(caller.state ?? caller.frame, effect, program);
  if (caller.state === null) scripts.callEnded(caller.frame.call, endReason('unknown', 'lost'));
  return Promise.resolve();
}

const reasonOf = (event: IvrEvent): EndReason =>
  event.kind === 'legEnded' ? event.reason : endReason('completed', 'flowEnded');

const scriptsIn = (effects: readonly IvrEffect[], intent: (effect: OpenScript) => Changes): Changes =>
  Object.assign({}, ...effects.flatMap((effect) => (effect.kind === 'openScript' ? [intent(effect)] : []))) as Changes;

function recordEnd(ports: IvrPorts, frame: Frame, code: string): void {
  const facts: CallFact[] = [{ kind: 'callEnded', call: frame.call, reason: endReason('us', code) }];
  const changes = { [frameKey(frame.call)]: null };
  ports.record({ at: ports.clock.now(), machine: 'call', event: { kind: 'fault' }, facts, changes });
}

async function endLeg({ clock, legs, log }: IvrPorts, leg: LegId): Promise<void> {
  try {
    await insist(clock, () => legs.end(leg, 'refused'));
  } catch (fault) {
    log.warn('A leg could not be ended; reconciling will find it.', { leg, fault });
  }
}
