// What the checks know of a project beyond its trees: declarations, the ways of a call, the values of each flow, prompts,
// settings, environment. Not here: any message; how values get their types (value-models.ts).

import type { ExpressionNode, FlowNode, Name, RunNode, SourceModule, Statement } from '../ast.ts';
import type { Environment } from '../environment.ts';
import { indexPrompts } from '../prompt-index.ts';
import type { PromptIndex } from '../prompt-index.ts';
import type { Settings } from '../settings.ts';
import { effectOf } from '../walk.ts';
import { buildGraph } from './build-graph.ts';
import { mayBeComplete } from './choices.ts';
import { declarationsOf } from './declarations.ts';
import type { Declarations } from './declarations.ts';
import type { RunMeaning } from './edges.ts';
import { isFact } from './facts.ts';
import { reach } from './graph.ts';
import type { Graph } from './graph.ts';
import { regionsOf } from './regions.ts';
import type { Meaning } from './scope.ts';
import { statesOf } from './states.ts';
import type { State } from './states.ts';
import { valuesOf } from './value-models.ts';
import type { ValueModel } from './value-models.ts';

export interface FlowModel {
  readonly node: FlowNode;
  /** Those it names; none: the caller's (a subflow) or the project's (a flow or script). */
  readonly languages: readonly string[];
  /** Of two values of one name the first. */
  readonly values: readonly ValueModel[];
  readonly graph: Graph;
  /** What is known before each node that a call can reach. */
  readonly states: ReadonlyMap<number, State>;
  /** The blocks around each statement that keep their values to themselves. */
  readonly regions: ReadonlyMap<Statement, readonly object[]>;
}

/** A project as the checks see it. */
export interface ProjectModel {
  readonly modules: readonly SourceModule[];
  readonly declarations: Declarations;
  readonly flows: readonly FlowModel[];
  readonly prompts: PromptIndex;
  readonly settings: Settings;
  /** Null: none is known, and nothing is compared with it. */
  readonly environment: Environment | null;
  /** What each expression turned out to be; filled in by the checks of values. */
  readonly meanings: Map<ExpressionNode, Meaning>;
}

/** Works out what there is to know of a project. */
export function modelProject(
  modules: readonly SourceModule[],
  settings: Settings,
  environment: Environment | null,
): ProjectModel {
  const declarations = declarationsOf(modules);
  const nodes = modules.flatMap(({ flows }) => flows);
  const graphs = new Graphs(nodes, declarations);
  const flows = nodes.map((node): FlowModel => {
    const graph = graphs.of(node);
    const states = graphs.statesOf(node);
    const regions = regionsOf(node);
    const fallback = node.kind === 'subflow' ? [] : [settings.reference];
    const languages = node.languages.length > 0 ? node.languages.map(({ text }) => text) : fallback;
    const values = valuesOf(node, { declarations, graph, states, regions });
    return { node, languages: [...new Set(languages)], values, graph, states, regions };
  });
  const prompts = indexPrompts(modules, settings.reference, declarations.typeOf);
  return { modules, declarations, flows, prompts, settings, environment, meanings: new Map() };
}

/** What a `run` names. */
export interface RunTarget {
  readonly kind: 'subflow' | 'script';
  readonly name: Name;
  readonly node: FlowNode;
}

/** What a `run` names, or null. */
export function runTarget(run: RunNode, declarations: Declarations): RunTarget | null {
  const [name, ...more] = run.target.parts;
  const found = more.length > 0 ? undefined : declarations.visibleIn(run.span.file).get(name.text);
  return found?.kind === 'subflow' || found?.kind === 'script'
    ? { kind: found.kind, name: found.name, node: found.node }
    : null;
}

/** The graphs of flows that run each other: each made once, a recursion (FIL309) cut off. */
class Graphs {
  readonly #flows: readonly FlowNode[];
  readonly #declarations: Declarations;
  readonly #graphs = new Map<FlowNode, Graph>();
  readonly #known = new Map<FlowNode, ReadonlySet<string>>();
  readonly #states = new Map<FlowNode, ReadonlyMap<number, State>>();
  readonly #busy = new Set<FlowNode>();

  constructor(flows: readonly FlowNode[], declarations: Declarations) {
    this.#flows = flows;
    this.#declarations = declarations;
  }

  of(flow: FlowNode): Graph {
    const before = this.#graphs.get(flow);
    if (before !== undefined) return before;
    this.#busy.add(flow);
    const graph = buildGraph(flow, {
      runs: (run) => this.#meaning(run),
      isComplete: (patterns) => mayBeComplete(patterns, this.#declarations),
    });
    this.#busy.delete(flow);
    this.#graphs.set(flow, graph);
    return graph;
  }

  statesOf(flow: FlowNode): ReadonlyMap<number, State> {
    const before = this.#states.get(flow);
    if (before !== undefined) return before;
    const states = statesOf(this.of(flow), this.#knownOnEntry(flow));
    this.#states.set(flow, states);
    return states;
  }

  #meaning(run: RunNode): RunMeaning {
    const target = runTarget(run, this.#declarations);
    if (target?.kind !== 'subflow' || this.#busy.has(target.node)) return { cause: 'passed', gives: [] };
    const graph = this.of(target.node);
    const returns = graph.nodes.filter((node) => node.kind === 'statement' && node.statement.kind === 'return');
    const passive = reach(graph, graph.roots.slice(0, 1), ({ cause }) => cause === 'passed');
    const states = statesOf(graph);
    const facts = returns.map(({ id }) => new Set([...(states.get(id)?.assigned ?? [])].filter(isFact)));
    const [first = new Set<string>(), ...others] = facts;
    return {
      cause: returns.some(({ id }) => passive.has(id)) ? 'passed' : 'acted',
      gives: [...first].filter((fact) => others.every((each) => each.has(fact))),
    };
  }

  /** The facts that hold wherever a subflow or script is run. */
  #knownOnEntry(flow: FlowNode): ReadonlySet<string> {
    const before = this.#known.get(flow);
    if (before !== undefined) return before;
    const nothing: ReadonlySet<string> = new Set();
    // While it is being worked out, a recursion finds nothing known.
    this.#known.set(flow, nothing);
    const sites = flow.kind === 'flow' ? [] : this.#flows.flatMap((caller) => this.#factsAtRuns(caller, flow));
    const [first, ...others] = sites;
    const known =
      first === undefined ? nothing : new Set([...first].filter((fact) => others.every((each) => each.has(fact))));
    this.#known.set(flow, known);
    return known;
  }

  #factsAtRuns(caller: FlowNode, target: FlowNode): readonly ReadonlySet<string>[] {
    if (caller === target) return [];
    return this.of(caller).nodes.flatMap((node) => {
      const run = node.kind === 'statement' ? effectOf(node.statement) : null;
      if (run?.kind !== 'run' || runTarget(run, this.#declarations)?.node !== target) return [];
      const state = this.statesOf(caller).get(node.id);
      return state === undefined ? [] : [new Set([...state.assigned].filter(isFact))];
    });
  }
}
