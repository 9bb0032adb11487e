// From checked syntax trees to the Program: every step, block and outcome becomes instructions and addresses.
// Only for projects without errors. Not here: any judgement about the flow.

import { assert } from '../base/assert.ts';
import { programHash } from '../base/ids.ts';
import type { FlowNode, PieceNode } from './ast.ts';
import { Assembler } from './assembler.ts';
import { compileBlock } from './compile-statements.ts';
import { compileExpression } from './compile-expressions.ts';
import type { PromptEntry, PromptIndex } from './prompt-index.ts';
import type { Address, FlowCode, Program, PromptBody, PromptPiece, ValueType } from './program.ts';
import type { FlowModel } from './check/model.ts';
import type { Type } from './types.ts';

/** SHA-256 of a text in hexadecimal; given by the host, since the browser and the server have different ones. */
export type Hash = (text: string) => string;

/** The program of a project; equal sources give an equal hash, whatever the order in which files were read. */
export function compile(flows: readonly FlowModel[], prompts: PromptIndex, hash: Hash): Program {
  const body = {
    flows: sortedRecord(flows.map((flow) => [flow.node.name.text, compileFlow(flow)])),
    prompts: compilePrompts(prompts),
  };
  return { hash: programHash(hash(JSON.stringify(body))), ...body };
}

function compileFlow({ node, languages, values }: FlowModel): FlowCode {
  const code = new Assembler(node.steps.map(({ name }) => name.text));
  for (const step of node.steps) {
    code.place(code.step(step.name.text));
    code.emit({ op: 'step', name: step.name.text, label: step.label, span: step.name.span });
    compileBlock(code, step.body);
  }
  code.close(node.span);
  const onHangup = compileHandler(code, node, 'hangup');
  const onError = compileHandler(code, node, 'error');
  return {
    name: node.name.text,
    entries: node.entries.map(({ text }) => text),
    languages,
    variables: values.map(({ name, type, initial }) => ({
      name: name.text,
      type: compiledType(type),
      initial: initial === null ? null : compileExpression(initial),
    })),
    ops: code.finish(),
    onHangup,
    onError,
  };
}

/** In a project without errors every value has a type. */
function compiledType(type: Type): ValueType {
  assert(type.kind !== 'none' && type.kind !== 'unknown', 'A checked value has a type');
  return type;
}

/** A handler's instructions, ended by `hangup`; null when the flow has none for this event. */
function compileHandler(code: Assembler, flow: FlowNode, event: string): Address | null {
  const handler = flow.handlers.find(({ events }) => events.some(({ text }) => text === event));
  if (handler === undefined) return null;
  const begin = code.label();
  code.place(begin);
  if (handler.outcome.kind === 'goto') code.jump(code.step(handler.outcome.step.text), handler.outcome.span);
  else compileBlock(code, handler.outcome.block);
  code.emit({ op: 'hangup', span: handler.span });
  return code.addressOf(begin);
}

function compilePrompts({ entries }: PromptIndex): Program['prompts'] {
  const locales = new Map<string, [string, PromptBody][]>();
  for (const entry of entries.values()) {
    for (const [locale, { node }] of entry.locals) {
      const body: PromptBody = {
        audio: node.audio?.text ?? null,
        pieces: node.pieces.map((piece) => compilePiece(piece, entry)),
      };
      locales.set(locale, [...(locales.get(locale) ?? []), [entry.name, body]]);
    }
  }
  return sortedRecord([...locales].map(([locale, bodies]) => [locale, sortedRecord(bodies)]));
}

const compilePiece = (piece: PieceNode, { params }: PromptEntry): PromptPiece =>
  piece.kind === 'text'
    ? piece
    : { kind: 'parameter', name: piece.name.text, type: params.get(piece.name.text) ?? fallback };

const fallback: ValueType = { kind: 'Text' };

/** A record whose keys are in order, so that the same content always hashes the same. */
function sortedRecord<Item>(entries: readonly (readonly [string, Item])[]): Readonly<Record<string, Item>> {
  return Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : Number(one > other))));
}
