// Runs the scripts that agents are shown beside their calls: a frame of its own each, by the same engine as flows, and the sheet that
// follows from it. A script ends with its call; what one said that was over before stays shown until then. Not here: decisions
// (advance.ts), who shows the sheet.

import type { Cancel } from '../base/clock.ts';
import type { CallId, PromptId } from '../base/ids.ts';
import { type Changes, type Entry, type Machine, startMachine } from '../base/machine.ts';
import { type CallEvent, type CallFact, type EndReason, endReason } from '../call/index.ts';
import type { Program, Value } from '../dsl/index.ts';
import { advance } from './advance.ts';
import type { IvrEffect } from './effects.ts';
import type { Frame, IvrEvent, SealedFrame } from './frame.ts';
import { scriptFrame } from './new-frame.ts';
import { perform } from './perform.ts';
import { promisesOf } from './perform-schedule.ts';
import { intentsOf } from './perform-send.ts';
import type { IvrPorts } from './ports.ts';
import { opened, sealed, shown } from './sealing.ts';
import { type LastSheets, openLastSheets } from './last-sheets.ts';
import { type Sheet, sheetAfter } from './sheet.ts';
import { awaitedPrompt } from './wanted.ts';

/** A script as it is recorded. */
export interface StoredScript {
  /** Null: it is over, and its call is not. */
  readonly frame: SealedFrame | null;
  readonly sheet: Sheet;
}

/** What an agent does with the task before them. */
export type ScriptAnswer =
  | { readonly kind: 'fieldGiven'; readonly field: number; readonly value: Value }
  | { readonly kind: 'objection'; readonly field: number; readonly objection: number }
  | { readonly kind: 'continued'; readonly field: number };

/** The scripts of calls under way. */
export interface Scripts {
  /** Those that are over too, with nothing more to do: an agent reads the last words after the script has said them. */
  readonly sheets: () => readonly Sheet[];
  /** `late`: the script waits for something else by now. */
  readonly answer: (id: string, answer: ScriptAnswer) => 'taken' | 'late' | 'unknown';
  /** The prompts that they wait for. */
  readonly awaitedPrompts: () => readonly PromptId[];
}

/** What the calls do with the scripts beside them. */
export interface ScriptsOfCalls extends Scripts {
  /** What is recorded with the step that opens it. */
  readonly intent: (caller: Frame, effect: OpenScript, program: Program) => Changes;
  /** To be called once the intent is recorded; safe to repeat. */
  readonly open: (caller: Frame, effect: OpenScript, program: Program) => void;
  /** The caller has left, or was hung up on. */
  readonly callEnded: (call: CallId, reason: EndReason) => void;
  readonly onLeg: (event: CallEvent) => void;
  /** We are back; scripts whose call is no more end. */
  readonly resume: (playing: ReadonlySet<PromptId>, isAlive: (call: CallId) => boolean) => void;
}

export type OpenScript = Extract<IvrEffect, { kind: 'openScript' }>;

interface ScriptState {
  readonly frame: Frame;
  readonly sheet: Sheet;
}

interface Running {
  readonly machine: Machine<ScriptState | null, IvrEvent>;
  readonly timers: Map<number, Cancel>;
}

/** Scripts at a time of one call: each agent who takes it may open some, and no flow opens them without end. */
const scriptsPerCallMax = 20;

/** The stored name of a script. */
const scriptKey = (id: string): string => `script/${id}`;

export function startScripts(ports: IvrPorts, stored: Iterable<StoredScript>): ScriptsOfCalls {
  const running = new Map<string, Running>();
  const last = openLastSheets(({ id }) => ports.record(gone(ports, id, 'sheetGone', [])));
  const run = (state: ScriptState, program: Program): Running => {
    const timers = new Map<number, Cancel>();
    const over = (left: Sheet | null): void => {
      forget(state.sheet.id);
      if (left !== null) last.keep(left);
    };
    const one = { machine: startScript({ ports, state, program, timers, over }), timers };
    running.set(state.sheet.id, one);
    return one;
  };
  const forget = (id: string): void => {
    for (const cancel of running.get(id)?.timers.values() ?? []) cancel();
    running.delete(id);
  };
  const states = (): readonly ScriptState[] => [...running.values()].flatMap(({ machine }) => machine.state() ?? []);
  const ofCall = (call: CallId): readonly Running[] =>
    [...running.values()].filter(({ machine }) => machine.state()?.sheet.call === call);
  for (const one of stored) takeUp(ports, one, run, last);
  return {
    sheets: () => [...last.list(), ...states().map(({ sheet }) => sheet)],
    answer: (id, given) => (last.has(id) ? 'late' : answer(running.get(id), given)),
    intent: (caller, effect, program) => {
      const { frame, sheet } = begun(ports, caller, effect);
      return { [scriptKey(sheet.id)]: { frame: sealed(frame, program, ports.seal), sheet } };
    },
    open: (caller, effect, program) => {
      const state = begun(ports, caller, effect);
      if (running.has(state.sheet.id) || last.has(state.sheet.id)) return;
      if (ofCall(caller.call).length >= scriptsPerCallMax) recordGone(ports, state.sheet);
      else run(state, program).machine.post({ kind: 'begin' });
    },
    callEnded: (call, reason) => {
      for (const { machine } of ofCall(call)) machine.post({ kind: 'legEnded', reason });
      last.drop((one) => one === call);
    },
    onLeg: (event) => promptEnded(running.values(), event),
    resume: (playing, isAlive) => {
      last.drop((call) => !isAlive(call));
      for (const { machine } of running.values()) {
        const call = machine.state()?.sheet.call;
        if (call === undefined || isAlive(call)) machine.post({ kind: 'resumed', playing: [...playing] });
        else machine.post({ kind: 'legEnded', reason: endReason('unknown', 'lost') });
      }
    },
    awaitedPrompts: () => states().flatMap(({ frame }) => awaitedPrompt(frame) ?? []),
  };
}

function takeUp(
  ports: IvrPorts,
  { frame: closed, sheet }: StoredScript,
  run: (state: ScriptState, program: Program) => unknown,
  last: LastSheets,
): void {
  if (closed === null) {
    last.keep(sheet);
    return;
  }
  const frame = opened(closed, ports.seal);
  const program = ports.routes.program(closed.program);
  // It cannot go on; the call does, and the agent talks without it.
  if (frame === null || program === null) recordGone(ports, sheet);
  else run({ frame, sheet }, program);
}

function promptEnded(running: Iterable<Running>, event: CallEvent): void {
  if (event.kind !== 'promptEnded') return;
  for (const { machine } of running) {
    const frame = machine.state()?.frame;
    if (frame !== undefined && awaitedPrompt(frame) === event.prompt)
      machine.post({ kind: 'promptEnded', prompt: event.prompt, end: event.end });
  }
}

/** `late`: it waits for something else by now. */
function answer(one: Running | undefined, given: ScriptAnswer): 'taken' | 'late' | 'unknown' {
  const task = one?.machine.state()?.sheet.task;
  if (one === undefined) return 'unknown';
  const kind = given.kind === 'fieldGiven' ? 'field' : 'objections';
  if (task?.kind !== kind || task.field !== given.field) return 'late';
  one.machine.post(given);
  return 'taken';
}

/** A script at its beginning. Its id names the statement that opened it. */
function begun(ports: IvrPorts, caller: Frame, { script, arguments: given, number }: OpenScript): ScriptState {
  const { call, agent } = caller;
  const frame = scriptFrame(caller, { script, given, number }, ports.clock.now());
  const sheet = { id: `${call}-script-${String(number)}`, call, agent, script, lines: [], task: null, version: 0 };
  return { frame, sheet };
}

interface ScriptParts {
  readonly ports: IvrPorts;
  readonly state: ScriptState;
  readonly program: Program;
  readonly timers: Map<number, Cancel>;
  /** Told once it is over, with what its agent still sees; null: the call is over too, or it could not go on. */
  readonly over: (last: Sheet | null) => void;
}

function startScript({ ports, state: first, program, timers, over }: ScriptParts): Running['machine'] {
  const world = ports.world(program);
  const { id, call } = first.sheet;
  // What is left of it once its frame is gone.
  let last: Sheet | null = null;
  const machine: Running['machine'] = startMachine<ScriptState | null, IvrEvent, CallFact, IvrEffect>({
    name: 'script',
    state: first,
    now: ports.clock.now,
    transition: (state, event, now) => {
      if (state === null) return { state, facts: [], effects: [] };
      const decision = advance(world, state.frame, event, now);
      const { state: frame, facts, effects } = decision;
      const moved = frame?.wait === state.frame.wait ? 'waits' : 'moved';
      const sheet = sheetAfter(state.sheet, effects, moved, program);
      last = event.kind === 'legEnded' || sheet.lines.length === 0 ? null : sheet;
      if (frame === null) over(last);
      ports.decided?.({ program, before: state.frame, event, decision, now, script: id });
      return { state: frame === null ? null : { frame, sheet }, facts, effects };
    },
    changes: (before, after, effects) => ({
      ...(before === after ? {} : { [scriptKey(id)]: recorded(ports, after, last, program) }),
      ...intentsOf(ports.outbox, call, effects),
      ...promisesOf(ports.callbacks, call, effects, program.timezone),
    }),
    // What an agent fills in is about a person: the record says that it was, and the frame holds what.
    shown: (event, state) =>
      event.kind === 'fieldGiven' ? { ...event, value: null } : shown(event, state?.frame ?? null, program),
    record: ports.record,
    lane: (effect) => (effect.kind === 'send' || effect.kind === 'schedule' ? effect.key : id),
    perform: async (effect) => {
      if (onSheet.has(effect.kind)) return;
      // Before it begins: brought to the agent meanwhile, the caller would not hear the rest.
      if (effect.kind === 'play') await ports.callerPlaced?.(call);
      const state = () => machine.state()?.frame ?? null;
      await perform(
        { ports, world, frame: first.frame, timers, state, post: (event) => void machine.post(event) },
        effect,
      );
    },
    onFault: (fault, event) => {
      ports.log.error('A script could not decide on an event and is ended.', { call, id, fault, kind: event.kind });
      recordGone(ports, first.sheet);
      over(null);
      return 'die';
    },
    onEffectFault: (fault) => {
      ports.log.error('A script could not do what it decided.', { call, id, fault });
      machine.post({ kind: 'failed', code: 'effectFailed' });
    },
  });
  return machine;
}

/** What is stored of a script, or of one that is over; null: nothing. */
function recorded(
  ports: IvrPorts,
  state: ScriptState | null,
  last: Sheet | null,
  program: Program,
): StoredScript | null {
  if (state === null) return last === null ? null : { frame: null, sheet: last };
  return { frame: sealed(state.frame, program, ports.seal), sheet: state.sheet };
}

/** What the sheet shows already; and the caller talks, so that no sound says that something is being done. */
const onSheet: ReadonlySet<IvrEffect['kind']> = new Set(['tell', 'askAgent', 'offerObjections', 'comfort'] as const);

function recordGone(ports: IvrPorts, { id, call, script }: Sheet): void {
  ports.log.error('A script cannot go on; its call does.', { call, id });
  const reason = endReason('us', 'fault');
  ports.record(gone(ports, id, 'fault', [{ kind: 'scriptEnded', call, script, result: null, reason }]));
}

const gone = ({ clock }: IvrPorts, id: string, kind: string, facts: readonly CallFact[]): Entry<CallFact> => ({
  ...{ at: clock.now(), machine: 'script', event: { kind }, facts },
  changes: { [scriptKey(id)]: null },
});
