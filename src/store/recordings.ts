// The index of recordings in PostgreSQL. Not here: their files.

import { type Insertable, type Selectable, type Transaction, sql } from 'kysely';
import { callId, queueName, recordingId } from '../base/ids.ts';
import type {
  IndexedRecording,
  KeptRecording,
  Made,
  Marks,
  RecordingIndex,
  RecordingState,
  VoicemailQuery,
} from '../recordings/index.ts';
import type { Database } from './database.ts';
import { StoreFault } from './store-fault.ts';
import type { RecordingTable, Tables } from './tables.ts';

/** The recordings of the database's tenant. */
export function recordingIndex(database: Database): RecordingIndex {
  return {
    put: (kept) =>
      database.inTenant(async (it) => {
        const added = it.insertInto('recordings').values(rowOf(kept, database.tenant));
        await added.onConflict((conflict) => conflict.doNothing()).execute();
      }),
    find: (recording) =>
      database.inTenant(async (it) => {
        const row = await rows(it).where('recordings.id', '=', recording).executeTakeFirst();
        return row === undefined ? null : recordingOf(row);
      }),
    ofCall: (call) =>
      database.inTenant(async (it) => {
        const found = rows(it).where('recordings.call_id', '=', call).orderBy('recordings.at').orderBy('recordings.id');
        return (await found.execute()).map(recordingOf);
      }),
    voicemails: (query) => database.inTenant(async (it) => (await voicemails(it, query).execute()).map(recordingOf)),
    mark: (recording, mark, by) =>
      database.inTenant(async (it) => {
        const [at, who] =
          mark === 'listened' ? (['listened_at', 'listened_by'] as const) : (['handled_at', 'handled_by'] as const);
        const marked = it
          .updateTable('recordings')
          .set({ [at]: sql`coalesce(${sql.ref(at)}, now())`, [who]: sql`coalesce(${sql.ref(who)}, ${by})` })
          .where('id', '=', recording);
        return (await marked.executeTakeFirst()).numUpdatedRows === 1n ? 'marked' : 'unknown';
      }),
  };
}

/** Who called is told once, by the fact of the call's beginning. */
const rows = (transaction: Transaction<Tables>) =>
  transaction
    .selectFrom('recordings')
    .selectAll('recordings')
    .select(
      sql<string | null>`(select body ->> 'caller' from facts
        where facts.call_id = recordings.call_id and facts.kind = 'callOffered' limit 1)`.as('caller'),
    );

function voicemails(transaction: Transaction<Tables>, { queue, state, limit }: VoicemailQuery) {
  let found = rows(transaction).where('made', '=', 'voicemail').orderBy('recordings.at', 'desc').limit(limit);
  if (queue !== null) found = found.where('recordings.queue', '=', queue);
  if (state === 'all') return found;
  return found.where('handled_at', state === 'handled' ? 'is not' : 'is', null);
}

function rowOf(kept: KeptRecording, tenant: string): Insertable<RecordingTable> {
  const { recording, call, made, voicemail, queue, at, state, lengthMs, soundMs, channelCount, bytes, digest } = kept;
  return {
    ...{ tenant_id: tenant, id: recording, call_id: call, made, voicemail, queue, at: new Date(at), state, digest },
    ...{ length_ms: lengthMs, sound_ms: soundMs, channel_count: channelCount, bytes },
  };
}

type Row = Selectable<RecordingTable> & { readonly caller: string | null };

function recordingOf(row: Row): IndexedRecording {
  const { voicemail, caller, digest } = row;
  return {
    ...{ recording: recordingId(row.id), call: callId(row.call_id), made: madeOf(row.made), voicemail, caller, digest },
    queue: row.queue === null ? null : queueName(row.queue),
    ...{ at: row.at.getTime(), state: stateOf(row.state), lengthMs: Number(row.length_ms) },
    soundMs: row.sound_ms === null ? null : Number(row.sound_ms),
    ...{ channelCount: row.channel_count, bytes: Number(row.bytes) },
    ...{ listened: markOf(row.listened_at, row.listened_by), handled: markOf(row.handled_at, row.handled_by) },
  };
}

const markOf = (at: Date | null, by: string | null): Marks['listened'] =>
  at === null || by === null ? null : { at: at.getTime(), by };

function madeOf(text: string): Made {
  if (text !== 'voicemail' && text !== 'conversation') throw new StoreFault('strange', null);
  return text;
}

function stateOf(text: string): RecordingState {
  if (text !== 'whole' && text !== 'truncated' && text !== 'failed') throw new StoreFault('strange', null);
  return text;
}
