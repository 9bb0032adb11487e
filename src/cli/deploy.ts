// `carillon deploy` and `carillon rollback`: nothing changes for callers before the very last request, and whatever stands in
// the way is said in a sentence. Not here: what is deployed now (deployments.ts).

import { createHash } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import {
  type DeployOrder,
  type DeploymentList,
  type MoveMade,
  type SourceView,
  audioMissing,
  deploymentList,
  directoryHash,
  moveMade,
  preparation,
  versionTaken,
} from '../api/contract/index.ts';
import { type KeptVersion, type Source, versionOf } from '../deploy/index.ts';
import type { Context } from './context.ts';
import type { DeployPorts, OpenedFlows, OpenedRecording } from './deploy-ports.ts';
import { shownAlias } from './deployments.ts';
import { CommandFault } from './exit-codes.ts';

export interface DeployParts {
  readonly context: Context;
  readonly ports: DeployPorts;
  /** The directory that is deployed when none is given. */
  readonly directory: string;
  /** The version of Carillon that compiles. */
  readonly version: string;
}

interface DeployOptions {
  readonly env?: string;
  readonly canary?: number;
  readonly message?: string;
  readonly json?: true;
}

/** Adds `carillon deploy` and `carillon rollback`. */
export function deployCommands(program: Command, parts: DeployParts): void {
  const { context } = parts;
  const deploy = program
    .command('deploy')
    .description('compiles and tests flows, and serves them to new calls; calls in progress keep theirs')
    .argument('[directory]', 'the one with fil.json', parts.directory)
    .option('--env <name>', 'the environment; the controller’s own when left out')
    .option('--canary <share>', 'to that share of new calls only, such as 20%', share)
    .option('--message <text>', 'why; the commit’s message when left out');
  context.json(deploy).action(async (directory: string, options: DeployOptions) => {
    const made = await deployed(parts, directory, options);
    context.show(options, made, () => [told(made)]);
  });
  const rollback = program
    .command('rollback')
    .description('takes the canary away, or goes back to the version before')
    .option('--env <name>', 'the environment; the controller’s own when left out')
    .option('--message <text>', 'why');
  context.json(rollback).action(async (options: DeployOptions) => {
    const made = await rolledBack(parts, options);
    context.show(options, made, () => [told(made)]);
  });
}

async function deployed(parts: DeployParts, directory: string, options: DeployOptions): Promise<Ordered> {
  const { context, ports } = parts;
  const flows = judged(await ports.open(directory), directory, context);
  await gate(parts, directory, flows.files);
  const source = await sourceOf(ports, directory, { ...options, warn: context.terminal.err });
  const version = versionOf(flows.program, digestsOf(flows.recordings), sha256);
  const { environment, expected } = await unchangedOnFault(async () => {
    const now = await aliasOf(context, options.env);
    await sendAudio(context, flows.recordings);
    await sendVersion(parts, version, source);
    await prepared(context, version.hash);
    return now;
  });
  const order = { environment, expected, by: oneLine(ports.user, 80), why: source.message };
  return ordered(context, { kind: 'deploy', ...order, program: version.hash, ratio: options.canary ?? null });
}

async function rolledBack({ context, ports }: DeployParts, options: DeployOptions): Promise<Ordered> {
  const { environment, expected } = await unchangedOnFault(async () => {
    const now = await aliasOf(context, options.env);
    // Without a target the controller says so in its own words.
    if (now.rollback !== null) await prepared(context, now.rollback.stable ?? directoryHash);
    return now;
  });
  const why = oneLine(options.message ?? 'rolled back', 500);
  return ordered(context, { kind: 'rollback', environment, expected, by: oneLine(ports.user, 80), why });
}

type Compiled = OpenedFlows & { readonly kind: 'compiled' };

function judged(opened: OpenedFlows, directory: string, { terminal }: Context): Compiled {
  if (opened.kind === 'empty')
    throw new CommandFault(
      'misuse',
      `There are no flows in ${directory}: name the directory that holds the .fil files.`,
    );
  if (opened.text !== '') terminal.err(opened.text.trimEnd());
  if (opened.kind === 'refused')
    throw new CommandFault('refused', `${directory} does not compile. Nothing has changed.`);
  return opened;
}

/** Says what the tests came to; rejects unless nothing speaks against deploying. */
async function gate({ ports, context }: DeployParts, directory: string, files: Compiled['files']): Promise<void> {
  const result = await ports.gate({ directory, files });
  switch (result.kind) {
    case 'none':
      context.terminal.err('No tests found: it compiles, and that is all that is known of it.');
      return;
    case 'passed':
      context.terminal.err(`${result.testCount} ${result.testCount === 1 ? 'test passes' : 'tests pass'}.`);
      return;
    case 'failed':
      context.terminal.err(result.transcript.trimEnd());
      throw new CommandFault(
        'refused',
        `${result.failedCount} of ${result.testCount} tests fail. Nothing has changed.`,
      );
  }
}

async function sourceOf(
  ports: DeployPorts,
  directory: string,
  { message, warn }: { readonly message?: string; readonly warn: (line: string) => void },
): Promise<SourceView> {
  const found = await ports.source(directory);
  if (found === 'noGit') {
    if (message === undefined)
      throw new CommandFault(
        'misuse',
        `${directory} is in no git commit, so nothing says what this is: add --message "what changes".`,
      );
    return { kind: 'none', author: oneLine(ports.user, 80), message: oneLine(message, 500) };
  }
  if (found.kind === 'git' && found.tree === 'dirty')
    warn(`${directory} holds changes that are in no commit: the version is recorded as dirty.`);
  return { ...found, author: oneLine(found.author, 80), message: oneLine(message ?? found.message, 500) };
}

/** Names and messages of git may hold anything; the record takes one printable line. */
const oneLine = (text: Source['message'], lengthMax: number): string =>
  text
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, lengthMax)
    .trim() || '-';

const digestsOf = (recordings: readonly OpenedRecording[]): Readonly<Record<string, string>> =>
  Object.fromEntries(recordings.map(({ path, digest }) => [path, digest]));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

interface AliasNow {
  readonly environment: string;
  readonly expected: number;
  readonly rollback: DeploymentList['rollback'];
}

/** The alias as it is before the order, so that nobody's move in between is overwritten. */
async function aliasOf({ client }: Context, wanted: string | undefined): Promise<AliasNow> {
  const { environment, moves, rollback } = await client.ask(
    { method: 'GET', path: '/api/deployments?limit=1' },
    deploymentList,
  );
  if (wanted !== undefined && wanted !== environment)
    throw new CommandFault(
      'refused',
      `The controller at ${client.url()} serves ${environment}, not ${wanted}. ` +
        `Deploy through a controller of ${wanted}, or leave --env out.`,
    );
  return { environment, expected: moves[0]?.seq ?? 0, rollback };
}

async function sendAudio({ client, terminal }: Context, recordings: readonly OpenedRecording[]): Promise<void> {
  if (recordings.length === 0) return;
  const digests = [...new Set(recordings.map(({ digest }) => digest))];
  const { missing } = await client.ask(
    { method: 'POST', path: '/api/audio-files/missing', body: { digests } },
    audioMissing,
  );
  for (const digest of missing) {
    const recording = recordings.find((one) => one.digest === digest);
    if (recording === undefined) continue;
    await client.ask({ method: 'PUT', path: `/api/audio-files/${digest}`, body: await recording.read() }, z.null());
  }
  terminal.err(`${digests.length} recordings, ${missing.length} of them sent now.`);
}

async function sendVersion({ context, version: compiledBy }: DeployParts, version: KeptVersion, source: SourceView) {
  const { hash, program, audio } = version;
  const body = { program: JSON.stringify(program), audio: audio.digests, source, compiledBy };
  await context.client.ask({ method: 'PUT', path: `/api/versions/${hash}`, body }, versionTaken);
}

/** Each question waits seconds at the controller, so this is no busy loop; sounds of a large project take minutes. */
const preparationQuestionsMax = 300;

async function prepared({ client, terminal }: Context, hash: string): Promise<void> {
  for (let question = 0; question < preparationQuestionsMax; question += 1) {
    const { state } = await client.ask({ method: 'POST', path: `/api/versions/${hash}/preparation` }, preparation);
    if (state === 'ready') return;
    if (question === 0) terminal.err('Making the prompts; new calls wait for none of them...');
  }
  throw new CommandFault('refused', 'The prompts are still being made: deploy again later, what is made is kept.');
}

interface Ordered extends MoveMade {
  readonly environment: string;
}

/** An order without an answer may have been carried out: only a refusal says that nothing has changed. */
async function ordered({ client }: Context, body: DeployOrder): Promise<Ordered> {
  try {
    const made = await client.ask({ method: 'POST', path: '/api/deployments', body }, moveMade);
    return { ...made, environment: body.environment };
  } catch (fault) {
    if (!(fault instanceof CommandFault) || fault.refusal === 'deploymentUnsure') throw fault;
    if (fault.refusal !== null && fault.refusal !== 'fault') throw unchanged(fault);
    throw new CommandFault(
      fault.code,
      `${fault.message}\nWhether it was carried out is not known: see \`carillon deployments\` once it answers.`,
    );
  }
}

/** Before the order nothing can have changed. */
async function unchangedOnFault<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (fault) {
    throw fault instanceof CommandFault ? unchanged(fault) : fault;
  }
}

const unchanged = ({ code, message, refusal }: CommandFault): CommandFault =>
  new CommandFault(code, `${message}\nNothing has changed.`, refusal);

function told({ kind, seq, alias, before, environment }: Ordered): string {
  if (kind === 'unchanged') return `New calls of ${environment} get ${shownAlias(alias)} already; nothing has changed.`;
  const now = `Deployment ${seq}: new calls of ${environment} get ${shownAlias(alias)}`;
  return `${now}, before ${shownAlias(before)}. Calls in progress keep what they have.`;
}

function share(text: string): number {
  const percent = /^(\d{1,2}(?:\.\d{1,2})?) ?%$/.exec(text)?.[1];
  const ratio = Number(percent) / 100;
  if (percent === undefined || ratio <= 0)
    throw new InvalidArgumentError('Write a share such as 20%: more than 0% and less than 100%.');
  return ratio;
}
