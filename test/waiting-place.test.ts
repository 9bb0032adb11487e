// What waiting callers are told of their place, through the whole wiring: the ACD knows it, the flow says it.

import { beforeAll, describe, expect, it } from 'vitest';
import { agentId, queueName } from '../src/base/ids.ts';
import type { LegId } from '../src/base/ids.ts';
import type { Program } from '../src/dsl/index.ts';
import type { TelephonePorts } from './controller-life.ts';
import { type InMemoryCentre, openInMemoryCentre } from './in-memory-centre.ts';
import { compiled } from './ivr/compiled.ts';

let program: Program;
beforeAll(async () => {
  program = await compiled(`
  flow essai { entry "+33180001122" languages fr-FR
    on error { say panne hangup }
    step a {
      if callers(support) > 1 -> plein
      goto file
    }
    step plein { say plein(attente: estimate(support), agents: agents(support)) goto file }
    step file {
      queue support {
        music jazz
        every 20s { say place(rang: waiting.position, attente: waiting.estimate) }
        after 10min -> fin
        on closed, no agent -> fin
        on full -> complet
      }
      goto fin
    }
    step complet { say complet hangup }
    step fin { hangup }
  }
  prompts fr-FR {
    panne = "Panne."  complet = "Complet."
    plein(attente: Duration, agents: Number) = "{agents} agents, {attente}."
    place(rang: Number, attente: Duration) = "Rang {rang}, {attente}."
  }`);
});

/** A centre that keeps what each leg hears. */
async function listening(): Promise<{ centre: InMemoryCentre; said: Map<LegId, string[]> }> {
  const said = new Map<LegId, string[]>();
  const between = (telephone: TelephonePorts): TelephonePorts => ({
    ...telephone,
    media: {
      stop: (prompt) => telephone.media.stop(prompt),
      play: (leg, prompt, sounds) => {
        said.set(leg, [...(said.get(leg) ?? []), ...sounds.flatMap((each) => ('sound' in each ? [each.sound] : []))]);
        return telephone.media.play(leg, prompt, sounds);
      },
    },
  });
  const centre = await openInMemoryCentre(program, { between });
  centre.ready('A1');
  centre.machines().acd.post({
    kind: 'availabilityChosen',
    agent: agentId('A1'),
    availability: { kind: 'paused', reason: 'lunch' },
  });
  return { centre, said };
}

async function dialled(centre: InMemoryCentre): Promise<LegId> {
  const leg = centre.telephony.offer({ caller: '+33612345678', called: '+33180001122' });
  if (leg === null) throw new Error('Nobody listens.');
  await centre.pass(1_000);
  return leg;
}

describe('a caller who waits', () => {
  it('is told the place in the line and the wait, and the new ones when somebody before them has left', async () => {
    const { centre, said } = await listening();
    const first = await dialled(centre);
    const second = await dialled(centre);
    await centre.pass(20_000);
    expect(said.get(first)).toEqual(['Rang un, quatre minutes.']);
    expect(said.get(second)).toEqual(['Rang deux, huit minutes.']);
    centre.telephony.hangUp(first);
    await centre.pass(20_000);
    expect(said.get(second)).toEqual(['Rang deux, huit minutes.', 'Rang un, quatre minutes.']);
  });

  it('is told them after a kill too', async () => {
    const { centre, said } = await listening();
    await dialled(centre);
    const second = await dialled(centre);
    centre.kill();
    await centre.start();
    await centre.pass(21_000);
    expect(said.get(second)).toEqual(['Rang deux, huit minutes.']);
  });
});

describe('a caller who has not joined yet', () => {
  it('hears how many agents there are and how long others would wait', async () => {
    const { centre, said } = await listening();
    await dialled(centre);
    await dialled(centre);
    const third = await dialled(centre);
    await centre.pass(3_000);
    expect(said.get(third)).toEqual(['un agents, douze minutes.']);
  });
});

describe('a caller who comes when as many wait as may', () => {
  const isDone = ['Complet.'];

  it('goes on at `on full`, also when the controller was killed meanwhile, and takes a place that is free again', async () => {
    const { centre, said } = await listening();
    const queue = centre.machines().acd.state().queues.get(queueName('support'));
    if (queue === undefined) throw new Error('There is no such queue.');
    centre.machines().acd.post({ kind: 'queuePut', queue: { ...queue, waitingMax: 1 } });
    const first = await dialled(centre);
    expect(said.get(await dialled(centre))).toEqual(isDone);
    centre.kill();
    await centre.start();
    await centre.pass(1_000);
    expect(said.get(await dialled(centre))).toEqual(isDone);
    expect(centre.facts.filter(({ kind }) => kind === 'queueRefused')).toMatchObject([
      { why: 'full' },
      { why: 'full' },
    ]);
    centre.telephony.hangUp(first);
    await centre.pass(1_000);
    const later = await dialled(centre);
    expect([said.get(later), centre.machines().acd.state().waiting.size]).toEqual([undefined, 1]);
  });
});
