// What holds for every call, whatever happens to it: nothing throws, a frozen frame decides as a living one, frames stay small,
// a call that ends has ended. The calls are random walks through the definition's own examples and the flow of the engine's tests.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Program, Value } from '../../src/dsl/index.ts';
import {
  type CallState,
  type Frame,
  type IvrEffect,
  type IvrEvent,
  type Wait,
  type World,
  advance,
  scriptFrame,
  worldOf,
} from '../../src/ivr/index.ts';
import { promptId } from '../../src/base/ids.ts';
import { flowKinds } from '../../src/sim/ledger.ts';
import { source } from './centre-flow.ts';
import { compiled } from './compiled.ts';
import { newFrame } from './flow-timeline.ts';
import { anEvent, eventOf } from './any-event.ts';
import { everything } from './everything.ts';
import { exampleProgram } from './examples.ts';

const frameBytesMax = 8_192;

interface Walk {
  readonly world: World;
  readonly frame: Frame;
}

/** What the calls asked for and recorded. */
const met = new Set<string>();

const everyEffect: readonly IvrEffect['kind'][] = [
  'answer',
  'play',
  'stop',
  'timer',
  'joinQueue',
  'updateQueue',
  'leaveQueue',
  'bridge',
  'enterWaitingRoom',
  'leaveWaitingRoom',
  'tell',
  'request',
  'cancelRequest',
  'comfort',
  'record',
  'endRecord',
  'dropRecord',
  'keepVoicemail',
  'transfer',
  'endTransfer',
  'schedule',
  'send',
  'consent',
  'recording',
  'openScript',
  'askAgent',
  'offerObjections',
  'returned',
  'end',
];
// A queue is refused where it is looked for, not by the flow itself.
const everyFact = ['callOffered', 'callEnded', ...flowKinds.filter((kind) => kind !== 'queueRefused')];

const walks = new Map<string, Walk>();

const surroundings = {
  config: { 'crm.url': 'https://crm.example', x: 'a' },
  queues: {
    conseillers: { estimateMs: 300_000, agentCount: 2, callerCount: 3 },
    support: { estimateMs: 60_000, agentCount: 1, callerCount: 0 },
  },
};

beforeAll(async () => {
  const add = (name: string, program: Program, frame: Frame): void => {
    walks.set(name, { world: { ...worldOf(program), ...surroundings }, frame });
  };
  const banque = await exampleProgram('banque');
  const enquete = await exampleProgram('enquete');
  const vente = await exampleProgram('vente');
  const all = await compiled(everything);
  const centre = await compiled(source);
  add('banque', banque, newFrame(banque, 'accueil_banque'));
  const given = { client: 'Durand', dossier: '12' };
  add('enquete', enquete, newFrame(enquete, 'enquete_satisfaction', { arguments: given, attempt: 1 }));
  const person: Value = {
    id: '1',
    civilite: 'M.',
    nom: 'D',
    segment: 'premium',
    solde: null,
    telephone: '+33611111111',
    email: 'a@b',
  };
  const script = scriptFrame(
    newFrame(vente, 'vente_assurance'),
    { script: 'vente_assurance', given: { client: person, campagne: 'x' }, number: 0 },
    0,
  );
  add('vente', vente, script);
  add('everything', all, newFrame(all, 'tout'));
  add('centre', centre, newFrame(centre, 'accueil'));
});

describe.each(['banque', 'enquete', 'vente', 'everything', 'centre'])('any call of %s', (name) => {
  it('lives through anything, and decides the same from a frozen frame', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { minLength: 100, maxLength: 150 }), (chosen) => {
        const { world, frame } = walks.get(name) ?? { world: worldOf({} as Program), frame: {} as Frame };
        let state: CallState = frame;
        let now = 1_768_000_000_000;
        const asked: IvrEffect[] = [];
        const all: IvrEvent[] = [{ kind: 'begin' }];
        for (const one of [null, ...chosen]) {
          if (state === null) break;
          const event = one === null ? (all[0] as IvrEvent) : eventOf(one, asked, state.wait);
          now += one?.passMs ?? 0;
          const decision = advance(world, state, event, now);
          const frozen = JSON.stringify(state);
          expect(advance(world, JSON.parse(frozen) as Frame, event, now)).toEqual(decision);
          expect(JSON.stringify(decision.state).length).toBeLessThan(frameBytesMax);
          for (const effect of decision.effects) expect(JSON.parse(JSON.stringify(effect))).toEqual(effect);
          state = decision.state;
          asked.push(...decision.effects);
          for (const { kind } of [...decision.effects, ...decision.facts]) met.add(kind);
          if (event.kind === 'legEnded') expect(state).toBeNull();
        }
      }),
      { numRuns: 120, seed: 4, endOnFailure: true },
    );
  });
});

it('the calls above met everything that a call can ask for or record', () => {
  expect([...everyEffect, ...everyFact].filter((kind) => !met.has(kind))).toEqual([]);
});

describe('a frame that does not fit its program', () => {
  const waits: readonly Wait[] = [
    { kind: 'begin' },
    { kind: 'say', prompt: promptId('p') },
    { kind: 'tell', prompt: promptId('p') },
    { kind: 'pause', timer: 1, until: { at: 1, lengthMs: 1 } },
    {
      kind: 'input',
      stage: { kind: 'prompting', prompt: promptId('p') },
      digits: '',
      noInputCount: 0,
      noMatchCount: 0,
    },
    { kind: 'voicemail', stage: { kind: 'recording', recording: 'r', timer: 1, until: { at: 1, lengthMs: 1 } } },
    { kind: 'form', field: 1 },
    { kind: 'objections', field: 1 },
    { kind: 'transfer', transfer: 1, stage: { kind: 'talking', since: 0 } },
  ];
  const broken = fc.record({
    address: fc.integer({ min: -5, max: 400 }),
    flow: fc.constantFrom('tout', 'autre', '__proto__', 'toString'),
    wait: fc.constantFrom(...waits),
    stack: fc.constantFrom(0, 1, 2),
  });

  it('ends the call or takes its handler, and never throws', () => {
    fc.assert(
      fc.property(broken, fc.array(anEvent, { maxLength: 20 }), ({ stack, ...change }, chosen) => {
        const walk = walks.get('everything');
        if (walk === undefined) throw new Error('no program');
        const levels = Array.from({ length: stack }, () => ({ ...walk.frame, address: 999, flow: 'tout' }));
        let state: CallState = { ...walk.frame, ...change, stack: levels };
        for (const one of chosen) {
          if (state === null) return;
          state = advance(walk.world, state, eventOf(one, [], state.wait), 5).state;
        }
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});
