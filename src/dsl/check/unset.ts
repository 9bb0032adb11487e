// FIL305: collects the uses of values that some path leaves unset, and reports each value once, with such a path.
// Not here: finding the uses (values.ts).

import type { Related, Report } from '../diagnostics.ts';
import type { Span } from '../program.ts';
import { isFact, waitedFact } from './facts.ts';
import type { Graph, GraphNode } from './graph.ts';
import { placeName, wayTo } from './graph.ts';
import type { FlowModel } from './model.ts';
import type { ValueModel } from './value-models.ts';

interface Use {
  readonly name: string;
  readonly span: Span;
  /** Null: in the first value of a variable, before any step. */
  readonly node: GraphNode | null;
}

/** The uses of one flow. */
export class UnsetUses {
  readonly #flow: FlowModel;
  readonly #uses: Use[] = [];

  constructor(flow: FlowModel) {
    this.#flow = flow;
  }

  /** Takes note of uses at one node. */
  at(node: GraphNode | null): (name: string, span: Span) => void {
    return (name, span) => this.#uses.push({ name, span, node });
  }

  /** Reports the first use of each value, by place. */
  reportAll(report: Report): void {
    const byPlace = this.#uses.toSorted((one, other) => one.span.offset - other.span.offset);
    const seen = new Set<string>();
    for (const use of byPlace) {
      if (seen.has(use.name)) continue;
      seen.add(use.name);
      this.#report(use, report);
    }
  }

  #report(use: Use, report: Report): void {
    const value = this.#flow.values.find(({ name }) => name.text === use.name);
    const places = use.node === null ? [] : pathTo(this.#flow.graph, use.node, use.name);
    report({
      code: 'FIL305',
      message: messageFor(use.name),
      span: use.span,
      label: 'used here',
      related: value === undefined ? [] : relatedTo(value, places),
      path: places.map(placeName),
      hint: hintFor(use, places),
    });
  }
}

function messageFor(name: string): string {
  if (!isFact(name)) return `\`${name}\` may not exist yet`;
  return name === waitedFact
    ? '`waiting` does not exist before a queue was joined'
    : `The last queue may not have been \`${name.slice('!queue '.length)}\``;
}

type Places = readonly GraphNode['place'][];

/** The places that a call can pass on its way to the use without the value being given. */
function pathTo(graph: Graph, use: GraphNode, name: string): Places {
  const way = wayTo(graph, graph.roots, use.id, (edge) => !edge.assigns.includes(name)) ?? [];
  return way
    .map(({ place }) => place)
    .filter((place, index, all) => index === 0 || placeName(place) !== placeName(all[index - 1] ?? place));
}

function relatedTo(value: ValueModel, places: Places): readonly Related[] {
  const given = {
    span: value.name.span,
    label: `given a value only in ${value.place?.startsWith('on ') === false ? 'step ' : ''}\`${value.place ?? ''}\``,
  };
  const before = places.at(-2);
  if (before === undefined || placeName(before) === value.place) return [given];
  const span = before.kind === 'step' ? before.step.name.span : before.handler.span;
  return [given, { span, label: 'but a call can also arrive from here' }];
}

function hintFor({ name }: Use, places: Places): string {
  if (isFact(name)) return 'let every path pass the queue first.';
  const before = places.at(-2);
  if (before === undefined) return `give \`${name}\` a value before it is used.`;
  return `give the value in \`${placeName(before)}\` too, or send this path to another step.`;
}
