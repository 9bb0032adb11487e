// The ways out of each statement. Not here: in what order statements stand (build-graph.ts).

import type {
  AskNode,
  Block,
  ChooseNode,
  HandlerNode,
  Outcome,
  PatternNode,
  QueueNode,
  RequestNode,
  RunNode,
  Statement,
} from '../ast.ts';
import { handlersOf } from '../walk.ts';
import { acted, passed } from './edge-kinds.ts';
import { announcedFact, queueFact, waitedFact } from './facts.ts';
import type { Edge, Place } from './graph.ts';
import { factKey } from './states.ts';

/** What running a subflow or script means to the flow that runs it. */
export interface RunMeaning {
  /** Whether somebody acted whenever it comes back. */
  readonly cause: Edge['cause'];
  /** The facts that hold once it came back. */
  readonly gives: readonly string[];
}

/** Where a statement stands: what it may lead to besides its own outcomes. */
export interface Surroundings {
  readonly place: Place;
  readonly next: number;
  /** Where `leave` goes, if inside a loop. */
  readonly afterLoop: number | null;
  /** The statement that `again` repeats, if inside one of its outcomes. */
  readonly asking: number | null;
  /** Where the outcomes of a group of objections go on. */
  readonly afterGroup: number;
  /** Whether another statement of the block follows. */
  readonly follows: 'statement' | 'end';
}

/** What a node is, apart from its place and its ways. */
export type NodeBody =
  | { readonly kind: 'enter' | 'end' | 'lost' }
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'stay'; readonly queue: QueueNode };

/** The graph under construction. */
export interface GraphParts {
  readonly runs: (run: RunNode) => RunMeaning;
  /** Whether these patterns may be all that there are, as far as can be said without types. */
  readonly isComplete: (patterns: readonly PatternNode[]) => boolean;
  readonly add: (body: NodeBody, place: Place, edges: readonly Edge[]) => number;
  readonly block: (block: Block, around: Surroundings) => number;
  readonly outcome: (outcome: Outcome, around: Surroundings) => number;
  /** An outcome inside a queue, after which the wait goes on. */
  readonly insideOutcome: (outcome: Outcome, around: Surroundings) => number;
  readonly step: (name: string, place: Place) => number;
}

interface Around extends Surroundings {
  /** The statement's own node. */
  readonly self: number;
}

/** The ways out of a statement. */
export function edgesOf(graph: GraphParts, statement: Statement, around: Around): readonly Edge[] {
  const { next } = around;
  const to = (outcome: Outcome): number => graph.outcome(outcome, around);
  switch (statement.kind) {
    case 'goto':
      return [passed(graph.step(statement.step.text, around.place))];
    case 'hangup':
    case 'return':
      return [];
    case 'again':
      return around.asking === null ? [] : [passed(around.asking)];
    case 'leave':
      return around.afterLoop === null ? [] : [passed(around.afterLoop)];
    case 'announce':
      return [{ ...passed(next), assigns: [announcedFact] }];
    case 'let':
      return letEdges(graph, statement, around);
    case 'if':
      return ifEdges(statement, next, to);
    case 'choose':
      return [...chooseEdges(statement, to), ...(fallsThrough(graph, statement, around) ? [passed(next)] : [])];
    case 'split':
      return statement.branches.map(({ outcome }) => passed(to(outcome)));
    case 'repeat':
    case 'forEach':
      return loopEdges(graph, statement, around);
    case 'objection':
      return [acted(graph.outcome(statement.outcome, { ...around, next: around.afterGroup })), acted(next)];
    case 'menu':
    case 'collect':
    case 'voicemail':
    case 'ask':
    case 'request':
    case 'run':
    case 'transfer':
      return waitingEdges(graph, statement, around);
    case 'queue':
      return queueEdges(graph, statement, around);
    case 'say':
    case 'tell':
    case 'set':
    case 'wait':
    case 'schedule':
    case 'send':
    case 'track':
    case 'language':
    case 'recording':
      return [passed(next)];
  }
}

function ifEdges(
  { condition, then, otherwise }: Statement & { kind: 'if' },
  next: number,
  to: (outcome: Outcome) => number,
): readonly Edge[] {
  return [
    { ...passed(to(then)), assumes: { condition, truth: true } },
    { ...passed(otherwise === null ? next : to(otherwise)), assumes: { condition, truth: false } },
  ];
}

function letEdges(graph: GraphParts, { name, value }: Statement & { kind: 'let' }, around: Around): readonly Edge[] {
  if (value.kind !== 'ask' && value.kind !== 'request' && value.kind !== 'run') {
    return [{ ...passed(around.next), assigns: [name.text] }];
  }
  const [done, ...failures] = waitingEdges(graph, value, around);
  return done === undefined ? [] : [{ ...done, assigns: [...done.assigns, name.text] }, ...failures];
}

type Waiting = (Statement & { kind: 'menu' | 'collect' | 'voicemail' | 'transfer' }) | AskNode | RequestNode | RunNode;

/** First the way on, then those of failures. */
function waitingEdges(graph: GraphParts, statement: Waiting, around: Around): readonly Edge[] {
  const asking =
    statement.kind === 'menu' || statement.kind === 'collect' || statement.kind === 'ask' ? around.self : null;
  const inside = asking === null ? around : { ...around, asking };
  const failures = statement.handlers.map(({ outcome }) => passed(graph.outcome(outcome, inside)));
  switch (statement.kind) {
    case 'menu':
      return [...statement.keys.map(({ outcome }) => acted(graph.outcome(outcome, inside))), ...failures];
    case 'collect':
    case 'voicemail':
      return [{ ...acted(around.next), assigns: [statement.name.text] }, ...failures];
    case 'ask':
    case 'transfer':
      return [acted(around.next), ...failures];
    case 'request':
      return [{ ...passed(around.next), assigns: givesConsent(statement) ? [announcedFact] : [] }, ...failures];
    case 'run': {
      const { cause, gives } = graph.runs(statement);
      return [{ ...passed(around.next), cause, assigns: gives }, ...failures];
    }
  }
}

/** `consent.give(purpose: recording)`: the caller agreed to be recorded. */
function givesConsent({ target, arguments: given }: RequestNode): boolean {
  const name = target.parts.map(({ text }) => text).join('.');
  const purpose = given.find((each) => each.name.text === 'purpose')?.value;
  return name === 'consent.give' && purpose?.kind === 'name' && purpose.name === 'recording';
}

/** A case that is not none proves that the value is there; so does `otherwise` behind a case for none. */
function chooseEdges({ value, cases }: ChooseNode, to: (outcome: Outcome) => number): readonly Edge[] {
  const key = factKey(value);
  const hasNone = cases.some(({ patterns }) => patterns?.some(({ kind }) => kind === 'none') === true);
  return cases.map(({ patterns, outcome }) => {
    const proves = patterns === null ? hasNone : patterns.every(({ kind }) => kind !== 'none');
    return { ...passed(to(outcome)), proves: key !== null && proves ? [key] : [] };
  });
}

/** A choice with a case missing (FIL303) goes on, so that what follows it is not called unreachable as well. */
const fallsThrough = (graph: GraphParts, { cases }: ChooseNode, { follows }: Around): boolean =>
  follows === 'statement' &&
  cases.every(({ patterns }) => patterns !== null) &&
  !graph.isComplete(cases.flatMap(({ patterns }) => patterns ?? []));

function loopEdges(
  graph: GraphParts,
  statement: Statement & { kind: 'repeat' | 'forEach' },
  around: Around,
): readonly Edge[] {
  const body = graph.block(statement.body, { ...around, next: around.self, afterLoop: around.next });
  if (statement.kind === 'forEach') {
    return [{ ...passed(body), assigns: [statement.name.text] }, passed(around.next)];
  }
  const exit = statement.otherwise === null ? around.next : graph.outcome(statement.otherwise, around);
  return [passed(body), passed(exit)];
}

/** What holds inside a queue and behind it. */
function queueEdges(graph: GraphParts, queue: QueueNode, around: Around): readonly Edge[] {
  const facts = [waitedFact, queueFact(queue.name.text)];
  const stay = graph.add({ kind: 'stay', queue }, around.place, [passed(around.self)]);
  const inside: Surroundings = {
    ...around,
    next: stay,
    afterLoop: null,
    asking: null,
    afterGroup: stay,
    follows: 'end',
  };
  const blocks = [...queue.every.map(({ block }) => block), ...(queue.connect === null ? [] : [queue.connect.block])];
  const within = [
    ...blocks.map((block): Outcome => ({ kind: 'block', block, span: block.span })),
    ...queue.after.map(({ outcome }) => outcome),
    ...queue.offers.flatMap(({ input }) => input.keys.map(({ outcome }) => outcome)),
  ];
  const failures = (handlers: readonly HandlerNode[]): readonly Edge[] =>
    handlers.map(({ outcome }) => passed(graph.outcome(outcome, around)));
  const edges = [
    acted(around.next),
    ...within.map((outcome) => acted(graph.insideOutcome(outcome, inside))),
    ...failures(handlersOf(queue)),
  ];
  return edges.map((edge) => ({ ...edge, assigns: facts }));
}
