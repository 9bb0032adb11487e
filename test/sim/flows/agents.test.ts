// What lines of tests mean for queues, agents, voicemail, transfers, outbound flows and scripts. Not here: other lines (lines.test.ts).

import { describe, expect, it } from 'vitest';
import { failureOf, runLines } from './projects.ts';

const waiting = `flow f {
  entry "+33180001122"
  languages en-GB
  step start {
    queue support {
      priority 7
      greet one_moment
      every 30s { say position(rank: waiting.position) }
      offer be_called when waiting.estimate > 4min after 45s { key 1 "Callback" -> back }
      after 5min -> message
      connect { say connecting }
      on closed -> closed_now
      on full -> full_now
      on no agent -> nobody_here
    }
    say after_talk
    hangup
  }
  step back {
    if call.caller is none -> message
    schedule callback to call.caller in support keep position
    hangup
  }
  step message { voicemail left { prompt speak_now  max 10s  silence 3s  end on #  on no input -> nothing_said } say kept_it hangup }
  step nothing_said { say empty hangup }
  step closed_now { say closed_said hangup }
  step full_now { say full_said hangup }
  step nobody_here { transfer to "+33180001199" { on busy, no answer -> message  on failure -> nothing_said } hangup }
}
prompts en-GB {
  one_moment = "One moment."  position(rank: Number) = "You are {rank as ordinal}."  be_called = "Press 1 to be called."
  connecting = "Connecting."  after_talk = "Thanks."  speak_now = "Speak."  kept_it = "Kept."  empty = "Empty."
  closed_said = "Closed."  full_said = "Full."
}
`;

describe('queues, agents, voicemail, transfers', () => {
  const outcome = async (lines: string): Promise<string> => failureOf(await runLines(waiting, lines));

  it('open, position 1, one minute, and nobody answers until an agent does', async () => {
    expect(
      await outcome(
        'expect queue support priority 7\nexpect say position(rank: 1)\nexpect no offer be_called within 2min',
      ),
    ).toBe('');
    expect(
      await outcome('wait 1min\nagent answer\nexpect say connecting\nwait 2min\nagent hang up\nexpect say after_talk'),
    ).toBe('');
  });

  it('an agent cannot answer where nobody waits, nor hang up where nobody talks', async () => {
    expect(await outcome('given queue support closed\nexpect hangup\nagent answer')).toContain('No caller waits');
    expect(await outcome('agent hang up')).toContain('no agent on the line');
  });

  it.each([
    ['closed', 'closed_said'],
    ['full', 'full_said'],
  ])('%s: %s', async (state, said) => {
    expect(await outcome(`given queue support ${state}\nexpect say ${said}\nexpect hangup`)).toBe('');
  });

  it('the last agent signs out while the caller waits', async () => {
    expect(await outcome('expect queue support\ngiven queue support no agent\nexpect transfer to "+33180001199"')).toBe(
      '',
    );
  });

  it('a long wait makes the offer; a withheld number cannot be called back', async () => {
    const long = 'given queue support position 4 expected wait 9min\n';
    expect(await outcome(`given call from "+33612345678"\n${long}press 1\nexpect callback to "+33612345678"`)).toBe('');
    expect(await outcome(`given call from "anonymous"\n${long}press 1\nexpect voicemail left`)).toBe('');
  });

  it('voicemail: silence is nothing said; speech is kept after its silence, at the end key, at its longest', async () => {
    const there = 'expect voicemail left within 6min\n';
    expect(await outcome(`${there}expect say empty`)).toBe('');
    expect(await outcome(`${there}speak 4s\nexpect say kept_it within 4s`)).toBe('');
    expect(await outcome(`${there}speak 4s\npress #\nexpect say kept_it within 1s`)).toBe('');
    expect(await outcome(`${there}speak 30s\nexpect say kept_it within 1s`)).toBe('');
    expect(await outcome(`${there}speak 500ms\nexpect say empty`)).toBe('');
  });

  it('a transfer answers for a minute unless said otherwise', async () => {
    const there = 'given queue support no agent\n';
    expect(
      await outcome(`${there}expect transfer to "+33180001199"\nexpect no hangup within 50s\nexpect hangup within 20s`),
    ).toBe('');
    expect(await outcome(`${there}given transfer to "+33180001199" busy\nexpect voicemail left`)).toBe('');
    expect(await outcome(`${there}given transfer to "+33180001199" no answer\nexpect voicemail left`)).toBe('');
    expect(await outcome(`${there}given transfer to "+33180001199" fails\nexpect say empty`)).toBe('');
  });

  it('a restart while waiting, while connecting and while talking changes nothing', async () => {
    const lines =
      'expect queue support\nrestart\nwait 1min\nrestart\nagent answer\nrestart\nagent hang up\nexpect say after_talk';
    expect(failureOf(await runLines(waiting, lines))).toBe('');
  });
});

const outbound = `question colour: Colour { prompt which  key 1 "Red" { return red }  key 2 "Blue" { return blue } }
enum Colour { red blue }
flow f(name: Text) {
  languages en-GB
  purpose survey
  on answering_machine { say machine_greeted(name: name)  hangup }
  step start {
    track calling(whom: call.caller)
    let c = ask colour { on no input, no match -> end }
    track chosen(colour: c)
    goto end
  }
  step end { hangup }
}
script s(name: Text) -> Colour {
  languages en-GB
  on hangup { return blue }
  step start {
    tell introduce(name: name)
    let c = ask colour
    on objection "No time" -> late
    return c
  }
  step late { tell sorry  return red }
}
prompts en-GB { which = "Red or blue?"  machine_greeted(name: Text) = "Hello {name}."  introduce(name: Text) = "This is {name}."  sorry = "Sorry." }
`;

describe('outbound flows and scripts', () => {
  const outcome = async (lines: string, head: string): Promise<string> =>
    failureOf(await runLines(outbound, lines, head));

  it('the person on the line is the one whom we call', async () => {
    const head = 'f(name: "Ann")';
    expect(await outcome('given call to "+33612345678"\nexpect track calling(whom: "+33612345678")', head)).toBe('');
    expect(await outcome('press 2\nexpect track chosen(colour: "blue")', head)).toBe('');
  });

  it('an answering machine has its own handler', async () => {
    expect(
      await outcome(
        'given answering_machine\nexpect say machine_greeted(name: "Ann")\nexpect hangup',
        'f(name: "Ann")',
      ),
    ).toBe('');
  });

  it('the agent is there in a script: fills in, hears objections, goes on', async () => {
    const head = 's(name: "Ann")';
    expect(
      await outcome(
        'expect tell introduce(name: "Ann")\nagent input colour = red\nagent continue\nexpect return red',
        head,
      ),
    ).toBe('');
    expect(
      await outcome('agent input colour = blue\nagent objection "No time"\nexpect tell sorry\nexpect return red', head),
    ).toBe('');
    expect(await outcome('expect ask colour\nhang up\nexpect return blue', head)).toBe('');
  });

  it('what the agent is not asked fails with what they are asked', async () => {
    const head = 's(name: "Ann")';
    expect(await outcome('agent continue', head)).toBe(
      'The agent is asked `colour`, and has no objections before them.',
    );
    expect(await outcome('agent input colour = red\nagent objection "Too dear"', head)).toBe(
      'There is no objection "Too dear": there are "No time".',
    );
  });
});
