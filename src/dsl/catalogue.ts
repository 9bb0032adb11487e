// Every code of the compiler: severity, title and explanation in English and French. docs/errors.md is written from it.
// Not here: the text of one message, which the check composes from the author's own names.

/** What a code means, whatever the flow. */
export interface CatalogueEntry {
  readonly severity: 'error' | 'warning';
  readonly title: string;
  readonly titleFr: string;
  readonly explanation: string;
  readonly explanationFr: string;
}

const entry = (
  severity: CatalogueEntry['severity'],
  title: readonly [english: string, french: string],
  explanation: readonly [english: string, french: string],
): CatalogueEntry => ({
  severity,
  title: title[0],
  titleFr: title[1],
  explanation: explanation[0],
  explanationFr: explanation[1],
});

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
  FIL103: entry(
    'error',
    ['Not in this release', 'Absent de cette version'],
    [
      'The word belongs to Fil, but this release does not know it yet.',
      'Le mot appartient à Fil, mais cette version ne le connaît pas encore.',
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
  FIL203: entry(
    'error',
    ['Duplicate name', 'Nom en double'],
    [
      'Two things of one kind have the same name, or two flows answer the same number: a call could not know which is meant.',
      'Deux choses de même nature portent le même nom, ou deux parcours répondent au même numéro : un appel ne saurait pas lequel suivre.',
    ],
  ),
  FIL301: entry(
    'error',
    ['Type mismatch', 'Types incompatibles'],
    [
      'A value of one type stands where another is needed. Only Digits, Phone and Language become Text by themselves.',
      'Une valeur se trouve là où un autre type est attendu. Seuls Digits, Phone et Language deviennent Text sans rien écrire.',
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
  FIL304: entry(
    'error',
    ['Code after an end', 'Code après une fin'],
    [
      'Whatever stands before this statement always leaves, so no call can reach it.',
      'Ce qui précède cette instruction part toujours ailleurs : aucun appel ne peut y arriver.',
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
  FIL501: entry(
    'error',
    ['Silence or a wrong key not foreseen', 'Silence ou mauvaise touche non prévus'],
    [
      'Each menu and collect says where silence leads (`on no input`) and where wrong keys lead (`on no match`).',
      'Chaque menu et chaque saisie disent où mènent le silence (`on no input`) et les mauvaises touches (`on no match`).',
    ],
  ),
  FIL502: entry(
    'warning',
    ['Key is the beginning of another', "Touche qui est le début d'une autre"],
    [
      'After such a key we must wait to learn whether more digits follow: the caller feels the delay.',
      "Après une telle touche, il faut attendre de savoir si d'autres chiffres suivent : l'appelant le ressent.",
    ],
  ),
  FIL604: entry(
    'error',
    ['Not possible once the caller has left', "Impossible une fois l'appelant parti"],
    [
      '`on hangup` runs when nobody is on the line any more: only `set` and `if` make sense there.',
      "`on hangup` s'exécute quand plus personne n'est en ligne : seuls `set` et `if` y ont un sens.",
    ],
  ),
  FIL605: entry(
    'error',
    ['Queue with an outcome missing', "File d'attente sans issue prévue"],
    [
      'Each queue says what happens when it is closed, when no agent is there, and after how long the caller leaves it.',
      "Chaque file dit ce qui se passe quand elle est fermée, quand aucun agent n'est là, et au bout de combien de temps on la quitte.",
    ],
  ),
} as const satisfies Record<string, CatalogueEntry>;

/** A code of the catalogue. */
export type Code = keyof typeof catalogue;
