// `npm run bench -- ivr|hold|language [--quick] [--profile] [--only NAME,...] [--rates N,...]`: how far the product is from what the machine could do.
// Not here: what is measured (bench/), how to read it (docs/benchmarks/README.md).

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Bench, type BenchOptions, openBench } from './bench/bench-stack.ts';
import { machineReport } from './bench/cpu.ts';
import { benchHold } from './bench/hold.ts';
import { holdReport } from './bench/hold-report.ts';
import { benchIvr } from './bench/ivr.ts';
import { ivrReport } from './bench/ivr-report.ts';
import { benchLanguage, languageReport } from './bench/language.ts';
import { ProvisioningFault, printFault } from './stack/index.ts';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping.signal.aborted) console.error('\nStopping; this takes a few seconds.');
    stopping.abort();
  });
}

const checkout = path.resolve(import.meta.dirname, '..');

/** The benchmarks that need a telephone system, by name: what each measures, and how it is told. */
const benchmarks = {
  ivr: async (bench: Bench) => told(await benchIvr(bench), ivrReport),
  hold: async (bench: Bench) => told(await benchHold(bench), holdReport),
};

/** A mistake of ours must not leave the stack and its load running. */
process.on('uncaughtException', (fault) => {
  console.error(fault);
  process.exitCode = 1;
  stopping.abort();
});

try {
  await main(process.argv.slice(2));
} catch (fault) {
  // What Ctrl+C broke off is no failure to report.
  if (stopping.signal.aborted) console.error('carillon: interrupted; everything that was started is stopped.');
  else printFault(fault);
  process.exitCode ??= stopping.signal.aborted ? 130 : 1;
}

async function main(words: readonly string[]): Promise<void> {
  const { name, options } = read(words);
  const machine = machineReport();
  const startedAt = new Date().toISOString();
  const head = { benchmark: name, command: ['npm run bench --', ...words].join(' '), startedAt, machine };
  if (name === 'language') {
    const result = await benchLanguage(checkout, options.size);
    const file = save(name, { ...head, loadAverageAtEnd: machineReport().loadAverage, options, result });
    console.log(`\n${machine.processorCount} x ${machine.processor}, Linux ${machine.kernel}, Node ${machine.node}\n`);
    console.log(`${languageReport(result)}\n\nRaw numbers: ${file}`);
    return;
  }
  const bench = await openBench(options, stopping.signal);
  try {
    const { result, report } = await benchmarks[name](bench);
    const loadAverageAtEnd = machineReport().loadAverage;
    const file = save(name, { ...head, asterisk: bench.asteriskVersion, loadAverageAtEnd, options, result });
    console.log(`\n${machine.processorCount} x ${machine.processor}, Linux ${machine.kernel}, Node ${machine.node}`);
    console.log(`Asterisk ${bench.asteriskVersion}; load average at the start ${machine.loadAverage.join(' ')}\n`);
    console.log(`${report}\n`);
    if (options.size === 'quick')
      console.log('Quick: the programs were still warming up. It shows that all works; judge no target by it.');
    console.log(`Raw numbers: ${file}`);
  } finally {
    await bench.stack.stop();
  }
}

function told<Result>(result: Result, report: (result: Result) => string): { result: unknown; report: string } {
  return { result, report: report(result) };
}

function read(words: readonly string[]): {
  readonly name: 'ivr' | 'hold' | 'language';
  readonly options: BenchOptions;
} {
  const { values, positionals } = parse(words);
  const [name, ...more] = positionals;
  if ((name !== 'ivr' && name !== 'hold' && name !== 'language') || more.length > 0)
    throw new ProvisioningFault('Say which benchmark: `ivr`, `hold` or `language`.');
  return {
    name,
    options: {
      size: values.quick ? 'quick' : 'full',
      profile: values.profile ? 'yes' : 'no',
      only: listed(values.only),
      rates: listed(values.rates).map(Number),
    },
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        profile: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        rates: { type: 'string', default: '' },
      },
    });
  } catch (cause) {
    const known = '--quick, --profile, --only NAME,... and --rates CALLS_PER_SECOND,...';
    throw new ProvisioningFault(`\`npm run bench\` knows ${known}; nothing else.`, { cause });
  }
}

function listed(text: string): readonly string[] {
  return text.split(',').filter((one) => one !== '');
}

/** The latest result under the benchmark's name, and every result under the time it began. */
function save(name: string, what: Readonly<Record<string, unknown>> & { readonly startedAt: string }): string {
  const directory = path.join(checkout, 'var', 'bench');
  mkdirSync(path.join(directory, 'history'), { recursive: true });
  const file = path.join(directory, `${name}.json`);
  const text = `${JSON.stringify(what, null, 1)}\n`;
  for (const place of [file, path.join(directory, 'history', `${name}-${what.startedAt.replaceAll(':', '')}.json`)]) {
    writeFileSync(place, text);
  }
  return file;
}
