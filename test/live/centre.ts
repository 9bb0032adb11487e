// A whole Carillon for one live test: the product's own `serve` on the test stack's Asterisk, with the tone flow, a data
// directory of its own, and phones for callers and agents. Not here: what any test shows.

import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toneSamples, writeWav } from './audio/index.ts';
import { type Phone, type PhoneCall, startPhone, tone } from './phone/index.ts';
import { promptLengthsMs, tones } from './tones.ts';
import { until } from './until.ts';

const root = join(import.meta.dirname, '../..');
/** The address by which the test stack's Asterisk knows the test trunk. */
const trunkHost = '127.0.0.4';
/** The number of the tone flow. */
export const essai = '+33180009901';

export interface Centre {
  readonly dial: (options?: { readonly toneHz?: number }) => Promise<PhoneCall>;
  /** A phone on the trunk that can hold many calls at a time; closed with the centre. */
  readonly trunk: () => Promise<Phone>;
  /** So many callers at once, each with a number of their own, from one phone; they send no audio. */
  readonly crowd: (count: number) => Promise<readonly PhoneCall[]>;
  /** A signed-in, ready agent of queue `essai` with a registered phone. */
  readonly agent: (name: string, phone: string) => Promise<AgentAtWork>;
  readonly api: <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;
  /** Waits until the controller has its calls in hand. */
  readonly ready: () => Promise<void>;
  readonly agents: () => Promise<readonly AgentSeen[]>;
  /** `kill -9` of the controller, not of its supervisor. */
  readonly killController: () => void;
  readonly controllerPid: () => number;
  /** Waits until nothing is left over: no channel, no conversation's bridge, no reserved or talking agent. */
  readonly nothingLeft: () => Promise<void>;
  /** Runs the command line beside the controller, as an operator would; gives what it printed, and rejects unless it exits 0. */
  readonly carillon: (...args: readonly string[]) => Promise<string>;
  readonly close: () => Promise<void>;
  /** The directory of flows that it was started with. */
  readonly flowsDir: string;
  readonly dataDir: string;
  /** Where its API answers. */
  readonly base: string;
}

export interface AgentAtWork {
  readonly id: string;
  readonly phone: Phone;
}

export interface AgentSeen {
  readonly id: string;
  readonly name: string;
  readonly state: { readonly kind: string };
}

/** Opens a centre; `changes` are settings other than the test stack's. */
export async function openCentre(changes: Readonly<Record<string, string>> = {}): Promise<Centre> {
  sipServer();
  const work = mkdtempSync(join(root, 'var/live-'));
  const environment = { ...(await testEnvironment(work)), ...changes };
  execFileSync(process.execPath, [join(root, 'bin/carillon'), 'migrate'], { env: environment, stdio: 'ignore' });
  const server = spawn(process.execPath, [join(root, 'bin/carillon'), 'serve'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = keepLog(server, join(work, 'log'));
  const token = readFileSync(environment['CARILLON_API_TOKEN_FILE'] ?? '', 'utf8').trim();
  const base = `http://127.0.0.1:${environment['CARILLON_API_PORT'] ?? ''}`;
  const phones: Phone[] = [];
  const api = (method: string, path: string, body?: unknown) => call(base, token, { method, path, body });
  const agents = async () => ((await api('GET', '/api/agents')) as { agents: AgentSeen[] }).agents;
  // Agents of a run that was cut off would take calls meant for those of this one.
  const ready = async (withinMs: number): Promise<void> => {
    await until(async () => (await fetch(`${base}/readyz`)).ok, { withinMs, what: 'Carillon to be ready' });
  };
  const trunkPhone = async (user: string): Promise<Phone> => {
    const phone = await startPhone({ user, host: trunkHost, server: sipServer() });
    phones.push(phone);
    return phone;
  };
  const removeAgents = async (): Promise<void> => {
    for (const { id } of await agents()) await api('DELETE', `/api/agents/${id}`);
  };
  const close = async (): Promise<void> => {
    await Promise.allSettled(phones.map((phone) => phone.close()));
    await removeAgents().catch((fault: unknown) => console.error('The agents could not be removed:', fault, log()));
    await stop(server);
    rmSync(work, { recursive: true, force: true });
  };
  try {
    await ready(20_000);
    await removeAgents();
    await api('PUT', '/api/queues/essai', { music: 'default', wrapUpMs: 0, ringMs: 6_000, state: 'open' });
  } catch (fault) {
    console.error(log());
    await close();
    throw fault;
  }
  return {
    carillon: async (...args) => {
      const command = [join(root, 'bin/carillon'), ...args];
      const { stdout } = await promisify(execFile)(process.execPath, command, { env: environment });
      return stdout;
    },
    flowsDir: environment['CARILLON_FLOWS_DIR'] ?? '',
    dataDir: environment['CARILLON_DATA_DIR'] ?? '',
    base,
    api: api as Centre['api'],
    ready: () => ready(5_000),
    agents,
    trunk: () => trunkPhone('+33600000000'),
    dial: async ({ toneHz = tones.caller } = {}) => {
      const phone = await trunkPhone('+33612345678');
      return phone.dial(essai, { sound: tone(toneHz) });
    },
    crowd: async (count) => {
      const phone = await trunkPhone('+33600000000');
      const calls: PhoneCall[] = [];
      for (let index = 0; index < count; index += 1) {
        const call = await phone.dial(essai, { callerNumber: `+336000${String(10_000 + index)}` });
        // Ten calls a second at most: a crowd, not a flood.
        await call.answered({ withinMs: 10_000 });
        call.pauseSending();
        calls.push(call);
      }
      return calls;
    },
    agent: async (name, phoneName) => {
      const body = { name, phone: phoneName, queues: ['essai'] };
      const added = (await api('POST', '/api/agents', body)) as { agent: AgentSeen; password: string };
      const phone = await startPhone({ user: phoneName, server: sipServer(), password: added.password });
      phones.push(phone);
      await phone.register();
      await api('POST', `/api/agents/${added.agent.id}/sign-in`);
      await api('POST', `/api/agents/${added.agent.id}/ready`);
      return { id: added.agent.id, phone };
    },
    killController: () => process.kill(controllerPid(server), 'SIGKILL'),
    controllerPid: () => controllerPid(server),
    nothingLeft: () => nothingLeft(agents),
    close,
  };
}

async function testEnvironment(work: string): Promise<NodeJS.ProcessEnv> {
  const flows = join(work, 'flows');
  mkdirSync(join(flows, 'audio'), { recursive: true });
  for (const [name, lengthMs] of Object.entries(promptLengthsMs)) {
    const frequencyHz = Number(/\d+/.exec(name)?.[0]);
    await writeWav(join(flows, 'audio', name), toneSamples(frequencyHz, lengthMs));
  }
  writeFileSync(join(flows, 'fil.json'), '{}');
  for (const file of readdirSync(join(import.meta.dirname, 'flows'))) {
    copyFileSync(join(import.meta.dirname, 'flows', file), join(flows, file));
  }
  return {
    ...process.env,
    CARILLON_FLOWS_DIR: flows,
    CARILLON_DATA_DIR: join(work, 'data'),
    CARILLON_ENV_FILE: '/dev/null',
  };
}

/** Where phones and the trunk reach the test stack's Asterisk. Fails when the test runs without the stack. */
export function sipServer(): { host: string; port: number } {
  const port = Number(process.env['CARILLON_SIP_PORT']);
  if (!Number.isInteger(port)) throw new Error('CARILLON_SIP_PORT is missing: run this ring by `npm test -- live`.');
  return { host: '127.0.0.1', port };
}

function keepLog(server: ChildProcess, file: string): () => string {
  const write = (chunk: Buffer): void => writeFileSync(file, chunk, { flag: 'a' });
  server.stdout?.on('data', write);
  server.stderr?.on('data', write);
  return () => (existsSync(file) ? readFileSync(file, 'utf8').slice(-4_000) : '');
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

async function call(base: string, token: string, { method, path, body }: Request): Promise<unknown> {
  const answer = await fetch(base + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? null : (JSON.parse(text) as unknown);
}

/** The controller is the supervisor's one child process. */
function controllerPid(server: ChildProcess): number {
  const children = (pid: number): number[] =>
    ofProcess(`${pid}/task/${pid}/children`).trim().split(/\s+/).filter(Boolean).map(Number);
  const found = [server.pid ?? 0].flatMap(descend(children)).find(isController);
  if (found === undefined) throw new Error('The controller is not running.');
  return found;
}

const descend = (children: (pid: number) => number[]) =>
  function below(pid: number): number[] {
    return children(pid).flatMap((child) => [child, ...below(child)]);
  };

const isController = (pid: number): boolean => ofProcess(`${pid}/cmdline`).includes('/src/controller-main.ts');

/** Empty when the process has ended meanwhile, as programs that the controller calls do at any time. */
function ofProcess(what: string): string {
  try {
    return readFileSync(`/proc/${what}`, 'utf8');
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && (fault.code === 'ENOENT' || fault.code === 'ESRCH')) return '';
    throw fault;
  }
}

async function nothingLeft(agents: () => Promise<readonly AgentSeen[]>): Promise<void> {
  await until(
    async () => {
      const channels = (await asterisk('channels')) as unknown[];
      const bridges = (await asterisk('bridges')) as { id: string }[];
      const busy = (await agents()).filter(({ state }) => state.kind === 'reserved' || state.kind === 'talking');
      const rooms = bridges.filter(({ id }) => /^(?:conversation|outside)-/.test(id));
      if (channels.length + rooms.length + busy.length === 0) return true;
      throw new Error(JSON.stringify({ channels, rooms, busy }));
    },
    { withinMs: 10_000, what: 'nothing to be left over (channels, rooms, busy agents)', everyMs: 100 },
  );
}

/** Asks the test stack's Asterisk itself, past the product. */
export async function asterisk(path: string): Promise<unknown> {
  const user = process.env['CARILLON_ARI_USER'] ?? '';
  const password = readFileSync(process.env['CARILLON_ARI_PASSWORD_FILE'] ?? '', 'utf8').trim();
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const answer = await fetch(`${process.env['CARILLON_ARI_URL'] ?? ''}/ari/${path}`, { headers: { authorization } });
  if (!answer.ok) throw new Error(`Asterisk answered ${answer.status} to ${path}.`);
  return answer.json();
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  server.kill('SIGTERM');
  await until(() => server.exitCode !== null || server.signalCode !== null, {
    withinMs: 12_000,
    what: 'Carillon to stop',
  });
}
