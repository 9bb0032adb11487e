// What the law asks of a flow: recording only after an announcement or consent (FIL701), sales calls with a way to refuse and
// at legal hours (FIL702: articles L. 223-1 and D. 223-9 of the French consumer code). Not here: placing calls.

import type { RequestNode, Statement } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { effectOf, expressionsIn, statementsOf } from '../walk.ts';
import { isWorkday } from './french-calendar.ts';
import { announcedFact } from './facts.ts';
import { placeName, reach, wayTo } from './graph.ts';
import type { Graph } from './graph.ts';
import { consentNamed } from './operations.ts';
import type { FlowModel, ProjectModel } from './model.ts';

export function checkLaw({ flows }: ProjectModel, report: Report): void {
  for (const flow of flows) {
    checkRecording(flow, report);
    if (flow.node.purpose?.text === 'sales') checkSales(flow, report);
  }
}

const actions = ['start', 'stop', 'pause', 'resume'];

function checkRecording({ graph, states }: FlowModel, report: Report): void {
  for (const node of graph.nodes) {
    if (node.kind !== 'statement' || node.statement.kind !== 'recording') continue;
    const { action } = node.statement;
    if (!actions.includes(action.text)) {
      const message = `\`recording ${action.text}\` means nothing`;
      report({ code: 'FIL101', message, span: action.span, hint: `write ${actions.join(', ')}.` });
      continue;
    }
    const state = states.get(node.id);
    if (action.text !== 'start' || state === undefined || state.assigned.has(announcedFact)) continue;
    const way = wayTo(graph, graph.roots, node.id, ({ assigns }) => !assigns.includes(announcedFact)) ?? [];
    const places = way.map(({ place }) => placeName(place));
    report({
      code: 'FIL701',
      message: 'A call can be recorded here although nobody was told',
      span: { ...node.statement.span, endColumn: node.statement.span.column + 'recording'.length },
      path: places.filter((place, index) => place !== places[index - 1]),
      hint: 'let every path pass `announce` or `consent.give(purpose: recording)` first.',
    });
  }
}

function checkSales({ node, graph }: FlowModel, report: Report): void {
  if (node.purpose !== null && !canRefuse(graph)) {
    report({
      code: 'FIL702',
      message: 'A sales call needs a key by which the person refuses further calls',
      span: node.purpose.span,
      hint: 'write `key 9 "No more calls" { request consent.refuse(to: call.caller)  hangup }`.',
    });
  }
  for (const { statement } of statementsOf(node)) {
    if (statement.kind !== 'schedule' || statement.at === null) continue;
    for (const each of expressionsIn(statement.at)) {
      if (
        each.kind !== 'literal' ||
        each.type.kind !== 'Date' ||
        typeof each.value !== 'string' ||
        isWorkday(each.value)
      )
        continue;
      const message = 'No sales call may be placed on this day';
      const hint = 'choose Monday to Friday, no public holiday.';
      report({ code: 'FIL702', message, span: each.span, hint });
    }
  }
}

/** Whether some key leads to `consent.refuse` before anything else is waited for. */
function canRefuse(graph: Graph): boolean {
  return graph.nodes.some((node) => {
    if (node.kind !== 'statement' || node.statement.kind !== 'menu') return false;
    const begins = node.edges.filter(({ cause }) => cause === 'acted').map(({ to }) => to);
    const waiting = new Set(
      graph.nodes.flatMap((each) => (each.kind === 'statement' && isWait(each.statement) ? [each.id] : [])),
    );
    const reached = reach(graph, begins, () => true, waiting);
    return [...reached].some((id) => {
      const each = graph.nodes[id];
      return each?.kind === 'statement' && refuses(each.statement);
    });
  });
}

const refuses = (statement: Statement): boolean => {
  const effect = effectOf(statement);
  return effect?.kind === 'request' && isRefusal(effect);
};

const isRefusal = ({ target }: RequestNode): boolean => consentNamed(target) === 'refuse';

const waits: readonly Statement['kind'][] = ['menu', 'collect', 'queue', 'transfer', 'voicemail', 'wait'];

function isWait(statement: Statement): boolean {
  const effect = effectOf(statement);
  const isRequest = effect?.kind === 'request' && consentNamed(effect.target) !== null;
  return waits.includes(statement.kind) || (effect !== null && !isRequest);
}
