// The words of Fil: which are reserved, which are ordinary names with a meaning in one place, and which belong to a later
// release. Not here: how they become tokens (tokens.ts) or where the grammar allows them (parser.ts).

/** Every reserved word of the language, those of later releases included, so that no flow has to be renamed one day. */
export const reservedWords = [
  ...[
    'use',
    'from',
    'as',
    'flow',
    'subflow',
    'script',
    'step',
    'prompts',
    'hours',
    'service',
    'record',
    'enum',
    'question',
  ],
  ...[
    'test',
    'entry',
    'languages',
    'var',
    'on',
    'if',
    'else',
    'choose',
    'otherwise',
    'repeat',
    'for',
    'in',
    'let',
    'set',
  ],
  ...[
    'say',
    'tell',
    'announce',
    'menu',
    'collect',
    'ask',
    'run',
    'request',
    'queue',
    'transfer',
    'voicemail',
    'schedule',
  ],
  ...[
    'send',
    'track',
    'language',
    'split',
    'wait',
    'goto',
    'return',
    'hangup',
    'again',
    'leave',
    'and',
    'or',
    'not',
    'is',
  ],
  ...[
    'then',
    'default',
    'none',
    'true',
    'false',
    'key',
    'no',
    'prompt',
    'retry',
    'valid',
    'when',
    'every',
    'after',
    'offer',
  ],
  ...['connect', 'barge-in', 'given', 'expect', 'press', 'reload', 'restart'],
];

/** Words that the grammar knows in one place and that are names everywhere else. */
export const softWords = [
  ...['audio', 'priority', 'greet', 'music', 'length', 'end', 'first', 'digit', 'within', 'between', 'digits', 'tries'],
  ...['off', 'purpose', 'require', 'recording', 'beep', 'secret', 'max', 'silence', 'renamed'],
];

/** What begins a declaration, a flow item, a statement, an input item, a queue item in this release. */
export const starters = {
  declaration: ['flow', 'prompts'],
  flowItem: ['entry', 'languages', 'var', 'on', 'step'],
  statement: ['say', 'menu', 'collect', 'queue', 'wait', 'set', 'let', 'if', 'goto', 'hangup'],
  inputItem: ['prompt', 'retry', 'wait', 'barge-in', 'key', 'length', 'end', 'first', 'between', 'valid', 'on'],
  queueItem: ['priority', 'greet', 'music', 'after', 'on', 'offer'],
} as const;

/** What begins the same things in a later release: known, refused by name (FIL103). */
export const laterStarters = {
  declaration: ['use', 'subflow', 'script', 'hours', 'service', 'record', 'enum', 'question', 'test'],
  flowItem: ['purpose'],
  statement: [
    ...[
      'choose',
      'repeat',
      'for',
      'tell',
      'announce',
      'ask',
      'run',
      'request',
      'transfer',
      'voicemail',
      'schedule',
      'send',
    ],
    ...['track', 'language', 'split', 'return', 'again', 'leave', 'recording'],
  ],
  inputItem: ['beep', 'secret', 'max', 'silence'],
  queueItem: ['require', 'every', 'connect'],
} as const;

/** A place of the grammar that begins with a word of its own. */
export type Place = keyof typeof starters;

/** The types of later releases. */
export const laterTypes = ['Money', 'Date', 'Time', 'DateTime', 'Recording', 'Score', 'List'];

/** The events of later releases, as they stand after `on`. */
export const laterEvents = [
  'limit',
  'answering_machine',
  'full',
  'busy',
  'no answer',
  'failure',
  'timeout',
  'objection',
];

/** The fields of `call` and the objects of later releases. */
export const laterFields = ['started', 'agent', 'attempt'];

/** The functions of later releases. */
export const laterFunctions = [
  ...['open', 'next_open', 'today', 'now', 'date', 'time', 'weekday', 'age', 'round', 'estimate', 'agents', 'callers'],
  ...['config', 'speaks', 'skill'],
];

/** Words that people write out of habit, from French or another language or in the wrong place, and what Fil has for them. */
export const foreignWords: ReadonlyMap<string, string> = new Map([
  ['si', 'if'],
  ['sinon', 'else'],
  ['sinonsi', 'else if'],
  ['elif', 'else if'],
  ['elsif', 'else if'],
  ['elseif', 'else if'],
  ['when', 'if'],
  ['goto', '->'],
  ['const', 'let'],
  ['alors', 'then'],
  ['etape', 'step'],
  ['étape', 'step'],
  ['flux', 'flow'],
  ['parcours', 'flow'],
  ['entrée', 'entry'],
  ['entree', 'entry'],
  ['langues', 'languages'],
  ['variable', 'var'],
  ['soit', 'let'],
  ['dire', 'say'],
  ['dis', 'say'],
  ['play', 'say'],
  ['touche', 'key'],
  ['choix', 'key'],
  ['saisir', 'collect'],
  ['saisie', 'collect'],
  ['gather', 'collect'],
  ['file', 'queue'],
  ['attendre', 'wait'],
  ['attente', 'wait'],
  ['sleep', 'wait'],
  ['aller', 'goto'],
  ['jump', 'goto'],
  ['raccrocher', 'hangup'],
  ['message', 'prompt'],
  ['invite', 'prompt'],
  ['messages', 'prompts'],
  ['invites', 'prompts'],
  ['quand', 'on'],
  ['sur', 'on'],
  ['aucun', 'none'],
  ['null', 'none'],
  ['vrai', 'true'],
  ['faux', 'false'],
  ['et', 'and'],
  ['ou', 'or'],
  ['non', 'not'],
  ['est', 'is'],
  ['equals', 'is'],
  ['longueur', 'length'],
  ['priorité', 'priority'],
  ['musique', 'music'],
  ['après', 'after'],
  ['apres', 'after'],
  ['valide', 'valid'],
]);

/** Signs of other languages, and how Fil writes them. */
export const foreignSigns: ReadonlyMap<string, readonly string[]> = new Map([
  ['=', ['is']],
  ['==', ['is']],
  ['===', ['is']],
  ['!=', ['is', 'not']],
  ['!==', ['is', 'not']],
  ['<>', ['is', 'not']],
  ['&&', ['and']],
  ['||', ['or']],
  ['!', ['not']],
  ['->', ['goto']],
  ['=>', ['->']],
  ['-->', ['->']],
  ['→', ['->']],
  ['–>', ['->']],
]);
