// Asking for a script and answering it. Not here: that there is one, which the stream says; how it looks.

import {
  type ScriptAnswerGiven,
  type ScriptView,
  scriptAfter,
  scriptAnswersPath,
  scriptPath,
  scriptView,
} from '../../../src/api/contract/index.ts';

/** How long an answer may take. */
const answerMsMax = 10_000;

const at = (path: string, id: string): string => path.replace(':id', encodeURIComponent(id));

/** The script as it is now; null: it is over, or nobody answers. */
export async function askScript(id: string): Promise<ScriptView | null> {
  try {
    const reply = await fetch(at(scriptPath, id), { signal: AbortSignal.timeout(answerMsMax) });
    return reply.ok ? scriptView.parse(await reply.json()) : null;
  } catch {
    // The server is away; the next change of the script asks again.
    return null;
  }
}

/** The script after the answer; null: it is over. `failed`: it was not taken. */
export async function answerScript(id: string, body: ScriptAnswerGiven): Promise<ScriptView | null | 'failed'> {
  try {
    const reply = await fetch(at(scriptAnswersPath, id), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerMsMax),
    });
    return reply.ok ? scriptAfter.parse(await reply.json()).script : 'failed';
  } catch {
    return 'failed';
  }
}

/** What was typed as a value of that type; `none` where nothing was. A sum is read with the currency of the flow: EUR unless said. */
export function typedValue(type: string, text: string): string | number | { amount: string; currency: string } | null {
  const given = text.trim();
  if (given === '') return null;
  const number = given.replace(',', '.');
  if (type === 'Number' || type === 'Score' || type === 'Duration') return Number(number);
  if (type === 'DateTime') return new Date(given).getTime();
  if (type !== 'Money') return given;
  const [amount = '', currency = 'EUR'] = number.split(/\s+/);
  return { amount, currency };
}
