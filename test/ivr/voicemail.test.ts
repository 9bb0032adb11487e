// Voicemail and transfers: what others do with the caller, and what comes back.

import { describe, expect, it } from 'vitest';
import { compiled } from './compiled.ts';
import { runFlow } from './flow-timeline.ts';

const flow = (body: string): ReturnType<typeof compiled> =>
  compiled(`flow essai { entry "+33180001122" languages fr-FR
    var numero: Phone = "+33611111111"
    on error { say panne hangup }
    step a { if starts(numero, "+99") -> fin  ${body} }
    step fin { say fin hangup }
  }
  prompts fr-FR { panne = "Panne."  parlez = "Parlez."  merci = "Merci."  fin = "Fin."  occupe = "Occupé." }`);

describe('a voicemail', () => {
  const body =
    'voicemail mot { prompt parlez  max 2min  silence 4s  end on #  beep  on no input -> fin } say merci hangup';
  const recording = `00:00 dials        -> answer, play parlez
    00:03 prompt ends  -> record 120s`;

  it('is kept when the caller has said something', async () => {
    const { state, facts } = runFlow(
      await flow(body),
      'essai',
      `${recording}
       00:20 recorded silence 12  -> keep mot in environment, play merci`,
    );
    expect(state?.variables['mot']).toMatch(/^C-voicemail-/);
    expect(facts).toContainEqual(expect.objectContaining({ kind: 'voicemailLeft', voicemail: 'mot', soundMs: 12_000 }));
  });

  it('is ended by its key', async () => {
    runFlow(
      await flow(body),
      'essai',
      `${recording}
       00:10 press 5               ->
       00:11 press #               -> end record
       00:11 recorded stopped 7    -> keep mot in environment, play merci`,
    );
  });

  it('of less than a second is no input', async () => {
    runFlow(await flow(body), 'essai', `${recording}\n00:08 recorded silence 0.5 -> drop record, play fin`);
  });

  it('is kept when the caller hangs up', async () => {
    runFlow(await flow(body), 'essai', `${recording}\n00:08 hangs up -> end record, keep mot in environment`);
  });

  it('begins at once when a key interrupts the prompt', async () => {
    runFlow(await flow(body), 'essai', `00:00 dials -> answer, play parlez\n00:01 press 1 -> stop, record 120s`);
  });

  it('that cannot be recorded takes on error', async () => {
    runFlow(await flow(body), 'essai', `${recording}\n00:03 recorded failed 0 -> play panne`);
  });

  it('whose recorder never comes back takes on error', async () => {
    runFlow(await flow(body), 'essai', `${recording}\n02:13 time passes -> end record, drop record, play panne`);
  });

  it('is asked for again after an absence, under the same name', async () => {
    const { effects } = runFlow(await flow(body), 'essai', `${recording}\n00:08 back -> answer, record 120s`);
    const names = effects.flatMap((effect) => (effect.kind === 'record' ? [effect.recording] : []));
    expect(new Set(names).size).toBe(1);
  });

  it('goes to the queue that the statement names, or the one joined last', async () => {
    const named = 'voicemail mot in ventes { prompt parlez } say merci hangup';
    const queue = 'queue support { after 1min -> b on closed, no agent -> b } hangup } step b {';
    const ends = `00:03 prompt ends -> record 120s\n00:09 recorded silence 3`;
    runFlow(
      await flow(named),
      'essai',
      `00:00 dials -> answer, play parlez\n${ends} -> keep mot in ventes, play merci`,
    );
    runFlow(
      await flow(`${queue} ${body}`),
      'essai',
      `00:00 dials         -> answer, join support 0, music own
       00:01 queue closed  -> music ends, play parlez
       ${ends} -> keep mot in support, play merci`,
    );
  });
});

describe('a transfer', () => {
  const body = `transfer to numero { timeout 20s  from call.called  header "X-Client" = call.id
    on busy { say occupe hangup } on no answer -> fin } say merci hangup`;
  const dialled = '00:00 dials -> answer, transfer +33611111111';

  it('that is over goes on with the next statement', async () => {
    const { effects, facts } = runFlow(
      await flow(body),
      'essai',
      `${dialled}
       00:05 far answers    ->
       01:05 far completed  -> play merci`,
    );
    expect(effects.find(({ kind }) => kind === 'transfer')).toMatchObject({
      from: '+33180001122',
      headers: [{ name: 'X-Client', value: 'C' }],
    });
    expect(facts).toContainEqual(
      expect.objectContaining({ kind: 'transferEnded', outcome: 'completed', talkMs: 60_000 }),
    );
  });

  it('that does not come about takes its outcome', async () => {
    runFlow(await flow(body), 'essai', `${dialled}\n00:02 far busy -> play occupe`);
    runFlow(await flow(body), 'essai', `${dialled}\n00:20 far noAnswer -> play fin`);
  });

  it('without an outcome of its own takes on error', async () => {
    runFlow(await flow(body), 'essai', `${dialled}\n00:02 far failed -> play panne`);
  });

  it('that nobody tells about any more is no answer', async () => {
    runFlow(await flow(body), 'essai', `${dialled}\n00:25 time passes -> end transfer, play fin`);
  });

  it('lasts as long as they talk', async () => {
    runFlow(await flow(body), 'essai', `${dialled}\n00:05 far answers ->\n10:05:00 time passes ->`);
  });

  it('ends when the caller hangs up', async () => {
    runFlow(await flow(body), 'essai', `${dialled}\n00:05 hangs up -> end transfer`);
  });

  it('never lets a text begin a header of its own', async () => {
    const evil = 'transfer to numero { header "X-A" = config("x") } say merci hangup';
    const world = { config: { x: 'a\r\nX-B: b' } };
    runFlow(await flow(evil), 'essai', '00:00 dials -> answer, play panne', { world });
  });
});
