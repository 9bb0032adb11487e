// `carillon trace` and `carillon replay`, with the interface of a controller in memory behind them: what is printed, and how each
// ends. Not here: following a call (test/sim/traces), a real one (test/live).

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callId } from '../../src/base/ids.ts';
import { keptCall, keptSource } from '../traced.ts';
import { commandLine, scratch } from './command-line.ts';

async function withCall() {
  const line = commandLine();
  const kept = await keptCall(callId('call-7'), '+33612345678');
  line.room.traced.all.push(...kept.entries);
  line.room.record.facts.push(...kept.facts);
  await line.room.deployments.keepVersion(kept.version, kept.origin);
  return { ...line, kept };
}

/** A directory of flows with this in it. */
function flowsWith(text: string, file = 'a.fil', more: Readonly<Record<string, string>> = {}): string {
  const directory = join(scratch(), 'flows');
  mkdirSync(directory);
  writeFileSync(join(directory, 'fil.json'), '{}');
  for (const [name, content] of Object.entries({ [file]: text, ...more }))
    writeFileSync(join(directory, name), content);
  return directory;
}

describe('carillon trace', () => {
  it('shows each step with its time, what came in marked, the caller masked', async () => {
    const { run } = await withCall();
    const { code, out, err } = await run('trace call-7');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toEqual([
      expect.stringMatching(
        /^call-7 · began 1970-01-01T00:16:40.000Z · from \+33•••••••78 to \+33180001122 · flow essai · version /,
      ),
      '0.000  step      debut',
      '0.000  answer',
      '0.000  menu      principal',
      '0.000  say       choix  "Un ou deux."  (1.1 s)',
      '1.500  > key     2',
      '1.500  key       2  "Rappel"',
      '1.500  step      fin',
      '1.500  track     vu(de: "+33•••••••78")',
      '1.500  hangup',
      '1.500  > leaves  us hangup',
      '1.500  ended     completed flowEnded',
    ]);
  });

  it('shows the caller in full when asked, and as JSON what the interface gives', async () => {
    const { run } = await withCall();
    expect((await run('trace call-7 --show-callers')).out).toContain('from +33612345678');
    expect(JSON.parse((await run('trace call-7 --json')).out)).toMatchObject({ call: 'call-7', rest: 'none' });
  });

  it('as a test is one that `carillon test` passes beside the flow', async () => {
    const { run } = await withCall();
    const exported = await run('trace call-7 --as-test');
    expect(exported).toMatchObject({ code: 0, err: '' });
    expect(exported.out).toContain('given call from "+33199001234"');
    expect(exported.out).not.toContain('612345678');
    const directory = flowsWith(keptSource, 'essai.fil', { 'essai.test.fil': exported.out });
    const tested = await run(['test', directory]);
    expect(tested.out).toContain('1 passed');
    expect(tested.code).toBe(0);
  });

  it('says what is the matter with a call of which no trace is kept', async () => {
    const { run } = commandLine();
    const { code, err } = await run('trace call-9');
    expect(code).toBe(1);
    expect(err).toContain('No trace of this call is kept');
  });
});

describe('carillon replay', () => {
  it('of the same version by its hash, or of a directory that does the same, ends with 0', async () => {
    const { run, kept } = await withCall();
    const same = await run(`replay call-7 --flow ${kept.version.hash}`);
    expect(same).toMatchObject({ code: 0, err: '' });
    expect(same.out).toMatch(/The same to its end: \d+ events, no difference\.$/);
    const directory = flowsWith(keptSource.replace('key 1 "Fin"', 'key 1 "Terminer"'));
    expect((await run(['replay', 'call-7', '--flow', directory])).code).toBe(0);
  });

  it('of a version that goes another way shows where, and ends with 1', async () => {
    const { run } = await withCall();
    const directory = flowsWith(keptSource.replace('step fin { track', 'step fin { say choix track'));
    const { code, out } = await run(['replay', 'call-7', '--flow', directory]);
    expect(code).toBe(1);
    expect(out.split('\n').slice(1)).toEqual([
      '0.000  step    debut',
      '0.000  answer',
      '0.000  menu    principal',
      '0.000  say     choix  "Un ou deux."  (1.1 s)',
      'At 1.500 they part.',
      '- track vu(de: "+33199001234")',
      '- hangup',
      '+ say choix  "Un ou deux."',
    ]);
    const asJson = JSON.parse((await run(['replay', 'call-7', '--flow', directory, '--json'])).out) as object;
    expect(asJson).toMatchObject({ divergence: { why: 'path', sinceBeginMs: 1_500 }, keys: 'whole' });
  });

  it('of what is no version, does not compile, or is not asked for at all says so', async () => {
    const { run } = await withCall();
    expect(await run('replay call-7 --flow nowhere')).toMatchObject({
      code: 2,
      err: expect.stringContaining('"nowhere"') as string,
    });
    expect((await run('replay call-7 --flow canary')).code).toBe(2);
    expect((await run(`replay call-7 --flow ${'0'.repeat(64)}`)).err).toContain('no such version');
    expect((await run(['replay', 'call-7', '--flow', flowsWith('flow broken {')])).code).toBe(1);
    expect((await run('replay call-7')).code).toBe(2);
    expect((await run('replay call-9 --flow stable')).code).toBe(1);
  });
});
