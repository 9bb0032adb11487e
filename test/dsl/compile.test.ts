// What statements compile to: defaults, addresses, the order of blocks, the hash. Not here: how the engine runs it.

import { describe, expect, it } from 'vitest';
import { compileProject, renderAll } from '../../src/dsl/index.ts';
import type { FlowCode, Op } from '../../src/dsl/index.ts';
import { compiled, compiledFlow, corpusFiles, host, hostOf } from './in-memory.ts';

const flow = (steps: string, items = ''): string => `flow accueil { entry "+33180001122" ${items} ${steps} }`;
const opsOf = async (steps: string, items = ''): Promise<readonly Op[]> => (await compiledFlow(flow(steps, items))).ops;

/** An instruction without its place. */
function bare(op: Op | undefined): object {
  const { span, ...rest } = op!;
  expect(span.file).toBe('a.fil');
  return rest;
}

const find = <Kind extends Op['op']>(ops: readonly Op[], kind: Kind): Extract<Op, { op: Kind }> =>
  ops.find((op): op is Extract<Op, { op: Kind }> => op.op === kind)!;

/** Every address that an instruction names: numbers under the names that addresses have. */
function targets(node: unknown): readonly number[] {
  if (Array.isArray(node)) return node.flatMap(targets);
  if (typeof node !== 'object' || node === null) return [];
  const names = ['target', 'closed', 'full', 'noAgent', 'exit', 'otherwise', 'timeout', 'failure', 'error', 'busy'];
  return Object.entries(node).flatMap(([name, value]) =>
    typeof value === 'number' && [...names, 'noAnswer', 'connect', 'noInput'].includes(name) ? [value] : targets(value),
  );
}

const failures = 'on no input, no match -> fin';

describe('what is left out has its default', () => {
  it('in a menu: 5 s, one try, barge-in', async () => {
    const ops = await opsOf(`step a { menu m { prompt "?" key 1 -> fin ${failures} } } step fin { hangup }`);
    expect(bare(find(ops, 'menu'))).toEqual({
      op: 'menu',
      name: 'm',
      prompt: { kind: 'text', text: '?' },
      retry: [],
      bargeIn: 'on',
      secrecy: 'plain',
      waitMs: 5000,
      keys: [{ key: '1', label: '', when: null, target: 2 }],
      endKeys: '',
      noInput: { tries: 1, target: 2 },
      noMatch: { tries: 1, target: 2 },
    });
  });

  it('in a collect: 1 to 20 digits, 6 s for the first, 3 s between', async () => {
    const ops = await opsOf(
      `step a { collect n: Digits { prompt "?" end on # ${failures} } goto fin } step fin { hangup }`,
    );
    expect(bare(find(ops, 'collect'))).toMatchObject({
      variable: 'n',
      type: { kind: 'Digits' },
      lengthMin: 1,
      lengthMax: 20,
      endKeys: '#',
      firstDigitMs: 6000,
      betweenDigitsMs: 3000,
      valid: null,
      bargeIn: 'on',
    });
  });

  it('in a queue: no priority, no greeting, its own music', async () => {
    const queue = 'queue support { after 3min -> fin on closed, no agent -> fin }';
    const ops = await opsOf(`step a { ${queue} goto fin } step fin { hangup }`);
    expect(bare(find(ops, 'queue'))).toEqual({
      op: 'queue',
      queue: 'support',
      priority: null,
      greet: null,
      music: null,
      after: { waitMs: 180_000, target: 3 },
      require: [],
      meanwhile: [],
      every: [],
      offers: [],
      connect: null,
      full: 3,
      closed: 3,
      noAgent: 3,
    });
  });

  it('in a prompt: the first value of a parameter, a member of an enum too', async () => {
    const spoken =
      'prompts fr-FR { cher(s: Segment = premium) = choose s { premium -> "Cher." otherwise -> "Bonjour." } }';
    const file = {
      file: 'a.fil',
      text: `enum Segment { usuel premium } ${flow('step a { say cher hangup }')} ${spoken}`,
    };
    const result = await compileProject(hostOf(file));
    if (result.kind === 'failed') throw new Error(renderAll(result.failure, [file]));
    const say = find(result.value.program.flows['accueil']?.ops ?? [], 'say');
    expect(say).toMatchObject({ prompt: { name: 'cher', arguments: { s: { kind: 'literal', value: 'premium' } } } });
  });

  it('in a flow: the reference language', async () => {
    expect((await compiledFlow(flow('step a { hangup }'))).languages).toEqual(['fr-FR']);
  });
});

describe('control', () => {
  it('goes on after the statement that owns a block when the block reaches its end', async () => {
    const ops = await opsOf('step a { if call.caller is none { say "A" } else { say "B" } say "C" hangup }');
    const texts = walk(ops, () => true);
    expect(texts).toEqual(['A', 'C']);
    expect(walk(ops, () => false)).toEqual(['B', 'C']);
  });

  it('skips an `if` without `else` whose condition is false', async () => {
    const ops = await opsOf('step a { if call.caller is none { say "A" } say "C" hangup }');
    expect(walk(ops, () => false)).toEqual(['C']);
  });

  it('tries the conditions of a chain in their order', async () => {
    const ops = await opsOf(
      'step a { if call.id is "1" { say "A" } else if call.id is "2" { say "B" } else { say "C" } say "D" hangup }',
    );
    const answers = [false, true];
    expect(walk(ops, () => answers.shift() ?? false)).toEqual(['B', 'D']);
  });

  it('of one handler for two events is written once', async () => {
    const menu = 'menu m { prompt "?" key 1 { } on no input, no match after 2 tries { say "Raté" } }';
    const ops = await opsOf(`step a { ${menu} hangup }`);
    const { noInput, noMatch } = find(ops, 'menu');
    expect(noInput).toEqual(noMatch);
    expect(noInput.tries).toBe(2);
    expect(ops.filter(({ op }) => op === 'say')).toHaveLength(1);
  });

  it('enters handlers at their address, and their end hangs up', async () => {
    const code = await compiledFlow(
      flow('step a { hangup }', 'var x: Number = 1 on hangup { set x = 2 } on error { say "Panne" }'),
    );
    expect(code.ops[code.onHangup!]).toMatchObject({ op: 'set', variable: 'x' });
    expect(code.ops[code.onHangup! + 1]).toMatchObject({ op: 'hangup' });
    expect(code.ops[code.onError!]).toMatchObject({ op: 'say' });
    expect(code.ops[code.onError! + 1]).toMatchObject({ op: 'hangup' });
  });

  it('never points outside the code, and steps begin with their own instruction', async () => {
    for (const source of corpusFiles('good')) {
      const result = await compileProject(hostOf(source));
      if (result.kind === 'failed') throw new Error(source.file);
      for (const code of Object.values(result.value.program.flows)) checkAddresses(code);
    }
  });
});

function checkAddresses({ ops, onHangup, onError }: FlowCode): void {
  expect(ops[0]?.op).toBe('step');
  for (const target of [...targets(ops), onHangup ?? 0, onError ?? 0]) {
    expect(target).toBeGreaterThanOrEqual(0);
    expect(target).toBeLessThan(ops.length);
  }
  expect(['hangup', 'jump', 'menu', 'return']).toContain(ops.at(-1)?.op);
}

/** The texts said from address 0 on, `decide` answering each condition. */
function walk(ops: readonly Op[], decide: () => boolean): readonly string[] {
  const said: string[] = [];
  for (let at = 0, count = 0; count < 100; count++) {
    const op = ops[at]!;
    if (op.op === 'hangup') return said;
    if (op.op === 'say' && op.prompt.kind === 'text') said.push(op.prompt.text);
    if (op.op === 'jump') at = op.target;
    else if (op.op === 'jumpUnless') at = decide() ? at + 1 : op.target;
    else at++;
  }
  throw new Error('This flow does not end');
}

describe('values', () => {
  it('have their type and their first value', async () => {
    const code = await compiledFlow(
      flow('step a { let z = x default 20% set y = 1min + 500ms hangup }', 'var x: Number? var y: Duration = 2h'),
    );
    expect(code.variables).toEqual([
      { name: 'x', type: { kind: 'optional', of: { kind: 'Number' } }, initial: null },
      { name: 'y', type: { kind: 'Duration' }, initial: { kind: 'literal', value: 7_200_000 } },
      { name: 'z', type: { kind: 'Number' }, initial: null },
    ]);
    expect(bare(code.ops[1])).toEqual({
      op: 'set',
      variable: 'z',
      value: {
        kind: 'default',
        value: { kind: 'variable', name: 'x' },
        otherwise: { kind: 'literal', value: 0.2 },
      },
    });
  });

  it('are computed left to right, `or` last', async () => {
    const ops = await opsOf('step a { if 1 - 2 - 3 < 4 * 5 or not true and false { } hangup }');
    const { condition } = find(ops, 'jumpUnless');
    const text = (node: typeof condition): string =>
      node.kind === 'binary'
        ? `(${text(node.left)} ${node.operator} ${text(node.right)})`
        : node.kind === 'not'
          ? `not ${text(node.operand)}`
          : node.kind === 'literal'
            ? JSON.stringify(node.value)
            : node.kind;
    expect(text(condition)).toBe('((((1 - 2) - 3) < (4 * 5)) or (not true and false))');
  });
});

describe('prompts', () => {
  it('are pieces in order, parameters with the type of the reference language', async () => {
    const { program } = await compiled(`${flow('step a { say n(x: "12") hangup }', 'languages fr-FR, en-GB')}
      prompts en-GB { n = audio "fr/8000.wav" "\\{{x}}" }
      prompts fr-FR { n(x: Digits) = "Le {x}." }`);
    expect(program.prompts).toEqual({
      'en-GB': {
        n: {
          audio: 'fr/8000.wav',
          pieces: [
            { kind: 'text', text: '{' },
            { kind: 'parameter', name: 'x', type: { kind: 'Digits' } },
            { kind: 'text', text: '}' },
          ],
        },
      },
      'fr-FR': {
        n: {
          audio: null,
          pieces: [
            { kind: 'text', text: 'Le ' },
            { kind: 'parameter', name: 'x', type: { kind: 'Digits' } },
            { kind: 'text', text: '.' },
          ],
        },
      },
    });
  });
});

describe('the hash of a program', () => {
  const one = { file: 'a.fil', text: flow('step a { say bonjour hangup }') };
  const two = { file: 'b.fil', text: 'prompts fr-FR { bonjour = "Bonjour." }' };
  const hashOf = async (files: readonly { file: string; text: string }[]): Promise<string> => {
    const result = await compileProject(host(files));
    if (result.kind === 'failed') throw new Error('It compiles');
    return result.value.program.hash;
  };

  it('is the same for the same files in any order', async () => {
    expect(await hashOf([two, one])).toBe(await hashOf([one, two]));
  });

  it('is another one when a single word changes', async () => {
    expect(await hashOf([one, { ...two, text: two.text.replace('Bonjour.', 'Bonsoir.') }])).not.toBe(
      await hashOf([one, two]),
    );
  });

  it('does not depend on how accents are encoded', async () => {
    const composed = { ...two, text: two.text.replace('Bonjour.', 'Été.') };
    const decomposed = { ...composed, text: composed.text.normalize('NFD') };
    expect(await hashOf([one, decomposed])).toBe(await hashOf([one, composed]));
  });
});
