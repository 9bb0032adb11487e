// The engine as a caller lives it: each test is one call in the timeline notation (flow-timeline.ts), on flows in Fil.

import { beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../src/dsl/index.ts';
import { source } from './centre-flow.ts';
import { compiled } from './compiled.ts';
import { type Told, runFlow } from './flow-timeline.ts';

let program: Program;
beforeAll(async () => {
  program = await compiled(source);
});

const call = (text: string): Told => runFlow(program, 'accueil', text);
const timeline = (text: string) => () => {
  call(text);
};

const toMenu = `
  00:00 dials          -> answer, play bonjour
  00:01 prompt ends    -> play menu_principal`;

describe('a menu', () => {
  it(
    'leads where the key says, and a key stops the prompt',
    timeline(`${toMenu}
    00:02 press 2      -> stop, play demande`),
  );

  it(
    'says each retry in turn and leaves when nobody pressed anything',
    timeline(`${toMenu}
    00:02 prompt ends  ->
    00:06 time passes  -> play menu_bis
    00:07 prompt ends  ->
    00:11 time passes  -> play menu_ter
    00:12 prompt ends  ->
    00:16 time passes  -> play au_revoir
    00:17 prompt ends  -> end normal`),
  );

  it(
    'counts wrong keys apart from silence',
    timeline(`${toMenu}
    00:02 press 9      -> stop, play menu_bis
    00:03 prompt ends  ->
    00:07 time passes  -> play menu_ter
    00:08 press 8      -> stop, play au_revoir`),
  );

  it(
    'takes a key that was pressed after the prompt',
    timeline(`${toMenu}
    00:02 prompt ends  ->
    00:04 press 2      -> play demande`),
  );

  it(
    'waits a moment for the rest where a key begins a longer one',
    timeline(`${toMenu}
    00:02 press 1      -> stop
    00:05 time passes  -> join support 10, play patientez`),
  );

  it(
    'takes the longer key when the rest comes',
    timeline(`${toMenu}
    00:02 press 12     -> stop, play au_revoir`),
  );

  it(
    'runs the block of a key and goes on with what it says',
    timeline(`${toMenu}
    00:02 press 3      -> stop
    00:04 time passes  -> play bonjour
    00:05 prompt ends  -> play menu_principal`),
  );
});

describe('a collect', () => {
  const toCollect = `${toMenu}
    00:02 press 2      -> stop, play demande`;

  it('is closed by its end key', () => {
    const { state, facts } = call(`${toCollect}
      00:03 press 123#   -> stop, play votre_numero(numero "123")
      00:04 prompt ends  -> play au_revoir`);
    expect(state?.variables).toMatchObject({ saisi: '123', numero: '123' });
    expect(facts).toContainEqual({ kind: 'inputCollected', call: 'C', input: 'saisi', digitCount: 3 });
  });

  it(
    'is closed by its longest length, and the flow may use the value',
    timeline(`${toCollect}
    00:03 press 1234   -> stop, play votre_numero(numero "1234")
    00:04 prompt ends  -> join support 10, play patientez`),
  );

  it(
    'is closed by silence between digits',
    timeline(`${toCollect}
    00:03 press 123    -> stop
    00:05 time passes  -> play votre_numero(numero "123")`),
  );

  it(
    'says what is wrong with an invalid number, then asks again, and leaves after the last try',
    timeline(`${toCollect}
    00:03 press 234#   -> stop, play invalide, play demande_bis
    00:04 press 77#    -> stop, play invalide
    00:05 prompt ends  -> play au_revoir`),
  );

  it(
    'leaves when nothing was pressed',
    timeline(`${toCollect}
    00:03 prompt ends  ->
    00:08 time passes  -> play au_revoir`),
  );

  it('never puts digits into a fact', () => {
    const { facts } = call(`${toCollect}
      00:03 press 1987#  -> stop, play votre_numero(numero "1987")`);
    expect(JSON.stringify(facts)).not.toContain('1987');
  });
});

describe('a queue', () => {
  const toQueue = `${toMenu}
    00:02 press 1      -> stop
    00:05 time passes  -> join support 10, play patientez`;

  it(
    'greets, then plays music, and goes on when the agent has left',
    timeline(`${toQueue}
    00:06 prompt ends      -> music jazz
    00:20 queue connected  ->
    01:20 agent leaves     -> play merci
    01:21 prompt ends      -> end normal`),
  );

  it(
    'is another one when the agent hands the caller over: a new place, a new longest wait, the same ways out',
    timeline(`${toQueue}
    00:06 prompt ends           -> music jazz
    00:20 queue connected       ->
    01:20 agent transfers sales -> join sales 10, music jazz
    01:30 back                  -> answer, join sales 10, music jazz
    02:20 time passes           -> leave flow
    02:20 queue left            -> music ends, play au_revoir`),
  );

  it(
    'that the caller was handed over to gives them its agent, and the flow goes on after that one',
    timeline(`${toQueue}
    00:06 prompt ends           -> music jazz
    00:20 queue connected       ->
    01:20 agent transfers sales -> join sales 10, music jazz
    01:30 queue connected       ->
    01:31 agent transfers sales -> join sales 10, music jazz
    01:31 queue closed          -> music ends, play fermeture`),
  );

  it(
    'leaves the caller with the agent when something asked for before fails late',
    timeline(`${toQueue}
    00:05 queue connected    -> stop
    00:06 fails effectFailed ->
    00:20 agent leaves       -> play merci`),
  );

  it(
    'stops the greeting when an agent answers at once',
    timeline(`${toQueue}
    00:05 queue connected  -> stop`),
  );

  it(
    'leaves after the longest wait, once the ACD agrees',
    timeline(`${toQueue}
    00:06 prompt ends      -> music jazz
    01:05 time passes      -> leave flow
    01:05 queue left       -> music ends, play au_revoir`),
  );

  it(
    'stays when an agent answered while it was leaving',
    timeline(`${toQueue}
    00:06 prompt ends      -> music jazz
    01:05 time passes      -> leave flow
    01:05 queue connected  ->
    02:00 agent leaves     -> play merci`),
  );

  it(
    'takes the outcome the queue names when it is closed',
    timeline(`${toQueue}
    00:05 queue closed     -> stop, music ends, play fermeture`),
  );
});

describe('a caller who hangs up', () => {
  it('ends the call through the handler, and the caller is the reason', () => {
    const { state, facts } = call(`${toMenu}
      00:02 hangs up     ->`);
    expect(state).toBeNull();
    expect(facts.at(-1)).toEqual({ kind: 'callEnded', call: 'C', reason: { result: 'caller', code: 'hangup' } });
  });

  it(
    'in the queue leaves the line',
    timeline(`${toMenu}
    00:02 press 1      -> stop
    00:05 time passes  -> join support 10, play patientez
    00:06 hangs up     -> leave abandoned`),
  );

  it('after we hung up ends a completed call', () => {
    const { facts } = call(`${toMenu}
      00:02 press 12     -> stop, play au_revoir
      00:03 prompt ends  -> end normal
      00:03 hangs up     ->`);
    expect(facts.at(-1)).toMatchObject({ reason: { result: 'completed', code: 'flowEnded' } });
  });
});

describe('an error', () => {
  it(
    'in an expression enters on error, which may lead back into the steps',
    timeline(`${toMenu}
    00:02 press 4      -> stop, play panne
    00:03 prompt ends  -> join support 10, play patientez`),
  );

  it('in the handler itself hangs up', () => {
    const { facts } = call(`${toMenu}
      00:02 press 4       -> stop, play panne
      00:03 prompt fails  -> end normal
      00:03 hangs up      ->`);
    expect(facts.at(-1)).toMatchObject({ reason: { result: 'us', code: 'promptFailed' } });
  });

  it(
    'of a prompt enters on error',
    timeline(`
    00:00 dials         -> answer, play bonjour
    00:01 prompt fails  -> play panne`),
  );
});

describe('a flow that runs on without a wait', () => {
  it('is stopped and hung up', async () => {
    const endless = await compiled(`
      flow boucle { entry "+33180001122" languages fr-FR
        on error { hangup }
        step a { say bonjour hangup }
      }
      prompts fr-FR { bonjour = "Bonjour." }`);
    const flow = endless.flows['boucle'];
    if (flow === undefined) throw new Error('no flow');
    const ops = flow.ops.map((op) => (op.op === 'say' ? { op: 'jump' as const, target: 0, span: op.span } : op));
    const spun: Program = { ...endless, flows: { boucle: { ...flow, ops } } };
    const { facts } = runFlow(spun, 'boucle', '00:00 dials -> end refused');
    expect(facts).toContainEqual({ kind: 'flowFailed', call: 'C', code: 'tooManyStatements', step: 'a' });
  });
});
