import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

async function withAda() {
  const line = commandLine();
  await line.run('queue put ventes');
  await line.run(['agent', 'add', 'Ada Lovelace', '--phone', 'ada-1', '--queue', 'ventes']);
  return line;
}

describe('carillon agent', () => {
  it('add prints id, phone and password as data and says on stderr that the password is not kept', async () => {
    const { run } = commandLine();
    await run('queue put ventes');
    await run('queue put support');
    const { code, out, err } = await run('agent add Ada --phone ada-1 --queue ventes support');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^agent {5}agent-1\nphone {5}ada-1\npassword {2}[A-Za-z0-9_-]{24,}$/),
    ]);
    expect(err).toContain('never shown again');
    expect((await run('agent list')).out).toMatch(/Ada +ada-1 +ventes,support +- +offline/);
  });

  it('add --digest makes no password and says nothing about one', async () => {
    const { run } = commandLine();
    await run('queue put ventes');
    const { out, err } = await run(`agent add Ada --phone ada-1 --queue ventes --digest ${'a'.repeat(32)}`);
    expect([out, err]).toEqual(['agent     agent-1\nphone     ada-1', '']);
  });

  it('add --json prints the answer as it came', async () => {
    const { run } = commandLine();
    await run('queue put ventes');
    const { out } = await run('agent add Ada --phone ada-1 --queue ventes --json');
    expect(JSON.parse(out)).toMatchObject({
      agent: { id: 'agent-1', phone: 'ada-1' },
      password: expect.anything() as unknown,
    });
  });

  it('list without agents prints nothing as data and says so on stderr', async () => {
    const { run } = commandLine();
    expect(await run('agent list')).toEqual({
      code: 0,
      out: '',
      err: 'There are no agents yet: `carillon agent add`.',
    });
    expect((await run('agent list --json')).out).toBe('[]');
  });

  it.each(['agent-1', 'ada-1', 'Ada Lovelace'])('finds an agent by %s', async (which) => {
    const { run } = await withAda();
    expect(await run(['agent', 'sign-in', which])).toEqual({
      code: 0,
      out: 'Ada Lovelace is not ready (signed in).',
      err: '',
    });
  });

  it('leads an agent through the day', async () => {
    const { run } = await withAda();
    const said: string[] = [];
    const day = ['sign-in ada-1', 'ready ada-1', 'not-ready ada-1 --reason lunch', 'ready ada-1', 'sign-out ada-1'];
    for (const step of day) said.push((await run(`agent ${step}`)).out.replace('Ada Lovelace is ', ''));
    expect(said).toEqual(['not ready (signed in).', 'ready.', 'not ready (lunch).', 'ready.', 'offline.']);
  });

  it('ready before sign-in is refused with the command that helps', async () => {
    const { run } = await withAda();
    const { code, out, err } = await run('agent ready ada-1');
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe('The agent has not signed in. Do that first: `carillon agent sign-in AGENT`.');
  });

  it('two agents of one name: nobody is guessed', async () => {
    const { run } = await withAda();
    await run(['agent', 'add', 'Ada Lovelace', '--phone', 'ada-2', '--queue', 'ventes']);
    const { code, err } = await run(['agent', 'remove', 'Ada Lovelace']);
    expect([code, err]).toEqual([1, '2 agents are called "Ada Lovelace": say the phone.']);
  });

  it('remove takes the agent away', async () => {
    const { run, room } = await withAda();
    expect(await run('agent remove ada-1')).toEqual({ code: 0, out: '', err: 'Ada Lovelace was removed.' });
    expect(await room.agents.list()).toEqual([]);
  });

  it('an agent who does not exist is a refusal', async () => {
    const { run } = await withAda();
    const { code, err } = await run('agent ready nobody');
    expect([code, err]).toEqual([1, 'There is no agent "nobody". See `carillon agent list`.']);
  });

  it('a name that would move the cursor is refused by the interface, and its sentence shown', async () => {
    const { run } = await withAda();
    const { code, err } = await run(['agent', 'add', 'a\u001B[2J', '--phone', 'x-1', '--queue', 'ventes']);
    expect([code, err]).toEqual([1, 'The body is not what is needed: name: must be printable.']);
  });
});
