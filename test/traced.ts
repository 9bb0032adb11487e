// The trace and the facts of the calls of a centre in memory, as the journal and the record would give them. Not here: the centre.

import type { CallId } from '../src/base/ids.ts';
import type { StoredFact, StoredTrace } from '../src/call/index.ts';
import { decodeRecord } from '../src/facts/decode.ts';
import { traceOf } from '../src/facts/traces.ts';
import type { KeptVersion } from '../src/deploy/index.ts';
import { type InMemoryCentre, openInMemoryCentre } from './in-memory-centre.ts';
import { compiled } from './ivr/compiled.ts';

/** What was recorded of the only call of this centre. */
export function tracedIn({ journal }: Pick<InMemoryCentre, 'journal'>): {
  readonly call: CallId;
  readonly entries: readonly StoredTrace[];
  readonly facts: readonly StoredFact[];
} {
  const records = journal.flatMap((line, index) => {
    const record = decodeRecord({ seq: index + 1, ...(JSON.parse(line) as object) });
    return record === null ? [] : [record];
  });
  const entries = records.flatMap((record) => traceOf('journal', record) ?? []);
  const [first] = entries;
  if (first === undefined) throw new Error('Nothing was traced');
  const facts = records.flatMap(({ seq, at, facts: told }) =>
    told.map((fact, index): StoredFact => ({ journal: 'journal', seq, index, at, fact })),
  );
  return { call: first.call, entries, facts: facts.filter(({ fact }) => 'call' in fact && fact.call === first.call) };
}

/** The flow of the call below. */
export const keptSource = `
  flow essai { entry "+33180001122" languages fr-FR
    on error { hangup }
    step debut {
      menu principal { prompt choix wait 5s
        key 1 "Fin" -> fin key 2 "Rappel" -> fin
        on no input, no match after 1 tries -> fin }
    }
    step fin { track vu(de: call.caller) hangup }
  }
  prompts fr-FR { choix = "Un ou deux." }`;

/** A call that was, with the version that it ran, as stores hold both: its caller pressed 2. */
export async function keptCall(call: CallId, caller: string) {
  const program = await compiled(keptSource);
  const centre = await openInMemoryCentre(program);
  const leg = centre.telephony.offer({ caller, called: '+33180001122' });
  if (leg === null) throw new Error('Nobody listens');
  await centre.pass(1_500);
  centre.telephony.press(leg, '2');
  await centre.pass(3_000);
  const { entries, facts, call: given } = tracedIn(centre);
  const renamed = <Stored>(stored: Stored): Stored =>
    JSON.parse(JSON.stringify(stored).replaceAll(given, call)) as Stored;
  const version: KeptVersion = { hash: program.hash, program, audio: { kind: 'kept', digests: {} } };
  const origin = { source: { kind: 'none', author: 'ana', message: 'why' }, compiledBy: '0.0.0' } as const;
  return { entries: renamed(entries), facts: renamed(facts), version, origin };
}
