// The table of `bench ivr` and its judgements, from made-up results. Not here: measuring.

import { describe, expect, it } from 'vitest';
import type { Cost } from '../../scripts/bench/bench-stack.ts';
import type { IvrResult, IvrStep } from '../../scripts/bench/ivr.ts';
import { ivrReport } from '../../scripts/bench/ivr-report.ts';
import type { StepVerdict } from '../../scripts/bench/ramp.ts';

const cost = (nodeMs: number): Cost => ({
  ...{ tookMs: 1000, asteriskMs: 500, nodeMs, postgresMs: 0, benchMs: 0, machineMs: 1500 },
});

function step(perSecond: number, verdict: StepVerdict, nodeMsPerCall: number): IvrStep {
  const load = {
    ...{ offeredCount: 100, failedCount: 0, begunPerSecond: perSecond, peakCount: 10, retransmissionCount: 0 },
    ...{ answerMsMean: 5, sippCpuMs: 10, sippCpuRatio: 0.01, exitCode: 0 },
  };
  return { perSecond, verdict, load, cost: cost(nodeMsPerCall * 100), loadAverage: 1 };
}

function measured(name: string, steps: readonly IvrStep[], keyToPromptMs: number): IvrResult {
  const heldPerSecond = Math.max(...steps.filter(({ verdict }) => verdict === 'held').map((one) => one.perSecond));
  const samples = [{ keyToPromptMs, lagMs: 0 }];
  const half = { perSecond: heldPerSecond / 2, load: step(1, 'held', 1).load, probes: { samples, failures: [] } };
  return {
    kind: 'measured',
    variant: { name, title: name, service: '1', start: null },
    ...{ steps, heldPerSecond, half: { ...half, cost: cost(1) } },
  };
}

const bare = measured('bare', [step(100, 'held', 2), step(120, 'failed', 2), step(120, 'failed', 2)], 3);

describe('the report', () => {
  it('compares Node per call at the highest load that both held', () => {
    const report = ivrReport([bare, measured('carillon', [step(80, 'held', 9), step(100, 'held', 5)], 4)]);
    expect(report).toContain('calls/s held, against the bare script: 1.00 (target at least 0.8): met');
    expect(report).toContain('both at 100 calls/s: 2.50 (target at most 2.5): met');
    expect(report).toContain('key-to-prompt p99 at half load, ms: 4.00 (target at most 60): met');
  });

  it('says what is missed', () => {
    const ours = measured('carillon', [step(60, 'held', 9), step(100, 'failed', 9), step(100, 'failed', 9)], 61);
    const report = ivrReport([bare, ours]);
    expect(report).toContain('calls/s held, against the bare script: 0.60 (target at least 0.8): MISSED');
    expect(report).toContain('both at 0 calls/s: - (target at most 2.5): NO FIGURE');
    expect(report).toContain('61.00 (target at most 60): MISSED');
  });

  it('says how a ramp ended: by its own end, by failed calls, or by the far end', () => {
    const limited = (verdict: StepVerdict) =>
      measured('x', [step(20, 'held', 1), step(40, verdict, 1), step(40, verdict, 1)], 1);
    expect(ivrReport([measured('x', [step(20, 'failed', 1), step(20, 'held', 1)], 1)])).toMatch(/>= 20 +end of ramp/);
    expect(ivrReport([limited('failed')])).toMatch(/ 20 +failed calls/);
    expect(ivrReport([limited('farEndSaturated')])).toMatch(/ 20 +far end/);
  });

  it('has a row for what is not built', () => {
    const variant = { name: 'carillon-ari-client', title: '(d)', service: '1', start: null };
    expect(ivrReport([{ kind: 'notBuilt', variant }])).toMatch(/\(d\) +not built/);
  });
});
