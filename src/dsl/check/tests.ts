// Tests name what exists: flows, steps, menus, prompts, requests, queues, events (FIL201, FIL301, FIL401). A test of something
// misspelt would fail for a wrong reason, or wait for it in vain. Not here: running them.

import type { ArgumentNode, ExpressionNode, FlowNode, Name, Statement, TestLine, TestNode } from '../ast.ts';
import type { Report } from '../diagnostics.ts';
import { nearest } from '../nearest.ts';
import { isPhone, withoutOptional } from '../types.ts';
import type { Type } from '../types.ts';
import { effectOf, statementsOf } from '../walk.ts';
import { environmentScope } from './environment-scope.ts';
import { checkGiven, expectedOf } from './given.ts';
import type { Expected } from './given.ts';
import { expect, infer } from './infer.ts';
import { consentNamed, operationNamed } from './operations.ts';
import type { ProjectModel } from './model.ts';
import { reportUnknown } from './scope.ts';
import type { Scope } from './scope.ts';
import { nothingKnown } from './states.ts';

export function checkTests(project: ProjectModel, report: Report): void {
  for (const test of project.modules.flatMap(({ tests }) => tests)) checkTest(test, { project, report });
}

interface About {
  readonly project: ProjectModel;
  readonly report: Report;
}

function scopeOf({ project, report }: About): Scope {
  return {
    ...environmentScope(project),
    typeOf: () => null,
    names: () => [],
    callFields: null,
    given: () => true,
    unset: () => undefined,
    note: (node, meaning) => project.meanings.set(node, meaning),
    report,
  };
}

function checkTest(test: TestNode, about: About): void {
  const { project, report } = about;
  const visible = project.declarations.visibleIn(test.span.file);
  const found = visible.get(test.flow.text);
  const flow = found !== undefined && 'steps' in found.node ? found.node : null;
  if (flow === null) {
    const flows = [...visible.values()].filter(({ node }) => 'steps' in node).map(({ name }) => name);
    reportUnknown(test.flow, 'flow', flows, report);
    return;
  }
  const params = expectedOf(flow.params, project.declarations.typeOf);
  checkGiven(
    { owner: `The ${flow.kind}`, name: test.flow, arguments: test.arguments, params },
    nothingKnown,
    scopeOf(about),
  );
  const known = new Known(project, flow);
  for (const line of test.lines) checkLine(line, known, about);
}

/** What there is to be named in the tests of one flow. */
class Known {
  readonly flow: FlowNode;
  readonly #statements: readonly Statement[];

  constructor({ flows }: ProjectModel, flow: FlowNode) {
    this.flow = flow;
    this.#statements = flows.flatMap(({ node }) => statementsOf(node)).map(({ statement }) => statement);
  }

  named(kind: 'menu' | 'collect' | 'voicemail' | 'split'): readonly Name[] {
    return this.#statements.flatMap((each) => (each.kind === kind ? [each.name] : []));
  }

  events(): readonly Name[] {
    return this.#statements.flatMap((each) => (each.kind === 'track' ? [each.event] : []));
  }

  offers(): readonly Name[] {
    return this.#statements.flatMap((each) =>
      each.kind === 'queue' ? each.offers.map(({ input }) => input.name) : [],
    );
  }

  questions(): readonly Name[] {
    return this.#statements.flatMap((each) => {
      const effect = effectOf(each);
      return effect?.kind === 'ask' ? [effect.question] : [];
    });
  }

  queues(): readonly Name[] {
    return this.#statements.flatMap((each) => {
      if (each.kind === 'queue') return [each.name];
      return each.kind === 'schedule' ? [each.queue] : [];
    });
  }

  branches(split: string): readonly Name[] {
    return this.#statements.flatMap((each) =>
      each.kind === 'split' && each.name.text === split ? each.branches.map(({ name }) => name) : [],
    );
  }
}

function mustBe(name: Name, what: string, known: readonly Name[], report: Report): void {
  if (!known.some(({ text }) => text === name.text)) reportUnknown(name, what, unique(known), report);
}

const unique = (names: readonly Name[]): readonly Name[] =>
  names.filter(({ text }, index) => names.findIndex((each) => each.text === text) === index);

function checkLine(line: TestLine, known: Known, about: About): void {
  if (line.kind === 'given') checkGivenLine(line.given, known, about);
  if (line.kind === 'expect') checkExpectation(line, known, about);
  if (line.kind !== 'agent') return;
  if (line.does.kind === 'input') {
    mustBe(line.does.name, 'question', known.questions(), about.report);
    infer(line.does.value, nothingKnown, { ...scopeOf(about), report: () => undefined });
  }
}

function checkGivenLine(given: (TestLine & { kind: 'given' })['given'], known: Known, about: About): void {
  const { report } = about;
  switch (given.kind) {
    case 'call':
      if (given.to !== null) checkNumber(given.to, report);
      if (given.from !== null && given.from.text !== 'anonymous') checkNumber(given.from, report);
      return;
    case 'split':
      mustBe(given.split, 'split', known.named('split'), report);
      return mustBe(given.branch, 'branch', known.branches(given.split.text), report);
    case 'queue':
      return mustBe(given.queue, 'queue', known.queues(), report);
    case 'request': {
      const type = checkOperation(given.target, given.arguments, about);
      if (given.answer.kind === 'returns') checkReturned(given.answer.value, type, about);
      return;
    }
    case 'config':
    case 'answering_machine':
    case 'transfer':
  }
}

function checkNumber(number: Name, report: Report): void {
  if (isPhone(number.text)) return;
  const hint = 'write an international number such as "+33180001122".';
  report({ code: 'FIL301', message: 'This is not a telephone number in international form', span: number.span, hint });
}

/** The type that an operation gives, null when it gives none or does not exist. */
function checkOperation(
  target: Parameters<typeof operationNamed>[0],
  given: readonly ArgumentNode[],
  about: About,
): Type | null {
  const { project, report } = about;
  if (consentNamed(target) !== null) return null;
  const operation = operationNamed(target, project.declarations);
  const last = target.parts.at(-1) ?? target.parts[0];
  if (operation === null) {
    const services = [...project.declarations.visibleIn(target.span.file).values()];
    const names = services.flatMap((each) =>
      each.kind === 'service'
        ? each.node.operations.map(({ name }) => ({ ...name, text: `${each.name.text}.${name.text}` }))
        : [],
    );
    const whole = { text: target.parts.map(({ text }) => text).join('.'), span: target.span };
    reportUnknown(whole, 'operation', names, report);
    return null;
  }
  const params = optionalParams(expectedOf(operation.params, project.declarations.typeOf));
  checkGiven({ owner: 'The operation', name: last, arguments: given, params }, nothingKnown, scopeOf(about));
  return operation.returns === null ? null : project.declarations.typeOf(operation.returns);
}

/** Arguments that are not written are not compared. */
const optionalParams = (params: ReadonlyMap<string, Expected>): ReadonlyMap<string, Expected> =>
  new Map([...params].map(([name, { type }]) => [name, { type, presence: 'optional' }]));

/** What a request returns may leave fields out. */
function checkReturned(value: ExpressionNode, type: Type | null, about: About): void {
  const scope = scopeOf(about);
  const inner = type === null ? null : withoutOptional(type);
  if (inner === null || inner.kind === 'unknown') {
    infer(value, nothingKnown, { ...scope, report: () => undefined });
    return;
  }
  if (value.kind !== 'record' || inner.kind !== 'record') return expect(value, type ?? inner, nothingKnown, scope);
  const fields = about.project.declarations.fieldsOf(inner.name) ?? new Map<string, Type>();
  scope.note(value, { kind: 'value', type: inner });
  for (const { name, value: each } of value.fields) {
    const wanted = fields.get(name.text);
    if (wanted === undefined) reportUnknown(name, `field of ${inner.name}`, [...fields.keys()], about.report);
    else checkReturned(each, wanted, about);
  }
}

function checkExpectation({ expectation }: TestLine & { kind: 'expect' }, known: Known, about: About): void {
  const { report } = about;
  if (expectation.kind === 'queue') mustBe(expectation.queue, 'queue', known.queues(), report);
  if (expectation.kind === 'request') checkOperation(expectation.target, expectation.arguments, about);
  if (expectation.kind === 'return') {
    const { returns } = known.flow;
    if (returns !== null)
      expect(expectation.value, about.project.declarations.typeOf(returns), nothingKnown, scopeOf(about));
  }
  if (expectation.kind === 'named') checkNamed(expectation, known, about);
}

type NamedExpectation = (TestLine & { kind: 'expect' })['expectation'] & { readonly kind: 'named' };

function checkNamed({ what, name, arguments: given }: NamedExpectation, known: Known, about: About): void {
  const { project, report } = about;
  const quiet = (): void => {
    for (const { value } of given) infer(value, nothingKnown, { ...scopeOf(about), report: () => undefined });
  };
  switch (what) {
    case 'say':
    case 'tell':
    case 'announce':
    case 'sms':
    case 'email':
      return checkPrompt(name, given, about);
    case 'offer':
      return mustBe(name, 'offer', known.offers(), report);
    case 'menu':
    case 'collect':
    case 'voicemail':
      return mustBe(name, what, known.named(what), report);
    case 'ask':
      return mustBe(name, 'question', known.questions(), report);
    case 'step':
      return mustBe(
        name,
        'step',
        known.flow.steps.map((step) => step.name),
        report,
      );
    case 'script': {
      const scripts = [...project.declarations.all.values()].filter(({ kind }) => kind === 'script');
      return mustBe(
        name,
        'script',
        scripts.map((each) => each.name),
        report,
      );
    }
    case 'track':
      quiet();
      return mustBe(name, 'event', known.events(), report);
  }
}

function checkPrompt(name: Name, given: readonly ArgumentNode[], about: About): void {
  const entry = about.project.prompts.entries.get(name.text);
  if (entry === undefined) {
    const near = nearest(name.text, about.project.prompts.entries.keys());
    const hint = near === '' ? 'name a prompt that the flow says.' : near.slice(2);
    about.report({ code: 'FIL401', message: `There is no prompt \`${name.text}\``, span: name.span, hint });
    return;
  }
  const params = new Map(
    [...entry.params].map(([key, { type }]): [string, Expected] => [key, { type, presence: 'optional' }]),
  );
  checkGiven({ owner: 'The prompt', name, arguments: given, params }, nothingKnown, scopeOf(about));
}
