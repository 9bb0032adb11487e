// Menus, collects and shared questions beyond the first ones: conditions, keys spoken, again, what is typed ahead, secrets,
// types, and `ask`.

import { describe, expect, it } from 'vitest';
import { compiled } from './compiled.ts';
import { runFlow } from './flow-timeline.ts';

const prompts = `prompts fr-FR {
  bonjour = "Bonjour."   choix = "Choix ?"   bis = "Encore ?"   fin = "Fin."   invalide = "Invalide."   combien = "Combien ?"
  vous(n: Number) = "Vous avez {n}."
}`;

const flow = (body: string, more = ''): Promise<Awaited<ReturnType<typeof compiled>>> =>
  compiled(`flow essai { entry "+33180001122" languages fr-FR
    var riche: Boolean = false
    on error { say fin hangup }
    step a { ${body} }
    step fin { say fin  hangup }
  }
  ${more}
  ${prompts}`);

const leave = 'on no input after 2 tries -> fin  on no match after 3 tries -> fin';

describe('a key with a condition', () => {
  const body = `set riche = length(call.id) > 5
    menu m { prompt from keys  key 1 "Ventes" -> fin  key 2 "Or" when riche -> fin  key * "Rien" -> fin ${leave} }`;

  it('that does not hold is neither spoken nor taken', async () => {
    const { effects } = runFlow(
      await flow(body),
      'essai',
      `00:00 dials    -> answer, play keys
       00:01 press 2  -> stop, play keys
       00:02 press 1  -> stop, play fin`,
    );
    const [first] = effects.flatMap((effect) => (effect.kind === 'play' ? [effect.parts] : []));
    expect(first).toEqual([
      { kind: 'speech', text: 'Pour Ventes, tapez 1. Pour Rien, tapez étoile.', language: 'fr-FR' },
    ]);
  });
});

describe('again', () => {
  const body = `menu m { prompt choix  key 9 "Encore" { say bonjour  again } key 1 "Fin" -> fin
    on no input after 2 tries { say bis  again }  on no match after 2 tries -> fin }`;

  it('puts the question once more from its prompt, its counters kept', async () => {
    runFlow(
      await flow(body),
      'essai',
      `00:00 dials        -> answer, play choix
       00:01 press 5      -> stop, play choix
       00:02 press 9      -> stop, play bonjour
       00:03 prompt ends  -> play choix
       00:04 press 5      -> stop, play fin`,
    );
  });

  it('the tenth time is the limit of the flow', async () => {
    const rounds = Array.from({ length: 9 }, () => [
      'press 9 -> stop, play bonjour',
      'prompt ends -> play choix',
    ]).flat();
    const lines = [...rounds, 'press 9 -> stop, play bonjour', 'prompt ends -> play fin'];
    const { facts } = runFlow(
      await flow(body),
      'essai',
      ['00:00 dials -> answer, play choix', ...lines.map((line) => `00:01 ${line}`)].join('\n'),
    );
    expect(facts).toContainEqual({ kind: 'flowFailed', call: 'C', code: 'againTooOften', step: 'a' });
  });
});

describe('keys pressed ahead', () => {
  const body = `say bonjour
    menu m { prompt choix  barge-in keep  key 1 "Un" { say bonjour } key 2 "Deux" -> fin ${leave} }
    collect n: Digits { prompt combien  barge-in keep  length 2 ${leave} }
    goto fin`;

  it('answer a question that keeps them before it is put', async () => {
    const { state } = runFlow(
      await flow(body),
      'essai',
      `00:00 dials        -> answer, play bonjour
       00:01 press 147    ->
       00:02 prompt ends  -> play bonjour
       00:03 prompt ends  -> play fin`,
    );
    expect(state?.variables).toMatchObject({ n: '47' });
  });

  it('are dropped by a question that does not keep them', async () => {
    runFlow(
      await flow(`say bonjour  menu m { prompt choix  key 1 "Un" -> fin ${leave} }`),
      'essai',
      `00:00 dials        -> answer, play bonjour
       00:01 press 1      ->
       00:02 prompt ends  -> play choix`,
    );
  });

  it('wait for the rest when they are only the beginning', async () => {
    runFlow(
      await flow(body),
      'essai',
      `00:00 dials        -> answer, play bonjour
       00:01 press 14     ->
       00:02 prompt ends  -> play bonjour
       00:03 prompt ends  ->
       00:04 press 5      -> play fin`,
    );
  });
});

describe('a question without barge-in', () => {
  it('takes no key before its prompt has ended', async () => {
    runFlow(
      await flow(`menu m { prompt choix  barge-in off  key 1 "Un" -> fin ${leave} }`),
      'essai',
      `00:00 dials        -> answer, play choix
       00:01 press 1      ->
       00:02 prompt ends  ->
       00:03 press 1      -> play fin`,
    );
  });
});

describe('a secret', () => {
  const body = `announce bonjour  recording start
    collect code_secret: Digits { prompt choix  secret  length 4 ${leave} }
    say bonjour goto fin`;

  it('is not recorded', async () => {
    runFlow(
      await flow(body),
      'essai',
      `00:00 dials        -> answer, announce bonjour
       00:01 prompt ends  -> recording start, recording pause, play choix
       00:02 press 1234   -> stop, recording resume, play bonjour`,
    );
  });

  it('that nobody gives goes on being recorded too', async () => {
    runFlow(
      await flow(body),
      'essai',
      `00:00 dials        -> answer, announce bonjour
       00:01 prompt ends  -> recording start, recording pause, play choix
       00:02 press 1#34   -> stop, play choix
       00:03 fails radio  -> stop, recording resume, play fin`,
    );
  });
});

describe('a secret question', () => {
  it('records that a key was chosen, and not which', async () => {
    const { facts } = runFlow(
      await flow(
        `let oui = ask m { on no input, no match -> fin }  if oui -> fin  hangup`,
        'question m: Boolean { prompt choix  secret  key 7 "Sept" { return true } }',
      ),
      'essai',
      '00:00 dials -> answer, play choix\n00:01 press 7 -> stop, play fin',
    );
    expect(facts).toContainEqual({ kind: 'keyChosen', call: 'C', menu: 'm', key: '', label: '' });
  });
});

describe('a collect', () => {
  const take = (type: string, options = ''): string =>
    `collect v: ${type} { prompt choix ${options} length 1..14 end on # on no input -> fin on no match -> fin } say bonjour hangup`;
  const typed = async (type: string, digits: string): Promise<unknown> => {
    const told = runFlow(
      await flow(take(type)),
      'essai',
      `00:00 dials               -> answer, play choix
       00:01 press ${digits}#    -> stop, play bonjour`,
    );
    return told.state?.variables['v'];
  };
  const refused = async (type: string, digits: string): Promise<void> => {
    runFlow(
      await flow(take(type)),
      'essai',
      `00:00 dials               -> answer, play choix
       00:01 press ${digits}#    -> stop, play fin`,
    );
  };

  it('of a Number gives a number', async () => {
    expect(await typed('Number', '007')).toBe(7);
  });
  it('of Digits gives them as typed', async () => {
    expect(await typed('Digits', '007')).toBe('007');
  });
  it('of a Date takes the day first', async () => {
    expect(await typed('Date', '24122026')).toBe('2026-12-24');
  });
  it('of a Date refuses a day that does not exist', () => refused('Date', '30022026'));
  it('of a Phone takes the national form of our number’s country', async () => {
    expect(await typed('Phone', '0612345678')).toBe('+33612345678');
  });
  it('of a Phone takes the international form', async () => {
    expect(await typed('Phone', '00447700900123')).toBe('+447700900123');
  });
  it('of a Phone refuses what is neither', () => refused('Phone', '612345678'));
  it('of a Score takes what is between its bounds', async () => {
    expect(await typed('Score(0..10)', '10')).toBe(10);
  });
  it('of a Score refuses what is not', () => refused('Score(0..10)', '11'));
  it('refuses a star', () => refused('Digits', '1*2'));
});

describe('the end key of a number that is full already', () => {
  const body = `collect n: Digits { prompt combien  length 2  end on # ${leave} }
    menu m { prompt choix  key # "Dièse" -> fin  ${leave} }`;
  const full = `00:00 dials     -> answer, play combien
    00:01 press 47  -> stop, play choix`;

  it('answers nothing', async () => runFlow(await flow(body), 'essai', `${full}\n00:02 press # ->`));
  it('pressed again is a key like another', async () =>
    runFlow(await flow(body), 'essai', `${full}\n00:02 press ## -> stop, play fin`));
  it('pressed later is a key like another', async () =>
    runFlow(await flow(body), 'essai', `${full}\n00:09 press # -> stop, play fin`));
});

describe('a shared question put to a caller', () => {
  const questions = `enum Motif { accueil "Accueil" delai "Délai" }
    question nps(min: Number = 0): Score(0..10) { prompt choix  retry bis  length 1..2  end on #
      valid when nps >= min else say invalide }
    question motif: Motif { prompt from keys  key 1 "Accueil" { return accueil }  key 2 "Délai" { return delai } }`;
  const body = `let n = ask nps(min: 3) { on no input after 2 tries -> fin  on no match after 2 tries -> fin }
    let m = ask motif { on no input -> fin  on no match -> fin }
    say vous(n: n) hangup`;

  it('is answered by digits or by a key that gives the value', async () => {
    const { state, facts } = runFlow(
      await flow(body, questions),
      'essai',
      `00:00 dials     -> answer, play choix
       00:01 press 8#  -> stop, play keys
       00:02 press 2   -> stop, play vous(n 8)`,
    );
    expect(state?.variables).toMatchObject({ n: 8, m: 'delai' });
    expect(facts).toContainEqual({ kind: 'questionAnswered', call: 'C', question: 'motif', by: 'caller' });
  });

  it('judges the answer by its own condition and parameters', async () => {
    runFlow(
      await flow(body, questions),
      'essai',
      `00:00 dials      -> answer, play choix
       00:01 press 2#   -> stop, play invalide, play bis
       00:02 press 11#  -> stop, play invalide
       00:03 prompt ends -> play fin`,
    );
  });

  it('goes on after an absence where it was', async () => {
    runFlow(
      await flow(body, questions),
      'essai',
      `00:00 dials         -> answer, play choix
       00:01 press 1       -> stop
       00:02 back          -> answer
       00:03 press 0#      -> play keys
       00:04 back hearing  -> answer
       00:05 back          -> answer, play keys`,
    );
  });
});
