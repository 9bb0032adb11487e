// What an agent sees of the scripts of a flow test's call, and answers: by the service behind the HTTP API. Not here: phones, and
// what a script decides.

import type { Frame, ScriptAnswer, Scripts, Sheet } from '../../../src/ivr/index.ts';
import type { AgentTask } from '../../../src/sim/flows/running-flow.ts';

export class AgentScreen {
  /** Of the scripts that run, by id. */
  readonly #frames = new Map<string, Frame>();
  /** The lines that were shown, by script. */
  readonly #lines = new Map<string, readonly string[]>();
  readonly #asked = new Map<string, string>();
  #openedCount = 0;

  /** Takes where a script is now; null: it is over. */
  moved(script: string, frame: Frame | null, isFirst: boolean): void {
    if (isFirst) this.#openedCount += 1;
    if (frame === null) this.#frames.delete(script);
    else this.#frames.set(script, frame);
  }

  /** Looks at the sheets that are shown at this moment. */
  look(sheets: readonly Sheet[]): void {
    for (const { id, lines, task } of sheets) {
      this.#lines.set(id, lines);
      if (task?.kind === 'field') this.#asked.set(`${id} ${String(task.field)}`, task.text);
    }
  }

  frames(): readonly Frame[] {
    return [...this.#frames.values()];
  }

  state(): 'none yet' | 'open' | 'over' {
    if (this.#openedCount === 0) return 'none yet';
    return this.#frames.size === 0 ? 'over' : 'open';
  }

  /** Whether the agent had these words before them. */
  showed(script: string, text: string): boolean {
    return this.#lines.get(script)?.includes(text) === true;
  }

  /** Whether the agent was asked for this with these words. */
  askedFor(script: string, field: number, text: string): boolean {
    return this.#asked.get(`${script} ${String(field)}`) === text;
  }
}

/** The task before the agent, of the latest script that has one. */
export function taskOn(scripts: Scripts): { readonly id: string; readonly task: AgentTask } | null {
  const sheet = scripts.sheets().findLast(({ task }) => task !== null);
  return sheet?.task === null || sheet === undefined ? null : { id: sheet.id, task: sheet.task };
}

/** Gives the answer; rejects when it is not taken. */
export function give(scripts: Scripts, id: string, answer: ScriptAnswer): void {
  const outcome = scripts.answer(id, answer);
  if (outcome !== 'taken') throw new Error(`The script ${id} did not take the answer: ${outcome}.`);
}
