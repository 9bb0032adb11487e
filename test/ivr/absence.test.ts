// What a call does after its controller was away: the frame went through JSON, and is told what is still heard.

import { beforeAll, describe, it } from 'vitest';
import type { Program } from '../../src/dsl/index.ts';
import { source } from './centre-flow.ts';
import { compiled } from './compiled.ts';
import { runFlow } from './flow-timeline.ts';

let program: Program;
beforeAll(async () => {
  program = await compiled(source);
});

const timeline = (text: string) => () => {
  runFlow(program, 'accueil', text);
};

const toMenu = `
  00:00 dials          -> answer, play bonjour
  00:01 prompt ends    -> play menu_principal`;

describe('after an absence', () => {
  it(
    'a prompt that is still heard goes on',
    timeline(`${toMenu}
    00:02 back hearing  -> answer
    00:03 press 2       -> stop, play demande`),
  );

  it(
    'a prompt that is no longer heard is said again, and no try is counted',
    timeline(`${toMenu}
    00:02 back          -> answer, play menu_principal
    00:03 press 9       -> stop, play menu_bis
    00:04 back          -> answer, play menu_bis
    00:05 press 9       -> stop, play au_revoir`),
  );

  it(
    'keeps the digits pressed before',
    timeline(`${toMenu}
    00:02 press 2       -> stop, play demande
    00:03 press 12      -> stop
    00:04 back          -> answer
    00:04 press 3#      -> play votre_numero(numero "123")`),
  );

  it(
    'keeps the place in the queue and the longest wait',
    timeline(`${toMenu}
    00:02 press 1       -> stop
    00:05 time passes   -> join support 10, play patientez
    00:06 prompt ends   -> music jazz
    00:30 back          -> answer, join support 10, music jazz
    01:05 time passes   -> leave flow`),
  );

  it(
    'hangs up again what was being hung up',
    timeline(`${toMenu}
    00:02 press 12      -> stop, play au_revoir
    00:03 prompt ends   -> end normal
    00:04 back          -> answer, end normal`),
  );

  it(
    'that never came hangs up again what did not end (seed 41)',
    timeline(`${toMenu}
    00:02 press 12      -> stop, play au_revoir
    00:03 prompt ends   -> end normal
    00:13 time passes   -> end normal
    00:23 time passes   -> end normal`),
  );

  it(
    'before anything happened begins the flow',
    timeline(`
    00:00 back          -> answer, play bonjour`),
  );
});
