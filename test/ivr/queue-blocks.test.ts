// What happens while a caller waits: blocks, offers, the agent who answers, and what is asked of the line.

import { describe, expect, it } from 'vitest';
import type { Program } from '../../src/dsl/index.ts';
import { compiled } from './compiled.ts';
import { runFlow } from './flow-timeline.ts';

const flow = (items: string, more = ''): Promise<Program> =>
  compiled(`
  flow essai { entry "+33180001122" languages fr-FR, en-GB
    var important: Boolean = false
    on error { say panne hangup }
    step a {
      queue support { ${items}  after 10min -> fin  on closed -> ferme  on full -> plein  on no agent -> fin }
      say merci hangup
    }
    step rappel { schedule callback to call.caller default "+33600000000" in support keep position  say note hangup }
    step ferme { say ferme hangup }
    step plein { say plein hangup }
    step fin { if important -> rappel  say fin hangup }
  }
  ${more}
  prompts fr-FR {
    panne = "Panne."  patientez = "Patientez."  merci = "Merci."  ferme = "Fermé."  plein = "Plein."  fin = "Fin."
    note = "Noté."  rang(n: Number, d: Duration) = "{n}, {d}."   offre = "Offre."   bip = "Appel entrant."  mise = "Je vous passe."
    combien = "Combien ?"
  }
  prompts en-GB {
    panne = "Fault."  patientez = "Wait."  merci = "Thanks."  ferme = "Closed."  plein = "Full."  fin = "End."
    note = "Noted."  rang(n: Number, d: Duration) = "{n}, {d}."   offre = "Offer."   bip = "Incoming call."  mise = "Connecting."
    combien = "How many?"
  }`);

const joined = '00:00 dials -> answer, join support 0, music own';

describe('a block that comes every so often', () => {
  const items = 'every 30s { say rang(n: waiting.position, d: waiting.estimate) }';

  it('is counted from joining, and the music goes on after it', async () => {
    runFlow(
      await flow(items),
      'essai',
      `${joined}
       00:01 line 3 360    ->
       00:30 time passes   -> music ends, play rang(n 3, d 360000)
       00:35 prompt ends   -> music own
       01:00 time passes   -> music ends, play rang(n 3, d 360000)
       01:35 prompt ends   -> play rang(n 3, d 360000)
       01:40 prompt ends   -> music own
       02:00 time passes   -> music ends, play rang(n 3, d 360000)`,
    );
  });

  it('is broken off when an agent answers', async () => {
    runFlow(
      await flow(items),
      'essai',
      `${joined}
       00:01 line 1 5         ->
       00:30 time passes      -> music ends, play rang(n 1, d 5000)
       00:31 queue connected  -> stop
       01:31 agent leaves     -> play merci`,
    );
  });

  it('is said again after an absence, in the same place of the line', async () => {
    runFlow(
      await flow(items),
      'essai',
      `${joined}
       00:01 line 1 5      ->
       00:30 time passes   -> music ends, play rang(n 1, d 5000)
       00:31 back          -> answer, join support 0, play rang(n 1, d 5000)
       00:33 prompt ends   -> music own
       00:40 back          -> answer, join support 0, music own
       01:00 time passes   -> music ends, play rang(n 1, d 5000)`,
    );
  });
});

describe('a block that comes once', () => {
  it('may change what is asked of the line', async () => {
    runFlow(
      await flow('priority if important then 50 else 0  after 1min { set important = true  say patientez }'),
      'essai',
      `${joined}
       01:00 time passes  -> music ends, play patientez
       01:02 prompt ends  -> now 50, music own
       03:00 time passes  ->`,
    );
  });

  it('may ask the caller something and lead out, once the line agrees', async () => {
    runFlow(
      await flow(`after 1min { collect n: Digits { prompt combien length 1 on no input -> fin on no match -> fin }
        if n is "1" { set important = true goto fin } }`),
      'essai',
      `${joined}
       01:00 time passes  -> music ends, play combien
       01:01 press 1      -> stop, leave flow
       01:01 queue left   -> music ends, callback +33612345678 in support keeping, play note`,
    );
  });

  it('stays in the line when the line has just given the caller to an agent', async () => {
    runFlow(
      await flow('after 1min { say patientez  if not important -> ferme }'),
      'essai',
      `${joined}
       01:00 time passes      -> music ends, play patientez
       01:02 prompt ends      -> leave flow
       01:02 queue connected  ->
       02:00 agent leaves     -> play merci`,
    );
  });
});

describe('what a queue requires', () => {
  it('is not required in another one that an agent hands the caller over to, nor after an absence there', async () => {
    const { effects } = runFlow(
      await flow('require skill(fibre, 3)  connect { say mise }'),
      'essai',
      `00:00 dials                  -> answer, join support 0 needs fibre:3, music own
       00:10 agent answers          -> music ends, play mise
       00:12 prompt ends            -> bridge
       00:12 queue connected        ->
       01:00 agent transfers sales  -> join sales 0, music own
       01:10 back                   -> answer, join sales 0, music own`,
    );
    const needed = effects.flatMap((effect) => (effect.kind === 'joinQueue' ? [effect.requirements.length] : []));
    expect(needed).toEqual([1, 0, 0]);
  });
});

describe('an offer', () => {
  const items = `offer offre when waiting.estimate > 4min after 45s { key 1 "Rappel" -> rappel key 2 "Non" { say patientez } }`;
  const offered = `${joined}
    00:01 line 3 300    ->
    00:45 time passes   -> music ends, offer offre`;

  it('is made once when its time has come and its condition holds', async () => {
    const { facts } = runFlow(
      await flow(items),
      'essai',
      `${joined}
       00:45 time passes  ->
       00:52 line 3 300   ->
       00:55 time passes  -> music ends, offer offre
       00:57 prompt ends  -> music own
       01:03 time passes  ->
       04:00 time passes  ->`,
    );
    expect(facts.filter(({ kind }) => kind === 'offerMade')).toHaveLength(1);
  });

  it('leads out of the line by its key', async () => {
    runFlow(
      await flow(items),
      'essai',
      `${offered}
       00:46 press 1     -> stop, leave flow
       00:46 queue left  -> music ends, callback +33612345678 in support keeping, play note`,
    );
  });

  it('keeps its keys open to the music for a while', async () => {
    runFlow(
      await flow(items),
      'essai',
      `${offered}
       00:47 prompt ends  -> music own
       00:50 press 2      -> music ends, play patientez
       00:52 prompt ends  -> music own`,
    );
  });

  it('is over with any other key', async () => {
    runFlow(await flow(items), 'essai', `${offered}\n00:46 press 5 -> stop, music own\n00:47 press 1 ->`);
  });

  it('keeps its position once left', async () => {
    const { effects } = runFlow(
      await flow(items),
      'essai',
      `${offered}
       00:46 press 1     -> stop, leave flow
       00:46 queue left  -> music ends, callback +33612345678 in support keeping, play note`,
      { startAt: 5_000 },
    );
    expect(effects.find(({ kind }) => kind === 'schedule')).toMatchObject({ position: { kind: 'keep', since: 5_000 } });
  });
});

describe('an agent who answers', () => {
  const items = `greet patientez
    connect { tell bip  announce mise  recording start  run fiche(qui: call.agent default "?") }`;
  const script = `script fiche(qui: Text) -> Number { languages fr-FR, en-GB  step a { if qui is "" { return 0 }  return 1 } }`;
  const connecting = `00:00 dials -> answer, join support 0, play patientez
    00:02 prompt ends          -> music own
    00:10 agent answers alice  -> music ends, tell bip
    00:11 prompt ends          -> announce mise`;

  it('is told, then the caller, then they hear each other', async () => {
    runFlow(
      await flow(items, script),
      'essai',
      `${connecting}
       00:12 prompt ends          -> recording start, script fiche(qui "alice"), bridge
       00:12 queue connected      ->
       01:12 agent leaves         -> play merci`,
    );
  });

  it('and leaves before the bridge puts the caller back to the music', async () => {
    runFlow(
      await flow(items, script),
      'essai',
      `${connecting}
       00:12 agent gone           -> stop, music own
       00:20 agent answers bob    -> music ends, tell bip`,
    );
  });

  it('is bridged again after an absence', async () => {
    runFlow(
      await flow(items, script),
      'essai',
      `${connecting}
       00:12 prompt ends          -> recording start, script fiche(qui "alice"), bridge
       00:13 back                 -> answer, bridge
       00:14 queue connected      ->`,
    );
  });
});

describe('what an agent must be able to do', () => {
  it('is asked for in order, in the language of the call', async () => {
    runFlow(
      await flow(
        'require skill(fibre, 3) and speaks(call.language) for 60s then skill(fibre, 1) for 30s then speaks(fr-FR)',
      ),
      'essai',
      '00:00 dials -> answer, join support 0 needs fr-FR+fibre:3 for 60s needs fibre:1 for 30s needs fr-FR, music own',
    );
  });
});

describe('a line that is full', () => {
  it('has its own way out', async () => {
    runFlow(
      await flow('greet patientez'),
      'essai',
      `00:00 dials -> answer, join support 0, play patientez
      00:00 queue full -> stop, music ends, play plein`,
    );
  });
});
