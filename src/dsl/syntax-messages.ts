// What the parser says when it cannot go on: in the words of the place where it stopped, never a list of token types.
// Not here: guesses at what was meant (repair.ts).

import { EOF, tokenLabel, tokenMatcher } from 'chevrotain';
import type { IParserErrorMessageProvider, IRecognitionException, IToken, TokenType } from 'chevrotain';
import { Name } from './tokens.ts';
import { reservedWords, starters } from './words.ts';

/** The most alternatives that a message lists; more of them help nobody. */
const listedMax = 8;

const outside = '`flow` or `prompts`';
const block = 'a statement';
const inputItem =
  '`prompt`, `retry`, `wait`, `barge-in`, `key`, `length`, `end on`, `first digit within`, `between digits`, `valid when` or `on`';
const queueItem = '`priority`, `greet`, `music`, `after` or `on`';
const flowItem = '`languages`, `entry`, `var`, `on` or `step`';

/** What a repeated part of a rule is made of, for the message where its closing brace was expected. */
const insides: Readonly<Record<string, string>> = {
  flow: flowItem,
  block,
  menuStatement: inputItem,
  collectStatement: inputItem,
  queueStatement: queueItem,
  prompts: 'a prompt such as `hello = "Good morning."`',
};

/** What a choice of rules stands for. */
const choices: Readonly<Record<string, string>> = {
  flowItem,
  statement: block,
  inputItem,
  queueItem,
  outcome: '`-> step` or a block `{ ... }`',
  atom: 'a value',
  promptRef: 'the name of a prompt, or a text in quotes',
  promptEntry: '`audio "file.wav"` or a text in quotes',
  ifStatement: '`if`, `-> step` or a block `{ ... }`',
};

/** Where a rule is, for the end of a sentence. */
const contexts: Readonly<Record<string, string>> = {
  flow: 'in a flow',
  flowItem: 'in a flow',
  languages: 'after `languages`',
  entry: 'after `entry`',
  param: 'in `name: Type`',
  handler: 'after `on`',
  event: 'after `on`',
  step: 'after `step`',
  block: 'in a step or block',
  outcome: 'as outcome',
  statement: 'in a step or block',
  promptRef: 'here',
  menuStatement: 'in a menu',
  collectStatement: 'in a collect',
  queueStatement: 'in a queue',
  inputItem: 'in a menu or collect',
  queueItem: 'in a queue',
  setStatement: 'after `set`',
  letStatement: 'after `let`',
  gotoStatement: 'after `goto`',
  waitItem: 'after `wait`',
  keys: 'after `key`',
  lengthItem: 'after `length`',
  endItem: 'after `end`',
  prompts: 'in `prompts`',
  promptEntry: 'in a prompt',
  audioBody: 'after `audio`',
  namedArgument: 'in an argument `name: value`',
  namedArguments: 'among the arguments of a prompt',
  conditional: 'in `if ... then ... else ...`',
  group: 'in parentheses',
};

const isReserved = ({ image }: IToken): boolean => reservedWords.includes(image);

/** How a token is named in a message: as it was written. */
export const shown = (token: IToken): string =>
  token.tokenType === EOF ? 'the end of the file' : `\`${token.image}\``;

const sentence = (expected: string, ruleName: string, found: IToken): string => {
  const context = contexts[ruleName];
  return `Expected ${expected}${context === undefined ? '' : ` ${context}`}, not ${shown(found)}`;
};

/** The provider that the parser is given: every text is one sentence about one place. */
export const syntaxMessages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, actual, ruleName }) => {
    if (expected === Name && isReserved(actual)) return `\`${actual.image}\` is a word of Fil and cannot be a name`;
    const inside = insides[ruleName];
    const label = expected === EOF ? outside : tokenLabel(expected);
    return sentence(label === '`}`' && inside !== undefined ? `${inside}, or \`}\`` : label, ruleName, actual);
  },
  buildNotAllInputParsedMessage: ({ firstRedundant }) => `Expected ${outside}, not ${shown(firstRedundant)}`,
  buildNoViableAltMessage: ({ expectedPathsPerAlt, actual, ruleName }) => {
    const found = actual[0];
    const expected = choices[ruleName] ?? list(expectedPathsPerAlt.flat());
    return found === undefined ? `Expected ${expected}` : sentence(expected, ruleName, found);
  },
  buildEarlyExitMessage: ({ expectedIterationPaths, actual, ruleName }) => {
    const found = actual[0];
    const expected = list(expectedIterationPaths);
    return found === undefined ? `Expected ${expected}` : sentence(expected, ruleName, found);
  },
};

/** What to do about a syntax error, by the rule that stopped. */
export function syntaxHint(error: IRecognitionException): string {
  const rule = error.context.ruleStack.at(-1) ?? '';
  if (rule === 'block' && tokenMatcher(error.token, Name)) return hints.statement ?? '';
  return (
    hints[rule] ??
    (insides[rule] === undefined ? 'compare with a working flow.' : 'look for a missing or surplus `}` above.')
  );
}

const hints: Readonly<Record<string, string>> = {
  module: 'a file holds flows and prompts; look for a surplus `}` above.',
  handler: 'write for instance `on no input after 2 tries -> step`.',
  statement: `a statement begins with ${starters.statement.map((word) => `\`${word}\``).join(', ')}.`,
  event: 'write for instance `on no input after 2 tries -> step`.',
  outcome: 'write `-> step`, or what is to be done between braces.',
  keyItem: 'write `key 1 "Label" -> step`.',
  keys: 'write `key 1 "Label" -> step`.',
  gotoStatement: 'write `goto step`.',
  setStatement: 'write `set name = value`.',
  letStatement: 'write `let name = value`.',
  param: 'write `name: Type`.',
  namedArgument: 'every argument has its name: `prompt(count: 3)`.',
  promptRef: 'write the name of a prompt.',
  promptEntry: 'write `name = "text"` or `name = audio "file.wav" "text"`.',
  waitItem: 'write for instance `wait 5s`.',
  lengthItem: 'write `length 8` or `length 6..10`.',
  languages: 'write for instance `languages fr-FR, en-GB`.',
  entry: 'write for instance `entry "+33180001122"`.',
  prompts: 'write `prompts fr-FR { ... }`.',
  step: 'write `step name { ... }`.',
  atom: 'give a value: a number, a text, a name or a function.',
};

function list(paths: readonly TokenType[][]): string {
  const labels = [...new Set(paths.flatMap((path) => path.slice(0, 1).map(tokenLabel)))].slice(0, listedMax);
  const last = labels.at(-1) ?? 'something else';
  return labels.length < 2 ? last : `${labels.slice(0, -1).join(', ')} or ${last}`;
}
