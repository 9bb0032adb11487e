// Transfers of every kind while the controller is killed at any moment of them: nobody is left behind, each transfer has one
// outcome, the record agrees with it, and each who had the caller has a recording of their own. `npm run fault -- transfers
// --seeds 200` counts 200 of them. Not here: what is heard in each state (hand-over-killed.fault.test.ts).

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallFactView, RecordingView } from '../../src/api/contract/index.ts';
import { type Random, between, seededRandom } from '../../src/base/random.ts';
import { type Centre, asterisk, openCentre } from '../live/centre.ts';
import { type FarSide, outboundFile, startFarSide } from '../live/far-side.ts';
import type { Phone } from '../live/phone/index.ts';
import { until } from '../live/until.ts';
import { killed, longOrShort, seedCount } from './kill.ts';
import { type Kind, type Lane, type Talk, farNumbers, handOver, inTalks, kinds, openLanes } from './transfer-lanes.ts';
import { type Away, type Story, faultsIn } from './transfer-story.ts';

const laneCount = 4;
const transferCount = longOrShort(seedCount, laneCount);
/** The controller dies so long after the first order at most, in milliseconds: in the middle of the slowest kind, or after it. */
const killMsMax = 2_500;

let far: FarSide;
let centre: Centre;
let callers: Phone;
let lanes: readonly Lane[] = [];
beforeAll(async () => {
  far = await startFarSide();
  far.habit(farNumbers.rings, 'rings');
  centre = await openCentre({ CARILLON_OUTBOUND_FILE: outboundFile([{ name: 'transfers-far', ...far.address }]) });
  callers = await centre.trunk();
  lanes = await openLanes(centre, laneCount);
  await until(async () => JSON.stringify(await asterisk('endpoints')).includes('"transfers-far"'), {
    withinMs: 5_000,
    what: 'the trunk',
  });
}, 60_000);
afterAll(async () => {
  await Promise.allSettled(lanes.flatMap(({ first, other }) => [first.phone.close(), other.phone.close()]));
  await centre.close();
  await far.close();
});

type Name = keyof typeof kinds;
const names = Object.keys(kinds) as Name[];

interface Handed {
  readonly name: Name;
  readonly talk: Talk;
}

/** One call in each lane, each handed over in its own way, and one kill in the middle; gives when the controller was away. */
async function round(handed: readonly Handed[], random: Random): Promise<Away> {
  const killAtMs = between(random, 0, killMsMax);
  const kill = async (): Promise<Away> => {
    await elapsed(killAtMs);
    const from = Date.now();
    await killed(centre);
    return { from, to: Date.now() };
  };
  const [away] = await Promise.all([kill(), ...handed.map((one) => handedOver(one))]);
  return away;
}

async function handedOver({ talk, name }: Handed): Promise<void> {
  try {
    await handOver(centre, talk, kinds[name] satisfies Kind);
  } catch (fault) {
    if (!(await isUnrung(talk))) throw fault;
    unrung.add(talk.id);
  }
}

/**
 * Killed in the milliseconds between writing on a channel that it is dialled and dialling it, nobody can know which: the number is
 * taken for one that rings, for as long as any rings, rather than called twice. Ours answers at once, so it was not rung.
 */
async function isUnrung({ id }: Talk): Promise<boolean> {
  const { facts } = await centre.api<{ facts: CallFactView[] }>('GET', `/api/calls/${id}`);
  const of = (kind: string) => facts.some((fact) => fact.kind === kind);
  return of('numberDialled') && !of('numberAnswered') && !of('dialEnded');
}

/** Calls of which nobody was rung. */
const unrung = new Set<string>();

async function elapsed(ms: number): Promise<void> {
  const since = performance.now();
  await until(() => performance.now() - since >= ms, { withinMs: ms + 2_000, what: 'the moment of the kill' });
}

/** A sentence is said, then the caller leaves. */
async function farewell(handed: readonly Handed[]): Promise<void> {
  await elapsed(1_000);
  await Promise.all(handed.map(({ talk }) => talk.call.hangup()));
}

/** What the record tells of a call once nothing is missing in it any more, or nothing more comes. */
async function storyOf({ talk, name }: Handed): Promise<Story> {
  let story: Story = { facts: [], recordings: [] };
  const isWhole = async (): Promise<boolean> => {
    const { facts } = await centre.api<{ facts: CallFactView[] }>('GET', `/api/calls/${talk.id}`);
    const path = `/api/calls/${talk.id}/recordings`;
    const { recordings } = await centre.api<{ recordings: RecordingView[] }>('GET', path);
    story = { facts, recordings };
    return faultsIn(story, kinds[name], notAway).length === 0;
  };
  await until(isWhole, { withinMs: 10_000, what: 'the record', everyMs: 200 }).catch(() => undefined);
  return story;
}

const notAway: Away = { from: 0, to: 0 };

interface Counts {
  readonly done: Record<string, number>;
  readonly recordings: Record<string, number>;
  readonly harmed: string[];
}

const count = (of: Record<string, number>, what: string): void => void (of[what] = (of[what] ?? 0) + 1);

async function judge(handed: Handed, away: Away, counts: Counts): Promise<void> {
  const isUnanswered = unrung.has(handed.talk.id);
  count(counts.done, isUnanswered ? 'number not rung' : handed.name);
  if (isUnanswered) return;
  const story = await storyOf(handed);
  for (const { state } of story.recordings) count(counts.recordings, state);
  for (const fault of faultsIn(story, kinds[handed.name], away))
    counts.harmed.push(`${handed.name}, ${handed.talk.id}: ${fault}`);
}

describe('kill -9 of the controller in the middle of transfers', () => {
  it(
    `${String(transferCount)} of every kind: no leg left, one outcome each, record and recordings right`,
    async () => {
      const random = seededRandom(20_26);
      const counts: Counts = { done: {}, recordings: {}, harmed: [] };
      let killCount = 0;
      for (let first = 0; first < transferCount; first += laneCount) {
        const talks = await inTalks(centre, callers, lanes);
        const handed = talks.map((talk, index) => ({
          talk,
          name: names[(first + index) % names.length] ?? 'blind to a number',
        }));
        const away = await round(handed, random);
        killCount += 1;
        await farewell(handed);
        await centre.nothingLeft();
        await Promise.all(handed.map((one) => judge(one, away, counts)));
      }
      console.log(`transfers under ${String(killCount)} kills: ${JSON.stringify(counts)}`);
      expect(counts.harmed).toEqual([]);
    },
    30_000 + transferCount * 15_000,
  );
});
