// A menu with keys of several lengths and a key that says that no more comes.

import { describe, it } from 'vitest';
import { compiled } from './compiled.ts';
import { runFlow } from './flow-timeline.ts';

const menu = (keys: string): ReturnType<typeof compiled> =>
  compiled(`flow essai { entry "+33180001122" languages fr-FR
    step a { menu m { prompt choix  end on #  ${keys}  on no input -> trois  on no match after 2 tries -> trois } }
    step un { say un goto suite }
    step dix { say dix goto suite }
    step suite { menu n { prompt encore  key 1 "Un" -> trois  key # "Dièse" -> un  on no input, no match -> trois } }
    step trois { say trois hangup }
  }
  prompts fr-FR { choix = "Choix."  un = "Un."  dix = "Dix."  trois = "Trois."  encore = "Encore ?" }`);

const oneOrTen = 'key 1 "Un" -> un  key 10 "Dix" -> dix';
const said = `00:00 dials        -> answer, play choix
    00:01 prompt ends  ->`;

describe('a menu with an end key', () => {
  it('does not wait for the rest once it is pressed', async () => {
    runFlow(await menu(oneOrTen), 'essai', `${said}\n00:02 press 1  ->\n00:02 press #  -> play un`);
  });

  it('still takes the shorter key after a silence', async () => {
    runFlow(await menu(oneOrTen), 'essai', `${said}\n00:02 press 1  ->\n00:05 time passes  -> play un`);
  });

  it('takes the longer key at once, and drops the end key pressed out of habit', async () => {
    runFlow(
      await menu(oneOrTen),
      'essai',
      `${said}
       00:02 press 10     -> play dix
       00:02 press #      ->
       00:03 prompt ends  -> play encore
       00:04 press #      -> stop, play un`,
    );
  });

  it('counts it alone as a wrong key, unless the menu has it', async () => {
    runFlow(await menu(oneOrTen), 'essai', `${said}\n00:02 press #  -> play choix`);
    runFlow(await menu('key 1 "Un" -> un  key # "Dièse" -> dix'), 'essai', `${said}\n00:02 press #  -> play dix`);
  });
});
