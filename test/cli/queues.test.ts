import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

describe('carillon queue', () => {
  it('put with nothing else gives the defaults', async () => {
    const { run } = commandLine();
    const { code, out } = await run('queue put ventes');
    expect([code, out.split('\n')]).toEqual([
      0,
      [
        'QUEUE   STATE  WAITING  MAX  OLDEST  RING  WRAP-UP  MUSIC',
        'ventes  open   0        -    -       20s   15s      default',
      ],
    ]);
  });

  it('put takes durations as Fil writes them', async () => {
    const { run, room } = commandLine();
    await run('queue put ventes --music jazz --wrap-up 2min --ring 5500ms --waiting-max 40 --closed');
    expect(await room.queues.list()).toMatchObject([
      { music: 'jazz', wrapUpMs: 120_000, ringMs: 5500, state: 'closed', waitingMax: 40 },
    ]);
  });

  it.each(['15', 's', '1.5s', '15 s', '-1s', '1d'])('put refuses the duration %j as misuse', async (text) => {
    const { run, room } = commandLine();
    const { code, err } = await run(['queue', 'put', 'ventes', `--ring=${text}`]);
    expect([code, err]).toEqual([2, expect.stringContaining('such as 15s')]);
    expect(await room.queues.list()).toEqual([]);
  });

  it.each(['0', '-1', '2.5', 'many', ''])('put refuses %j as the number of those who may wait', async (text) => {
    const { run } = commandLine();
    const { code, err } = await run(['queue', 'put', 'ventes', `--waiting-max=${text}`]);
    expect([code, err]).toEqual([2, expect.stringContaining('a whole number, 1 or more')]);
  });

  it('put with a name that Fil does not allow is refused with the reason', async () => {
    const { run } = commandLine();
    const { code, err } = await run('queue put no-good');
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('name: must be a letter or _, then letters, digits and _'),
    ]);
  });

  it('list --json gives the queues as data', async () => {
    const { run } = commandLine();
    await run('queue put ventes');
    expect(JSON.parse((await run('queue list --json')).out)).toMatchObject([{ name: 'ventes', oldestWaitMs: null }]);
  });
});
