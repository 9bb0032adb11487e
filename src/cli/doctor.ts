// `carillon doctor`: asks every probe, prints one line per answer. Pure but for the asking. Not here: what a probe looks
// at (src/doctor.ts) and what is good enough (judgements.ts).

import type { Clock } from '../base/clock.ts';
import { exitCodes } from './exit-codes.ts';
import { type Terminal, coloured, harmless } from './terminal.ts';

/** What one probe found; `todo` says what to do about it and is empty when all is well. */
export interface Finding {
  readonly outcome: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  readonly todo: string;
}

/** One look at the surroundings. It may reject: the sentence of the fault becomes the finding. */
export interface Probe {
  readonly name: string;
  readonly look: () => Promise<Finding>;
  /** What to do when it rejects or does not end. */
  readonly todo: string;
}

/** A finding under the name of its probe. */
export interface Check extends Finding {
  readonly name: string;
}

/** A probe that has not ended after this has found that something hangs. */
export const probeMsMax = 3_000;

export const fine = (detail: string): Finding => ({ outcome: 'ok', detail, todo: '' });
export const warning = (detail: string, todo: string): Finding => ({ outcome: 'warn', detail, todo });
export const failing = (detail: string, todo: string): Finding => ({ outcome: 'fail', detail, todo });

/** Asks all probes at once, each with its deadline; the checks come in the order of the probes. */
export const runDoctor = (probes: readonly Probe[], clock: Clock): Promise<readonly Check[]> =>
  Promise.all(probes.map(async (probe) => ({ name: probe.name, ...(await looked(probe, clock)) })));

/** Prints the checks and gives the exit code: 0 when nothing fails, whatever the warnings. */
export function printChecks(checks: readonly Check[], terminal: Terminal): number {
  for (const line of doctorReport(checks, terminal.style)) terminal.out(line);
  const count = (outcome: Finding['outcome']): number => checks.filter((check) => check.outcome === outcome).length;
  terminal.err(`${count('ok')} ok, ${count('warn')} to watch, ${count('fail')} failing.`);
  return doctorExitCode(checks);
}

export const doctorExitCode = (checks: readonly Check[]): number =>
  checks.some(({ outcome }) => outcome === 'fail') ? exitCodes.refused : exitCodes.done;

const colourOf = { ok: 'green', warn: 'yellow', fail: 'red' } as const;

/** One line per check: outcome, name, what was found, and what to do. */
export function doctorReport(checks: readonly Check[], style: Terminal['style'] = 'plain'): string[] {
  const width = Math.max(0, ...checks.map(({ name }) => name.length));
  return checks.map(({ outcome, name, detail, todo }) => {
    const word = coloured(style, colourOf[outcome], outcome.padEnd(4));
    return harmlessLine(word, `${name.padEnd(width)}  ${detail}${todo === '' ? '' : ` — ${todo}`}`);
  });
}

const harmlessLine = (word: string, text: string): string =>
  `${word}  ${harmless(text.replaceAll(/\s*[\r\n]+\s*/g, ' '))}`;

async function looked({ look, todo }: Probe, clock: Clock): Promise<Finding> {
  const { promise: late, resolve } = Promise.withResolvers<Finding>();
  const cancel = clock.after(probeMsMax, () => resolve(failing(`no answer within ${probeMsMax} ms`, todo)));
  try {
    return await Promise.race([look(), late]);
  } catch (fault) {
    return failing(sentenceOf(fault), todo);
  } finally {
    cancel();
  }
}

/** The words of a fault; several at one address (IPv4 and IPv6) come wrapped in one without words. */
function sentenceOf(fault: unknown): string {
  if (fault instanceof AggregateError && fault.message === '') return fault.errors.map(sentenceOf).join('; ');
  return fault instanceof Error && fault.message !== '' ? fault.message : String(fault);
}
