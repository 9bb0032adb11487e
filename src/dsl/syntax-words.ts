// The words of messages about syntax, by rule of the grammar: what may stand inside, what a place is called, what to write.
// Not here: how they become a sentence (syntax-messages.ts).

import { starters } from './words.ts';

/** What stands outside everything. */
export const outside = 'a declaration such as `flow` or `prompts`';
const block = 'a statement';
const listed = (words: readonly string[]): string => {
  const shown = words.map((word) => `\`${word}\``);
  return `${shown.slice(0, -1).join(', ')} or ${shown.at(-1) ?? ''}`;
};
const inputItem = 'a line such as `prompt`, `retry`, `wait`, `key`, `length`, `valid when` or `on`';
const queueItem = listed(starters.queueItem);
const flowItem = listed(starters.flowItem);
const testLine = listed(starters.testLine);

/** What a repeated part of a rule is made of, for the message where its closing brace was expected. */
export const insides: Readonly<Record<string, string>> = {
  flow: flowItem,
  block,
  inputBody: inputItem,
  queueStatement: queueItem,
  handlers: '`on`',
  chooseStatement: 'a case',
  chooseBody: 'a case',
  splitStatement: 'a share such as `50%`',
  transferStatement: listed(starters.transferItem),
  operation: listed(starters.operationItem),
  service: '`query` or `command`',
  hours: 'a day, `holidays`, `closed` or `open`',
  recordDeclaration: 'a field such as `name: Text`',
  record: 'a field such as `name: value`',
  enumDeclaration: 'a name',
  test: testLine,
  prompts: 'a prompt such as `hello = "Good morning."`',
};

/** What a choice of rules stands for. */
export const choices: Readonly<Record<string, string>> = {
  flowItem,
  statement: block,
  inputItem,
  queueItem,
  testLine,
  transferItem: listed(starters.transferItem),
  operationItem: listed(starters.operationItem),
  hoursItem: 'a day, `holidays`, `closed` or `open`',
  outcome: '`-> step` or a block `{ ... }`',
  atom: 'a value',
  pattern: 'a name, a number or a text',
  promptRef: 'the name of a prompt, or a text in quotes',
  promptEntry: '`audio "file.wav"` or a text in quotes',
  bodyCase: '`audio "file.wav"` or a text in quotes',
  ifStatement: '`if`, `-> step` or a block `{ ... }`',
};

/** Where a rule is, for the end of a sentence. */
export const contexts: Readonly<Record<string, string>> = {
  flow: 'in a flow',
  flowItem: 'in a flow',
  languages: 'after `languages`',
  entry: 'after `entry`',
  param: 'in `name: Type`',
  handler: 'after `on`',
  handlers: 'in braces',
  event: 'after `on`',
  step: 'after `step`',
  block: 'in a step or block',
  outcome: 'as outcome',
  statement: 'in a step or block',
  promptRef: 'here',
  inputBody: 'in braces',
  queueStatement: 'in a queue',
  inputItem: 'in braces',
  queueItem: 'in a queue',
  setStatement: 'after `set`',
  letStatement: 'after `let`',
  gotoStatement: 'after `goto`',
  waitItem: 'after `wait`',
  keys: 'after `key`',
  lengthItem: 'after `length`',
  endItem: 'after `end`',
  chooseStatement: 'in `choose`',
  chooseCase: 'in `choose`',
  chooseBody: 'in `choose`',
  splitStatement: 'in `split`',
  repeatStatement: 'after `repeat`',
  forStatement: 'after `for each`',
  transferStatement: 'in `transfer`',
  scheduleStatement: 'after `schedule`',
  sendStatement: 'after `send`',
  use: 'after `use`',
  hours: 'in `hours`',
  service: 'in a service',
  operation: 'in an operation',
  recordDeclaration: 'in a record',
  enumDeclaration: 'in an enum',
  test: 'in a test',
  givenLine: 'after `given`',
  expectLine: 'after `expect`',
  expectation: 'after `expect`',
  prompts: 'in `prompts`',
  promptEntry: 'in a prompt',
  audioBody: 'after `audio`',
  namedArgument: 'in an argument `name: value`',
  namedArguments: 'among the arguments',
  conditional: 'in `if ... then ... else ...`',
  group: 'in parentheses',
};

/** What to write, by the rule that stopped. */
export const hints: Readonly<Record<string, string>> = {
  module: 'a file holds declarations; look for a surplus `}` above.',
  handler: 'write for instance `on no input after 2 tries -> step`.',
  statement: `a statement begins with ${listed(starters.statement)}.`,
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
  chooseCase: 'write `value -> step`, or `otherwise -> step`.',
  chooseStatement: 'write `choose value { 1 -> step  otherwise -> step }`.',
  splitBranch: 'write `50% name -> step`.',
  repeatStatement: 'write `repeat up to 3 times { ... }`.',
  forStatement: 'write `for each name in list { ... }`.',
  transferStatement: 'write `transfer to number { on busy -> step }`.',
  scheduleStatement: 'write `schedule callback to number in queue`.',
  sendStatement: 'write `send sms prompt to number`.',
  use: 'write `use name from "folder/file.fil"`.',
  hoursItem: 'write for instance `lun..ven 08:30..19:00`.',
  dayItem: 'write for instance `lun..ven 08:30..19:00`.',
  operationItem: 'write for instance `get "/path/{id}"  timeout 2s`.',
  recordDeclaration: 'write `name: Type` for each field.',
  givenLine: 'write for instance `given queue name closed`.',
  expectation: 'write for instance `expect say prompt`.',
};
