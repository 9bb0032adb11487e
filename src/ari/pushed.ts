// Objects of Asterisk's SIP side that are pushed into its memory over its interface, without any file.
// Not here: which objects make a phone (phones.ts) or a trunk (trunks.ts).

import type { Done } from '../call/ports.ts';
import { doneOr, replyTo } from './faults.ts';
import { asteriskDeleteObject, asteriskUpdateObject } from './generated/operations.generated.ts';
import { deadlineMs } from './limits.ts';
import type { AriParts } from './parts.ts';

/** An object's settings by name, as in pjsip.conf. */
export type Settings = Readonly<Record<string, string>>;

/** Makes the object, or gives it these settings. Rejects with the faults of a command. */
export async function putObject(parts: AriParts, objectType: string, id: string, settings: Settings): Promise<void> {
  const fields = Object.entries(settings).map(([attribute, value]) => ({ attribute, value }));
  const params = { configClass: 'res_pjsip', objectType, id, fields };
  await replyTo(parts.rest.request(asteriskUpdateObject, params, deadlineMs.configure));
}

/** Removes it; 'gone' when it was not there. */
export function removeObject(parts: AriParts, objectType: string, id: string): Promise<Done> {
  const params = { configClass: 'res_pjsip', objectType, id };
  return doneOr(parts.rest.request(asteriskDeleteObject, params, deadlineMs.configure), 404);
}
