// `bench hold`: conversations, callers who wait with music and new calls all the time, on Carillon and on plain dialplan:
// how even the sound is on every leg, and what it costs. Not here: how it is told (hold-report.ts).

import path from 'node:path';
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { type Phone, startPhone } from '../../test/live/phone/index.ts';
import { until } from '../../test/live/until.ts';
import { type Bench, type Cost, costOf } from './bench-stack.ts';
import { LegMedia } from './leg-media.ts';
import type { LegGaps } from './leg-protocol.ts';
import { type ServedCarillon, serveCarillon } from './programs.ts';
import { type LoadOutcome, loadHost, runLoad } from './sipp.ts';
import { numbers, queue } from './sounds.ts';

interface HoldSize {
  readonly conversationCount: number;
  readonly waitingCount: number;
  readonly newPerSecond: number;
  readonly seconds: number;
  /** Carillon and dialplan take turns, so that both meet the same machine. */
  readonly roundCount: number;
}

const sizes: Readonly<Record<'quick' | 'full', HoldSize>> = {
  quick: { conversationCount: 8, waitingCount: 4, newPerSecond: 2, seconds: 5, roundCount: 1 },
  full: { conversationCount: 50, waitingCount: 25, newPerSecond: 2, seconds: 45, roundCount: 2 },
};

export interface HoldResult {
  readonly variant: 'dialplan' | 'carillon';
  readonly round: number;
  readonly size: HoldSize;
  readonly legs: readonly LegGaps[];
  /** How long the observer itself stood still, each time, in milliseconds. */
  readonly stalls: readonly number[];
  readonly load: LoadOutcome;
  readonly cost: Cost;
  readonly loadAverage: number;
}

export async function benchHold(bench: Bench): Promise<readonly HoldResult[]> {
  const size = sizes[bench.options.size];
  const results: HoldResult[] = [];
  for (let round = 1; round <= size.roundCount; round += 1) {
    results.push(await onDialplan(bench, size, round), await onCarillon(bench, size, round));
  }
  return results;
}

/** Callers come at this pace, in milliseconds between two: setting up is not what is measured. */
const dialEveryMs = 60;
const setUpMsMax = 30_000;
const answerMsMax = 10_000;
/** How long all stand still before the measure, so that what setting up left behind is over. */
const settleMs = 1_500;

async function onDialplan(bench: Bench, size: HoldSize, round: number): Promise<HoldResult> {
  const scene = await openScene(bench);
  try {
    const port = bench.stack.plan.ports.benchPhones;
    const agents = await scene.phone({ user: 'agent', host: agentHost, port });
    agents.onCall((call) => call.answer());
    await dialAll(scene, 'talk', size.conversationCount);
    await dialAll(scene, 'wait', size.waitingCount);
    return { variant: 'dialplan', round, size, ...(await hold(scene, size, { service: 'plan', pids: [] })) };
  } finally {
    await scene.close();
  }
}

async function onCarillon(bench: Bench, size: HoldSize, round: number): Promise<HoldResult> {
  const carillon = await serveCarillon(bench, 'hold', null);
  const scene = await openScene(bench);
  try {
    await carillon.api('PUT', `/api/queues/${queue}`, { music: 'default', wrapUpMs: 0, ringMs: 10_000, state: 'open' });
    const names = Array.from({ length: size.conversationCount }, (_, index) => `bench-agent-${index + 1}`);
    await Promise.all(names.map((name) => agentAtWork(scene, carillon, name)));
    await dialAll(scene, numbers.queue, size.conversationCount + size.waitingCount);
    const allTalk = async (): Promise<boolean> => (await talkingCount(carillon)) === size.conversationCount;
    await until(async () => bench.signal.aborted || (await allTalk()), {
      withinMs: setUpMsMax,
      what: `${size.conversationCount} conversations`,
      everyMs: 200,
    });
    const pids = [carillon.pid];
    return { variant: 'carillon', round, size, ...(await hold(scene, size, { service: numbers.ivr, pids })) };
  } finally {
    await scene.close();
    await removeAgents(carillon).catch(() => undefined);
    await carillon.stop();
  }
}

/** An address that agents' phones have to themselves. */
const agentHost = '127.0.0.6';

/** Phones that share one observer. */
interface Scene {
  readonly bench: Bench;
  readonly media: LegMedia;
  readonly callers: Phone;
  readonly phone: (options: { user: string; host: string; port?: number; password?: string }) => Promise<Phone>;
  readonly close: () => Promise<void>;
}

async function openScene(bench: Bench): Promise<Scene> {
  const media = new LegMedia();
  const phones: Phone[] = [];
  const phone: Scene['phone'] = async (options) => {
    const started = await startPhone({ ...options, server: bench.server, digits: 'info', codecs: ['PCMA'], media });
    phones.push(started);
    return started;
  };
  const callers = await phone({ user: '+33612345678', host: loadHost });
  const close = async (): Promise<void> => {
    await callers.close().catch(complain);
    await Promise.all(phones.slice(1).map((one) => one.close().catch(complain)));
    await media.close();
  };
  return { bench, media, callers, phone, close };
}

/** What goes wrong while the phones are put away changes no figure, but is told. */
const complain = (fault: unknown): void => {
  console.error('A phone could not be closed in order:', fault);
};

async function dialAll({ bench, callers }: Scene, service: string, count: number): Promise<void> {
  const dialled = [];
  for (let index = 0; index < count; index += 1) {
    await pause(dialEveryMs, null, { signal: bench.signal });
    dialled.push(await callers.dial(service));
  }
  await Promise.all(dialled.map((call) => call.answered({ withinMs: answerMsMax })));
}

interface AgentSeen {
  readonly id: string;
  readonly state: { readonly kind: string };
}

async function agentAtWork(scene: Scene, { api }: ServedCarillon, name: string): Promise<void> {
  const added = (await api('POST', '/api/agents', { name, phone: name, queues: [queue] })) as {
    readonly agent: AgentSeen;
    readonly password: string;
  };
  const phone = await scene.phone({ user: name, host: agentHost, password: added.password });
  phone.onCall((call) => call.answer());
  await phone.register();
  await api('POST', `/api/agents/${added.agent.id}/sign-in`);
  await api('POST', `/api/agents/${added.agent.id}/ready`);
}

const agents = async ({ api }: ServedCarillon): Promise<readonly AgentSeen[]> =>
  ((await api('GET', '/api/agents')) as { readonly agents: readonly AgentSeen[] }).agents;

const talkingCount = async (carillon: ServedCarillon): Promise<number> =>
  (await agents(carillon)).filter(({ state }) => state.kind === 'talking').length;

async function removeAgents(carillon: ServedCarillon): Promise<void> {
  for (const { id } of await agents(carillon)) await carillon.api('DELETE', `/api/agents/${id}`);
}

interface NewCalls {
  readonly service: string;
  readonly pids: readonly number[];
}

/** The measure itself: everybody is where they should be, and new calls come. */
async function hold(
  { bench, media }: Scene,
  size: HoldSize,
  { service, pids }: NewCalls,
): Promise<Pick<HoldResult, 'legs' | 'stalls' | 'load' | 'cost' | 'loadAverage'>> {
  const { newPerSecond: perSecond, seconds } = size;
  await pause(settleMs, null, { signal: bench.signal });
  const loadAverage = loadavg()[0] ?? 0;
  const { value, cost } = await costOf(bench, pids, async () => {
    media.begin();
    const load = await runLoad({
      ...{ service, perSecond, seconds, name: `hold-${service}`, server: bench.server, signal: bench.signal },
      localPort: bench.stack.plan.ports.load,
      directory: path.join(bench.directory, 'sipp-hold'),
    });
    return { load, ...(await media.report()) };
  });
  const { load, legs, stalls } = value;
  bench.tell(
    `  ${service}: ${legs.length} legs observed, ${load.failedCount} of ${load.offeredCount} new calls failed`,
  );
  return { legs, stalls, load, cost, loadAverage };
}
