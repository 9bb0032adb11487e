// From checked syntax trees to the Program: every step, block and outcome becomes instructions and addresses.
// Only for projects without errors. Not here: any judgement about the flow.

import { programHash } from '../base/ids.ts';
import { Assembler } from './assembler.ts';
import { testedFile } from './check/declarations.ts';
import type { FlowModel, ProjectModel } from './check/model.ts';
import { secretsOf } from './check/secret-values.ts';
import {
  compileEnums,
  compileHours,
  compileParams,
  compilePromptBody,
  compileQuestion,
  compileRecords,
  compileService,
} from './compile-declarations.ts';
import { compileExpression, compiledType } from './compile-expressions.ts';
import { handlerOf } from './compile-parts.ts';
import type { Site } from './compile-parts.ts';
import { compileBlock } from './compile-statements.ts';
import type { Address, FlowCode, Program, Variable } from './program.ts';

/** SHA-256 of a text in hexadecimal; given by the host, since the browser and the server have different ones. */
export type Hash = (text: string) => string;

/** The program of a project; equal sources give an equal hash, whatever the order in which files were read. */
export function compile(whole: ProjectModel, hash: Hash): Program {
  const project = withoutTests(whole);
  const { modules } = project;
  const body = {
    timezone: project.settings.timezone,
    flows: sortedRecord(project.flows.map((flow) => [flow.node.name.text, compileFlow(flow, project)])),
    prompts: compilePrompts(project),
    records: sortedRecord(compileRecords(project)),
    enums: sortedRecord(compileEnums(project)),
    hours: sortedRecord(modules.flatMap(({ hours }) => hours).map((node) => [node.name.text, compileHours(node)])),
    services: sortedRecord(
      modules.flatMap(({ services }) => services).map((node) => [node.name.text, compileService(node, project)]),
    ),
    questions: sortedRecord(
      modules.flatMap(({ questions }) => questions).map((node) => [node.name.text, compileQuestion(node, project)]),
    ),
  };
  return { hash: programHash(hash(JSON.stringify(body))), ...body };
}

/** What tests declare for themselves is no part of the program. */
const withoutTests = (project: ProjectModel): ProjectModel => ({
  ...project,
  modules: project.modules.filter(({ file }) => testedFile(file) === null),
  flows: project.flows.filter(({ node }) => testedFile(node.span.file) === null),
});

function compileFlow(flow: FlowModel, project: ProjectModel): FlowCode {
  const { node, languages } = flow;
  const code = new Assembler(node.steps.map(({ name }) => name.text));
  const hidden: Variable[] = [];
  const site = siteOf(code, flow, { project, hidden });
  for (const step of node.steps) {
    code.place(code.step(step.name.text));
    code.emit({ op: 'step', name: step.name.text, label: step.label, span: step.name.span });
    compileBlock(step.body, site);
  }
  code.close(node.span);
  const limit = handlerOf(node.handlers, 'limit');
  const onLimit = compileHandler(site, 'limit');
  return {
    kind: node.kind,
    name: node.name.text,
    parameters: compileParams(node.params, project),
    returns: node.returns && compiledType(project.declarations.typeOf(node.returns)),
    purpose: purposes.find((each) => each === node.purpose?.text) ?? null,
    entries: node.entries.map(({ text }) => text),
    languages,
    onHangup: compileHandler(site, 'hangup'),
    onError: compileHandler(site, 'error'),
    onLimit:
      onLimit === null
        ? null
        : { target: onLimit, afterMs: limit?.after?.kind === 'time' ? limit.after.wait.value : null },
    onAnsweringMachine: compileHandler(site, 'answering_machine'),
    ops: code.finish(),
    variables: [...variablesOf(flow, project), ...hidden],
    secrets: secretsOf(flow, project),
  };
}

const purposes = ['sales', 'survey', 'service'] as const;

function siteOf(
  code: Assembler,
  flow: FlowModel,
  { project, hidden }: { project: ProjectModel; hidden: Variable[] },
): Site {
  return {
    code,
    project,
    flow,
    afterLoop: null,
    asking: null,
    block: compileBlock,
    hidden: (variable) => {
      const name = `#${hidden.length + 1}`;
      hidden.push({ name, ...variable });
      return name;
    },
  };
}

const variablesOf = ({ values }: FlowModel, project: ProjectModel): readonly Variable[] =>
  values
    .filter(({ origin }) => origin !== 'param')
    .map(({ name, type, initial }) => ({
      name: name.text,
      type: compiledType(type),
      initial: initial === null ? null : compileExpression(initial, project),
    }));

/** A handler's instructions, ended by `hangup`; null when the flow has none for this event. */
function compileHandler(site: Site, event: string): Address | null {
  const { code, flow } = site;
  const handler = handlerOf(flow.node.handlers, event);
  if (handler === null) return null;
  const begin = code.label();
  code.place(begin);
  if (handler.outcome.kind === 'goto') code.jump(code.step(handler.outcome.step.text), handler.outcome.span);
  else compileBlock(handler.outcome.block, site);
  code.emit({ op: 'hangup', span: handler.span });
  return code.addressOf(begin);
}

function compilePrompts(project: ProjectModel): Program['prompts'] {
  const entries = [...project.prompts.entries.values()];
  const locales = new Set(entries.flatMap(({ locals }) => [...locals.keys()]));
  return sortedRecord(
    [...locales].map((locale) => {
      const spoken = entries.filter(({ locals }) => locals.has(locale));
      return [locale, sortedRecord(spoken.map((entry) => [entry.name, compilePromptBody(entry, locale, project)]))];
    }),
  );
}

/** A record whose keys are in order, so that the same content always hashes the same. */
function sortedRecord<Item>(entries: readonly (readonly [string, Item])[]): Readonly<Record<string, Item>> {
  return Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : Number(one > other))));
}
