// Notes for the trace of one call what its journal entries do not say by themselves, so that its flow can be followed afterwards
// without asking anybody. It writes nothing: a note rides with the entry that is written anyway. Not here: the entry
// (src/base/machine.ts), masking (sealing.ts), following a trace (src/sim/traces).

import type { Traced } from '../base/machine.ts';
import { isObject } from '../base/json.ts';
import type { TimedEvent, TraceNote } from '../call/index.ts';
import type { Program } from '../dsl/index.ts';
import type { CallState, Frame } from './frame.ts';
import type { QueueView, World } from './world.ts';

/** Events of one call that are noted, by one process: hours of a caller who goes round in a menu. */
export const tracedEventsMax = 2_000;
/** Events that changed nothing and wait for the next entry: a caller who leans on the keys. */
const quietEventsMax = 50;

/** The world of a call, with the notes that its trace needs. */
export interface Tracing {
  /** What the engine is given; it is seen what it reads. */
  readonly world: World;
  /** What the entry of this event, masked already, says for the trace; null: there is none, or nothing more is noted. */
  readonly note: (happened: Traced<CallState>) => TraceNote | null;
}

/** Traces one call from now on. */
export function traced(call: Frame['call'], world: World): Tracing {
  const { watched, take } = watch(world);
  let quiet: TimedEvent[] = [];
  let known = '';
  let eventCount = 0;
  return {
    world: watched,
    note: ({ event, state, at, entry }) => {
      const views = take();
      if (eventCount >= tracedEventsMax) return null;
      if (entry === 'none') {
        if (isWorthNoting(event) && quiet.length < quietEventsMax) quiet.push({ at, event });
        return null;
      }
      eventCount += 1 + quiet.length;
      const said = state?.wait.kind === 'begin' || known === '' || views !== null ? environmentOf(world, views) : null;
      const text = said === null ? known : JSON.stringify(said);
      const note: TraceNote = {
        call,
        ...(state?.wait.kind === 'begin' ? { opening: openingOf(state) } : {}),
        ...(said === null || text === known ? {} : { world: said }),
        ...(quiet.length === 0 ? {} : { quiet }),
      };
      known = text;
      quiet = [];
      return note;
    },
  };
}

/** Timers and prompts that nobody waits for any more say nothing about the call. */
const isWorthNoting = (event: unknown): boolean =>
  isObject(event) && event['kind'] !== 'timer' && event['kind'] !== 'promptEnded';

/** The world as it is, and what was read of its queues since it was last asked: they change from one event to the next. */
function watch(world: World): {
  readonly watched: World;
  readonly take: () => World['queues'] | null;
} {
  let read: World['queues'] | null = null;
  const { program, config, numbers, splits } = world;
  return {
    watched: {
      ...{ program, config, numbers, splits },
      get queues() {
        read = world.queues;
        return read;
      },
    },
    take: () => {
      const views = read;
      read = null;
      return views;
    },
  };
}

/** What is recorded of a world: only what the program asks for, and no secret setting. */
export interface NotedWorld {
  readonly config: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, string>>;
  readonly queues: Readonly<Record<string, QueueView>>;
}

function environmentOf(world: World, views: World['queues'] | null): NotedWorld {
  const { settings, numbers, queues } = namesIn(world.program);
  const hidden = world.secretNames ?? [];
  return {
    config: only(world.config, (name) => settings.has(name) && !hidden.includes(name)),
    numbers: only(world.numbers, (name) => numbers.has(name)),
    queues: only(views ?? {}, (name) => queues.has(name)),
  };
}

const only = <Entry>(
  entries: Readonly<Record<string, Entry>>,
  wanted: (name: string) => boolean,
): Readonly<Record<string, Entry>> => Object.fromEntries(Object.entries(entries).filter(([name]) => wanted(name)));

/** What makes the first frame again; the rest of it is as it is at any beginning. */
function openingOf(frame: Frame): object {
  const { call, leg, caller, called, flow, program, startedAt, language, line, attempt, variables } = frame;
  return { call, leg, caller, called, flow, program, startedAt, language, line, attempt, variables };
}

/** What of its environment a program can ask for, by name. */
interface Names {
  readonly settings: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  readonly queues: ReadonlySet<string>;
}

const known = new WeakMap<Program, Names>();

function namesIn(program: Program): Names {
  const before = known.get(program);
  if (before !== undefined) return before;
  const found = { settings: new Set<string>(), numbers: new Set<string>(), queues: new Set<string>() };
  const look = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('op' in node && 'queue' in node && typeof node.queue === 'string') found.queues.add(node.queue);
    if (isApply(node)) for (const name of literalsOf(node)) setFor(found, node.name)?.add(name);
    for (const part of Object.values(node)) look(part);
  };
  look([program.flows, program.prompts, program.questions]);
  known.set(program, found);
  return found;
}

type Found = Readonly<Record<keyof Names, Set<string>>>;

function setFor({ settings, numbers, queues }: Found, name: string): Set<string> | null {
  if (name === 'config') return settings;
  if (name === 'number') return numbers;
  return name === 'estimate' || name === 'agents' || name === 'callers' ? queues : null;
}

interface Apply {
  readonly name: string;
  readonly arguments: readonly unknown[];
}

const isApply = (node: object): node is Apply =>
  'kind' in node && node.kind === 'apply' && 'name' in node && 'arguments' in node && Array.isArray(node.arguments);

const literalsOf = ({ arguments: given }: Apply): readonly string[] =>
  given.flatMap((each) =>
    typeof each === 'object' && each !== null && 'value' in each && typeof each.value === 'string' ? [each.value] : [],
  );
