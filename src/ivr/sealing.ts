// What a caller types in answer to a secret question is written down sealed: in a program that asks for secrets, all that a call
// remembers is closed before it is recorded and opened only here, in memory. Which value came from a secret need not be
// followed, so nothing can be forgotten. Not here: the key and the cipher (src/seal.ts).

import { decodeObject, isObject } from '../base/json.ts';
import type { Op, Program, Value } from '../dsl/index.ts';
import type { Frame, IvrEvent, RequestResult, SealedFrame } from './frame.ts';

/** Makes a text unreadable without a key, and readable again with it; `open` gives null when the key is another one. */
export interface Seal {
  readonly close: (text: string) => string;
  readonly open: (sealed: string) => string | null;
}

/** The frame as it is recorded. */
export function sealed(frame: Frame, program: Program, seal: Seal): SealedFrame {
  if (!asksForSecrets(program)) return frame;
  const { variables, typed, stack, wait } = frame;
  const digits = wait.kind === 'input' ? wait.digits : '';
  const held: Held = { variables, typed, digits, below: stack.map((level) => level.variables) };
  if (isEmpty(held)) return frame;
  return {
    ...frame,
    variables: {},
    typed: '',
    stack: stack.map((level) => ({ ...level, variables: {} })),
    wait: wait.kind === 'input' ? { ...wait, digits: '' } : wait,
    sealed: seal.close(JSON.stringify(held)),
  };
}

/** The frame of a recorded one; null when it cannot be opened. */
export function opened({ sealed: closed, ...frame }: SealedFrame, seal: Seal): Frame | null {
  if (closed === undefined) return frame;
  const held = heldOf(seal.open(closed));
  if (held === null) return null;
  const { variables, typed, digits, below } = held;
  return {
    ...{ ...frame, variables, typed },
    stack: frame.stack.map((level, index) => ({ ...level, variables: below[index] ?? {} })),
    wait: frame.wait.kind === 'input' ? { ...frame.wait, digits } : frame.wait,
  };
}

/** The event as it is recorded: of a key that may belong to a secret only that there was one. */
export function shown(event: IvrEvent, frame: Frame | null, program: Program): object {
  if (!asksForSecrets(program)) return event;
  if (event.kind === 'fieldGiven') return { ...event, value: null };
  if (event.kind === 'requestEnded') return { ...event, result: withoutSecrets(event.result, frame, program) };
  if (event.kind !== 'digit' || (frame !== null && listensOpenly(frame, program))) return event;
  return endsEverySecret(event.digit, program) ? event : { ...event, digit: '?' };
}

/** A key that closes each secret of the program is part of none. */
function endsEverySecret(digit: string, { flows, questions }: Program): boolean {
  const ops = Object.values(flows).flatMap((flow) => flow.ops);
  const collects = ops.flatMap((op) => (op.op === 'collect' && op.secrecy === 'secret' ? [op.endKeys] : []));
  const menus = ops.some((op) => op.op === 'menu' && op.secrecy === 'secret');
  const asked = Object.values(questions).filter(({ secrecy }) => secrecy === 'secret');
  const closing = asked.map(({ form }) => (form.kind === 'digits' ? form.endKeys : ''));
  return !menus && [...collects, ...closing].every((keys) => keys.includes(digit));
}

/** What another system repeats of a secret is none the less one. */
function withoutSecrets(result: RequestResult, frame: Frame | null, program: Program): RequestResult {
  if (result.kind !== 'answered' || frame === null) return result;
  const secrets = secretTexts(frame, program);
  return secrets.length === 0 ? result : { ...result, value: covered(result.value, secrets) };
}

/** What this call's secrets are now. */
function secretTexts(frame: Frame, { flows }: Program): readonly string[] {
  const levels = [...frame.stack, frame];
  return levels.flatMap(({ flow, variables }) =>
    (flows[flow]?.secrets ?? []).flatMap((name) => {
      const value = variables[name];
      return typeof value === 'string' && value !== '' ? [value] : typeof value === 'number' ? [String(value)] : [];
    }),
  );
}

function covered(value: Value, secrets: readonly string[]): Value {
  if (typeof value === 'string') {
    return secrets.reduce((text, secret) => text.replaceAll(secret, '?'.repeat(secret.length)), value);
  }
  if (typeof value === 'number') return secrets.some((secret) => String(value).includes(secret)) ? 0 : value;
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((each) => covered(each, secrets));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, covered(each, secrets)] as const));
}

const isList = (value: object): value is readonly Value[] => Array.isArray(value);

/** A key pressed while a question that is not secret is asked belongs to it; any other may be typed ahead of a secret one. */
function listensOpenly({ wait, flow, address }: Frame, program: Program): boolean {
  const op = wait.kind === 'input' ? program.flows[flow]?.ops[address] : undefined;
  return op !== undefined && !isSecret(op, program);
}

const known = new WeakMap<Program, boolean>();

function asksForSecrets(program: Program): boolean {
  const before = known.get(program);
  if (before !== undefined) return before;
  const ops = Object.values(program.flows).flatMap((flow) => flow.ops);
  const asks =
    ops.some((op) => isSecret(op, program)) ||
    Object.values(program.questions).some(({ secrecy }) => secrecy === 'secret');
  known.set(program, asks);
  return asks;
}

function isSecret(op: Op, { questions }: Program): boolean {
  if (op.op === 'menu' || op.op === 'collect') return op.secrecy === 'secret';
  return op.op === 'ask' && Object.hasOwn(questions, op.question) && questions[op.question]?.secrecy === 'secret';
}

type Variables = Readonly<Record<string, Value>>;

interface Held {
  readonly variables: Variables;
  readonly typed: string;
  readonly digits: string;
  /** Of the flows that wait, in the order of the stack. */
  readonly below: readonly Variables[];
}

const isEmpty = ({ variables, typed, digits, below }: Held): boolean =>
  typed === '' && digits === '' && [variables, ...below].every((one) => Object.keys(one).length === 0);

/** What we closed ourselves is what it was. */
function heldOf(text: string | null): Held | null {
  const held = text === null ? null : decodeObject(text);
  return held !== null && isObject(held['variables']) && Array.isArray(held['below'])
    ? (held as unknown as Held)
    : null;
}
