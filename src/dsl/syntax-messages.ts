// What the parser says when it cannot go on: in the words of the place where it stopped, never a list of token types.
// Not here: guesses at what was meant (repair.ts).

import { EOF, tokenLabel, tokenMatcher } from 'chevrotain';
import type { IParserErrorMessageProvider, IRecognitionException, IToken, TokenType } from 'chevrotain';
import { Name } from './tokens.ts';
import { choices, contexts, hints, insides, outside } from './syntax-words.ts';
import { reservedWords, starters } from './words.ts';

/** The most alternatives that a message lists; more of them help nobody. */
const listedMax = 8;

const isReserved = ({ image }: IToken): boolean => reservedWords.includes(image);

/** How a token is named in a message: as it was written. */
export const shown = (token: IToken): string =>
  token.tokenType === EOF ? 'the end of the file' : `\`${token.image}\``;

const noName = ({ image }: IToken): string => `\`${image}\` ${cannotBeName}`;
const cannotBeName = 'is a word of Fil and cannot be a name';

/** Whether a name begins here although the grammar, which found none, asks for a closing sign. */
function wantsName(ruleName: string, previous: IToken, { image }: IToken): boolean {
  if (ruleName === 'params') return previous.image === '(' || previous.image === ',';
  if (ruleName !== 'prompts' && ruleName !== 'enumDeclaration') return false;
  return !starters.declaration.some((word) => word === image);
}

const sentence = (expected: string, ruleName: string, found: IToken): string => {
  const context = contexts[ruleName];
  return `Expected ${expected}${context === undefined ? '' : ` ${context}`}, not ${shown(found)}`;
};

/** The provider that the parser is given: every text is one sentence about one place. */
export const syntaxMessages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, actual, previous, ruleName }) => {
    if (isReserved(actual) && (expected === Name || wantsName(ruleName, previous, actual))) return noName(actual);
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
    if (ruleName === 'enumDeclaration' && found !== undefined && isReserved(found)) return noName(found);
    const expected = list(expectedIterationPaths);
    return found === undefined ? `Expected ${expected}` : sentence(expected, ruleName, found);
  },
};

/** What to do about a syntax error, by the rule that stopped. */
export function syntaxHint(error: IRecognitionException): string {
  const rule = error.context.ruleStack.at(-1) ?? '';
  if (error.message.endsWith(cannotBeName)) return 'choose another name, for instance with a `_` behind it.';
  if (rule === 'block' && tokenMatcher(error.token, Name)) return hints.statement ?? '';
  return (
    hints[rule] ??
    (insides[rule] === undefined ? 'compare with a working flow.' : 'look for a missing or surplus `}` above.')
  );
}

function list(paths: readonly TokenType[][]): string {
  const labels = [...new Set(paths.flatMap((path) => path.slice(0, 1).map(tokenLabel)))].slice(0, listedMax);
  const last = labels.at(-1) ?? 'something else';
  return labels.length < 2 ? last : `${labels.slice(0, -1).join(', ')} or ${last}`;
}
