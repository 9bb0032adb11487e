// Every code of the compiler: severity, title and explanation in English and French. docs/errors.md is written from it.
// Not here: the text of one message, which the check composes from the author's own names.

import { callCodes } from './catalogue-calls.ts';
import { entry } from './catalogue-entry.ts';
import type { CatalogueEntry } from './catalogue-entry.ts';

export type { CatalogueEntry } from './catalogue-entry.ts';

/** All codes. They are stable: one that is no longer used is not given to anything else. */
export const catalogue = {
  FIL101: entry(
    'error',
    ['Syntax', 'Syntaxe'],
    [
      'The text cannot be read here. The message says what may stand at this place.',
      'Le texte ne peut pas être lu ici. Le message dit ce qui peut se trouver à cet endroit.',
    ],
  ),
  FIL102: entry(
    'error',
    ['Wrong word with a known fix', 'Mot fautif dont la correction est connue'],
    [
      'A habit of another language, a French keyword or a slip of the keyboard. The rest of the file was checked as if it were corrected.',
      "Une habitude d'un autre langage, un mot-clé en français ou une faute de frappe. Le reste du fichier a été vérifié comme si elle était corrigée.",
    ],
  ),
  FIL201: entry(
    'error',
    ['Unknown name', 'Nom inconnu'],
    [
      'Nothing of this name is declared where it could be used. The nearest names are proposed.',
      'Rien ne porte ce nom là où il pourrait servir. Les noms les plus proches sont proposés.',
    ],
  ),
  FIL202: entry(
    'error',
    ['Not in the environment', "Absent de l'environnement"],
    [
      'The environment that was asked for has no queue, number, skill, music or setting of this name.',
      "L'environnement demandé n'a ni file, ni numéro, ni compétence, ni musique, ni réglage de ce nom.",
    ],
  ),
  FIL203: entry(
    'error',
    ['Duplicate name', 'Nom en double'],
    [
      'Two things of one kind have the same name, or two flows answer the same number: a call could not know which is meant.',
      'Deux choses de même nature portent le même nom, ou deux parcours répondent au même numéro : un appel ne saurait pas lequel suivre.',
    ],
  ),
  FIL204: entry(
    'warning',
    ['Unused', 'Inutilisé'],
    [
      'Something is declared or brought in and never used. It misleads whoever reads the flow.',
      'Quelque chose est déclaré ou importé sans jamais servir. Cela trompe qui lit le parcours.',
    ],
  ),
  FIL301: entry(
    'error',
    ['Type mismatch', 'Types incompatibles'],
    [
      'A value of one type stands where another is needed. Only Digits, Phone, Language and enums become Text by themselves, and a Score a Number.',
      'Une valeur se trouve là où un autre type est attendu. Seuls Digits, Phone, Language et les enums deviennent Text sans rien écrire, et un Score un Number.',
    ],
  ),
  FIL302: entry(
    'error',
    ['Optional used without a test', 'Valeur facultative utilisée sans test'],
    [
      'The value may be none. Test it first (`if x is none -> ...`) or give a replacement (`x default y`).',
      'La valeur peut être none. Testez-la avant (`if x is none -> ...`) ou donnez un remplaçant (`x default y`).',
    ],
  ),
  FIL303: entry(
    'error',
    ['Choice not exhaustive', 'Choix incomplet'],
    [
      'A value can arrive here for which no case says what happens.',
      "Une valeur peut arriver ici sans qu'aucun cas ne dise que faire.",
    ],
  ),
  FIL304: entry(
    'error',
    ['Never reached', 'Jamais atteint'],
    [
      'Whatever stands before this always leaves or takes everything, so no call can reach it.',
      'Ce qui précède part toujours ailleurs, ou prend tout : aucun appel ne peut y arriver.',
    ],
  ),
  FIL305: entry(
    'error',
    ['Value may be unset on a path', 'Valeur peut-être absente sur un chemin'],
    [
      'A call can arrive here by a path on which the value was never given. The message shows such a path.',
      "Un appel peut arriver ici par un chemin où la valeur n'a jamais été donnée. Le message montre un tel chemin.",
    ],
  ),
  FIL306: entry(
    'error',
    ['Unreachable step', 'Étape inaccessible'],
    [
      'No path from the first step, nor from a handler, leads to this step.',
      "Aucun chemin ne mène à cette étape, ni depuis la première, ni depuis un gestionnaire d'événement.",
    ],
  ),
  FIL307: entry(
    'error',
    ['Step can end without going anywhere', 'Étape qui peut se terminer sans suite'],
    [
      'A caller who reaches the end of a step would hear nothing more. End each path with `goto` or `hangup`.',
      "Un appelant arrivé au bout d'une étape n'entendrait plus rien. Terminez chaque chemin par `goto` ou `hangup`.",
    ],
  ),
  FIL308: entry(
    'error',
    ['Cycle that nothing stops', "Boucle que rien n'arrête"],
    [
      'The steps lead back to themselves although the caller did nothing. A cycle must pass through a key, a number typed in, or a queue.',
      "Les étapes reviennent sur elles-mêmes sans que l'appelant ait rien fait. Une boucle doit passer par une touche, une saisie ou une file d'attente.",
    ],
  ),
  FIL309: entry(
    'error',
    ['A subflow that runs itself', 'Sous-parcours qui se lance lui-même'],
    [
      'Subflows may not lead back to themselves, and not run each other more than eight deep.',
      "Des sous-parcours ne peuvent pas se relancer eux-mêmes, ni s'imbriquer sur plus de huit niveaux.",
    ],
  ),
  FIL310: entry(
    'error',
    ['Too much without a wait', 'Trop sans attente'],
    [
      'Between two waits a flow may do at most 1,000 statements; loops multiply what is inside them.',
      "Entre deux attentes, un parcours fait au plus 1 000 instructions ; les boucles multiplient ce qu'elles contiennent.",
    ],
  ),
  FIL311: entry(
    'warning',
    ['No way to an agent', 'Aucun chemin vers un conseiller'],
    [
      'From this step no path leads to a queue or a transfer. Asked for by a rule of the project.',
      'Depuis cette étape, aucun chemin ne mène à une file ou à un transfert. Demandé par une règle du projet.',
    ],
  ),
  FIL312: entry(
    'error',
    ['Shares of a split', "Parts d'une répartition"],
    [
      'The shares of a `split` add up to 100 %, and each branch does something (a warning).',
      "Les parts d'un `split` font 100 % au total, et chaque branche fait quelque chose (avertissement).",
    ],
  ),
  FIL401: entry(
    'error',
    ['Unknown prompt', 'Message vocal inconnu'],
    ['No `prompts` block declares this prompt.', 'Aucun bloc `prompts` ne déclare ce message.'],
  ),
  FIL402: entry(
    'error',
    ['Prompt missing for a language', 'Message vocal absent dans une langue'],
    [
      'The flow speaks a language in which this prompt does not exist.',
      "Le parcours parle une langue dans laquelle ce message n'existe pas.",
    ],
  ),
  FIL403: entry(
    'error',
    ['Parameters differ', 'Paramètres différents'],
    [
      'The reference language decides the parameters of a prompt; a translation repeats them exactly or leaves them out, and invents none.',
      "La langue de référence fixe les paramètres d'un message ; une traduction les répète exactement ou les omet, et n'en invente pas.",
    ],
  ),
  FIL404: entry(
    'error',
    ['Audio file missing or wrong', 'Fichier audio absent ou inadapté'],
    [
      'Audio files are WAV, one channel, 8 or 16 kHz, 16 bits, below the audio folder of the project.',
      'Les fichiers audio sont des WAV à une voie, 8 ou 16 kHz, 16 bits, dans le dossier audio du projet.',
    ],
  ),
  FIL405: entry(
    'warning',
    ['Recording and transcript differ', 'Enregistrement et texte différents'],
    [
      'The recording is more than twice as long, or less than half as long, as reading its transcript would take: most likely one of them is out of date.',
      "L'enregistrement dure plus du double, ou moins de la moitié, de la lecture de son texte : l'un des deux n'est sans doute plus à jour.",
    ],
  ),
  FIL406: entry(
    'warning',
    ['Unused prompt or literal text', 'Message inutilisé ou texte dans le parcours'],
    [
      'A prompt that no flow uses, or a text that stands in the flow instead of in `prompts`, where it could be translated and recorded.',
      "Un message qu'aucun parcours n'utilise, ou un texte écrit dans le parcours plutôt que dans `prompts`, où il pourrait être traduit et enregistré.",
    ],
  ),
  ...callCodes,
} as const satisfies Record<string, CatalogueEntry>;

/** A code of the catalogue. */
export type Code = keyof typeof catalogue;
