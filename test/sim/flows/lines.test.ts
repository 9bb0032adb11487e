// What each line of a test of a flow means: the definition of the language, section by section. Not here: reports, coverage.

import { describe, expect, it } from 'vitest';
import { failureOf, projectOf, runLines } from './projects.ts';
import { runTests } from '../../../src/sim/index.ts';

const menu = `flow f {
  entry "+33180001122"
  languages en-GB
  on hangup { track left(step: call.step) }
  step start {
    say hello(day: today())
    goto choice
  }
  step choice {
    menu m {
      prompt choose_now   retry again_please   wait 5s
      key 1 "One" -> one
      key 2 "Two" { say two_chosen  hangup }
      on no input after 2 tries -> bye
      on no match after 2 tries -> bye
    }
  }
  step one {
    collect number_typed: Digits {
      prompt type_it   length 4   barge-in off   first digit within 6s   between digits 3s
      on no input -> bye
      on no match -> bye
    }
    track typed(digits: number_typed, count: 4)
    say thanks(digits: number_typed)
    hangup
  }
  step bye { say goodbye  hangup }
}
prompts en-GB {
  hello(day: Date) = "Hello on {day}."
  choose_now = "One or two?"
  again_please = "Again, one or two?"
  two_chosen = "Two."
  type_it = "Four digits please."
  thanks(digits: Digits) = "Thank you for {digits}."
  goodbye = "Goodbye."
}
`;

const passes = async (lines: string): Promise<void> => {
  expect(failureOf(await runLines(menu, lines))).toBe('');
};
const fails = async (lines: string): Promise<string> => failureOf(await runLines(menu, lines));

describe('expect', () => {
  it('looks through what happened in order and skips what is of no interest', async () => {
    await passes('expect say hello\nexpect say choose_now\nexpect say again_please\nexpect say goodbye\nexpect hangup');
  });

  it('compares only the arguments that are written', async () => {
    await passes('press 1\npress 1234\nexpect track typed(count: 4)\nexpect say thanks(digits: "1234")');
    expect(await fails('press 1\npress 1234\nexpect say thanks(digits: "9999")')).toBe(
      '`say thanks(digits: "9999")` did not happen within 60 s; there was `say thanks(digits: "1234")`.',
    );
  });

  it('something an earlier line has passed is over', async () => {
    expect(await fails('expect say choose_now\nexpect say hello within 1s')).toContain('had happened before');
  });

  it('within a time that is too short fails, and is met a moment later', async () => {
    expect(await fails('expect menu m\nexpect say goodbye within 4s')).toContain('did not happen within 4 s');
    await passes('expect menu m\nexpect say goodbye within 15s');
  });

  it('no: fails when it happens, passes when it does not, and leaves the cursor where it was', async () => {
    expect(await fails('expect no say again_please within 20s')).toContain('was not to');
    await passes('expect no say goodbye within 3s\nexpect say hello');
  });

  it('no: the end of the call ends it', async () => {
    await passes('press 2\nexpect hangup\nexpect no say goodbye within 3h');
  });

  it('says what happens by default on Tuesday 6 January 2026 at ten', async () => {
    await passes('expect say hello(day: 2026-01-06)');
    await passes('given call at 2026-03-17 10:15\nexpect say hello(day: 2026-03-17)');
  });
});

describe('press, wait, hang up', () => {
  it('a key waits for the menu, interrupts its prompt and moves the cursor', async () => {
    const run = await runLines(menu, 'press 1\nexpect collect number_typed\nexpect say goodbye');
    expect(failureOf(run)).toBe('');
    const pressed = run.happened.find(({ kind }) => kind === 'caller');
    const asked = run.happened.find(({ kind, name }) => kind === 'say' && name === 'choose_now');
    expect(pressed?.at).toBe(asked?.at);
    expect(await fails('press 1\nexpect say choose_now within 1s')).toContain('there was `say type_it`');
  });

  it('where keys do not interrupt, they come at the end of the prompt, 200 ms apart', async () => {
    const run = await runLines(menu, 'press 1\npress 1234\nexpect say thanks');
    const prompt = run.happened.find(({ kind, name }) => kind === 'say' && name === 'type_it');
    const keys = run.happened.filter(({ kind }) => kind === 'caller').slice(1);
    expect(keys.map(({ at }) => at - (prompt?.at ?? 0))).toEqual([950, 1150, 1350, 1550]);
  });

  it('keys that nobody listens to for 60 s fail', async () => {
    expect(await fails('press 2\nexpect hangup\npress 1')).toBe(
      'Nobody listened to the keys within 60 s: the call is at its end.',
    );
  });

  it('waiting does not move the cursor', async () => {
    await passes('wait 2s\nexpect say hello');
  });

  it('hanging up runs the handler and ends the call', async () => {
    await passes('expect menu m\nhang up\nexpect track left(step: "choice")\nexpect no hangup within 1s');
  });

  it('a prompt lasts 50 ms a character', async () => {
    const run = await runLines(menu, 'expect say choose_now');
    const [hello, next] = ['hello', 'choose_now'].map((name) => run.happened.find((each) => each.name === name));
    expect((next?.at ?? 0) - (hello?.at ?? 0)).toBe((hello?.text?.length ?? 0) * 50);
  });
});

const asking = `record Client { name: Text  rank: Number  vip: Boolean  email: Text? }
service crm {
  base url "https://crm.example"
  query client(id: Digits) -> Client? { get "/clients/{id}"  timeout 2s }
  command note(id: Digits, text: Text) { post "/notes"  timeout 2s }
}
flow f {
  entry "+33180001122"
  languages en-GB
  on error { say broken  hangup }
  step start {
    let found = request crm.client(id: "12") { on timeout -> slow  on failure -> refused }
    if found is none -> nobody
    track seen(name: found.name, rank: found.rank, vip: found.vip, mail: found.email default "none")
    request crm.note(id: "12", text: "called")
    hangup
  }
  step slow { say too_slow  hangup }
  step refused { say no_answer  hangup }
  step nobody { request consent.refuse(to: "+33612345678")  say not_found  hangup }
}
prompts en-GB { too_slow = "Slow."  no_answer = "Refused."  not_found = "Nobody."  broken = "Broken." }
`;

describe('given request', () => {
  const outcome = async (lines: string): Promise<string> => failureOf(await runLines(asking, lines));

  it('nothing given: the test fails and says what to write', async () => {
    expect(await outcome('expect say not_found')).toContain('add `given request crm.client returns ...`');
  });

  it('returns: what is left out is empty, zero, false, none', async () => {
    const given = 'given request crm.client returns { name: "Ann" }\ngiven request crm.note returns none\n';
    expect(await outcome(`${given}expect track seen(name: "Ann", rank: 0, vip: false, mail: "none")`)).toBe('');
    expect(await outcome(`${given}expect request crm.note(text: "called")\nexpect hangup`)).toBe('');
  });

  it('returns none, fails, takes longer than its budget: each takes its own way', async () => {
    expect(await outcome('given request crm.client returns none\nexpect say not_found')).toBe('');
    expect(await outcome('given request crm.client fails\nexpect say no_answer')).toBe('');
    expect(await outcome('given request crm.client takes 3s\nexpect say too_slow')).toBe('');
    expect(await outcome('given request crm.client takes 1s\nexpect say not_found')).toBe('');
  });

  it('only the arguments that are written choose the line, and the later line counts', async () => {
    expect(await outcome('given request crm.client(id: "99") returns none\nwait 1s')).toContain('crm.client');
    const twice = 'given request crm.client fails\ngiven request crm.client returns none\n';
    expect(await outcome(`${twice}expect say not_found`)).toBe('');
  });

  it('a command without outcomes of its own that fails takes on error', async () => {
    const given = 'given request crm.client returns {}\ngiven request crm.note fails\n';
    expect(await outcome(`${given}expect say broken`)).toBe('');
  });

  it('consent needs nothing given', async () => {
    expect(await outcome('given request crm.client returns none\nexpect request consent.refuse\nexpect hangup')).toBe(
      '',
    );
  });
});

describe('restart and reload', () => {
  it('a restart in the middle of a call changes nothing that follows', async () => {
    await passes('expect menu m\nrestart\npress 1\nrestart\npress 1234\nexpect say thanks');
  });

  it('a version without a folder is the same text', async () => {
    await passes('expect menu m\nreload "v2"\npress 2\nexpect say two_chosen');
  });

  it('a call under way stays on its version; a version that does not compile fails the test', async () => {
    const test = 'test "it" for f {\n  expect menu m\n  reload "v2"\n  press 2\n  expect say two_chosen\n}\n';
    const newer = menu.replace('two_chosen  hangup', 'goodbye  hangup');
    const files = { 'a.fil': menu, 'a.test.fil': test };
    const good = runTests(await projectOf({ ...files, 'v2/a.fil': newer }));
    expect(good.runs.map(failureOf)).toEqual(['']);
    const bad = runTests(await projectOf({ ...files, 'v2/a.fil': menu.replace('goto choice', 'goto nowhere') }));
    expect(bad.runs.map(failureOf)[0]).toContain('The version "v2" is not activated');
  });
});
