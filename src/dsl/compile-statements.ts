// What instructions each statement becomes, and the defaults of what was left out (language.md, "Flows" and the table of
// waiting statements). Not here: the order of steps, handlers and prompts (compile.ts).

import { present } from '../base/assert.ts';
import type {
  Block,
  CollectNode,
  HandlerNode,
  IfNode,
  InputNode,
  MenuNode,
  Outcome,
  QueueNode,
  Statement,
} from './ast.ts';
import type { Assembler, Label, Resolve } from './assembler.ts';
import { compileExpression, compilePrompt } from './compile-expressions.ts';
import type { CollectOp, InputOptions, InputOutcome, Span } from './program.ts';

/** What holds where the author said nothing. */
export const defaults = {
  waitMs: 5000,
  tries: 1,
  firstDigitMs: 6000,
  betweenDigitsMs: 3000,
  lengthMin: 1,
  lengthMax: 20,
} as const;

/** The instructions of a block. */
export function compileBlock(code: Assembler, block: Block): void {
  for (const statement of block.statements) compileStatement(code, statement);
}

function compileStatement(code: Assembler, statement: Statement): void {
  const { span } = statement;
  switch (statement.kind) {
    case 'say':
      code.emit({ op: 'say', prompt: compilePrompt(statement.prompt), span });
      return;
    case 'wait':
      code.emit({ op: 'wait', duration: compileExpression(statement.duration), span });
      return;
    case 'set':
    case 'let':
      code.emit({ op: 'set', variable: statement.name.text, value: compileExpression(statement.value), span });
      return;
    case 'goto':
      code.jump(code.step(statement.step.text), span);
      return;
    case 'hangup':
      code.emit({ op: 'hangup', span });
      return;
    case 'if':
      compileIf(code, statement);
      return;
    case 'menu':
      compileMenu(code, statement);
      return;
    case 'collect':
      compileCollect(code, statement);
      return;
    case 'queue':
      compileQueue(code, statement);
  }
}

function compileIf(code: Assembler, node: IfNode): void {
  const blocks = new Blocks(code);
  const then = blocks.label(node.then);
  const otherwise = node.otherwise === null ? blocks.next : blocks.label(node.otherwise);
  code.emitWith((at) => ({
    op: 'jumpUnless',
    condition: compileExpression(node.condition),
    target: at(otherwise),
    span: node.span,
  }));
  code.jump(then, node.then.span);
  blocks.write();
}

function compileMenu(code: Assembler, node: MenuNode): void {
  const blocks = new Blocks(code);
  const options = inputOptions(node, blocks);
  const keys = node.keys.map((key) => ({ key, label: blocks.label(key.outcome) }));
  code.emitWith((at) => ({
    op: 'menu',
    ...options(at),
    waitMs: node.wait?.value ?? defaults.waitMs,
    keys: keys.map(({ key, label }) => ({ key: key.keys.text, label: key.label ?? '', target: at(label) })),
    span: node.keyword,
  }));
  blocks.write();
}

function compileCollect(code: Assembler, node: CollectNode): void {
  const blocks = new Blocks(code);
  const options = inputOptions(node, blocks);
  code.emitWith((at) => ({
    op: 'collect',
    ...options(at),
    variable: node.name.text,
    type: present(node.type.type, 'the type of a checked collect'),
    lengthMin: node.length?.min.value ?? defaults.lengthMin,
    lengthMax: node.length?.max.value ?? defaults.lengthMax,
    endKeys: node.endKeys?.text ?? '',
    firstDigitMs: node.firstDigit?.value ?? defaults.firstDigitMs,
    betweenDigitsMs: node.betweenDigits?.value ?? defaults.betweenDigitsMs,
    valid: compileValid(node),
    span: node.keyword,
  }));
  blocks.skip(node.keyword);
  blocks.write();
}

function compileValid({ valid }: CollectNode): CollectOp['valid'] {
  if (valid === null) return null;
  const say = valid.otherwiseSay === null ? null : compilePrompt(valid.otherwiseSay);
  return { when: compileExpression(valid.when), otherwiseSay: say };
}

function compileQueue(code: Assembler, node: QueueNode): void {
  const blocks = new Blocks(code);
  const after = present(node.after, 'the `after` of a checked queue');
  const timeout = blocks.label(after.outcome);
  const closed = blocks.label(handlerOf(node.handlers, 'closed').outcome);
  const noAgent = blocks.label(handlerOf(node.handlers, 'no agent').outcome);
  code.emitWith((at) => ({
    op: 'queue',
    queue: node.name.text,
    priority: node.priority === null ? null : compileExpression(node.priority),
    greet: node.greet === null ? null : compilePrompt(node.greet),
    music: node.music?.text ?? null,
    after: { waitMs: after.wait.value, target: at(timeout) },
    closed: at(closed),
    noAgent: at(noAgent),
    span: node.keyword,
  }));
  blocks.skip(node.keyword);
  blocks.write();
}

function inputOptions(node: InputNode, blocks: Blocks): (at: Resolve) => InputOptions {
  const noInput = failure(node, 'no input', blocks);
  const noMatch = failure(node, 'no match', blocks);
  return (at) => ({
    name: node.name.text,
    prompt: compilePrompt(present(node.prompt, 'the prompt of a checked question')),
    retry: node.retry.map(compilePrompt),
    bargeIn: node.bargeIn,
    noInput: noInput(at),
    noMatch: noMatch(at),
  });
}

function failure(node: InputNode, event: string, blocks: Blocks): (at: Resolve) => InputOutcome {
  const { after, outcome } = handlerOf(node.handlers, event);
  const label = blocks.label(outcome);
  return (at) => ({ tries: after?.kind === 'tries' ? after.tries.value : defaults.tries, target: at(label) });
}

const handlerOf = (handlers: readonly HandlerNode[], event: string): HandlerNode =>
  present(
    handlers.find(({ events }) => events.some(({ text }) => text === event)),
    `\`on ${event}\` of a checked statement`,
  );

/** Whether the last statement never goes on: then nothing needs to stand behind it. */
function leaves({ statements }: Block): boolean {
  const last = statements.at(-1)?.kind;
  return last === 'goto' || last === 'hangup';
}

/** The blocks of one statement's outcomes: written behind it, each going on with what follows the statement. */
class Blocks {
  readonly next: Label;
  readonly #code: Assembler;
  readonly #labels = new Map<Outcome, Label>();

  constructor(code: Assembler) {
    this.#code = code;
    this.next = code.label();
  }

  /** Where an outcome leads; one that is taken for several events is written once. */
  label(outcome: Outcome): Label {
    if (outcome.kind === 'goto') return this.#code.step(outcome.step.text);
    const label = this.#labels.get(outcome) ?? this.#code.label();
    this.#labels.set(outcome, label);
    return label;
  }

  /** Goes on behind the blocks, if there are any. */
  skip(span: Span): void {
    if (this.#labels.size > 0) this.#code.jump(this.next, span);
  }

  write(): void {
    for (const [outcome, label] of this.#labels) {
      this.#code.place(label);
      if (outcome.kind !== 'block') continue;
      compileBlock(this.#code, outcome.block);
      if (!leaves(outcome.block)) this.#code.jump(this.next, outcome.span);
    }
    this.#code.place(this.next);
  }
}
