// What menu, collect, voicemail and ask become. Not here: questions as declarations (compile-declarations.ts).

import { present } from '../base/assert.ts';
import type { AskNode, CollectNode, InputNode, KeyNode, MenuNode, VoicemailNode } from './ast.ts';
import type { Label, Resolve } from './assembler.ts';
import { compileArguments, compileExpression, compiledType, compilePrompt } from './compile-expressions.ts';
import type { Meanings } from './compile-expressions.ts';
import { Blocks, handlerOf } from './compile-parts.ts';
import type { Site } from './compile-parts.ts';
import { defaults } from './defaults.ts';
import type { CollectOp, DigitsOptions, InputOptions, InputOutcome, InputPrompts, MenuKey } from './program.ts';

export function compileMenu(node: MenuNode, site: Site): void {
  const { code, project } = site;
  const blocks = new Blocks(site);
  const options = inputOptions(node, blocks, project);
  const keys = compileKeys(node.keys, (key) => blocks.label(key.outcome), project);
  const self = placed(site);
  code.emitWith((at) => ({
    op: 'menu',
    ...options(at),
    waitMs: node.wait?.value ?? defaults.waitMs,
    keys: keys(at),
    endKeys: node.endKeys?.text ?? '',
    span: node.keyword,
  }));
  blocks.write({ ...site, asking: self });
}

/** A label at the next instruction. */
function placed({ code }: Site): Label {
  const label = code.label();
  code.place(label);
  return label;
}

/** The keys of a menu or offer. */
export function compileKeys(
  keys: readonly KeyNode[],
  labelOf: (key: KeyNode) => Label,
  project: Meanings,
): (at: Resolve) => readonly MenuKey[] {
  const labelled = keys.map((key) => ({ key, label: labelOf(key) }));
  return (at) =>
    labelled.map(({ key, label }) => ({
      key: key.keys.text,
      label: key.label ?? '',
      when: key.when && compileExpression(key.when, project),
      target: at(label),
    }));
}

export function compileCollect(node: CollectNode, site: Site): void {
  const { code, project } = site;
  const blocks = new Blocks(site);
  const options = inputOptions(node, blocks, project);
  const self = placed(site);
  code.emitWith((at) => ({
    op: 'collect',
    ...options(at),
    variable: node.name.text,
    type: compiledType(project.declarations.typeOf(node.type)),
    ...digitsOptions(node, project),
    span: node.keyword,
  }));
  blocks.skip(node.keyword);
  blocks.write({ ...site, asking: self });
}

/** How digits are taken, defaults filled in. In a question `wait` may stand for the first digit. */
export const digitsOptions = (node: InputNode, project: Meanings): DigitsOptions => ({
  lengthMin: node.length?.min.value ?? defaults.lengthMin,
  lengthMax: node.length?.max.value ?? defaults.lengthMax,
  endKeys: node.endKeys?.text ?? '',
  firstDigitMs: node.firstDigit?.value ?? node.wait?.value ?? defaults.firstDigitMs,
  betweenDigitsMs: node.betweenDigits?.value ?? defaults.betweenDigitsMs,
  valid: compileValid(node, project),
});

function compileValid({ valid }: InputNode, project: Meanings): CollectOp['valid'] {
  if (valid === null) return null;
  const say = valid.otherwiseSay === null ? null : compilePrompt(valid.otherwiseSay, project);
  return { when: compileExpression(valid.when, project), otherwiseSay: say };
}

export function compileVoicemail(node: VoicemailNode, site: Site): void {
  const { code, project } = site;
  const blocks = new Blocks(site);
  const noInput = blocks.handled(node.handlers, 'no input');
  code.emitWith((at) => ({
    op: 'voicemail',
    ...inputPrompts(node, project),
    variable: node.name.text,
    queue: node.queue?.text ?? null,
    maxMs: node.max?.value ?? defaults.voicemailMaxMs,
    silenceMs: node.silence?.value ?? defaults.silenceMs,
    endKeys: node.endKeys?.text ?? '',
    beep: node.beep,
    noInput: noInput && at(noInput),
    span: node.keyword,
  }));
  blocks.skip(node.keyword);
  blocks.write();
}

/** What is said, in the order of tries. */
export const inputPrompts = (node: InputNode, project: Meanings): InputPrompts => ({
  name: node.name.text,
  prompt: compilePrompt(present(node.prompt, 'the prompt of a checked question'), project),
  retry: node.retry.map((each) => compilePrompt(each, project)),
  bargeIn: node.bargeIn,
  secrecy: node.secrecy,
});

function inputOptions(node: InputNode, blocks: Blocks, project: Meanings): (at: Resolve) => InputOptions {
  const noInput = present(failure(node, 'no input', blocks), '`on no input` of a checked question');
  const noMatch = present(failure(node, 'no match', blocks), '`on no match` of a checked question');
  return (at) => ({ ...inputPrompts(node, project), noInput: noInput(at), noMatch: noMatch(at) });
}

function failure(
  { handlers }: Pick<InputNode, 'handlers'>,
  event: string,
  blocks: Blocks,
): ((at: Resolve) => InputOutcome) | null {
  const handler = handlerOf(handlers, event);
  if (handler === null) return null;
  const label = blocks.label(handler.outcome);
  const tries = handler.after?.kind === 'tries' ? handler.after.tries.value : defaults.tries;
  return (at) => ({ tries, target: at(label) });
}

/** In a script the agent answers, elsewhere the caller. */
export function compileAsk(node: AskNode, variable: string | null, site: Site): void {
  const { code, project, flow } = site;
  const blocks = new Blocks(site);
  const noInput = failure(node, 'no input', blocks);
  const noMatch = failure(node, 'no match', blocks);
  const value = flow.values.find(({ name }) => name.text === variable);
  const self = placed(site);
  code.emitWith((at) => ({
    op: 'ask',
    by: flow.node.kind === 'script' ? 'agent' : 'caller',
    question: node.question.text,
    arguments: compileArguments(node.arguments, project),
    variable,
    answer: value?.type.kind === 'optional' ? 'optional' : 'required',
    noInput: noInput && noInput(at),
    noMatch: noMatch && noMatch(at),
    span: node.keyword,
  }));
  blocks.skip(node.keyword);
  blocks.write({ ...site, asking: self });
}
