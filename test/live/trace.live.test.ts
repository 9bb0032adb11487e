// Real calls looked at again: what the phone did and heard is what the trace tells, a secret leaves its length and no digit of
// it, the call written as a test passes in the simulator, and another version of the flow parts where it was changed.

import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallList, CallTraceView } from '../../src/api/contract/index.ts';
import { callId } from '../../src/base/ids.ts';
import { decodeProgram } from '../../src/deploy/index.ts';
import { flowDirectory } from '../../src/prompts/index.ts';
import { asTest, decodeTrace, follow, runFlowTests } from '../../src/sim/index.ts';
import { type Centre, openCentre } from './centre.ts';
import { openRecord } from './record.ts';
import { inConversation } from './scenes.ts';
import { tones } from './tones.ts';
import { until } from './until.ts';

const ofSecrets = '+33180009907';
/** Its last digit is Luhn's check digit, by which the flow knows that it has all of them. */
const code = '83920579';

let since: string;
let centre: Centre;
beforeAll(async () => {
  since = new Date().toISOString();
  centre = await openCentre();
});
afterAll(() => centre.close());

/** The newest call when it is of this flow and its trace tells of its end: rows come a moment after the call. */
async function tracedCall(flow: string): Promise<CallTraceView> {
  const found = async (): Promise<CallTraceView | null> => {
    const list = await centre.api<CallList>('GET', `/api/calls?state=ended&from=${encodeURIComponent(since)}`);
    const [newest] = list.calls;
    if (newest === undefined) return null;
    const view = await centre.api<CallTraceView | { error: object }>('GET', `/api/calls/${newest.id}/trace`);
    return 'lines' in view && view.flow === flow && view.lines.some(({ what }) => what === 'ended') ? view : null;
  };
  return until(found, { withinMs: 8_000, what: 'the trace of the call', everyMs: 100 });
}

const told = ({ lines }: CallTraceView): string[] => lines.map(({ what, text }) => `${what} ${text}`.trim());

/** What the command line printed although it found a difference. */
async function printed(...args: readonly string[]): Promise<string> {
  try {
    await centre.carillon(...args);
  } catch (fault) {
    if (fault instanceof Error && 'stdout' in fault && 'code' in fault && fault.code === 1) return String(fault.stdout);
    throw fault;
  }
  throw new Error('It was to find a difference');
}

/** Runs a call that was written as a test beside the flows, with everything that `carillon test` checks. */
async function passes(text: string, file: string): Promise<void> {
  const host = flowDirectory(centre.flowsDir);
  const readFiles = async () => [...(await host.readFiles()), { file, text }];
  expect(await runFlowTests({ ...host, readFiles })).toEqual({ passed: 1, failed: 0, transcripts: [] });
}

/** The call as a test, made here from what the interface gives. */
async function exported({ call, program }: CallTraceView): Promise<string> {
  const { entries } = await centre.api<CallTraceView>('GET', `/api/calls/${call}/trace?inputs=whole`);
  const version = await centre.api<{ program: string }>('GET', `/api/versions/${program}`);
  const ran = decodeProgram(version.program);
  const trace = decodeTrace((entries ?? []).map((entry) => ({ ...entry, call: callId(call) })));
  if (ran === null || trace === null) throw new Error('The call cannot be followed');
  return asTest(trace, follow(trace, ran), ran, call).text;
}

describe('a call with a secret question', { timeout: 60_000 }, () => {
  it('is told whole and without a digit of the secret; it passes as a test, and parts where a version was changed', async () => {
    const phone = await centre.trunk();
    const call = await phone.dial(ofSecrets);
    await call.hears(tones.votreCode, { withinMs: 10_000 });
    await call.press(code, { toneMs: 80, gapMs: 60 });
    await call.hears(tones.messageGarde, { withinMs: 15_000 });
    await call.ended({ withinMs: 8_000 });

    const view = await tracedCall('secret');
    expect(view).toMatchObject({ called: ofSecrets, rest: 'none', departsAt: null });
    expect(told(view)).toEqual([
      ...['step code', 'answer', 'collect huit_chiffres', 'say votre_code  "Votre code."'],
      ...Array.from(code, () => 'pressed ?'),
      ...['answered huit_chiffres', 'step juste', 'say message_garde  "Merci."', 'hangup'],
      ...told(view).slice(-2),
    ]);
    const heard = view.lines.find(({ text }) => text.startsWith('message_garde'));
    expect(heard?.lengthMs).toBeGreaterThan(900);
    expect(await kept(view.call)).not.toMatch(/"digit":"[^?]"/);
    expect(partsIn(JSON.stringify(view) + (await kept(view.call)))).toEqual([]);

    const text = await centre.carillon('trace', view.call, '--as-test');
    expect(text).toContain('press "00000000"  // a secret: zeros stand for it');
    await passes(text, 'message.test.fil');
    const other = await printed('replay', view.call, '--flow', changed('if luhn(copie)', 'if not luhn(copie)'));
    expect(other).toContain('- step juste');
    expect(other).toContain('+ step rate');
    expect(other).toContain('Zeros stood for the keys of a secret.');
  });
});

describe('a call that talked with an agent', { timeout: 60_000 }, () => {
  it('is told with what the caller pressed and whom it met, and passes as a test', async () => {
    const agent = await centre.agent('Ana', 'phone-ana');
    const { call, offered } = await inConversation(centre, agent);
    await offered.hangup();
    await call.ended({ withinMs: 15_000 });

    const view = await tracedCall('essai');
    const lines = told(view);
    expect(view.rest).toBe('none');
    expect(lines.indexOf('person connected')).toBeGreaterThan(lines.indexOf('pressed 1'));
    expect(lines.indexOf('person leaves')).toBeGreaterThan(lines.indexOf('person connected'));
    const text = await exported(view);
    expect(text).toContain('agent answer\n  agent hang up');
    await passes(text, 'essai.test.fil');
  });
});

/** What PostgreSQL holds of a call's trace. */
async function kept(call: string): Promise<string> {
  const record = await openRecord();
  try {
    const { rows } = await record.query<{ body: string }>('select body from traces where call_id = $1', [call]);
    expect(rows.length).toBeGreaterThan(code.length);
    return rows.map(({ body }) => body).join('\n');
  } finally {
    await record.end();
  }
}

/** Whatever four digits of the code in a row would give away; lengths, instants and ids hold digits of their own. */
const partsIn = (text: string): string[] => {
  const bare = text.replaceAll(/":\s*\d{1,7}(?!\d)|\d{9,}|[0-9a-f]{16,}|[0-9a-f-]{36}|-[0-9a-z]{8}-[0-9a-f]{12}/g, '');
  return Array.from({ length: code.length - 3 }, (_, index) => code.slice(index, index + 4)).filter((part) =>
    bare.includes(part),
  );
};

/** The flows with one thing in them changed. */
function changed(from: string, to: string): string {
  const directory = join(centre.dataDir, '../changed');
  cpSync(centre.flowsDir, directory, { recursive: true });
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.fil'))) {
    const text = readFileSync(join(directory, file), 'utf8');
    writeFileSync(join(directory, file), text.replace(from, to));
  }
  return directory;
}
