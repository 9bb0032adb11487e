// Which outcomes one decision of the engine took, read from what it decided and which statements began. Pure. Not here: which
// outcomes there are (outcomes.ts).

import type { CallFact } from '../../call/index.ts';
import type { Op } from '../../dsl/index.ts';
import type { DecidedStep } from './flow-call.ts';
import { statementOf } from './listening.ts';
import { handlerId, outcomeId, waysOf } from './outcomes.ts';

/** The ids of the outcomes that were taken. */
export function takenIn(decided: DecidedStep): readonly string[] {
  const { before, program } = decided;
  const op = statementOf(before, program);
  const own = op === null ? [] : waysFrom(op, decided).filter((way) => waysOf(op).includes(way));
  return [
    ...own.map((way) => outcomeId(before.flow, before.address, way)),
    ...onTheWay(decided),
    ...handlers(decided),
    ...blocksEntered(decided),
  ];
}

/** The ways that the waiting statement itself took. */
const waysFrom = (op: Op, { decision, event, before }: DecidedStep): readonly string[] => [
  ...decision.facts.flatMap((fact) => wayOf(op, fact)),
  ...(op.op === 'queue' ? queueWay(event, before) : []),
  ...(op.op === 'objections' && event.kind === 'continued' ? ['continue'] : []),
];

function wayOf(op: Op, fact: CallFact): readonly string[] {
  if (fact.kind === 'keyChosen') return [op.op === 'queue' ? `offer ${fact.menu} key ${fact.key}` : `key ${fact.key}`];
  if (fact.kind === 'inputCollected' || fact.kind === 'questionAnswered') return ['answered'];
  if (fact.kind === 'inputFailed') return failure(op, fact);
  if (fact.kind === 'voicemailLeft') return ['left'];
  if (fact.kind === 'requestEnded') return [requestWays[fact.outcome]];
  if (fact.kind === 'transferEnded') return [transferWays[fact.outcome]];
  return fact.kind === 'objectionRaised' ? [`"${fact.objection}"`] : [];
}

const requestWays = { answered: 'answered', none: 'answered', timeout: 'timeout', failed: 'failure' } as const;
const transferWays = { completed: 'completed', busy: 'busy', noAnswer: 'no answer', failed: 'failure' } as const;

type Event = DecidedStep['event'];

function failure(op: Op, { why, tries }: Extract<CallFact, { kind: 'inputFailed' }>): readonly string[] {
  const way = why === 'noInput' ? 'no input' : 'no match';
  if (op.op === 'voicemail') return [way];
  if (op.op !== 'menu' && op.op !== 'collect' && op.op !== 'ask') return [];
  const outcome = why === 'noInput' ? op.noInput : op.noMatch;
  return outcome !== null && tries >= outcome.tries ? [way] : [];
}

function queueWay(event: Event, { wait }: DecidedStep['before']): readonly string[] {
  if (event.kind === 'conversationEnded') return ['answered'];
  if (event.kind !== 'queue') return [];
  if (event.outcome === 'closed' || event.outcome === 'full') return [event.outcome];
  if (event.outcome === 'noAgent') return ['no agent'];
  const isDue = wait.kind === 'queue' && wait.stage.kind === 'leaving' && wait.stage.then === null;
  return event.outcome === 'left' && isDue ? ['after'] : [];
}

/** The ways of statements that do not wait: from each to the one that began after it. */
function onTheWay(decided: DecidedStep): readonly string[] {
  const { passed, program, decision } = decided;
  const branches = decision.facts.flatMap((fact) => (fact.kind === 'splitTaken' ? [fact] : []));
  const taken = passed.flatMap(({ flow, address }, index): readonly string[] => {
    const op = program.flows[flow]?.ops[address];
    const next = passed[index + 1];
    if (op === undefined) return [];
    if (op.op === 'split') {
      return branches.filter(({ split }) => split === op.name).map(({ branch }) => outcomeId(flow, address, branch));
    }
    if (next === undefined || next.flow !== flow) return [];
    return wayTo(op, address, next.address).map((way) => outcomeId(flow, address, way));
  });
  return [...taken, ...subflowsLeft(decided)];
}

/** The subflows that ended in this decision: the way of the `run` that each belongs to. */
function subflowsLeft({ decision, before, program, passed }: DecidedStep): readonly string[] {
  const runs = [...before.stack, ...passed].flatMap(({ flow, address }) => {
    const op = program.flows[flow]?.ops[address];
    return op?.op === 'run' ? [{ flow, address, op }] : [];
  });
  return decision.facts.flatMap((fact): readonly string[] => {
    if (fact.kind !== 'subflowLeft' || fact.how === 'hangup') return [];
    const run = runs.findLast(({ op }) => op.subflow === fact.flow);
    if (run === undefined || (fact.how === 'failed' && run.op.error === null)) return [];
    return [outcomeId(run.flow, run.address, fact.how === 'returned' ? 'returned' : 'error')];
  });
}

function wayTo(op: Op, address: number, next: number): readonly string[] {
  if (op.op === 'jumpUnless') return [next === address + 1 ? 'then' : 'else'];
  if (op.op === 'repeat') return next === op.exit ? ['all rounds'] : [];
  if (op.op !== 'choose') return [];
  const cases = op.cases.flatMap(({ target }, index) => (target === next ? [`case ${String(index + 1)}`] : []));
  return cases.length > 0 ? cases : ['otherwise'];
}

function handlers({ passed, program, decision, event, before }: DecidedStep): readonly string[] {
  const began = (flow: string, address: number | undefined): boolean =>
    address !== undefined && passed.some((each) => each.flow === flow && each.address === address);
  const failed = decision.facts.some(({ kind }) => kind === 'flowFailed');
  const flows = [...before.stack.map(({ flow }) => flow), before.flow];
  return flows.flatMap((flow) => {
    const code = program.flows[flow];
    if (code === undefined) return [];
    return [
      ...(event.kind === 'legEnded' && began(flow, code.onHangup ?? undefined) ? ['on hangup'] : []),
      ...(failed && began(flow, code.onError ?? undefined) ? ['on error'] : []),
      ...(failed && began(flow, code.onLimit?.target) ? ['on limit'] : []),
      ...(event.kind === 'answeringMachine' && began(flow, code.onAnsweringMachine ?? undefined)
        ? ['on answering_machine']
        : []),
    ].map((handler) => handlerId(flow, handler));
  });
}

/** The blocks that run while a caller waits. */
function blocksEntered({ passed, program, before, decision }: DecidedStep): readonly string[] {
  const stay = before.stay ?? decision.state?.stay ?? null;
  if (stay === null) return [];
  const flow = [...before.stack, before][stay.depth]?.flow ?? before.flow;
  const op = program.flows[flow]?.ops[stay.address];
  if (op?.op !== 'queue') return [];
  const began = (address: number): boolean => passed.some((each) => each.flow === flow && each.address === address);
  const ways = [
    ...op.meanwhile.flatMap(({ target }, index) => (began(target) ? [`after ${String(index + 1)}`] : [])),
    ...op.every.flatMap(({ target }, index) => (began(target) ? [`every ${String(index + 1)}`] : [])),
    ...(op.connect !== null && began(op.connect) ? ['connect'] : []),
  ];
  return ways.map((way) => outcomeId(flow, stay.address, way));
}
