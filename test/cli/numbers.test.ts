import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

describe('carillon numbers', () => {
  it('list without anything says so', async () => {
    const { run } = commandLine();
    const { code, out } = await run('numbers list');
    expect([code, out.split('\n')]).toEqual([
      0,
      ['No emergency.', 'Every number leads to the flow whose entry it is.', 'Nobody is blocked.'],
    ]);
  });

  it('route, block and their opposites change what is listed, by the user of the system', async () => {
    const { run, room } = commandLine();
    expect((await run('numbers route +33180001199 accueil')).out).toContain('+33180001199  accueil');
    expect((await run('numbers block +33612345678')).out).toContain('Blocked: +33612345678.');
    expect(room.reception.state()).toMatchObject({ emergency: { kind: 'none' } });
    await run('numbers unroute +33180001199');
    await run('numbers unblock +33612345678');
    expect((await run('numbers list')).out).toContain('Nobody is blocked.');
    expect(room.reception.state().numbers.size).toBe(0);
  });

  it.each(['0180001199', '+33', '../agents', '+331800011991234567'])(
    'refuses the number %j with the reason',
    async (number) => {
      const { run } = commandLine();
      const { code, err } = await run(['numbers', 'route', number, 'accueil']);
      expect(code).toBe(1);
      expect(err).toMatch(/E\.164|nothing at this address/);
    },
  );

  it('refuses a flow that is not deployed, and says what to do', async () => {
    const { run } = commandLine();
    const { code, err } = await run('numbers route +33180001199 nulle_part');
    expect([code, err]).toEqual([1, expect.stringContaining('deploy it')]);
  });

  it('judge says whether a number might be called, and why not', async () => {
    const { run } = commandLine();
    expect((await run(['numbers', 'judge', '01 80 00 11 77'])).out).toContain('+33180001177 may be called');
    expect((await run(['numbers', 'judge', '0899 12 34 56'])).out).toContain('premium');
    expect((await run(['numbers', 'judge', '+33180001177', '--from', '+33612345678'])).out).toContain('callerId');
  });
});

describe('carillon emergency', () => {
  it('close leads every call to the closing flow, swap to another, end to where it was', async () => {
    const { run, room } = commandLine();
    const closed = await run('emergency close');
    expect(closed.out).toMatch(/^EMERGENCY since .* by ana: every new call hears the flow fermeture\.$/m);
    await run('emergency swap accueil');
    expect(room.reception.state().emergency).toMatchObject({ kind: 'swapped', flow: 'accueil', by: 'ana' });
    expect((await run('emergency end')).out).toContain('No emergency.');
  });

  it('close without such a flow is refused: nothing changes', async () => {
    const { run, room } = commandLine();
    const { code } = await run('emergency close --flow nulle_part');
    expect(code).toBe(1);
    expect(room.reception.state().emergency).toEqual({ kind: 'none' });
  });
});
