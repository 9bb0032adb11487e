// The demo company: its number, its queue and four agents whose phones are bots, made known through the API.
// Not here: its flow (flows/); seeding twice changes nothing.

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ProvisioningFault } from '../stack/index.ts';
import type { Stack } from '../stack/index.ts';

/** What the demo's flow answers to, and what its callers must press to reach an agent. */
export const company = { number: '+33180001122', agentKey: '1', queue: 'support', music: 'default' } as const;

const agentNames = ['Camille', 'Robin', 'Dominique', 'Alex'];

/** Until the phones have registered by themselves, in milliseconds: they try every two seconds. */
const phonesMsMax = 20_000;

interface Bot {
  readonly bot: string;
  readonly phone: string;
  readonly digest: string;
}

interface AgentSeen {
  readonly id: string;
  readonly phone: string;
  readonly queues: readonly string[];
}

/** Makes queue and agents known, waits for the bots' phones, and makes the agents ready. */
export async function seed(stack: Stack): Promise<void> {
  await call(stack, 'PUT', `/api/queues/${company.queue}`, { music: company.music, wrapUpMs: 1000, ringMs: 15_000 });
  const bots = JSON.parse(readFileSync(stack.botsFile, 'utf8')) as readonly Bot[];
  const ids: string[] = [];
  for (const [index, bot] of bots.entries()) ids.push(await agent(stack, bot, agentNames[index] ?? bot.bot));
  await phonesOnline(stack, bots);
  for (const id of ids) {
    await call(stack, 'POST', `/api/agents/${id}/sign-in`);
    await call(stack, 'POST', `/api/agents/${id}/ready`);
  }
}

/** The agent with this phone, made if there is none; its id. */
async function agent(stack: Stack, { phone, digest }: Bot, name: string): Promise<string> {
  const { agents } = (await call(stack, 'GET', '/api/agents')) as { readonly agents: readonly AgentSeen[] };
  const known = agents.find((one) => one.phone === phone);
  if (known?.queues.includes(company.queue) === true) return known.id;
  // Of an earlier version of the demo, in another queue.
  if (known !== undefined) await call(stack, 'DELETE', `/api/agents/${known.id}`);
  const body = { name, phone, digest, queues: [company.queue] };
  const made = (await call(stack, 'POST', '/api/agents', body)) as { readonly agent: AgentSeen };
  return made.agent.id;
}

/** The live page's address, with a link in it that signs in once. */
export async function pageOf(stack: Stack): Promise<string> {
  const { path } = (await call(stack, 'POST', '/api/session/links')) as { readonly path: string };
  return apiOf(stack) + path;
}

async function phonesOnline(stack: Stack, bots: readonly Bot[]): Promise<void> {
  const { CARILLON_ARI_URL: base, CARILLON_ARI_USER: user, CARILLON_ARI_PASSWORD_FILE: file } = stack.env;
  const password = readFileSync(file ?? '', 'utf8').trim();
  const authorization = `Basic ${Buffer.from(`${user ?? ''}:${password}`).toString('base64')}`;
  const limitAt = performance.now() + phonesMsMax;
  for (;;) {
    const reply = await fetch(`${base ?? ''}/ari/endpoints/PJSIP`, { headers: { authorization } });
    const seen = (await reply.json()) as readonly { readonly resource: string; readonly state: string }[];
    const online = seen.filter((phone) => phone.state === 'online').map((phone) => phone.resource);
    if (bots.every((bot) => online.includes(bot.phone))) return;
    if (performance.now() > limitAt)
      throw new ProvisioningFault("The bots' phones did not register within 20 s; see the exchange's log.");
    await pause(250);
  }
}

async function call(stack: Stack, method: string, resource: string, body?: unknown): Promise<unknown> {
  const token = readFileSync(stack.env['CARILLON_API_TOKEN_FILE'] ?? '', 'utf8').trim();
  const reply = await fetch(`${apiOf(stack)}${resource}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    signal: AbortSignal.timeout(10_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  if (!reply.ok)
    throw new ProvisioningFault(
      `The controller refused ${method} ${resource} (${reply.status}): ${text.slice(0, 300)}`,
    );
  return text === '' ? null : JSON.parse(text);
}

/** The API's address. */
export const apiOf = (stack: Stack): string =>
  `http://${stack.env['CARILLON_API_HOST'] ?? ''}:${stack.env['CARILLON_API_PORT'] ?? ''}`;
